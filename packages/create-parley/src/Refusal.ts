/**
 * Why no bot was made.
 *
 * @module
 */

/** Something that the person who asked can mend; the message says how. */
export class Refusal extends Error {
  override readonly name = "Refusal"
}
