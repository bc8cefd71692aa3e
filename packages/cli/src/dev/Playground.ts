/**
 * The playground behind its page: what it shows at each moment, and what is done when the page asks for it.
 *
 * @module
 */
import type { BotDefinition } from "@parley/core"
import type { Bots } from "@parley/testing"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { HeldClock } from "../chat/HeldClock.ts"
import type * as Session from "../chat/Session.ts"
import * as Acts from "./Acts.ts"
import * as Branches from "./Branches.ts"
import * as Charts from "./Charts.ts"
import * as Faults from "./Faults.ts"
import type { BotPicture, ChartPicture, ClockPicture, PersonPicture, Picture, Problem, Reload } from "./Picture.ts"
import * as Problems from "./Problems.ts"
import type * as Protocol from "./Protocol.ts"
import { Refused } from "./Refused.ts"
import * as Saving from "./Saving.ts"
import type { Scene } from "./Scene.ts"
import * as Scenes from "./Scene.ts"

/** How much longer than a timer its sleep may be, in milliseconds, on a busy machine. */
const longestNap = 64

/** More failures than an author reads. */
const remembered = 20

/** What the playground stands on besides a scene. */
export interface Options {
  /** The folder of the bot's sources; places are told from where the command was started. */
  readonly home: string
  readonly held: HeldClock
  /** The moment on the machine's own clock. */
  readonly real: () => number
}

/** The id of an account: the first one unless it is named; refused when there is none of that id. */
const accountOf = ({ accounts }: Session.Session, id: string | undefined): Effect.Effect<string, Refused> => {
  const found = id === undefined ? accounts[0] : accounts.find((one) => one.id === id)
  if (found !== undefined) return Effect.succeed(found.id)
  const known = accounts.map((one) => `${one.id} (${one.name})`).join(", ")
  return new Refused({ code: "unknown", reason: `There is no account ${id ?? ""}; there is ${known}.` })
}

/** A playground. */
export class Playground {
  private readonly options: Options
  private readonly listeners = new Set<() => void>()
  private scene: Scene | undefined
  private config: Bots.Config | undefined
  private charts: ReadonlyArray<ChartPicture> = []
  private chartsVersion = 0
  private standing: ReadonlyArray<Problem> = []
  private types: ReadonlyArray<Problem> = []
  private failures: Array<Problem> = []
  private reload: Reload | undefined
  private isLoaded = false
  private choose: ((bot: string) => Effect.Effect<void, Refused>) | undefined
  private seq = 0
  private stop: (() => void) | undefined

  constructor(options: Options) {
    this.options = options
  }

  /** Calls for whatever may have changed the picture; gives back how to stop. */
  watch(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** How another bot of the configuration is run; unless told, the one of a terminal chat stays. */
  chooses(choose: (bot: string) => Effect.Effect<void, Refused>): void {
    this.choose = choose
  }

  /** Something changed. */
  touch(): void {
    for (const listener of this.listeners) listener()
  }

  /** The scene that is played; `undefined` while no bot runs. */
  current(): Scene | undefined {
    return this.scene
  }

  /** Shows a scene; nothing, while another bot is put in its place. */
  play(scene: Scene | undefined, config: Bots.Config | undefined): void {
    this.stop?.()
    this.scene = scene
    this.config = config
    this.isLoaded = true
    this.failures = []
    if (scene !== undefined) {
      const stops = [
        scene.changes(() => this.touch()),
        scene.session.observe((happening) => {
          if (happening._tag === "Failed") this.failed(happening.reason, scene.definition())
        })
      ]
      this.stop = () => stops.forEach((stop) => stop())
      this.draw(scene)
    }
    this.touch()
  }

  /** Draws the dialogues anew. */
  draw(scene: Scene): void {
    this.charts = Charts.of(scene.definition().dialogues, this.options.home)
    this.chartsVersion += 1
    this.touch()
  }

  /** What the configuration holds now, without another scene. */
  configure(config: Bots.Config): void {
    this.config = config
    this.touch()
  }

  /** What keeps the bot from running, or the new sources from taking its place; none when all is well. */
  stand(problems: ReadonlyArray<Problem>): void {
    this.standing = problems
    this.isLoaded = true
    this.touch()
  }

  /** What the type checker complains of. */
  advise(problems: ReadonlyArray<Problem>): void {
    this.types = problems
    this.touch()
  }

  /** What became of a change. */
  reloaded(reload: Omit<Reload, "number">): void {
    this.reload = { number: (this.reload?.number ?? 0) + 1, ...reload }
    this.failures = []
    this.touch()
  }

  private failed(reason: string, { dialogues }: BotDefinition.BotDefinition): void {
    const state = /in state "([^"]+)"/.exec(reason)?.[1]
    const source = this.charts
      .filter(({ dialogue }) => dialogues.some(({ id }) => id === dialogue))
      .flatMap(({ states }) => states)
      .find(({ path }) => path === state)?.source
    this.failures = [
      { kind: "failed" as const, message: reason, at: this.now(), ...(source === undefined ? {} : { source }) },
      ...this.failures
    ].slice(0, remembered)
    this.touch()
  }

  private now(): number {
    return this.scene?.time.now() ?? this.options.real()
  }

  /** The picture of this moment. */
  picture(): Picture {
    const { scene } = this
    const persons: Array<PersonPicture> = []
    const broken: Array<Problem> = []
    for (const one of scene?.everybody() ?? []) {
      try {
        if (scene !== undefined) persons.push(scene.picture(one))
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        broken.push({ kind: "page", message: `${one.person.name} cannot be shown: ${reason}`, at: this.now() })
      }
    }
    this.seq += 1
    return {
      format: 1,
      seq: this.seq,
      status: scene !== undefined ? "running" : this.isLoaded ? "waiting" : "starting",
      bots: this.bots(),
      accounts: (scene?.session.accounts ?? []).map(({ approvals, channel, id, name, pack }) => ({
        id,
        channel,
        name,
        approvals,
        pack
      })),
      persons,
      charts: this.charts,
      chartsVersion: this.chartsVersion,
      clock: this.clockPicture(),
      faults: scene === undefined
        ? []
        : scene.session.accounts.flatMap((one) => Faults.pictures(one, scene.session.emulator.looks(one.id))),
      problems: Problems.sorted([...this.standing, ...broken, ...this.failures, ...this.types]),
      ...(this.reload === undefined ? {} : { reload: this.reload })
    }
  }

  private bots(): ReadonlyArray<BotPicture> {
    const chosen = this.scene?.name
    const names = Object.keys(this.config?.bots ?? {})
    const all = chosen === undefined || names.includes(chosen) ? names : [chosen, ...names]
    return all.map((name) => ({
      name,
      chosen: name === chosen,
      signals: name === chosen
        ? [...new Set(this.scene?.definition().dialogues.flatMap(({ signals }) => Object.keys(signals)))]
        : []
    }))
  }

  private next(scene: Scene): ClockPicture["next"] {
    const running = scene.everybody().flatMap((one) => {
      const { timers } = scene.history.of(one.id).now
      return timers.map(({ due }) => ({ due, person: one.person.psid }))
    })
    return running.toSorted((a, b) => a.due - b.due)[0]
  }

  private isDue(scene: Scene): boolean {
    const next = this.next(scene)
    return next !== undefined && next.due <= scene.time.now()
  }

  private clockPicture(): ClockPicture {
    const now = this.now()
    const next = this.scene === undefined ? undefined : this.next(this.scene)
    return {
      mode: this.options.held.isHeld() ? "paused" : "real",
      now,
      ahead: now - this.options.real(),
      ...(next === undefined ? {} : { next })
    }
  }

  private readonly running: Effect.Effect<Scene, Refused> = Effect.suspend(() =>
    this.scene === undefined
      ? Effect.fail(new Refused({ code: "not now", reason: "No bot runs: mend what the problems say, and save." }))
      : Effect.succeed(this.scene)
  )

  /** Lets what was begun come to rest while the clock stands: then typing takes no time. */
  private rest(scene: Scene): Effect.Effect<void> {
    return this.options.held.isHeld() ? Scenes.rest(scene) : Effect.void
  }

  /** One thing that a person, or a person of the business, does. */
  act(act: Protocol.Act): Effect.Effect<Protocol.Acted, Refused> {
    return Effect.flatMap(this.running, (scene) =>
      scene.somebody(act.person).pipe(
        Effect.flatMap((somebody) => Acts.perform(scene, somebody, act)),
        Effect.zipLeft(this.rest(scene)),
        Effect.tap(() => Effect.sync(() => this.touch()))
      ))
  }

  /** Turns the clock, holds it, lets it run. */
  clock(wish: Protocol.ClockTurn): Effect.Effect<void, Refused> {
    const { held } = this.options
    return Effect.gen(this, function*() {
      if (wish.turn === "pause" || wish.turn === "run") {
        if (wish.turn === "pause") held.hold()
        else held.release()
        return
      }
      const scene = yield* this.running
      const next = this.next(scene)
      if (wish.turn === "next" && next === undefined) {
        return yield* new Refused({
          code: "not now",
          reason: "No timer runs, so there is no next one to turn the clock to."
        })
      }
      const by = wish.turn === "by" ? wish.millis : Math.max(0, (next?.due ?? 0) - scene.time.now())
      const wait = (length: number) =>
        Effect.mapError(
          scene.session.wait(Duration.millis(length)),
          ({ message }) => new Refused({ code: "broken", reason: message })
        )
      yield* wait(by)
      // What wakes a timer lay down a moment after the timer was set, and wakes as much later: while the clock is held, it would not.
      for (let more = 1; more <= longestNap && this.isDue(scene); more *= 2) yield* wait(more)
    }).pipe(Effect.tap(() => Effect.sync(() => this.touch())))
  }

  /** Lets something go wrong, or lets all go well again. */
  fault(wish: Protocol.FaultWish): Effect.Effect<void, Refused> {
    return Effect.gen(this, function*() {
      const { session } = yield* this.running
      const { accounts, emulator } = session
      if (wish.fault === "none") {
        yield* emulator.clearFaults
        return yield* Effect.forEach(
          accounts,
          ({ id }) => Effect.zipRight(emulator.expireToken(false, id), emulator.restrict(false, id)),
          { discard: true }
        )
      }
      const id = yield* accountOf(session, wish.account)
      if (wish.fault === "expiredToken") return yield* emulator.expireToken(wish.on, id)
      if (wish.fault === "restricted") return yield* emulator.restrict(wish.on, id)
      return yield* emulator.inject(Faults.of(wish), id)
    }).pipe(Effect.tap(() => Effect.sync(() => this.touch())))
  }

  /** A new person; gives their id. */
  person({ account, locale, name }: Protocol.PersonWish): Effect.Effect<string, Refused> {
    return Effect.gen(this, function*() {
      const { session } = yield* this.running
      const page = yield* accountOf(session, account)
      const { psid } = yield* session.emulator.person({ page, name, ...(locale === undefined ? {} : { locale }) })
      this.touch()
      return psid
    })
  }

  /** The same person on another channel. */
  channel(wish: Protocol.ChannelWish): Effect.Effect<string, Refused> {
    return Effect.gen(this, function*() {
      const scene = yield* this.running
      const somebody = yield* scene.somebody(wish.person)
      if (somebody.account.channel === wish.channel) return wish.person
      const { locale, name } = somebody.person
      const known = scene.everybody().find(({ account, person }) =>
        account.channel === wish.channel && person.name === name
      )
      if (known !== undefined) return known.person.psid
      const page = scene.session.accounts.find(({ channel }) => channel === wish.channel)?.id ?? ""
      const made = yield* scene.session.emulator.person({ page, name, locale })
      this.touch()
      yield* Acts.again(scene, somebody.person, made)
      return made.psid
    })
  }

  /** "What if": gives the id of the new person. */
  branch(wish: Protocol.BranchWish): Effect.Effect<string, Refused> {
    return Effect.gen(this, function*() {
      const scene = yield* this.running
      const made = yield* Branches.make(scene, yield* scene.somebody(wish.person), wish)
      yield* Scenes.rest(scene)
      this.touch()
      return made
    })
  }

  /** A person as they stood after a turn. */
  past(person: string, turn: number): Effect.Effect<Protocol.Past, Refused> {
    return Effect.gen(this, function*() {
      const scene = yield* this.running
      const somebody = yield* scene.somebody(person)
      const past = scene.history.of(somebody.id)
      const index = yield* Branches.indexOf(past, turn)
      return {
        ok: true as const,
        person: scene.pictureAt(somebody, index),
        turn,
        retaken: past.turns[index]?.retaken === true
      }
    })
  }

  /** Keeps a conversation as a convo. */
  save(wish: Protocol.SaveWish): Effect.Effect<Protocol.Saved, Refused> {
    return Effect.gen(this, function*() {
      const scene = yield* this.running
      return yield* Saving.save(scene, yield* scene.somebody(wish.person), {
        name: wish.name,
        home: this.options.home,
        bots: this.config?.bots ?? {},
        ...(wish.turn === undefined ? {} : { turn: wish.turn }),
        ...(this.config?.templates === undefined ? {} : { templates: this.config.templates })
      })
    })
  }

  /** Another bot of the configuration. */
  bot({ bot }: Protocol.BotWish): Effect.Effect<void, Refused> {
    if (bot === this.scene?.name) return Effect.void
    const names = Object.keys(this.config?.bots ?? {})
    if (!names.includes(bot)) {
      const reason = `There is no bot "${bot}"; there is ${names.join(", ") || "none"}.`
      return Effect.fail(new Refused({ code: "unknown", reason }))
    }
    const { choose } = this
    return choose === undefined
      ? Effect.fail(
        new Refused({
          code: "not now",
          reason: "The bot of the terminal chat stays; another one runs with parley dev."
        })
      )
      : choose(bot)
  }
}
