/**
 * Evidence and refusals in sentences for people.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Lane, Refusal } from "../model/LaneName.ts"

const day = 86_400_000
const hour = 3_600_000
const farthest = 8.64e15
const lastDay = Date.UTC(9999, 11, 31)

const digits: ReadonlyArray<string> = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, "0"))
const two = (number: number): string => digits[number] ?? ""

/**
 * A moment as ISO 8601 writes it; what is no moment is said to be unknown. By hand where that is easy, since a refusal
 * names several and they would be most of its cost: the days are counted from the first of March of the year nought, so
 * that a leap day is the last of its year.
 */
export const moment = (at: Instant): string => {
  if (!(at >= 0 && at < lastDay && Number.isInteger(at))) {
    return at >= -farthest && at <= farthest ? DateTime.formatIso(DateTime.unsafeMake(at)) : "an unknown time"
  }
  const days = Math.floor(at / day) + 719_468
  const era = Math.floor(days / 146_097)
  const ofEra = days - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const date = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  const ofDay = at % day
  const seconds = Math.floor(ofDay / 1000)
  const millis = ofDay % 1000
  return `${year}-${two(month)}-${two(date)}T${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${
    two(seconds % 60)
  }.${Math.floor(millis / 100)}${two(millis % 100)}Z`
}

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`

/** A length of time in days, hours or seconds. */
export const span = (length: Millis): string =>
  length % day === 0
    ? counted(length / day, "day")
    : length % hour === 0
    ? counted(length / hour, "hour")
    : counted(length / 1000, "second")

const spaced = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** A person's act, by the words in its name: "adMessage" is an ad message. */
export const act = (name: string, at: Instant): string => `the person's ${spaced(name)} of ${moment(at)}`

/** A lane by the name that its channel knows it by. */
export const name = ({ lane, tag }: Pick<Lane, "lane" | "tag">): string => tag === undefined ? lane : `${lane} (${tag})`

/**
 * The evidence for a lane as one sentence: what allows the message, and until when.
 *
 * @example
 * import { Lane } from "@parley/core"
 *
 * const at = Date.UTC(2026, 10, 1, 9)
 * Lane.describe({ lane: "reply", rule: "lane.reply", pack: "demo", act: "message", actAt: at, until: at + 86_400_000 })
 * // => "the person's message of 2026-11-01T09:00:00.000Z keeps the window open until 2026-11-02T09:00:00.000Z"
 */
export const describe = (lane: Lane): string => {
  const { actAt, lane: way, permission, until } = lane
  const end = until === undefined ? "without an end" : `until ${moment(until)}`
  if (permission !== undefined) {
    const given = actAt === undefined ? "" : ` of ${moment(actAt)}`
    return `${name(lane)}: the person's leave${given} (${permission}) stands ${end}`
  }
  if (lane.act !== undefined && actAt !== undefined) {
    return way === "reply" || way === "update"
      ? `${act(lane.act, actAt)} keeps the window open ${end}`
      : `${name(lane)}: ${act(lane.act, actAt)} allows it ${end}`
  }
  return `${name(lane)}: the rule ${lane.rule} of ${lane.pack} allows it at any time`
}

/** A refusal within one line: why, and what helps. */
export const brief = ({ reason, waysOut }: Refusal): string =>
  waysOut.length === 0 ? reason : `${reason}. What helps: ${waysOut.join("; ")}`

/**
 * A refusal as sentences: why, by which rule, and each way out on a line of its own.
 *
 * @example
 * import { Lane } from "@parley/core"
 *
 * Lane.explain({ rule: "window.shut", reason: "the window shut at noon", waysOut: ["reply: wait until they write"] })
 * // => "Not sent, as the window shut at noon (window.shut).\n- reply: wait until they write"
 */
export const explain = ({ reason, rule, waysOut }: Refusal): string =>
  [`Not sent, as ${reason} (${rule}).`, ...waysOut.map((way) => `- ${way}`)].join("\n")
