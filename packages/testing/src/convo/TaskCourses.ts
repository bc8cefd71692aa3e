/**
 * How the run of a task goes, as a `%` line says it: `% task PlaceOrder fails SoldOut`.
 *
 * @module
 */
import type { Json } from "@parley/core"
import * as Either from "effect/Either"
import type { Read } from "./LineFault.ts"
import { wrong } from "./LineFault.ts"
import type { Line, TaskCourse } from "./Script.ts"
import * as Span from "./Span.ts"

const form = /^task (\S+) (?:(breaks)|(takes) (\S+)|(fails) ([^\s{]+)(?:\s+(\{[\s\S]*\}))?|(gives)\s+([\s\S]+))$/

const usage =
  "A task's course is one of: task NAME fails TAG, task NAME breaks, task NAME gives JSON, task NAME takes 20s."

const json = (text: string): Either.Either<Json.Json, string> => {
  try {
    return Either.right(JSON.parse(text) as Json.Json) // What JSON.parse gives is JSON.
  } catch (error) {
    return Either.left(`This is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

type Fields = { readonly [name: string]: Json.Json }

/** The line that the words after the mark are. */
export const parse = (words: string, column: number): Read<Line> => {
  const [, task = "", breaks, takes, length = "", fails, tag = "", fields, gives, result = ""] = form.exec(words) ?? []
  const line = (course: TaskCourse): Read<Line> =>
    Either.right({ _tag: "Trouble", trouble: { _tag: "Task", task, course } })
  if (breaks !== undefined) return line({ _tag: "Breaks" })
  if (takes !== undefined) {
    const millis = Span.decode(length)
    return millis === undefined ? wrong(column, `"${length}" is no length; write 20s, 5m or 1h.`) : line({
      _tag: "Takes",
      millis
    })
  }
  if (fails !== undefined) {
    if (fields === undefined) return line({ _tag: "Fails", failure: tag })
    const read = json(fields)
    // The form asks for braces around them.
    return Either.isLeft(read)
      ? wrong(column, read.left)
      : line({ _tag: "Fails", failure: tag, fields: read.right as Fields })
  }
  if (gives !== undefined) {
    const read = json(result)
    return Either.isLeft(read) ? wrong(column, read.left) : line({ _tag: "Gives", result: read.right })
  }
  return wrong(column, usage)
}

/** The words that say how a task goes, behind its name. */
export const print = (course: TaskCourse): string => {
  switch (course._tag) {
    case "Fails":
      return `fails ${course.failure}${course.fields === undefined ? "" : ` ${JSON.stringify(course.fields)}`}`
    case "Breaks":
      return "breaks"
    case "Gives":
      return `gives ${JSON.stringify(course.result)}`
    case "Takes":
      return `takes ${Span.encode(course.millis)}`
  }
}
