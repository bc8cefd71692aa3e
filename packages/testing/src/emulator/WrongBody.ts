/**
 * What is wrong with the body of a control call, in one sentence: the field, and what it may be.
 *
 * @module
 */
import * as ParseResult from "effect/ParseResult"
import * as AST from "effect/SchemaAST"
import { isObject } from "./JsonObject.ts"

/** The keys by which the forms of a body are told apart. */
const keys = ["_tag", "type"] as const

const literals = (ast: AST.AST): ReadonlyArray<string> =>
  AST.isLiteral(ast) ? [String(ast.literal)] : AST.isUnion(ast) ? ast.types.flatMap(literals) : []

const tagsOf = (ast: AST.AST, key: string): ReadonlyArray<string> =>
  AST.isTypeLiteral(ast)
    ? ast.propertySignatures.flatMap(({ name, type }) => name === key ? literals(type) : [])
    : []

/** That a body is of none of the forms there are; `undefined` where it is of one, or there is but one. */
const formless = (ast: AST.AST, body: { readonly [key: string]: unknown }): string | undefined => {
  if (!AST.isUnion(ast)) return undefined
  for (const key of keys) {
    const tags = ast.types.flatMap((type) => tagsOf(type, key))
    if (tags.length === 0) continue
    const given = body[key]
    if (typeof given === "string" && tags.includes(given)) return undefined
    const found = given === undefined ? "is missing" : `is ${JSON.stringify(given)}`
    return `${key} ${found}; it is one of ${tags.join(", ")}.`
  }
  return undefined
}

/** The sentence. Of several things that are wrong, the first. */
export const sentence = ({ issue }: ParseResult.ParseError): string => {
  const { actual } = issue
  if (!isObject(actual)) return "The body must be a JSON object."
  const form = issue._tag === "Composite" || issue._tag === "Type" ? formless(issue.ast, actual) : undefined
  if (form !== undefined) return form
  const [first] = ParseResult.ArrayFormatter.formatIssueSync(issue)
  if (first === undefined) return "The body is not what this call takes."
  const field = first.path.map(String).join(".")
  const { message } = first
  return message.startsWith("is ")
    ? `${field} ${message}.`
    : `${field}: ${message.slice(0, 1).toLowerCase()}${message.slice(1)}.`
}
