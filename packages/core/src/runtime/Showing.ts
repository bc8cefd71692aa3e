/**
 * What a person sees besides messages: that theirs was seen, and that the bot types. Best effort, never in the way of a
 * message, and never while someone else has the conversation.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type { Conversation } from "../model/Conversation.ts"
import type { Millis } from "../model/Instant.ts"
import type { Outbound } from "../model/Outbound.ts"
import * as PolicyPack from "../policy/PolicyPack.ts"
import * as Typing from "../policy/Typing.ts"
import * as Window from "../policy/Window.ts"
import type { Host, Line } from "./Host.ts"
import * as Seed from "./Seed.ts"
import type { SenderAction } from "./Transport.ts"

/** The sender actions of a bot. */
export interface Showing {
  /** Shows a sender action where it may be shown. */
  readonly show: (conversation: Conversation, action: SenderAction) => void
  /**
   * Begins to type before a message and gives the length of the pause, nothing where none is due. `waiting` are the rows behind it:
   * when the person has written again meanwhile, nobody waits to watch the bot type.
   */
  readonly type: (conversation: Conversation, row: Outbound, waiting: ReadonlyArray<Outbound>) => Millis
}

/** The sender actions of a host. */
export const make = (host: Host): Showing => {
  const { definition } = host

  /** A channel with windows takes no sender action outside them. */
  const isOpen = ({ acts, seenAt }: Conversation, { transport }: Line): boolean => {
    const now = Window.latest(host.now(), seenAt)
    const view = PolicyPack.on(transport.pack, now)
    return view.openers.length === 0 || Window.state(acts, view, now)._tag === "Open"
  }

  const mayShow = (conversation: Conversation): Line | undefined => {
    if (definition.typing === false || host.isClosing()) return undefined
    if (conversation.owner._tag !== "Bot" || conversation.address._tag !== "Scoped") return undefined
    const line = host.line(conversation.id)
    return line?.transport.capabilities.senderActions === true && isOpen(conversation, line) ? line : undefined
  }

  const show: Showing["show"] = (conversation, action) => {
    const line = mayShow(conversation)
    if (line === undefined) return
    if (host.isWatched()) host.tell({ _tag: "Shown", at: host.now(), conversation: conversation.id, action })
    host.forkNow(Effect.catchAllCause(
      line.transport.act(conversation.id, conversation.address, action),
      (cause) => Effect.logDebug("A sender action failed", cause)
    ))
  }

  return {
    show,
    type: (conversation, row, waiting) => {
      if (definition.typing === false || row.body._tag !== "Message" || row.address._tag !== "Scoped") return 0
      // Nobody types a reaction.
      if (row.body.message.content._tag === "Reaction") return 0
      if (mayShow(conversation) === undefined) return 0
      show(conversation, "typingOn")
      if (waiting.some(({ cause }) => cause !== row.cause)) return 0
      const { latency = Typing.standard.latency } = definition.typing
      const left = row.at + latency - host.now()
      const seed = host.seed ^ Seed.fromText(row.id)
      return Math.max(0, Math.min(left, Typing.plan(row.body.message, seed, definition.typing)))
    }
  }
}
