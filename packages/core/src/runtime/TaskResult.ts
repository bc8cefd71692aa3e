/**
 * How the end of a task is written down: its result through its schema, its failure as data.
 *
 * @module
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type { TaskDefinition } from "../dialogue/Definition.ts"
import type { Json } from "../model/Json.ts"

/** A task gave something that cannot be stored. */
export class ResultNotStorable extends Schema.TaggedError<ResultNotStorable>()("ResultNotStorable", {
  task: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `The result of the task ${this.task} cannot be stored: ${this.reason}. `
      + "Give the run a `result` schema, or return plain JSON."
  }
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

// Deeper values exist only where something refers to itself.
const depthLimit = 64

/** Where a value stops being JSON, or `undefined` when all of it is. Properties that are `undefined` count as absent. */
const obstacle = (value: unknown, path: string, depth: number): string | undefined => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${path} is ${value}`
  if (typeof value !== "object") return `${path} is a ${typeof value}`
  if (depth > depthLimit) return `${path} is nested too deeply, or refers to itself`
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const found = obstacle(value[index], `${path}[${index}]`, depth + 1)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (!isPlain(value)) return `${path} is a ${value.constructor?.name ?? "class instance"}`
  for (const [name, one] of Object.entries(value)) {
    if (one === undefined) continue
    const found = obstacle(one, `${path}.${name}`, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** The result as it is stored; `undefined` when the task gave nothing. */
export const encode = (task: TaskDefinition, value: unknown): Either.Either<Json | undefined, ResultNotStorable> => {
  if (task.result !== undefined) {
    return Either.mapLeft(
      Schema.encodeUnknownEither(task.result)(value),
      (error) =>
        new ResultNotStorable({ task: task.name, reason: `it does not fit its schema: ${firstLine(error.message)}` })
    )
  }
  if (value === undefined) return Either.right(undefined)
  const reason = obstacle(value, "it", 0)
  if (reason !== undefined) return Either.left(new ResultNotStorable({ task: task.name, reason }))
  // What JSON leaves out is left out here, so that a result is the same before and after it was stored.
  const json: Json = JSON.parse(JSON.stringify(value))
  return Either.right(json)
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? text

/** The tag of a tagged error. */
export const tagOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "_tag" in error && typeof error._tag === "string"
    ? error._tag
    : undefined

/** A sentence for people. */
export const messageOf = (error: unknown): string =>
  error instanceof Error
    ? error.message || error.name
    : typeof error === "string"
    ? error
    : tagOf(error) ?? "an unknown failure"

/** A failure as data: its fields where they are JSON, its name and message in any case. Never its stack. */
export const errorToJson = (error: unknown): Json => {
  const base = {
    ...(tagOf(error) === undefined ? {} : { _tag: tagOf(error) ?? "" }),
    name: error instanceof Error ? error.name : "Error",
    message: messageOf(error)
  }
  if (typeof error !== "object" || error === null) return base
  const fields: { [name: string]: Json } = {}
  for (const [name, value] of Object.entries(error)) {
    if (name === "stack" || value === undefined || obstacle(value, name, 0) !== undefined) continue
    const json: Json = JSON.parse(JSON.stringify(value))
    fields[name] = json
  }
  return { ...fields, ...base }
}
