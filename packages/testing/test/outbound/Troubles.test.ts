import { describe, expect, it } from "@effect/vitest"
import { BotDefinition, Dialogue, type Happening } from "@parley/core"
import { Simulation } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const kit = Dialogue.setup({
  id: "kitchen",
  version: 1,
  context: Schema.Struct({ dish: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["dish", "done"]
})

const kitchen = kit.make({
  initial: "dish",
  starts: [/hi/],
  states: {
    dish: kit.ask("Which dish?", { answer: Schema.String, save: (dish) => ({ dish }), to: "done" }),
    done: kit.end("It is on its way.")
  }
})

/** A world with a bot, and what its people see of it. */
const open = (delivery: "atMostOnce" | "atLeastOnce" = "atMostOnce") =>
  Effect.gen(function*() {
    const receipts: Array<string> = []
    const opened = yield* Simulation.open({
      bot: BotDefinition.make({ dialogues: [kitchen], disclosure: false, typing: false, delivery }),
      watch: (happening: Happening.Happening) => {
        if (happening._tag === "Sent") receipts.push(happening.receipt._tag)
      }
    })
    const { world } = opened
    const says = (who: string, text: string) => world.acts(who, { _tag: "Says", text })
    const seen = (who: string) => world.happenings(who).flatMap((one) => one._tag === "Said" ? [one.message.text] : [])
    const messages = () => opened.calls.all.filter(({ path }) => path.endsWith("/messages")).length
    return { ...opened, receipts, says, seen, messages }
  })

describe("a page whose token expires", () => {
  it.scopedLive("loses nothing: everyone is answered once there is a good token, in order, by the same process", () =>
    Effect.gen(function*() {
      const { emulator, messages, says, seen, world } = yield* open()
      yield* emulator.expireToken(true)
      for (const who of ["Ana", "Luis", "Eva"]) yield* says(who, "hi")
      yield* world.advance(3_600_000)
      const calls = messages()
      const before = [seen("Ana"), seen("Luis"), seen("Eva")]

      yield* emulator.expireToken(false)
      yield* world.advance(120_000)
      yield* says("Ana", "soup")

      expect(before).toEqual([[], [], []])
      // One at a time tried, and at most once in half a minute after the first few.
      expect(calls).toBeLessThan(130)
      expect([seen("Ana"), seen("Luis"), seen("Eva")]).toEqual([
        ["Which dish?", "It is on its way."],
        ["Which dish?"],
        ["Which dish?"]
      ])
    }))
})

const cuts = ["Cut", "Close", "Garbled"] as const

describe.each(cuts)("a message whose answer is lost (%s)", (fault) => {
  it.scopedLive("is settled by its echo, and not said again, where the platform took it", () =>
    Effect.gen(function*() {
      const { emulator, messages, receipts, says, seen, world } = yield* open("atLeastOnce")
      yield* emulator.inject({ _tag: fault, accepted: true })
      yield* says("Ana", "hi")
      yield* world.advance(600_000)
      yield* says("Ana", "soup")

      expect(seen("Ana")).toEqual(["Which dish?", "It is on its way."])
      expect(messages()).toBe(2)
      expect(receipts[0]).toBe("Unknown")
    }))

  it.scopedLive("is kept and not said again where no echo comes, unless it may be said twice", () =>
    Effect.gen(function*() {
      const once = yield* open("atMostOnce")
      const again = yield* open("atLeastOnce")
      for (const { emulator, says, world } of [once, again]) {
        yield* emulator.inject({ _tag: fault, accepted: false })
        yield* says("Ana", "hi")
        yield* world.advance(60_000)
      }

      expect(once.seen("Ana")).toEqual([])
      expect(once.receipts).toEqual(["Unknown", "Parked"])
      expect(again.seen("Ana")).toEqual(["Which dish?"])
      expect(again.receipts).toEqual(["Unknown", "Postponed", "Sent"])
    }))
})

it.scopedLive("a limit that the platform names is waited for, and then everyone is answered", () =>
  Effect.gen(function*() {
    const { emulator, messages, says, seen, world } = yield* open()
    yield* emulator.inject({ _tag: "Error", code: 80006, regain: 7 })
    for (const who of ["Ana", "Luis"]) yield* says(who, "hi")
    yield* world.advance(419_000)
    const early = messages()
    yield* world.advance(17_000)

    expect(early).toBe(1)
    expect([seen("Ana"), seen("Luis")]).toEqual([["Which dish?"], ["Which dish?"]])
  }))
