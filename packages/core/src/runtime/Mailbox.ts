/**
 * One turn at a time for each conversation, in the order of acceptance; conversations side by side. What arrives in a
 * burst waits in the store, so that memory holds only the conversations that are at work.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Position from "../dialogue/Position.ts"
import * as Snapshot from "../dialogue/Snapshot.ts"
import type { Conversation } from "../model/Conversation.ts"
import * as ConversationId from "../model/ConversationId.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import * as Capabilities from "../policy/Capabilities.ts"
import * as PolicyPack from "../policy/PolicyPack.ts"
import type { Alarm } from "./Alarm.ts"
import * as ByConversation from "./ByConversation.ts"
import type { InboxRow, Lease, StoreError, TurnCommit } from "./ConversationStore.ts"
import type { Begun, Host } from "./Host.ts"
import * as Turn from "./Turn.ts"

/** The mailboxes of a bot. */
export interface Mailbox {
  /** Sees to it that what waits for a conversation is taken. */
  readonly wake: (id: ConversationId.ConversationId) => void
  /** Waits until no turn of a conversation is under way. */
  readonly rest: (id: ConversationId.ConversationId) => Effect.Effect<void>
}

/**
 * What happens right after a commit; it must be quick. It may give what the turn leads to, for the fiber to go on with
 * once no turn waits: an answer then costs no fiber of its own.
 */
export type OnCommitted = (commit: TurnCommit) => Begun | undefined

interface Slot {
  readonly id: ConversationId.ConversationId
  /** Something arrived since the inbox was last read. */
  asked: boolean
  resting: Array<() => void>
  lease: Lease | undefined
  /** In a row. */
  conflicts: number
  /** What the last turn led to, not begun yet. */
  onward: Begun | undefined
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
  const slots = ByConversation.make<Slot>()

  const takeTurn = (conversation: Conversation, row: InboxRow, at: Instant): Turn.Taken => {
    const line = host.line(conversation.id)
    // A clock that is set back opens no window and brings no rule back.
    const now = Math.max(at, conversation.seenAt ?? at)
    return Turn.take(conversation, row, {
      definition,
      dialogues,
      view: PolicyPack.on(line?.transport.pack ?? unserved, now),
      approvals: line?.account.approvals ?? [],
      templates: line?.account.templates,
      capabilities: line?.transport.capabilities ?? Capabilities.words,
      now
    })
  }

  const report = (slot: Slot, commit: TurnCommit, problem: string): Effect.Effect<void> => {
    host.tell({ _tag: "Failed", at: host.now(), conversation: slot.id, what: "turn", reason: problem })
    // A turn that failed left the dialogue where it stood.
    const dialogue = commit.conversation.dialogue
    const state = dialogue === undefined ? undefined : Snapshot.state(dialogue.snapshot)
    return Effect.logError(`A turn was ${commit.inbox.outcome}: ${problem}`).pipe(Effect.annotateLogs({
      conversation: ConversationId.key(slot.id),
      inbound: commit.journal.inbound.id,
      event: commit.journal.inbound.event._tag,
      ...(dialogue === undefined ? {} : { dialogue: dialogue.id, version: dialogue.version }),
      ...(state === undefined ? {} : { state: Position.describe(state) })
    }))
  }

  /** Messages that no rule let through, and of which no dialogue hears: one line for each turn. */
  const alert = (slot: Slot, commit: TurnCommit, alerts: ReadonlyArray<string>): Effect.Effect<void> => {
    if (alerts.length === 0) return Effect.void
    const reason = alerts.join("; ")
    host.tell({ _tag: "Failed", at: host.now(), conversation: slot.id, what: "message", reason })
    return Effect.logWarning(`Not said: ${reason}`).pipe(
      Effect.annotateLogs({ conversation: ConversationId.key(slot.id), inbound: commit.journal.inbound.id })
    )
  }

  const setAside = (slot: Slot, reason: string): Effect.Effect<void, StoreError> => {
    const at = host.now()
    host.tell({ _tag: "Failed", at, conversation: slot.id, what: "conversation", reason })
    return Effect.logError(reason).pipe(
      Effect.annotateLogs({ conversation: ConversationId.key(slot.id) }),
      Effect.zipRight(store.quarantine(slot.id, { at, reason }))
    )
  }

  const claim = (slot: Slot): Effect.Effect<Lease | undefined, StoreError> =>
    store.claim(slot.id, { worker: definition.worker, now: host.now(), leaseFor })

  const traced = <A, E>(slot: Slot, effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    definition.tracing
      ? Effect.withSpan(effect, "Turn.take", {
        attributes: { conversation: ConversationId.key(slot.id) },
        captureStackTrace: false
      })
      : effect

  // These three lead to one another and are no generator, as every step of one would be paid for by every turn.

  /** Takes up what waits. */
  const load = (slot: Slot): Effect.Effect<void, StoreError> => {
    slot.asked = false
    return Effect.matchEffect(store.load(slot.id), {
      onFailure: (error) => error._tag === "CorruptConversation" ? setAside(slot, error.message) : Effect.fail(error),
      onSuccess: ({ conversation, next }) => go(slot, conversation, next)
    })
  }

  /** Takes turns until nothing waits, or until the lease has gone to someone else. */
  const go = (
    slot: Slot,
    conversation: Conversation,
    next: InboxRow | undefined
  ): Effect.Effect<void, StoreError> => {
    if (host.isClosing() || (next === undefined && !slot.asked)) return Effect.void
    // It does not wait for the turns that are still to come.
    handOver(slot)
    if (next === undefined) return load(slot)
    const now = host.now()
    const { lease } = slot
    if (lease !== undefined && now <= lease.until - leaseFor / 2) return turn(slot, conversation, next, now)
    return Effect.flatMap(claim(slot), (renewed) => {
      if (renewed === undefined) return Effect.void
      slot.lease = renewed
      return turn(slot, conversation, next, now)
    })
  }

  const turn = (
    slot: Slot,
    before: Conversation,
    row: InboxRow,
    now: Instant
  ): Effect.Effect<void, StoreError> => {
    slot.asked = false
    const { alerts, commit, problem } = takeTurn(before, row, now)
    return Effect.flatMap(traced(slot, store.commit(commit)), (committed) => {
      if (committed._tag === "Conflict") {
        return ++slot.conflicts >= conflictLimit ? Effect.zipRight(Effect.sleep(50), reload(slot)) : load(slot)
      }
      slot.conflicts = 0
      slot.onward = onCommitted(commit)
      const { conversation } = commit
      if (host.isWatched()) host.tell({ _tag: "TurnCommitted", entry: commit.journal, conversation })
      const rest = () => go(slot, conversation, committed.next)
      if (problem === undefined && alerts.length === 0) return rest()
      const reported = problem === undefined ? Effect.void : report(slot, commit, problem)
      return Effect.flatMap(Effect.zipRight(reported, alert(slot, commit, alerts)), rest)
    })
  }

  const reload = (slot: Slot): Effect.Effect<void, StoreError> =>
    Effect.suspend(() => host.isClosing() ? Effect.void : load(slot))

  const activate = (slot: Slot): Effect.Effect<void, StoreError> =>
    Effect.flatMap(claim(slot), (lease) => {
      slot.lease = lease
      if (lease !== undefined) return load(slot)
      // Another worker has the conversation. It takes what waits; should it die, its lease runs out.
      alarm.at(host.now() + leaseFor, () => wake(slot.id))
      return Effect.void
    })

  /** Gives the lease back, where there is one; a store that cannot take it lets it run out. */
  const release = (slot: Slot): Effect.Effect<void> | undefined => {
    const { lease } = slot
    if (lease === undefined) return undefined
    const given = () => {
      slot.lease = undefined
    }
    return Effect.match(store.release(lease), { onFailure: given, onSuccess: given })
  }

  /** Begins what the last turn led to in a fiber of its own. */
  const handOver = (slot: Slot): void => {
    const { onward } = slot
    slot.onward = undefined
    if (onward !== undefined) host.fork(onward.work, onward.leave)
  }

  const leave = (slot: Slot, exit: Exit.Exit<unknown, unknown>): void => {
    slots.delete(slot.id)
    for (const resume of slot.resting) resume()
    if (host.isClosing()) return
    // After a bug of ours it is tried again later, so that it cannot take all the time there is.
    if (Exit.isFailure(exit)) alarm.at(host.now() + afterBug, () => wake(slot.id))
    else if (slot.asked) wake(slot.id)
  }

  /** Takes the turns that wait, leaves the mailbox, and goes on to what the last of them led to. */
  const begin = (slot: Slot): void => {
    slots.set(slot.id, slot)
    let begun: Begun | undefined
    const goOn = (): Effect.Effect<void, StoreError> => {
      leave(slot, Exit.void)
      begun = slot.onward
      return begun === undefined ? Effect.void : begun.work
    }
    const work = Effect.flatMap(host.patiently(activate(slot), slot.id), () => {
      const releasing = release(slot)
      return releasing === undefined ? goOn() : Effect.flatMap(releasing, goOn)
    })
    host.fork(work, (exit) => {
      if (begun !== undefined) return begun.leave(exit)
      if (slots.get(slot.id) !== slot) return undefined
      handOver(slot)
      const last = release(slot)
      if (last !== undefined) return Effect.map(last, () => leave(slot, exit))
      leave(slot, exit)
      return undefined
    })
  }

  const wake = (id: ConversationId.ConversationId): void => {
    if (host.isClosing()) return
    const slot = slots.get(id)
    if (slot === undefined) {
      begin({ id, asked: true, resting: [], lease: undefined, conflicts: 0, onward: undefined })
    } else slot.asked = true
  }

  return {
    wake,
    rest: (id) =>
      Effect.async<void>((resume) => {
        const slot = slots.get(id)
        if (slot === undefined) return resume(Effect.void)
        slot.resting.push(() => resume(Effect.void))
      })
  }
}
