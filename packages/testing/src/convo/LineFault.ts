/**
 * What is wrong with one line of a convo.
 *
 * @module
 */
import * as Either from "effect/Either"

/** What is wrong with a line, and at which column (from 1). */
export interface Fault {
  readonly column: number
  readonly message: string
}

/** Something read from a line, or what is wrong with it. */
export type Read<A> = Either.Either<A, Fault>

/** A line that cannot be read. */
export const wrong = (column: number, message: string): Read<never> => Either.left({ column, message })
