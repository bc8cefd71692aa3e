/**
 * Plays a convo in a world, line by line. What the bot says is compared in order and in number; what a line does not
 * mention is not checked.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Expectation from "./Expectation.ts"
import * as Pattern from "./Pattern.ts"
import * as Printer from "./Printer.ts"
import type { Report, Spoken } from "./Report.ts"
import type { Act, BotLine, Line, PersonLine, Script, StateLine } from "./Script.ts"
import { header } from "./Script.ts"
import * as Standing from "./Standing.ts"
import type { Happening, Message, World, WorldError } from "./World.ts"

/** How a convo is run. `onSpoken` hears the conversation as it goes. */
export interface Options {
  readonly file?: string
  readonly onSpoken?: (spoken: Spoken) => void
}

/** How a convo ended. */
export type Outcome =
  | { readonly _tag: "Passed"; readonly conversation: ReadonlyArray<Spoken> }
  | { readonly _tag: "Failed"; readonly report: Report }

/** What a line found wrong: a sentence, and what came instead. */
interface Mismatch {
  readonly problem: string
  readonly instead?: ReadonlyArray<string>
  readonly state?: string
}

const iso = (millis: number): string => DateTime.formatIso(DateTime.unsafeMake(millis))

const messageText = (message: Message): string =>
  Printer.line({
    _tag: "Bot",
    expected: {
      text: Pattern.exactly(message.text),
      ...(message.options.length === 0 ? {} : { options: message.options })
    }
  })

/** The run of one convo: where each person's reading stands, and what was captured. */
class Run {
  readonly conversation: Array<Spoken> = []
  private captures: Pattern.Captures = {}
  private readonly read = new Map<string, number>()
  /** Since the last act: where signs and calls are looked for. */
  private readonly acted = new Map<string, number>()
  private calledFrom = 0
  private readonly world: World
  private readonly person: string
  private readonly onSpoken: ((spoken: Spoken) => void) | undefined

  constructor(world: World, person: string, onSpoken: ((spoken: Spoken) => void) | undefined) {
    this.world = world
    this.person = person
    this.onSpoken = onSpoken
  }

  /** Plays one line; gives what was wrong, if anything. */
  play(line: Line): Effect.Effect<Mismatch | undefined, WorldError> {
    switch (line._tag) {
      case "Blank":
      case "Comment":
      case "Header":
        return Effect.succeed(undefined)
      case "Person":
        return this.act(line, this.person)
      case "Bot":
        return this.hear(line, this.person)
      case "State":
        return this.stand(line, this.person)
      case "Other":
        return line.line._tag === "Person"
          ? this.act(line.line, line.who)
          : line.line._tag === "Bot"
          ? this.hear(line.line, line.who)
          : this.stand(line.line, line.who)
      case "Shown":
        return Effect.sync(() =>
          this.shown(line.sign) ? undefined : { problem: `Nothing was shown as "${line.sign}".` }
        )
      case "Time":
        return this.move(line)
      case "Not":
        return this.not(line)
      case "Call":
        return Effect.sync(() => this.called(line))
      case "Trouble":
        return this.doing(line, this.world.trouble(line.trouble))
      case "Agent":
        return this.doing(line, this.world.agent(this.person, line.act))
      case "Signal":
        return this.doing(line, this.world.signal(this.person, line.signal, line.payload))
    }
  }

  /** What nobody has read yet, as the convo's own lines. */
  unread(): ReadonlyArray<string> {
    const unread: Array<string> = []
    for (const who of this.people()) {
      for (let at = this.nextSaid(who); at >= 0; at = this.nextSaid(who, at + 1)) {
        const happening = this.world.happenings(who)[at]
        if (happening?._tag !== "Said") continue
        const text = messageText(happening.message)
        unread.push(who === this.person ? text : `@ ${who} ${text}`)
      }
    }
    return unread
  }

  private people(): ReadonlySet<string> {
    return new Set([this.person, ...this.read.keys()])
  }

  /** Where the next message to a person stands among what happened, at or after a place; -1 when there is none. */
  private nextSaid(who: string, from = this.read.get(who) ?? 0): number {
    const happenings = this.world.happenings(who)
    for (let at = from; at < happenings.length; at++) if (happenings[at]?._tag === "Said") return at
    return -1
  }

  private tell(tone: Spoken["tone"], text: string): void {
    const spoken = { tone, text }
    this.conversation.push(spoken)
    this.onSpoken?.(spoken)
  }

  /** Runs what a line does to the world, once everything said before it was read. */
  private doing(line: Line, effect: Effect.Effect<void, WorldError>): Effect.Effect<Mismatch | undefined, WorldError> {
    return Effect.suspend(() => {
      const unread = this.unread()
      if (unread.length > 0) {
        return Effect.succeed({ problem: "The bot said more than the convo tells.", instead: unread })
      }
      this.tell(line._tag === "Person" ? "person" : "note", Printer.line(line))
      for (const who of this.people()) {
        this.acted.set(who, this.world.happenings(who).length)
      }
      this.calledFrom = this.world.calls().length
      return Effect.map(effect, () => {
        const problems = this.world.problems()
        return problems.length === 0 ? undefined : { problem: problems.join(" "), instead: this.unread() }
      })
    })
  }

  private act(line: PersonLine, who: string): Effect.Effect<Mismatch | undefined, WorldError> {
    if (!this.read.has(who)) this.read.set(who, 0)
    const act: Act = line.act._tag === "Says"
      ? { _tag: "Says", text: Pattern.fill(line.act.text, this.captures) }
      : line.act
    return this.doing(who === this.person ? line : { _tag: "Other", who, line }, this.world.acts(who, act))
  }

  private hear(line: BotLine, who: string): Effect.Effect<Mismatch | undefined, WorldError> {
    return Effect.suspend(() => {
      const index = this.nextSaid(who)
      const found: Happening | undefined = this.world.happenings(who)[index]
      if (found === undefined || found._tag !== "Said") return Effect.succeed({ problem: "The bot said nothing more." })
      const marks = line.expected.marks === undefined ? Effect.succeed([]) : this.world.marks(who, found.message)
      return Effect.map(marks, (known): Mismatch | undefined => {
        const checked = Expectation.check(line.expected, found.message, known, this.captures)
        if ("difference" in checked) {
          return { problem: `The bot said something else. ${checked.difference}`, instead: this.unread() }
        }
        this.captures = checked.captures
        this.read.set(who, index + 1)
        const text = messageText(found.message)
        this.tell("bot", who === this.person ? text : `@ ${who} ${text}`)
        return undefined
      })
    })
  }

  private stand(line: StateLine, who: string): Effect.Effect<Mismatch | undefined, WorldError> {
    return Effect.map(this.world.standing(who), (standing) => {
      const problem = Standing.check(line, standing, this.captures)
      return problem === undefined ? undefined : { problem }
    })
  }

  private shown(sign: "typing" | "seen"): boolean {
    const happenings = this.world.happenings(this.person)
    return happenings.slice(this.acted.get(this.person) ?? 0).some((one) => one._tag === "Shown" && one.sign === sign)
  }

  private move(line: Extract<Line, { _tag: "Time" }>): Effect.Effect<Mismatch | undefined, WorldError> {
    const millis = line.move._tag === "For" ? line.move.millis : Date.parse(line.move.at) - this.world.now()
    if (millis < 0) {
      return Effect.succeed({ problem: `It is later already: ${iso(this.world.now())}.` })
    }
    return Effect.flatMap(this.doing(line, this.world.advance(millis)), (mismatch) => {
      if (mismatch !== undefined || line.window === undefined) return Effect.succeed(mismatch)
      return Effect.map(
        this.world.standing(this.person),
        ({ window }) => window === line.window ? undefined : { problem: `The window is ${window}.` }
      )
    })
  }

  private not(line: Extract<Line, { _tag: "Not" }>): Effect.Effect<Mismatch | undefined, WorldError> {
    return Effect.suspend(() => {
      const { forbidden } = line
      const unread = this.unread()
      if (forbidden._tag === "Send" && unread.length > 0) {
        return Effect.succeed({ problem: "The bot said something.", instead: unread })
      }
      if (forbidden._tag === "Sign" && this.shown(forbidden.sign)) {
        return Effect.succeed({ problem: `"${forbidden.sign}" was shown.` })
      }
      if (forbidden._tag === "Call" && this.called(forbidden) === undefined) {
        return Effect.succeed({ problem: "The call was made." })
      }
      if (line.held === undefined) return Effect.succeed(undefined)
      return Effect.map(
        this.world.standing(this.person),
        ({ held }) => held === line.held ? undefined : { problem: `${held} messages are held.` }
      )
    })
  }

  private called(line: Omit<Extract<Line, { _tag: "Call" }>, "_tag">): Mismatch | undefined {
    const calls = this.world.calls().slice(this.calledFrom)
    const fits = calls.some((call) =>
      call.method === line.method && call.path.endsWith(line.path)
      && (line.body === undefined || Standing.differs(line.body, call.body) === undefined)
    )
    if (fits) return undefined
    return {
      problem: "No such call was made.",
      instead: calls.map((call) =>
        Printer.line({
          _tag: "Call",
          method: call.method,
          path: call.path,
          ...(call.body === undefined ? {} : { body: call.body })
        })
      )
    }
  }
}

/** Plays a convo. Never fails: a world that breaks is a failed convo, too. */
export const run = (script: Script, world: World, options: Options = {}): Effect.Effect<Outcome> => {
  const person = header(script)?.person ?? "person"
  const played = new Run(world, person, options.onSpoken)
  const fail = (index: number, line: Line | undefined, mismatch: Mismatch): Effect.Effect<Outcome> =>
    Effect.map(Effect.either(world.standing(person)), (standing): Outcome => ({
      _tag: "Failed",
      report: {
        file: options.file,
        line: index + 1,
        expected: line === undefined ? "(the end of the convo)" : Printer.line(line),
        problem: mismatch.problem,
        instead: mismatch.instead ?? played.unread(),
        conversation: played.conversation,
        state: standing._tag === "Right" ? Standing.describe(standing.right) : undefined,
        window: standing._tag === "Right" ? standing.right.window : undefined,
        at: iso(world.now())
      }
    }))
  const end = (): Effect.Effect<Outcome> => {
    const unread = played.unread()
    return unread.length > 0
      ? fail(script.lines.length - 1, undefined, {
        problem: "The bot said more than the convo tells.",
        instead: unread
      })
      : Effect.succeed({ _tag: "Passed", conversation: played.conversation })
  }
  const from = (index: number): Effect.Effect<Outcome> =>
    Effect.suspend(() => {
      const line = script.lines[index]
      if (line === undefined) return end()
      return Effect.matchEffect(played.play(line), {
        onFailure: (error) => fail(index, line, { problem: error.message }),
        onSuccess: (mismatch) => mismatch === undefined ? from(index + 1) : fail(index, line, mismatch)
      })
    })
  return from(0)
}
