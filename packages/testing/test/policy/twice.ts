/**
 * One question, judged twice: by `Lane.resolve` with the packs, and by the emulator with its own copy of the rules.
 *
 * @module
 */
import { Conversation, Lane, type Message, PolicyPack } from "@parley/core"
import { Packs } from "@parley/messenger-adapter"
import type * as Judgement from "../../src/emulator/Judgement.ts"
import * as AsPlatform from "./asPlatform.ts"
import type { Situation } from "./situations.ts"
import * as Situations from "./situations.ts"

type Asked = AsPlatform.Question & Partial<Pick<Situation, "owner" | "stopped">>

/**
 * `beyond`: allowed, and refused for where the person is, which only the platform knows before a leave was given.
 * `same`: both allow it or both refuse it. `hidden`: refused by a rule that the platform cannot see. `unsendable`: allowed, and
 * the adapter makes no request of it. `stricter` and `looser` say what the emulator is against the packs, which it must not be.
 */
export interface Comparison {
  readonly outcome: "same" | "hidden" | "unsendable" | "beyond" | "stricter" | "looser"
  /** The lane, or the rule of the refusal. */
  readonly ours: string
  readonly theirs: unknown
}

const packs = {
  seeds: { messenger: Packs.named("seeds", "messenger"), instagram: Packs.named("seeds", "instagram") },
  current: { messenger: Packs.named("current", "messenger"), instagram: Packs.named("current", "instagram") }
}

const conversationOf = ({ acts, channel, owner, permissions, stopped }: Asked): Conversation.Conversation => ({
  ...Conversation.empty({ channel, account: "1", person: "2" }),
  acts: acts.map(({ act, at }, index) => ({ act, at, inbound: `i${index}` })),
  permissions,
  ...(owner === undefined ? {} : { owner }),
  ...(stopped === undefined ? {} : { stopped })
})

/**
 * What the platform knows of it. Another app has the thread when it is not ours; a person of the business who writes through
 * this app has taken it first. Whoever could not be reached can be, once they do something that is answered.
 */
const besides = ({ author, cause, owner, stopped }: Asked): AsPlatform.Besides => ({
  owner: owner?._tag === "App" && author._tag === "Bot" ? "other" : "us",
  blocked: stopped?.why === "unreachable" && cause === "initiative" && author._tag === "Bot"
})

const isBeyond = ({ content }: Message.Message, refusal: Judgement.Refusal): boolean =>
  content._tag === "Request" && content.permission === "recurring" &&
  refusal.message.includes("Recurring notifications")

/** Judges twice, and compares. */
export const judge = (asked: Asked): Comparison => {
  const pack = packs[asked.pack][asked.channel]
  const verdict = Lane.resolve({
    message: asked.message,
    author: asked.author,
    cause: asked.cause,
    conversation: conversationOf(asked),
    approvals: asked.approvals,
    view: PolicyPack.on(pack, asked.now),
    now: asked.now
  })
  const known = AsPlatform.standing(asked, besides(asked))
  if (verdict._tag === "Allowed") {
    const { address, lane: { lane, tag }, message } = verdict
    const theirs = AsPlatform.judge(asked.channel, known, { lane, tag, address, message })
    if (theirs === "unsendable") return { outcome: "unsendable", ours: lane, theirs }
    if (theirs === undefined) return { outcome: "same", ours: lane, theirs }
    return { outcome: isBeyond(message, theirs) ? "beyond" : "stricter", ours: lane, theirs }
  }
  const { rule } = verdict.refusal
  const taken = AsPlatform.ways(pack, asked).filter((way) => AsPlatform.judge(asked.channel, known, way) === undefined)
  if (taken.length === 0) return { outcome: "same", ours: rule, theirs: "refused" }
  return { outcome: Lane.oursAlone.has(rule) ? "hidden" : "looser", ours: rule, theirs: taken }
}

/** The outcomes in which nobody was wrong. */
export const agreed: ReadonlySet<Comparison["outcome"]> = new Set(["same", "hidden", "unsendable", "beyond"])

/** A situation in which one judge was wrong, and which it was of those that were asked. */
export interface Disagreement {
  readonly number: number
  readonly comparison: Comparison
  readonly situation: Situation
}

/** The first disagreement in so many situations, or nothing when there was none. */
export const disagreement = (luck: Situations.Chance, cases: number): Disagreement | undefined => {
  for (let number = 0; number < cases; number++) {
    const situation = Situations.situation(luck)
    const comparison = judge(situation)
    if (!agreed.has(comparison.outcome)) return { number, comparison, situation }
  }
  return undefined
}

/** How often each lane and each rule came up in so many situations, by outcome: `same reply`, `same window.shut`. */
export const census = (luck: Situations.Chance, cases: number): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (let i = 0; i < cases; i++) {
    const { outcome, ours } = judge(Situations.situation(luck))
    const seen = `${outcome} ${ours}`
    counts.set(seen, (counts.get(seen) ?? 0) + 1)
  }
  return counts
}
