/**
 * One turn at a time for each conversation, in the order of acceptance; conversations side by side. What arrives in a
 * burst waits in the store, so that memory holds only the conversations that are at work.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Conversation } from "../model/Conversation.ts"
import * as ConversationId from "../model/ConversationId.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import * as PolicyPack from "../policy/PolicyPack.ts"
import type { Alarm } from "./Alarm.ts"
import type { InboxRow, Lease, StoreError, TurnCommit } from "./ConversationStore.ts"
import type { Host } from "./Host.ts"
import * as Turn from "./Turn.ts"

/** The mailboxes of a bot. */
export interface Mailbox {
  /** Sees to it that what waits for a conversation is taken. */
  readonly wake: (id: ConversationId.ConversationId) => void
  /** Waits until no turn of a conversation is under way. */
  readonly rest: (id: ConversationId.ConversationId) => Effect.Effect<void>
}

/** What happens right after a commit; it must be quick. */
export type OnCommitted = (commit: TurnCommit) => void

interface Slot {
  readonly id: ConversationId.ConversationId
  readonly key: ConversationId.Key
  /** Something arrived since the inbox was last read. */
  asked: boolean
  resting: Array<() => void>
}

const leaseFor: Millis = 30_000

/** Conflicts in a row after which the next attempt waits: someone else works on the conversation at this moment. */
const conflictLimit = 4

const afterBug: Millis = 5_000

/** The rules of a channel that no transport serves: its turns are taken, and nothing can be sent. */
const unserved = PolicyPack.open("none")

/** Mailboxes without work. */
export const make = (host: Host, alarm: Alarm, onCommitted: OnCommitted): Mailbox => {
  const { definition, dialogues, store } = host
  const slots = new Map<ConversationId.Key, Slot>()

  const takeTurn = (conversation: Conversation, row: InboxRow, now: Instant): Turn.Taken => {
    const line = host.line(conversation.id)
    return Turn.take(conversation, row, {
      definition,
      dialogues,
      view: PolicyPack.on(line?.transport.pack ?? unserved, now),
      approvals: line?.account.approvals ?? [],
      now
    })
  }

  const report = (slot: Slot, commit: TurnCommit, problem: string): Effect.Effect<void> => {
    host.tell({ _tag: "Failed", at: host.now(), conversation: slot.id, what: "turn", reason: problem })
    const dialogue = commit.conversation.dialogue
    return Effect.logError(`A turn was ${commit.inbox.outcome}: ${problem}`).pipe(Effect.annotateLogs({
      conversation: slot.key,
      inbound: commit.journal.inbound.id,
      event: commit.journal.inbound.event._tag,
      ...(dialogue === undefined ? {} : { dialogue: dialogue.id, version: dialogue.version })
    }))
  }

  const setAside = (slot: Slot, reason: string): Effect.Effect<void, StoreError> => {
    const at = host.now()
    host.tell({ _tag: "Failed", at, conversation: slot.id, what: "conversation", reason })
    return Effect.logError(reason).pipe(
      Effect.annotateLogs({ conversation: slot.key }),
      Effect.zipRight(store.quarantine(slot.id, { at, reason }))
    )
  }

  const claim = (slot: Slot): Effect.Effect<Lease | undefined, StoreError> =>
    store.claim(slot.id, { worker: definition.worker, now: host.now(), leaseFor })

  const traced = <A, E>(slot: Slot, effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    definition.tracing
      ? Effect.withSpan(effect, "Turn.take", { attributes: { conversation: slot.key }, captureStackTrace: false })
      : effect

  /** Takes turns until nothing waits, or until the lease has gone to someone else. */
  const turns = (slot: Slot, lease: Lease): Effect.Effect<void, StoreError> =>
    Effect.gen(function*() {
      let held = lease
      let conflicts = 0
      let conversation: Conversation | undefined
      let next: InboxRow | undefined
      while (!host.isClosing()) {
        if (conversation === undefined || next === undefined) {
          if (conversation !== undefined && !slot.asked) return
          slot.asked = false
          const loaded = yield* Effect.catchTag(
            store.load(slot.id),
            "CorruptConversation",
            (corrupt) => Effect.as(setAside(slot, corrupt.message), undefined)
          )
          if (loaded === undefined) return
          conversation = loaded.conversation
          next = loaded.next
          continue
        }
        const now = host.now()
        if (now > held.until - leaseFor / 2) {
          const renewed = yield* claim(slot)
          if (renewed === undefined) return
          held = renewed
        }
        slot.asked = false
        const taken = takeTurn(conversation, next, now)
        const committed = yield* traced(slot, store.commit(taken.commit))
        if (committed._tag === "Conflict") {
          conversation = undefined
          if (++conflicts >= conflictLimit) yield* Effect.sleep(50)
          continue
        }
        conflicts = 0
        conversation = taken.commit.conversation
        next = committed.next
        onCommitted(taken.commit)
        host.tell({ _tag: "TurnCommitted", entry: taken.commit.journal, conversation })
        if (taken.problem !== undefined) yield* report(slot, taken.commit, taken.problem)
      }
    })

  const activate = (slot: Slot): Effect.Effect<void, StoreError> =>
    Effect.flatMap(claim(slot), (lease) => {
      if (lease === undefined) {
        // Another worker has the conversation. It takes what waits; should it die, its lease runs out.
        alarm.at(host.now() + leaseFor, () => wake(slot.id))
        return Effect.void
      }
      return Effect.ensuring(turns(slot, lease), Effect.ignore(store.release(lease)))
    })

  const leave = (slot: Slot) => (exit: Exit.Exit<unknown, unknown>): Effect.Effect<void> =>
    Effect.sync(() => {
      slots.delete(slot.key)
      for (const resume of slot.resting) resume()
      if (host.isClosing()) return
      // After a bug of ours it is tried again later, so that it cannot take all the time there is.
      if (Exit.isFailure(exit)) alarm.at(host.now() + afterBug, () => wake(slot.id))
      else if (slot.asked) wake(slot.id)
    })

  const begin = (slot: Slot): void => {
    slots.set(slot.key, slot)
    host.fork(Effect.ignore(Effect.onExit(host.patiently(activate(slot), slot.id), leave(slot))))
  }

  const wake = (id: ConversationId.ConversationId): void => {
    if (host.isClosing()) return
    const key = ConversationId.key(id)
    const slot = slots.get(key)
    if (slot === undefined) begin({ id, key, asked: true, resting: [] })
    else slot.asked = true
  }

  return {
    wake,
    rest: (id) =>
      Effect.async<void>((resume) => {
        const slot = slots.get(ConversationId.key(id))
        if (slot === undefined) return resume(Effect.void)
        slot.resting.push(() => resume(Effect.void))
      })
  }
}
