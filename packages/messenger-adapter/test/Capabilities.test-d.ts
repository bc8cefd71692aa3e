import type { Capabilities } from "@parley/messenger-adapter"

type Purposes<C extends "messenger" | "instagram"> = Capabilities.Offer<C>["purposes"]
type Able<C extends "messenger" | "instagram"> = Capabilities.Offer<C>["capabilities"]

export const shippingByTemplate: Purposes<"messenger"> = "shipping"
// @ts-expect-error Instagram has neither a tag nor a template for a shipment's progress
export const shippingOnInstagram: Purposes<"instagram"> = "shipping"
// @ts-expect-error Instagram has no lane for surveys
export const feedbackOnInstagram: Purposes<"instagram"> = "purchaseFeedback"
export const humanOnInstagram: Purposes<"instagram"> = "humanAnswer"
export const sellsOnInstagram: Purposes<"instagram"> = "promotion"
// @ts-expect-error news need a registration that the adapter does not know
export const news: Purposes<"messenger"> = "news"

export const oneTime: Able<"messenger"> = "oneTime"
// @ts-expect-error Instagram has no one-time notifications
export const oneTimeOnInstagram: Able<"instagram"> = "oneTime"
// @ts-expect-error Instagram has no approved templates
export const utilityOnInstagram: Able<"instagram"> = "utility"
export const seriesOnInstagram: Able<"instagram"> = "recurring"
export const handoverOnInstagram: Able<"instagram"> = "handover"
