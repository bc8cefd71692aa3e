/**
 * The ways in which a message may travel, in neutral words.
 *
 * @module
 */
import * as Schema from "effect/Schema"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

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

/**
 * A lane that was chosen, with the evidence for it: the rule that allowed it, the person's act that it rests on and the
 * moment of that act, the permission that it uses (its id), and until when it stands. `pack` names the rules it was chosen by, and
 * `packVersion` which edition of them; absent in what was stored before versions were kept.
 */
export const Lane = Schema.Struct({
  lane: LaneName,
  rule: Schema.String,
  pack: Schema.String,
  packVersion: optional(Schema.String),
  tag: optional(Schema.String),
  act: optional(Schema.String),
  actAt: optional(Schema.JsonNumber),
  permission: optional(Schema.String),
  until: optional(Schema.JsonNumber)
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
