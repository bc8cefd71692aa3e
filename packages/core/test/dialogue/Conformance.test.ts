import type { Definition, Envelope, Json } from "@parley/core"
import { Step } from "@parley/core"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { afterAll, describe, expect, it } from "vitest"
import { createActor, SimulatedClock } from "xstate"
import { all, vocabulary } from "./machines.ts"
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

interface Stored {
  readonly [key: string]: Json.Json
}

const namesIn = (stored: Stored, key: string): ReadonlyArray<string> => Object.keys(stored[key] ?? {}).toSorted()

/** The event that a number stands for where the dialogue stands: words most often, else what runs ends or fires. */
const pick = (number: number, stored: Stored, events: ReadonlyMap<string, Json.Json>): Envelope.DialogueEvent => {
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

let steps = 0

describe("the pure step", () => {
  for (const [name, definition] of Object.entries(all)) {
    it(`does what XState's own actor does: ${name}`, () => {
      FastCheck.assert(
        FastCheck.property(FastCheck.array(FastCheck.nat(100_000), { minLength: 40, maxLength: 70 }), (numbers) => {
          const actor = live(definition)
          const events = new Map<string, Json.Json>()
          const fired = new Set<string>()
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
            if (theirs.status !== "active") return
            for (const timer of result.timersSet) fired.delete(timer.id)
            // A timer that the test fired by hand is still scheduled over there until its state is left.
            expect(actor.timers().filter((id) => !fired.has(id))).toEqual(namesIn(stored, "timers"))
          }
        }),
        { numRuns: 50, seed: 20_261_121 }
      )
    })
  }

  it("is the fold of its envelopes: the same events give the same snapshot, byte for byte", () => {
    for (const definition of Object.values(all)) {
      FastCheck.assert(
        FastCheck.property(FastCheck.array(FastCheck.nat(100_000), { maxLength: 30 }), (numbers) => {
          const begin = envelope({ type: "start" })
          const journal: Array<Envelope.Envelope> = [begin]
          const events = new Map<string, Json.Json>()
          const next = (stored: Json.Json | undefined, one: Envelope.Envelope) =>
            Either.getOrThrow(Step.take(definition, stored, one))
          let result = next(undefined, begin)
          for (const number of numbers) {
            for (const timer of result.timersSet) events.set(timer.id, timer.event)
            const one = envelope(pick(number, result.snapshot as Stored, events), number)
            journal.push(one)
            result = next(JSON.parse(JSON.stringify(result.snapshot)) as Json.Json, one)
          }
          const folded = journal.reduce<Json.Json | undefined>((stored, one) => next(stored, one).snapshot, undefined)
          expect(JSON.stringify(folded)).toBe(JSON.stringify(result.snapshot))
        }),
        { numRuns: 20, seed: 7 }
      )
    }
  })

  afterAll(() => {
    expect(steps).toBeGreaterThan(10_000)
  })
})
