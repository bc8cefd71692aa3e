/**
 * Lengths as the platform counts them: in characters, not in UTF-16 units.
 *
 * @module
 */
import * as Refusal from "./Refusal.ts"

const characters = (text: string): number => {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** A refusal when a text is longer than it may be. */
export const tooLong = (name: string, text: string, max: number): Refusal.Refusal | undefined =>
  // A text within the limit in UTF-16 units is within it in characters too.
  text.length > max && characters(text) > max
    ? Refusal.parameter(`Length of param ${name} must be less than or equal to ${max}`)
    : undefined
