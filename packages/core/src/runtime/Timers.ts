/**
 * Timers are rows of the store. One look at a time finds what is due and lets it in by the one door.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type { Timer } from "../model/Conversation.ts"
import * as ConversationId from "../model/ConversationId.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { Alarm } from "./Alarm.ts"
import type { StoreError } from "./ConversationStore.ts"
import type { Door } from "./Door.ts"
import type { Ticket } from "./DueQueue.ts"
import type { Host } from "./Host.ts"

/** The timers of a bot. */
export interface Timers {
  /** Sees to it that a timer that is due then is found. */
  readonly expect: (due: Instant) => void
  /** Lets in all that is due now, and looks again when the next is. */
  readonly look: Effect.Effect<void, StoreError>
}

/** A timer with its conversation. */
export interface Standing {
  readonly conversation: ConversationId.ConversationId
  readonly timer: Timer
}

const atOnce = 256

/** What a timer that came due says. Its identity is the row: it fires once. */
export const fired = ({ conversation, timer }: Standing, now: Instant): Inbound => ({
  id: `timer/${ConversationId.key(conversation)}/${timer.id}/${timer.revision}`,
  conversation,
  at: Math.min(timer.due, now),
  receivedAt: now,
  event: { _tag: "TimerFired", timer: timer.id, revision: timer.revision }
})

/**
 * The timers that downtime moves: what was left when the process was last known to live is left still (`remaining`), or
 * the whole length begins anew (`restart`). One that was due before the process went down stays due.
 */
export const afterDowntime = (
  timers: ReadonlyArray<Standing>,
  lastAliveAt: Instant | undefined,
  now: Instant
): ReadonlyArray<Standing> => {
  const moved: Array<Standing> = []
  for (const { conversation, timer } of timers) {
    const down = lastAliveAt ?? now
    if (timer.due <= down) continue
    const due = timer.meaning === "restart"
      ? now + timer.after
      : timer.meaning === "remaining"
      ? timer.due + Math.max(0, now - Math.max(down, timer.setAt))
      : timer.due
    if (due !== timer.due) moved.push({ conversation, timer: { ...timer, due } })
  }
  return moved
}

/** Timers that nobody has looked for yet. */
export const make = (host: Host, alarm: Alarm, door: Door): Timers => {
  let ticket: Ticket<() => void> | undefined

  const expect = (due: Instant): void => {
    if (host.isClosing()) return
    if (ticket !== undefined && ticket.waiting && ticket.due <= due) return
    if (ticket !== undefined) alarm.cancel(ticket)
    ticket = alarm.at(due, () => {
      ticket = undefined
      // It looks until it finds; a store that fails now is asked again.
      host.fork(Effect.ignore(host.patiently(look)))
    })
  }

  const look: Effect.Effect<void, StoreError> = Effect.suspend(() => {
    if (host.isClosing()) return Effect.void
    const now = host.now()
    return Effect.flatMap(host.store.due(now, atOnce), ({ nextAt, timers }) => {
      const inbounds = timers.map((standing) => fired(standing, now))
      const more = nextAt !== undefined && nextAt <= now
      const rest = more ? look : Effect.sync(() => {
        if (nextAt !== undefined) expect(nextAt)
      })
      return inbounds.length === 0 ? rest : Effect.zipRight(door.accept(inbounds), rest)
    })
  })

  return { expect, look }
}
