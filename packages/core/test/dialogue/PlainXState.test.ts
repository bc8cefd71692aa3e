import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { assign, createActor, emit, fromPromise, raise, SimulatedClock, waitFor } from "xstate"
import * as Answer from "../../src/dialogue/Answer.ts"
import type { Definition, MachineOutput } from "../../src/dialogue/Definition.ts"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as Message from "../../src/model/Message.ts"
import { pizza } from "./pizza.ts"
import { begin } from "./talk.ts"

/** An actor of XState's own, with what it emits and a clock to turn. */
const host = (machine: Definition["machine"]) => {
  const clock = new SimulatedClock()
  const actor = createActor(machine, { clock })
  const said: Array<string> = []
  actor.on("*", (event) => {
    // A compiled machine emits nothing but its outputs.
    const output = event as MachineOutput
    said.push(output.type === "out.message" ? Message.words(output.message) : output.type)
  })
  actor.start()
  return { actor, clock, said, write: (text: string) => actor.send({ type: "in.message", text }) }
}

describe("a dialogue's machine under XState's own actor", () => {
  it("takes an order to its end", async () => {
    const orders: Array<unknown> = []
    const machine = pizza.machine.provide({
      actors: {
        place: fromPromise(async ({ input }) => {
          orders.push(input)
        })
      }
    })
    const { actor, said, write } = host(machine)

    for (const words of ["large", "12 Main Street", "yes"]) write(words)
    await waitFor(actor, (snapshot) => snapshot.status === "done")

    expect(said).toEqual([
      "Which size?",
      "Where to?",
      "To 12 Main Street?",
      "On its way!"
    ])
    expect(orders).toEqual([{ size: 32, address: "12 Main Street" }])
  })

  it("lets its timers run on the host's clock", () => {
    const { clock, said, write } = host(pizza.machine)

    write("small")
    clock.increment(10 * 60_000)

    expect(said).toEqual(["Which size?", "Where to?", "Still there?", "Where to?"])
  })

  it("runs tasks that are async functions by itself", async () => {
    const d = Dialogue.setup({
      id: "plain",
      version: 1,
      context: Schema.Struct({ n: Schema.optionalWith(Schema.Number, { default: () => 1 }) }),
      states: ["work", "done", "failed"]
    })
    const plain = d.make({
      initial: "work",
      states: {
        work: d.run("AddOne", {
          run: async ({ n }) => n + 1,
          success: { to: "done", save: (n) => ({ n }) },
          failure: { else: "failed" }
        }),
        done: d.end(({ n }) => `It is ${n}.`),
        failed: d.end("It failed.")
      }
    })
    const { actor, said } = host(plain.machine)

    await waitFor(actor, (snapshot) => snapshot.status === "done")

    expect(said).toEqual(["It is 2."])
  })

  it("names its actions and guards, so that its configuration reads as JSON", () => {
    const { address } = JSON.parse(JSON.stringify(pizza.machine.config.states)) as {
      address: { entry: unknown; on: Record<string, unknown> }
    }

    expect(address.entry).toEqual([
      { type: "keep", params: { at: "address", part: "arrive" } },
      { type: "put", params: { at: "address", part: "question" } }
    ])
    expect(Object.keys(address.on)).not.toContain("*")
  })
})

describe("the word state", () => {
  const d = Dialogue.setup({
    id: "raw",
    version: 1,
    context: Schema.Struct({ n: Schema.optionalWith(Schema.Number, { default: () => 0 }) }),
    states: ["both", "done"]
  })

  it("takes parallel states, guards, assign, emit, raise and delays as XState has them", () => {
    const raw = d.make({
      initial: "both",
      states: {
        both: d.state({
          type: "parallel",
          states: {
            count: {
              on: {
                "in.message": {
                  actions: [
                    assign({ data: ({ context }) => ({ n: context.data.n + 1 }) }),
                    emit(({ context }) =>
                      ({ type: "out.message", message: Message.text(`${context.data.n}`) }) as const
                    ),
                    raise({ type: "in.released" }, { delay: 1000, id: "later" })
                  ]
                }
              }
            },
            end: {
              initial: "open",
              states: {
                open: { on: { "in.released": { guard: ({ context }) => context.data.n > 1, target: "#raw.done" } } }
              }
            }
          }
        }, { leadsTo: ["done"] }),
        done: d.end("Done.")
      }
    })

    const second = begin(raw).write("one").write("two")

    expect(second.said).toEqual(["2"])
    expect(second.timers).toContain("+later")
    expect(second.fire("later").said).toEqual(["Done."])
    expect(begin(raw).write("one").fire("later").said).toEqual([])
  })

  it("throws at an endless circle instead of hanging", () => {
    const d2 = Dialogue.setup({
      id: "round",
      version: 1,
      context: Schema.Struct({}),
      states: ["ask", "a", "b", "end"]
    })
    const round = d2.make({
      initial: "ask",
      states: {
        ask: d2.ask("Go?", { answer: Answer.text, to: "a" }),
        a: d2.say("A", { to: [{ when: () => false, to: "end" }, "b"] }),
        b: d2.say("B", { to: [{ when: () => false, to: "end" }, "a"] }),
        end: d2.end()
      }
    })

    expect(() => begin(round).write("go")).toThrow("Infinite loop detected")
  })
})
