import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import type { TaskInfo } from "../../src/dialogue/words/Run.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { ana, rig } from "./Rig.ts"

const bot = { typing: false } as const

class SoldOut extends Schema.TaggedError<SoldOut>()("SoldOut", { what: Schema.String }) {}

type Run = (info: TaskInfo) =>
  | Effect.Effect<unknown, SoldOut>
  | Promise<unknown>

/** Runs a task as soon as someone writes, and says how it ended. */
const worker = (
  run: Run,
  options: {
    readonly recovery?: "rerun" | "fail"
    readonly retry?: Schedule.Schedule<unknown>
    readonly timeout?: "1 minute"
  } = {}
) => {
  const d = Dialogue.setup({
    id: "worker",
    version: 1,
    context: Schema.Struct({ result: Schema.optionalWith(Schema.Unknown, { default: () => "nothing" }) }),
    states: ["work", "done", "sold", "failed"]
  })
  return d.make({
    initial: "work",
    starts: ["hi"],
    states: {
      work: d.run("DoWork", {
        ...options,
        run: (_context, info) => run(info) as Effect.Effect<unknown, SoldOut>,
        success: { to: "done", save: (result) => ({ result }) },
        failure: { SoldOut: "sold", else: "failed" }
      }),
      done: d.end(({ result }) => `Done: ${JSON.stringify(result)}`),
      sold: d.end("Sold out."),
      failed: d.end("That failed.")
    }
  })
}

const outcome = async (run: Run, options?: Parameters<typeof worker>[1]) => {
  const one = await rig({ dialogues: [worker(run, options)], bot })
  await one.say("hi")
  return one
}

describe("a task", () => {
  it("brings its result back into the dialogue, from an Effect or an async function", async () => {
    expect((await outcome(() => Effect.succeed({ n: 1 }))).said()).toEqual(["Done: {\"n\":1}"])
    expect((await outcome(async () => ["a"])).said()).toEqual(["Done: [\"a\"]"])
  })

  it("knows whose it is", async () => {
    expect((await outcome(async ({ conversation }) => conversation)).said()).toEqual([`Done: ${JSON.stringify(ana)}`])
  })

  it("that fails by a name leads where the dialogue says; by any other, where it says for the rest", async () => {
    expect((await outcome(() => Effect.fail(new SoldOut({ what: "pizza" })))).said()).toEqual(["Sold out."])
    expect((await outcome(() => Promise.reject(new Error("no network")))).said()).toEqual(["That failed."])
    expect((await outcome(() => Effect.die(new SoldOut({ what: "a bug" })))).said()).toEqual(["That failed."])
    expect(
      (await outcome(() => {
        throw new Error("at once")
      })).said()
    ).toEqual(["That failed."])
  })

  it("whose result cannot be stored fails with the cure in the log", async () => {
    const { happenings, said } = await outcome(async () => ({ when: new Date(0) }))
    expect(said()).toEqual(["That failed."])
    const [failure] = happenings.filter((one) => one._tag === "Failed")
    expect(failure?._tag === "Failed" ? failure.reason : "").toContain("it.when is a Date")
    expect(failure?._tag === "Failed" ? failure.reason : "").toContain("`result` schema")
  })

  it("is tried again as its schedule says, under one id", async () => {
    const ids: Array<string> = []
    const { advance, said } = await outcome(
      ({ id }) =>
        Effect.suspend(() => ids.push(id) < 3 ? Effect.fail(new SoldOut({ what: "x" })) : Effect.succeed("third time")),
      { retry: Schedule.spaced("1 minute") }
    )
    expect(said()).toEqual([])
    await advance(5 * 60_000)
    expect(said()).toEqual(["Done: \"third time\""])
    expect(new Set(ids).size).toBe(1)
    expect(ids).toHaveLength(3)
  })

  it("has one limit for all its attempts together, and is not tried again once that has passed", async () => {
    const begun: Array<number> = []
    const one = await outcome(
      () => Effect.suspend(() => (begun.push(begun.length), Effect.fail(new SoldOut({ what: "x" })))),
      { retry: Schedule.spaced("25 seconds"), timeout: "1 minute" }
    )
    await one.advance(59_000)
    expect(one.said()).toEqual([])
    expect(begun).toHaveLength(3)
    await one.advance(2_000)
    expect(one.said()).toEqual(["That failed."])
    const [failure] = one.happenings.filter((happening) => happening._tag === "Failed")
    expect(failure?._tag === "Failed" ? failure.reason : "").toContain("did not end within 60000 ms")
    await one.advance(10 * 60_000)
    expect(begun).toHaveLength(3)
  })

  it("that takes longer than it may is stopped, and has failed", async () => {
    let aborted = false
    const { advance, said } = await outcome(
      ({ signal }) =>
        Effect.never.pipe(Effect.onInterrupt(() =>
          Effect.sync(() => {
            aborted = true
            expect(signal.aborted).toBe(false)
          })
        )),
      { timeout: "1 minute" }
    )
    await advance(59_000)
    expect(said()).toEqual([])
    await advance(2_000)
    expect(said()).toEqual(["That failed."])
    expect(aborted).toBe(true)
  })
})

describe("a command that leaves", () => {
  it("and comes while a task runs is answered with patience, and the task is started once", async () => {
    const d = Dialogue.setup({
      id: "kitchen",
      version: 1,
      context: Schema.Struct({}),
      states: ["place", "help", "done", "failed"]
    })
    let started = 0
    const kitchen = d.make({
      initial: "place",
      starts: ["hi"],
      commands: { help: "help" },
      states: {
        place: d.run("PlaceOrder", {
          run: () => Effect.suspend(() => (started++, Effect.sleep("1 minute"))),
          recovery: "rerun",
          success: { to: "done" },
          failure: { else: "failed" }
        }),
        help: d.say("I can help.", { to: d.back }),
        done: d.end("Placed."),
        failed: d.end("That failed.")
      }
    })
    const { advance, conversation, said, say } = await rig({ dialogues: [kitchen], bot })
    await say("hi")
    const before = (await conversation()).tasks
    await say("help")
    expect((await conversation()).tasks).toEqual(before)
    await advance(59_000)
    const waiting = said()
    await advance(60_000)
    expect(started).toBe(1)
    expect(waiting).toEqual(["One moment please, I am still working on it."])
    expect(said().slice(1)).toEqual(["Placed."])
  })
})

describe("a task that was running when its process ended", () => {
  const twice = async (recovery: "rerun" | "fail") => {
    const store = MemoryStore.make()
    const ids: Array<string> = []
    const first = await rig({
      dialogues: [worker(({ id }) => Effect.suspend(() => (ids.push(id), Effect.sleep("1 day"))), { recovery })],
      store,
      bot
    })
    await first.say("hi")
    expect(first.bot.busy()).toBe(1)
    await first.close()
    const second = await rig({
      dialogues: [worker(({ id }) => Effect.sync(() => ids.push(id)), { recovery })],
      store,
      time: first.time,
      bot
    })
    expect((await second.conversation()).tasks).toEqual([])
    return { ids, said: second.said() }
  }

  it("runs again under the same id where the dialogue says so", async () => {
    const { ids, said } = await twice("rerun")
    expect(said).toEqual(["Done: 2"])
    expect(new Set(ids).size).toBe(1)
  })

  it("has failed where it must not run twice", async () => {
    const { ids, said } = await twice("fail")
    expect(said).toEqual(["That failed."])
    expect(ids).toHaveLength(1)
  })
})

describe("the result of a task", () => {
  it("counts only while its row stands: one from an earlier run of the same task changes nothing", async () => {
    let runs = 0
    const { bot: running, conversation, run, said, say } = await rig({
      dialogues: [worker(() => Effect.suspend(() => ++runs === 1 ? Effect.succeed("x") : Effect.sleep("1 day")))],
      bot
    })
    await say("hi")
    await say("hi")
    const [task] = (await conversation()).tasks
    expect(task?.revision).toBe(3)
    await run(running.accept([{
      id: "task/late",
      conversation: ana,
      at: 0,
      receivedAt: 0,
      event: { _tag: "TaskSucceeded", task: task?.id ?? "", revision: 1, output: "late" }
    }]))
    expect(said()).toEqual(["Done: \"x\""])
    expect((await conversation()).tasks).toEqual([task])
  })
})
