/**
 * The `fields` and the paging of a reading call: `id,messages.limit(5){from,message}`.
 *
 * @module
 */
import { arrayAt, type JsonObject, textAt } from "./JsonObject.ts"

/** One field that was asked for, with what was asked for inside it. */
export interface Field {
  readonly name: string
  readonly inside: ReadonlyArray<Field>
  /** Of a list: how many. */
  readonly limit?: number
}

/** Cuts at the commas that stand in no bracket. */
const parts = (text: string): ReadonlyArray<string> => {
  const out: Array<string> = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text[at]
    if (unit === "{" || unit === "(") depth++
    else if (unit === "}" || unit === ")") depth--
    else if (unit === "," && depth === 0) {
      out.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...out, text.slice(from)].map((part) => part.trim()).filter((part) => part !== "")
}

const parse = (text: string): ReadonlyArray<Field> =>
  parts(text).map((part) => {
    const name = /^[^.({]*/.exec(part)?.[0] ?? ""
    const open = part.indexOf("{")
    const limit = /\.limit\((\d+)\)/.exec(open < 0 ? part : part.slice(0, open))?.[1]
    return {
      name,
      inside: open < 0 ? [] : parse(part.slice(open + 1, part.endsWith("}") ? -1 : undefined)),
      ...(limit === undefined ? {} : { limit: Number(limit) })
    }
  })

/** The fields of a call, in order; a list of names counts too. */
export const of = (request: JsonObject): ReadonlyArray<Field> =>
  parse((arrayAt(request, "fields")?.map(String) ?? [textAt(request, "fields") ?? ""]).join(","))

/** A list under a key: an array, or text with commas. */
export const list = (request: JsonObject, key: string): ReadonlyArray<string> =>
  arrayAt(request, key)?.map(String)
    ?? (textAt(request, key) ?? "").split(",").map((name) => name.trim()).filter((name) => name !== "")

/** Of what an object holds, what was asked for; the id always. Names that it does not hold are left out. */
export const pick = (everything: JsonObject, wanted: ReadonlyArray<Field>): JsonObject => {
  const out: Array<readonly [string, unknown]> = []
  for (const { name } of wanted) if (everything[name] !== undefined) out.push([name, everything[name]])
  if (everything["id"] !== undefined) out.push(["id", everything["id"]])
  return Object.fromEntries(out)
}

/** One page of a list: `limit` (25; at most `most`) from `after` on, with the cursors of the next call. */
export const paged = <A>(
  all: ReadonlyArray<A>,
  keyOf: (one: A) => string,
  request: JsonObject,
  show: (one: A) => unknown,
  most = 100
): JsonObject => {
  const wanted = Number(textAt(request, "limit") ?? 25)
  const limit = Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, most) : 25
  const after = textAt(request, "after")
  const from = after === undefined ? 0 : all.findIndex((one) => keyOf(one) === after) + 1
  const shown = all.slice(from, from + limit)
  const first = shown[0]
  const last = shown[shown.length - 1]
  return {
    data: shown.map(show),
    ...(first === undefined || last === undefined
      ? {}
      : { paging: { cursors: { before: keyOf(first), after: keyOf(last) } } })
  }
}
