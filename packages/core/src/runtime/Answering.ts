/**
 * Whether what is said now is still an answer: the end of a task that the person started by what they did, or the refusal of words
 * that were to answer them, while they still wait.
 *
 * @module
 */
import type { Conversation } from "../model/Conversation.ts"
import type { Event } from "../model/Inbound.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { View } from "../policy/PolicyPack.ts"
import * as Window from "../policy/Window.ts"

/** What happened, and `before`: the conversation as it stood then. */
export interface Owing {
  readonly before: Conversation
  readonly event: Event
}

/** What decides over it. */
export interface Facts extends Owing {
  readonly view: View
  readonly now: Instant
  readonly margin: Millis
}

/** The number of the turn that left the person waiting for this. */
const turnOf = ({ before, event }: Owing): number | undefined => {
  switch (event._tag) {
    case "TaskSucceeded":
    case "TaskFailed": {
      const task = before.tasks.find((one) => one.id === event.task && one.revision === event.revision)
      return task?.asked === true ? task.revision : undefined
    }
    case "Settled":
      return event.outcome === "refused" ? event.answered : undefined
    default:
      return undefined
  }
}

/** Whether the person waits for what comes of this. Who has asked for silence since then waits for nothing any more. */
export const isOwed = (owing: Owing): boolean => {
  const turn = turnOf(owing)
  // Of acts within one millisecond the number of their turn tells which was the later.
  return turn !== undefined && (owing.before.stopped?.revision ?? 0) <= turn
}

/** Whether what is said now answers a person who waits for it, while the window that they opened is open. */
export const isAwaited = ({ before, event, margin, now, view }: Facts): boolean =>
  // A channel without openers has no window that could shut.
  isOwed({ before, event })
  && (view.openers.length === 0 || Window.state(before.acts, view, now, margin)._tag === "Open")
