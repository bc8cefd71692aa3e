/**
 * What it takes to bring a conversation into a newer version of its dialogue: its stored form is rewritten by the author's
 * migrations, and the timers of the place where it stands are brought in line with the new machine.
 *
 * @module
 */
import * as Either from "effect/Either"
import type { AnyStateNode } from "xstate"
import type { Json } from "../model/Json.ts"
import type { Course } from "./Course.ts"
import type { MachineContext, Stored } from "./Definition.ts"
import * as Ledger from "./Ledger.ts"
import * as StoredForm from "./StoredForm.ts"
import type { Workings } from "./Workings.ts"

const valueAt = (value: Json, path: ReadonlyArray<string>): Json | undefined => {
  const [head, ...rest] = path
  if (head === undefined) return value
  return StoredForm.isRecord(value)
    ? valueAt(value[head] ?? {}, rest)
    : value === head && rest.length === 0
    ? {}
    : undefined
}

const withValueAt = (value: Json, path: ReadonlyArray<string>, inner: Json): Json => {
  const [head, ...rest] = path
  if (head === undefined) return inner
  return StoredForm.isRecord(value) ? { ...value, [head]: withValueAt(value[head] ?? {}, rest, inner) } : value
}

type Migrations = { readonly [version: number]: (stored: Stored) => Stored }

/** A stored form, brought from one version to another; or why that cannot be done. */
export const climb = (stored: Stored, from: number, to: number, migrate: Migrations): Either.Either<Stored, string> => {
  let current = stored
  for (let version = from; version < to; version++) {
    const next = migrate[version]
    if (next === undefined) return Either.left(`there is no migrate[${version}]`)
    try {
      current = { ...next(current), version: version + 1 }
    } catch (error) {
      return Either.left(`migrate[${version}] threw: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return Either.right(current)
}

/** Brings the parts of called dialogues up to date; or says why that cannot be done. The same form when nothing is old. */
export const climbCalls = (
  workings: Workings,
  form: StoredForm.StoredForm
): Either.Either<StoredForm.StoredForm, string> => {
  let current = form
  for (const [path, stored] of Object.entries(form.calls ?? {})) {
    const call = workings.definition.calls[path]
    if (call === undefined || call.dialogue !== stored.dialogue) {
      return Either.left(`dialogue "${stored.dialogue}" is no longer called at "${path}"`)
    }
    if (call.version === stored.version) continue
    if (stored.version > call.version) {
      return Either.left(
        `it holds version ${stored.version} of "${call.dialogue}", which is newer than ${call.version}`
      )
    }
    const keys = path.split(".")
    const inner: Stored = {
      format: 1,
      dialogue: stored.dialogue,
      version: stored.version,
      value: valueAt(current.value, keys) ?? {},
      data: stored.data
    }
    const climbed = climb(inner, stored.version, call.version, call.migrate ?? {})
    if (Either.isLeft(climbed)) {
      return Either.left(`in dialogue "${call.dialogue}", called at "${path}": ${climbed.left}`)
    }
    current = {
      ...current,
      value: valueAt(current.value, keys) === undefined
        ? current.value
        : withValueAt(current.value, keys, climbed.right.value),
      calls: { ...current.calls, [path]: { dialogue: call.dialogue, version: call.version, data: climbed.right.data } }
    }
  }
  return Either.right(current)
}

/** XState's own timers begin so; others were raised by the author, and stay. */
const prefix = "xstate.after."

const lengthOf = (course: Course, delay: unknown, event: { readonly type: string }): number | undefined => {
  if (typeof delay === "number") return delay
  if (typeof delay !== "string") return undefined
  const named: unknown = course.workings.machine.implementations.delays[delay]
  if (typeof named === "number") return named
  if (typeof named !== "function") return undefined
  const context = course.snapshot.context as MachineContext
  // XState calls a named delay with the context and the event of the moment.
  return (named as (args: { readonly context: MachineContext; readonly event: unknown }) => number)({ context, event })
}

/** Brings timers in line with the states that a migrated snapshot stands in. */
export const settle = (course: Course): void => {
  const { ledger, snapshot, workings } = course
  const nodes = snapshot._nodes as ReadonlyArray<AnyStateNode>
  const wanted = new Set<string>()
  for (const node of nodes) {
    for (const timer of node.after) {
      const id = timer.eventType
      wanted.add(id)
      const after = ledger.timers.has(id) ? undefined : lengthOf(course, timer.delay, { type: id })
      if (after === undefined) continue
      Ledger.set(ledger, { id, after, meaning: workings.meanings.get(id) ?? "deadline", event: { type: id } })
    }
  }
  for (const id of ledger.timers.keys()) {
    if (id.startsWith(prefix) && !wanted.has(id)) Ledger.cancel(ledger, id)
  }
}
