/**
 * A point in time as it is stored and compared: whole milliseconds since 1970-01-01T00:00Z.
 *
 * Public options take `Duration` and `DateTime`; inside records that are written on every turn a plain integer keeps
 * JSON and memory the same value.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** Milliseconds since the epoch. */
export type Instant = number

/** Reads a finite number of milliseconds since the epoch. */
export const Instant: Schema.Schema<Instant> = Schema.JsonNumber.annotations({ identifier: "Instant" })

/** A length of time in whole milliseconds. */
export type Millis = number

/** Reads a finite length in milliseconds. */
export const Millis: Schema.Schema<Millis> = Schema.JsonNumber.annotations({ identifier: "Millis" })
