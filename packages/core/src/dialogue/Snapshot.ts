/**
 * The stored form of where a dialogue stands: written after each step, read before the next, and brought up to date when
 * the dialogue has a newer version.
 *
 * @module
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type * as Types from "effect/Types"
import type { AnyStateMachine, AnyStateNode } from "xstate"
import type { Json } from "../model/Json.ts"
import type { Stored } from "./Definition.ts"
import * as Migration from "./Migration.ts"
import * as Position from "./Position.ts"
import * as StoredForm from "./StoredForm.ts"
import type { Workings } from "./Workings.ts"

/** A snapshot cannot be read, and no migration helps. The conversation is set aside until the cure is applied. */
export class Unreadable extends Schema.TaggedError<Unreadable>()("Unreadable", {
  dialogue: Schema.String,
  stored: Schema.optionalWith(Schema.Number, { exact: true }),
  wanted: Schema.Number,
  reason: Schema.String,
  cure: Schema.String
}) {
  override get message() {
    const version = this.stored === undefined ? "a snapshot" : `a snapshot of version ${this.stored}`
    return `Dialogue "${this.dialogue}" (version ${this.wanted}) cannot read ${version}: ${this.reason}. ${this.cure}`
  }
}

/**
 * What reading gives: where the dialogue stands, or the word that it begins anew, with the timers and tasks that the old
 * form still had.
 */
export type Read =
  | { readonly _tag: "Stands"; readonly position: Position.Position }
  | {
    readonly _tag: "Restarts"
    readonly reason: string
    readonly timers: ReadonlyArray<string>
    readonly tasks: ReadonlyArray<string>
  }

const isFilled = (value: object): boolean => {
  for (const _ in value) return true
  return false
}

const written = (what: string, write: () => Json): Json => {
  try {
    return write()
  } catch (error) {
    throw new Error(`${what} does not fit its schema: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error
    })
  }
}

/** The stored form of a position. Throws when the context does not fit the dialogue's own schema. */
export const encode = (workings: Workings, position: Position.Position): Stored => {
  const { definition } = workings
  const { sys } = position
  const form: { [key: string]: Json } & { format: 1; dialogue: string; version: number; value: Json; data: Json } = {
    format: 1,
    dialogue: definition.id,
    version: definition.version,
    value: position.value,
    data: written("the context", () => workings.data.write(position.data))
  }
  if (isFilled(sys.retries)) form["retries"] = sys.retries
  // The words keep drafts as they are stored.
  if (isFilled(sys.drafts)) form["drafts"] = sys.drafts as { readonly [path: string]: Json }
  if (sys.trail.length > 0) form["trail"] = sys.trail
  if (sys.notified !== undefined) form["notified"] = sys.notified
  if (isFilled(sys.calls)) {
    form["calls"] = Object.fromEntries(
      Object.entries(sys.calls).map(([path, data]) => {
        const call = definition.calls[path]
        const codec = workings.calls[path]
        if (call === undefined || codec === undefined) throw new Error(`no dialogue is called at "${path}"`)
        return [path, {
          dialogue: call.dialogue,
          version: call.version,
          data: written(`the context of the call at "${path}"`, () => codec.write(data))
        }]
      })
    )
  }
  if (isFilled(position.tasks)) form["tasks"] = position.tasks
  if (isFilled(position.history)) form["history"] = position.history
  if (isFilled(position.timers)) form["timers"] = position.timers
  // A frame is made of JSON only; its interface has no index signature.
  if (position.frames.length > 0) form["frames"] = position.frames as unknown as Json
  if (position.deferred.length > 0) form["deferred"] = position.deferred
  if (position.done) form["done"] = true
  return form
}

interface Problem {
  readonly reason: string
  readonly cure: string
}

const changed = (workings: Workings): string =>
  "Deploy the code that wrote it, or raise the version and add "
  + `migrate[${workings.definition.version}] that turns the old form into the new one.`

const hasNode = (machine: AnyStateMachine, id: string): boolean => {
  try {
    machine.getStateNodeById(id)
    return true
  } catch {
    return false
  }
}

/** A task that the states of a value wait for, though none runs: the migrated dialogue would wait for ever. */
const missingTask = (root: AnyStateNode, form: StoredForm.StoredForm): string | undefined => {
  for (const leaf of Position.leaves(root, form.value)) {
    for (let node: AnyStateNode | undefined = leaf; node !== undefined; node = node.parent) {
      const missing = node.invoke.find((child) => form.tasks?.[child.id] === undefined)
      if (missing !== undefined) {
        return `no task "${missing.id}" runs, which "${node.path.join(".")}" waits for; let migrate lead to a question`
      }
    }
  }
  return undefined
}

const empty: { readonly [key: string]: never } = Object.freeze({})
const none: ReadonlyArray<never> = Object.freeze([])

const readPosition = (
  workings: Workings,
  form: StoredForm.StoredForm,
  migrated: boolean
): Either.Either<Position.Position, string> => {
  const { definition, machine } = workings
  const root: AnyStateNode = machine.root
  const wrong = Position.problem(root, form.value)
  if (wrong !== undefined) return Either.left(wrong)
  const missing = migrated ? missingTask(root, form) : undefined
  if (missing !== undefined) return Either.left(missing)
  const data = workings.data.read(form.data)
  if (Either.isLeft(data)) return Either.left(`its context does not fit the schema: ${data.left.message}`)
  const calls: { [path: string]: unknown } = {}
  for (const path in form.calls) {
    const read = workings.calls[path]?.read(form.calls[path]?.data)
    if (read === undefined) return Either.left(`no dialogue is called at "${path}"`)
    if (Either.isLeft(read)) {
      return Either.left(`the context of the call at "${path}" does not fit: ${read.left.message}`)
    }
    calls[path] = read.right
  }
  for (const id in form.tasks) {
    const source = form.tasks[id] ?? id
    if (definition.tasks[id] === undefined && definition.tasks[source] === undefined) {
      return Either.left(`it waits for the task "${id}", which the dialogue does not have`)
    }
  }
  for (const id in form.history) {
    const lost = form.history[id]?.find((one) => !hasNode(machine, one))
    if (lost !== undefined) return Either.left(`its history leads to "${lost}", which does not exist`)
  }
  for (const frame of form.frames ?? none) {
    const stray = Position.problem(root, frame.value)
    if (stray !== undefined) return Either.left(`a command cannot return: ${stray}`)
  }
  const sys: Types.Mutable<Position.Position["sys"]> = {
    retries: form.retries ?? empty,
    drafts: form.drafts ?? empty,
    calls,
    trail: form.trail ?? none
  }
  if (form.notified !== undefined) sys.notified = form.notified
  return Either.right({
    value: form.value,
    data: data.right,
    sys,
    tasks: form.tasks ?? empty,
    history: form.history ?? empty,
    timers: form.timers ?? empty,
    frames: form.frames ?? none,
    deferred: form.deferred ?? none,
    done: form.done === true,
    migrated
  })
}

const namesOf = (stored: Json, key: string): ReadonlyArray<string> => {
  if (!StoredForm.isRecord(stored)) return []
  const own = stored[key]
  const frames = stored["frames"]
  const inner = Array.isArray(frames) && key === "tasks" ? frames.flatMap((frame: Json) => namesOf(frame, key)) : []
  return [...(StoredForm.isRecord(own) ? Object.keys(own) : []), ...inner]
}

/**
 * Where a dialogue stands, from its stored form. A form of an older version goes through `migrate`, step by step; when that
 * fails, the dialogue's `unmigratable` decides between beginning anew and being set aside.
 */
export const decode = (workings: Workings, stored: Json): Either.Either<Read, Unreadable> => {
  const { definition } = workings
  const refuse = (problem: Problem, version?: number): Either.Either<never, Unreadable> =>
    Either.left(
      new Unreadable({
        dialogue: definition.id,
        wanted: definition.version,
        ...problem,
        ...(version === undefined ? {} : { stored: version })
      })
    )
  const version = StoredForm.isRecord(stored) ? stored["version"] : undefined
  if (!StoredForm.isRecord(stored) || stored["format"] !== 1 || typeof version !== "number") {
    return refuse({
      reason: "it is not a snapshot of format 1",
      cure: "Restore it from a backup, or forget the conversation."
    })
  }
  if (stored["dialogue"] !== definition.id) {
    return refuse({
      reason: `it belongs to dialogue ${JSON.stringify(stored["dialogue"])}`,
      cure: "Keep a dialogue's id when you rename it."
    }, version)
  }
  if (version > definition.version) {
    return refuse({ reason: "it is newer than this code", cure: `Deploy version ${version} or later again.` }, version)
  }
  const giveUp = (reason: string): Either.Either<Read, Unreadable> =>
    definition.unmigratable === "restart"
      ? Either.right({ _tag: "Restarts", reason, timers: namesOf(stored, "timers"), tasks: namesOf(stored, "tasks") })
      : refuse(
        { reason, cure: `Correct migrate so that it reads version ${version}, or say unmigratable: "restart".` },
        version
      )
  // The head was checked above, and the rest of a stored form is any JSON.
  const climbed = Migration.climb(stored as unknown as Stored, version, definition.version, definition.migrate)
  if (Either.isLeft(climbed)) return giveUp(climbed.left)
  const form = StoredForm.read(climbed.right)
  if (Either.isLeft(form)) {
    const reason = `its form is damaged: ${form.left.message}`
    return version < definition.version
      ? giveUp(reason)
      : refuse({ reason, cure: "Restore it from a backup, or forget the conversation." }, version)
  }
  const whole = form.right.calls === undefined ? Either.right(form.right) : Migration.climbCalls(workings, form.right)
  if (Either.isLeft(whole)) return giveUp(whole.left)
  const migrated = version < definition.version || whole.right !== form.right
  const position = readPosition(workings, whole.right, migrated)
  if (Either.isRight(position)) return Either.right({ _tag: "Stands", position: position.right })
  return migrated ? giveUp(position.left) : refuse({ reason: position.left, cure: changed(workings) }, version)
}

/** The state value in a stored form, unchecked: for routing and for people. */
export const state = (stored: Json): Json | undefined => (StoredForm.isRecord(stored) ? stored["value"] : undefined)
