/**
 * Random conversations in which the pure step and XState's own actor of the same machine go side by side.
 *
 * @module
 */
import type { Definition, Envelope, Json } from "@parley/core"
import { Step } from "@parley/core"
import * as Either from "effect/Either"
import { expect } from "vitest"
import { createActor, SimulatedClock } from "xstate"
import { vocabulary } from "./machines.ts"
import { envelope, words } from "./raw.ts"

interface Emitted {
  readonly type: string
  readonly message?: { readonly content: { readonly text: string } }
}

/** XState's own actor of the same machine; its clock stands, so timers fire only when the test sends their events. */
const live = (definition: Definition.Definition) => {
  const said: Array<string> = []
  const actor = createActor(definition.machine, {
    input: { turn: { at: 0, locale: "en", channel: "messenger", person: {} } },
    clock: new SimulatedClock()
  })
  actor.on("*", (event) => {
    said.push((event as unknown as Emitted).message?.content.text ?? event.type)
  })
  actor.start()
  return {
    send: (event: { readonly type: string }) => actor.send(event),
    view: () => {
      const snapshot = actor.getSnapshot()
      const { turn: _, ...sys } = snapshot.context.sys
      return { value: snapshot.value, status: snapshot.status, data: snapshot.context.data, sys }
    },
    // XState tells what is scheduled only in the snapshot of its system.
    timers: () =>
      Object.values(
        (actor.system.getSnapshot() as unknown as {
          readonly _scheduledEvents: { readonly [id: string]: { readonly id: string } }
        })._scheduledEvents
      ).map((one) => one.id).toSorted(),
    said: () => said.splice(0)
  }
}

const machineEvent = (event: Envelope.DialogueEvent): { readonly type: string } => {
  switch (event.type) {
    case "message":
      return { ...event, type: "in.message" }
    case "command":
      return { type: `in.command.${event.name}` }
    case "timer":
      return event.event as { readonly type: string }
    case "taskSucceeded":
      return { type: `xstate.done.actor.${event.id}`, output: event.output } as { readonly type: string }
    case "taskFailed":
      return { type: `xstate.error.actor.${event.id}`, error: { error: event.error } } as { readonly type: string }
    default:
      throw new Error(`no random conversation has ${event.type}`)
  }
}

/** A stored snapshot, as far as it is read here. */
export interface Stored {
  readonly [key: string]: Json.Json
}

const namesIn = (stored: Stored, key: string): ReadonlyArray<string> => Object.keys(stored[key] ?? {}).toSorted()

/** The event that a number stands for where the dialogue stands: words most often, else what runs ends or fires. */
export const pick = (
  number: number,
  stored: Stored,
  events: ReadonlyMap<string, Json.Json>
): Envelope.DialogueEvent => {
  const choices: Array<Envelope.DialogueEvent> = [
    ...vocabulary.map((text) => ({ type: "message" as const, text })),
    ...namesIn(stored, "timers").map((id) => ({ type: "timer" as const, id, event: events.get(id) ?? null })),
    ...namesIn(stored, "tasks").flatMap((id) => [
      { type: "taskSucceeded" as const, id, output: number },
      { type: "taskFailed" as const, id, error: "broken" }
    ]),
    ...(number % 7 === 0 ? ["reset", "off"].map((name) => ({ type: "command" as const, name })) : [])
  ]
  return choices[Math.floor(number / 7) % choices.length] ?? { type: "message", text: "a" }
}

/** Takes both through the events that the numbers stand for, compares them after each, and counts the steps taken. */
export const walk = (definition: Definition.Definition, numbers: ReadonlyArray<number>): number => {
  const actor = live(definition)
  const events = new Map<string, Json.Json>()
  const fired = new Set<string>()
  let steps = 0
  let result = Either.getOrThrow(Step.take(definition, undefined, envelope({ type: "start" })))
  let stored: Stored = {}
  for (const number of [undefined, ...numbers]) {
    if (number !== undefined) {
      const event = pick(number, stored, events)
      if (event.type === "timer") fired.add(event.id)
      actor.send(machineEvent(event))
      result = Either.getOrThrow(Step.take(definition, stored, envelope(event)))
      steps++
    }
    stored = JSON.parse(JSON.stringify(result.snapshot)) as Stored
    for (const timer of result.timersSet) events.set(timer.id, timer.event)
    const theirs = actor.view()
    const { trail = [], retries = {}, drafts = {}, calls = {} } = stored
    expect({ value: stored["value"], status: result.status, data: stored["data"] })
      .toEqual({ value: theirs.value, status: theirs.status, data: theirs.data })
    expect({ trail, retries, drafts, calls }).toEqual(theirs.sys)
    expect(words(result)).toEqual(actor.said())
    if (theirs.status !== "active") return steps
    for (const timer of result.timersSet) fired.delete(timer.id)
    // A timer that the test fired by hand is still scheduled over there until its state is left.
    expect(actor.timers().filter((id) => !fired.has(id))).toEqual(namesIn(stored, "timers"))
  }
  return steps
}
