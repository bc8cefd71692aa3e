/**
 * The values of which webhooks are made, as Meta was seen to write them: ids as numbers, numbers as texts, `null` for what is
 * not there.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** A field that may be missing, or `null`. */
export const optional = <A, I>(schema: Schema.Schema<A, I>) =>
  Schema.optionalWith(Schema.NullOr(schema), { exact: true })

/** An object that may hold more than is named here: all of it is kept beside what is read. */
export const open = <F extends Schema.Struct.Fields>(fields: F) =>
  Schema.Struct(fields, { key: Schema.String, value: Schema.Unknown })

/** An id: a text of at most 512 characters, or a number in some events. */
export const Id = Schema.Union(Schema.String.pipe(Schema.minLength(1), Schema.maxLength(512)), Schema.Int)

/** A token: an id of any length. */
export const Token = Schema.Union(Schema.NonEmptyString, Schema.Int)

/** A number, or its digits. */
export const Numeric = Schema.Union(Schema.JsonNumber, Schema.String.pipe(Schema.pattern(/^-?\d{1,15}$/)))

/** A time in milliseconds or, below 1e11, in seconds; never beyond the last date there is. */
export const Time = Numeric.pipe(Schema.filter((value) => Number(value) <= 8.64e15))

/** One side of an event; a guest of a web plugin has only a `user_ref`. */
export const Party = Schema.Struct({ id: optional(Id), user_ref: optional(Token) })
