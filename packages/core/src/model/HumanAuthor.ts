/**
 * A person of the business as the author of a message.
 *
 * @module
 */
import * as Schema from "effect/Schema"

declare const Signed: unique symbol

/**
 * A person of the business who wrote a message. Nothing but the inbox bridge signs as one: the lane of human agents is for
 * people, and a literal with a name in it does not compile in its place.
 */
export interface HumanAuthor {
  readonly _tag: "Human"
  readonly name: string
  /** Known to the compiler only. */
  readonly [Signed]: true
}

/** A person of the business who wrote a message, as it is stored. */
// The mark exists for the compiler alone, in memory as in a store.
export const HumanAuthor = Schema.TaggedStruct("Human", { name: Schema.String }) as unknown as Schema.Schema<
  HumanAuthor
>

/** The author of what came through the inbox bridge. For the bridge alone. */
export const sign = (name: string): HumanAuthor => {
  const author: Omit<HumanAuthor, typeof Signed> = { _tag: "Human", name }
  // Here the mark is given.
  return author as HumanAuthor
}
