/**
 * One thing that can happen next in a conversation that is explored: as the convo writes it, and as the bot hears it.
 *
 * @module
 */
import type { Inbound, Json } from "@parley/core"
import type { Act, AgentAct, TaskCourse } from "../convo/Script.ts"

/** How a task ends: as its services make it end, or in another way that it declares. */
export type Ending = { readonly _tag: "Natural" } | Exclude<TaskCourse, { readonly _tag: "Takes" }>

/** One thing that can happen next. */
export type Input =
  /** The person acts. `opens` is the channel's name of the act, which opens a window. */
  | { readonly _tag: "Act"; readonly act: Act; readonly event: Inbound.Event; readonly opens: string }
  /** The person says yes to the request that was shown last. */
  | { readonly _tag: "Grants"; readonly event: Inbound.Event }
  | { readonly _tag: "Signal"; readonly signal: string; readonly payload: Json.Json }
  /** The timer that is due next fires. */
  | { readonly _tag: "Timer"; readonly timer: string }
  /** A task ends. `isGuess`: nobody declared that it can end so, and a bot need not be able to take it. */
  | {
    readonly _tag: "Task"
    readonly isGuess?: true
    readonly task: string
    readonly name: string
    readonly ending: Ending
    readonly event: Inbound.Event
  }
  /** Nobody says anything for so long, in milliseconds. */
  | { readonly _tag: "Silence"; readonly millis: number }
  /** A person of the business takes the conversation, or gives it back. */
  | { readonly _tag: "Agent"; readonly act: Exclude<AgentAct, { readonly _tag: "Says" }> }
