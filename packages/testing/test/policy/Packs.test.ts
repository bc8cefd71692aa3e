import { Conversation, Lane, PolicyPack, Window } from "@parley/core"
import { Packs } from "@parley/messenger-adapter"
import { describe, expect, test } from "vitest"
import { type Judgement, judgements, rules } from "./rules.ts"

const viewOf = ({ channel, now, pack }: Judgement): PolicyPack.View => PolicyPack.on(Packs.named(pack, channel), now)

const actsOf = ({ acts }: Judgement): ReadonlyArray<Conversation.Act> =>
  acts.map(({ act, at }, index) => ({ act, at, inbound: `i${index}` }))

const resolve = (asked: Judgement): Lane.Verdict =>
  Lane.resolve({
    message: asked.message,
    author: asked.author,
    cause: asked.cause,
    conversation: {
      ...Conversation.empty({ channel: asked.channel, account: "1", person: "2" }),
      acts: actsOf(asked),
      permissions: asked.permissions
    },
    approvals: asked.approvals,
    view: viewOf(asked),
    now: asked.now
  })

/** The lane that the packs choose, or what refuses. */
const judge = (asked: Judgement): string => {
  const verdict = resolve(asked)
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

test("every opener, lane and permission of the four packs is in the table", () => {
  for (const pack of Packs.names) {
    for (const channel of ["messenger", "instagram"] as const) {
      const asked = rules.flatMap((rule) => judgements(rule)).filter((one) =>
        one.pack === pack && one.channel === channel
      )
      const used = new Set(asked.flatMap((one) => {
        const verdict = resolve(one)
        if (verdict._tag !== "Allowed") return []
        const window = Window.state(actsOf(one), viewOf(one), one.now)
        const { permission, rule } = verdict.lane
        const granting = permission === undefined
          ? []
          : viewOf(one).permissions.map(({ id, kind }) => verdict.lane.lane === kind ? id : "")
        return [rule, ...granting, ...(window._tag === "Open" ? [window.rule] : [])]
      }))
      const { lanes, openers, permissions } = Packs.named(pack, channel)

      expect([...openers, ...lanes, ...permissions].map(({ id }) => id).filter((id) => !used.has(id))).toEqual([])
    }
  }
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
