import { ConversationStore, MemoryStore, Records } from "@parley/core"
import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { describe } from "vitest"
import * as Simulation from "../../src/simulation/Simulation.ts"
import * as Club from "./histories/club.ts"
import * as Ledger from "./histories/ledger.ts"

const minute = 60_000
const day = 24 * 60 * minute

describe("the ledger has the lane of each send", () => {
  it.scoped("also of one that was to go inside the window, and went after it had shut", () =>
    Effect.gen(function*() {
      const store = MemoryStore.make()
      const { emulator, person, world } = yield* Simulation.open({
        bot: Club.bot(0, undefined),
        start: Date.UTC(2026, 10, 2, 9),
        channel: "messenger",
        approvals: ["utility"],
        templates: [{ name: "news", language: "en", body: "There is news for you." }],
        store: Layer.succeed(ConversationStore.ConversationStore, store)
      })
      const ana = yield* person("Ana")
      yield* world.acts("Ana", { _tag: "Says", text: "hi" })
      yield* world.acts("Ana", { _tag: "Says", text: "News" })
      const written = world.now()
      yield* world.advance(written + day - minute - world.now())
      for (let times = 0; times < 8; times++) yield* emulator.inject({ _tag: "Error", code: 613 })
      yield* world.signal("Ana", "news", { number: 7, manner: "template" })
      yield* world.advance(day)

      const [id] = yield* Records.conversations(store, {})
      const rows = id === undefined ? [] : yield* Records.ledger(store, id)

      const last = ana.transcript.at(-1)
      expect([last?.kind, last?.messagingType]).toEqual(["utility", "UTILITY"])
      expect(rows.find(({ words }) => words.includes("news") || words.includes("Sent 7"))).toMatchObject({
        lane: "utility",
        rule: "lane.utility",
        outcome: "sent"
      })
      const { compared, unlike } = Ledger.compare(ana.transcript, rows)
      expect(unlike).toBeUndefined()
      expect(compared).toBeGreaterThan(3)
    }))
})
