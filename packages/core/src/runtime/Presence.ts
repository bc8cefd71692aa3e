/**
 * While a task runs, the person sees that the bot is still at it. A channel hides the sign of typing by itself after a
 * while (Messenger after some 20 seconds), so it is shown again until the task has ended, or until nobody can be expected to watch.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type { Task } from "../model/Conversation.ts"
import type { ConversationId } from "../model/ConversationId.ts"
import type { Millis } from "../model/Instant.ts"
import type { Alarm } from "./Alarm.ts"
import type { Host } from "./Host.ts"
import type { Showing } from "./Showing.ts"

/** How the tasks of a bot are seen to run. */
export interface Presence {
  /** Shows typing every 15 seconds for the next ten minutes, where it may be shown; gives back how to stop. */
  readonly during: (id: ConversationId, task: Task) => () => void
}

const every: Millis = 15_000

/** Whoever has waited so long looks at something else; a task that takes hours is not to cost a call every 15 seconds. */
const longest: Millis = 600_000

const nothing = (): void => undefined

/** Nothing is shown yet. */
export const make = (host: Host, alarm: Alarm, showing: Showing): Presence => {
  const during: Presence["during"] = (id, task) => {
    if (host.definition.typing === false || host.line(id)?.transport.capabilities.senderActions !== true) return nothing
    const until = host.now() + longest
    // Read anew each time: a person of the business may have taken the conversation since the task began.
    const look = Effect.match(host.store.load(id), {
      // What ails the store is told by those who need it; here the next look is soon enough.
      onFailure: nothing,
      onSuccess: ({ conversation }) => {
        const runs = conversation.tasks.some((one) => one.id === task.id && one.revision === task.revision)
        if (runs) showing.show(conversation, "typingOn")
      }
    })
    const arm = () =>
      alarm.at(host.now() + every, () => {
        if (host.isClosing()) return
        if (host.now() < until) ticket = arm()
        host.fork(look)
      })
    let ticket = arm()
    return () => alarm.cancel(ticket)
  }

  return { during }
}
