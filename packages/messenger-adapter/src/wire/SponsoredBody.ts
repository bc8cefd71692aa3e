/**
 * What is posted for a sponsored message. Meta sold these as ads and no page tells of an edge that takes one for one person ("Send a
 * Message", *sponsored messages*; read 2026-11-21): this is the body that the emulator's stand-in takes.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import * as SendBody from "./SendBody.ts"

/** An advertisement in the conversation of one person, who is named by their scoped id; the channel puts "Sponsored" above it. */
export const SponsoredMessage = Schema.Struct({
  recipient: Schema.Struct({ id: Schema.String }),
  message: SendBody.Message
})
/** An advertisement in the conversation of one person. */
export type SponsoredMessage = Schema.Schema.Type<typeof SponsoredMessage>
