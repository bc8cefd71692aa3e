/**
 * Tasks run outside the turn that started them, and their results come in by the one door, like everything else.
 *
 * @module
 */
import * as Cause from "effect/Cause"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as Schema from "effect/Schema"
import type { TaskDefinition } from "../dialogue/Definition.ts"
import type { Task } from "../model/Conversation.ts"
import * as ConversationId from "../model/ConversationId.ts"
import type { Event, Inbound } from "../model/Inbound.ts"
import type { Json } from "../model/Json.ts"
import type { Door } from "./Door.ts"
import type { Host } from "./Host.ts"
import type { Presence } from "./Presence.ts"
import * as TaskResult from "./TaskResult.ts"

/** The tasks of a bot. */
export interface Tasks {
  readonly start: (id: ConversationId.ConversationId, task: Task) => void
  readonly stop: (id: ConversationId.ConversationId, task: string) => void
  /** Takes up a task that was running when a process before this one ended: again, or as failed. */
  readonly recover: (id: ConversationId.ConversationId, task: Task) => void
}

/** Gives a task what it needs. */
export type Provide = (effect: Effect.Effect<unknown, unknown, unknown>) => Effect.Effect<unknown, unknown>

/** It did not end, with all its attempts, in the time that its dialogue gives it. */
class TaskTimedOut extends Schema.TaggedError<TaskTimedOut>()("TaskTimedOut", {
  task: Schema.String,
  after: Schema.Number
}) {
  override get message() {
    return `The task ${this.task} did not end within ${this.after} ms.`
  }
}

/** The process ended while it ran, and its dialogue says that it must not run twice. */
class TaskInterrupted extends Schema.TaggedError<TaskInterrupted>()("TaskInterrupted", { task: Schema.String }) {
  override get message() {
    return `The process ended while the task ${this.task} was running, and it is not run again. `
      + `Where that is safe, say \`recovery: "rerun"\`.`
  }
}

interface Running {
  readonly revision: number
  readonly hide: () => void
  fiber: Fiber.RuntimeFiber<unknown> | undefined
}

const definitionOf = (host: Host, task: Task): TaskDefinition | undefined => {
  const tasks = host.dialogues.byId.get(task.dialogue)?.tasks
  if (tasks === undefined) return undefined
  return Object.hasOwn(tasks, task.id) ? tasks[task.id] : Object.values(tasks).find((one) => one.name === task.name)
}

/** The same for every run of one task: what another system may use to do a thing once. */
const idOf = (id: ConversationId.ConversationId, task: Task): string =>
  `${ConversationId.key(id)}/${task.id}/${task.revision}`

/** Tasks that have not begun. */
export const make = (host: Host, door: Door, presence: Presence, provide: Provide): Tasks => {
  const running = new Map<string, Running>()

  const report = (id: ConversationId.ConversationId, task: Task, event: Event): Effect.Effect<void> => {
    const now = host.now()
    const inbound: Inbound = { id: `task/${idOf(id, task)}`, conversation: id, at: now, receivedAt: now, event }
    return Effect.ignore(host.patiently(door.accept([inbound]), id))
  }

  const failed = (
    id: ConversationId.ConversationId,
    task: Task,
    definition: TaskDefinition | undefined,
    error: unknown,
    isDefect = false
  ): Effect.Effect<void> => {
    const tag = isDefect ? undefined : TaskResult.tagOf(error)
    const event: Event = {
      _tag: "TaskFailed",
      task: task.id,
      revision: task.revision,
      error: TaskResult.errorToJson(error),
      ...(tag === undefined ? {} : { failure: tag })
    }
    if (tag !== undefined && definition?.failures.includes(tag) === true) return report(id, task, event)
    // What the dialogue does not expect by name, the people who look after the bot should see.
    const reason = `the task ${task.name} of dialogue "${task.dialogue}" failed: ${TaskResult.messageOf(error)}`
    host.tell({ _tag: "Failed", at: host.now(), conversation: id, what: "task", reason })
    return Effect.zipRight(
      Effect.annotateLogs(Effect.logWarning(reason), { conversation: ConversationId.key(id), task: task.id }),
      report(id, task, event)
    )
  }

  const attempt = (
    definition: TaskDefinition,
    input: unknown,
    about: { readonly id: string; readonly conversation: ConversationId.ConversationId }
  ): Effect.Effect<unknown, unknown> => {
    const once = Effect.suspend(() => {
      const controller = new AbortController()
      const begun = Effect.try({
        try: () => definition.run(input, { signal: controller.signal, ...about }),
        catch: (error) => error
      })
      const ended = Effect.flatMap(begun, (started) =>
        Effect.isEffect(started)
          ? provide(started)
          : Effect.tryPromise({ try: () => Promise.resolve(started), catch: (error) => error }))
      return Effect.onInterrupt(ended, () => Effect.sync(() => controller.abort()))
    })
    const { retry, timeout } = definition
    const repeated = retry === undefined ? once : Effect.retry(once, retry)
    // Around the repetition: the pauses between attempts count too, and a task that ran out of time is not tried again.
    return timeout === undefined ? repeated : Effect.timeoutFail(repeated, {
      duration: Duration.millis(timeout),
      onTimeout: () => new TaskTimedOut({ task: definition.name, after: timeout })
    })
  }

  const ended = (
    id: ConversationId.ConversationId,
    task: Task,
    definition: TaskDefinition,
    exit: Exit.Exit<unknown, unknown>
  ): Effect.Effect<void> => {
    if (Exit.isFailure(exit)) {
      return failed(id, task, definition, Cause.squash(exit.cause), Cause.failures(exit.cause).length === 0)
    }
    const stored = TaskResult.encode(definition, exit.value)
    if (stored._tag === "Left") return failed(id, task, definition, stored.left)
    const output: Json | undefined = stored.right
    return report(id, task, {
      _tag: "TaskSucceeded",
      task: task.id,
      revision: task.revision,
      ...(output === undefined ? {} : { output })
    })
  }

  const work = (id: ConversationId.ConversationId, task: Task): Effect.Effect<void> => {
    const definition = definitionOf(host, task)
    if (definition === undefined) {
      return failed(
        id,
        task,
        undefined,
        new Error("its dialogue no longer has it; keep it until no conversation waits for it")
      )
    }
    const attempts = Effect.flatMap(
      Schema.decodeUnknown(definition.input)(task.input),
      (input) => attempt(definition, input, { id: idOf(id, task), conversation: id })
    )
    return host.pace.work(`the task ${task.name}`)(
      Effect.flatMap(Effect.exit(attempts), (exit) => ended(id, task, definition, exit))
    )
  }

  const run = (id: ConversationId.ConversationId, task: Task, entry: Running, key: string): Effect.Effect<void> =>
    Effect.ensuring(
      work(id, task),
      Effect.sync(() => {
        entry.hide()
        if (running.get(key) === entry) running.delete(key)
      })
    )

  const keyOf = (id: ConversationId.ConversationId, task: string): string => `${ConversationId.key(id)}/${task}`

  const stop = (id: ConversationId.ConversationId, task: string): void => {
    const key = keyOf(id, task)
    const entry = running.get(key)
    if (entry === undefined) return
    running.delete(key)
    entry.hide()
    if (entry.fiber !== undefined) entry.fiber.unsafeInterruptAsFork(entry.fiber.id())
  }

  const start = (id: ConversationId.ConversationId, task: Task): void => {
    const key = keyOf(id, task.id)
    if (running.get(key)?.revision === task.revision) return
    stop(id, task.id)
    const entry: Running = { revision: task.revision, hide: presence.during(id, task), fiber: undefined }
    running.set(key, entry)
    entry.fiber = host.fork(run(id, task, entry, key))
  }

  return {
    start,
    stop,
    recover: (id, task) => {
      if (task.recovery === "rerun") return start(id, task)
      host.fork(failed(id, task, definitionOf(host, task), new TaskInterrupted({ task: task.name })))
    }
  }
}
