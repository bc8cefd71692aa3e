import { describe, expect, it } from "@effect/vitest"
import { BotDefinition, Dialogue } from "@parley/core"
import { Convo, Coverage, CoverageSummary, Explore } from "@parley/testing"
import * as Schema from "effect/Schema"
import { bots } from "../coverage/talk.ts"

const explored = Explore.run(bots.shop, { name: "shop", seconds: 60 })

describe("exploring a bot", () => {
  it("reaches every state, way on and end of a task, and both answers of every guard", async () => {
    const { missing, problems, tally } = await explored

    expect(missing.map(({ element }) => element.label)).toEqual([])
    expect(problems).toEqual([])
    expect(CoverageSummary.percent(CoverageSummary.of(tally).all)).toBe(100)
  })

  it("climbs a counter of the author's context without being swamped by it", async () => {
    const { convos, looked } = await explored

    expect(convos.some(({ text }) => text.split("> [Milk]").length === 6)).toBe(true)
    expect(looked).toBeLessThan(3_000)
  })

  it("writes convos that go as written and together cover what it says", async () => {
    const { convos, tally } = await explored
    const coverage = Coverage.of(bots)

    for (const { text } of convos) {
      const outcome = await Convo.runText(text, { bots: coverage.bots, watch: coverage.watch })
      expect(Convo.explain(outcome)).toBeUndefined()
    }

    expect(CoverageSummary.of(coverage.tally()).all).toEqual(CoverageSummary.of(tally).all)
  })

  it("stands a millisecond before a timer, and then on it", async () => {
    const { convos } = await explored

    expect(convos.map(({ text }) => text).join()).toMatch(/\n~ 9m\d+s\d+ms\n! no send\n~ 1ms\n< Enough\.\n/)
  })

  it("makes the same convos from the same seed", async () => {
    const again = await Explore.run(bots.shop, { name: "shop", seconds: 60 })

    expect(again.convos.map(({ text }) => text)).toEqual((await explored).convos.map(({ text }) => text))
  })

  it("writes no convo for what is covered already, and the shortest for each thing that is not", async () => {
    const { tally } = await explored
    const less = {
      ...tally,
      seen: Object.fromEntries(Object.entries(tally.seen).filter(([id]) => id !== "shop|state|poor"))
    }

    const { convos } = await Explore.run(bots.shop, { name: "shop", seconds: 60, covered: less, set: "each" })

    expect(convos.length).toBe(1)
    expect(convos[0]?.text).toContain("% task Pay fails Empty\n> [Tea]\n")
  })

  it("tells a signal in each of the kinds by which a dialogue decides", async () => {
    const d = Dialogue.setup({
      id: "parcel",
      version: 1,
      context: Schema.Struct({ status: Schema.optionalWith(Schema.String, { default: () => "" }) }),
      signals: { news: Schema.Struct({ status: Schema.Literal("left", "late", "there"), day: Schema.String }) },
      states: ["wait", "left", "late", "there"]
    })
    const tell = (text: string) => d.notify(text, { purpose: "shipping", otherwise: "hold", to: "wait" })
    const parcel = d.make({
      initial: "wait",
      starts: ["hi"],
      states: {
        wait: d.wait({
          signal: "news",
          save: ({ status }) => ({ status }),
          timeout: { after: "2 hours", to: "there" },
          to: [
            { when: ({ status }) => status === "left", to: "left" },
            { when: ({ status }) => status === "late", to: "late" },
            "there"
          ]
        }),
        left: tell("It has left."),
        late: tell("It is late."),
        there: d.end()
      }
    })

    const { missing } = await Explore.run(BotDefinition.make({ dialogues: [parcel] }), { name: "parcel", seconds: 60 })

    expect(missing.map(({ element }) => element.label).filter((label) => /left|late|news/.test(label))).toEqual([])
  })

  it("covers the repair kit's answers when it is asked to", async () => {
    const { tally } = await Explore.run(bots.shop, { name: "shop", seconds: 60, kit: true })

    const few = CoverageSummary.of((await explored).tally).kit.covered
    expect(CoverageSummary.of(tally).kit.covered).toBeGreaterThan(few)
  })

  it("says of what it cannot reach what it tried", async () => {
    const d = Dialogue.setup({ id: "shut", version: 1, context: Schema.Struct({}), states: ["word", "in", "out"] })
    const shut = d.make({
      initial: "word",
      starts: ["hi"],
      states: {
        word: d.ask("The word?", {
          answer: Schema.String.pipe(Schema.filter((text) => text === "xyzzy plugh")),
          retries: { max: 2, to: "out" },
          to: "in"
        }),
        in: d.end("In."),
        out: d.end("Out.")
      }
    })
    const bot = BotDefinition.make({ dialogues: [shut] })

    const blind = await Explore.run(bot, { name: "shut", seconds: 60 })
    const told = await Explore.run(bot, { name: "shut", seconds: 60, answers: { word: ["xyzzy plugh"] } })

    const missed = blind.missing.find(({ element }) => element.label === "word: answer is true")
    expect(missed?.tried).toContain("> 5 Hill Road")
    expect(told.missing.map(({ element }) => element.label)).not.toContain("word: answer is true")
  })

  describe("a bot whose services know a few things", () => {
    const d = Dialogue.setup({
      id: "room",
      version: 1,
      context: Schema.Struct({
        booking: Schema.optionalWith(Schema.String, { default: () => "" }),
        free: Schema.optionalWith(Schema.Array(Schema.String), { default: () => [] }),
        secret: Schema.optionalWith(Schema.String, { default: () => "" })
      }),
      states: ["booking", "look", "rooms", "full", "vault", "gold", "nobody"]
    })
    const known: { readonly [booking: string]: ReadonlyArray<string> } = { "B-17": ["Sea view"] }
    const room = d.make({
      initial: "booking",
      starts: ["hi"],
      states: {
        booking: d.ask("Your booking? It looks like \"B-17\".", {
          answer: Schema.String.pipe(Schema.pattern(/^[A-Z]-\d{2}$/)),
          save: (booking) => ({ booking }),
          to: "look"
        }),
        look: d.run("LookUp", {
          run: async ({ booking }) => {
            const free = known[booking]
            if (free === undefined) throw new Error(`there is no booking ${booking}`)
            return { free, secret: "none" }
          },
          success: {
            save: ({ free, secret }) => ({ free, secret }),
            to: [
              { when: ({ free }) => free.length === 0, to: "full" },
              { when: ({ secret }) => secret === "gold", to: "vault" },
              "rooms"
            ]
          },
          failure: { else: "nobody" }
        }),
        rooms: d.end("There are rooms."),
        full: d.end("There is none."),
        vault: d.remember({ person: () => ({ rich: true }), to: "gold" }),
        gold: d.end("Gold!"),
        nobody: d.end("Nobody knows you.")
      }
    })
    const found = Explore.run(BotDefinition.make({ dialogues: [room] }), { name: "room", seconds: 60 })

    it("takes up the example that a question gives", async () => {
      const { convos } = await found

      expect(convos.some(({ text }) => /> B-17\n[^>]*< There are rooms\./.test(text))).toBe(true)
    })

    it("is given an empty list for one that is not", async () => {
      const { convos } = await found

      expect(convos.some(({ text }) => text.includes("% task LookUp gives {\"free\":[],\"secret\":\"none\"}"))).toBe(
        true
      )
    })

    it("is not blamed for what nobody declared that a task can give", async () => {
      const { problems } = await found

      expect(problems).toEqual([])
    })

    it("has what was tried in the state before told of one that nothing led to", async () => {
      const { missing } = await found

      const gold = missing.find(({ element: { kind, state } }) => kind === "state" && state === "gold")
      expect(gold).toMatchObject({ in: "look", tried: expect.arrayContaining(["% task LookUp as it is"]) })
    })
  })

  it("tells what it found and had no time to play from what it did not find", async () => {
    const d = Dialogue.setup({ id: "slow", version: 1, context: Schema.Struct({}), states: ["work", "done", "never"] })
    const slow = d.make({
      initial: "work",
      starts: ["hi"],
      states: {
        work: d.run("Think", {
          run: async () => {
            const began = performance.now()
            while (performance.now() - began < 2_000);
          },
          success: { to: "done" },
          failure: { else: "never" }
        }),
        done: d.end("Done."),
        never: d.end("Never.")
      }
    })

    const { convos, missing } = await Explore.run(BotDefinition.make({ dialogues: [slow] }), {
      name: "slow",
      seconds: 2
    })

    const late = missing.filter(({ isLate }) => isLate === true).map(({ element }) => element.label)
    expect(convos).toEqual([])
    expect(late).toContain("work")
    expect(late).not.toContain("never")
  })

  it("shows what the bot could not take, as a convo", async () => {
    const d = Dialogue.setup({ id: "bad", version: 1, context: Schema.Struct({}), states: ["ask", "end"] })
    const bad = d.make({
      initial: "ask",
      starts: ["hi"],
      states: {
        ask: d.choose("Well?", {
          options: { good: "Good", bad: "Bad" },
          save: ({ key }) => {
            if (key === "bad") throw new Error("nobody thought of this")
            return {}
          },
          to: "end"
        }),
        end: d.end("Bye.")
      }
    })

    const { problems } = await Explore.run(BotDefinition.make({ dialogues: [bad] }), { name: "bad", seconds: 60 })

    expect(problems[0]?.reason).toContain("nobody thought of this")
    expect(problems[0]?.text).toContain("> [Bad]")
  })
})
