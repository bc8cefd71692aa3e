/**
 * What runs have touched: all elements there are, and how often each was seen. Tallies of many files and processes add up.
 *
 * @module
 */
import type * as Either from "effect/Either"
import type { ParseError } from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { Element } from "./Element.ts"

/** A tally, as it is written down. */
export const Tally = Schema.Struct({
  format: Schema.Literal(1),
  elements: Schema.Array(Element),
  seen: Schema.Record({ key: Schema.String, value: Schema.Number })
}).annotations({ identifier: "CoverageTally" })
/** All elements of some bots, and how often each was seen, by its id. */
export interface Tally extends Schema.Schema.Type<typeof Tally> {}

/** Nothing at all. */
export const empty: Tally = { format: 1, elements: [], seen: {} }

/** Tallies together: each element once, and the counts added. */
export const merge = (tallies: Iterable<Tally>): Tally => {
  const elements = new Map<string, Element>()
  const seen: { [id: string]: number } = {}
  for (const tally of tallies) {
    for (const element of tally.elements) elements.set(element.id, element)
    for (const [id, count] of Object.entries(tally.seen)) seen[id] = (seen[id] ?? 0) + count
  }
  return { format: 1, elements: [...elements.values()], seen }
}

/** A tally as JSON text. */
export const encode = (tally: Tally): string => `${JSON.stringify(Schema.encodeSync(Tally)(tally), null, 2)}\n`

/** The tally that a JSON text holds, or what is wrong with it. */
export const decode = (text: string): Either.Either<Tally, ParseError> =>
  Schema.decodeUnknownEither(Schema.parseJson(Tally))(text)
