/**
 * What one line of a walk brought, as it was seen from outside and as the bot wrote it down.
 *
 * @module
 */
import type { Conversation } from "@parley/core"
import type { Line } from "../convo/Script.ts"
import type { Entry } from "../emulator/Entry.ts"
import type { Tappable } from "../emulator/Taps.ts"
import type { RecordedCall } from "../simulation/GraphCalls.ts"
import type { Turn } from "../simulation/Turns.ts"

/** How it stood with one person before a line, and what the line brought them. */
export interface Side {
  /** The person's id, as conversations have it. */
  readonly psid: string
  /** The conversation as its last turn before left it; absent before the first. */
  readonly before: Conversation.Conversation | undefined
  /** Whether the thread was the bot's, as the platform has it. */
  readonly isOurs: boolean
  /** What came to stand in the transcript. */
  readonly entries: ReadonlyArray<Entry>
}

/** One line with all that came of it, up to the moment at which nothing was left to do. */
export interface Step {
  readonly line: Line
  /** Who did it, or whom it was done to. */
  readonly who: string
  readonly from: number
  readonly to: number
  /** Whether it could be done: a button to tap was there, a survey to fill in. */
  readonly isDone: boolean
  /** What the person tapped. */
  readonly tapped: Tappable | undefined
  readonly calls: ReadonlyArray<RecordedCall>
  readonly turns: ReadonlyArray<Turn>
  readonly sides: { readonly [who: string]: Side }
  /** What nobody handled, as sentences. */
  readonly unhandled: ReadonlyArray<string>
  /** What went wrong inside, as sentences. */
  readonly problems: ReadonlyArray<string>
}
