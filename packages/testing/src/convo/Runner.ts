/**
 * Plays a convo in a world, line by line. What the bot says is compared in order and in number; what a line does not
 * mention is not checked. What came in and nobody handled, and what is left open at the end, is wrong, too.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Expectation from "./Expectation.ts"
import * as Pattern from "./Pattern.ts"
import * as Printer from "./Printer.ts"
import type { Heard } from "./Reading.ts"
import * as Readings from "./Reading.ts"
import type { Report, Spoken } from "./Report.ts"
import type { Act, BotLine, Line, PersonLine, Script, StateLine } from "./Script.ts"
import { header } from "./Script.ts"
import * as Standing from "./Standing.ts"
import type { Moment, World, WorldError } from "./World.ts"

/** How a convo is run. `onSpoken` hears the conversation as it goes; `rules` are told in the command that repeats it. */
export interface Options {
  readonly file?: string
  readonly rules?: string
  readonly onSpoken?: (spoken: Spoken) => void
}

/** A message that was said, with all that is known of it. */
export interface Said extends Heard {
  readonly marks: ReadonlyArray<string>
}

/** What is known at the line that failed, for those who mend the convo. */
export interface Found {
  /** The place of the line among the script's, from 0; their number at the end of the convo. */
  readonly at: number
  /** What the bot said that no line has told of yet. */
  readonly unread: ReadonlyArray<Said>
  readonly captures: Pattern.Captures
  readonly person: string
  /** The line as it would hold, or `"nothing"` where it would have to go; absent when what was said decides, or no line helps. */
  readonly mended?: Line | "nothing"
  /** Whether the lines that tell what the bot says are what is wrong. */
  readonly words: boolean
}

/** How a convo ended. */
export type Outcome =
  | { readonly _tag: "Passed"; readonly conversation: ReadonlyArray<Spoken> }
  | { readonly _tag: "Failed"; readonly report: Report; readonly found: Found }

/** What a line found wrong: a sentence, what came instead, and the line that would hold. */
interface Mismatch {
  readonly problem: string
  readonly instead?: ReadonlyArray<string>
  readonly mended?: Line | "nothing"
  readonly words?: true
}

const iso = (millis: number): string => DateTime.formatIso(DateTime.unsafeMake(millis))

/** What checking a line found: nothing, something wrong, or either of them once the world has answered. */
type Checked = Mismatch | undefined | Effect.Effect<Mismatch | undefined, WorldError>

/** What was told, as data: most convos go as written, and nobody reads their words again. */
interface Told {
  readonly tone: Spoken["tone"]
  readonly line: Line
  readonly moment: () => Moment
}

const spoken = ({ line, moment, tone }: Told): Spoken => ({
  tone,
  text: Printer.line(line),
  get moment() {
    return moment()
  }
})

/** Put together when somebody looks. A getter of a literal would keep the whole run after its end. */
const passed = (told: ReadonlyArray<Told>): Outcome => {
  const conversation = () => told.map(spoken)
  return Object.defineProperty({ _tag: "Passed", conversation: [] }, "conversation", {
    get: conversation,
    enumerable: true
  })
}

/** The run of one convo: where each person's reading stands, and what was captured. */
class Run {
  readonly told: Array<Told> = []
  captures: Pattern.Captures = {}
  readonly person: string
  private readonly reading: Readings.Reading
  /** Since the last act: where signs and calls are looked for. */
  private readonly acted = new Map<string, number>()
  private calledFrom = 0
  /** The convo says that what came in is for nobody. */
  private forNobody = false
  private readonly world: World
  private readonly onSpoken: ((spoken: Spoken) => void) | undefined

  constructor(world: World, person: string, onSpoken: ((spoken: Spoken) => void) | undefined) {
    this.world = world
    this.person = person
    this.reading = new Readings.Reading(world, person)
    this.onSpoken = onSpoken
  }

  /** Plays one line; gives what was wrong, if anything. */
  play(line: Line): Checked {
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
        return this.shown(line.sign)
          ? undefined
          : { problem: `Nothing was shown as "${line.sign}".`, mended: "nothing" }
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

  /** What nobody has read yet. */
  unread(): ReadonlyArray<Heard> {
    return this.reading.unread()
  }

  /** The same, as the convo's own lines. */
  unreadLines(): ReadonlyArray<string> {
    return this.unread().map(({ message, who }) => Printer.line(this.reading.by(who, Readings.expecting(message))))
  }

  /** What is wrong before something else is done: words that no line tells of, and what nobody handled. */
  left(): Mismatch | undefined {
    if (this.unread().length > 0) {
      return { problem: "The bot said more than the convo tells.", instead: this.unreadLines(), words: true }
    }
    const unhandled = this.forNobody ? [] : this.world.unhandled()
    return unhandled.length === 0
      ? undefined
      : { problem: `${unhandled.join(" ")} Where that is meant, write "! no taker" after it.` }
  }

  private tell(tone: Spoken["tone"], line: Line, moment: () => Moment): void {
    const told = { tone, line, moment }
    this.told.push(told)
    this.onSpoken?.(spoken(told))
  }

  /** Runs what a line does to the world, once everything said before it was read. */
  private doing(line: Line, effect: Effect.Effect<void, WorldError>): Checked {
    const left = this.left()
    if (left !== undefined) return left
    this.forNobody = false
    this.tell(line._tag === "Person" ? "person" : "note", line, this.world.moment(this.person))
    for (const who of this.reading.people()) {
      this.acted.set(who, this.world.happenings(who).length)
    }
    this.calledFrom = this.world.calls().length
    this.world.begin()
    return Effect.map(effect, () => {
      const problems = this.world.problems()
      return problems.length === 0 ? undefined : { problem: problems.join(" ") }
    })
  }

  private act(line: PersonLine, who: string): Checked {
    this.reading.meet(who)
    const act: Act = line.act._tag === "Says"
      ? { _tag: "Says", text: Pattern.fill(line.act.text, this.captures) }
      : line.act
    return this.doing(this.reading.by(who, line), this.world.acts(who, act))
  }

  private hear(line: BotLine, who: string): Checked {
    const next = this.reading.next(who)
    if (next === undefined) return { problem: "The bot said nothing more.", words: true }
    const { message } = next
    const heard = (marks: ReadonlyArray<string>): Mismatch | undefined => {
      const checked = Expectation.check(line.expected, message, marks, this.captures)
      if ("difference" in checked) {
        return {
          problem: `The bot said something else. ${checked.difference}`,
          instead: this.unreadLines(),
          words: true
        }
      }
      this.captures = checked.captures
      next.take()
      this.tell("bot", this.reading.by(who, Readings.expecting(message)), message.moment ?? this.world.moment(who))
      return undefined
    }
    return line.expected.marks === undefined ? heard([]) : Effect.map(this.world.marks(who, message), heard)
  }

  private stand(line: StateLine, who: string): Checked {
    return Effect.map(this.world.standing(who), (standing) => {
      const problem = Standing.check(line, standing, this.captures)
      return problem === undefined
        ? undefined
        : { problem, mended: this.reading.by(who, Standing.mended(line, standing)) }
    })
  }

  private shown(sign: "typing" | "seen"): boolean {
    const happenings = this.world.happenings(this.person)
    return happenings.slice(this.acted.get(this.person) ?? 0).some((one) => one._tag === "Shown" && one.sign === sign)
  }

  private move(line: Extract<Line, { _tag: "Time" }>): Checked {
    const millis = line.move._tag === "For" ? line.move.millis : Date.parse(line.move.at) - this.world.now()
    if (millis < 0) return { problem: `It is later already: ${iso(this.world.now())}.` }
    const moved = this.doing(line, this.world.advance(millis))
    if (line.window === undefined || !Effect.isEffect(moved)) return moved
    return Effect.flatMap(moved, (mismatch) => {
      if (mismatch !== undefined) return Effect.succeed(mismatch)
      return Effect.map(
        this.world.standing(this.person),
        ({ window }) =>
          window === line.window
            ? undefined
            : { problem: `The window is ${window}, not ${line.window}.`, mended: { ...line, window } }
      )
    })
  }

  private not(line: Extract<Line, { _tag: "Not" }>): Checked {
    const { forbidden } = line
    if (forbidden._tag === "Taker") {
      if (this.world.unhandled().length === 0) {
        return { problem: "Somebody took it: nothing came in that nobody handled.", mended: "nothing" }
      }
      this.forNobody = true
    }
    if (forbidden._tag === "Send" && this.unread().length > 0) {
      return { problem: "The bot said something.", instead: this.unreadLines(), words: true, mended: "nothing" }
    }
    if (forbidden._tag === "Sign" && this.shown(forbidden.sign)) {
      return { problem: `"${forbidden.sign}" was shown.`, mended: "nothing" }
    }
    if (forbidden._tag === "Call" && this.called(forbidden) === undefined) {
      return { problem: "The call was made.", mended: "nothing" }
    }
    if (line.held === undefined) return undefined
    return Effect.map(
      this.world.standing(this.person),
      ({ held }) =>
        held === line.held
          ? undefined
          : { problem: `${held} ${held === 1 ? "message is" : "messages are"} held.`, mended: { ...line, held } }
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
      mended: "nothing",
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
  const head = header(script)
  const person = head?.person ?? "person"
  const played = new Run(world, person, options.onSpoken)
  const fail = (index: number, line: Line | undefined, mismatch: Mismatch): Effect.Effect<Outcome> =>
    Effect.gen(function*() {
      const instead = mismatch.instead ?? played.unreadLines()
      const standing = yield* Effect.option(world.standing(person))
      // A world that is stuck does not answer any more.
      const last = world.moment(person)()
      const why = yield* Effect.orElseSucceed(world.why(person), () => [])
      const unread = yield* Effect.forEach(played.unread(), ({ message, who }) =>
        Effect.map(
          Effect.orElseSucceed(world.marks(who, message), () => []),
          (marks): Said => ({ who, message, marks })
        ))
      return {
        _tag: "Failed",
        report: {
          file: options.file,
          line: index + 1,
          expected: line === undefined ? "(the end of the convo)" : Printer.line(line),
          problem: mismatch.problem.replace(/\s+/g, " "),
          instead,
          conversation: played.told.map(spoken),
          state: standing._tag === "Some" ? Standing.describe(standing.value) : last.state,
          window: standing._tag === "Some" ? standing.value.window : last.window,
          at: iso(world.now()),
          why,
          header: head === undefined ? "" : Printer.line(head),
          ...(options.rules === undefined ? {} : { rules: options.rules })
        },
        found: {
          at: line === undefined ? script.lines.length : index,
          unread,
          captures: played.captures,
          person,
          words: mismatch.words === true,
          ...(mismatch.mended === undefined ? {} : { mended: mismatch.mended })
        }
      }
    })
  const end = (): Effect.Effect<Outcome> => {
    const last = Math.max(0, script.lines.length - 1)
    const left = played.left()
    if (left !== undefined) return fail(last, undefined, left)
    return Effect.flatMap(
      Effect.orElseSucceed(world.open(), () => []),
      (open) =>
        open.length === 0 ? Effect.sync(() => passed(played.told)) : fail(last, undefined, { problem: open.join(" ") })
    )
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
