/**
 * The turns that a bot took since someone last acted, each with the conversation as it stood before it.
 *
 * @module
 */
import type { Conversation, ConversationId, Happening, JournalEntry } from "@parley/core"

/** One turn. `before` is absent for the first of a conversation. */
export interface Turn {
  readonly before: Conversation.Conversation | undefined
  readonly after: Conversation.Conversation
  readonly entry: JournalEntry.JournalEntry
}

/** The turns of one simulation since the last act, and where each conversation stands. */
export class Turns {
  // One account on one channel: the person's id tells conversations apart.
  private readonly standing = new Map<string, Conversation.Conversation>()
  private since: Array<Turn> = []

  /** Takes in one turn. */
  see({ conversation, entry }: Extract<Happening.Happening, { _tag: "TurnCommitted" }>): void {
    const key = conversation.id.person
    this.since.push({ before: this.standing.get(key), after: conversation, entry })
    this.standing.set(key, conversation)
  }

  /** Someone acts: what came before is no longer asked for. */
  begin(): void {
    if (this.since.length > 0) this.since = []
  }

  /** The turns since the last act, oldest first. */
  all(): ReadonlyArray<Turn> {
    return this.since
  }

  /** The conversation as its last turn left it. */
  of(id: ConversationId.ConversationId): Conversation.Conversation | undefined {
    return this.standing.get(id.person)
  }

  /** Every conversation that had a turn. */
  conversations(): ReadonlyArray<Conversation.Conversation> {
    return [...this.standing.values()]
  }
}
