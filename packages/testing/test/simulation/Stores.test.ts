import { describe, expect, it } from "@effect/vitest"
import { Answer, BotDefinition, Dialogue } from "@parley/core"
import { sqlite } from "@parley/core/sqlite"
import { Parser, Runner, Simulation } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"

const d = Dialogue.setup({
  id: "table",
  version: 1,
  context: Schema.Struct({ guests: Schema.optionalWith(Schema.Number, { default: () => 0 }) }),
  states: ["guests", "sure", "nudge", "done"]
})

const table = d.make({
  initial: "guests",
  starts: [/hi/],
  states: {
    guests: d.ask("For how many?", {
      answer: Answer.integer,
      save: (guests) => ({ guests }),
      timeout: { after: "1 hour", to: "nudge" },
      to: "sure"
    }),
    sure: d.confirm(({ guests }) => `A table for ${guests}?`, { yes: "done", no: "guests" }),
    nudge: d.say("Still there?", { to: "guests" }),
    done: d.end("Booked.")
  }
})

const bot = BotDefinition.make({ dialogues: [table], disclosure: false })

const script = [
  "bot table   person Ana",
  "> hi",
  "< For how many?",
  "~ 1h",
  "< Still there?",
  "< For how many?",
  "% crash",
  "> 4",
  "! no send",
  "% restart",
  "< A table for 4?   [Yes] [No]",
  "@ Luis > hi",
  "@ Luis < For how many?",
  "> [Yes]",
  "< Booked.",
  "= (none)",
  ""
].join("\n")

const folder = mkdtempSync(join(tmpdir(), "parley-simulation-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const play = (options: Partial<Simulation.Options>) =>
  Effect.gen(function*() {
    const { calls, world } = yield* Simulation.open({ bot, ...options })
    const outcome = yield* Runner.run(Either.getOrThrow(Parser.parse(script)), world)
    return { outcome: outcome._tag, calls: calls.all.map(({ answer, body, path }) => ({ answer, body, path })) }
  }).pipe(Effect.scoped)

describe("a simulation on a store of one's own", () => {
  it.effect("goes on SQLite, whose commits wait for a tick of the event loop, as in memory", () =>
    Effect.gen(function*() {
      const inMemory = yield* play({})
      const onDisk = yield* play({ store: sqlite(join(folder, "grouped.db"), { durability: "process" }) })

      expect(inMemory.outcome).toBe("Passed")
      expect(onDisk).toEqual(inMemory)
    }))
})
