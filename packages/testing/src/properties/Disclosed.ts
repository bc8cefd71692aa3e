/**
 * Whether the person was told in time that they speak with a machine: before the bot's first words, after a day in which neither side
 * did anything, and after a person of the business wrote ("Send a Message", *automated chat*, read 2026-11-21).
 *
 * @module
 */
import { PolicyPack } from "@parley/core"
import { Packs } from "@parley/messenger-adapter"
import type { Line } from "../convo/Script.ts"
import type { Judge } from "./Broken.ts"
import type { Step } from "./Step.ts"
import type { Subject } from "./Subject.ts"
import { people } from "./Subject.ts"
import * as Words from "./Words.ts"

/** Words count from their turn, and are seen once the bot has typed them. */
const typing = 25_000

/** Whether the person did something by a line, and is not only shown what was said. */
const isHeard = ({ isDone, line, who }: Step, of: string): boolean => {
  const acted: Line = line._tag === "Other" ? line.line : line
  return isDone && who === of && acted._tag === "Person" && acted.act._tag !== "Reads"
}

const isSend = ({ body, path }: Step["calls"][number]): boolean =>
  path.endsWith("/messages") && typeof body === "object" && body !== null && !("sender_action" in body)

interface Rules {
  readonly lapse: number
  readonly moments: ReadonlyArray<string>
}

const rulesOf = ({ bot, channel = "messenger", pack = "current" }: Subject, now: number): Rules => {
  const { lapse, moments } = PolicyPack.on(Packs.named(pack, channel), now).disclosure
  const own = bot.disclosure === false ? undefined : bot.disclosure.lapse
  return { lapse: own ?? (moments.includes("lapse") ? lapse : Number.POSITIVE_INFINITY), moments }
}

const ofOne = (steps: ReadonlyArray<Step>, subject: Subject, who: string) => {
  const { disclosure } = subject.bot
  const first = steps[0]
  // Where it is asked for in some places only, who is told is for the bot to know.
  if (first === undefined || disclosure === false || (disclosure.where ?? "everywhere") !== "everywhere") {
    return undefined
  }
  const { lapse, moments } = rulesOf(subject, first.from)
  const locales = new Set([subject.bot.locale, ...subject.locale === undefined ? [] : [subject.locale]])
  let isDue = moments.includes("start")
  let last: number | undefined
  const isOver = (now: number, slack: number): boolean => last !== undefined && now - last >= lapse + slack
  const ends = (now: number): void => {
    last = Math.max(last ?? 0, now)
  }
  for (const [at, step] of steps.entries()) {
    const side = step.sides[who]
    if (side === undefined) continue
    if (side.before !== undefined) locales.add(Words.localeOf(subject, side.before))
    for (const { after } of step.turns) locales.add(Words.localeOf(subject, after))
    if (isHeard(step, who)) {
      if (isOver(step.from, 0)) isDue = true
      ends(step.from)
    }
    for (const entry of side.entries) {
      if (Words.isColleagues(entry)) isDue = isDue || moments.includes("fromHuman")
      else if (entry.from === "page") {
        if (isOver(entry.at, typing)) isDue = true
        if (Words.isNotice(disclosure, entry, [...locales], step.calls)) isDue = false
        else if (isDue && entry.kind !== "utility") {
          return { at, why: `The bot said "${Words.of(entry)}" before it told ${who} that a machine writes.` }
        }
      }
      ends(entry.at)
    }
    // What was said and held, or tried and refused, was an attempt to speak all the same.
    if (step.line._tag === "Signal" || step.calls.some(isSend)) ends(step.to)
  }
  return undefined
}

/** The notice precedes the bot's words whenever it is due. */
export const disclosed: Judge = (steps, subject) =>
  people.map((who) => ofOne(steps, subject, who)).filter((found) => found !== undefined).sort((one, other) =>
    one.at - other.at
  )[0]
