/**
 * How runs of tasks go where a convo says it: the services of the bot are not asked, or asked late.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import { Pace } from "@parley/core"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { TaskCourse } from "../convo/Script.ts"

/** The courses that were said, for one world. */
export interface Service {
  /** Says how the next run of a task goes; a length and an end may be said of the same run. */
  readonly plan: (task: string, course: TaskCourse) => void
  /** What was said of a run. A run that is tried again goes as before. */
  readonly of: (task: string, run: string) => ReadonlyArray<TaskCourse>
}

/** The courses that tasks look up. */
export class TaskCourses extends Context.Tag("@parley/testing/TaskCourses")<TaskCourses, Service>() {}

/** A failure that a convo asked for; its tag is the one that was written. */
const failed = (failure: string, fields: { readonly [name: string]: unknown } = {}): object =>
  new (Data.TaggedError(failure)<{ readonly [name: string]: unknown }>)(fields)

/** No courses yet. */
export const make = (): Service => {
  const planned = new Map<string, Array<TaskCourse>>()
  const runs = new Map<string, ReadonlyArray<TaskCourse>>()
  return {
    plan: (task, course) => {
      planned.set(task, [...planned.get(task) ?? [], course])
    },
    of: (task, run) => {
      const known = runs.get(run)
      if (known !== undefined) return known
      const courses = planned.get(task) ?? []
      planned.delete(task)
      runs.set(run, courses)
      return courses
    }
  }
}

const end = (
  task: Definition.TaskDefinition,
  course: TaskCourse,
  own: Effect.Effect<unknown, unknown, unknown>
): Effect.Effect<unknown, unknown, unknown> => {
  switch (course._tag) {
    case "Fails":
      return Effect.fail(failed(course.failure, course.fields))
    case "Breaks":
      return Effect.die(new Error(`the convo broke the task ${task.name}`))
    case "Gives":
      return task.result === undefined
        ? Effect.succeed(course.result)
        : Effect.orDie(Schema.decodeUnknown(task.result)(course.result))
    case "Takes":
      return Effect.zipRight(Effect.sleep(Duration.millis(course.millis)), own)
  }
}

/**
 * The task as a simulation runs it: by the courses that were said, else as it is. An async function is counted as work, so that a
 * timeout that sleeps beside it hides it from nobody.
 */
export const obeying = (task: Definition.TaskDefinition): Definition.TaskDefinition => ({
  ...task,
  run: (input, info) => {
    const real = Effect.suspend((): Effect.Effect<unknown, unknown, unknown> => {
      const work = task.run(input, info)
      if (Effect.isEffect(work)) return work
      const answer = Effect.tryPromise({ try: () => Promise.resolve(work), catch: (error) => error })
      return Effect.flatMap(Pace.Pace, (pace) => pace.work(`the task ${task.name}`)(answer))
    })
    return Effect.flatMap(Effect.serviceOption(TaskCourses), (found) => {
      if (found._tag === "None") return real
      const courses = found.value.of(task.name, info.id)
      // What takes its time takes it first, in whatever order it was said.
      const ending = courses.findLast((course) => course._tag !== "Takes")
      const own = ending === undefined ? real : end(task, ending, real)
      return courses.filter((course) => course._tag === "Takes").reduce((rest, course) => end(task, course, rest), own)
    })
  }
})
