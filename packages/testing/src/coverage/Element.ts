/**
 * What a run can touch of a bot, one thing at a time: a state, a way on, a guard's yes or no, words, a lane.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** The kinds of elements, in the order in which reports list them. */
export const kinds = [
  "state",
  "transition",
  "guard",
  "timer",
  "task",
  "message",
  "lane",
  "language",
  "disclosure"
] as const

/** A kind of element. */
export type Kind = (typeof kinds)[number]

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** One element, as it is written down. */
export const Element = Schema.Struct({
  id: Schema.String,
  kind: Schema.Literal(...kinds),
  dialogue: Schema.String,
  state: Schema.String,
  label: Schema.String,
  by: Schema.Literal("author", "kit"),
  word: optional(Schema.String),
  to: optional(Schema.String)
}).annotations({ identifier: "CoverageElement" })
/**
 * One element. `label` says in words what it is; `by` whose it is: the author's, or the repair kit's, which answers "back" and old
 * buttons everywhere and is no matter of the author's convos. `word` is how a state was made, `to` where a way on leads.
 */
export interface Element extends Schema.Schema.Type<typeof Element> {}
