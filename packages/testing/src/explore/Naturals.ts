/**
 * How tasks end by the bot's own services: each is run once, under a time of its own, with services that nothing was asked of yet.
 *
 * @module
 */
import type { BotDefinition, Conversation, Json } from "@parley/core"
import { TaskResult, VirtualTime } from "@parley/core"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import type { Natural } from "./Inputs.ts"

/** How tasks end, as far as they were run. */
export interface Naturals {
  /** Runs what was not run yet. */
  readonly prepare: (tasks: ReadonlyArray<Conversation.Task>, now: number) => Promise<void>
  readonly of: (task: { readonly id: string; readonly name: string; readonly input: Json.Json }, now: number) => Natural
}

const day = 86_400_000

const unknown: Natural = { _tag: "Fails", failure: undefined, error: { name: "Error", message: "it did not end" } }

/** The tasks of a bot, none of them run yet. `guard`: how long real work may stay away, in real milliseconds. */
export const make = (bot: BotDefinition.BotDefinition, guard = 1_000): Naturals => {
  const known = new Map<string, Natural>()
  // Services may know what day it is.
  const keyOf = (
    task: { readonly name: string; readonly id: string; readonly input: Json.Json },
    now: number
  ): string => `${task.id} ${task.name} ${JSON.stringify(task.input)} ${Math.floor(now / day)}`

  const run = async (task: Conversation.Task, now: number): Promise<Natural> => {
    const definition = bot.dialogues.find(({ id }) => id === task.dialogue)?.tasks[task.id]
    if (definition === undefined) return unknown
    const time = VirtualTime.make({ start: now, guard })
    let exit: Exit.Exit<unknown, unknown> | undefined
    const work = Effect.gen(function*() {
      const input = yield* Schema.decodeUnknown(definition.input)(task.input)
      const begun = definition.run(input, {
        signal: new AbortController().signal,
        id: `explored/${task.id}`,
        conversation: { channel: "explored", account: "explored", person: "explored" }
      })
      return Effect.isEffect(begun)
        ? yield* begun
        : yield* time.declare(`the task ${task.name}`)(Effect.tryPromise(() => Promise.resolve(begun)))
    })
    // The services of a definition have forgotten their types.
    const services = (bot.services ?? Layer.empty) as Layer.Layer<unknown, unknown>
    const whole: Effect.Effect<unknown, unknown> = Effect.provide(work, services)
    const noted = Effect.flatMap(Effect.exit(whole), (ended) =>
      Effect.sync(() => {
        exit = ended
      }))
    await Effect.runPromise(Effect.ignore(time.run(Effect.forkDaemon(noted))))
    await Effect.runPromise(Effect.ignore(time.settle))
    // What sleeps first has an hour.
    if (exit === undefined) await Effect.runPromise(Effect.ignore(time.advance("1 hour")))
    const ended: Exit.Exit<unknown, unknown> | undefined = exit
    if (ended === undefined) return unknown
    if (Exit.isSuccess(ended)) {
      const stored = TaskResult.encode(definition, ended.value)
      return stored._tag === "Right"
        ? { _tag: "Gives", result: stored.right }
        : { _tag: "Fails", failure: undefined, error: TaskResult.errorToJson(stored.left) }
    }
    const error = Cause.squash(ended.cause)
    const tag = Cause.failures(ended.cause).length === 0 ? undefined : TaskResult.tagOf(error)
    return { _tag: "Fails", failure: tag, error: TaskResult.errorToJson(error) }
  }

  return {
    prepare: async (tasks, now) => {
      for (const task of tasks) {
        const key = keyOf(task, now)
        if (!known.has(key)) known.set(key, await run(task, now))
      }
    },
    of: (task, now) => known.get(keyOf(task, now)) ?? unknown
  }
}
