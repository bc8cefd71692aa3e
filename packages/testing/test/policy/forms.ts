/**
 * What a channel has no form for. A message of that kind does not compile for a bot of that channel alone; where it is data, the adapter
 * makes no request of it. That is no rule on when a message may be sent, so such cases are counted apart.
 *
 * @module
 */
import type { Message } from "@parley/core"

/**
 * Whether a channel has no form for a content: Instagram has neither the customer feedback template nor one-time notifications
 * ("Send API Reference", "Send a Message", the seed pages) nor utility templates ("Send a utility message", 13 March 2026).
 */
export const lacks = (channel: "messenger" | "instagram", content: Message.Content): boolean => {
  if (channel === "messenger") return false
  if (content._tag === "Request") return content.permission === "oneTime"
  return content._tag === "Survey" || content._tag === "Template"
}
