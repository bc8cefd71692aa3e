/**
 * The messaging types inside the window, utility templates, and sponsored messages.
 *
 * @module
 */
import type { Purpose } from "@parley/core"
import { day, on, rule, seedsDay, template, words } from "./cases.ts"
import type { RuleCase } from "./ruleCase.ts"

const everywhere: ReadonlyArray<readonly [RuleCase["channel"], RuleCase["pack"]]> = [
  ["messenger", "seeds"],
  ["messenger", "current"],
  ["instagram", "seeds"],
  ["instagram", "current"]
]

const inside: ReadonlyArray<RuleCase> = everywhere.flatMap(([channel, pack]) => {
  const common = { channel, pack }
  const says = `${channel}: ${pack === "seeds" ? "the seeds say" : "today"}:`
  return [
    rule({
      ...common,
      name: `${says} what answers the person goes as RESPONSE while the window is open`,
      expected: { inside: "reply", outside: "window.shut" }
    }),
    rule({
      ...common,
      name: `${says} what nobody asked for goes as UPDATE while the window is open`,
      cause: "initiative",
      expected: { inside: "update", outside: "window.shut" }
    }),
    rule({
      ...common,
      name: `${says} inside the window a message may sell`,
      message: words("promotion", { promotional: true }),
      expected: { inside: "reply", outside: "purpose.forbidden" }
    }),
    rule({
      ...common,
      name: `${says} inside the window an update may sell`,
      message: words("crossSell"),
      cause: "initiative",
      expected: { inside: "update", outside: "purpose.forbidden" }
    })
  ]
})

const asked: ReadonlyArray<RuleCase> = (["bookingConfirmation", "shipping", "applicationStatus"] as const).map((
  purpose
) =>
  rule({
    name: `messenger: the seeds say: a ${purpose} asked for inside the window goes as RESPONSE, without a tag`,
    channel: "messenger",
    pack: "seeds",
    message: words(purpose),
    expected: { inside: "reply", outside: "tagged" }
  })
)

const updates: ReadonlyArray<Purpose.Purpose> = [
  "applicationStatus",
  "suspiciousActivity",
  "eventReminder",
  "bookingConfirmation",
  "travelUpdate",
  "receipt",
  "shipping",
  "orderAction"
]

const utility = { channel: "messenger", pack: "current", bound: 365 * day, approvals: ["utility"] } as const

const utilities: ReadonlyArray<RuleCase> = [
  ...updates.map((purpose) =>
    rule({
      ...utility,
      name: `messenger: today an approved template carries a ${purpose} at any time, and no promotion`,
      message: words(purpose, { utility: template }),
      otherwise: { message: words(purpose, { utility: template, promotional: true }) },
      expected: { inside: "utility", outside: "message.promotes" }
    })
  ),
  rule({
    ...utility,
    name: "messenger: today utility needs an approved template",
    message: words("shipping", { utility: template }),
    otherwise: { message: words("shipping") },
    expected: { inside: "utility", outside: "content.template" }
  }),
  rule({
    ...utility,
    name: "messenger: today utility needs the account's approval",
    message: words("shipping", { utility: template }),
    otherwise: { approvals: [] },
    expected: { inside: "utility", outside: "approval.utility" }
  }),
  rule({
    ...utility,
    name: "messenger: today a template without one of the purposes of utility is refused",
    message: words("shipping", { utility: template }),
    otherwise: { message: words("productReview", { utility: template }) },
    expected: { inside: "utility", outside: "purpose.unlisted" }
  }),
  rule({
    ...utility,
    name: "messenger: utility templates began on 29 July 2025",
    at: on("2025-07-01"),
    bound: on("2025-07-29") - on("2025-07-01"),
    edge: "begin",
    message: words("applicationStatus", { utility: template, recurs: true }),
    expected: { inside: "utility", outside: "message.recurs" }
  }),
  rule({
    ...utility,
    name: "instagram: there are no utility templates",
    channel: "instagram",
    bound: day,
    message: words("shipping", { utility: template }),
    expected: { inside: "reply", outside: "window.shut" }
  }),
  rule({
    ...utility,
    name: "messenger: the seeds know no utility templates",
    pack: "seeds",
    bound: day,
    message: words("reply", { utility: template }),
    expected: { inside: "reply", outside: "window.shut" }
  })
]

const ad = { message: words("reply", { sponsored: true }), cause: "initiative" } as const

const sponsored: ReadonlyArray<RuleCase> = [
  rule({
    ...ad,
    name:
      "messenger: the seeds say: a sponsored message goes to a person who once wrote, at any time, when it is asked for",
    channel: "messenger",
    pack: "seeds",
    bound: 365 * day,
    message: words("promotion", { sponsored: true }),
    otherwise: { message: words("promotion") },
    expected: { inside: "sponsored", outside: "purpose.forbidden" }
  }),
  rule({
    ...ad,
    name: "messenger: the seeds say: a sponsored message may sell or not",
    channel: "messenger",
    pack: "seeds",
    bound: 365 * day,
    otherwise: { acts: [{ act: "comment", at: 0 }] },
    expected: { inside: "sponsored", outside: "window.shut" }
  }),
  rule({
    ...ad,
    name: "messenger: sponsored messages ended on 31 July 2024",
    channel: "messenger",
    pack: "current",
    at: seedsDay,
    bound: on("2024-07-31") - seedsDay,
    expected: { inside: "sponsored", outside: "lane.absent" }
  }),
  ...(["seeds", "current"] as const).map((pack) =>
    rule({
      ...ad,
      name: `instagram: ${pack === "seeds" ? "the seeds say" : "today"}: there are no sponsored messages`,
      channel: "instagram",
      pack,
      expected: { inside: "update", outside: "lane.absent" }
    })
  )
]

/** The rules of the lanes without a tag and without a permission. */
export const cases: ReadonlyArray<RuleCase> = [...inside, ...asked, ...utilities, ...sponsored]
