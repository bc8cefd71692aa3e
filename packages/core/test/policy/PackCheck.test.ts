import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, test } from "vitest"
import * as PolicyPack from "../../src/policy/PolicyPack.ts"

const source: PolicyPack.Source = { page: "a test's own rules", read: "2026-11-21" }
const day = 86_400_000

const lane: PolicyPack.LaneRule = {
  id: "lane.reply",
  lane: "reply",
  author: "any",
  window: "open",
  purposes: "any",
  forbids: [],
  promotional: true,
  recurring: true,
  past: true,
  content: "any",
  source
}

const tagged: PolicyPack.LaneRule = {
  ...lane,
  id: "lane.tag",
  lane: "tagged",
  tag: "NEWS",
  window: "any",
  purposes: ["shipping"],
  until: 10
}

const asked: PolicyPack.LaneRule = {
  ...lane,
  id: "lane.oneTime",
  lane: "oneTime",
  window: "any",
  permission: "oneTime"
}
const leave: PolicyPack.PermissionRule = { id: "permission.oneTime", kind: "oneTime", uses: "one", source }
const opener: PolicyPack.Opener = { id: "window.message", act: "message", lasts: day, source }
const notice: PolicyPack.DisclosureRule = { id: "notice", lapse: day, moments: ["start"], source }
const limit: PolicyPack.LimitRule = { id: "limit", what: "messages", most: 1, per: day, source }
const retired: PolicyPack.Retired = {
  id: "retired.tag",
  lane: "tagged",
  tag: "NEWS",
  purposes: ["shipping"],
  from: 10,
  instead: "wait",
  source
}

const sound: PolicyPack.PolicyPack = {
  name: "demo",
  channel: "demo",
  from: 0,
  openers: [opener],
  lanes: [lane, tagged, asked],
  permissions: [leave],
  limits: [limit],
  disclosure: [notice],
  retired: [retired],
  choices: []
}

const decode = (pack: unknown): Either.Either<PolicyPack.PolicyPack, PolicyPack.PolicyPackError> =>
  PolicyPack.decode(pack)

const faults: ReadonlyArray<{
  readonly fault: string
  readonly pack: PolicyPack.PolicyPack
  readonly rules: ReadonlyArray<string>
  readonly problem: string
}> = [
  {
    fault: "two openers for one act at one moment",
    pack: { ...sound, openers: [{ ...opener, until: 6 }, { ...opener, id: "window.message.new", from: 5 }] },
    rules: ["window.message", "window.message.new"],
    problem: "there are two rules for the act \"message\" from 1970-01-01T00:00:00.005Z until 1970-01-01T00:00:00.006Z"
  },
  {
    fault: "one lane with one tag twice at one moment",
    pack: { ...sound, lanes: [...sound.lanes, { ...tagged, id: "lane.tag.again", from: 9 }], retired: [] },
    rules: ["lane.tag", "lane.tag.again"],
    problem:
      "there are two rules for the lane \"tagged\" with the tag NEWS from 1970-01-01T00:00:00.009Z until 1970-01-01T00:00:00.010Z"
  },
  {
    fault: "two permissions of a kind at one moment",
    pack: { ...sound, permissions: [leave, { ...leave, id: "permission.again" }] },
    rules: ["permission.oneTime", "permission.again"],
    problem: "there are two rules for the permission \"oneTime\" at all times"
  },
  {
    fault: "two limits on one thing in one time",
    pack: { ...sound, limits: [limit, { ...limit, id: "limit.again", most: 2 }] },
    rules: ["limit", "limit.again"],
    problem: "there are two rules for the limit \"messages\" in 86400000 ms at all times"
  },
  {
    fault: "two rules for the notice",
    pack: { ...sound, disclosure: [notice, { ...notice, id: "notice.again", from: 3 }] },
    rules: ["notice", "notice.again"],
    problem: "there are two rules for the notice from 1970-01-01T00:00:00.003Z on"
  },
  {
    fault: "two ends of one lane",
    pack: { ...sound, retired: [retired, { ...retired, id: "retired.again" }] },
    rules: ["retired.tag", "retired.again"],
    problem:
      "there are two rules for what became of the lane \"tagged\" with the tag NEWS from 1970-01-01T00:00:00.010Z on"
  },
  {
    fault: "one id for two rules at one moment",
    pack: { ...sound, openers: [opener, { ...opener, act: "tap" }] },
    rules: ["window.message", "window.message"],
    problem: "there are two rules for the id \"window.message\" at all times"
  },
  {
    fault: "a lane that is retired and stands",
    pack: { ...sound, retired: [{ ...retired, from: 9 }] },
    rules: ["retired.tag", "lane.tag"],
    problem:
      "the lane \"tagged\" with the tag NEWS is retired and stands from 1970-01-01T00:00:00.009Z until 1970-01-01T00:00:00.010Z"
  },
  {
    fault: "an interval that is empty",
    pack: { ...sound, lanes: [lane, { ...tagged, from: 10 }, asked] },
    rules: ["lane.tag"],
    problem: "it ends (1970-01-01T00:00:00.010Z) before it begins (1970-01-01T00:00:00.010Z)"
  },
  {
    fault: "a rule that ends before the pack begins",
    pack: { ...sound, from: 10 },
    rules: ["lane.tag"],
    problem: "it ends before the pack begins"
  },
  {
    fault: "a window of no length",
    pack: { ...sound, openers: [{ ...opener, lasts: 0 }] },
    rules: ["window.message"],
    problem: "lasts is 0"
  },
  {
    fault: "a limit under nought",
    pack: { ...sound, limits: [{ ...limit, most: -1 }] },
    rules: ["limit"],
    problem: "most is -1"
  },
  {
    fault: "a purpose that a lane takes and forbids",
    pack: { ...sound, lanes: [lane, { ...tagged, forbids: [{ purpose: "shipping", row: "none" }] }, asked] },
    rules: ["lane.tag"],
    problem: "it takes and forbids \"shipping\""
  },
  {
    fault: "a lane for no purpose",
    pack: { ...sound, lanes: [lane, { ...tagged, purposes: [] }, asked] },
    rules: ["lane.tag"],
    problem: "it takes no purpose"
  },
  {
    fault: "no lane for replies",
    pack: { ...sound, lanes: [tagged, asked] },
    rules: [],
    problem: "there is no lane \"reply\" from 1970-01-01T00:00:00.000Z on"
  },
  {
    fault: "a moment without a lane for replies",
    pack: { ...sound, lanes: [{ ...lane, until: 4 }, { ...lane, from: 5 }, tagged, asked] },
    rules: ["lane.reply", "lane.reply"],
    problem: "there is no lane \"reply\" from 1970-01-01T00:00:00.004Z until 1970-01-01T00:00:00.005Z"
  },
  {
    fault: "a lane of the window while no act opens one",
    pack: { ...sound, openers: [] },
    rules: ["lane.reply"],
    problem: "it needs an open window, and no act opens one from 1970-01-01T00:00:00.000Z on"
  },
  {
    fault: "a lane that uses a permission without a rule",
    pack: { ...sound, permissions: [{ ...leave, until: 20 }] },
    rules: ["lane.oneTime"],
    problem: "it uses the permission \"oneTime\", which no rule describes from 1970-01-01T00:00:00.020Z on"
  },
  {
    fault: "a permission that no lane uses",
    pack: { ...sound, lanes: [lane, tagged] },
    rules: ["permission.oneTime"],
    problem: "no lane uses it from 1970-01-01T00:00:00.000Z on"
  },
  {
    fault: "a moment without a rule for the notice",
    pack: { ...sound, disclosure: [{ ...notice, until: 3 }, { ...notice, from: 4 }] },
    rules: ["notice", "notice"],
    problem: "there is no rule for the notice from 1970-01-01T00:00:00.003Z until 1970-01-01T00:00:00.004Z"
  }
]

describe("PolicyPack.decode", () => {
  test("a pack that holds together loads as it is", () => {
    expect(decode(sound)).toEqual(Either.right(sound))
  })

  for (const { fault, pack, problem, rules } of faults) {
    test(`a pack does not load with ${fault}, and says which rules`, () => {
      const decoded = decode(pack)

      const problems = Either.isLeft(decoded) ? decoded.left.problems : []
      expect(problems.map(({ problem, rules }) => ({ problem, rules }))).toContainEqual({ problem, rules })
      expect(problems.filter(({ cure }) => cure === "")).toEqual([])
    })
  }

  test("every problem is told at once, with the rules and the cure", () => {
    const decoded = decode({
      ...sound,
      openers: [{ ...opener, lasts: -1 }],
      limits: [limit, { ...limit, id: "other" }]
    })

    expect(Either.isLeft(decoded) ? decoded.left.message : "").toBe(
      [
        "The policy pack \"demo\" does not load:",
        "  window.message, lasts is -1: give a length of one millisecond or more",
        "  limit, other, there are two rules for the limit \"messages\" in 86400000 ms at all times: "
        + "end the one (`until`) where the other begins (`from`), or take one out"
      ].join("\n")
    )
  })

  test("permissions of one kind may stand beside one another in regions that are not the same", () => {
    const apart = [{ ...leave, regions: ["JP"] }, { ...leave, id: "permission.eu", regions: ["EU"] }]

    expect(PolicyPack.check({ ...sound, permissions: apart })).toEqual([])
  })

  test("permissions of one kind may not stand beside one another where one region lies in the other", () => {
    const within = [{ ...leave, regions: ["DE", "JP"] }, { ...leave, id: "permission.eu", regions: ["EU"] }]

    for (const permissions of [within, [...within].reverse()]) {
      expect(PolicyPack.check({ ...sound, permissions }).map(({ problem }) => problem)).toEqual([
        expect.stringContaining("there are two rules for the permission")
      ])
    }
  })

  test("what is no pack does not load, and says where", () => {
    const decoded = decode({ ...sound, lanes: [{ ...lane, purposes: ["nonsense"] }], extra: true })

    const problems = Either.isLeft(decoded) ? decoded.left.problems.map(({ problem }) => problem) : []
    expect(problems.some((problem) => problem.startsWith("lanes.0.purposes"))).toBe(true)
    expect(problems.some((problem) => problem.startsWith("extra"))).toBe(true)
  })

  test("anything at all loads or is refused, and never throws", () => {
    const moment = FastCheck.oneof(FastCheck.double(), FastCheck.integer(), FastCheck.constant("1970"))
    const dated = FastCheck.record({ from: moment, until: moment, lasts: moment }, { requiredKeys: ["lasts"] })
    const odd = dated.map((fields) => ({ ...opener, ...fields }))
    FastCheck.assert(
      FastCheck.property(FastCheck.oneof(FastCheck.anything(), FastCheck.array(odd)), (openers) => {
        expect(Either.isEither(decode({ ...sound, openers }))).toBe(true)
        expect(Either.isEither(decode(openers))).toBe(true)
      })
    )
  })

  test("of lanes for replies those load that leave at every moment exactly one", () => {
    const moment = FastCheck.integer({ min: 0, max: 4 })
    const span = FastCheck.record({ from: moment, until: moment }, { requiredKeys: [] })
    FastCheck.assert(
      FastCheck.property(FastCheck.array(span, { minLength: 1, maxLength: 3 }), (spans) => {
        const lanes = spans.map((dated, index) => ({ ...lane, ...dated, id: `lane.${index}` }))
        const pack = { ...sound, lanes: [...lanes, tagged, asked] }
        const isWhole = spans.every(({ from = -1, until = 9 }) => until > Math.max(from, 0))
        const one = [0, 1, 2, 3, 4].every((now) =>
          PolicyPack.on(pack, now).lanes.filter((standing) => standing.lane === "reply").length === 1
        )

        expect(Either.isRight(decode(pack))).toBe(isWhole && one)
      }),
      { numRuns: 1000 }
    )
  })
})
