/**
 * The lines of a convo in TypeScript. They make the same data as the text, so that either can be had from the other.
 *
 * @module
 */
import type { Json, LaneName } from "@parley/core"
import * as Duration from "effect/Duration"
import * as Pattern from "./Pattern.ts"
import type { BotLine, Expected, Header, Line, PersonLine, StateLine, Trouble } from "./Script.ts"

/** Words of the bot: text in which `...` and `{id}` loosen, or a regular expression. */
export type Words = string | RegExp

/** What is asked of a message besides its words. */
export interface BotOptions {
  /** Titles of quick replies and buttons, in order; `"..."` at the end lets more follow. */
  readonly options?: ReadonlyArray<string>
  /** Whether the message tells that one speaks with a machine. */
  readonly disclosure?: true
  /** The lane in which it travels. */
  readonly lane?: LaneName.LaneName
  /** The message tag that it carries. */
  readonly tag?: string
}

/** A length: `"25 hours"`, a `Duration`, or milliseconds. */
export type Length = Duration.DurationInput

const words = (text: Words): string =>
  typeof text === "string"
    ? text.replaceAll("\n", "\\n").replace(/ (?= )|^ | $/g, "\\s")
    : `/${text.source}/${text.flags.replace("g", "")}`

const expected = (text: Words, options: BotOptions): Expected => {
  const marks = [
    ...(options.disclosure === true ? ["disclosure"] : []),
    ...(options.lane === undefined ? [] : [options.lane]),
    ...(options.tag === undefined ? [] : [`tag:${options.tag}`])
  ]
  return {
    text: words(text),
    ...(options.options === undefined ? {} : { options: options.options }),
    ...(marks.length === 0 ? {} : { marks })
  }
}

const trouble = (what: Trouble): Line => ({ _tag: "Trouble", trouble: what })

const does = (act: PersonLine["act"]): PersonLine => ({ _tag: "Person", act })

/** The words of a convo. `State` and `Signal` are the names that the dialogue knows, where they are known. */
export interface Builder<State extends string = string, Signal extends string = string> {
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
  readonly state: (state: State | `${State}.${string}`, context?: { readonly [key: string]: Json.Json }) => StateLine
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
  readonly signal: (name: Signal, payload?: Json.Json) => Line
  readonly crash: Line
  readonly restart: Line
  readonly duplicate: Line
  readonly loseAnswer: Line
  readonly loseEcho: Line
  readonly status: (status: number) => Line
  readonly code: (code: number) => Line
  readonly batch: (count: number) => Line
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
  person: (text) => does({ _tag: "Says", text: words(text).replace(/^[[(]/, "\\$&") }),
  taps: (title) => does({ _tag: "Taps", title }),
  getsStarted: does({ _tag: "GetsStarted" }),
  payload: (payload) => does({ _tag: "SendsPayload", payload }),
  sends: (kind, url) => does({ _tag: "SendsMedia", kind, url }),
  location: (latitude, longitude) => does({ _tag: "SharesLocation", latitude, longitude }),
  follows: (ref) => does({ _tag: "Follows", ref }),
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
  wait: (length, check) => ({ _tag: "Time", move: { _tag: "For", millis: Duration.toMillis(length) }, ...check }),
  until: (at, check) => ({ _tag: "Time", move: { _tag: "Until", at }, ...check }),
  state: (state, context) => ({ _tag: "State", state, ...(context === undefined ? {} : { context }) }),
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
export type HeaderOptions = Omit<Header, "_tag">

/** The words that fit exactly, whatever they hold. */
export const exactly = Pattern.exactly
