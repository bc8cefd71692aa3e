/**
 * The two channels of the Messenger Platform, and the word that webhooks use for each.
 *
 * @module
 */

/** A channel by its neutral name. */
export type Channel = "messenger" | "instagram"

/** The channel that a webhook's `object` names ("page", "instagram"), or `undefined` for other products of Meta. */
export const fromObject = (object: unknown): Channel | undefined =>
  object === "page" ? "messenger" : object === "instagram" ? "instagram" : undefined
