/**
 * The shape in which a dialogue's position is stored, apart from what is the author's in it.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type { Json } from "../model/Json.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })
const table = <A, I>(schema: Schema.Schema<A, I>) => Schema.Record({ key: Schema.String, value: schema })
// What a store gives back is JSON already; only the shape around it is checked.
const Any = Schema.Unknown as Schema.Schema<unknown> as Schema.Schema<Json>

const Ended = Schema.Union(
  Schema.Struct({ type: Schema.Literal("taskSucceeded"), id: Schema.String, output: optional(Any) }),
  Schema.Struct({ type: Schema.Literal("taskFailed"), id: Schema.String, failure: optional(Schema.String), error: Any })
)

/** The shape of a stored snapshot. What is absent is empty. */
export const StoredForm = Schema.Struct({
  format: Schema.Literal(1),
  dialogue: Schema.String,
  version: Schema.Number,
  value: Any,
  data: Any,
  retries: optional(table(Schema.Number)),
  drafts: optional(table(table(Schema.Unknown))),
  trail: optional(Schema.Array(Schema.String)),
  notified: optional(Schema.String),
  calls: optional(table(Schema.Struct({ dialogue: Schema.String, version: Schema.Number, data: Any }))),
  tasks: optional(table(Schema.String)),
  history: optional(table(Schema.Array(Schema.String))),
  timers: optional(table(Schema.Number)),
  frames: optional(Schema.Array(Schema.Struct({
    value: Any,
    timers: table(Schema.Number),
    retries: table(Schema.Number),
    tasks: table(Schema.String),
    results: Schema.Array(Ended)
  }))),
  deferred: optional(Schema.Array(Schema.String)),
  done: optional(Schema.Literal(true))
})
/** The shape of a stored snapshot. */
export interface StoredForm extends Schema.Schema.Type<typeof StoredForm> {}

/** Reads the shape of a stored snapshot; what it holds of the author's is not looked at. */
export const read = Schema.decodeUnknownEither(StoredForm)

/** Whether a value is a record. */
export const isRecord = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value)
