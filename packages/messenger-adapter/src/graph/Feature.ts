/**
 * What a call uses that the platform grants apart: so that one missing permission is named, and holds up nothing else.
 *
 * @module
 */

/** A permission or feature by name, and how to get it. */
export interface Feature {
  readonly name: string
  readonly cure: string
}

type Fields = { readonly [name: string]: unknown }

const object = (value: unknown): Fields =>
  // Bodies are ours, or made by `JSON.parse`: only string keys.
  typeof value === "object" && value !== null ? value as Fields : {}

const review = "ask for it in App Review, and leave it out of the account's approvals until then"

const templates: { readonly [type: string]: Feature } = {
  one_time_notif_req: {
    name: "one-time notifications",
    cure: "ask for them under the page's Advanced Messaging settings"
  },
  notification_messages: {
    name: "marketing messages",
    cure: "the page has to be let take part in them; see its Advanced Messaging settings"
  }
}

/** What a body uses that is granted apart; `undefined` for a plain answer, which needs `pages_messaging` alone. */
export const of = (body: object): Feature | undefined => {
  const { message, messaging_type, recipient, tag, target_app_id } = body as Fields
  if (tag === "HUMAN_AGENT") return { name: "Human Agent", cure: `the app lacks the Human Agent feature; ${review}` }
  if (typeof tag === "string") return { name: tag, cure: `the app or the page may not use the tag ${tag}; ${review}` }
  if (messaging_type === "UTILITY") {
    return { name: "pages_utility_messaging", cure: `the permission pages_utility_messaging is missing; ${review}` }
  }
  const to = object(recipient)
  if (to["phone_number"] !== undefined) {
    const cure =
      "phone numbers need a permission of their own, pages_messaging_phone_number, and the page's consent to the fee"
    return { name: "phone numbers", cure }
  }
  if (to["comment_id"] !== undefined || to["post_id"] !== undefined) {
    const cure =
      "private replies need pages_messaging and, by the comment, pages_read_engagement; or the comment is not the page's"
    return { name: "private replies", cure }
  }
  if (target_app_id !== undefined) {
    return {
      name: "conversation routing",
      cure: "the page's routing does not know that app; see its Advanced Messaging settings"
    }
  }
  const type = object(object(object(message)["attachment"])["payload"])["template_type"]
  return typeof type === "string" && Object.hasOwn(templates, type) ? templates[type] : undefined
}
