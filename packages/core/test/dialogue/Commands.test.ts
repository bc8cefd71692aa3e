import { describe, expect, it } from "vitest"
import { command, define, machine, say, talk, task, words, wrong } from "./raw.ts"

const minutes = 60_000
const nudge = "xstate.after.600000.shop.address"

/** A question with a timer and a count, a task that holds commands up, one that lets them through, and places to go. */
const shop = define(
  machine(
    {
      id: "shop",
      initial: "address",
      on: {
        "in.command.help": { target: ".help", reenter: true },
        "in.command.agent": { target: ".human" },
        "in.command.cancel": { target: ".cancelled" }
      },
      states: {
        $return: { type: "history", history: "deep", target: "address" },
        address: {
          tags: ["awaiting"],
          entry: [say("Where to?")],
          after: { [10 * minutes]: "nudge" },
          on: {
            "in.message": [
              {
                guard: ({ event }: { event: { text?: string } }) => event.text === "?",
                actions: [wrong("address"), say("What?")]
              },
              { guard: ({ event }: { event: { text?: string } }) => event.text === "look", target: "look" },
              { target: "place" }
            ],
            "in.command.repeat": { actions: [say("Where to?")] }
          }
        },
        nudge: { entry: [say("Still there?")], always: "address" },
        place: {
          tags: ["working"],
          invoke: { id: "place", src: "place", onDone: "sent", onError: "sent" },
          on: { "in.command.repeat": { actions: [say("Still placing.")] } }
        },
        look: {
          tags: ["working", "interruptible"],
          entry: [say("Looking.")],
          invoke: { id: "look", src: "look", onDone: { target: "address", actions: [say("Found.")] } }
        },
        sent: { tags: ["awaiting"], entry: [say("Sent.")], on: { "in.message": "ended" } },
        help: { tags: ["awaiting"], entry: [say("Ask away.")], on: { "in.message": "back" } },
        human: { tags: ["human"], entry: [say("A person comes.")], on: { "in.released": "back" } },
        back: { always: "$return" },
        cancelled: { type: "final", entry: [say("Cancelled.")] },
        ended: { type: "final" }
      }
    },
    {},
    ["place", "look"]
  ),
  {
    commands: [command("help", true), command("agent", true), command("cancel", true), command("repeat", false)],
    tasks: { place: task("PlaceOrder"), look: task("LookUp") }
  }
)

describe("a command that leaves", () => {
  it("returns to the question, which is asked again", () => {
    const shopping = talk(shop)
    shopping.start()
    expect(words(shopping.command("help"))).toEqual(["Ask away."])
    const back = shopping.text("thanks")
    expect(words(back)).toEqual(["Where to?"])
    expect(back.state).toBe("address")
  })

  it("returns to the same place when the root is not left, so that XState keeps no history", () => {
    const shopping = talk(shop)
    shopping.start()
    shopping.text("Main Street")
    shopping.succeed("place")
    shopping.command("agent")
    expect(shopping.take({ type: "released" }).state).toBe("sent")
  })

  it("leaves the timer's due time as it was", () => {
    const shopping = talk(shop)
    expect(shopping.start().timersSet).toEqual([
      { id: nudge, after: 10 * minutes, meaning: "deadline", event: { type: nudge } }
    ])
    shopping.wait(4 * minutes)
    expect(shopping.command("help").timersCancelled).toEqual([nudge])
    shopping.wait(minutes)
    expect(shopping.text("thanks").timersSet.map((timer) => timer.after)).toEqual([5 * minutes])
  })

  it("lets a timer that came due meanwhile fire at once", () => {
    const shopping = talk(shop)
    shopping.start()
    shopping.command("help")
    shopping.wait(60 * minutes)
    expect(shopping.text("thanks").timersSet.map((timer) => timer.after)).toEqual([0])
  })

  it("leaves the count of wrong answers as it was", () => {
    const shopping = talk(shop)
    shopping.start()
    shopping.text("?")
    shopping.text("?")
    shopping.command("help")
    shopping.text("thanks")
    expect(shopping.stored()["retries"]).toEqual({ address: 2 })
  })

  it("keeps nothing of the way there and back", () => {
    const shopping = talk(shop)
    shopping.start()
    const before = shopping.stored()
    shopping.command("help")
    expect(shopping.stored()["frames"]).toHaveLength(1)
    shopping.text("thanks")
    const { history: _, ...after } = shopping.stored()
    expect(after).toEqual(before)
  })

  it("returns through several places, the last one first", () => {
    const shopping = talk(shop)
    shopping.start()
    shopping.command("help")
    shopping.command("agent")
    expect(shopping.take({ type: "released" }).state).toBe("help")
    expect(shopping.text("thanks").state).toBe("address")
  })

  it("forgets nothing when it is said again where it leads to", () => {
    const shopping = talk(shop)
    shopping.start()
    shopping.command("help")
    shopping.command("help")
    expect(shopping.text("thanks").state).toBe("address")
  })

  it("keeps no place when it does not come back", () => {
    const shopping = talk(shop)
    shopping.start()
    const cancelled = shopping.command("cancel")
    expect(cancelled.status).toBe("done")
    expect(cancelled.timersCancelled).toEqual([nudge])
    expect(shopping.stored()["frames"]).toBeUndefined()
  })
})

describe("a command while a task runs", () => {
  it("waits for the task's result, and is taken right after it", () => {
    const shopping = talk(shop)
    shopping.start()
    expect(shopping.text("Main Street").tasksStarted.map((one) => one.name)).toEqual(["PlaceOrder"])
    const asked = shopping.command("help")
    expect(words(asked)).toEqual(["One moment."])
    expect(asked.state).toBe("place")
    const placed = shopping.succeed("place")
    expect(words(placed)).toEqual(["Sent.", "Ask away."])
    expect(placed.tasksStarted).toEqual([])
    expect(shopping.text("thanks").state).toBe("sent")
  })

  it("is taken once, however often it was said", () => {
    const shopping = talk(shop)
    shopping.start()
    shopping.text("Main Street")
    shopping.command("help")
    shopping.command("help")
    expect(words(shopping.succeed("place"))).toEqual(["Sent.", "Ask away."])
  })

  it("starts no second task when it is answered in place", () => {
    const shopping = talk(shop)
    shopping.start()
    shopping.text("Main Street")
    const repeated = shopping.command("repeat")
    expect(words(repeated)).toEqual(["Still placing."])
    expect([...repeated.tasksStarted, ...repeated.tasksStopped]).toEqual([])
  })
})

describe("a task that may be left", () => {
  it("goes on while the person is away, and starts no second time on the return", () => {
    const shopping = talk(shop)
    shopping.start()
    expect(shopping.text("look").tasksStarted.map((one) => one.id)).toEqual(["look"])
    const left = shopping.command("help")
    expect(left.state).toBe("help")
    expect(left.tasksStopped).toEqual([])
    const back = shopping.text("thanks")
    expect(back.state).toBe("look")
    expect([...back.tasksStarted, ...back.tasksStopped]).toEqual([])
    expect(shopping.succeed("look").state).toBe("address")
  })

  it("has its result applied on the return when it ended meanwhile", () => {
    const shopping = talk(shop)
    shopping.start()
    shopping.text("look")
    shopping.command("help")
    const ended = shopping.succeed("look")
    expect(words(ended)).toEqual([])
    expect(ended.state).toBe("help")
    const back = shopping.text("thanks")
    expect(words(back)).toEqual(["Looking.", "Found.", "Where to?"])
    expect(back.state).toBe("address")
    expect([...back.tasksStarted, ...back.tasksStopped]).toEqual([])
  })

  it("is stopped when the dialogue ends elsewhere", () => {
    const shopping = talk(shop)
    shopping.start()
    shopping.text("look")
    shopping.command("help")
    expect(shopping.command("cancel").tasksStopped).toEqual(["look"])
  })
})
