/**
 * Small conversations, inbounds and turns to try a store with.
 *
 * @module
 */
import type { ConversationStore, Inbound, JournalEntry, Outbound, Receipt } from "@parley/core"
import { Conversation, ConversationId, Message } from "@parley/core"

/** The moment at which a sample happens: 2026-03-02T09:00Z. */
export const at = 1_772_442_000_000

/** The conversation with a person. */
export const conversation = (person: string): ConversationId.ConversationId => ({
  channel: "messenger",
  account: "page",
  person
})

/** Something that happened, with an identity of its own. */
export const inbound = (person: string, id: string, event: Inbound.Event, receivedAt = at): Inbound.Inbound => ({
  id: `messenger/page/sample/${id}`,
  conversation: conversation(person),
  at,
  receivedAt,
  event
})

/** A person said something. */
export const said = (person: string, mid: string, receivedAt = at): Inbound.Inbound =>
  inbound(person, mid, { _tag: "Said", mid, text: `words of ${mid}` }, receivedAt)

/** A message on its way. */
export const outbound = (person: string, id: string, order: number): Outbound.Outbound => ({
  id,
  conversation: conversation(person),
  order,
  address: { _tag: "Scoped", id: person },
  body: { _tag: "Message", message: Message.text(`message ${id}`) },
  author: { _tag: "Bot" },
  cause: "sample",
  at
})

/** A timer that was set at the sample moment by the turn of revision 1. */
export const timer = (
  id: string,
  after: number,
  meaning: Conversation.TimerMeaning = "deadline"
): Conversation.Timer => ({ id, revision: 1, setAt: at, after, due: at + after, meaning, event: { type: id } })

/** A task that the turn of revision 1 started. */
export const task = (id: string): Conversation.Task => ({
  id,
  name: "PlaceOrder",
  dialogue: "pizza",
  revision: 1,
  startedAt: at,
  recovery: "rerun",
  input: { size: 26 }
})

/** What a turn may change besides the record. */
export type Changes = Partial<Omit<ConversationStore.TurnCommit, "conversation" | "inbox" | "expected" | "journal">> & {
  readonly outcome?: ConversationStore.InboxOutcome
  readonly change?: Partial<Conversation.Conversation>
  readonly error?: string
}

/** The turn that takes the next inbound of what was loaded. */
export const turn = (loaded: ConversationStore.Loaded, changes: Changes = {}): ConversationStore.TurnCommit => {
  const { change, error, outcome = "done", ...rows } = changes
  if (loaded.next === undefined) throw new Error("There is no inbound to take a turn for")
  const revision = loaded.conversation.revision + 1
  const journal: JournalEntry.JournalEntry = {
    format: 1,
    conversation: loaded.conversation.id,
    revision,
    at: loaded.next.inbound.receivedAt,
    inbound: loaded.next.inbound,
    locale: "en",
    outcome: outcome === "done" ? "transitioned" : outcome,
    pack: "open",
    seed: 7,
    snapshotHash: 0,
    spoken: [],
    timersSet: [],
    timersCancelled: [],
    tasksStarted: [],
    tasksStopped: [],
    ...(error === undefined ? {} : { error })
  }
  return {
    conversation: { ...loaded.conversation, ...change, revision },
    expected: loaded.conversation.revision,
    inbox: { sequence: loaded.next.sequence, outcome },
    outbox: [],
    settled: [],
    timersSet: [],
    timersCancelled: [],
    tasksStarted: [],
    tasksStopped: [],
    inbounds: [],
    journal,
    ...rows
  }
}

/** Receipts of every kind. */
export const receipts = {
  sent: { _tag: "Sent", mid: "m_1", person: "ana" },
  refused: {
    _tag: "Refused",
    refusal: { rule: "window", reason: "The window is shut.", waysOut: ["Wait until the person writes."] }
  },
  failed: { _tag: "Failed", reason: "The recipient is gone.", error: { code: 551 } },
  postponed: { _tag: "Postponed", reason: "Too many calls.", retryAt: at + 5_000 },
  unknown: { _tag: "Unknown", reason: "No answer came.", deadline: at + 20_000 },
  parked: { _tag: "Parked", reason: "No echo came." }
} as const satisfies { readonly [name: string]: Receipt.Receipt }

/** An empty conversation with a person. */
export const empty = (person: string): Conversation.Conversation => Conversation.empty(conversation(person))

/** The key of the conversation with a person. */
export const key = (person: string): string => ConversationId.key(conversation(person))
