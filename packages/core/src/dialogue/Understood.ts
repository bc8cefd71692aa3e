/**
 * What happened, as the machine takes it.
 *
 * @module
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type { Json } from "../model/Json.ts"
import type { Definition, TaskError } from "./Definition.ts"
import type { DialogueEvent } from "./Envelope.ts"
import * as Payload from "./Payload.ts"

/** An event of a machine: ours, or one of XState's own. */
export interface Understood {
  readonly type: string
  readonly [key: string]: unknown
}

type Message = Extract<DialogueEvent, { readonly type: "message" }>

/** The machine's event for what a person sent. */
export const message = (event: Message): Understood => {
  const { attachments, choice, location, text } = event
  const own = choice === undefined ? undefined : Payload.decode(choice)
  const understood: { type: string; [key: string]: unknown } = { type: "in.message" }
  if (text !== undefined) understood["text"] = text
  if (attachments !== undefined) understood["attachments"] = attachments
  if (location !== undefined) understood["location"] = location
  if (own !== undefined) understood["choice"] = own
  else if (choice !== undefined) understood["payload"] = choice
  return understood
}

const result = (definition: Definition, id: string, source: string, output: Json | undefined): unknown => {
  const schema = (definition.tasks[id] ?? definition.tasks[source])?.result
  if (schema === undefined) return output
  const read = Schema.decodeUnknownEither(schema)(output)
  if (Either.isRight(read)) return read.right
  throw new Error(`the result of the task "${id}" does not fit its schema: ${read.left.message}`)
}

/**
 * The machine's event for something that happened. `undefined` when no event of the machine could stand for it: a signal
 * that the dialogue does not have, or a second beginning. Throws when a payload or a result does not fit its schema.
 */
export const from = (
  definition: Definition,
  event: DialogueEvent,
  tasks: ReadonlyMap<string, string>
): Understood | undefined => {
  switch (event.type) {
    case "start":
      return undefined
    case "message":
      return message(event)
    case "command":
      return { type: `in.command.${event.name}` }
    case "signal": {
      const schema = definition.signals[event.name]
      if (schema === undefined) return undefined
      const read = Schema.decodeUnknownEither(schema)(event.payload)
      if (Either.isRight(read)) return { type: `in.signal.${event.name}`, payload: read.right }
      throw new Error(`the payload of the signal "${event.name}" does not fit its schema: ${read.left.message}`)
    }
    case "timer": {
      const stored = event.event as { readonly type?: unknown } | null
      if (typeof stored !== "object" || stored === null || typeof stored.type !== "string") {
        throw new Error(`the timer "${event.id}" carries no event`)
      }
      return stored as Understood
    }
    case "taskSucceeded": {
      const output = result(definition, event.id, tasks.get(event.id) ?? event.id, event.output)
      return { type: `xstate.done.actor.${event.id}`, actorId: event.id, output }
    }
    case "taskFailed": {
      const error: TaskError = {
        error: event.error,
        ...(event.failure === undefined ? {} : { failure: event.failure })
      }
      return { type: `xstate.error.actor.${event.id}`, actorId: event.id, error }
    }
    case "released":
      return { type: "in.released" }
    case "refused":
      return {
        type: "in.refused",
        refusal: event.refusal,
        ...(event.state === undefined ? {} : { state: event.state })
      }
    case "rated":
      return { type: "in.rated", answers: event.answers }
    case "optedIn":
      return { ...event, type: "in.optedIn" }
  }
}
