import { readFileSync } from "node:fs"
import { type Definition, type Envelope, type Json, Snapshot, Step } from "@parley/core"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { command, context, define, envelope, machine, save, say, talk, task, words } from "./raw.ts"

const golden = (name: string) =>
  JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), "utf8")) as Definition.Stored

const Parcel1 = Schema.Struct({ street: Schema.String, since: Schema.Date })
const Parcel2 = Schema.Struct({ address: Schema.String, since: Schema.Date })
const asStored = (schema: Schema.Schema.Any) => schema as unknown as Schema.Schema<unknown, Json.Json>

const states = (question: string, after: number) => ({
  $return: { type: "history", history: "deep", target: question },
  [question]: {
    tags: ["awaiting"],
    entry: [say("Where to?")],
    after: { [after]: "bye" },
    on: {
      "in.message": {
        target: "bye",
        actions: [save((_: never, event: { text: string }) => ({ since: new Date(event.text) }))]
      }
    }
  },
  help: { tags: ["awaiting"], on: { "in.message": "back" } },
  back: { always: "$return" },
  bye: { tags: ["awaiting"], entry: [say("Bye.")] }
})

const parcel = (version: number, more: Partial<Definition.Definition> = {}) =>
  define(
    machine({
      id: "parcel",
      initial: version === 1 ? "address" : "where",
      context: context(version === 1 ? { street: "", since: new Date(0) } : { address: "", since: new Date(0) }),
      on: { "in.command.help": ".help" },
      states: version === 1 ? states("address", 600_000) : states("where", 300_000)
    }),
    { version, context: asStored(version === 1 ? Parcel1 : Parcel2), commands: [command("help", true)], ...more }
  )

/** The street has become an address, and its question has another name. */
const rename = (stored: Definition.Stored): Definition.Stored => {
  const { street, ...data } = stored.data as { readonly [key: string]: Json.Json }
  return {
    ...stored,
    value: stored.value === "address" ? "where" : stored.value,
    data: { ...data, address: street ?? "" }
  }
}

const hello = (at = 0): Envelope.Envelope => envelope({ type: "message", text: "2026-03-03" }, at)
const right = (result: ReturnType<typeof Step.take>) => Either.getOrThrowWith(result, (error) => error)
const left = (result: ReturnType<typeof Step.take>) => Either.getOrThrow(Either.flip(result))

describe("a stored snapshot", () => {
  it("of version 1 is read as it was written then", () => {
    const asked = right(Step.take(parcel(1), golden("parcel-1-asking"), hello()))
    expect(asked.state).toBe("bye")
    expect(asked.timersCancelled).toEqual(["xstate.after.600000.parcel.address"])
    expect(asked.snapshot).toMatchObject({ data: { street: "Main Street", since: "2026-03-03T00:00:00.000Z" } })
    const away = right(Step.take(parcel(1), golden("parcel-1-away"), hello(200_000)))
    expect(away.state).toBe("address")
    expect(away.timersSet.map((timer) => timer.after)).toEqual([400_000])
  })

  it("comes back from JSON as it went", () => {
    FastCheck.assert(
      FastCheck.property(
        FastCheck.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
        FastCheck.string(),
        (since, street) => {
          const definition = parcel(1, { input: asStored(Parcel1) })
          const withInput = define(
            machine({
              id: "parcel",
              initial: "a",
              context: context({ since, street }),
              states: { a: { on: { "in.message": { actions: [] } } } }
            }),
            { context: definition.context }
          )
          const first = right(Step.take(withInput, undefined, envelope({ type: "start" })))
          const stored = JSON.parse(JSON.stringify(first.snapshot)) as Json.Json
          expect(right(Step.take(withInput, stored, hello())).snapshot).toEqual(stored)
        }
      ),
      { numRuns: 50 }
    )
  })

  it("leaves the turn's facts out, and has fresh ones at every turn", () => {
    const definition = define(machine({
      id: "clock",
      initial: "a",
      states: { a: { on: { "in.message": { actions: [say((c) => `${c.sys.turn.at} ${c.sys.turn.locale}`)] } } } }
    }))
    const clock = talk(definition)
    clock.start()
    clock.wait(5)
    expect(words(clock.text("x"))).toEqual(["5 en"])
    expect(JSON.stringify(clock.stored())).not.toContain("locale")
  })

  it("that nothing changed is given back as it is", () => {
    const stored = golden("parcel-1-asking")
    expect(right(Step.take(parcel(1), stored, envelope({ type: "released" }))).snapshot).toBe(stored)
  })
})

describe("a snapshot of an older version", () => {
  const current = parcel(3, { migrate: { 1: rename, 2: (stored) => stored } })

  it("goes up version by version, and the event is taken there", () => {
    const taken = right(Step.take(current, golden("parcel-1-asking"), hello()))
    expect(taken.state).toBe("bye")
    expect(taken.snapshot).toMatchObject({ version: 3, data: { address: "Main Street" } })
  })

  it("is given to each migration with the version that it reads", () => {
    const seen: Array<number> = []
    const note = (change: (stored: Definition.Stored) => Definition.Stored) => (stored: Definition.Stored) => {
      seen.push(stored.version)
      return change(stored)
    }
    right(
      Step.take(
        parcel(3, {
          migrate: {
            1: note(rename),
            2: note((stored) => stored)
          }
        }),
        golden("parcel-1-asking"),
        hello()
      )
    )
    expect(seen).toEqual([1, 2])
  })

  it("gets the timers of the new version for those of the old", () => {
    const taken = right(Step.take(current, golden("parcel-1-asking"), envelope({ type: "released" }, 60_000)))
    expect(taken.timersCancelled).toEqual(["xstate.after.600000.parcel.address"])
    expect(taken.timersSet).toEqual([{
      id: "xstate.after.300000.parcel.where",
      after: 300_000,
      meaning: "deadline",
      event: { type: "xstate.after.300000.parcel.where" }
    }])
    expect(taken.snapshot).toMatchObject({ version: 3, value: "where" })
  })

  it("is set aside with a sentence when no migration reads it", () => {
    const missing = left(Step.take(parcel(3, { migrate: { 1: rename } }), golden("parcel-1-asking"), hello()))
    expect(missing).toMatchObject({
      _tag: "Unreadable",
      dialogue: "parcel",
      stored: 1,
      wanted: 3,
      reason: "there is no migrate[2]"
    })
    const unfit = left(Step.take(parcel(2, { migrate: { 1: (stored) => stored } }), golden("parcel-1-asking"), hello()))
    expect(unfit.message).toMatch(/there is no state "address".*Correct migrate/)
    const thrown = left(Step.take(
      parcel(2, {
        migrate: {
          1: () => {
            throw new Error("oh")
          }
        }
      }),
      golden("parcel-1-asking"),
      hello()
    ))
    expect(thrown.message).toMatch(/migrate\[1\] threw: oh/)
  })

  it("whose place a command left is gone is set aside, too", () => {
    const away = left(Step.take(current, golden("parcel-1-away"), hello()))
    expect(away.message).toMatch(/a command cannot return: there is no state "address"/)
  })

  it("may not stand where a task should run that was never started", () => {
    const running = define(
      machine({ id: "parcel", initial: "work", states: { work: { invoke: { id: "w", src: "w" } } } }, {}, ["w"]),
      { version: 2, tasks: { w: task("W") }, migrate: { 1: (stored) => ({ ...stored, value: "work" }) } }
    )
    expect(left(Step.take(running, golden("parcel-1-asking"), hello())).message).toMatch(
      /no task "w" runs, which "work" waits for/
    )
  })

  it("begins anew when the dialogue says so, and what still ran is ended", () => {
    const definition = parcel(2, { unmigratable: "restart" })
    const again = right(Step.take(definition, { ...golden("parcel-1-asking"), tasks: { old: "old" } }, hello()))
    expect(words(again)).toEqual(["Where to?"])
    expect(again.restarted).toBe("there is no migrate[1]")
    expect(again.timersCancelled).toEqual(["xstate.after.600000.parcel.address"])
    expect(again.tasksStopped).toEqual(["old"])
    expect(again.snapshot).toMatchObject({ version: 2, value: "where" })
  })
})

describe("a snapshot that cannot be read", () => {
  const damaged: ReadonlyArray<readonly [string, Json.Json, RegExp]> = [
    ["is no record", "garbage", /not a snapshot of format 1/],
    [
      "is of another format",
      { ...golden("parcel-1-asking"), format: 2 },
      /not a snapshot of format 1/
    ],
    ["is another dialogue's", { ...golden("parcel-1-asking"), dialogue: "taxi" }, /belongs to dialogue "taxi"/],
    ["is newer than the code", { ...golden("parcel-1-asking"), version: 9 }, /newer than this code.*Deploy version 9/],
    ["has a damaged part", { ...golden("parcel-1-asking"), timers: "soon" }, /form is damaged/],
    ["stands nowhere", { ...golden("parcel-1-asking"), value: "gone" }, /no state "gone".*raise the version/],
    [
      "does not fit the schema",
      { ...golden("parcel-1-asking"), data: { street: 1 } },
      /context does not fit the schema/
    ],
    [
      "remembers a state that is gone",
      { ...golden("parcel-1-asking"), history: { x: ["parcel.gone"] } },
      /history leads to "parcel.gone"/
    ]
  ]
  for (const [how, stored, sentence] of damaged) {
    it(`because it ${how} is told with its cure, and nothing begins anew`, () => {
      const failed = left(Step.take(parcel(1, { unmigratable: "restart" }), stored, hello()))
      expect(failed).toBeInstanceOf(Snapshot.Unreadable)
      expect(failed.message).toMatch(sentence)
    })
  }
})

describe("a called dialogue in a snapshot", () => {
  const calling = (
    version: number,
    migrate?: { readonly [version: number]: (stored: Definition.Stored) => Definition.Stored }
  ) =>
    define(
      machine({
        id: "outer",
        initial: "inner",
        context: ({ input }: { input: Definition.MachineInput }) => {
          const made = context({})({ input })
          return { ...made, sys: { ...made.sys, calls: { inner: { when: new Date(0) } } } }
        },
        states: {
          inner: {
            initial: version === 1 ? "a" : "b",
            states: version === 1 ? { a: {} } : { b: { on: { "in.message": { actions: [say("Heard.")] } } } }
          }
        }
      }),
      {
        calls: {
          inner: {
            dialogue: "part",
            version,
            context: asStored(Schema.Struct({ when: Schema.Date })),
            ...(migrate === undefined ? {} : { migrate })
          }
        }
      }
    )
  const stored = right(Step.take(calling(1), undefined, envelope({ type: "start" }))).snapshot

  it("is stored with its own version, by its own schema", () => {
    expect(stored).toMatchObject({
      calls: { inner: { dialogue: "part", version: 1, data: { when: "1970-01-01T00:00:00.000Z" } } }
    })
  })

  it("is migrated by itself", () => {
    const taken = right(Step.take(calling(2, { 1: (inner) => ({ ...inner, value: "b" }) }), stored, hello()))
    expect(words(taken)).toEqual(["Heard."])
    expect(taken.snapshot).toMatchObject({ value: { inner: "b" }, calls: { inner: { version: 2 } } })
  })

  it("that has no migration is told by name", () => {
    expect(left(Step.take(calling(2), stored, hello())).message).toMatch(
      /dialogue "part", called at "inner": there is no migrate\[1\]/
    )
  })
})

describe("what comes from outside", () => {
  const listening = define(
    machine(
      {
        id: "listening",
        initial: "a",
        states: {
          a: {
            on: {
              "in.signal.shipped": {
                actions: [
                  say("Shipped."),
                  save((_: never, event: { payload: object }) => event.payload)
                ]
              }
            },
            invoke: {
              id: "t",
              src: "t",
              onDone: { actions: [save((_: never, event: { output: object }) => ({ got: event.output }))] }
            }
          }
        }
      },
      {},
      ["t"]
    ),
    {
      signals: { shipped: asStored(Schema.Struct({ at: Schema.Date })) },
      context: asStored(Schema.Struct({ at: Schema.optional(Schema.Date), got: Schema.optional(Schema.Date) })),
      tasks: { t: task("T", { result: asStored(Schema.Date) }) }
    }
  )

  it("is decoded before the dialogue sees it", () => {
    const listen = talk(listening)
    listen.start()
    listen.take({ type: "signal", name: "shipped", payload: { at: "2026-01-01T00:00:00.000Z" } })
    listen.succeed("t", "2026-01-02T00:00:00.000Z")
    expect(listen.stored()["data"]).toEqual({ at: "2026-01-01T00:00:00.000Z", got: "2026-01-02T00:00:00.000Z" })
  })

  it("and does not fit its schema fails with a sentence that names it", () => {
    const { snapshot } = right(Step.take(listening, undefined, envelope({ type: "start" })))
    const signal = left(Step.take(listening, snapshot, envelope({ type: "signal", name: "shipped", payload: {} })))
    expect(signal.message).toMatch(/the payload of the signal "shipped" does not fit/)
    const result = left(Step.take(listening, snapshot, envelope({ type: "taskSucceeded", id: "t", output: "never" })))
    expect(result.message).toMatch(/the result of the task "t" does not fit/)
  })
})
