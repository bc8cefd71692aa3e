/**
 * What a person can send, and how it is read as an answer.
 *
 * An answer is any schema whose encoded side a person can send: words, a place, or an attachment. Unions work.
 *
 * @module
 */
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { Attachment as ModelAttachment, Location as ModelLocation } from "../model/Inbound.ts"
import type { Attachment, Location } from "../model/Inbound.ts"
import type { MachineEvent } from "./Definition.ts"
import { fold } from "./Wording.ts"

/** What a person can send. */
export type Sendable = string | Location | Attachment

/** A message of a person, as a machine takes it. */
export type Heard = Extract<MachineEvent, { readonly type: "in.message" }>

/**
 * Why an answer was not accepted. `sentence` is fit to be shown to the person; it is absent when the schema has none.
 */
export interface Problem {
  readonly text?: string
  readonly sentence?: string
}

/** Words, at least one, without the space around them. */
export const text: Schema.Schema<string> = Schema.NonEmptyTrimmedString.annotations({
  identifier: "Answer.text",
  message: () => "Please answer in words."
})

const decimal = /^[+-]?\d+(?:[.,]\d+)?$/

/**
 * A number, with a point or a comma for its fraction.
 *
 * @example
 * import { Answer } from "@parley/core"
 * import { Schema } from "effect"
 *
 * Schema.decodeSync(Answer.number)("2,5") // => 2.5
 */
export const number: Schema.Schema<number, string> = Schema.transform(
  Schema.String.pipe(
    Schema.filter((words) => decimal.test(words.replaceAll(" ", "")), {
      message: () => "Please send a number."
    })
  ),
  Schema.Number,
  {
    strict: true,
    decode: (words) => Number(words.replaceAll(" ", "").replace(",", ".")),
    encode: String
  }
).annotations({ identifier: "Answer.number" })

/** A whole number. */
export const integer: Schema.Schema<number, string> = number.pipe(
  Schema.int({ message: () => "Please send a whole number." })
).annotations({ identifier: "Answer.integer" })

/** An address of electronic mail, as far as its form shows. */
export const email: Schema.Schema<string> = Schema.String.pipe(
  Schema.pattern(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, { message: () => "Please send an e-mail address." })
).annotations({ identifier: "Answer.email" })

/** A place that the person shares. */
export const location: Schema.Schema<Location> = ModelLocation.annotations({
  identifier: "Answer.location",
  message: () => "Please share a place."
})

/** An attachment of one kind, by the channel's word for it ("image", "audio", "video", "file"…). */
export const attachment = (kind: string): Schema.Schema<Attachment> =>
  ModelAttachment.pipe(
    Schema.filter((sent) => sent.kind === kind, { message: () => `Please send ${article(kind)}.` })
  ).annotations({ identifier: `Answer.${kind}` })

const article = (kind: string): string =>
  kind === "audio" ? "a voice message" : /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`

/** A picture. */
export const image: Schema.Schema<Attachment> = attachment("image")

/** A voice message or another sound. */
export const audio: Schema.Schema<Attachment> = attachment("audio")

/** A film. */
export const video: Schema.Schema<Attachment> = attachment("video")

/** A file. */
export const file: Schema.Schema<Attachment> = attachment("file")

/** What a message offers to a schema, the most telling first. */
const offered = (heard: Heard): ReadonlyArray<Sendable> => [
  ...(heard.location === undefined ? [] : [heard.location]),
  ...(heard.attachments ?? []),
  ...(heard.text === undefined ? [] : [heard.text.trim()])
]

const ofLeaf = (issue: ParseResult.ParseIssue): string | undefined => {
  switch (issue._tag) {
    case "Refinement":
    case "Transformation": {
      const own = annotated(issue.ast, issue)
      return own ?? ofLeaf(issue.issue)
    }
    case "Pointer":
      return ofLeaf(issue.issue)
    case "Composite": {
      const own = annotated(issue.ast, issue)
      if (own !== undefined) return own
      const inner = Array.isArray(issue.issues) ? issue.issues : [issue.issues]
      for (const one of inner as ReadonlyArray<ParseResult.ParseIssue>) {
        const sentence = ofLeaf(one)
        if (sentence !== undefined) return sentence
      }
      return undefined
    }
    default:
      return "ast" in issue ? annotated(issue.ast, issue) : undefined
  }
}

/** The author's own sentence on a schema, if it gives one without running anything. */
const annotated = (ast: AST.Annotated, issue: ParseResult.ParseIssue): string | undefined => {
  const written = Option.getOrUndefined(AST.getMessageAnnotation(ast))?.(issue)
  if (typeof written === "string") return written
  return typeof written === "object" && "message" in written && typeof written.message === "string"
    ? written.message
    : undefined
}

/** Reads a message with a schema: the first thing in it that the schema accepts, else why nothing was. */
export const reader = <A, I extends Sendable>(
  schema: Schema.Schema<A, I>
): (heard: Heard) => Either.Either<A, Problem> => {
  const decode = Schema.decodeUnknownEither(schema)
  return (heard) => {
    let problem: Problem = heard.text === undefined ? {} : { text: heard.text }
    for (const one of offered(heard)) {
      const read = decode(one)
      if (Either.isRight(read)) return Either.right(read.right)
      const sentence = ofLeaf(read.left.issue)
      problem = {
        ...(heard.text === undefined ? {} : { text: heard.text }),
        ...(sentence === undefined ? {} : { sentence })
      }
    }
    return Either.left(problem)
  }
}

/** An option as it is recognised: its key, its title, and other words that mean it. */
export interface Offer {
  readonly key: string
  readonly title: string
  readonly words?: ReadonlyArray<string>
}

const numeral = /^(?:#|no\.?|nr\.?)?\s*(\d{1,2})[.)]?$/i

/**
 * The option that typed words mean: its title or one of its words without case, accents and punctuation, or its number,
 * counted from one. A title wins over a number.
 *
 * @example
 * import { Answer } from "@parley/core"
 *
 * const sizes = [{ key: "s", title: "Small" }, { key: "l", title: "Large" }]
 * const keys = ["LARGE!", "1", "huge"].map((words) => Answer.chosen(words, sizes))
 * keys // => ["l", "s", undefined]
 */
export const chosen = (words: string, offers: ReadonlyArray<Offer>): string | undefined => {
  const said = fold(words)
  const named = offers.find((offer) => fold(offer.title) === said || offer.words?.some((word) => fold(word) === said))
  if (named !== undefined) return named.key
  const digits = numeral.exec(words.trim())?.[1]
  return digits === undefined ? undefined : offers[Number(digits) - 1]?.key
}
