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
  readonly control?: { readonly _tag: string }
}

/** XState's own actor of the same machine; its clock stands, so timers fire only when the test sends their events. */
const live = (definition: Definition.Definition) => {
  const said: Array<string> = []
  const actor = createActor(definition.machine, {
    input: { turn: { at: 0, locale: "en", channel: "messenger", person: {} } },
    clock: new SimulatedClock()
  })
  actor.on("*", (event) => {
    const { control, message, type } = event as unknown as Emitted
    said.push(message?.content.text ?? control?._tag ?? type)
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

const failureOf = ({ error, failure }: Extract<Envelope.DialogueEvent, { readonly type: "taskFailed" }>) =>
  failure === undefined ? { error } : { error, failure }

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
      return { type: `xstate.error.actor.${event.id}`, error: failureOf(event) } as { readonly type: string }
    case "signal":
      return { type: `in.signal.${event.name}`, payload: event.payload } as { readonly type: string }
    case "released":
      return { type: "in.released" }
    case "refused":
      return { type: "in.refused", refusal: event.refusal } as { readonly type: string }
    default:
      throw new Error(`no random conversation has ${event.type}`)
  }
}

/** A stored snapshot, as far as it is read here. */
export interface Stored {
  readonly [key: string]: Json.Json
}

const namesIn = (stored: Stored, key: string): ReadonlyArray<string> => Object.keys(stored[key] ?? {}).toSorted()

/** A machine without commands of its own is sent the two that some machines take. */
const commandsOf = ({ commands }: Definition.Definition): ReadonlyArray<string> =>
  commands.length === 0 ? ["reset", "off"] : commands.map((command) => command.name)

const refused: Envelope.DialogueEvent = {
  type: "refused",
  refusal: { rule: "window", reason: "the window is shut", waysOut: [] }
}

/** The event that a number stands for where the dialogue stands: words most often, else what runs ends or fires. */
export const pick = (
  definition: Definition.Definition,
  number: number,
  stored: Stored,
  events: ReadonlyMap<string, Json.Json>
): Envelope.DialogueEvent => {
  const choices: Array<Envelope.DialogueEvent> = [
    ...vocabulary.map((text) => ({ type: "message" as const, text })),
    ...namesIn(stored, "timers").map((id) => ({ type: "timer" as const, id, event: events.get(id) ?? null })),
    ...namesIn(stored, "tasks").flatMap((id) => [
      { type: "taskSucceeded" as const, id, output: number },
      { type: "taskFailed" as const, id, error: "broken" },
      { type: "taskFailed" as const, id, failure: "SoldOut", error: null }
    ]),
    ...Object.keys(definition.signals).map((name) => ({
      type: "signal" as const,
      name,
      payload: { number: String(number) }
    })),
    ...(number % 7 === 0 ? commandsOf(definition).map((name) => ({ type: "command" as const, name })) : []),
    ...(number % 3 === 0 ? [{ type: "released" as const }, refused] : [])
  ]
  return choices[Math.floor(number / 7) % choices.length] ?? { type: "message", text: "a" }
}

/** Takes both through the events that the numbers stand for, compares them after each, and counts the steps taken. */
export const walk = (definition: Definition.Definition, numbers: ReadonlyArray<number>): number => {
  const actor = live(definition)
  const events = new Map<string, Json.Json>()
  const fired = new Set<string>()
  // The timers as a store has them, which is told only what is set and what is cancelled.
  const rows = new Set<string>()
  let steps = 0
  let result = Either.getOrThrow(Step.take(definition, undefined, envelope({ type: "start" })))
  let stored: Stored = {}
  for (const number of [undefined, ...numbers]) {
    if (number !== undefined) {
      const event = pick(definition, number, stored, events)
      if (event.type === "timer") {
        fired.add(event.id)
        rows.delete(event.id)
      }
      actor.send(machineEvent(event))
      result = Either.getOrThrow(Step.take(definition, stored, envelope(event)))
      steps++
    }
    stored = JSON.parse(JSON.stringify(result.snapshot)) as Stored
    for (const id of result.timersCancelled) rows.delete(id)
    for (const timer of result.timersSet) {
      events.set(timer.id, timer.event)
      rows.add(timer.id)
    }
    const theirs = actor.view()
    const { trail = [], retries = {}, drafts = {}, calls = {} } = stored
    expect({ value: stored["value"], status: result.status, data: stored["data"] })
      .toEqual({ value: theirs.value, status: theirs.status, data: theirs.data })
    const notified = stored["notified"] === undefined ? {} : { notified: stored["notified"] }
    const data = Object.fromEntries(
      Object.entries(calls as Stored).map(([path, call]) => [path, (call as Stored)["data"]])
    )
    expect({ trail, retries, drafts, calls: data, ...notified }).toEqual(theirs.sys)
    expect(words(result)).toEqual(actor.said())
    if (theirs.status !== "active") return steps
    expect([...rows].toSorted()).toEqual(namesIn(stored, "timers"))
    for (const timer of result.timersSet) fired.delete(timer.id)
    // A timer that the test fired by hand is still scheduled over there until its state is left.
    expect(actor.timers().filter((id) => !fired.has(id))).toEqual(namesIn(stored, "timers"))
  }
  return steps
}
