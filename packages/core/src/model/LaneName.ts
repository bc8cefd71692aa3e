/**
 * The ways in which a message may travel, in neutral words.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/**
 * `reply` and `update` need an open window; `tagged`, `humanAgent`, `utility`, `oneTime`, `recurring`, `privateReply`,
 * `news` and `sponsored` each have a rule of their own.
 */
export const LaneName = Schema.Literal(
  "reply",
  "update",
  "tagged",
  "humanAgent",
  "utility",
  "oneTime",
  "recurring",
  "privateReply",
  "news",
  "sponsored"
).annotations({ identifier: "LaneName" })

/** One way in which a message may travel. */
export type LaneName = Schema.Schema.Type<typeof LaneName>

/** A lane that was chosen, with the evidence for it: the rule that allowed it and the act it rests on. */
export const Lane = Schema.Struct({
  lane: LaneName,
  tag: Schema.optionalWith(Schema.String, { exact: true }),
  rule: Schema.String,
  because: Schema.String,
  until: Schema.optionalWith(Schema.JsonNumber, { exact: true })
}).annotations({ identifier: "Lane" })
/** A lane that was chosen, with the evidence for it. */
export interface Lane extends Schema.Schema.Type<typeof Lane> {}

/** A message that may not travel: a sentence that says why, the rule, and the ways out. */
export const Refusal = Schema.Struct({
  rule: Schema.String,
  reason: Schema.String,
  waysOut: Schema.Array(Schema.String)
}).annotations({ identifier: "Refusal" })
/** A message that may not travel. */
export interface Refusal extends Schema.Schema.Type<typeof Refusal> {}
