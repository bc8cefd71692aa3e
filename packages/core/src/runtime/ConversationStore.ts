/**
 * Where conversations live: the port that stores implement. It speaks in values, so that one implementation can be a
 * synchronous SQLite transaction and another one Postgres statement, and both can commit in groups.
 *
 * @module
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Conversation, Task, Timer } from "../model/Conversation.ts"
import type { ConversationId } from "../model/ConversationId.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { JournalEntry } from "../model/JournalEntry.ts"
import type { Outbound } from "../model/Outbound.ts"
import type { Receipt } from "../model/Receipt.ts"

/** The store cannot do what was asked now: the disk is full, the file is gone, the server does not answer. */
export class StoreError extends Schema.TaggedError<StoreError>()("StoreError", {
  operation: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `The store could not ${this.operation}: ${this.reason}`
  }
}

/** The record of one conversation cannot be read. The others are unharmed. */
export class CorruptConversation extends Schema.TaggedError<CorruptConversation>()("CorruptConversation", {
  conversation: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `The stored record of conversation ${this.conversation} cannot be read: ${this.reason}. `
      + "It is set aside; inspect it, then mend or forget it."
  }
}

/**
 * What became of one inbound that was offered: stored under a number that counts up; known already; or the echo of one of
 * our messages that is known to be sent, which takes no turn: what it adds (the `mid`) is kept with that message.
 */
export type Acceptance =
  | { readonly _tag: "Accepted"; readonly sequence: number }
  | { readonly _tag: "Duplicate" }
  | { readonly _tag: "Confirmed" }

/** One inbound that waits for its turn. */
export interface InboxRow {
  readonly sequence: number
  readonly inbound: Inbound
}

/** A conversation as a turn needs it: the record (a new one has revision 0) and the inbound that is next, if any. */
export interface Loaded {
  readonly conversation: Conversation
  readonly next: InboxRow | undefined
}

/** The right to take the turns of one conversation until a moment; `token` tells the holder from an earlier one. */
export interface Lease {
  readonly conversation: ConversationId
  readonly token: number
  readonly until: Instant
}

/** How an inbound left the inbox: taken, set aside because the dialogue failed, or set aside with its conversation. */
export type InboxOutcome = "done" | "parked" | "quarantined"

/** What a commit does to one outbox row that already stands. */
export interface OutboxChange {
  readonly outbound: string
  readonly receipt: Receipt
}

/** Everything that one turn changes, written in one transaction or not at all. */
export interface TurnCommit {
  readonly conversation: Conversation
  /** The revision that was read; the commit is refused as a conflict when another one stands. */
  readonly expected: number
  readonly inbox: { readonly sequence: number; readonly outcome: InboxOutcome }
  readonly outbox: ReadonlyArray<Outbound>
  readonly settled: ReadonlyArray<OutboxChange>
  readonly timersSet: ReadonlyArray<Timer>
  readonly timersCancelled: ReadonlyArray<string>
  readonly tasksStarted: ReadonlyArray<Task>
  readonly tasksStopped: ReadonlyArray<string>
  /** Inbounds of our own making (a refusal, for one) that become the next turns. */
  readonly inbounds: ReadonlyArray<Inbound>
  readonly journal: JournalEntry
}

/** What became of a commit. `next` spares the reading of what is next. */
export type Committed =
  | { readonly _tag: "Committed"; readonly next: InboxRow | undefined }
  | { readonly _tag: "Conflict"; readonly revision: number }

/** The state of one outbox row. `unknown` rows wait for an echo until `deadline`; later rows wait behind them. */
export type OutboxState = "pending" | "sending" | "unknown" | "sent" | "refused" | "failed" | "parked"

/** One outbox row. `attempts` counts the times it was claimed, but for those of which the channel said that nothing was sent. */
export interface OutboxRow {
  readonly outbound: Outbound
  readonly state: OutboxState
  readonly attempts: number
  readonly receipt?: Receipt
}

/**
 * What there is to send in a conversation: the next row, now marked `sending`; a row whose outcome is unknown and that
 * holds the others back until `until`; a row to be tried again at `until`; or nothing.
 *
 * The earliest row that has no final outcome decides. While it is being sent the answer is `Empty`: whoever sends it
 * claims again once it has settled. `AwaitingEcho` is also the answer at and after `until`; the caller then settles the
 * row as its message's `delivery` asks: with `Parked`, or with `Postponed` (its `retryAt` may be now), which puts it back
 * as pending with its `attempts` kept. A row that was `sending` and is `Postponed` was not sent: that attempt does not count.
 */
export type OutboxClaim =
  | { readonly _tag: "Claimed"; readonly row: OutboxRow }
  | { readonly _tag: "AwaitingEcho"; readonly row: OutboxRow; readonly until: Instant }
  | { readonly _tag: "NotYet"; readonly until: Instant }
  | { readonly _tag: "Empty" }

/**
 * The outcome of one send, with the inbounds that tell the conversation of it; both are written together or not at all.
 *
 * What is known to be sent stays sent: a later receipt that says otherwise changes nothing, and its inbounds are left
 * out. A row that was refused, failed or parked changes only to sent (a late echo). An outbound that does not stand is
 * passed over.
 */
export interface Settlement {
  readonly outbound: string
  readonly receipt: Receipt
  readonly inbounds: ReadonlyArray<Inbound>
}

/** What is due, and when to look again: `nextAt` is the due time of the first timer that is not in `timers`. */
export interface Due {
  readonly timers: ReadonlyArray<{ readonly conversation: ConversationId; readonly timer: Timer }>
  readonly nextAt: Instant | undefined
}

/** What a process must take up when it starts: everything that another one left behind. */
export interface Unfinished {
  readonly inboxes: ReadonlyArray<ConversationId>
  readonly outboxes: ReadonlyArray<ConversationId>
  readonly tasks: ReadonlyArray<{ readonly conversation: ConversationId; readonly task: Task }>
  /** The timers that run and mean `remaining` or `restart`, earliest first: what downtime may move. */
  readonly timers: ReadonlyArray<{ readonly conversation: ConversationId; readonly timer: Timer }>
  /** When the last process was last known to live; timers that mean `remaining` or `restart` reckon from it. */
  readonly lastAliveAt: Instant | undefined
}

/** Which conversations to list. */
export interface Query {
  readonly channel?: string
  readonly account?: string
  readonly dialogue?: string
  readonly quarantined?: true
}

/** One page of conversations, with the cursor of the next: the key of the last one on the page. */
export interface Page {
  readonly conversations: ReadonlyArray<Conversation>
  readonly cursor: string | undefined
}

/** The operations of a store. Each one is a transaction; failures of the medium are `StoreError`. */
export interface Service {
  /**
   * Stores inbounds durably, in the order given; a known identity changes nothing. A `TimerFired` takes its timer out of
   * what is due, and the end of a task takes the task out of what `recover` gives, from the same moment. The echo of a
   * message of this conversation whose row is `sent` is not stored but `Confirmed`; any other echo is stored.
   */
  readonly accept: (batch: ReadonlyArray<Inbound>) => Effect.Effect<ReadonlyArray<Acceptance>, StoreError>
  /**
   * Takes the lease of a conversation, or says `undefined` when another worker holds it. It is free again at `until`. The
   * worker that holds it renews it by claiming again: the same token, a new `until`.
   */
  readonly claim: (
    id: ConversationId,
    request: { readonly worker: string; readonly now: Instant; readonly leaseFor: Millis }
  ) => Effect.Effect<Lease | undefined, StoreError>
  /** Gives a lease back. One that has passed to another holder in the meantime is left alone. */
  readonly release: (lease: Lease) => Effect.Effect<void, StoreError>
  /** Reads a conversation and the inbound that is next; a quarantined one has no next. */
  readonly load: (id: ConversationId) => Effect.Effect<Loaded, StoreError | CorruptConversation>
  /**
   * Writes a turn. A conflict when another revision stands or the inbound has left the inbox: read again. An inbox outcome
   * of `quarantined` sets the conversation aside with it. An outbound id that stands already is an error.
   */
  readonly commit: (turn: TurnCommit) => Effect.Effect<Committed, StoreError>
  /** Sets a conversation aside whose record cannot be read; its inbox keeps filling, and no turn is taken. */
  readonly quarantine: (
    id: ConversationId,
    reason: { readonly at: Instant; readonly reason: string }
  ) => Effect.Effect<void, StoreError>
  /** Sets a quarantined conversation free again: what waited in its inbox gets its turns, in order. */
  readonly reinstate: (id: ConversationId) => Effect.Effect<void, StoreError>
  /** Takes what is next to be sent in a conversation; counts an attempt and marks the row `sending`. */
  readonly claimOutbox: (id: ConversationId, now: Instant) => Effect.Effect<OutboxClaim, StoreError>
  /**
   * Writes the outcome of sends. Asked for `next`, it takes in the same transaction what is to be sent then in that
   * conversation, as `claimOutbox` would; the answer may be `undefined` all the same, and then the caller claims.
   */
  readonly settle: (
    settlements: ReadonlyArray<Settlement>,
    next?: { readonly conversation: ConversationId; readonly now: Instant }
  ) => Effect.Effect<OutboxClaim | undefined, StoreError>
  /**
   * The timers that are due at `now`, at most `limit`, earliest first, then as they were set. Those whose `TimerFired` was
   * accepted are not among them, nor those of quarantined conversations.
   */
  readonly due: (now: Instant, limit: number) => Effect.Effect<Due, StoreError>
  /** What was left behind, for the start of a process. Rows left as `sending` come back as `unknown`. */
  readonly recover: (now: Instant) => Effect.Effect<Unfinished, StoreError>
  /** How far work that a new process is to take up has come, by the name of the work; nothing is known of one never begun. */
  readonly bookmark: (name: string) => Effect.Effect<string | undefined, StoreError>
  /** Keeps how far work has come. */
  readonly keepBookmark: (name: string, place: string) => Effect.Effect<void, StoreError>
  /** Notes that this process lives. */
  readonly heartbeat: (now: Instant) => Effect.Effect<void, StoreError>
  /**
   * Moves the due time of timers (what a meaning other than `deadline` asks for after downtime), in the conversation's
   * record too; its revision stays. A timer that no longer stands at its revision is passed over.
   */
  readonly rescheduleTimers: (
    timers: ReadonlyArray<{ readonly conversation: ConversationId; readonly timer: Timer }>
  ) => Effect.Effect<void, StoreError>
  /** Conversations, a page at a time, in the order of their keys. */
  readonly list: (query: Query, cursor: string | undefined) => Effect.Effect<Page, StoreError>
  /** The journal of a conversation from a revision on. */
  readonly journal: (
    id: ConversationId,
    from: number
  ) => Effect.Effect<ReadonlyArray<JournalEntry>, StoreError>
  /** The outbox rows of a conversation, in their order. */
  readonly outbox: (id: ConversationId) => Effect.Effect<ReadonlyArray<OutboxRow>, StoreError>
  /** Forgets a conversation wholly: record, inbox, outbox, timers, tasks, journal. */
  readonly forget: (id: ConversationId) => Effect.Effect<void, StoreError>
  /**
   * Drops what is done and older than `before`: inbounds that had their turn or were parked (with the memory of their
   * identities), outbox rows with a final outcome, journal entries. Gives the number of rows dropped.
   */
  readonly trim: (before: Instant) => Effect.Effect<number, StoreError>
}

/** Where conversations live. */
export class ConversationStore extends Context.Tag("@parley/core/ConversationStore")<ConversationStore, Service>() {}
