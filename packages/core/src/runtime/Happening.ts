/**
 * What tools can watch while a bot runs: turns, sends, sender actions and failures, in the order in which they happened.
 *
 * @module
 */
import type { Conversation } from "../model/Conversation.ts"
import type { ConversationId } from "../model/ConversationId.ts"
import type { Instant } from "../model/Instant.ts"
import type { JournalEntry } from "../model/JournalEntry.ts"
import type { Outbound } from "../model/Outbound.ts"
import type { Receipt } from "../model/Receipt.ts"
import type { SenderAction } from "./Transport.ts"

/**
 * Something that the runtime did. `TurnCommitted`: a turn is durable. `Sent`: a send ended in this receipt, which may not
 * be final; `kept`: refused as it is, the message waits (`held`) or is let go (`dropped`). `Shown`: a sender action was asked for. `Failed`: something went wrong that a person should know of; `what`
 * names the place ("turn", "task", "store"…; "message": one that no rule lets through, and of which no dialogue hears).
 */
export type Happening =
  | { readonly _tag: "TurnCommitted"; readonly entry: JournalEntry; readonly conversation: Conversation }
  | {
    readonly _tag: "Sent"
    readonly at: Instant
    readonly outbound: Outbound
    readonly receipt: Receipt
    readonly kept?: "held" | "dropped"
  }
  | {
    readonly _tag: "Shown"
    readonly at: Instant
    readonly conversation: ConversationId
    readonly action: SenderAction
  }
  | {
    readonly _tag: "Failed"
    readonly at: Instant
    readonly conversation: ConversationId | undefined
    readonly what: "turn" | "task" | "store" | "send" | "message" | "conversation"
    readonly reason: string
  }

/** Someone who watches. It must not throw, and must be quick: the runtime waits for it. */
export type Listener = (happening: Happening) => void
