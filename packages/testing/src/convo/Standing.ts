/**
 * Checks of where a conversation stands.
 *
 * @module
 */
import type { Json } from "@parley/core"
import type { Captures } from "./Pattern.ts"
import * as Pattern from "./Pattern.ts"
import type { StateLine } from "./Script.ts"
import type { Standing } from "./World.ts"

const isRecord = (json: Json.Json): json is { readonly [key: string]: Json.Json } =>
  typeof json === "object" && json !== null && !Array.isArray(json)

/**
 * Where a value differs from what is asked of it, as a path and a sentence; `undefined` when it fits. Records may hold
 * more than is asked, strings are patterns, everything else is equal.
 */
export const differs = (asked: Json.Json, found: Json.Json | undefined, path = ""): string | undefined => {
  const here = path === "" ? "it" : path
  const unlike = () =>
    `${here} is ${found === undefined ? "absent" : JSON.stringify(found)}, not ${JSON.stringify(asked)}`
  if (found === undefined) return unlike()
  if (typeof asked === "string") {
    return typeof found === "string" && (asked === found || Pattern.match(asked, found, {}) !== undefined)
      ? undefined
      : unlike()
  }
  if (Array.isArray(asked)) {
    if (!Array.isArray(found) || found.length !== asked.length) return unlike()
    return firstOf(asked.map((item: Json.Json, index) => differs(item, found[index] as Json.Json, `${path}[${index}]`)))
  }
  if (isRecord(asked)) {
    if (!isRecord(found)) return unlike()
    return firstOf(
      Object.keys(asked).map((key) =>
        differs(asked[key] as Json.Json, found[key], path === "" ? key : `${path}.${key}`)
      )
    )
  }
  return asked === found ? undefined : unlike()
}

const firstOf = (found: ReadonlyArray<string | undefined>): string | undefined =>
  found.find((difference) => difference !== undefined)

/** A state in words: its paths, or that no dialogue is active. */
export const describe = (standing: Standing): string =>
  standing.states.length === 0
    ? "(none)"
    : `${standing.states.join(", ")}${standing.dialogue === undefined ? "" : ` (${standing.dialogue})`}`

/** What a `=` line finds wrong; `undefined` when nothing. `{id}` in the context is what was captured. */
export const check = (line: StateLine, standing: Standing, captures: Captures): string | undefined => {
  if (line.state === undefined && standing.states.length > 0) return `A dialogue is active: ${describe(standing)}.`
  if (line.state !== undefined && !standing.states.includes(line.state)) {
    return `The state is ${describe(standing)}, not ${line.state}.`
  }
  if (line.context === undefined) return undefined
  const asked = JSON.parse(
    JSON.stringify(line.context),
    (_, value: unknown) =>
      typeof value === "string" ? value.replace(/\{(\w+)\}/g, (whole, name: string) => captures[name] ?? whole) : value
  ) as Json.Json // JSON there and back.
  const difference = differs(asked, standing.context)
  return difference === undefined ? undefined : `In the context ${difference}.`
}

const isObject = (json: Json.Json | undefined): json is { readonly [key: string]: Json.Json } =>
  json !== undefined && isRecord(json)

/** The line that would hold: the state that it is, and of the context what was asked for, as it is. */
export const mended = (line: StateLine, standing: Standing): StateLine => {
  const inner = standing.states.filter((path) => !standing.states.some((other) => other.startsWith(`${path}.`)))
  const state = line.state !== undefined && standing.states.includes(line.state) ? line.state : inner[0]
  if (line.context === undefined) return { _tag: "State", state }
  const { context } = standing
  return {
    _tag: "State",
    state,
    ...(isObject(context)
      ? {
        context: Object.fromEntries(
          Object.keys(line.context).flatMap((key) => key in context ? [[key, context[key]!]] : [])
        )
      }
      : {})
  }
}
