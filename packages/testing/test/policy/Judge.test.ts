import { describe, expect, test } from "vitest"
import { seed } from "./seed.ts"
import { judgements, rules } from "./rules.ts"
import * as Situations from "./situations.ts"
import * as Twice from "./twice.ts"

describe("the emulator says what the packs say", () => {
  for (const rule of rules) {
    test(rule.name, () => {
      const judged = judgements(rule).map(Twice.judge)

      expect(judged.filter(({ outcome }) => !Twice.agreed.has(outcome))).toEqual([])
    })
  }
})

test(`in 5,000 situations by chance the emulator and the packs agree (PARLEY_SEED=${seed})`, () => {
  expect(Twice.disagreement(Situations.chance(seed), 5000)).toBeUndefined()
})

test("chance finds every lane, and what the platform sees of every reason to refuse", () => {
  const found = Twice.census(Situations.chance(1), 10_000)

  const lanes = "reply update tagged humanAgent utility oneTime recurring privateReply news sponsored"
  const seen = "window.never window.shut window.old content.template content.survey content.request "
    + "approval.humanAgent approval.utility approval.news "
    + "permission.none permission.used permission.expired permission.tooSoon permission.stopped permission.region"
  const wanted = `${lanes} ${seen}`.split(" ")
  expect(wanted.filter((name) => !found.has(`same ${name}`))).toEqual([])
})
