import { describe, expect, it } from "@effect/vitest"
import { Convo, Mutate, Mutation, Mutations } from "@parley/testing"
import * as Effect from "effect/Effect"
import { bots } from "../coverage/talk.ts"

const read = (name: string, text: string) => {
  const parsed = Convo.parse(text)
  if (parsed._tag === "Left") throw new Error(parsed.left[0]?.message)
  return { name, script: parsed.right }
}

const paid = read("paid", "bot shop\n> hi\n< ...\n< What?   [Tea] [Milk]\n> [Tea]\n< Paid.\n= wait\n")
const loose = read("loose", "bot shop\n> hi\n< ...\n< ...\n> [Tea]\n< ...\n")
const late = read("late", "bot shop\n> hi\n< ...\n< What?\n~ 10m\n< Enough.\n")

const named = (name: string): Mutations.Listed => {
  const found = Mutations.of([bots.shop], { kit: true }).find((one) => one.name === name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}

const verdictOf = (score: Mutate.Score, name: string) =>
  score.verdicts.find(({ mutation }) => mutation.name === name)?._tag

describe("the mutations of a bot", () => {
  it("have names of their own, and each a sentence", () => {
    const all = Mutations.of([bots.shop], { kit: true })

    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    expect(all.every(({ sentence }) => sentence.length > 0)).toBe(true)
  })

  it("are of every kind that the bot has something for", () => {
    const made = new Set(Mutations.of([bots.shop]).map(({ kind }) => kind))

    expect(Mutation.kinds.filter((kind) => !made.has(kind))).toEqual(["retries"])
  })

  it("leave the bot as it is, and change one dialogue of the one they give", () => {
    const before = bots.shop.dialogues[0]
    const config = JSON.stringify(before?.machine.config)

    for (const mutation of Mutations.of([bots.shop], { kit: true })) {
      const changed = mutation.apply(bots.shop)
      expect(changed, mutation.name).not.toBe(bots.shop)
      expect(mutation.dialogue === "" || changed.dialogues[0] !== before, mutation.name).toBe(true)
    }

    expect(bots.shop.dialogues[0]).toBe(before)
    expect(JSON.stringify(before?.machine.config)).toBe(config)
  })

  it("are of the kinds that are asked for, and of the repair kit only when that is asked for", () => {
    const timers = Mutations.of([bots.shop], { only: ["timer"] })
    const kit = Mutations.of([bots.shop], { kit: true }).filter(({ by }) => by === "kit")

    expect(timers.map(({ name }) => name)).toEqual([
      "shop/what/timer-shorter",
      "shop/what/timer-longer",
      "shop/what/timer-gone"
    ])
    expect(kit.map(({ name }) => name)).toContain("shop/command-unheard:back")
  })

  it("are told by name, with those of the same state where there is none", () => {
    expect(() => Mutations.planted(bots.shop, "shop/what/timer-lost")).toThrow(/There is no mutation .*timer-longer/)
  })
})

describe("a trial", () => {
  it.effect("notices what a convo says otherwise than it is written", () =>
    Effect.gen(function*() {
      const score = yield* Mutate.run({ bots, convos: [paid], only: ["words", "branch", "task"], seconds: 0 })

      expect(verdictOf(score, "shop/paid/words:words")).toBe("Noticed")
      expect(verdictOf(score, "shop/pay/task-unbounded")).toBe("Unseen")
      expect(score.failed).toEqual([])
    }))

  it.effect("misses what a convo leaves open, and gives one that would notice", () =>
    Effect.gen(function*() {
      const score = yield* Mutate.run({ bots, convos: [loose], only: ["words"], seconds: 2 })
      const missed = score.verdicts.find(({ mutation }) => mutation.name === "shop/paid/words:words")

      expect(missed?._tag).toBe("Missed")
      const text = missed?._tag === "Missed" ? missed.convo.text : ""
      const asIs = yield* Effect.promise(() => Convo.runText(text, { bots }))
      const changed = named("shop/paid/words:words").apply(bots.shop)
      const mutant = yield* Effect.promise(() => Convo.runText(text, { bots: { shop: changed } }))
      expect([asIs._tag, mutant._tag]).toEqual(["Passed", "Failed"])
    }), 60_000)

  it.effect("tells a timer that is a little off from one that is kept", () =>
    Effect.gen(function*() {
      const score = yield* Mutate.run({ bots, convos: [late], only: ["timer"], seconds: 0 })

      expect(score.verdicts.map(({ _tag, mutation }) => [mutation.name, _tag])).toEqual([
        ["shop/what/timer-longer", "Noticed"],
        ["shop/what/timer-gone", "Noticed"],
        ["shop/what/timer-shorter", "Unseen"]
      ])
    }))

  it.effect("does not ask convos that do not go as written, and says which", () =>
    Effect.gen(function*() {
      const wrong = read("wrong", "bot shop\n> hi\n< Good morning.\n")

      const score = yield* Mutate.run({ bots, convos: [wrong], only: ["words"], seconds: 0 })

      expect(score.failed.map(({ name }) => name)).toEqual(["wrong"])
      expect(score.played).toBe(0)
    }))

  it.effect("has no mutation of a save where nothing is kept", () =>
    Effect.gen(function*() {
      const score = yield* Mutate.run({ bots, convos: [paid], only: ["save"], seconds: 0 })

      expect(score.verdicts.map(({ mutation }) => mutation.name)).not.toContain("shop/what/save-forgotten:option-tea")
    }))

  it.effect("ends though a mistake goes in circles, and counts it as noticed", () =>
    Effect.gen(function*() {
      const milk = read("milk", "bot shop\n> hi\n< ...\n< What?\n> [Milk]\n< What?\n")

      const score = yield* Mutate.run({ bots, convos: [milk], only: ["target", "guard"], seconds: 0 })

      expect(score.verdicts.find(({ mutation }) => mutation.name === "shop/count/guard-dropped:to-0")?._tag).toBe(
        "Noticed"
      )
    }))

  it.effect("plays no convo that cannot notice", () =>
    Effect.gen(function*() {
      const heard: Array<string> = []

      const score = yield* Mutate.run({
        bots,
        convos: [paid],
        only: ["words"],
        seconds: 0,
        onProgress: ({ done, stage, total }) => heard.push(`${stage} ${done} of ${total}`)
      })

      expect(score.played).toBe(score.verdicts.filter(({ _tag }) => _tag === "Noticed").length)
      const all = score.verdicts.length
      expect(heard.filter((line) => line.startsWith("trying")).at(-1)).toBe(`trying ${all} of ${all}`)
      expect(heard.at(-1)).toMatch(/^exploring (\d+) of \1$/)
    }))
})

describe("a score", () => {
  it("counts the mistakes that were noticed, of all", () => {
    const mutation = named("shop/paid/words:words")
    const noticed = { _tag: "Noticed", mutation, by: "a" } as const
    const unseen = { _tag: "Unseen", mutation, asked: 0 } as const
    const missed = { _tag: "Missed", mutation, asked: 1, convo: { name: "a", text: "", covers: [] } } as const

    expect(Mutate.percentOf([noticed, noticed, missed, unseen])).toBe(50)
    expect(Mutate.percentOf([])).toBe(100)
  })
})
