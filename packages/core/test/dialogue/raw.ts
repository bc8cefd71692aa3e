/**
 * Dialogues made of raw XState machines by the conventions of `Definition`, and a hand to drive them with.
 *
 * @module
 */
import { type Definition, type Envelope, type Json, Message, type Outcome, Step } from "@parley/core"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { type AnyStateMachine, assign, createMachine, emit, fromPromise } from "xstate"

export const json = Schema.Unknown as unknown as Schema.Schema<unknown, Json.Json>

/** The machine's context at the start. */
export const context = (data: unknown) => ({ input }: { readonly input: Definition.MachineInput }) => ({
  data: input.input ?? data,
  sys: { turn: input.turn, retries: {}, drafts: {}, calls: {}, trail: [] }
})

/** An action that says words. */
export const say = (words: string | ((context: Definition.MachineContext) => string)) =>
  emit(({ context }) => ({
    type: "out.message",
    message: Message.text(typeof words === "function" ? words(context as Definition.MachineContext) : words)
  }))

/** An action that keeps something in the author's context. */
export const save = (change: (data: never, event: never) => unknown) =>
  assign(({ context, event }) => ({
    ...context,
    data: { ...context.data, ...(change as (data: unknown, event: unknown) => object)(context.data, event) }
  }))

/** An action that counts a wrong answer at a path. */
export const wrong = (path: string) =>
  assign(({ context }) => ({
    ...context,
    sys: { ...context.sys, retries: { ...context.sys.retries, [path]: (context.sys.retries[path] ?? 0) + 1 } }
  }))

/** Work that never ends by itself: the test says how it ended. */
export const never = fromPromise<unknown, unknown>(() => new Promise(() => {}))

/** A machine from a plain configuration. */
export const machine = (
  config: object,
  implementations: { readonly delays?: object } = {},
  actors: ReadonlyArray<string> = []
): AnyStateMachine =>
  (createMachine as unknown as (config: object, implementations: object) => AnyStateMachine)(
    { context: context({}), options: { maxIterations: 1000 }, ...config },
    { ...implementations, actors: Object.fromEntries(actors.map((name) => [name, never])) }
  )

/** A task by its name alone. */
export const task = (name: string, more: Partial<Definition.TaskDefinition> = {}): Definition.TaskDefinition => ({
  name,
  recovery: "fail",
  run: () => Promise.resolve(undefined),
  input: json,
  failures: [],
  ...more
})

/** A dialogue around a machine. */
export const define = (
  machine: AnyStateMachine,
  more: Partial<Definition.Definition> = {}
): Definition.Definition => ({
  id: machine.id,
  version: 1,
  machine,
  context: json,
  calls: {},
  signals: {},
  starts: [],
  commands: [],
  tasks: {},
  states: [],
  migrate: {},
  unmigratable: "quarantine",
  repair: {
    notUnderstood: () => Message.text("What?"),
    oldButton: () => Message.text("That button is old."),
    busy: () => Message.text("One moment.")
  },
  ...more
})

/** A command of a dialogue. */
export const command = (name: string, leaves: boolean): Definition.Command => ({ name, words: [name], leaves })

/** An envelope. */
export const envelope = (event: Envelope.DialogueEvent, at = 0): Envelope.Envelope => ({
  event,
  at,
  locale: "en",
  channel: "messenger",
  person: {}
})

/** What was said, as words. */
export const words = (result: Outcome.Result): ReadonlyArray<string> =>
  result.said.map((body) => body._tag === "Message" ? Message.words(body.message) : body.control._tag)

/** A conversation that goes on from step to step, through JSON each time, as a store would have it. */
export const talk = (definition: Definition.Definition, from?: Json.Json) => {
  let stored = from
  let now = 0
  const take = (event: Envelope.DialogueEvent): Outcome.Result => {
    const result = Either.getOrThrowWith(Step.take(definition, stored, envelope(event, now)), (error) => error)
    stored = JSON.parse(JSON.stringify(result.snapshot)) as Json.Json
    return result
  }
  return {
    take,
    start: (input?: Json.Json) => take({ type: "start", ...(input === undefined ? {} : { input }) }),
    text: (text: string) => take({ type: "message", text }),
    command: (name: string) => take({ type: "command", name }),
    wait: (millis: number) => {
      now += millis
    },
    fire: (id: string) => take({ type: "timer", id, event: { type: id } }),
    succeed: (id: string, output?: Json.Json) =>
      take({ type: "taskSucceeded", id, ...(output === undefined ? {} : { output }) }),
    stored: () => stored as { readonly [key: string]: Json.Json }
  }
}
