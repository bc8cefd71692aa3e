/**
 * What a channel can show and do, as its transport tells.
 *
 * @module
 */
import type { Button, MediaKind, QuickReply } from "../model/Message.ts"

/** How long a text may be: in characters (Unicode code points), or in bytes of UTF-8. */
export interface TextLength {
  readonly max: number
  readonly unit: "characters" | "bytes"
}

/** What a channel can show and do. Lengths of titles, and of texts with buttons, are in characters. */
export interface Capabilities {
  readonly textLength: TextLength
  /** Quick replies: how many (0: none), under which content, and what they can ask the person's profile for. */
  readonly quickReplies: {
    readonly max: number
    readonly titleLength: number
    readonly under: "text" | "any"
    readonly asks: ReadonlyArray<NonNullable<QuickReply["asks"]>>
  }
  /** Buttons: how many under a text or a card (0: none), of which kinds, and how long a text with buttons may be. */
  readonly buttons: {
    readonly max: number
    readonly titleLength: number
    readonly textLength: number
    readonly kinds: ReadonlyArray<Button["_tag"]>
  }
  /** Cards in one row; 0 where there are none. */
  readonly cards: { readonly max: number; readonly subtitleLength: number }
  readonly media: ReadonlyArray<MediaKind>
  /** Pictures in one message; 1 where each travels alone. */
  readonly pictures: { readonly max: number }
  readonly reactions: boolean
  /** The kinds of `Native` content that the transport sends. */
  readonly native: ReadonlyArray<string>
  readonly senderActions: boolean
  /** Whether the channel reports our own messages back, so that an unknown outcome can be settled. */
  readonly echoes: boolean
  readonly handover: boolean
}

/** A channel that has words alone, such as a terminal or a text message: everything is said in them. */
export const words: Capabilities = {
  textLength: { max: Number.POSITIVE_INFINITY, unit: "characters" },
  quickReplies: { max: 0, titleLength: 0, under: "any", asks: [] },
  buttons: { max: 0, titleLength: 0, textLength: Number.POSITIVE_INFINITY, kinds: [] },
  cards: { max: 0, subtitleLength: 0 },
  media: [],
  pictures: { max: 1 },
  reactions: false,
  native: [],
  senderActions: false,
  echoes: false,
  handover: false
}
