import { describe, expect, test } from "vitest"
import * as AsPlatform from "./asPlatform.ts"
import * as Cases from "./cases.ts"
import * as Forms from "./forms.ts"
import { seed } from "./seed.ts"
import { judgements, rules } from "./rules.ts"
import * as Situations from "./situations.ts"
import * as Twice from "./twice.ts"

describe("the emulator says what the packs say", () => {
  for (const rule of rules.filter(AsPlatform.follows)) {
    test(rule.name, () => {
      const judged = judgements(rule).map(Twice.judge)

      expect(judged.filter(({ outcome }) => !Twice.agreed.has(outcome))).toEqual([])
    })
  }
})

test(`in 5,000 situations by chance the emulator and the packs agree (PARLEY_SEED=${seed})`, () => {
  expect(Twice.run(Situations.chance(seed), 5000).disagreement).toBeUndefined()
})

test("chance finds every lane, and what the platform sees of every reason to refuse", () => {
  const found = Twice.run(Situations.chance(1), 10_000).seen

  const lanes = "reply update tagged humanAgent utility oneTime recurring privateReply news sponsored"
  const seen = "window.never window.shut window.old content.template content.survey content.request "
    + "approval.humanAgent approval.utility approval.news "
    + "permission.none permission.used permission.expired permission.tooSoon permission.stopped permission.region"
  const wanted = [
    ...lanes.split(" ").map((lane) => `allowed ${lane}`),
    ...seen.split(" ").map((rule) => `refused ${rule}`)
  ]
  expect(wanted.filter((name) => !found.has(name))).toEqual([])
})

test("what says little is a small share of a run, and much is allowed", () => {
  const tally = Twice.run(Situations.chance(1), 10_000)

  expect(Twice.share(tally, "hidden")).toBeLessThan(Twice.bounds.hidden)
  expect(Twice.share(tally, "formless")).toBeLessThan(Twice.bounds.formless)
  expect(Twice.share(tally, "allowed")).toBeGreaterThan(Twice.bounds.allowed)
})

test("what is hidden from the platform is hidden by who wrote it, who has the conversation, or the person's wish", () => {
  const { seen } = Twice.run(Situations.chance(2), 10_000)

  const hidden = [...seen.keys()].filter((name) => name.startsWith("hidden "))
  expect(hidden.toSorted()).toEqual(["hidden owner.human", "hidden person.stopped"])
})

describe("a message that its channel has no form for", () => {
  const asked = (channel: "messenger" | "instagram", content: ReturnType<typeof Cases.words>["content"]) => {
    const [inside] = judgements(Cases.rule({
      name: "an open window",
      channel,
      pack: "current",
      message: { content },
      expected: { inside: "reply", outside: "window.shut" }
    }))
    return Twice.judge(inside)
  }

  test("is counted apart, and only there", () => {
    const survey = Cases.survey().content

    const outcomes = [asked("instagram", survey).outcome, asked("messenger", survey).outcome]

    expect(outcomes).toEqual(["formless", "allowed"])
  })

  test("is a survey, a template or a request for one message, on Instagram alone", () => {
    const request = { _tag: "Request", topic: "restock", title: "Restock", payload: "restock" } as const
    const contents = [
      Cases.survey().content,
      Cases.template,
      { ...request, permission: "oneTime" } as const,
      { ...request, permission: "recurring" } as const,
      Cases.words().content
    ]

    const lacking = (["instagram", "messenger"] as const).map((channel) =>
      contents.map((content) => Forms.lacks(channel, content))
    )

    expect(lacking).toEqual([[true, true, true, false, false], [false, false, false, false, false]])
  })

  test("does not excuse a request that the adapter cannot make for another reason", () => {
    const tooLong = { _tag: "Text", text: "x".repeat(3000) } as const

    const outcomes = [asked("instagram", tooLong).outcome, asked("messenger", tooLong).outcome]

    expect(outcomes).toEqual(["unsendable", "unsendable"])
    expect(outcomes.filter((outcome) => Twice.agreed.has(outcome))).toEqual([])
  })
})
