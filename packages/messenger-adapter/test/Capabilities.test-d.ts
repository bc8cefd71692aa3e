import type { Transport } from "@parley/core"
import { type Capabilities, messenger } from "@parley/messenger-adapter"
import type * as Effect from "effect/Effect"

type Purposes<C extends "messenger" | "instagram"> = Capabilities.Offer<C>["purposes"]
type Able<C extends "messenger" | "instagram"> = Capabilities.Offer<C>["capabilities"]

export const shippingByTemplate: Purposes<"messenger"> = "shipping"
// @ts-expect-error Instagram has neither a tag nor a template for a shipment's progress
export const shippingOnInstagram: Purposes<"instagram"> = "shipping"
// @ts-expect-error Instagram has no lane for surveys
export const feedbackOnInstagram: Purposes<"instagram"> = "purchaseFeedback"
export const humanOnInstagram: Purposes<"instagram"> = "humanAnswer"
export const sellsOnInstagram: Purposes<"instagram"> = "promotion"

type Approved<C extends "messenger" | "instagram"> = Capabilities.Offer<C, "humanAgent" | "news">["purposes"]

// @ts-expect-error news need the account's registration as a publisher
export const news: Purposes<"messenger"> = "news"
export const newsOfPublisher: Approved<"messenger"> = "news"
// @ts-expect-error Instagram has no news, whatever the account was approved for
export const newsOnInstagram: Approved<"instagram"> = "news"

type Offered<M> = M extends Effect.Effect<infer T, unknown, unknown> ? Transport.OfferOf<T>["purposes"] : never

const account = { id: "1", token: "t", appSecret: "s" } as const
const bare = messenger({ accounts: [{ channel: "messenger", ...account }] })
const approved = messenger({ accounts: [{ channel: "messenger", ...account, approvals: ["humanAgent"] }] })
const publisher = messenger({
  accounts: [
    { channel: "messenger", ...account, approvals: ["humanAgent"] },
    { channel: "messenger", ...account, approvals: ["news", "utility"] }
  ]
})
const byEnvironment = messenger<"messenger", "news">()
const onInstagram = messenger({ accounts: [{ channel: "instagram", ...account, approvals: ["news"] }] })

// @ts-expect-error no account was registered as a publisher
export const fromBare: Offered<typeof bare> = "news"
// @ts-expect-error another approval is none for news
export const fromApproved: Offered<typeof approved> = "news"
export const fromPublisher: Offered<typeof publisher> = "news"
export const fromEnvironment: Offered<typeof byEnvironment> = "news"
// @ts-expect-error Instagram has no news
export const fromInstagram: Offered<typeof onInstagram> = "news"

export const oneTime: Able<"messenger"> = "oneTime"
// @ts-expect-error Instagram has no one-time notifications
export const oneTimeOnInstagram: Able<"instagram"> = "oneTime"
// @ts-expect-error Instagram has no approved templates
export const utilityOnInstagram: Able<"instagram"> = "utility"
export const seriesOnInstagram: Able<"instagram"> = "recurring"
export const handoverOnInstagram: Able<"instagram"> = "handover"
