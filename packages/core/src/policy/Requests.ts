/**
 * How often a person may be asked for leave: what they were asked and when, against the rules that count it.
 *
 * @module
 */
import type { Conversation, Requested } from "../model/Conversation.ts"
import type { Instant } from "../model/Instant.ts"
import type { Request } from "../model/Message.ts"
import type { LimitRule, View } from "./PolicyPack.ts"
import * as Permissions from "./Permissions.ts"
import * as Sentence from "./Sentence.ts"

/** What a message asks. */
export type Asking = typeof Request.Type

type List = ReadonlyArray<Requested> | undefined

/** As many are kept for one person, one for each title; past that those that are oldest go first. */
export const most = 100

/** The requests after one was said: it counts from then on, though it has yet to be sent. */
export const said = (requests: List, asking: Asking, outbound: string, at: Instant): ReadonlyArray<Requested> => {
  const { permission, title, topic } = asking
  const others = (requests ?? []).filter((one) => one.permission !== permission || one.title !== title)
  return [...others, { permission, title, topic, at, outbound }].slice(-most)
}

/** The requests after one was sent: what is counted from is when it went out. */
export const sent = (requests: List, outbound: string, at: Instant): List =>
  requests?.some((one) => one.outbound === outbound) === true
    ? requests.map((one) => (one.outbound === outbound ? { ...one, at: Math.max(one.at, at) } : one))
    : requests

/** The requests after one turned out never to have been sent. */
export const giveBack = (requests: List, outbound: string): List =>
  requests?.some((one) => one.outbound === outbound) === true
    ? requests.filter((one) => one.outbound !== outbound)
    : requests

/**
 * Why a person is not to be asked: the leave stands already (`given`), or they were asked too often (`tooSoon`); `from` is the
 * moment from which they may be asked again.
 */
export type Hindrance =
  | { readonly _tag: "given"; readonly rule: LimitRule }
  | { readonly _tag: "tooSoon"; readonly rule: LimitRule; readonly from: Instant }

/** Who is asked, by which rules, and when. `outbound`: the request itself, which does not stand against itself. */
export interface Facts {
  readonly conversation: Pick<Conversation, "permissions" | "requests">
  readonly view: View
  readonly time: Instant
  readonly outbound?: string
}

// A request is known by its title, the leave that followed by its topic: what was asked tells which belong together.
const isGiven = ({ permission, title, topic }: Asking, { conversation, time, view }: Facts): boolean => {
  const topics = new Set([topic, title])
  for (const one of conversation.requests ?? []) {
    if (one.permission === permission && one.title === title) topics.add(one.topic)
  }
  return conversation.permissions.some((one) => {
    if (one.kind !== permission || one.topic === undefined || !topics.has(one.topic)) return false
    const found = Permissions.hindrance(one, view, time)
    return found === undefined || found === "tooSoon"
  })
}

const nextAt = (asking: Asking, rule: LimitRule, { conversation, outbound, time }: Facts): Instant | undefined => {
  const per = rule.per ?? Number.POSITIVE_INFINITY
  if (rule.most < 1) return Number.POSITIVE_INFINITY
  const counted = (conversation.requests ?? []).filter((one) =>
    one.permission === asking.permission && one.outbound !== outbound && time < one.at + per
    && (rule.asks?.of === "any" || one.title === asking.title)
  )
  // The request with which the count falls under the limit again.
  const last = counted.map(({ at }) => at).sort((one, other) => other - one)[rule.most - 1]
  return last === undefined ? undefined : last + per
}

/** Why a person is not to be asked for leave at `time`, or `undefined` when they may be. The end of a limit is outside. */
export const hindrance = (asking: Asking, facts: Facts): Hindrance | undefined => {
  let found: Hindrance | undefined
  for (const rule of facts.view.limits) {
    if (rule.asks?.kind !== asking.permission) continue
    if (rule.asks.of === "leave") {
      if (isGiven(asking, facts)) return { _tag: "given", rule }
      continue
    }
    const from = nextAt(asking, rule, facts)
    if (from !== undefined && (found === undefined || found._tag === "given" || from > found.from)) {
      found = { _tag: "tooSoon", rule, from }
    }
  }
  return found
}

/** Why a person is not to be asked, and what to do instead, in words. */
export const describe = (
  { title }: Asking,
  hindrance: Hindrance
): { readonly reason: string; readonly cure: string } => {
  if (hindrance._tag === "given") {
    return { reason: `the person gave the leave that is asked for under "${title}"`, cure: "use the leave that stands" }
  }
  const { from, rule } = hindrance
  const about = rule.asks?.of === "title" ? ` under "${title}"` : ""
  const within = rule.per === undefined ? "" : ` in ${Sentence.span(rule.per)}`
  const moment = Sentence.moment(from)
  return {
    reason:
      `the person was asked for leave${about} as often as the rules allow, ${
        rule.most === 1 ? "once" : `${rule.most} times`
      }${within}; `
      + `they may be asked again from ${moment} on`,
    cure: `ask again from ${moment} on, or go on with the next question`
  }
}
