/**
 * Mistakes around tasks: one that is skipped, one that is lost or done twice when the process dies, one without a time limit, a failure
 * that leads where it should not, or nowhere.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import * as Anatomy from "./Anatomy.ts"
import type { Change } from "./Mutation.ts"
import type { Subject } from "./Subject.ts"

/** The state without its task, which leads on as if the task had succeeded. */
const skipped = (subject: Subject, path: string): Definition.Definition => {
  const { anatomy } = subject
  const keys = anatomy.states.get(path)?.keys ?? []
  const done = anatomy.leads.findLast(({ eventType, state }) =>
    state === path && eventType === `xstate.done.actor.${path}`
  )
  return subject.edit(keys, (state) => {
    const { invoke: _, on: __, tags: ___, ...rest } = Anatomy.isPiece(state) ? state : {}
    return { ...rest, always: [{ target: done?.piece["target"] }] }
  })
}

const withTask = ({ definition }: Subject, path: string, task: Definition.TaskDefinition): Definition.Definition => ({
  ...definition,
  tasks: { ...definition.tasks, [path]: task }
})

/** Failures that are not told apart, and one that nobody takes: the conversation stands still then. */
export const failures = (subject: Subject): ReadonlyArray<Change> =>
  Object.entries(subject.definition.tasks).flatMap(([path, task]): ReadonlyArray<Change> => {
    const ways = subject.anatomy.leads.filter(({ eventType, state }) =>
      state === path && eventType === `xstate.error.actor.${path}`
    )
    const isNamed = (tag: string) => ({ guard }: Anatomy.Lead) =>
      guard?.part === tag || guard?.part.startsWith(`${tag}#`) === true
    const isElse = (lead: Anatomy.Lead) => !task.failures.some((tag) => isNamed(tag)(lead))
    // The last first, so that the places of the others still stand.
    const without = (given: ReadonlyArray<Anatomy.Lead>) => () => {
      const all = given.toReversed()
      const config = all.reduce((left, { keys }) => Anatomy.edit(left, keys, () => undefined), subject.anatomy.config)
      return Anatomy.remake(subject.definition, config)
    }
    const of = (end: string): ReadonlyArray<string> => {
      const element = subject.element("task", path, end)
      return element === undefined ? [] : [element.id]
    }
    const known = { kind: "task" as const, state: path, by: "author" as const }
    return [
      ...task.failures.map((tag): Change => ({
        ...known,
        elements: of(tag),
        what: `failure-unnamed:${tag}`,
        sentence: `${path}: the failure ${tag} of ${task.name} is taken for any other`,
        change: without(ways.filter(isNamed(tag)))
      })),
      {
        ...known,
        elements: of("else"),
        what: "failure-unheard",
        sentence: `${path}: nothing takes a failure of ${task.name} that has no name`,
        change: without(ways.filter(isElse))
      }
    ]
  })

/** Tasks that go otherwise. */
export const tasks = (subject: Subject): ReadonlyArray<Change> =>
  Object.entries(subject.definition.tasks).flatMap(([path, task]): ReadonlyArray<Change> => {
    const failed = subject.element("task", path, "else")
    const late = failed === undefined ? [] : [failed.id]
    const { timeout, ...unbounded } = task
    const known = { kind: "task" as const, state: path, by: "author" as const, elements: [] }
    const { recovery, retry, ...once } = task
    const rerun = recovery === "rerun"
    const state = subject.anatomy.states.get(path)
    const tags = state?.piece["tags"]
    const isLeft = Array.isArray(tags) && tags.includes("interruptible")
    return [
      {
        ...known,
        what: "task-skipped",
        sentence: `${path}: ${task.name} does not run, and counts as done`,
        change: () => skipped(subject, path)
      },
      {
        ...known,
        needs: { _tag: "Trouble", trouble: "Crash" },
        what: rerun ? "task-lost" : "task-rerun",
        sentence: rerun
          ? `${path}: ${task.name} fails when the process dies, where it was to run again`
          : `${path}: ${task.name} runs again when the process dies, where it was to fail`,
        change: () => withTask(subject, path, { ...task, recovery: rerun ? "fail" : "rerun" })
      },
      ...(timeout === undefined ? [] : [{
        ...known,
        // A time limit that is reached is a failure without a name.
        elements: late,
        what: "task-unbounded",
        sentence: `${path}: ${task.name} has no time limit`,
        change: () => withTask(subject, path, unbounded)
      }]),
      ...(retry === undefined ? [] : [{
        ...known,
        what: "task-once",
        sentence: `${path}: ${task.name} is not tried again`,
        change: () => withTask(subject, path, { ...once, recovery })
      }]),
      ...(isLeft ?
        [{
          ...known,
          what: "task-uninterruptible",
          sentence: `${path}: nobody can leave while ${task.name} runs`,
          change: () => subject.edit([...state?.keys ?? [], "tags"], () => ["working"])
        }] :
        [])
    ]
  })
