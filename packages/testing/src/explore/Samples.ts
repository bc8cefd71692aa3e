/**
 * Things that a person might send: words that a pattern takes, answers that a schema reads and answers that it does not.
 *
 * @module
 */
import type { Inbound, Json } from "@parley/core"
import { Answer } from "@parley/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"

/** Something that a person can send as an answer. */
export type Sent =
  | { readonly _tag: "Words"; readonly text: string }
  | { readonly _tag: "Place"; readonly location: Inbound.Location }
  | { readonly _tag: "File"; readonly kind: "image" | "audio" | "video" | "file"; readonly url: string }

/** Answers to a question: some that it reads, and some that it does not. */
export interface Answers {
  readonly valid: ReadonlyArray<Sent>
  readonly invalid: ReadonlyArray<Sent>
}

const words = (text: string): Sent => ({ _tag: "Words", text })

const file = (kind: "image" | "audio" | "video" | "file", name: string): Sent => ({
  _tag: "File",
  kind,
  url: `https://example.org/${name}`
})

/** What people write. The first that fits is the one that reads best. */
const pool: ReadonlyArray<Sent> = [
  ...["5 Hill Road", "Ana", "2", "12", "0", "100", "-1", "2.5", "ana@example.org", "+221 77 123 45 67", "2026-12-24"]
    .map(
      words
    ),
  ...["10:30", "yes", "https://example.org", "a", "some words that go on for a while, as people do"].map(words),
  { _tag: "Place", location: { latitude: 14.69, longitude: -17.45 } },
  file("image", "picture.png"),
  file("audio", "voice.mp3"),
  file("video", "film.mp4"),
  file("file", "paper.pdf")
]

/** What a convo can hold on a line, and a reader can read. */
const isPlain = (text: string): boolean =>
  /^[\p{L}\p{N}@+][\p{L}\p{N}@.+:,/_ '-]{0,59}$/u.test(text) && text.trim() === text && !text.includes("...")

const heard = (sent: Sent): Answer.Heard => {
  switch (sent._tag) {
    case "Words":
      return { type: "in.message", text: sent.text }
    case "Place":
      return { type: "in.message", location: sent.location }
    case "File":
      return { type: "in.message", attachments: [{ kind: sent.kind, url: sent.url }] }
  }
}

/** Whether values of a filter can be made: those that Effect knows by name can, an author's own might fit none that is tried. */
const isKnown = (ast: AST.Refinement): boolean =>
  AST.getSchemaIdAnnotation(ast)._tag === "Some" || AST.getAnnotation(AST.ArbitraryAnnotationId)(ast)._tag === "Some"

/** The same without filters that values cannot be made for; `undefined` where one is deep within. */
const loosened = (ast: AST.AST): AST.AST | undefined => {
  switch (ast._tag) {
    case "Refinement": {
      const from = loosened(ast.from)
      return isKnown(ast) && from === ast.from ? ast : from
    }
    case "Union": {
      const types = ast.types.map(loosened)
      if (types.every((one, index) => one === ast.types[index])) return ast
      return types.every((one) => one !== undefined) ? AST.Union.make(types) : undefined
    }
    case "TypeLiteral":
      return ast.propertySignatures.every(({ type }) => loosened(type) === type) ? ast : undefined
    case "TupleType":
      return [...ast.elements, ...ast.rest].every(({ type }) => loosened(type) === type) ? ast : undefined
    case "Suspend":
    case "Declaration":
      return undefined
    default:
      return ast
  }
}

/** Values of a schema, as they are written down; none where the schema is one that no values can be made of. */
const values = <A, I>(schema: Schema.Schema<A, I>, count: number, seed: number): ReadonlyArray<I> => {
  const ast = loosened(Schema.typeSchema(schema).ast)
  if (ast === undefined) return []
  try {
    const made = FastCheck.sample(Arbitrary.make(Schema.make<A>(ast)), { numRuns: count, seed })
    return made.flatMap((value) =>
      Either.match(Schema.encodeEither(schema)(value), {
        onLeft: () => [],
        onRight: (encoded) => [encoded]
      })
    )
  } catch {
    return []
  }
}

/** A value of a schema as JSON; `undefined` where none can be made. */
export const json = (schema: Schema.Schema<unknown, Json.Json>, seed: number): Json.Json | undefined =>
  values(schema, 1, seed)[0]

const other = (value: Json.Json): Json.Json | undefined =>
  typeof value === "boolean" ? !value : Array.isArray(value) && value.length > 0 ? [] : undefined

/** What a result might have been beside what it was, by its form: a list that is empty, a yes that is a no. One thing is changed at a time. */
export const variants = (result: Json.Json): ReadonlyArray<Json.Json> => {
  const whole = other(result)
  if (whole !== undefined) return [whole]
  if (typeof result !== "object" || result === null || Array.isArray(result)) return []
  return Object.entries(result).flatMap(([name, value]) => {
    const changed = other(value)
    return changed === undefined ? [] : [{ ...result, [name]: changed }]
  })
}

const isFew = (ast: AST.AST): boolean =>
  ast._tag === "Literal" || ast._tag === "BooleanKeyword" || ast._tag === "Enums"
  || (ast._tag === "Union" && ast.types.every(isFew))

/** The fields of a schema that have few values: those that a dialogue can be expected to decide by. */
const deciding = (ast: AST.AST): ReadonlyArray<PropertyKey> => {
  switch (ast._tag) {
    case "TypeLiteral":
      return ast.propertySignatures.filter(({ type }) => isFew(type)).map(({ name }) => name)
    case "Union":
      return ast.types.flatMap(deciding)
    case "Refinement":
      return deciding(ast.from)
    default:
      return []
  }
}

/** Values of a schema as JSON, one for each kind: they differ in fields that have few values. At most `most`. */
export const kinds = (
  schema: Schema.Schema<unknown, Json.Json>,
  most: number,
  seed: number
): ReadonlyArray<Json.Json> => {
  const names = new Set(deciding(Schema.typeSchema(schema).ast))
  const kindOf = (value: Json.Json): string =>
    typeof value === "object" && value !== null
      ? JSON.stringify(Object.entries(value).filter(([name]) => names.has(name)))
      : ""
  const made = values(schema, names.size === 0 ? 1 : most * 8, seed)
  const byKind = new Map(made.toReversed().map((value) => [kindOf(value), value]))
  return [...byKind.values()].toReversed().slice(0, most)
}

/** The words of a sentence one by one, as somebody would take up an example that it gives. */
const examples = (sentence: string): ReadonlyArray<Sent> =>
  sentence.split(/\s+/u).map((word) => word.replace(/^[^\p{L}\p{N}@+]+|[^\p{L}\p{N}]+$/gu, "")).filter(isPlain).map(
    words
  )

/** Answers for a question: those that everybody knows, those that it names, those that are made up. `most`: how many of each kind, `asked`: its words. */
export const answers = (
  schema: Schema.Schema<unknown, unknown>,
  most: number,
  seed: number,
  asked = ""
): Answers => {
  // A schema of an answer reads what a person can send: that is asked of it where it is written.
  const read = Answer.reader(schema as unknown as Schema.Schema<unknown, Answer.Sendable>)
  const made = values(schema, 40, seed)
    .filter((value): value is string => typeof value === "string" && isPlain(value))
    .map(words)
  const all = [...pool, ...examples(asked), ...made]
  const isRead = (sent: Sent): boolean => Either.isRight(read(heard(sent)))
  return { valid: all.filter(isRead).slice(0, most), invalid: all.filter((sent) => !isRead(sent)).slice(0, 1) }
}

/** Words that a pattern takes, or `undefined`: those that stand in it, else some that are made from it. */
export const matching = (pattern: RegExp, seed: number): string | undefined => {
  const fits = (text: string): boolean => isPlain(text) && text.search(pattern) >= 0
  const parts = pattern.source.replace(/\\[bBwWdDsS]/g, " ").split(/[^\p{L}\p{N}' -]+/u).map((part) => part.trim())
  const standing = parts.find((part) => part !== "" && fits(part))
  if (standing !== undefined) return standing
  try {
    return FastCheck.sample(FastCheck.stringMatching(pattern), { numRuns: 20, seed }).find(fits)
  } catch {
    return pool.flatMap((sent) => (sent._tag === "Words" ? [sent.text] : [])).find(fits)
  }
}

/** Words that nothing in a dialogue should know. */
export const odd = "qwertz"
