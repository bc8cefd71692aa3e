import { type Conversation, PolicyPack, Window } from "@parley/core"
import { Packs } from "@parley/messenger-adapter"
import { describe, expect, test } from "vitest"
import { type Judgement, judgements, rules } from "./rules.ts"
import * as Twice from "./twice.ts"

const viewOf = ({ channel, now, pack, readings = {} }: Judgement): PolicyPack.View =>
  PolicyPack.on(Packs.named(pack, channel, readings), now)

const actsOf = ({ acts }: Judgement): ReadonlyArray<Conversation.Act> =>
  acts.map(({ act, at }, index) => ({ act, at, inbound: `i${index}` }))

/** The lane that the packs choose, or what refuses. */
const judge = (asked: Judgement): string => {
  const verdict = Twice.resolve(asked)
  return verdict._tag === "Allowed" ? verdict.lane.lane : verdict.refusal.rule
}

const windows: { readonly [expected: string]: Window.Window["_tag"] } = {
  reply: "Open",
  update: "Open",
  "window.shut": "Shut",
  "window.never": "Never"
}

test("every rule has a name of its own", () => {
  const names = rules.map(({ name }) => name)

  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

describe("Packs", () => {
  for (const rule of rules) {
    test(rule.name, () => {
      const [inside, outside] = judgements(rule)

      const judged = { inside: judge(inside), outside: judge(outside) }

      expect(judged).toEqual(rule.expected)
    })
  }

  test("the window is open, shut or never open wherever the table says so", () => {
    const told = rules.flatMap((rule) => judgements(rule)).filter(({ expected }) => expected in windows)

    const states = told.map((one) => [one.name, Window.state(actsOf(one), viewOf(one), one.now)._tag])

    expect(states).toEqual(told.map(({ expected, name }) => [name, windows[expected]]))
    expect(told.length).toBeGreaterThan(100)
  })
})
