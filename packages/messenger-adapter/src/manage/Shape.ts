/**
 * Whether what was declared has the shape that its type says: the compiler does not see what comes from JavaScript, or as data.
 *
 * @module
 */
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as Invalid from "./Invalid.ts"

/** The place as it is written in code: `menu.default.items[0]`. */
const placeOf = (path: ReadonlyArray<PropertyKey>): string =>
  path.map((part, index) => typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`).join(
    ""
  )

/** What was expected, by the beginning of what the schema says. */
const kinds: ReadonlyArray<readonly [expected: RegExp, problem: string]> = [
  [/^Expected string/, "it is no text"],
  [/^Expected boolean/, "it is neither true nor false"],
  [/^Expected ReadonlyArray/, "it is no list"],
  [/^Expected (?:\{|\(\{|Struct|UtilityTemplate)/, "it is no object"],
  [/^is missing/, "it is missing"]
]

/** What of a value is missing or of another kind, by its place; `cure` tells for a field of `whole`, or for it itself, how it is written. */
export const problems = <A, I>(
  schema: Schema.Schema<A, I>,
  value: unknown,
  { cure, whole }: { readonly whole: string; readonly cure: (field: string) => string }
): ReadonlyArray<Invalid.Invalid> => {
  const read = Schema.decodeUnknownEither(schema)(value, { errors: "all" })
  if (Either.isRight(read)) return []
  const found = ParseResult.ArrayFormatter.formatErrorSync(read.left)
  // What may be left out is, for the schema, what may be nothing.
  return found.filter(({ message }) => !message.startsWith("Expected undefined")).map(({ message, path }) => {
    const [root = whole] = path
    const problem = kinds.find(([expected]) => expected.test(message))?.[1] ?? "it is of another kind"
    return new Invalid.Invalid({ field: path.length === 0 ? whole : placeOf(path), problem, cure: cure(String(root)) })
  })
}
