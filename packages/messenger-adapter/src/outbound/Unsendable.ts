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

/** The problem of a list with fewer items than the least, or `undefined`. */
export const least = (field: string, items: ReadonlyArray<unknown>, min: number): Unsendable | undefined =>
  items.length >= min ? undefined : {
    _tag: "Unsendable",
    field,
    problem: items.length === 0 ? "it is empty" : `there is ${items.length} and the least is ${min}`,
    cure: `give it at least ${min}`
  }

/** The problem of a number of days that is no whole number from 1 to the limit, or `undefined`. */
export const days = (field: string, given: number | undefined, max: number): Unsendable | undefined =>
  given === undefined || (Number.isInteger(given) && given >= 1 && given <= max) ? undefined : {
    _tag: "Unsendable",
    field,
    problem: `${given} is not allowed`,
    cure: `give a whole number from 1 to ${max}`
  }

/** The first of several problems. */
export const first = (...problems: ReadonlyArray<Unsendable | undefined>): Unsendable | undefined =>
  problems.find((problem) => problem !== undefined)

/** The problem of an optional text over the limit or empty, or `undefined`. */
export const maybeLength = (field: string, text: string | undefined, max: number): Unsendable | undefined =>
  text === undefined ? undefined : length(field, text, max)

/** The problem of an optional address, or `undefined`. */
export const maybeAddress = (field: string, url: string | undefined): Unsendable | undefined =>
  url === undefined ? undefined : address(field, url)

/** The problem of an address that the platform cannot open, or `undefined`. */
export const address = (field: string, url: string): Unsendable | undefined =>
  /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url) ? undefined : {
    _tag: "Unsendable",
    field,
    problem: URL.canParse(url)
      ? `it is no web address: the platform opens none that begins with ${new URL(url).protocol}`
      : "it is no web address",
    cure: "give a public address that begins with https://"
  }

/** Half of a pair of UTF-16 that stands alone: a text that was cut in the middle of a character. */
const half = /\p{Surrogate}/u

/** Whether a text below holds half a character. Every body is asked, so nothing is written down on the way. */
const isTorn = (value: unknown): boolean => {
  if (typeof value === "string") return half.test(value)
  if (typeof value !== "object" || value === null) return false
  if (Array.isArray(value)) return value.some(isTorn)
  for (const key in value) if (half.test(key) || isTorn(value[key as keyof typeof value])) return true
  return false
}

const tornAt = (value: unknown, path: string): string | undefined => {
  if (typeof value === "string") return half.test(value) ? path : undefined
  if (typeof value !== "object" || value === null) return undefined
  for (const [key, below] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`
    const found = tornAt(below, at) ?? tornAt(key, at)
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * The problem of the first text in a body that holds half a character, at any depth, or `undefined`. In UTF-8 there is no such
 * thing, and the platform refuses the whole body. The field is named by its path in the body.
 */
export const torn = (body: object): Unsendable | undefined =>
  isTorn(body)
    ? {
      _tag: "Unsendable",
      field: tornAt(body, "") ?? "",
      problem: "it holds half a character (a lone surrogate)",
      cure: "cut texts between characters, as in [...text].slice(0, 20).join(\"\")"
    }
    : undefined
