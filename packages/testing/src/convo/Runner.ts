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

/** What checking a line found: nothing, something wrong, or either of them once the world has answered. */
type Found = Mismatch | undefined | Effect.Effect<Mismatch | undefined, WorldError>

const messageLine = (message: Message): BotLine => ({
  _tag: "Bot",
  expected: {
    text: Pattern.exactly(message.text),
    ...(message.options.length === 0 ? {} : { options: message.options })
  }
})

/** What was told, as data: most convos go as written, and nobody reads their words again. */
interface Told {
  readonly tone: Spoken["tone"]
  readonly line: Line
}

const spoken = ({ line, tone }: Told): Spoken => ({ tone, text: Printer.line(line) })

/** The run of one convo: where each person's reading stands, and what was captured. */
class Run {
  readonly told: Array<Told> = []
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
  play(line: Line): Found {
    switch (line._tag) {
      case "Blank":
      case "Comment":
      case "Header":
        return undefined
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
        return this.shown(line.sign) ? undefined : { problem: `Nothing was shown as "${line.sign}".` }
      case "Time":
        return this.move(line)
      case "Not":
        return this.not(line)
      case "Call":
        return this.called(line)
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
        if (happening?._tag === "Said") unread.push(Printer.line(this.by(who, messageLine(happening.message))))
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

  /** A line as it is written for the person of the convo, or for another one. */
  private by(who: string, line: PersonLine | BotLine): Line {
    return who === this.person ? line : { _tag: "Other", who, line }
  }

  private tell(tone: Spoken["tone"], line: Line): void {
    const told = { tone, line }
    this.told.push(told)
    this.onSpoken?.(spoken(told))
  }

  /** Runs what a line does to the world, once everything said before it was read. */
  private doing(line: Line, effect: Effect.Effect<void, WorldError>): Found {
    const unread = this.unread()
    if (unread.length > 0) return { problem: "The bot said more than the convo tells.", instead: unread }
    this.tell(line._tag === "Person" ? "person" : "note", line)
    for (const who of this.people()) {
      this.acted.set(who, this.world.happenings(who).length)
    }
    this.calledFrom = this.world.calls().length
    return Effect.map(effect, () => {
      const problems = this.world.problems()
      return problems.length === 0 ? undefined : { problem: problems.join(" "), instead: this.unread() }
    })
  }

  private act(line: PersonLine, who: string): Found {
    if (!this.read.has(who)) this.read.set(who, 0)
    const act: Act = line.act._tag === "Says"
      ? { _tag: "Says", text: Pattern.fill(line.act.text, this.captures) }
      : line.act
    return this.doing(this.by(who, line), this.world.acts(who, act))
  }

  private hear(line: BotLine, who: string): Found {
    const index = this.nextSaid(who)
    const found: Happening | undefined = this.world.happenings(who)[index]
    if (found === undefined || found._tag !== "Said") return { problem: "The bot said nothing more." }
    const heard = (marks: ReadonlyArray<string>): Mismatch | undefined => {
      const checked = Expectation.check(line.expected, found.message, marks, this.captures)
      if ("difference" in checked) {
        return { problem: `The bot said something else. ${checked.difference}`, instead: this.unread() }
      }
      this.captures = checked.captures
      this.read.set(who, index + 1)
      this.tell("bot", this.by(who, messageLine(found.message)))
      return undefined
    }
    return line.expected.marks === undefined ? heard([]) : Effect.map(this.world.marks(who, found.message), heard)
  }

  private stand(line: StateLine, who: string): Found {
    return Effect.map(this.world.standing(who), (standing) => {
      const problem = Standing.check(line, standing, this.captures)
      return problem === undefined ? undefined : { problem }
    })
  }

  private shown(sign: "typing" | "seen"): boolean {
    const happenings = this.world.happenings(this.person)
    return happenings.slice(this.acted.get(this.person) ?? 0).some((one) => one._tag === "Shown" && one.sign === sign)
  }

  private move(line: Extract<Line, { _tag: "Time" }>): Found {
    const millis = line.move._tag === "For" ? line.move.millis : Date.parse(line.move.at) - this.world.now()
    if (millis < 0) return { problem: `It is later already: ${iso(this.world.now())}.` }
    const moved = this.doing(line, this.world.advance(millis))
    if (line.window === undefined || !Effect.isEffect(moved)) return moved
    return Effect.flatMap(moved, (mismatch) => {
      if (mismatch !== undefined) return Effect.succeed(mismatch)
      return Effect.map(
        this.world.standing(this.person),
        ({ window }) => window === line.window ? undefined : { problem: `The window is ${window}.` }
      )
    })
  }

  private not(line: Extract<Line, { _tag: "Not" }>): Found {
    const { forbidden } = line
    const unread = this.unread()
    if (forbidden._tag === "Send" && unread.length > 0) return { problem: "The bot said something.", instead: unread }
    if (forbidden._tag === "Sign" && this.shown(forbidden.sign)) return { problem: `"${forbidden.sign}" was shown.` }
    if (forbidden._tag === "Call" && this.called(forbidden) === undefined) return { problem: "The call was made." }
    if (line.held === undefined) return undefined
    return Effect.map(
      this.world.standing(this.person),
      ({ held }) => held === line.held ? undefined : { problem: `${held} messages are held.` }
    )
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
        conversation: played.told.map(spoken),
        state: standing._tag === "Right" ? Standing.describe(standing.right) : undefined,
        window: standing._tag === "Right" ? standing.right.window : undefined,
        at: iso(world.now())
      }
    }))
  const end = (): Effect.Effect<Outcome> => {
    const unread = played.unread()
    if (unread.length > 0) {
      return fail(script.lines.length - 1, undefined, {
        problem: "The bot said more than the convo tells.",
        instead: unread
      })
    }
    const { told } = played
    return Effect.succeed({
      _tag: "Passed",
      get conversation() {
        return told.map(spoken)
      }
    })
  }
  /** Goes on from a line that waits for the world. */
  const once = (
    found: Effect.Effect<Mismatch | undefined, WorldError>,
    index: number,
    line: Line
  ): Effect.Effect<Outcome> =>
    Effect.matchEffect(found, {
      onFailure: (error) => fail(index, line, { problem: error.message }),
      onSuccess: (mismatch) => mismatch === undefined ? from(index + 1) : fail(index, line, mismatch)
    })
  const from = (first: number): Effect.Effect<Outcome> =>
    Effect.suspend(() => {
      let index = first
      for (let line = script.lines[index]; line !== undefined; line = script.lines[++index]) {
        const found = played.play(line)
        if (Effect.isEffect(found)) return once(found, index, line)
        if (found !== undefined) return fail(index, line, found)
      }
      return end()
    })
  return from(0)
}
