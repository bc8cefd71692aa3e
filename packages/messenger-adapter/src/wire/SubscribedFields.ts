/**
 * The webhook fields that an account has to be subscribed to ("Meta Webhooks for Messenger Platform", "Webhooks for Instagram
 * Messaging", read 2026-11-21).
 *
 * @module
 */
import type { Channel } from "./Channel.ts"

/** A way in which an account is connected. */
type Login = "facebook" | "instagram"

/** What both topics have, as the page's own edge spells it. */
const common = ["messages", "messaging_postbacks", "messaging_optins", "message_reactions", "standby"] as const

/**
 * Without these something of the framework does not work: what people do, what they fill in, what they write in public, echoes, and
 * who has the conversation.
 */
const page: ReadonlyArray<string> = [
  ...common,
  "message_echoes",
  "messaging_referrals",
  "message_edits",
  "message_deliveries",
  "message_reads",
  "messaging_handovers",
  "messaging_feedback",
  "messaging_account_linking",
  "messaging_customer_information",
  "messaging_in_thread_lead_form_submit",
  "messaging_policy_enforcement",
  "message_template_status_update",
  "feed",
  "group_feed"
]

/**
 * Through a page: the edge is the page's, and takes its spellings. Comments are no field of it: the app subscribes to those in its
 * own topic. Echoes come inside `messages`.
 */
const instagramByPage: ReadonlyArray<string> = [
  ...common,
  "messaging_referrals",
  "message_edits",
  "message_reads",
  "messaging_handovers",
  "messaging_policy_enforcement"
]

/** By an Instagram login. The pages print the referrals' field with and without an s; the app's dashboard has the first. */
const instagram: ReadonlyArray<string> = [
  ...common,
  "messaging_referral",
  "message_edit",
  "messaging_seen",
  "messaging_handover",
  "comments",
  "live_comments"
]

/** What has to be subscribed for an account of a channel, connected in one way or the other. */
export const of = (channel: Channel, login: Login): ReadonlyArray<string> =>
  channel === "messenger" ? page : login === "instagram" ? instagram : instagramByPage

/**
 * What bots can hear of, too, and what has to be subscribed by hand: one missing permission would refuse the whole call, and these ask
 * for one, or for a product, that a bot has no other use for.
 */
export const byHand: ReadonlyArray<string> = ["ratings", "call_permission_reply"]

/** Names of one field that Meta's pages print differently. */
const twins: ReadonlyArray<ReadonlyArray<string>> = [
  ["message_template_status_update", "messenger_template_status_update"],
  ["messaging_referral", "messaging_referrals"],
  ["messaging_handover", "messaging_handovers"],
  ["message_edit", "message_edits"],
  ["messaging_seen", "message_reads"]
]

/** The names under which a field may be listed. */
export const namesOf = (field: string): ReadonlyArray<string> => twins.find((names) => names.includes(field)) ?? [field]
