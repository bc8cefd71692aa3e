/**
 * The way in and out of one channel: the port that adapters implement.
 *
 * @module
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Address } from "../model/Address.ts"
import type { ConversationId } from "../model/ConversationId.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Outbound } from "../model/Outbound.ts"
import type { Receipt } from "../model/Receipt.ts"
import type { Capabilities } from "../policy/Capabilities.ts"
import type { PolicyPack } from "../policy/PolicyPack.ts"
import type { Declared } from "../policy/Templates.ts"
import type { Service as Store, StoreError } from "./ConversationStore.ts"

export type { Capabilities } from "../policy/Capabilities.ts"

/** A request as it came, body unread by anyone. Header names are in lower case. */
export interface Request {
  readonly method: string
  /** Path and query, as in the request line. */
  readonly url: string
  readonly headers: { readonly [name: string]: string | ReadonlyArray<string> | undefined }
  readonly body: Uint8Array
}

/** An answer to a request. */
export interface Response {
  readonly status: number
  readonly headers?: { readonly [name: string]: string }
  readonly body?: string
}

/** What can be shown to a person besides messages. Best effort: a failure is logged, never retried. */
export type SenderAction = "markSeen" | "typingOn" | "typingOff"

/** One business account that a transport serves. */
export interface Account {
  readonly channel: string
  readonly account: string
  /** What the account was approved for ("humanAgent", "utility"…); policy asks for these by name. */
  readonly approvals: ReadonlyArray<string>
  /** The templates that it has; a message with another one is refused. Absent, templates are taken at their word. */
  readonly templates?: ReadonlyArray<Declared>
}

/** The one door in: stores inbounds durably. Succeeds only when they are. */
export type Accept = (batch: ReadonlyArray<Inbound>) => Effect.Effect<void, StoreError>

/** Where a transport may note what it has to know after a restart, by names of its own that begin with what it notes. */
export interface Notes extends Pick<Store, "bookmark" | "keepBookmark"> {}

/** What a transport answers beside its webhooks, at a path of its own: a callback of its platform, for one. */
export interface Beside {
  readonly path: string
  /** The largest request body that is read, in bytes. */
  readonly bodyLimit: number
  /** Never fails. `forget` forgets a conversation with all that the bot keeps of it. */
  readonly handle: (
    request: Request,
    bot: { readonly forget: (id: ConversationId) => Effect.Effect<void, StoreError> }
  ) => Effect.Effect<Response>
}

/** The operations of a transport. */
export interface Service {
  readonly channel: string
  readonly accounts: ReadonlyArray<Account>
  readonly pack: PolicyPack
  readonly capabilities: Capabilities
  /** The path under which requests of this channel arrive, "/webhook" for one. */
  readonly path: string
  /** The largest request body that is read, in bytes; a larger one is answered 413 before it is kept. */
  readonly bodyLimit: number
  /** Verifies, decodes and accepts a request. Answers 2xx only once every inbound is durable. Never fails. */
  readonly handle: (request: Request, accept: Accept) => Effect.Effect<Response>
  /** Sends one message or control. Never fails: what can go wrong is in the receipt. */
  readonly send: (outbound: Outbound) => Effect.Effect<Receipt>
  /** Shows a sender action. Never fails; does nothing where the channel has none. */
  readonly act: (
    conversation: ConversationId,
    address: Address,
    action: SenderAction
  ) => Effect.Effect<void>
  /** Told once, before anything is sent, where to keep notes. Never fails. */
  readonly keepIn?: (notes: Notes) => Effect.Effect<void>
  /** What it answers besides, wherever the bot is served. */
  readonly beside?: ReadonlyArray<Beside>
}

/** What a transport offers to the dialogues of its bot, for the compiler alone. */
export interface Offer {
  readonly purposes: string
  readonly capabilities: string
}

/**
 * A transport that tells the compiler what it offers: for which purposes it may send, and what it is capable of
 * ("handover", "utility"). A bot whose dialogues need more than its transports offer together does not compile. A plain
 * `Service` offers everything.
 */
export interface Offering<out O extends Offer> extends Service {
  readonly Offers?: () => O
}

/** What a transport offers. */
export type OfferOf<T> = T extends { readonly Offers?: () => infer O extends Offer } ? O : Offer

/** The transports of a bot. */
export class Transports extends Context.Tag("@parley/core/Transports")<Transports, ReadonlyArray<Service>>() {}

/** The transport that serves a conversation, if any does. */
export const forConversation = (
  transports: ReadonlyArray<Service>,
  id: ConversationId
): Service | undefined =>
  transports.find((transport) =>
    transport.accounts.some((account) => account.channel === id.channel && account.account === id.account)
  )
