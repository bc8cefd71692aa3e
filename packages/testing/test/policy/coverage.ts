/**
 * Which rules the tables put to the test: every rule of a pack that decided a case, by its id and the moment from which it stands, and
 * every moment at which somebody was judged.
 *
 * @module
 */
import { type Conversation, PolicyPack, Window } from "@parley/core"
import { Packs, type Readings } from "@parley/messenger-adapter"
import * as LimitJudges from "./limitJudges.ts"
import * as Limits from "./limitRules.ts"
import * as NoticeJudges from "./noticeJudges.ts"
import * as Notices from "./noticeRules.ts"
import { type Judgement, judgements, rules } from "./rules.ts"
import * as Twice from "./twice.ts"

/** One version of the rules of a channel. */
export interface Version {
  readonly channel: "messenger" | "instagram"
  readonly pack: Packs.Name
  readonly readings: Readings.Readings
}

/** A rule of a pack, told apart from one of the same id that stands at another time or place. */
export const keyOf = ({ from, id, until }: PolicyPack.Dated): string =>
  `${id} [${from === undefined ? "" : iso(from)}, ${until === undefined ? "" : iso(until)})`

const iso = (at: number): string => new Date(at).toISOString().slice(0, 10)

const sameReadings = (one: Readings.Readings, other: Readings.Readings): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** The questions that the tables put to a version. */
const questionsOf = ({ channel, pack, readings }: Version): ReadonlyArray<Judgement> =>
  rules.flatMap(judgements).filter((one) =>
    one.pack === pack && one.channel === channel && sameReadings(one.readings ?? {}, readings)
  )

/** What a question was decided by: the opener, the lane, the permission, and what the refusal says has ended. */
const deciding = (asked: Judgement, pack: PolicyPack.PolicyPack): ReadonlyArray<PolicyPack.Dated> => {
  const { acts, now } = asked
  const view = PolicyPack.on(pack, now)
  const history = acts.map(({ act, at }, index): Conversation.Act => ({ act, at, inbound: `i${index}` }))
  const window = Window.state(history, view, now)
  const openers = window._tag === "Never" ?
    [] :
    pack.openers.filter((rule) => rule.id === window.rule && PolicyPack.stands(rule, window.act.at))
  const verdict = Twice.resolve(asked)
  if (verdict._tag !== "Allowed") {
    const { waysOut } = verdict.refusal
    return view.retired.filter(({ lane, tag }) => waysOut.some((way) => way.startsWith(`${tag ?? lane} is retired`)))
  }
  const { permission, rule } = verdict.lane
  const used = asked.permissions.find(({ id }) => id === permission)
  return [
    ...(verdict.lane.actAt === undefined || window._tag !== "Open" ? [] : openers),
    ...view.lanes.filter(({ id }) => id === rule),
    ...view.permissions.filter(({ kind, regions }) =>
      kind === used?.kind && (regions === undefined || regions.includes(used.region ?? ""))
    )
  ]
}

/** What the tables say of a version: the rules that decided something, and the moments at which anything was judged. */
export interface Coverage {
  readonly decided: ReadonlySet<string>
  readonly moments: ReadonlySet<number>
}

/** What the tables put to the test of a version. */
export const of = (version: Version): Coverage => {
  const { channel, pack, readings } = version
  const rulebook = Packs.named(pack, channel, readings)
  const decided = new Set<string>()
  const moments = new Set<number>()
  for (const asked of questionsOf(version)) {
    moments.add(asked.now)
    for (const { at } of asked.acts) moments.add(at)
    for (const rule of deciding(asked, rulebook)) decided.add(keyOf(rule))
  }
  const isHere = (one: { readonly channel: string; readonly pack?: string }): boolean =>
    one.channel === channel && (one.pack ?? "current") === pack
  for (const one of Limits.cases.filter(isHere)) {
    for (const { now } of LimitJudges.questions(one)) {
      moments.add(now)
      for (const rule of PolicyPack.on(rulebook, now).limits) if (rule.id === one.rule) decided.add(keyOf(rule))
    }
  }
  for (const one of Notices.cases.filter(isHere)) {
    for (const { now } of NoticeJudges.questions(one)) {
      moments.add(now)
      const rule = PolicyPack.on(rulebook, now).disclosure
      if (rule.id === one.rule) decided.add(keyOf(rule))
    }
  }
  return { decided, moments }
}

/** The rules of a version that are not those of today's usual reading too. */
const ownRules = (version: Version): ReadonlyArray<PolicyPack.Dated> => {
  const { channel, pack, readings } = version
  const all = PolicyPack.rules(Packs.named(pack, channel, readings))
  if (Object.keys(readings).length === 0) return all
  const usual = new Set(PolicyPack.rules(Packs.named(pack, channel)).map(keyOf))
  return all.filter((rule) => !usual.has(keyOf(rule)))
}

/** The rules of a version that no case was decided by. */
export const untested = (version: Version): ReadonlyArray<string> => {
  const { decided } = of(version)
  return ownRules(version).map(keyOf).filter((key) => !decided.has(key))
}

/** The moments at which a rule begins or ends, and nobody was judged at them, or in the millisecond before. */
export const unvisited = (version: Version): ReadonlyArray<string> => {
  const { moments } = of(version)
  return ownRules(version).flatMap((rule) =>
    [rule.from, rule.until].flatMap((bound) =>
      bound === undefined || (moments.has(bound) && moments.has(bound - 1)) ? [] : [`${keyOf(rule)} at ${iso(bound)}`]
    )
  )
}

const others: ReadonlyArray<Readings.Readings> = [
  { adWindow: "24 hours" },
  { comments: "window" },
  { tagsEnd: "2026-01-12" },
  { tagsEnd: "2026-02-10" },
  { customerFeedback: "ended" },
  { oneTime: "ended" },
  { unstated: "window" },
  { unreachable1545041: "window" }
]

/** The versions of the rules: the seeds, today's timeline, and that timeline by each other reading. */
export const versions: ReadonlyArray<Version> = (["messenger", "instagram"] as const).flatMap((channel) => [
  { channel, pack: "seeds", readings: {} },
  { channel, pack: "current", readings: {} },
  ...others.map((readings): Version => ({ channel, pack: "current", readings }))
])

/** A version in words. */
export const named = ({ channel, pack, readings }: Version): string =>
  [channel, pack, ...Object.entries(readings).map(([reading, is]) => `${reading}: ${is}`)].join(", ")
