/**
 * The pages on which the rules were read, the day, and how their days and lengths are written here.
 *
 * @module
 */
import type { Instant, PolicyPack } from "@parley/core"

const page = (title: string): PolicyPack.Source => ({ page: title, read: "2026-11-21" })

/** "Send a Message": the English page of 22 August 2023, and the French one of late 2024 that says the same. */
export const sendMessage = page("Send a Message (22 August 2023; French, late 2024)")
/** "Send API Reference", with the table of message tags. */
export const sendApi = page("Send API Reference (French, 2024)")
/** The policy of both channels, as the copies of 2026 have it. */
export const policy = page("Messenger Platform and Instagram Messaging API policy (6 April 2026)")
/** The same page after it was changed for ads. */
export const policyOfSeptember = page("Messenger Platform and Instagram Messaging API policy (28 September 2026)")
/** What changed, and when. */
export const changelog = page("Messenger Platform changelog (to 30 June 2026)")
/** Answers to comments and visitor posts. */
export const privateReplies = page("Private Replies (16 April 2026; Instagram 24 June 2026)")
/** The successor of three tags; the day comes from a report of the announcement. */
export const utility = page("Send a utility message (13 March 2026); announced on 29 July 2025 (ppc.land)")
/** One message, asked for by the person. */
export const oneTime = page("One-Time Notification; FAQ (1 July 2025)")
/** A series, asked for by the person. */
export const recurring = page("Marketing Messages (copy of 11 September 2026); messaging_optins (20 June 2023)")
/** How much may be sent. */
export const rates = page("Messenger Platform rate limits (23 March 2026)")
/** Where the platform's errors are listed. */
export const errors = page("Common Error Codes (25 June 2026); Send a Message (5 May 2026)")

/** The first instant of a day, in UTC. */
export const on = (date: string): Instant.Instant => Date.parse(`${date}T00:00:00Z`)

/** An hour in milliseconds. */
export const hour: Instant.Millis = 3_600_000
/** A day in milliseconds. */
export const day: Instant.Millis = 24 * hour

/** The day of the first page that the timelines rest on. */
export const beginning = on("2023-08-22")
