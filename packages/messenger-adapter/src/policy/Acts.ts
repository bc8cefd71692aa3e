/**
 * What the rules call the acts of a person.
 *
 * @module
 */

/**
 * Every act that a webhook is decoded to and a rule may count. `plugin` is a message through a web plugin, `adMessage` one after a
 * click on an ad, `adReferral` such a click alone; `referral` a link into the conversation.
 */
export const names = [
  "message",
  "postback",
  "adMessage",
  "plugin",
  "referral",
  "adReferral",
  "reaction",
  "unreaction",
  "optIn",
  "comment",
  "post",
  "surveyAnswer",
  "form",
  "order",
  "game",
  "coupon"
] as const

/** An act of a person, as the rules call it. */
export type Act = typeof names[number]
