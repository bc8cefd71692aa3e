/**
 * The webhook fields that an account has to be subscribed to ("Meta Webhooks for Messenger Platform", "Webhooks for Instagram
 * Messaging", read 2026-11-21).
 *
 * @module
 */
import type { Channel } from "./Channel.ts"

/** Without these something of the framework does not work: what people do, echoes, and who has the conversation. */
const needed: Readonly<Record<Channel, ReadonlyArray<string>>> = {
  messenger: [
    "messages",
    "messaging_postbacks",
    "message_echoes",
    "messaging_referrals",
    "messaging_optins",
    "message_reactions",
    "message_edits",
    "message_deliveries",
    "message_reads",
    "messaging_handovers",
    "standby",
    "messaging_feedback",
    "messaging_account_linking",
    "messaging_policy_enforcement",
    "message_template_status_update"
  ],
  // Echoes come inside `messages`. The pages print the referrals' field with and without an s; the app's dashboard has the first.
  instagram: [
    "messages",
    "messaging_postbacks",
    "message_reactions",
    "message_edit",
    "messaging_seen",
    "messaging_referral",
    "messaging_handover",
    "standby"
  ]
}

/** What an account by an Instagram login subscribes by itself; through a page, comments are the app's own subscription. */
const besides = ["comments", "live_comments"] as const

/** What has to be subscribed for an account of a channel, connected in one way or the other. */
export const of = (channel: Channel, login: "facebook" | "instagram"): ReadonlyArray<string> =>
  channel === "instagram" && login === "instagram" ? [...needed.instagram, ...besides] : needed[channel]

/** Names of one field that Meta's pages print differently. */
const twins: ReadonlyArray<ReadonlyArray<string>> = [
  ["message_template_status_update", "messenger_template_status_update"],
  ["messaging_referral", "messaging_referrals"],
  ["messaging_handover", "messaging_handovers"],
  ["message_edit", "message_edits"]
]

/** The names under which a field may be listed. */
export const namesOf = (field: string): ReadonlyArray<string> => twins.find((names) => names.includes(field)) ?? [field]
