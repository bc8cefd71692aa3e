/**
 * A convo as data: one entry for each line of its text, so that line `n` of the file is entry `n - 1`.
 *
 * Words are kept as they are written, in the pattern language of `Pattern`: `...` stands for anything, `{id}` captures,
 * `/re/` is a regular expression, and a backslash takes a sign's meaning away.
 *
 * @module
 */
import type { Json } from "@parley/core"

/** What a person does on a `>` line. */
export type Act =
  /** Writes words. `{id}` puts in what an earlier line captured. */
  | { readonly _tag: "Says"; readonly text: string }
  /** Taps a quick reply of the last message, or a button of any message, by its title. */
  | { readonly _tag: "Taps"; readonly title: string }
  /** Opens the conversation with the channel's "Get started". */
  | { readonly _tag: "GetsStarted" }
  /** Sends a payload as a menu entry or an old button would. */
  | { readonly _tag: "SendsPayload"; readonly payload: string }
  /** Sends a picture, sound, film or file by its address. */
  | { readonly _tag: "SendsMedia"; readonly kind: "image" | "audio" | "video" | "file"; readonly url: string }
  /** Shares a place, in degrees. */
  | { readonly _tag: "SharesLocation"; readonly latitude: number; readonly longitude: number }
  /** Comes through a link with a ref. */
  | { readonly _tag: "Follows"; readonly ref: string }
  /** Ticks the checkbox of the page on a web page, and is a guest with a reference until they write. */
  | { readonly _tag: "TicksCheckbox"; readonly ref: string }
  /** Reacts to the bot's last message. */
  | { readonly _tag: "Reacts"; readonly reaction: string }
  /** Comments on a post of the page, or under a live film. */
  | { readonly _tag: "Comments"; readonly text: string; readonly live?: true }
  /** Puts up a post on the page. */
  | { readonly _tag: "Posts"; readonly text: string }
  /** Clicks an ad and writes nothing yet. */
  | { readonly _tag: "ClicksAd"; readonly ad: string }
  /** Fills in the last survey: a score and what they add to it, or words where it asks for words. */
  | { readonly _tag: "Rates"; readonly answer: string }
  /** Subscribes to the news of a publisher, or ends it. */
  | { readonly _tag: "WantsNews" }
  | { readonly _tag: "WantsNoNews" }
  /** Blocks the page, or lets it write again. */
  | { readonly _tag: "Blocks" }
  | { readonly _tag: "Unblocks" }
  /** Reads everything that was said so far. */
  | { readonly _tag: "Reads" }

/** What a `<` line asks of a message. What is absent is not checked. */
export interface Expected {
  readonly text: string
  /** Titles of quick replies and buttons in order; `...` as the last one lets more follow. */
  readonly options?: ReadonlyArray<string>
  /** `disclosure`, the name of a lane, `tag:NAME`, or `label:Sponsored` when the person's phone shows that. */
  readonly marks?: ReadonlyArray<string>
}

/** What a `*` line says was shown. */
export type Sign = "typing" | "seen"

/**
 * How far a `~` line moves time: a length in milliseconds (`written` where it was written in other units than it would be
 * printed: `24h`), or until a moment as it was written.
 */
export type Move =
  | { readonly _tag: "For"; readonly millis: number; readonly written?: string }
  | { readonly _tag: "Until"; readonly at: string }

/** What a `!` line forbids since the last act. */
export type Forbidden =
  | { readonly _tag: "Send" }
  | { readonly _tag: "Sign"; readonly sign: Sign }
  | { readonly _tag: "Call"; readonly method: string; readonly path: string }
  /** Nobody takes what came in, and that is as it should be. */
  | { readonly _tag: "Taker" }

/** What a `%` line does to the world. */
export type Trouble =
  /** The bot's process dies at once; it stays down until a restart. */
  | { readonly _tag: "Crash" }
  /** The bot starts on what the last one left; a running one is closed in good order first. */
  | { readonly _tag: "Restart" }
  /** The next send answers with an HTTP status. */
  | { readonly _tag: "Status"; readonly status: number }
  /** The next send answers with an error code of the channel. */
  | { readonly _tag: "Code"; readonly code: number }
  /** The next send is taken, and its answer is lost. */
  | { readonly _tag: "LoseAnswer" }
  /** The echo of the next send never comes. */
  | { readonly _tag: "LoseEcho" }
  /** The webhooks that follow are each delivered twice. */
  | { readonly _tag: "Duplicate" }
  /** What the person does on the next lines arrives in one request. */
  | { readonly _tag: "Batch"; readonly count: number }
  /** What happens on the next lines arrives the last first. */
  | { readonly _tag: "Reorder"; readonly count: number }
  /** The next run of a task goes so, whatever its services would make of it. */
  | { readonly _tag: "Task"; readonly task: string; readonly course: TaskCourse }

/**
 * How a run of a task goes: it fails with a failure of that tag, breaks in another way, gives a result (as it is stored), or takes
 * its time, in milliseconds.
 */
export type TaskCourse =
  | { readonly _tag: "Fails"; readonly failure: string; readonly fields?: { readonly [name: string]: Json.Json } }
  | { readonly _tag: "Breaks" }
  | { readonly _tag: "Gives"; readonly result: Json.Json }
  | { readonly _tag: "Takes"; readonly millis: number }

/**
 * What a human agent of the business does on an `@ agent` line, in the channel's inbox; with `bridge`, on an `@ bridge` line,
 * through the bot's inbox bridge.
 */
export type AgentAct =
  | { readonly _tag: "Says"; readonly text: string; readonly bridge?: true }
  | { readonly _tag: "Takes" }
  | { readonly _tag: "Returns"; readonly bridge?: true }

/** What the channel may approve an account for. */
export type Approval = "humanAgent" | "utility" | "news"

/** The first line: which bot, who talks to it, when, and from which seed. */
export interface Header {
  readonly _tag: "Header"
  readonly bot: string
  readonly person?: string
  readonly locale?: string
  /** ISO date and time, as it was written. */
  readonly start?: string
  readonly seed?: number
  /** The channel; `messenger` unless given. */
  readonly channel?: "messenger" | "instagram"
  /** The rules: those of the day, or those of the seed pages on every day; `current` unless given. */
  readonly pack?: "current" | "seeds"
  /** What the account was approved for; `humanAgent` and `utility` unless given. */
  readonly approvals?: ReadonlyArray<Approval>
  /** The names of the templates that are approved, the others being pending; all of those that convos have unless given. */
  readonly templates?: ReadonlyArray<string>
}

/** A person acts. */
export interface PersonLine {
  readonly _tag: "Person"
  readonly act: Act
}
/** The bot says. */
export interface BotLine {
  readonly _tag: "Bot"
  readonly expected: Expected
}
/** Where the dialogue stands: a path of states, or `undefined` when no dialogue is active; and part of its context. */
export interface StateLine {
  readonly _tag: "State"
  readonly state: string | undefined
  readonly context?: { readonly [key: string]: Json.Json }
}

/** One line of a convo. */
export type Line =
  | { readonly _tag: "Blank" }
  | { readonly _tag: "Comment"; readonly text: string }
  | Header
  | PersonLine
  | BotLine
  | StateLine
  | { readonly _tag: "Shown"; readonly sign: Sign }
  | { readonly _tag: "Time"; readonly move: Move; readonly window?: "open" | "closed" }
  | { readonly _tag: "Not"; readonly forbidden: Forbidden; readonly held?: number }
  | { readonly _tag: "Call"; readonly method: string; readonly path: string; readonly body?: Json.Json }
  | { readonly _tag: "Trouble"; readonly trouble: Trouble }
  | { readonly _tag: "Other"; readonly who: string; readonly line: PersonLine | BotLine | StateLine }
  | { readonly _tag: "Agent"; readonly act: AgentAct }
  | { readonly _tag: "Signal"; readonly signal: string; readonly payload?: Json.Json }

/** A whole convo. */
export interface Script {
  readonly lines: ReadonlyArray<Line>
}

/** The header of a convo, if it has one. */
export const header = (script: Script): Header | undefined =>
  script.lines.find((line): line is Header => line._tag === "Header")
