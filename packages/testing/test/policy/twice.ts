/**
 * One question, judged twice: by `Lane.resolve` with the packs, and by the emulator with its own copy of the rules.
 *
 * @module
 */
import { Conversation, Lane, PolicyPack, Window } from "@parley/core"
import { Packs } from "@parley/messenger-adapter"
import * as AsPlatform from "./asPlatform.ts"
import * as Forms from "./forms.ts"
import type { Situation } from "./situations.ts"
import * as Situations from "./situations.ts"

type Asked = AsPlatform.Question & Partial<Pick<Situation, "owner" | "stopped">>

/**
 * `allowed` and `refused`: both judges say so. `hidden`: refused by a rule that the platform cannot see. `formless`: allowed, and
 * the adapter makes no request of it, since the channel has no form for it (`Forms.lacks`). In the others somebody is wrong:
 * `stricter` and `looser` say what the emulator is against the packs; `unsendable`: the adapter makes no request of what the channel has
 * a form for; `formed`: it makes one of what the channel has none for.
 */
export type Outcome = "allowed" | "refused" | "hidden" | "formless" | "stricter" | "looser" | "unsendable" | "formed"

/** How a question ended. */
export interface Comparison {
  readonly outcome: Outcome
  /** The lane, or the rule of the refusal. */
  readonly ours: string
  readonly theirs: unknown
}

const packOf = ({ channel, pack, readings = {} }: Asked): PolicyPack.PolicyPack => Packs.named(pack, channel, readings)

/** The acts as a bot keeps them, each noted when it happened. */
const kept = (asked: Asked): Conversation.Conversation["acts"] => {
  const pack = packOf(asked)
  return asked.acts.reduce<Conversation.Conversation["acts"]>(
    (acts, { act, at }, index) => Window.record(acts, { act, at, inbound: `i${index}` }, PolicyPack.on(pack, at)),
    []
  )
}

/** What the bot knows of the person. */
export const conversationOf = (asked: Asked): Conversation.Conversation => {
  const { channel, owner, permissions, requests, stopped } = asked
  const region = AsPlatform.regionOf(asked)
  return {
    ...Conversation.empty({ channel, account: "1", person: "2" }),
    acts: kept(asked),
    permissions,
    ...(requests === undefined ? {} : { requests }),
    ...(region === undefined ? {} : { person: { region } }),
    ...(owner === undefined ? {} : { owner }),
    ...(stopped === undefined ? {} : { stopped })
  }
}

/** The verdict of the packs. */
export const resolve = (asked: Asked): Lane.Verdict =>
  Lane.resolve({
    message: asked.message,
    author: asked.author,
    cause: asked.cause,
    conversation: conversationOf(asked),
    approvals: asked.approvals,
    view: PolicyPack.on(packOf(asked), asked.now),
    now: asked.now
  })

/**
 * What the platform knows of it. Another app has the thread when it is not ours; a person of the business who writes through
 * this app has taken it first. Whoever could not be reached can be, once they do something that is answered.
 */
const besides = ({ author, cause, owner, stopped }: Asked): AsPlatform.Besides => ({
  owner: owner?._tag === "App" && author._tag === "Bot" ? "other" : "us",
  blocked: stopped?.why === "unreachable" && cause === "initiative" && author._tag === "Bot"
})

const ofAllowed = (asked: Asked, { address, lane: { lane, tag }, message }: Allowed): Comparison => {
  const theirs = AsPlatform.judge(asked.channel, AsPlatform.standing(asked, besides(asked)), {
    lane,
    tag,
    address,
    message
  })
  const isLacking = lane !== "utility" && Forms.lacks(asked.channel, message.content)
  if (theirs === "unsendable") return { outcome: isLacking ? "formless" : "unsendable", ours: lane, theirs }
  if (isLacking) return { outcome: "formed", ours: lane, theirs }
  return { outcome: theirs === undefined ? "allowed" : "stricter", ours: lane, theirs }
}

type Allowed = Extract<Lane.Verdict, { readonly _tag: "Allowed" }>

const ofRefused = (asked: Asked, rule: string): Comparison => {
  const known = AsPlatform.standing(asked, besides(asked))
  const tried = AsPlatform.ways(packOf(asked), asked).map((way) => ({
    way,
    theirs: AsPlatform.judge(asked.channel, known, way)
  }))
  const taken = tried.filter(({ theirs }) => theirs === undefined)
  if (taken.length > 0) return { outcome: Lane.oursAlone.has(rule) ? "hidden" : "looser", ours: rule, theirs: taken }
  const stuck = tried.filter(({ theirs, way }) =>
    theirs === "unsendable" && !Forms.lacks(asked.channel, way.message.content)
  )
  return stuck.length > 0
    ? { outcome: "unsendable", ours: rule, theirs: stuck }
    : { outcome: "refused", ours: rule, theirs: "refused" }
}

/** Judges twice, and compares. */
export const judge = (asked: Asked): Comparison => {
  const verdict = resolve(asked)
  return verdict._tag === "Allowed" ? ofAllowed(asked, verdict) : ofRefused(asked, verdict.refusal.rule)
}

/** The outcomes in which nobody was wrong. */
export const agreed: ReadonlySet<Outcome> = new Set(["allowed", "refused", "hidden", "formless"])

/**
 * At most such a share of situations by chance may end in what says little, so that it cannot swallow a run; and at least such a
 * share in what was allowed by both, as a judge that refuses everything is never wrong.
 */
export const bounds = { hidden: 0.03, formless: 0.01, allowed: 0.25 } as const

/** A situation in which one judge was wrong, and which it was of those that were asked. */
export interface Disagreement {
  readonly number: number
  readonly comparison: Comparison
  readonly situation: Situation
}

/** What so many situations came to: how often each outcome, each lane and rule within it, and the first disagreement. */
export interface Tally {
  readonly cases: number
  readonly outcomes: ReadonlyMap<Outcome, number>
  /** Named as `allowed reply`, `refused window.shut`. */
  readonly seen: ReadonlyMap<string, number>
  readonly disagreement: Disagreement | undefined
}

const count = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Judges so many situations by chance. */
export const run = (luck: Situations.Chance, cases: number): Tally => {
  const outcomes = new Map<Outcome, number>()
  const seen = new Map<string, number>()
  let disagreement: Disagreement | undefined
  for (let number = 0; number < cases; number++) {
    const situation = Situations.situation(luck)
    const comparison = judge(situation)
    count(outcomes, comparison.outcome)
    count(seen, `${comparison.outcome} ${comparison.ours}`)
    if (!agreed.has(comparison.outcome)) disagreement ??= { number, comparison, situation }
  }
  return { cases, outcomes, seen, disagreement }
}

/** What share of a run ended so. */
export const share = ({ cases, outcomes }: Tally, outcome: Outcome): number => (outcomes.get(outcome) ?? 0) / cases

/** How a run went, in one line for people. */
export const summary = ({ cases, outcomes }: Tally): string =>
  `${cases} cases: ${[...outcomes].map(([outcome, number]) => `${number} ${outcome}`).join(", ")}\n`
