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

/** A message as a person sees it; its parts that only the bot knows are asked for with `World.marks`. */
export interface Message {
  readonly id: string
  readonly text: string
  readonly options: ReadonlyArray<string>
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

/** One world, with time in it. Every operation ends when nothing is left to do. */
export interface World {
  readonly now: () => Instant.Instant
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
}
