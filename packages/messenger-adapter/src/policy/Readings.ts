/**
 * Where Meta's pages contradict one another, or say nothing: what the timelines follow unless told otherwise, and what else
 * they can follow.
 *
 * @module
 */
import type { PolicyPack } from "@parley/core"
import * as Pages from "./Pages.ts"

/**
 * One reading for each question; what is left out is as in `standard`.
 *
 * - `adWindow`: how long the first message after a click on an ad keeps the window open, since 28 September 2026.
 * - `comments`: whether a comment or a visitor's post opens the window still, or allows one private reply alone.
 * - `tagsEnd`: the day on which three message tags stopped (UTC).
 * - `customerFeedback`: whether the tag of surveys outlived them.
 * - `oneTime`: whether one-time notifications are still taken.
 * - `unstated`: whether a survey's answer (the act "surveyAnswer") and a reaction taken back ("unreaction") open the window.
 * - `unreachable1545041`: what the platform's error 1545041 means.
 */
export interface Readings {
  readonly adWindow?: "24 hours" | "7 days"
  readonly comments?: "privateReply" | "window"
  readonly tagsEnd?: "2026-01-12" | "2026-02-10" | "2026-04-27"
  readonly customerFeedback?: "accepted" | "ended"
  readonly oneTime?: "accepted" | "ended"
  readonly unstated?: "nothing" | "window"
  readonly unreachable1545041?: "unreachable" | "window"
}

/** What the timelines follow unless told otherwise. */
export const standard: Required<Readings> = {
  adWindow: "7 days",
  comments: "privateReply",
  tagsEnd: "2026-04-27",
  customerFeedback: "accepted",
  oneTime: "accepted",
  unstated: "nothing",
  unreachable1545041: "unreachable"
}

interface Question<K extends keyof Readings> {
  readonly question: string
  readonly readings: ReadonlyArray<Required<Readings>[K]>
  readonly source: PolicyPack.Source
}

const questions: { readonly [K in keyof Required<Readings>]: Question<K> } = {
  adWindow: {
    question: "How long does the first message after a click on an ad keep the window open, since 28 September 2026?",
    readings: ["24 hours", "7 days"],
    source: Pages.policyOfSeptember
  },
  comments: {
    question:
      "Does a comment or a visitor's post open the window (until 2024 the pages said so), or allow one private reply?",
    readings: ["privateReply", "window"],
    source: Pages.policy
  },
  tagsEnd: {
    question: "On which day did ACCOUNT_UPDATE, CONFIRMED_EVENT_UPDATE and POST_PURCHASE_UPDATE stop?",
    readings: ["2026-01-12", "2026-02-10", "2026-04-27"],
    source: Pages.changelog
  },
  customerFeedback: {
    question: "Is the tag CUSTOMER_FEEDBACK, which the pages call \"in development\", still taken?",
    readings: ["accepted", "ended"],
    source: Pages.policy
  },
  oneTime: {
    question: "Are one-time notifications, whose own page is gone, still taken? They are at risk.",
    readings: ["accepted", "ended"],
    source: Pages.policy
  },
  unstated: {
    question: "Does a survey's answer, or a reaction taken back, open the window? No page says so.",
    readings: ["nothing", "window"],
    source: Pages.policy
  },
  unreachable1545041: {
    question: "Does error 1545041 say that the person cannot be reached, or that the window is shut?",
    readings: ["unreachable", "window"],
    source: Pages.errors
  }
}

const choice = <K extends keyof Readings>(id: K, chosen: Required<Readings>[K]): PolicyPack.Choice => {
  const { question, readings, source } = questions[id]
  return { id: `choice.${id}`, question, chosen, others: readings.filter((reading) => reading !== chosen), source }
}

/** Every reading, with `standard` for those that are left out. */
export const complete = (readings: Readings): Required<Readings> => ({ ...standard, ...readings })

/** What was chosen, question by question. */
export const choices = (readings: Required<Readings>): ReadonlyArray<PolicyPack.Choice> => [
  choice("adWindow", readings.adWindow),
  choice("comments", readings.comments),
  choice("tagsEnd", readings.tagsEnd),
  choice("customerFeedback", readings.customerFeedback),
  choice("oneTime", readings.oneTime),
  choice("unstated", readings.unstated),
  choice("unreachable1545041", readings.unreachable1545041),
  lapse
]

/** How long a "significant lapse of time" is, no page says; the bot's option `disclosure.lapse` sets another. */
const lapse: PolicyPack.Choice = {
  id: "choice.lapse",
  question: "After which silence is the notice due again? The pages say only \"a significant lapse of time\".",
  chosen: "24 hours",
  others: ["any other length, by the option `disclosure.lapse`"],
  source: Pages.sendMessage
}

/** The name of a timeline, with every reading that is not the standard one: the record shows what was followed. */
export const named = (name: string, readings: Required<Readings>): string => {
  const other = choices(readings).flatMap(({ chosen, id }) => {
    const reading = id.slice("choice.".length)
    return reading in standard && !isStandard(reading, chosen) ? [`${reading}: ${chosen}`] : []
  })
  return other.length === 0 ? name : `${name} (${other.join(", ")})`
}

const isStandard = (reading: string, chosen: string): boolean =>
  Object.entries(standard).some(([id, usual]) => id === reading && usual === chosen)
