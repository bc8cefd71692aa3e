/**
 * The five message tags: what each allows, what each forbids, who may use it and for how long, and what became of it.
 *
 * @module
 */
import type { Purpose } from "@parley/core"
import { day, human, on, rule, survey, words } from "./cases.ts"
import type { RuleCase } from "./ruleCase.ts"

const uses: { readonly [tag: string]: ReadonlyArray<Purpose.Purpose> } = {
  ACCOUNT_UPDATE: ["applicationStatus", "suspiciousActivity"],
  CONFIRMED_EVENT_UPDATE: ["eventReminder", "bookingConfirmation", "travelUpdate"],
  POST_PURCHASE_UPDATE: ["receipt", "shipping", "orderAction"]
}

const surveys: ReadonlyArray<Purpose.Purpose> = ["purchaseFeedback", "eventFeedback", "productReview"]

const updates = Object.entries(uses).flatMap(([tag, purposes]) => purposes.map((purpose) => ({ tag, purpose })))

const tagged = { channel: "messenger", pack: "seeds", bound: 365 * day } as const

const allowed: ReadonlyArray<RuleCase> = updates.map(({ purpose, tag }) =>
  rule({
    ...tagged,
    name: `messenger: the seeds say: ${tag} takes a ${purpose} at any time, and no promotion`,
    message: words(purpose),
    otherwise: { message: words(purpose, { promotional: true }) },
    expected: { inside: "tagged", outside: "message.promotes" }
  })
)

const forbidden: ReadonlyArray<RuleCase> = ([
  ["shipping", "promotion", "no tag takes deals, offers, coupons or discounts"],
  [
    "applicationStatus",
    "recurringContent",
    "ACCOUNT_UPDATE takes no statement, bill or list that comes again and again"
  ],
  ["applicationStatus", "surveyInvitation", "no tag but one invites to a survey"],
  ["eventReminder", "unsolicitedEvent", "CONFIRMED_EVENT_UPDATE takes no event that the person did not sign up for"],
  ["eventReminder", "pastEvent", "CONFIRMED_EVENT_UPDATE takes no event that is over"],
  ["receipt", "crossSell", "POST_PURCHASE_UPDATE sells nothing on the side"]
] as const).map(([purpose, other, says]) =>
  rule({
    ...tagged,
    name: `messenger: the seeds say: ${says}`,
    message: words(purpose),
    otherwise: { message: words(other) },
    expected: { inside: "tagged", outside: "purpose.forbidden" }
  })
)

const unlisted: ReadonlyArray<RuleCase> = [
  rule({
    ...tagged,
    name: "messenger: the seeds say: the forbidden uses are not all that is forbidden: a plain reply has no tag",
    message: words("receipt"),
    otherwise: { message: words() },
    expected: { inside: "tagged", outside: "window.shut" }
  }),
  rule({
    ...tagged,
    name: "messenger: the seeds say: ACCOUNT_UPDATE takes no status that comes again and again",
    message: words("applicationStatus"),
    otherwise: { message: words("applicationStatus", { recurs: true }) },
    expected: { inside: "tagged", outside: "message.recurs" }
  }),
  rule({
    ...tagged,
    name: "messenger: the seeds say: a reminder travels until its event has been",
    bound: 30 * day + 1,
    message: words("eventReminder", { eventAt: on("2024-03-01") + 30 * day }),
    expected: { inside: "tagged", outside: "message.past" }
  })
]

const feedback: ReadonlyArray<RuleCase> = (["seeds", "current"] as const).flatMap((pack) => {
  const says = pack === "seeds" ? "the seeds say" : "today"
  return [
    ...surveys.map((purpose) =>
      rule({
        channel: "messenger",
        pack,
        name: `messenger: ${says}: CUSTOMER_FEEDBACK takes a ${purpose} for seven days after the person's last message`,
        bound: 7 * day,
        message: survey(purpose),
        expected: { inside: "tagged", outside: "window.old" }
      })
    ),
    rule({
      channel: "messenger",
      pack,
      name: `messenger: ${says}: CUSTOMER_FEEDBACK goes with the customer feedback template alone`,
      bound: 7 * day,
      message: survey("purchaseFeedback"),
      otherwise: { message: words("purchaseFeedback"), acts: [{ act: "message", at: 1 }] },
      expected: { inside: "tagged", outside: "content.survey" }
    }),
    rule({
      channel: "messenger",
      pack,
      name: `messenger: ${says}: outside the window the customer feedback template goes with CUSTOMER_FEEDBACK alone`,
      bound: 7 * day,
      message: survey("purchaseFeedback"),
      otherwise: { message: survey("receipt"), acts: [{ act: "message", at: 1 }] },
      expected: { inside: "tagged", outside: pack === "seeds" ? "content.survey" : "purpose.unlisted" }
    })
  ]
})

const agents: ReadonlyArray<RuleCase> = (["messenger", "instagram"] as const).flatMap((channel) =>
  (["seeds", "current"] as const).flatMap((pack) => {
    const says = `${channel}: ${pack === "seeds" ? "the seeds say" : "today"}:`
    const common = { channel, pack, author: human, approvals: ["humanAgent"], bound: 7 * day } as const
    const later = [{ act: "message", at: 1 }]
    return [
      ...(["humanAnswer", "reply"] as const).map((purpose) =>
        rule({
          ...common,
          name: `${says} a person of the business may give a ${purpose} for seven days after the last message`,
          message: words(purpose),
          expected: { inside: "humanAgent", outside: "window.old" }
        })
      ),
      rule({
        ...common,
        name: `${says} HUMAN_AGENT takes no automatic message`,
        otherwise: { author: { _tag: "Bot" }, acts: later },
        expected: { inside: "humanAgent", outside: "window.shut" }
      }),
      rule({
        ...common,
        name: `${says} HUMAN_AGENT takes nothing that has no bearing on the person's question`,
        otherwise: { message: words("unrelated"), acts: later },
        expected: { inside: "humanAgent", outside: "purpose.forbidden" }
      }),
      rule({
        ...common,
        name: `${says} HUMAN_AGENT takes no promotion`,
        otherwise: { message: words("humanAnswer", { promotional: true }), acts: later },
        expected: { inside: "humanAgent", outside: "message.promotes" }
      }),
      rule({
        ...common,
        name: `${says} HUMAN_AGENT needs the account's approval`,
        otherwise: { approvals: [], acts: later },
        expected: { inside: "humanAgent", outside: "approval.humanAgent" }
      })
    ]
  })
)

const onInstagram: ReadonlyArray<RuleCase> = (["seeds", "current"] as const).flatMap((pack) =>
  [...updates.map(({ purpose }) => words(purpose)), ...surveys.map(survey)].map((message) =>
    rule({
      name: `instagram: ${
        pack === "seeds" ? "the seeds say" : "today"
      }: no tag but HUMAN_AGENT, so a ${message.purpose} waits`,
      channel: "instagram",
      pack,
      message,
      expected: { inside: "reply", outside: "window.shut" }
    })
  )
)

const lastWeek = on("2026-04-20")

const ended: ReadonlyArray<RuleCase> = updates.map(({ purpose, tag }) =>
  rule({
    name: `messenger: ${tag} takes a ${purpose} until 27 April 2026, and from then on fails`,
    channel: "messenger",
    pack: "current",
    at: lastWeek,
    bound: on("2026-04-27") - lastWeek,
    message: words(purpose),
    expected: { inside: "tagged", outside: "window.shut" }
  })
)

/** The rules of the tags. */
export const cases: ReadonlyArray<RuleCase> = [
  ...allowed,
  ...forbidden,
  ...unlisted,
  ...feedback,
  ...agents,
  ...onInstagram,
  ...ended
]
