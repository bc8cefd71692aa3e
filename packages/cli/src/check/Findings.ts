/**
 * What searches found, each thing once: bots that share a dialogue, and channels that share a rule, share their findings.
 *
 * @module
 */
import type { Paths } from "@parley/core"
import type { BotCheck } from "./BotCheck.ts"
import * as Ground from "./Ground.ts"

/** Where something was found. */
export interface Place extends Pick<Ground.Ground, "channel" | "pack"> {
  readonly bot: string
}

/** A finding with the places it was found in; `convo` leads to it in the first of them. */
export interface Finding extends Paths.Finding {
  readonly dialogue: string
  readonly where: ReadonlyArray<Place>
  readonly convo: ReadonlyArray<string>
}

/** Advice with the places it is given for. */
export interface Advice extends Paths.Advice {
  readonly dialogue: string
  readonly where: ReadonlyArray<Place>
}

interface Found<A> {
  readonly what: A
  readonly dialogue: string
  readonly bot: string
  readonly ground: Ground.Ground
}

const all = <A>(
  checks: ReadonlyArray<BotCheck>,
  of: (report: Paths.Report) => ReadonlyArray<A>
): ReadonlyArray<Found<A>> =>
  checks.flatMap(({ bot, dialogues }) =>
    dialogues.flatMap(({ dialogue, searches }) =>
      searches.flatMap(({ ground, report }) => of(report).map((what) => ({ what, dialogue, bot, ground })))
    )
  )

const together = <A>(found: ReadonlyArray<Found<A>>): ReadonlyArray<readonly [Found<A>, ReadonlyArray<Place>]> => {
  const groups = new Map<string, readonly [Found<A>, Array<Place>]>()
  for (const one of found) {
    const key = JSON.stringify([one.dialogue, one.what])
    const place = { bot: one.bot, channel: one.ground.channel, pack: one.ground.pack }
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one, [place]])
    else group[1].push(place)
  }
  return [...groups.values()]
}

/** Everything that was found, in the order of the bots. */
export const findings = (checks: ReadonlyArray<BotCheck>): ReadonlyArray<Finding> =>
  together(all(checks, ({ findings }) => findings)).map(([{ bot, dialogue, ground, what }, where]) => ({
    ...what,
    dialogue,
    where,
    convo: [Ground.header(bot, ground), "", ...what.script]
  }))

/** All advice, in the order of the bots. */
export const advice = (checks: ReadonlyArray<BotCheck>): ReadonlyArray<Advice> =>
  together(all(checks, ({ advice }) => advice)).map(([{ dialogue, what }, where]) => ({ ...what, dialogue, where }))

/** How many things are wrong: problems of bots, and findings. Advice is none of them. */
export const count = (checks: ReadonlyArray<BotCheck>): number =>
  checks.reduce((sum, { problems }) => sum + problems.length, findings(checks).length)

/** The bots of some places, with their channels where more than Messenger was looked at. */
export const placesIn = (where: ReadonlyArray<Place>): string => {
  const names = new Map<string, Array<string>>()
  for (const place of where) names.set(place.bot, [...names.get(place.bot) ?? [], Ground.name(place)])
  return [...names]
    .map(([bot, grounds]) => grounds.every((one) => one === "messenger") ? bot : `${bot} (${grounds.join("; ")})`)
    .join(", ")
}
