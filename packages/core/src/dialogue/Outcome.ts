/**
 * What a step gives: where the dialogue stands, and what is to be done, as data.
 *
 * @module
 */
import type { TaskRecovery, TimerMeaning } from "../model/Conversation.ts"
import type { Millis } from "../model/Instant.ts"
import type { Json } from "../model/Json.ts"
import type { Body } from "../model/Outbound.ts"

/** A timer to set: fires `after` milliseconds from the turn's time, with `event`. It replaces a timer of the same id. */
export interface TimerSet {
  readonly id: string
  readonly after: Millis
  readonly meaning: TimerMeaning
  readonly event: Json
}

/** A task to start. `id` names the place in the dialogue, `name` what the author called it. */
export interface TaskStart {
  readonly id: string
  readonly name: string
  readonly recovery: TaskRecovery
  readonly input: Json
}

/**
 * The outcome of a step. `ignored`: nothing in the dialogue reads this event; everything else is as it was.
 *
 * Cancel before you set, and stop before you start: a state that is entered anew may do both with one id.
 */
export interface Result {
  readonly outcome: "transitioned" | "ignored"
  /** The stored form of where the dialogue stands now. */
  readonly snapshot: Json
  readonly status: "active" | "done"
  /** What the dialogue gives when it is done (its `output` schema, encoded). */
  readonly output?: Json
  /** Where it stands, as XState's state value; for journals and people. */
  readonly state: Json
  readonly said: ReadonlyArray<Body>
  readonly timersSet: ReadonlyArray<TimerSet>
  readonly timersCancelled: ReadonlyArray<string>
  readonly tasksStarted: ReadonlyArray<TaskStart>
  readonly tasksStopped: ReadonlyArray<string>
  /** Another dialogue takes over. */
  readonly goto?: { readonly dialogue: string; readonly input?: Json }
  /** The dialogue chose the language of the conversation. */
  readonly locale?: string
  /** What it wants kept of the person, beyond itself. */
  readonly person?: { readonly [key: string]: Json }
  /**
   * Why the dialogue began anew instead of taking the event: its stored form is of another version that no migration
   * reads, and it says `unmigratable: "restart"`.
   */
  readonly restarted?: string
}
