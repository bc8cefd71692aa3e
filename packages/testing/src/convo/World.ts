/**
 * What a convo is played in: a bot with its channel, people around it, and time. The runner knows nothing else.
 *
 * @module
 */
import type { Instant, Json } from "@parley/core"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Act, AgentAct, Trouble } from "./Script.ts"

/** The world could not do what a line asked of it; `reason` says why, and the cure. */
export class WorldError extends Schema.TaggedError<WorldError>()("WorldError", { reason: Schema.String }) {
  override get message() {
    return this.reason
  }
}

/** One moment of a conversation, as the margin of a report shows it. */
export interface Moment {
  readonly at: Instant.Instant
  /** The active states, or "(none)". */
  readonly state: string
  readonly window: "open" | "closed"
}

/** A message as a person sees it; its parts that only the bot knows are asked for with `World.marks`. */
export interface Message {
  readonly id: string
  readonly text: string
  readonly options: ReadonlyArray<string>
  /** When it was said, and where the dialogue stood: worked out only when someone asks. */
  readonly moment?: () => Moment
}

/** Something that a person sees, in the order in which it happens. */
export type Happening =
  | { readonly _tag: "Said"; readonly message: Message }
  | { readonly _tag: "Shown"; readonly sign: "typing" | "seen" }

/** One call that the bot made to its channel. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly body: Json.Json | undefined
}

/** Where a conversation stands. `states` are all active paths; `lastActAt` is that of the act that opened the window. */
export interface Standing {
  readonly dialogue: string | undefined
  readonly states: ReadonlyArray<string>
  readonly context: Json.Json | undefined
  readonly held: number
  readonly window: "open" | "closed"
  readonly owner: "bot" | "human"
}

/** Part of the answer to "why": what it is about ("received", "guards", "timers"…), and a sentence a line. */
export interface Cause {
  readonly about: string
  readonly lines: ReadonlyArray<string>
}

/** One world, with time in it. Every operation ends when nothing is left to do. */
export interface World {
  readonly now: () => Instant.Instant
  /** A line that does something begins: `unhandled` and `why` look back to here. */
  readonly begin: () => void
  /** A person acts. */
  readonly acts: (who: string, act: Act) => Effect.Effect<void, WorldError>
  /** All that a person has seen so far, oldest first. */
  readonly happenings: (who: string) => ReadonlyArray<Happening>
  /** All calls to the channel so far, oldest first. */
  readonly calls: () => ReadonlyArray<Call>
  /** What the bot knows of a message: `disclosure`, its lane, `tag:NAME`. */
  readonly marks: (who: string, message: Message) => Effect.Effect<ReadonlyArray<string>, WorldError>
  readonly standing: (who: string) => Effect.Effect<Standing, WorldError>
  readonly advance: (millis: number) => Effect.Effect<void, WorldError>
  readonly signal: (who: string, name: string, payload: Json.Json | undefined) => Effect.Effect<void, WorldError>
  readonly agent: (who: string, act: AgentAct) => Effect.Effect<void, WorldError>
  readonly trouble: (what: Trouble) => Effect.Effect<void, WorldError>
  /** What went wrong inside since the last call: dialogues that threw, conversations set aside. */
  readonly problems: () => ReadonlyArray<string>
  /** The moment that it is in a conversation; the answer may be asked for later, and is the same then. */
  readonly moment: (who: string) => () => Moment
  /** What came in since the last act that nothing took and nothing answered, as sentences. */
  readonly unhandled: () => ReadonlyArray<string>
  /** What is left open: tasks without an end, a bubble of dots that nothing closed, as sentences. */
  readonly open: () => Effect.Effect<ReadonlyArray<string>, WorldError>
  /** Why the conversation stands where it stands: what came in since the last act, and what waits. */
  readonly why: (who: string) => Effect.Effect<ReadonlyArray<Cause>, WorldError>
}
