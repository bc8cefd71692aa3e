/**
 * One life of a bot within a simulation: it starts on what the last one left, and ends in good order or by a kill.
 *
 * @module
 */
import type { BotDefinition, Definition, Happening, Transport, VirtualTime } from "@parley/core"
import { Bot, ConversationStore, Transport as Transports } from "@parley/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Record from "effect/Record"
import * as Scope from "effect/Scope"
import * as TaskCourses from "./TaskCourses.ts"

/** What a life needs that outlives it. */
export interface Parts {
  readonly time: VirtualTime.Service
  readonly definition: BotDefinition.BotDefinition
  readonly store: ConversationStore.Service
  readonly transport: Effect.Effect<Transport.Service, unknown, Scope.Scope>
  readonly courses: TaskCourses.Service
  /** Hears all that the bot does. */
  readonly watch?: Happening.Listener
  /** Nothing is logged. */
  readonly quiet?: boolean
  readonly onProblem: (problem: string) => void
  readonly onTurn: (turn: Extract<Happening.Happening, { _tag: "TurnCommitted" }>) => void
}

/** A bot that runs. */
export interface BotProcess {
  readonly bot: Bot.Service
  readonly transport: Transport.Service
  /** Takes a request to the bot. A request under way when the process dies fails, as a connection that is reset. */
  readonly handle: (request: Transport.Request) => Effect.Effect<Transport.Response, "reset">
  /** Runs an effect in the bot's process. */
  readonly within: <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E | "reset">
  /** Closes the bot in good order. */
  readonly close: Effect.Effect<void>
  /** Ends it where it stands. */
  readonly kill: Effect.Effect<void>
}

// One for each dialogue and each bot and not for each life: what is worked out for them is kept by them.
const obedient = new WeakMap<Definition.Definition, Definition.Definition>()
const known = new WeakMap<BotDefinition.BotDefinition, BotDefinition.BotDefinition>()

const counted = (dialogue: Definition.Definition): Definition.Definition => {
  const before = obedient.get(dialogue)
  if (before !== undefined) return before
  const made = { ...dialogue, tasks: Record.map(dialogue.tasks, TaskCourses.obeying) }
  obedient.set(dialogue, made)
  return made
}

/** A bot as it lives in a simulation. */
const simulated = (definition: BotDefinition.BotDefinition): BotDefinition.BotDefinition => {
  const before = known.get(definition)
  if (before !== undefined) return before
  const made = {
    ...definition,
    // A heartbeat every few seconds would make up most of a week's work. The kill below notes the last one instead.
    heartbeat: undefined,
    // All that could end has ended before a close: only sleepers are left, and nobody waits for them.
    grace: 0,
    dialogues: definition.dialogues.map(counted)
  }
  known.set(definition, made)
  return made
}

interface Built {
  readonly bot: Bot.Service
  readonly transport: Transport.Service
  readonly scope: Scope.CloseableScope
}

// Assembled by hand: a layer for each part would cost more than the conversation.
const build: (parts: Parts) => Effect.Effect<Built, unknown> = Effect.fnUntraced(function*(parts: Parts) {
  const scope = yield* Scope.make()
  const transport = yield* Scope.extend(parts.transport, scope)
  const needs = Context.make(ConversationStore.ConversationStore, parts.store).pipe(
    Context.add(Transports.Transports, [transport]),
    Context.add(Scope.Scope, scope),
    Context.add(TaskCourses.TaskCourses, parts.courses)
  )
  const bot = yield* Effect.provide(Bot.make(simulated(parts.definition)), needs)
  return { bot, transport, scope }
})

/** Starts a bot. Fails with what the bot's own parts fail with. */
export const start: (parts: Parts) => Effect.Effect<BotProcess, unknown> = Effect.fnUntraced(
  function*(parts: Parts) {
    const process = parts.time.process()
    const { bot, scope, transport } = yield* process.call(
      parts.quiet === true ? Logger.withMinimumLogLevel(build(parts), LogLevel.None) : build(parts),
      Effect.dieMessage("The process died before it began.")
    )
    if (parts.watch !== undefined) bot.observe(parts.watch)
    bot.observe((happening) => {
      if (happening._tag === "TurnCommitted") return parts.onTurn(happening)
      if (happening._tag !== "Failed" || happening.what === "send" || happening.what === "task") return
      parts.onProblem(`The bot reported: ${happening.reason}`)
    })
    const within = <A, E>(effect: Effect.Effect<A, E>) => process.call(effect, Effect.fail("reset" as const))
    return {
      bot,
      transport,
      within,
      handle: (request: Transport.Request) => within(bot.handle(request)),
      close: process.call(Scope.close(scope, Exit.void), Effect.void),
      kill: Effect.zipRight(Effect.ignore(within(bot.heartbeat)), Effect.sync(() => process.kill()))
    }
  }
)
