/**
 * The shape in which a dialogue's position is stored, apart from what is the author's in it.
 *
 * @module
 */
import * as Either from "effect/Either"
import type { ParseError } from "effect/ParseResult"
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

/** Whether a value is a record. */
export const isRecord = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

type Check = (value: unknown) => boolean

const isNumber: Check = (value) => typeof value === "number"
const isString: Check = (value) => typeof value === "string"
const isAny: Check = (value) => value !== undefined
const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.every(check)
const tableOf = (check: Check): Check => (value) => {
  if (!isRecord(value)) return false
  for (const key in value) if (!check(value[key])) return false
  return true
}

/** The parts that nearly all snapshots are made of, as the schema has them. */
const usual: ReadonlyMap<string, Check> = new Map([
  ["format", (value) => value === 1],
  ["dialogue", isString],
  ["version", isNumber],
  ["value", isAny],
  ["data", isAny],
  ["retries", tableOf(isNumber)],
  ["trail", listOf(isString)],
  ["notified", isString],
  ["tasks", tableOf(isString)],
  ["history", tableOf(listOf(isString))],
  ["timers", tableOf(isNumber)],
  ["deferred", listOf(isString)],
  ["done", (value) => value === true]
])

const required = ["format", "dialogue", "version", "value", "data"]

const isUsual = (value: unknown): value is StoredForm => {
  if (!isRecord(value)) return false
  for (const key in value) if (usual.get(key)?.(value[key]) !== true) return false
  return required.every((key) => value[key] !== undefined)
}

const decode = Schema.decodeUnknownEither(StoredForm)

/**
 * Reads the shape of a stored snapshot; what it holds of the author's is not looked at. Every turn begins with this, so the
 * usual forms are recognised by hand; the schema reads the others, and says what is wrong with them.
 */
export const read = (stored: unknown): Either.Either<StoredForm, ParseError> =>
  isUsual(stored) ? Either.right(stored) : decode(stored)
