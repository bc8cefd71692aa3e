/**
 * The other readings of what the pages contradict one another in: what each changes in today's rules.
 *
 * @module
 */
import type { Purpose } from "@parley/core"
import { day, on, permission, rule, survey, words } from "./cases.ts"
import type { RuleCase } from "./ruleCase.ts"

const channels = ["messenger", "instagram"] as const

const shorterAds: ReadonlyArray<RuleCase> = channels.map((channel) =>
  rule({
    name: `${channel}: by another reading a message after a click on an ad opens the window for 24 hours still`,
    channel,
    pack: "current",
    readings: { adWindow: "24 hours" },
    acts: [{ act: "adMessage", at: 0 }],
    expected: { inside: "reply", outside: "window.shut" }
  })
)

const opening = (
  act: string,
  what: string,
  readings: NonNullable<RuleCase["readings"]>,
  channel: RuleCase["channel"]
): RuleCase =>
  rule({
    name: `${channel}: by another reading ${what} opens the window for 24 hours`,
    channel,
    pack: "current",
    readings,
    acts: [{ act, at: 0 }],
    expected: { inside: "reply", outside: "window.shut" }
  })

const openers: ReadonlyArray<RuleCase> = [
  ...channels.map((channel) => opening("comment", "a comment", { comments: "window" }, channel)),
  opening("post", "a visitor's post", { comments: "window" }, "messenger"),
  ...channels.flatMap((channel) => [
    opening("surveyAnswer", "the answer to a survey", { unstated: "window" }, channel),
    opening("unreaction", "a reaction that is taken back", { unstated: "window" }, channel)
  ])
]

const updates: ReadonlyArray<readonly [tag: string, purpose: Purpose.Purpose]> = [
  ["ACCOUNT_UPDATE", "applicationStatus"],
  ["CONFIRMED_EVENT_UPDATE", "bookingConfirmation"],
  ["POST_PURCHASE_UPDATE", "shipping"]
]

const week = 7 * day

const tags: ReadonlyArray<RuleCase> = (["2026-01-12", "2026-02-10"] as const).flatMap((date) =>
  updates.map(([tag, purpose]) =>
    rule({
      name: `messenger: by another reading ${tag} stands until ${date}`,
      channel: "messenger",
      pack: "current",
      readings: { tagsEnd: date },
      at: on(date) - week,
      bound: week,
      message: words(purpose),
      expected: { inside: "tagged", outside: "window.shut" }
    })
  )
)

const tagsEnded = on("2026-04-27")

const feedback = rule({
  name: "messenger: by another reading CUSTOMER_FEEDBACK ended with the other tags",
  channel: "messenger",
  pack: "current",
  readings: { customerFeedback: "ended" },
  at: tagsEnded - 2 * day,
  bound: 2 * day,
  message: survey("purchaseFeedback"),
  expected: { inside: "tagged", outside: "window.shut" }
})

const oneTimeEnded = on("2026-07-02")

const oneTime = rule({
  name: "messenger: by another reading one-time notifications ended on 2 July 2026",
  channel: "messenger",
  pack: "current",
  readings: { oneTime: "ended" },
  at: oneTimeEnded - week,
  bound: week,
  message: words("promotion", { topic: "restock" }),
  cause: "initiative",
  permissions: [permission("oneTime", oneTimeEnded - week)],
  expected: { inside: "oneTime", outside: "permission.none" }
})

/** The cases of the other readings. */
export const cases: ReadonlyArray<RuleCase> = [...shorterAds, ...openers, ...tags, feedback, oneTime]
