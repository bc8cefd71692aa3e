/**
 * A made-up channel with one rule of each sort, and ways to ask what may be said there.
 *
 * @module
 */
import { Conversation, Message, type Permission, PolicyPack } from "@parley/core"
import * as HumanAuthor from "../../src/model/HumanAuthor.ts"
import * as Lane from "../../src/policy/Lane.ts"

export const day = 86_400_000
export const start = Date.UTC(2026, 10, 1, 9)

const source = { page: "a test's own rules", read: "2026-11-21" }
const anything = { forbids: [], promotional: true, recurring: true, past: true, content: "any" } as const
const free = { author: "any", window: "any", purposes: "any", ...anything, source } as const

/** A week, in which a person of the business may answer. */
export const week = 7 * day

/** The day on which the tag UPDATE_TAG ends. */
export const tagEnds = start + 60 * day

export const pack: PolicyPack.PolicyPack = {
  name: "demo",
  channel: "demo",
  openers: [
    { id: "window.message", act: "message", lasts: day, source },
    { id: "window.postback", act: "postback", lasts: day, source },
    { id: "window.ad", act: "adMessage", lasts: week, from: start, source }
  ],
  lanes: [
    { ...free, id: "reply", lane: "reply", window: "open" },
    { ...free, id: "update", lane: "update", window: "open" },
    {
      ...free,
      id: "human",
      lane: "humanAgent",
      tag: "HUMAN",
      author: "human",
      forbids: [{ purpose: "unsolicitedEvent", row: "only what was asked" }],
      promotional: false,
      within: week,
      after: ["message", "postback"],
      approval: "humanAgent"
    },
    {
      ...free,
      id: "tag",
      lane: "tagged",
      tag: "UPDATE_TAG",
      purposes: ["shipping", "eventReminder"],
      forbids: [
        { purpose: "promotion", row: "no deals" },
        { purpose: "recurringContent", row: "no statements" },
        { purpose: "pastEvent", row: "no past events" },
        { purpose: "unsolicitedEvent", row: "only events signed up for" }
      ],
      promotional: false,
      recurring: false,
      past: false,
      until: tagEnds
    },
    {
      ...free,
      id: "feedback",
      lane: "tagged",
      tag: "FEEDBACK",
      purposes: ["purchaseFeedback"],
      promotional: false,
      content: "survey",
      within: week,
      after: ["message"]
    },
    {
      ...free,
      id: "utility",
      lane: "utility",
      purposes: ["shipping", "receipt"],
      promotional: false,
      content: "template",
      approval: "utility"
    },
    { ...free, id: "privateReply", lane: "privateReply", permission: "privateReply" },
    { ...free, id: "oneTime", lane: "oneTime", permission: "oneTime" },
    { ...free, id: "recurring", lane: "recurring", permission: "recurring" },
    {
      ...free,
      id: "news",
      lane: "news",
      purposes: ["news"],
      promotional: false,
      permission: "news",
      approval: "news"
    },
    { ...free, id: "sponsored", lane: "sponsored", after: ["message"], wish: "sponsored" }
  ],
  permissions: [
    { id: "privateReply", kind: "privateReply", uses: "one", acts: ["comment", "post"], lasts: week, source },
    { id: "oneTime", kind: "oneTime", uses: "one", lasts: 365 * day, source },
    { id: "recurring", kind: "recurring", uses: "series", every: 2 * day, source },
    { id: "news", kind: "news", uses: "series", regions: ["EU"], source }
  ],
  limits: [],
  choices: [],
  disclosure: [{ id: "lapse", lapse: day, moments: ["start", "lapse", "fromHuman"], source }],
  retired: [{ id: "old", lane: "tagged", tag: "OLD", purposes: ["receipt"], instead: "use a template", source }]
}

export const stranger = Conversation.empty({ channel: "demo", account: "1", person: "2" })

/** Someone who did this at that moment. */
export const heard = (act: string, at: number): Conversation.Conversation => ({
  ...stranger,
  acts: [{ act, at, inbound: "m1" }]
})

/** Someone who wrote at `start`. */
export const ana = heard("message", start)

/** A permission of `start` with a token, unless told otherwise. */
export const leave = (
  kind: Permission.PermissionKind,
  rest: Partial<Permission.Permission> = {}
): Permission.Permission => ({
  id: `p/${kind}`,
  kind,
  address: kind === "privateReply"
    ? { _tag: "Comment", comment: "c1" }
    : kind === "news"
    ? { _tag: "Scoped", id: "2" }
    : { _tag: "Token", kind, token: "t1" },
  grantedAt: start,
  ...rest
})

/** Someone who wrote at `start` and allowed this. */
export const allowing = (...permissions: ReadonlyArray<Permission.Permission>): Conversation.Conversation => ({
  ...ana,
  permissions
})

export const eva = HumanAuthor.sign("Eva")
export const template = { _tag: "Template", name: "shipped", language: "en", parameters: {} } as const

export const survey: Message.Message = {
  content: {
    _tag: "Survey",
    title: "How was it?",
    question: { id: "q", title: "How was it?", kind: "csat" },
    privacyUrl: "https://example.com/privacy"
  },
  purpose: "purchaseFeedback"
}

/** The verdict on "Hello" by the bot to Ana, unless told otherwise. */
export const ask = (overrides: Partial<Lane.Request> & { readonly now: number }): Lane.Verdict =>
  Lane.resolve({
    message: Message.text("Hello"),
    author: { _tag: "Bot" },
    cause: "answer",
    conversation: ana,
    approvals: [],
    view: PolicyPack.on(pack, overrides.now),
    ...overrides
  })

/** The lane of a verdict, or the rule of its refusal. */
export const way = (verdict: Lane.Verdict): string =>
  verdict._tag === "Allowed" ? verdict.lane.lane : verdict.refusal.rule
