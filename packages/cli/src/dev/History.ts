/**
 * The turns of conversations, each with the conversation before and after it: heard as they happen, and worked out again for those
 * that an earlier run took.
 *
 * @module
 */
import type { BotDefinition, Happening, JournalEntry, Receipt } from "@parley/core"
import { Conversation, ConversationId, Dialogues, OutboxState, PolicyPack, Turn } from "@parley/core"
import { Capabilities } from "@parley/messenger-adapter"
import * as Accounts from "../chat/Accounts.ts"

/** One turn. */
export interface Taken {
  readonly entry: JournalEntry.JournalEntry
  readonly before: Conversation.Conversation
  readonly after: Conversation.Conversation
  /** It was taken by an earlier run, and again by the dialogue of today to know where it led. */
  readonly retaken: boolean
}

/** All that is known of one conversation. */
export interface Past {
  readonly turns: ReadonlyArray<Taken>
  readonly now: Conversation.Conversation
  /** How the sending of each outbound ended. */
  readonly outcomes: ReadonlyMap<string, Receipt.Receipt>
}

interface Kept {
  turns: Array<Taken>
  now: Conversation.Conversation
  outcomes: Map<string, Receipt.Receipt>
}

/** A conversation as the store has it when a session begins. */
export interface Stored {
  readonly conversation: Conversation.Conversation
  readonly journal: ReadonlyArray<JournalEntry.JournalEntry>
  readonly outcomes: ReadonlyMap<string, Receipt.Receipt>
}

/** The turns of a journal, taken again where the conversation is not known from when they were taken. */
const retaken = (
  stored: Stored,
  definition: BotDefinition.BotDefinition,
  account: Pick<Accounts.Account, "channel" | "pack" | "approvals">
): Array<Taken> => {
  const { conversation, journal } = stored
  const { approvals, channel } = account
  const rules = Accounts.rules(account)
  const dialogues = Dialogues.make(definition.dialogues)
  let before = Conversation.empty(conversation.id)
  return journal.map((entry, index) => {
    const after = index === journal.length - 1 ? conversation : again(before, entry, index)
    const taken = { entry, before, after, retaken: true }
    before = after
    return taken
  })

  function again(from: Conversation.Conversation, entry: JournalEntry.JournalEntry, index: number) {
    try {
      return Turn.take(from, { sequence: index + 1, inbound: entry.inbound }, {
        definition,
        dialogues,
        view: PolicyPack.on(rules, entry.at),
        approvals,
        templates: undefined,
        capabilities: Capabilities.of(channel),
        now: entry.at
      }).commit.conversation
    } catch {
      // The dialogue of today cannot take it: as far as is known, nothing moved.
      return { ...from, revision: entry.revision }
    }
  }
}

/** Takes in how a sending ended, as a store does: what comes too late to be believed changes nothing. */
const settle = ({ outcomes }: Kept, outbound: string, receipt: Receipt.Receipt): void => {
  const known = outcomes.get(outbound)
  const row = known === undefined
    ? { state: "sending" as const }
    : { state: OutboxState.fromReceipt(known), receipt: known }
  const settled = OutboxState.settled(row, receipt)
  if (settled !== undefined) outcomes.set(outbound, settled.receipt)
}

/** The turns of a session. */
export class History {
  private readonly pasts = new Map<string, Kept>()

  /** Takes in what a store has of a conversation with an account. */
  recall(
    stored: Stored,
    definition: BotDefinition.BotDefinition,
    account: Pick<Accounts.Account, "channel" | "pack" | "approvals">
  ): void {
    this.pasts.set(ConversationId.key(stored.conversation.id), {
      turns: retaken(stored, definition, account),
      now: stored.conversation,
      outcomes: new Map(stored.outcomes)
    })
  }

  /** Takes in what the bot does. */
  see(happening: Happening.Happening): void {
    if (happening._tag === "Sent") {
      const { outbound, receipt } = happening
      settle(this.kept(outbound.conversation), outbound.id, receipt)
    }
    if (happening._tag !== "TurnCommitted") return
    const { conversation, entry } = happening
    const kept = this.kept(conversation.id)
    kept.turns.push({ entry, before: kept.now, after: conversation, retaken: false })
    kept.now = conversation
    // A message whose answer was lost is known to be sent by its echo, of which no other happening tells.
    const { event } = entry.inbound
    if (event._tag === "Echoed" && event.outbound !== undefined) {
      settle(kept, event.outbound, { _tag: "Sent", mid: event.mid })
    }
  }

  /** Forgets a conversation. */
  forget(id: ConversationId.ConversationId): void {
    this.pasts.delete(ConversationId.key(id))
  }

  /** What is known of a conversation; nothing but its emptiness before its first turn. */
  of(id: ConversationId.ConversationId): Past {
    return this.pasts.get(ConversationId.key(id)) ?? { turns: [], now: Conversation.empty(id), outcomes: new Map() }
  }

  private kept(id: ConversationId.ConversationId): Kept {
    const key = ConversationId.key(id)
    const known = this.pasts.get(key)
    if (known !== undefined) return known
    const made: Kept = { turns: [], now: Conversation.empty(id), outcomes: new Map() }
    this.pasts.set(key, made)
    return made
  }
}

/** What the channel tells of what was said before: it belongs to the turn before it. */
const asides: ReadonlySet<string> = new Set(["Settled", "Echoed", "Delivered", "Read"])

/**
 * The turn in which what was begun by turn `turn` had come to rest: the last one after it that only tells how its messages went.
 * `undefined` where there is no such turn.
 */
export const settled = (past: Past, turn: number): number | undefined => {
  let index = past.turns.findIndex(({ entry }) => entry.revision === turn)
  if (index < 0) return undefined
  for (let next = past.turns[index + 1]; next !== undefined; next = past.turns[index + 1]) {
    if (!asides.has(next.entry.inbound.event._tag)) break
    index += 1
  }
  return index
}

/** A conversation as it stood after the turn of an index, with what had been told by then. */
export const upTo = (past: Past, index: number): Past => {
  const turns = past.turns.slice(0, index + 1)
  const said = new Set(turns.flatMap(({ entry }) => entry.spoken.flatMap(({ outbound }) => outbound ?? [])))
  return {
    turns,
    now: turns.at(-1)?.after ?? past.now,
    outcomes: new Map([...past.outcomes].filter(([id]) => said.has(id)))
  }
}
