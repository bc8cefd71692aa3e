/**
 * The lines of a convo in TypeScript. They make the same data as the text, so that either can be had from the other.
 *
 * @module
 */
import type { Json } from "@parley/core"
import * as Duration from "effect/Duration"
import * as Either from "effect/Either"
import * as ActParser from "./ActParser.ts"
import * as Marks from "./Marks.ts"
import * as Pattern from "./Pattern.ts"
import type { BotLine, Expected, Header, Line, Move, PersonLine, StateLine, TaskCourse, Trouble } from "./Script.ts"
import * as Span from "./Span.ts"

/** Words of the bot: text in which `...` and `{id}` loosen, or a regular expression. */
export type Words = string | RegExp

/** What is asked of a message besides its words. */
export interface BotOptions extends Marks.Told {
  /** Titles of quick replies and buttons, in order; `"..."` at the end lets more follow. */
  readonly options?: ReadonlyArray<string>
  /** The marks as they stand in a file, in an order of one's own. */
  readonly marks?: ReadonlyArray<string>
}

/** A length: `"25 hours"`, `"25h"` as it stands in a file, a `Duration`, or milliseconds. */
export type Length = Duration.DurationInput | `${number}${"d" | "h" | "m" | "s"}${string}`

const lasting = (length: Length): Extract<Move, { _tag: "For" }> => {
  const read = typeof length === "string" ? Span.read(length) : undefined
  // What is not written as in a file is a length of Effect's.
  return { _tag: "For", ...(read ?? { millis: Duration.toMillis(length as Duration.DurationInput) }) }
}

const words = (text: Words): string =>
  typeof text === "string"
    ? text.replaceAll("\n", "\\n").replace(/ (?= )|^ | $/g, "\\s")
    : `/${text.source}/${text.flags.replace("g", "")}`

const expected = (text: Words, options: BotOptions): Expected => {
  const marks = [...Marks.list(options), ...(options.marks ?? [])]
  return {
    text: words(text),
    ...(options.options === undefined ? {} : { options: options.options }),
    ...(marks.length === 0 ? {} : { marks })
  }
}

/** Words that would be read as something done are words all the same. */
const written = (text: string): string => {
  const read = ActParser.parse(text, 1)
  return Either.isRight(read) && read.right._tag === "Says" ? text : text.replace(/^[[(]/, "\\$&")
}

const trouble = (what: Trouble): Line => ({ _tag: "Trouble", trouble: what })

const course = (task: string, course: TaskCourse): Line => trouble({ _tag: "Task", task, course })

const does = (act: PersonLine["act"]): PersonLine => ({ _tag: "Person", act })

/** How a value is stored: data as it is, and what has a codec of its own as some JSON. */
export type Stored<T> = T extends string | number | boolean | null ? T
  : T extends ReadonlyArray<infer A> ? ReadonlyArray<Stored<A>>
  : T extends object ? (keyof T extends string | number ? { readonly [Key in keyof T]: Stored<T[Key]> } : Json.Json)
  : Json.Json

/** What is asked of a stored value: of a record some fields, of words a pattern. */
export type Asked<T> = T extends string ? string
  : T extends number | boolean | null ? T
  : T extends ReadonlyArray<infer A> ? ReadonlyArray<Asked<A>>
  : T extends object ? (keyof T extends string | number ? { readonly [Key in keyof T]?: Asked<T[Key]> } : Json.Json)
  : Json.Json

/** What a dialogue's type tells of it. */
export interface Names {
  readonly states: string
  readonly signals: { readonly [name: string]: unknown }
  readonly context: object
}

/** What is known of a bot whose dialogue is not named. */
export interface Anything extends Names {
  readonly signals: { readonly [name: string]: Json.Json }
  readonly context: { readonly [key: string]: Json.Json }
}

type Payload<P> = {} extends Stored<P> ? [payload?: Stored<P>] : [payload: Stored<P>]

/** The words of a convo, with the names that the dialogue knows, where they are known. */
export interface Builder<N extends Names = Anything> {
  /** The person writes; `{id}` puts in what was captured. */
  readonly person: (text: string) => PersonLine
  /** The person taps a button or quick reply by its title. */
  readonly taps: (title: string) => PersonLine
  readonly getsStarted: PersonLine
  /** The person sends a payload, as a menu entry does. */
  readonly payload: (payload: string) => PersonLine
  readonly sends: (kind: "image" | "audio" | "video" | "file", url: string) => PersonLine
  readonly location: (latitude: number, longitude: number) => PersonLine
  /** The person comes through a link with a ref. */
  readonly follows: (ref: string) => PersonLine
  /** The person ticks the page's checkbox on a web page: a guest with a reference until they write. */
  readonly ticksCheckbox: (ref: string) => PersonLine
  readonly reacts: (reaction: string) => PersonLine
  readonly comments: (text: string, on?: "post" | "live") => PersonLine
  readonly posts: (text: string) => PersonLine
  /** The person clicks an ad, and writes nothing yet. */
  readonly clicksAd: (ad: string) => PersonLine
  /** The person fills in the last survey: a score and what they add to it, or words where it asks for words. */
  readonly rates: (answer: string) => PersonLine
  /** The person subscribes to the news of a publisher, or ends it. */
  readonly wantsNews: PersonLine
  readonly wantsNoNews: PersonLine
  readonly blocks: PersonLine
  readonly unblocks: PersonLine
  readonly reads: PersonLine
  /** The bot says. */
  readonly bot: (text: Words, options?: BotOptions) => BotLine
  readonly typing: Line
  readonly seen: Line
  /** Time passes, stopping at everything that is due; afterwards the window may be checked. */
  readonly wait: (length: Length, check?: { readonly window?: "open" | "closed" }) => Line
  /** Time passes until a moment, in ISO form. */
  readonly until: (at: string, check?: { readonly window?: "open" | "closed" }) => Line
  /** Where the dialogue stands, and part of its context. States inside a state are joined by dots. */
  readonly state: (state: N["states"] | `${N["states"]}.${string}`, context?: Asked<N["context"]>) => StateLine
  /** No dialogue is active. */
  readonly noDialogue: StateLine
  /** The bot said nothing more; `held` messages wait. */
  readonly noSend: (check?: { readonly held?: number }) => Line
  readonly noTyping: Line
  readonly noSeen: Line
  /** Nobody takes what came in, and that is as it should be. */
  readonly noTaker: Line
  readonly noCall: (method: string, path: string) => Line
  /** The bot called its channel; the body may hold more. */
  readonly call: (method: string, path: string, body?: Json.Json) => Line
  /** Something from outside, with its payload as the signal's schema stores it. */
  readonly signal: <Name extends keyof N["signals"] & string>(
    name: Name,
    ...payload: Payload<N["signals"][Name]>
  ) => Line
  readonly crash: Line
  readonly restart: Line
  readonly duplicate: Line
  readonly loseAnswer: Line
  readonly loseEcho: Line
  readonly status: (status: number) => Line
  readonly code: (code: number) => Line
  readonly batch: (count: number) => Line
  readonly reorder: (count: number) => Line
  /** How the next run of a task goes: it fails with a declared failure, breaks, gives a result, takes its time. */
  readonly task: {
    readonly fails: (task: string, failure: string, fields?: { readonly [name: string]: Json.Json }) => Line
    readonly breaks: (task: string) => Line
    readonly gives: (task: string, result: Json.Json) => Line
    readonly takes: (task: string, length: Length) => Line
  }
  /** Another person by name. */
  readonly other: (who: string, line: PersonLine | BotLine | StateLine) => Line
  /** A person of the business. */
  readonly agent: { readonly says: (text: string) => Line; readonly takes: Line; readonly returns: Line }
  /** A person of the business who writes through the bot's inbox bridge. */
  readonly bridge: { readonly says: (text: string) => Line; readonly returns: Line }
  readonly comment: (text: string) => Line
  readonly blank: Line
}

/** The words themselves. */
export const builder: Builder = {
  person: (text) => does({ _tag: "Says", text: written(words(text)) }),
  taps: (title) => does({ _tag: "Taps", title }),
  getsStarted: does({ _tag: "GetsStarted" }),
  payload: (payload) => does({ _tag: "SendsPayload", payload }),
  sends: (kind, url) => does({ _tag: "SendsMedia", kind, url }),
  location: (latitude, longitude) => does({ _tag: "SharesLocation", latitude, longitude }),
  follows: (ref) => does({ _tag: "Follows", ref }),
  ticksCheckbox: (ref) => does({ _tag: "TicksCheckbox", ref }),
  reacts: (reaction) => does({ _tag: "Reacts", reaction }),
  comments: (text, on) => does({ _tag: "Comments", text, ...(on === "live" ? { live: true } : {}) }),
  posts: (text) => does({ _tag: "Posts", text }),
  clicksAd: (ad) => does({ _tag: "ClicksAd", ad }),
  rates: (answer) => does({ _tag: "Rates", answer }),
  wantsNews: does({ _tag: "WantsNews" }),
  wantsNoNews: does({ _tag: "WantsNoNews" }),
  blocks: does({ _tag: "Blocks" }),
  unblocks: does({ _tag: "Unblocks" }),
  reads: does({ _tag: "Reads" }),
  bot: (text, options = {}) => ({ _tag: "Bot", expected: expected(text, options) }),
  typing: { _tag: "Shown", sign: "typing" },
  seen: { _tag: "Shown", sign: "seen" },
  wait: (length, check) => ({ _tag: "Time", move: lasting(length), ...check }),
  until: (at, check) => ({ _tag: "Time", move: { _tag: "Until", at }, ...check }),
  // A record of JSON, whatever is asked of it.
  state: (state, context) =>
    context === undefined
      ? { _tag: "State", state }
      : { _tag: "State", state, context: context as NonNullable<StateLine["context"]> },
  noDialogue: { _tag: "State", state: undefined },
  noSend: (check) => ({ _tag: "Not", forbidden: { _tag: "Send" }, ...check }),
  noTyping: { _tag: "Not", forbidden: { _tag: "Sign", sign: "typing" } },
  noSeen: { _tag: "Not", forbidden: { _tag: "Sign", sign: "seen" } },
  noTaker: { _tag: "Not", forbidden: { _tag: "Taker" } },
  noCall: (method, path) => ({ _tag: "Not", forbidden: { _tag: "Call", method, path } }),
  call: (method, path, body) => ({ _tag: "Call", method, path, ...(body === undefined ? {} : { body }) }),
  signal: (signal, payload) => ({ _tag: "Signal", signal, ...(payload === undefined ? {} : { payload }) }),
  crash: trouble({ _tag: "Crash" }),
  restart: trouble({ _tag: "Restart" }),
  duplicate: trouble({ _tag: "Duplicate" }),
  loseAnswer: trouble({ _tag: "LoseAnswer" }),
  loseEcho: trouble({ _tag: "LoseEcho" }),
  status: (status) => trouble({ _tag: "Status", status }),
  code: (code) => trouble({ _tag: "Code", code }),
  batch: (count) => trouble({ _tag: "Batch", count }),
  reorder: (count) => trouble({ _tag: "Reorder", count }),
  task: {
    fails: (task, failure, fields) =>
      course(task, { _tag: "Fails", failure, ...(fields === undefined ? {} : { fields }) }),
    breaks: (task) => course(task, { _tag: "Breaks" }),
    gives: (task, result) => course(task, { _tag: "Gives", result }),
    takes: (task, length) => course(task, { _tag: "Takes", millis: lasting(length).millis })
  },
  other: (who, line) => ({ _tag: "Other", who, line }),
  agent: {
    says: (text) => ({ _tag: "Agent", act: { _tag: "Says", text: words(text) } }),
    takes: { _tag: "Agent", act: { _tag: "Takes" } },
    returns: { _tag: "Agent", act: { _tag: "Returns" } }
  },
  bridge: {
    says: (text) => ({ _tag: "Agent", act: { _tag: "Says", text: words(text), bridge: true } }),
    returns: { _tag: "Agent", act: { _tag: "Returns", bridge: true } }
  },
  comment: (text) => ({ _tag: "Comment", text }),
  blank: { _tag: "Blank" }
}

/** The header of a convo: which bot, who talks to it, when, and from which seed. */
export interface HeaderOptions extends Omit<Header, "_tag"> {
  /** What stands above it: comments and empty lines. */
  readonly above?: (c: Builder) => ReadonlyArray<Line>
}

/** The words that fit exactly, whatever they hold. */
export const exactly = Pattern.exactly
