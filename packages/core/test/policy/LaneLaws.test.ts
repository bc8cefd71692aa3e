import { Conversation, Lane, type Message, type Permission, PolicyPack, Purpose } from "@parley/core"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, test } from "vitest"
import { seed } from "../seed.ts"
import { day, eva, pack, start, template } from "./rulebook.ts"

const runs = { numRuns: 2_000, seed }

/** Moments near the bounds of the rules, so that a millisecond matters. */
const moment = FastCheck.tuple(
  FastCheck.constantFrom(0, 1, 2, 7, 9, 60, 365).map((days) => days * day),
  FastCheck.integer({ min: -2, max: 2 })
).map(([length, about]) => start + length + about)

const maybe = <A>(value: FastCheck.Arbitrary<A>) => FastCheck.option(value, { nil: undefined })

const given = <A extends object>(record: A): A => {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as A // Only the absent fields are gone.
}

const act = FastCheck.record({
  act: FastCheck.constantFrom("message", "postback", "adMessage", "comment", "optIn"),
  at: moment,
  inbound: FastCheck.constant("m")
})

const permission: FastCheck.Arbitrary<Permission.Permission> = FastCheck.record({
  id: FastCheck.constantFrom("p1", "p2", "p3"),
  kind: FastCheck.constantFrom("privateReply", "oneTime", "recurring", "news"),
  address: FastCheck.constant({ _tag: "Comment", comment: "c" } as const),
  grantedAt: moment,
  topic: maybe(FastCheck.constantFrom("tea", "coffee")),
  region: maybe(FastCheck.constantFrom("EU", "US")),
  expiresAt: maybe(moment),
  usedBy: maybe(FastCheck.constantFrom("o1", "o2")),
  usedAt: maybe(moment),
  nextAt: maybe(moment),
  stoppedAt: maybe(moment)
}).map((one) => given(one) as Permission.Permission)

const content: FastCheck.Arbitrary<Message.Content> = FastCheck.constantFrom<Array<Message.Content>>(
  { _tag: "Text", text: "Hello" },
  template,
  { _tag: "Request", permission: "oneTime", topic: "tea", title: "Tea?", payload: "p" },
  {
    _tag: "Survey",
    title: "Well?",
    question: { id: "q", title: "Well?", kind: "csat" },
    privacyUrl: "https://example.com"
  }
)

const plain: FastCheck.Arbitrary<Message.Message> = FastCheck.record({
  content,
  purpose: maybe(FastCheck.constantFrom(...Purpose.Purpose.literals)),
  promotional: maybe(FastCheck.boolean()),
  recurs: maybe(FastCheck.constant(true as const)),
  eventAt: maybe(moment),
  topic: maybe(FastCheck.constantFrom("tea", "coffee")),
  sponsored: maybe(FastCheck.constant(true as const)),
  otherwise: maybe(FastCheck.constantFrom("hold", "drop", "refuse")),
  holdFor: maybe(FastCheck.integer()),
  utility: maybe(FastCheck.constant(template))
}).map((one) => given(one) as Message.Message)

const message = FastCheck.array(plain, { minLength: 1, maxLength: 4 }).map((chain) =>
  chain.reduceRight((instead, one) => ({ ...one, instead }))
)

const author = FastCheck.constantFrom({ _tag: "Bot" } as const, eva)

const conversation: FastCheck.Arbitrary<Conversation.Conversation> = FastCheck.record({
  acts: FastCheck.array(act, { maxLength: 3 }),
  permissions: FastCheck.array(permission, { maxLength: 3 }),
  owner: FastCheck.constantFrom<Array<Conversation.Owner>>(
    { _tag: "Bot" },
    { _tag: "Bot" },
    { _tag: "Human", since: start },
    { _tag: "App", since: start, app: "42" }
  ),
  stopped: maybe(FastCheck.record({ at: moment, why: FastCheck.constantFrom("word", "button", "unreachable") })),
  seenAt: maybe(moment)
}).map((rest) => ({
  ...Conversation.empty({ channel: "demo", account: "1", person: "2" }),
  ...given(rest)
} as Conversation.Conversation))

const request: FastCheck.Arbitrary<Lane.Request> = FastCheck.record({
  message,
  author,
  cause: FastCheck.constantFrom("answer", "initiative"),
  conversation,
  approvals: FastCheck.subarray(["humanAgent", "utility", "news"]),
  view: moment.map((at) => PolicyPack.on(pack, at)),
  now: moment,
  margin: maybe(FastCheck.constantFrom(0, 1, 60_000)),
  outbound: maybe(FastCheck.constantFrom("o1", "o2"))
}).map((one) => given(one) as Lane.Request)

const isAllowed = (one: Lane.Request): boolean => Lane.resolve(one)._tag === "Allowed"

const always = (title: string, law: (one: Lane.Request) => void) =>
  test(title, () => FastCheck.assert(FastCheck.property(request, law), runs))

describe(`whatever is asked (seed ${seed})`, () => {
  always("a refusal cites a rule of the list and says why", (one) => {
    const verdict = Lane.resolve(one)
    if (verdict._tag === "Allowed") return
    const rule = verdict.refusal.rule.startsWith("approval.") ? "approval" : verdict.refusal.rule
    expect(Lane.rules).toContain(rule)
    expect(verdict.refusal.reason.length).toBeGreaterThan(10)
  })

  always("the same question has the same answer", (one) => {
    expect(Lane.resolve(one)).toEqual(Lane.resolve(structuredClone(one)))
  })

  always("what sells never goes under a tag, as a template, or by a person past the window", (one) => {
    const verdict = Lane.resolve(one)
    if (verdict._tag !== "Allowed") return
    const sells = verdict.message.promotional === true || Purpose.selling.includes(verdict.message.purpose ?? "reply")
    if (sells) expect(["tagged", "utility", "humanAgent", "news"]).not.toContain(verdict.lane.lane)
  })

  always("a bot never speaks as a person", (one) => {
    const verdict = Lane.resolve(one)
    if (verdict._tag === "Allowed" && one.author._tag === "Bot") expect(verdict.lane.lane).not.toBe("humanAgent")
  })

  always("a bot says nothing while the conversation is not its own", (one) => {
    if (one.author._tag === "Bot" && one.conversation.owner._tag !== "Bot") expect(isAllowed(one)).toBe(false)
  })

  always("a bot does not begin with a person who wants none of it", (one) => {
    const unasked = one.author._tag === "Bot" && one.cause === "initiative"
    if (unasked && one.conversation.stopped !== undefined) expect(isAllowed(one)).toBe(false)
  })

  always("nothing goes to a person who never did anything, and nothing waits for one", (one) => {
    const conversation = Conversation.empty(one.conversation.id)
    expect(Lane.resolve({ ...one, conversation })._tag).toBe("Refused")
  })

  always("a survey outside the window goes in the lane for surveys, which takes nothing else", (one) => {
    const verdict = Lane.resolve(one)
    if (verdict._tag !== "Allowed" || verdict.lane.lane === "reply" || verdict.lane.lane === "update") return
    expect(verdict.lane.rule === "feedback").toBe(verdict.message.content._tag === "Survey")
  })

  always("a lane that rests on a moment has not ended, less the margin", (one) => {
    const verdict = Lane.resolve(one)
    if (verdict._tag !== "Allowed" || verdict.lane.until === undefined) return
    const time = Math.max(one.now, one.conversation.seenAt ?? 0)
    expect(verdict.lane.until).toBeGreaterThan(time + (one.margin ?? 0))
  })

  always("a wider margin allows nothing that a narrower does not", (one) => {
    if (isAllowed({ ...one, margin: 60_000 })) expect(isAllowed({ ...one, margin: 1 })).toBe(true)
    if (isAllowed({ ...one, margin: 1 })) expect(isAllowed({ ...one, margin: 0 })).toBe(true)
  })

  always("a clock that is set back allows nothing that is over", (one) => {
    const seenAt = Math.max(one.now, one.conversation.seenAt ?? 0)
    const conversation = { ...one.conversation, seenAt }
    const before = { ...one, conversation, now: one.now - 3 * day, view: PolicyPack.on(pack, one.now - 3 * day) }
    const then = { ...one, conversation, now: seenAt, view: PolicyPack.on(pack, seenAt) }
    if (isAllowed(before)) expect(isAllowed(then)).toBe(true)
  })

  test("a later act of the person never takes back what was allowed", () =>
    FastCheck.assert(
      FastCheck.property(request, FastCheck.constantFrom("message", "postback", "adMessage"), (one, act) => {
        if (!isAllowed(one)) return
        const at = Math.max(one.now, ...one.conversation.acts.map((known) => known.at)) + 1
        const acts = [...one.conversation.acts, { act, at, inbound: "later" }]
        expect(isAllowed({ ...one, conversation: { ...one.conversation, acts } })).toBe(true)
      }),
      runs
    ))
})

describe("data that no schema has seen", () => {
  const number = FastCheck.oneof(FastCheck.double(), FastCheck.constantFrom(Number.NaN, -1, Number.MAX_VALUE))
  const junk = FastCheck.record({
    now: number,
    margin: number,
    acts: FastCheck.array(FastCheck.record({ act: FastCheck.string(), at: number, inbound: FastCheck.string() })),
    seenAt: number,
    purpose: FastCheck.string(),
    holdFor: number,
    otherwise: FastCheck.string(),
    stoppedAt: number
  })

  test("is answered with a verdict and never with an exception", () =>
    FastCheck.assert(
      FastCheck.property(request, junk, FastCheck.boolean(), (one, bad, hasPurpose) => {
        const { acts, holdFor, margin, now, otherwise, purpose, seenAt, stoppedAt } = bad
        const odd = { ...one.message, ...(hasPurpose ? { purpose } : {}), eventAt: now, holdFor, otherwise }
        const stopped = { at: stoppedAt, why: "unreachable" }
        const conversation = {
          ...one.conversation,
          acts: [...one.conversation.acts, ...acts],
          seenAt,
          ...(margin > 0 ? { stopped } : {})
        }
        const asked = { ...one, message: odd, conversation, now, margin } as Lane.Request
        expect(["Allowed", "Held", "Dropped", "Refused"]).toContain(Lane.resolve(asked)._tag)
      }),
      runs
    ))

  test("without any rule allows nothing", () => {
    const empty = PolicyPack.on({ ...pack, openers: [], lanes: [], permissions: [], retired: [] }, start)

    FastCheck.assert(
      FastCheck.property(request, (one) => {
        expect(isAllowed({ ...one, view: empty })).toBe(false)
      }),
      runs
    )
  })
})
