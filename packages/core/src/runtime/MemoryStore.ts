/**
 * Conversations in the memory of this process: for tests, for trying things out, and as the floor that other stores are
 * measured against. It keeps every promise of the port but one: nothing outlives the process.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Conversation from "../model/Conversation.ts"
import * as ConversationId from "../model/ConversationId.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { JournalEntry } from "../model/JournalEntry.ts"
import type { Receipt } from "../model/Receipt.ts"
import * as ByConversation from "./ByConversation.ts"
import * as ConversationStore from "./ConversationStore.ts"
import * as DueQueue from "./DueQueue.ts"
import * as Leases from "./Leases.ts"
import * as OutboxState from "./OutboxState.ts"
import { PassingMap } from "./PassingMap.ts"

/** What a memory store keeps of what is done. Nothing that still has to be done is ever dropped. */
export interface Options {
  /** How many identities of past inbounds are known, over all conversations; the oldest go first. 100,000 unless given. */
  readonly identities?: number
  /** How many journal entries are kept for each conversation; the oldest go first. 256 unless given. */
  readonly journal?: number
  /** How many outbox rows with a final outcome are kept for each conversation; the oldest go first. 256 unless given. */
  readonly outbox?: number
  /** How long a message that was being sent at a crash waits for its echo, in milliseconds. 20 seconds unless given. */
  readonly echoFor?: Millis
}

interface Sending {
  row: ConversationStore.OutboxRow
  readonly record: Record
}

interface Running {
  readonly timer: Conversation.Timer
  readonly record: Record
}

/** All that is kept of one conversation. */
interface Record {
  readonly id: ConversationId.ConversationId
  readonly key: ConversationId.Key
  conversation: Conversation.Conversation | undefined
  /** What waits, in order; `taken` is how many at its front have had their turn. */
  inbox: Array<ConversationStore.InboxRow>
  taken: number
  /** Rows in their order; `settled` is how many at the front have a final outcome. */
  outbox: Array<Sending>
  settled: number
  journal: Array<JournalEntry>
  readonly aside: Array<ConversationStore.InboxRow & { readonly outcome: "parked" | "quarantined" }>
  readonly timers: Map<string, DueQueue.Ticket<Running>>
  readonly tasks: Map<string, { readonly task: Conversation.Task; ended: boolean }>
  quarantined: string | undefined
}

const page = 100

/** A store of its own. */
export const make = (options: Options = {}): ConversationStore.Service => {
  const keepIdentities = options.identities ?? 100_000
  const keepJournal = options.journal ?? 256
  const keepOutbox = options.outbox ?? 256
  const echoFor = options.echoFor ?? 20_000

  const records = new Map<ConversationId.Key, Record>()
  const known = ByConversation.make<Record>()
  const outbounds = new Map<string, Sending>()
  const queue = DueQueue.make<Running>()
  // What waits is known for as long as it waits; what is done moves to `past`, which is bounded and in order.
  const waiting = new PassingMap<true>()
  const past = new Map<string, { readonly key: ConversationId.Key; readonly receivedAt: Instant }>()
  const leases = Leases.make()
  let sequence = 0
  let lastAliveAt: Instant | undefined

  const bookmarks = new Map<string, string>()

  const recordOf = (id: ConversationId.ConversationId): Record => {
    const standing = known.get(id)
    if (standing !== undefined) return standing
    const key = ConversationId.key(id)
    const record: Record = {
      id,
      key,
      conversation: undefined,
      inbox: [],
      taken: 0,
      outbox: [],
      settled: 0,
      journal: [],
      aside: [],
      timers: new Map(),
      tasks: new Map(),
      quarantined: undefined
    }
    records.set(key, record)
    known.set(id, record)
    return record
  }

  const nextOf = (record: Record): ConversationStore.InboxRow | undefined =>
    record.quarantined === undefined ? record.inbox[record.taken] : undefined

  /** Whether an inbound is the echo of a message that is known to be sent. */
  const confirms = (record: Record, event: Inbound["event"]): boolean => {
    if (event._tag !== "Echoed" || event.outbound === undefined) return false
    const sending = outbounds.get(event.outbound)
    if (sending?.record !== record || sending.row.state !== "sent") return false
    const receipt = OutboxState.confirmed(sending.row.receipt, event.mid)
    if (receipt !== undefined) sending.row = { ...sending.row, receipt }
    return true
  }

  const acceptOne = (inbound: Inbound): ConversationStore.Acceptance => {
    const { conversation, event } = inbound
    const record = recordOf(conversation)
    if (confirms(record, event)) return { _tag: "Confirmed" }
    if (waiting.has(inbound.id) || past.has(inbound.id)) return { _tag: "Duplicate" }
    waiting.set(inbound.id, true)
    record.inbox.push({ sequence: ++sequence, inbound })
    if (event._tag === "TimerFired") {
      const ticket = record.timers.get(event.timer)
      if (ticket?.value.timer.revision === event.revision) queue.cancel(ticket)
    } else if (event._tag === "TaskSucceeded" || event._tag === "TaskFailed") {
      const task = record.tasks.get(event.task)
      if (task?.task.revision === event.revision) task.ended = true
    }
    return { _tag: "Accepted", sequence }
  }

  const remember = (record: Record, inbound: Inbound): void => {
    waiting.delete(inbound.id)
    past.set(inbound.id, { key: record.key, receivedAt: inbound.receivedAt })
    if (past.size > keepIdentities) {
      const oldest = past.keys().next()
      if (!oldest.done) past.delete(oldest.value)
    }
  }

  const leaveInbox = (record: Record, outcome: ConversationStore.InboxOutcome): void => {
    const row = record.inbox[record.taken]!
    record.taken++
    // Shifting costs the length of the queue, so that it is done once in a while.
    if (record.taken === record.inbox.length) {
      record.inbox = []
      record.taken = 0
    } else if (record.taken >= 1_024) {
      record.inbox = record.inbox.slice(record.taken)
      record.taken = 0
    }
    if (outcome === "done") return remember(record, row.inbound)
    record.aside.push({ ...row, outcome })
  }

  const forgetOldSends = (record: Record): void => {
    while (record.settled < record.outbox.length && OutboxState.isSettled(record.outbox[record.settled]!.row.state)) {
      record.settled++
    }
    if (record.settled > 2 * keepOutbox) {
      const drop = record.settled - keepOutbox
      for (let index = 0; index < drop; index++) outbounds.delete(record.outbox[index]!.row.outbound.id)
      record.outbox = record.outbox.slice(drop)
      record.settled -= drop
    }
  }

  /** Whether the receipt was believed. */
  const settleOne = (outbound: string, receipt: Receipt): boolean => {
    const sending = outbounds.get(outbound)
    if (sending === undefined) return false
    const settled = OutboxState.settled(sending.row, receipt)
    if (settled === undefined) return false
    const { counted, receipt: kept, state } = settled
    sending.row = { outbound: sending.row.outbound, state, attempts: sending.row.attempts + counted, receipt: kept }
    forgetOldSends(sending.record)
    return true
  }

  const setTimer = (record: Record, timer: Conversation.Timer): void => {
    const old = record.timers.get(timer.id)
    if (old !== undefined) queue.cancel(old)
    record.timers.set(timer.id, queue.add(timer.due, { timer, record }))
  }

  const quarantine = (record: Record, reason: string): void => {
    record.quarantined = reason
    for (const ticket of record.timers.values()) queue.cancel(ticket)
  }

  const commit = (turn: ConversationStore.TurnCommit): ConversationStore.Committed => {
    const record = recordOf(turn.conversation.id)
    const revision = record.conversation?.revision ?? 0
    if (revision !== turn.expected || record.inbox[record.taken]?.sequence !== turn.inbox.sequence) {
      return { _tag: "Conflict", revision }
    }
    record.conversation = turn.conversation
    leaveInbox(record, turn.inbox.outcome)
    for (const outbound of turn.outbox) {
      const sending: Sending = { row: { outbound, state: "pending", attempts: 0 }, record }
      record.outbox.push(sending)
      outbounds.set(outbound.id, sending)
    }
    for (const change of turn.settled) settleOne(change.outbound, change.receipt)
    for (const id of turn.timersCancelled) {
      const ticket = record.timers.get(id)
      if (ticket === undefined) continue
      queue.cancel(ticket)
      record.timers.delete(id)
    }
    for (const timer of turn.timersSet) setTimer(record, timer)
    for (const id of turn.tasksStopped) record.tasks.delete(id)
    for (const task of turn.tasksStarted) record.tasks.set(task.id, { task, ended: false })
    for (const inbound of turn.inbounds) acceptOne(inbound)
    if (turn.inbox.outcome === "quarantined") quarantine(record, turn.journal.error ?? "The turn failed.")
    record.journal.push(turn.journal)
    if (record.journal.length > 2 * keepJournal) record.journal = record.journal.slice(-keepJournal)
    return { _tag: "Committed", next: nextOf(record) }
  }

  const claimOutbox = (id: ConversationId.ConversationId, now: Instant): ConversationStore.OutboxClaim => {
    const record = known.get(id)
    if (record === undefined) return { _tag: "Empty" }
    forgetOldSends(record)
    const sending = record.outbox[record.settled]
    if (sending === undefined || sending.row.state === "sending") return { _tag: "Empty" }
    const until = OutboxState.waitsUntil(sending.row.receipt)
    if (sending.row.state === "unknown") return { _tag: "AwaitingEcho", row: sending.row, until: until ?? now }
    if (until !== undefined && until > now) return { _tag: "NotYet", until }
    const { attempts, outbound, receipt } = sending.row
    const claimed: ConversationStore.OutboxRow = { outbound, state: "sending", attempts: attempts + 1 }
    sending.row = receipt === undefined ? claimed : { ...claimed, receipt }
    return { _tag: "Claimed", row: sending.row }
  }

  const due = (now: Instant, limit: number): ConversationStore.Due => {
    const found = queue.upTo(now, limit)
    return {
      timers: found.due.map(({ record, timer }) => ({ conversation: record.id, timer })),
      nextAt: found.next?.due
    }
  }

  const recover = (now: Instant): ConversationStore.Unfinished => {
    const inboxes: Array<ConversationId.ConversationId> = []
    const outboxes: Array<ConversationId.ConversationId> = []
    const tasks: Array<ConversationStore.Unfinished["tasks"][number]> = []
    for (const record of records.values()) {
      if (nextOf(record) !== undefined) inboxes.push(record.id)
      for (const sending of record.outbox) {
        if (sending.row.state !== "sending") continue
        sending.row = { ...sending.row, state: "unknown", receipt: OutboxState.interrupted(now + echoFor) }
      }
      if (record.outbox.some((sending) => !OutboxState.isSettled(sending.row.state))) outboxes.push(record.id)
      for (const { ended, task } of record.tasks.values()) {
        if (!ended) tasks.push({ conversation: record.id, task })
      }
    }
    const timers = queue.all()
      .filter(({ timer }) => timer.meaning !== "deadline")
      .map(({ record, timer }) => ({ conversation: record.id, timer }))
    return { inboxes, outboxes, tasks, timers, lastAliveAt }
  }

  const reinstate = (record: Record): void => {
    if (record.quarantined === undefined) return
    record.quarantined = undefined
    const back = record.aside.filter((row) => row.outcome === "quarantined")
    record.aside.splice(0, record.aside.length, ...record.aside.filter((row) => row.outcome !== "quarantined"))
    record.inbox = [...back, ...record.inbox.slice(record.taken)]
    record.taken = 0
    const fired = new Set(record.inbox.map(({ inbound: { event } }) => event._tag === "TimerFired" ? event.timer : ""))
    for (const { value: { timer } } of record.timers.values()) if (!fired.has(timer.id)) setTimer(record, timer)
  }

  const reschedule = (record: Record, timer: Conversation.Timer): void => {
    const ticket = record.timers.get(timer.id)
    if (ticket?.waiting !== true || ticket.value.timer.revision !== timer.revision) return
    setTimer(record, timer)
    const conversation = record.conversation
    if (conversation === undefined) return
    record.conversation = {
      ...conversation,
      timers: conversation.timers.map((old) => old.id === timer.id && old.revision === timer.revision ? timer : old)
    }
  }

  const list = (query: ConversationStore.Query, cursor: string | undefined): ConversationStore.Page => {
    const keys = [...records.keys()].filter((key) => cursor === undefined || key > cursor).sort()
    const conversations: Array<Conversation.Conversation> = []
    for (const key of keys) {
      const { conversation, id, quarantined } = records.get(key)!
      if (query.channel !== undefined && id.channel !== query.channel) continue
      if (query.account !== undefined && id.account !== query.account) continue
      if (query.dialogue !== undefined && conversation?.dialogue?.id !== query.dialogue) continue
      if (query.quarantined === true && quarantined === undefined) continue
      if (conversation === undefined && quarantined === undefined) continue
      if (conversations.length === page) {
        return { conversations, cursor: ConversationId.key(conversations[page - 1]!.id) }
      }
      conversations.push(conversation ?? Conversation.empty(id))
    }
    return { conversations, cursor: undefined }
  }

  const forget = (id: ConversationId.ConversationId): void => {
    const record = known.get(id)
    if (record === undefined) return
    const { key } = record
    records.delete(key)
    known.delete(id)
    leases.forget(id)
    for (const { inbound } of record.inbox) waiting.delete(inbound.id)
    for (const { inbound } of record.aside) waiting.delete(inbound.id)
    for (const [inbound, one] of past) if (one.key === key) past.delete(inbound)
    for (const sending of record.outbox) outbounds.delete(sending.row.outbound.id)
    for (const ticket of record.timers.values()) queue.cancel(ticket)
  }

  const trim = (before: Instant): number => {
    let dropped = 0
    for (const [id, one] of past) {
      if (one.receivedAt >= before) continue
      past.delete(id)
      dropped++
    }
    for (const record of records.values()) {
      const kept = record.aside.filter((row) => row.outcome === "quarantined" || row.inbound.receivedAt >= before)
      for (const row of record.aside) if (!kept.includes(row)) waiting.delete(row.inbound.id)
      const journal = record.journal.filter((entry) => entry.at >= before)
      const outbox = record.outbox.filter(({ row }) => !OutboxState.isSettled(row.state) || row.outbound.at >= before)
      for (const sending of record.outbox) if (!outbox.includes(sending)) outbounds.delete(sending.row.outbound.id)
      dropped += record.aside.length - kept.length + record.journal.length - journal.length
        + record.outbox.length - outbox.length
      record.aside.splice(0, record.aside.length, ...kept)
      record.journal = journal
      record.outbox = outbox
      record.settled = 0
    }
    return dropped
  }

  return {
    accept: (batch) => Effect.sync(() => batch.map(acceptOne)),
    claim: (id, request) => Effect.sync(() => leases.claim(id, request)),
    release: (lease) => Effect.sync(() => leases.release(lease)),
    load: (id) =>
      Effect.sync(() => {
        const record = known.get(id)
        if (record === undefined) return { conversation: Conversation.empty(id), next: undefined }
        return { conversation: record.conversation ?? Conversation.empty(id), next: nextOf(record) }
      }),
    commit: (turn) =>
      Effect.suspend(() => {
        const taken = turn.outbox.find((outbound) => outbounds.has(outbound.id))
        if (taken === undefined) return Effect.succeed(commit(turn))
        const reason = `an outbound with the id ${taken.id} stands already`
        return Effect.fail(new ConversationStore.StoreError({ operation: "commit a turn", reason }))
      }),
    quarantine: (id, { reason }) => Effect.sync(() => quarantine(recordOf(id), reason)),
    reinstate: (id) => Effect.sync(() => reinstate(recordOf(id))),
    claimOutbox: (id, now) => Effect.sync(() => claimOutbox(id, now)),
    settle: (settlements, next) =>
      Effect.sync(() => {
        for (const { inbounds, outbound, receipt } of settlements) {
          if (settleOne(outbound, receipt)) { for (const inbound of inbounds) acceptOne(inbound) }
        }
        return next === undefined ? undefined : claimOutbox(next.conversation, next.now)
      }),
    due: (now, limit) => Effect.sync(() => due(now, limit)),
    recover: (now) => Effect.sync(() => recover(now)),
    bookmark: (name) => Effect.sync(() => bookmarks.get(name)),
    keepBookmark: (name, place) => Effect.sync(() => void bookmarks.set(name, place)),
    heartbeat: (now) =>
      Effect.sync(() => {
        lastAliveAt = now
      }),
    rescheduleTimers: (timers) =>
      Effect.sync(() => {
        for (const { conversation, timer } of timers) reschedule(recordOf(conversation), timer)
      }),
    list: (query, cursor) => Effect.sync(() => list(query, cursor)),
    journal: (id, from) => Effect.sync(() => (known.get(id)?.journal ?? []).filter((entry) => entry.revision >= from)),
    outbox: (id) => Effect.sync(() => (known.get(id)?.outbox ?? []).map(({ row }) => row)),
    forget: (id) => Effect.sync(() => forget(id)),
    trim: (before) => Effect.sync(() => trim(before))
  }
}

/** A memory store with the given bounds. Each layer that is built has a memory of its own. */
export const layerWith = (options: Options): Layer.Layer<ConversationStore.ConversationStore> =>
  Layer.sync(ConversationStore.ConversationStore, () => make(options))

/** A memory store. */
export const layer: Layer.Layer<ConversationStore.ConversationStore> = layerWith({})
