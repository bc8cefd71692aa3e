/**
 * What the channel reports to those who run the bot: about the account, and not for any dialogue.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Json } from "./Json.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** The channel acts against the account for breaking its rules, or takes it back: "warning", "block", "unblock". */
export const Enforced = Schema.TaggedStruct("Enforced", { action: Schema.String, reason: optional(Schema.String) })

/** A template was approved, rejected, paused…: `status` is the channel's word. */
export const TemplateChanged = Schema.TaggedStruct("TemplateChanged", {
  status: Schema.String,
  template: optional(Schema.String),
  name: optional(Schema.String),
  language: optional(Schema.String),
  reason: optional(Schema.String)
})

/** A person of the business put a label on a customer, or took it off. */
export const Labelled = Schema.TaggedStruct("Labelled", {
  change: Schema.Literal("added", "removed"),
  label: Schema.String,
  name: optional(Schema.String)
})

/** A report that the channel documents and that only people read: figures of a story, a changed profile, a broadcast that arrived. */
export const Reported = Schema.TaggedStruct("Reported", { topic: Schema.String, raw: Json })

/** What the channel reports about the account. */
export const AccountEvent = Schema.Union(Enforced, TemplateChanged, Labelled, Reported)
/** What the channel reports about the account. */
export type AccountEvent = Schema.Schema.Type<typeof AccountEvent>
