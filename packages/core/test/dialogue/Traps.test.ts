/** One promise for each of the ways in which XState, used plainly, would lose or break a conversation. */
import { type Json, Step } from "@parley/core"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe, expect, it, vi } from "vitest"
import { initialTransition, sendTo } from "xstate"
import { context, define, envelope, machine, save, say, talk, task, words } from "./raw.ts"

const left = (result: ReturnType<typeof Step.take>) => Either.getOrThrow(Either.flip(result))

describe("the step keeps clear of XState's traps", () => {
  it("1: a restored conversation still has its tasks and its history", () => {
    const trip = talk(define(
      machine(
        {
          id: "trip",
          initial: "room",
          states: {
            room: {
              initial: "a",
              on: { "in.command.out": "out" },
              states: {
                last: { type: "history" },
                a: { on: { "in.message": "b" } },
                b: { invoke: { id: "look", src: "look" } }
              }
            },
            out: { on: { "in.message": "room.last" } }
          }
        },
        {},
        ["look"]
      ),
      { tasks: { look: task("Look") } }
    ))
    trip.start()
    trip.text("on")
    expect(trip.stored()["tasks"]).toEqual({ look: "look" })
    expect(trip.command("out").tasksStopped).toEqual(["look"])
    expect(trip.text("back").state).toEqual({ room: "b" })
  })

  it("2: the initial state is not evaluated again on later turns", () => {
    const opened = vi.fn(() => ({}))
    const once = talk(define(machine({
      id: "once",
      initial: "a",
      context: ({ input }: { input: { turn: object } }) => {
        opened()
        return context({})({ input } as never)
      },
      states: { a: { entry: [save(opened)], on: { "in.message": "b" } }, b: { on: { "in.message": "c" } }, c: {} }
    })))
    once.start()
    once.text("x")
    once.text("y")
    expect(opened).toHaveBeenCalledTimes(2)
  })

  it("3: an event that nothing names is ignored, though XState's own events come by", () => {
    const calm = talk(define(machine({
      id: "calm",
      initial: "a",
      states: { a: { after: { 1000: { guard: () => false, target: "b" } }, on: { "in.message": "b" } }, b: {} }
    })))
    calm.start()
    const before = calm.stored()
    for (
      const event of [
        { type: "timer" as const, id: "xstate.after.1000.calm.gone", event: { type: "xstate.after.1000.calm.gone" } },
        { type: "taskSucceeded" as const, id: "nobody" },
        { type: "signal" as const, name: "unknown", payload: 1 },
        { type: "command" as const, name: "unknown" }
      ]
    ) {
      expect(calm.take(event).outcome).toBe("ignored")
      expect(calm.stored()).toEqual(before)
    }
  })

  it("4: a task that fails after it was left does not end the conversation", () => {
    const late = talk(define(
      machine(
        {
          id: "late",
          initial: "work",
          states: {
            work: { invoke: { id: "w", src: "w" }, on: { "in.message": "rest" } },
            rest: { on: { "in.message": "work" } }
          }
        },
        {},
        ["w"]
      ),
      { tasks: { w: task("Work") } }
    ))
    late.start()
    expect(late.text("stop").tasksStopped).toEqual(["w"])
    const failed = late.take({ type: "taskFailed", id: "w", error: "too late" })
    expect(failed).toMatchObject({ outcome: "ignored", status: "active", state: "rest" })
    expect(late.text("on").state).toBe("work")
  })

  it("4: a failure that nothing handles is told, and the conversation stays where it was", () => {
    const definition = define(
      machine({ id: "bare", initial: "work", states: { work: { invoke: { id: "w", src: "w" } } } }, {}, ["w"]),
      { tasks: { w: task("Work") } }
    )
    const started = Either.getOrThrow(Step.take(definition, undefined, envelope({ type: "start" })))
    const failed = left(
      Step.take(definition, started.snapshot, envelope({ type: "taskFailed", id: "w", error: "broken" }))
    )
    expect(failed).toMatchObject({ _tag: "DialogueFailed", state: "work", event: "taskFailed w" })
  })

  it("5: a task, a state or a shape that the code no longer has is told, not dropped", () => {
    const old = define(
      machine({ id: "shape", initial: "work", states: { work: { invoke: { id: "w", src: "w" } } } }, {}, ["w"]),
      { tasks: { w: task("Work") } }
    )
    const { snapshot } = Either.getOrThrow(Step.take(old, undefined, envelope({ type: "start" })))
    const say = { type: "message", text: "hi" } as const
    const without = define(machine({ id: "shape", initial: "work", states: { work: {} } }))
    expect(left(Step.take(without, snapshot, envelope(say))).message).toMatch(/waits for the task "w"/)
    const renamed = define(machine({ id: "shape", initial: "labour", states: { labour: {} } }), { tasks: old.tasks })
    expect(left(Step.take(renamed, snapshot, envelope(say))).message).toMatch(/there is no state "work"/)
    const deeper = define(
      machine({ id: "shape", initial: "work", states: { work: { initial: "a", states: { a: {} } } } }),
      { tasks: old.tasks }
    )
    expect(left(Step.take(deeper, snapshot, envelope(say))).message).toMatch(/has states of its own now/)
  })

  it("6: a dialogue that throws as it begins, and one that throws later, both fail as values", () => {
    const boom = () => {
      throw new Error("no such pizza")
    }
    const early = machine({ id: "early", initial: "a", states: { a: { entry: [save(boom)] } } })
    expect(initialTransition(early, { turn: {} })[0].status).toBe("error")
    expect(left(Step.take(define(early), undefined, envelope({ type: "start" })))).toMatchObject({
      _tag: "DialogueFailed",
      state: "(start)",
      reason: "no such pizza"
    })
    const later = define(machine({
      id: "later",
      initial: "a",
      states: { a: { on: { "in.message": { guard: boom, target: "b" } } }, b: {} }
    }))
    const { snapshot } = Either.getOrThrow(Step.take(later, undefined, envelope({ type: "start" })))
    const failed = left(Step.take(later, snapshot, envelope({ type: "message", text: "x" })))
    expect(failed).toMatchObject({
      _tag: "DialogueFailed",
      dialogue: "later",
      version: 1,
      state: "a",
      event: "message"
    })
    expect(failed.message).toMatch(/no such pizza/)
  })

  it("7: a circle of transitions throws instead of hanging", () => {
    const circle = define(machine({
      id: "circle",
      initial: "a",
      states: { a: { on: { "in.message": "b" } }, b: { always: "c" }, c: { always: "b" } }
    }))
    const { snapshot } = Either.getOrThrow(Step.take(circle, undefined, envelope({ type: "start" })))
    expect(left(Step.take(circle, snapshot, envelope({ type: "message" }))).message).toMatch(/Infinite loop/)
  })

  it("8: words see the context as it is at their place in the list", () => {
    const order = talk(define(machine({
      id: "order",
      initial: "a",
      states: {
        a: {
          on: {
            "in.message": {
              actions: [
                say((c) => `${(c.data as { n?: number }).n}`),
                save(() => ({ n: 1 })),
                say((c) => `${(c.data as { n?: number }).n}`)
              ]
            }
          }
        }
      }
    })))
    order.start()
    expect(words(order.text("x"))).toEqual(["undefined", "1"])
  })

  it("9: entering a state anew sets its timer anew, once, under its one name", () => {
    const again = talk(define(machine({
      id: "again",
      initial: "a",
      states: { a: { after: { 1000: "b" }, on: { "in.message": { target: "a", reenter: true } } }, b: {} }
    })))
    again.start()
    again.wait(400)
    const result = again.text("x")
    expect(result.timersSet).toEqual([
      {
        id: "xstate.after.1000.again.a",
        after: 1000,
        meaning: "deadline",
        event: { type: "xstate.after.1000.again.a" }
      }
    ])
    expect(result.timersCancelled).toEqual([])
    expect(again.stored()["timers"]).toEqual({ "xstate.after.1000.again.a": 1400 })
  })

  it("10: the stored form is our own, and does not change with XState", () => {
    const own = talk(define(
      machine({
        id: "own",
        initial: "a",
        context: context({ when: new Date(0) }),
        states: { a: { after: { 1000: "b" } }, b: {} }
      }),
      { context: Schema.Struct({ when: Schema.Date }) as unknown as Schema.Schema<unknown, Json.Json> }
    ))
    own.start()
    expect(own.stored()).toEqual({
      format: 1,
      dialogue: "own",
      version: 1,
      value: "a",
      data: { when: "1970-01-01T00:00:00.000Z" },
      timers: { "xstate.after.1000.own.a": 1000 }
    })
  })

  it("11: actors and actions that cannot be kept as data are refused by name", () => {
    const spawning = define(
      machine({ id: "spawning", initial: "a", states: { a: { invoke: { id: "x", src: "x" } } } }, {}, ["x"])
    )
    expect(left(Step.take(spawning, undefined, envelope({ type: "start" }))).message).toMatch(/actor "x".*not a task/)
    const acting = define(machine({ id: "acting", initial: "a", states: { a: { entry: [{ type: "log" }] } } }))
    expect(left(Step.take(acting, undefined, envelope({ type: "start" }))).message).toMatch(/action "log"/)
    const sending = define(machine({
      id: "sending",
      initial: "a",
      states: { a: { entry: [sendTo((({ self }: { self: never }) => self) as never, { type: "x" } as never)] } }
    }))
    expect(left(Step.take(sending, undefined, envelope({ type: "start" }))).message).toMatch(/xstate\.sendTo/)
  })
})
