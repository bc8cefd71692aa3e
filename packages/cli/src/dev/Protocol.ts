/**
 * The contract between the development server and the page of the playground: what the page is shown, and what it may ask for.
 * Types only, all of them JSON, so that a browser can import this file.
 *
 * `GET /api/events` is one stream of server-sent events; each `data:` is a whole `Picture`, at most one in 16 milliseconds, the
 * newest one only. Every other call answers with an `Answer`: 200 with what it gives, or an error status with a `Refusal`.
 * All of `/api` needs `Authorization: Bearer TOKEN`; the token stands in the fragment of the address that the terminal prints
 * (`#token=…`), which a browser never sends.
 *
 * Moments are milliseconds since the epoch on the playground's own clock, lengths are milliseconds.
 *
 * | call | takes | gives |
 * |---|---|---|
 * | `GET /api/events` | | a stream of `Picture` |
 * | `GET /api/past?person=ID&turn=N` | | `Past` |
 * | `POST /api/act` | `Act` | `Acted` |
 * | `POST /api/clock` | `ClockTurn` | `Done` |
 * | `POST /api/fault` | `FaultWish` | `Done` |
 * | `POST /api/person` | `PersonWish` | `PersonMade` |
 * | `POST /api/channel` | `ChannelWish` | `PersonMade` |
 * | `POST /api/branch` | `BranchWish` | `PersonMade` |
 * | `POST /api/save` | `SaveWish` | `Saved` |
 * | `POST /api/bot` | `BotWish` | `Done` |
 *
 * @module
 */

import type { Channel, Json, PersonPicture } from "./Picture.ts"

export type * from "./Picture.ts"

/** A thing that a person, a person of the business, or the world outside does. `person` is their id. */
export type Act =
  | { readonly act: "say"; readonly person: string; readonly text: string; readonly replyTo?: string }
  /** A quick reply or a button in sight, by title or payload. */
  | { readonly act: "tap"; readonly person: string; readonly what: string }
  /** An entry of the menu, an ice breaker, a button further up. */
  | { readonly act: "postback"; readonly person: string; readonly payload: string; readonly title?: string }
  | { readonly act: "getStarted"; readonly person: string; readonly ref?: string }
  /** A command that shows beside the composer: it is said. */
  | { readonly act: "command"; readonly person: string; readonly name: string }
  | {
    readonly act: "attachment"
    readonly person: string
    readonly type: "image" | "audio" | "video" | "file"
    readonly url: string
  }
  | { readonly act: "sticker"; readonly person: string; readonly id: string }
  | {
    readonly act: "location"
    readonly person: string
    readonly latitude: number
    readonly longitude: number
    readonly title?: string
  }
  /** Without an emoji the reaction is taken back. */
  | { readonly act: "reaction"; readonly person: string; readonly mid: string; readonly emoji?: string }
  | { readonly act: "edit"; readonly person: string; readonly mid: string; readonly text: string }
  | { readonly act: "unsend"; readonly person: string; readonly mid: string }
  | { readonly act: "read"; readonly person: string }
  /** An m.me or ig.me link with a `ref`; or an ad, which opens no window by itself. */
  | { readonly act: "referral"; readonly person: string; readonly ref: string }
  | {
    readonly act: "ad"
    readonly person: string
    readonly adId: string
    readonly ref?: string
    readonly text?: string
  }
  | { readonly act: "comment"; readonly person: string; readonly text: string; readonly on?: "post" | "live" }
  | { readonly act: "post"; readonly person: string; readonly text: string }
  /** `plugin`: Send-to-Messenger; `once`: one later message; `series`: a series of them; `news`. */
  | {
    readonly act: "optIn"
    readonly person: string
    readonly kind: "plugin" | "once" | "series" | "news"
    readonly topic?: string
  }
  | { readonly act: "rate"; readonly person: string; readonly answer: string }
  | { readonly act: "block"; readonly person: string; readonly on: boolean }
  /** A person of the business, in the inbox of the page. */
  | { readonly act: "takeOver"; readonly person: string }
  | { readonly act: "humanSays"; readonly person: string; readonly text: string }
  | { readonly act: "giveBack"; readonly person: string }
  /** Something from outside: `shipped`. */
  | { readonly act: "signal"; readonly person: string; readonly name: string; readonly payload?: Json }
  /** Takes back what waits for the person to write. */
  | { readonly act: "withdraw"; readonly person: string }
  /** Forgets the conversation: the next words begin anew. What stands on the phone stays. */
  | { readonly act: "forget"; readonly person: string }

/** What an act did: the id of the message that it sent, or the address that it opened on the person's own phone. */
export interface Acted extends Done {
  readonly mid?: string
  readonly opened?: string
}

/** Turns the clock. It never runs back. */
export type ClockTurn =
  | { readonly turn: "pause" }
  | { readonly turn: "run" }
  /** Forward by a length in milliseconds, through everything that is due on the way. */
  | { readonly turn: "by"; readonly millis: number }
  /** To the next timer of any person; refused when none runs. */
  | { readonly turn: "next" }

/** What is to go wrong, on the account of an id; on the first one unless given. */
export type FaultWish =
  /** The next `times` (default 1) sends are answered with a status: 503. */
  | { readonly fault: "status"; readonly status: number; readonly times?: number; readonly account?: string }
  /** They are refused with one of the platform's codes: 613, 190, 10, 551. */
  | {
    readonly fault: "code"
    readonly code: number
    readonly subcode?: number
    readonly times?: number
    readonly account?: string
  }
  /** They are answered late. */
  | { readonly fault: "latency"; readonly millis: number; readonly times?: number; readonly account?: string }
  /** The message arrives, its answer does not. */
  | { readonly fault: "lostAnswer"; readonly times?: number; readonly account?: string }
  | { readonly fault: "lostEcho"; readonly times?: number; readonly account?: string }
  /** The next webhook comes twice. */
  | { readonly fault: "twice"; readonly account?: string }
  /** Until it is lifted. */
  | { readonly fault: "expiredToken"; readonly on: boolean; readonly account?: string }
  | { readonly fault: "restricted"; readonly on: boolean; readonly account?: string }
  /** Nothing goes wrong any more. */
  | { readonly fault: "none" }

/** A new person. */
export interface PersonWish {
  readonly name: string
  /** `en_US` unless given. */
  readonly locale?: string
  /** The id of the account that they talk to; the first one unless given. */
  readonly account?: string
}

/**
 * The same person on another channel: found by name, or made. One who is made does again what the first one said and tapped, so that the same
 * messages are seen as the other channel shows them.
 */
export interface ChannelWish {
  readonly person: string
  readonly channel: Channel
}

/** "What if": a new person goes on from where one stood after a turn. */
export interface BranchWish {
  readonly person: string
  readonly turn: number
  /** `NAME, what if` unless given. */
  readonly name?: string
}

/** Keeps a conversation as a convo in the bot's folder of tests. A branch is told with what came before it. */
export interface SaveWish {
  readonly person: string
  /** The file's name without its ending: letters, digits, `-` and `_`. A file that is there is never written over. */
  readonly name: string
  /** Up to and with this turn; the whole talk unless given. */
  readonly turn?: number
}

/** Another bot of the configuration is to run. */
export interface BotWish {
  readonly bot: string
}

/** It was done. */
export interface Done {
  readonly ok: true
}

/** A person was made or found. */
export interface PersonMade extends Done {
  readonly person: string
}

/** A convo was written, and played at once. */
export interface Saved extends Done {
  /** As seen from where the command was started. */
  readonly file: string
  readonly text: string
  /** Whether the bot does the same when the convo is played. */
  readonly replays: boolean
  /** Where it does not: the lines that differ. */
  readonly difference?: string
}

/** A person as they stood after a turn: the same fields, with what came later left out. */
export interface Past extends Done {
  readonly person: PersonPicture
  readonly turn: number
  /** Where the turn is of an earlier run, it was taken again by the dialogue of today. */
  readonly retaken: boolean
}

/** Something was not done. `reason` says why and names the cure. */
export interface Refusal {
  readonly ok: false
  /**
   * `token` (401), `host`, `origin` (403), `unknown` (404: no such call, person, turn), `wrong` (400: it cannot be read), `method`
   * (405), `not now` (409: it could be done in another situation), `large` (413), `broken` (500).
   */
  readonly code: "token" | "host" | "origin" | "unknown" | "wrong" | "method" | "not now" | "large" | "broken"
  readonly reason: string
}

/** The answer to a call. */
export type Answer = Done | Acted | PersonMade | Saved | Past | Refusal
