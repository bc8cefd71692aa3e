/**
 * The apps that Meta itself runs: the inboxes in which a person of the business answers ("Conversation Routing" and
 * "message echoes", read 2026-11-21).
 *
 * @module
 */
import type { Channel } from "./Channel.ts"

/** The app id of each channel's inbox: where a conversation goes that is passed to "inbox". */
export const inbox: Readonly<Record<Channel, string>> = {
  messenger: "263902037430900",
  instagram: "1217981644879628"
}

/** The page on echoes prints the Messenger inbox with a digit less. */
const misprinted = "26390203743090"

/** Whether an app is an inbox, of either channel: what it sends, a person wrote. */
export const isInbox = (app: string): boolean =>
  app === inbox.messenger || app === inbox.instagram || app === misprinted

/**
 * Who an app is: an inbox, our own app ("us"), or another one. Without our own id known, what is no inbox is another
 * one.
 */
export const kind = (app: string, ourApp: string | undefined): "us" | "inbox" | "app" =>
  app === ourApp ? "us" : isInbox(app) ? "inbox" : "app"
