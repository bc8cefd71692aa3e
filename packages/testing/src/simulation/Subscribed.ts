/**
 * What the page of a simulation tells its bot of.
 *
 * @module
 */
import { SubscribedFields } from "@parley/messenger-adapter"

/**
 * What `parley resubscribe` subscribes, but for reports of delivery: they change nothing in a bot, and would make a third of all turns.
 * An Instagram account tells of comments as one with an Instagram login does.
 */
export const fields = (channel: "messenger" | "instagram"): ReadonlyArray<string> =>
  SubscribedFields.of(channel, channel === "instagram" ? "instagram" : "facebook")
    .filter((field) => field !== "message_deliveries")
