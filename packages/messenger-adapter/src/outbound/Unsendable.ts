/**
 * Why a message cannot become a request: found before anything is sent, named by its field.
 *
 * @module
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"

/** The field, what is wrong with it, and the cure. Nothing is ever cut to fit. */
export const Unsendable = Schema.TaggedStruct("Unsendable", {
  field: Schema.String,
  problem: Schema.String,
  cure: Schema.String
}).annotations({ identifier: "Unsendable" })
/** The field, what is wrong with it, and the cure. */
export interface Unsendable extends Schema.Schema.Type<typeof Unsendable> {}

/** One sentence. */
export const describe = (problem: Unsendable): string => `${problem.field}: ${problem.problem}; ${problem.cure}`

/** A refusal of one field. */
export const because = (field: string, problem: string, cure: string): Either.Either<never, Unsendable> =>
  Either.left({ _tag: "Unsendable", field, problem, cure })

/** Characters as the platform counts them: Unicode code points. */
const characters = (text: string): number => {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** The problem of a text that is empty or over the limit, or `undefined`. */
export const length = (
  field: string,
  text: string,
  max: number,
  unit: "characters" | "bytes" = "characters"
): Unsendable | undefined => {
  if (text.trim() === "") {
    return { _tag: "Unsendable", field, problem: "it is empty", cure: "give it at least one visible character" }
  }
  if (unit === "characters" && text.length <= max) return undefined
  const size = unit === "bytes" ? Buffer.byteLength(text) : characters(text)
  if (size <= max) return undefined
  return {
    _tag: "Unsendable",
    field,
    problem: `it has ${size} ${unit} and the limit is ${max}`,
    cure: field.endsWith("text") ? "shorten it, or say it in several messages" : "shorten it"
  }
}

/** The problem of a list with more items than the limit, or `undefined`. */
export const count = (field: string, items: ReadonlyArray<unknown>, max: number): Unsendable | undefined =>
  items.length <= max ? undefined : {
    _tag: "Unsendable",
    field,
    problem: `there are ${items.length} and the limit is ${max}`,
    cure: "offer fewer, or say it in several messages"
  }

/** The problem of an address that the platform cannot open, or `undefined`. */
export const address = (field: string, url: string): Unsendable | undefined =>
  /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url) ? undefined : {
    _tag: "Unsendable",
    field,
    problem: "it is no web address",
    cure: "give a public address that begins with https://"
  }
