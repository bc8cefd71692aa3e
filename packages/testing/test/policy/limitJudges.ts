/**
 * A limit judged twice: by the pack (and `Lane.resolve`, where a person is asked for leave), and by the emulator's own numbers.
 *
 * @module
 */
import { Conversation, Lane, type Message, type Permission, PolicyPack } from "@parley/core"
import { Packs } from "@parley/messenger-adapter"
import * as Judgement from "../../src/emulator/Judgement.ts"
import * as Rates from "../../src/emulator/Rates.ts"
import * as AsPlatform from "./asPlatform.ts"
import { permission } from "./cases.ts"
import type { LimitCase } from "./limitRules.ts"

/**
 * What was done before, each at its moment, and whether one more may be done at `now`. Of a broadcast `done` is its end, of a leave that
 * was given when it ends.
 */
export interface LimitQuestion {
  readonly one: LimitCase
  readonly pack: Packs.Name
  readonly now: number
  readonly done: ReadonlyArray<number>
}

/** "allowed", or "refused". */
export type Answer = "allowed" | "refused"

const answer = (isAllowed: boolean): Answer => isAllowed ? "allowed" : "refused"

const hour = 3_600_000

/** So many moments in a stretch that ends now: the first at `from`, the others no nearer than a shorter limit wants them. */
const spread = (from: number, count: number, now: number, { what }: LimitCase): ReadonlyArray<number> => {
  const step = what._tag === "Asked" ? Math.min(16 * hour, Math.floor((now - from) / Math.max(1, count))) : 0
  return Array.from({ length: count }, (_, index) => from + index * step)
}

/** The questions of a case: around its number, then around its time. */
export const questions = (one: LimitCase): ReadonlyArray<LimitQuestion & { readonly expected: Answer }> => {
  const { at: now, most, per, what } = one
  const ask = (done: ReadonlyArray<number>, expected: Answer) => ({
    one,
    pack: "current" as const,
    now,
    done,
    expected
  })
  if (what._tag === "Live") return [ask([], "allowed"), ask([now], "refused")]
  if (per === undefined) return [ask([], "allowed"), ask([now + 1], "refused"), ask([now], "allowed")]
  return [
    ask(spread(now - per + 1, most - 1, now, one), "allowed"),
    ask(spread(now - per + 1, most, now, one), "refused"),
    ask([now - per, ...spread(now - per + 1, most, now, one).slice(1)], "allowed")
  ]
}

const title = "Restock"

const titleOf = ({ one: { what } }: LimitQuestion, index: number): string =>
  what._tag === "Asked" && what.under === "titles" ? `Title ${index}` : title

const request: Message.Message = {
  content: { _tag: "Request", permission: "recurring", topic: "restock", title, payload: "restock" }
}

/** The leave that stands already, where that is the limit. */
const given = ({ done, now, one }: LimitQuestion): ReadonlyArray<Permission.Permission> =>
  one.what._tag === "Asked" && one.what.under === "leave"
    ? done.map((expiresAt) => permission("recurring", now - hour, { topic: title, expiresAt }))
    : []

/** The requests that the person got. */
const asked = ({ done, one }: LimitQuestion): ReadonlyArray<number> =>
  one.what._tag === "Asked" && one.what.under !== "leave" ? done : []

const ofLane = (question: LimitQuestion): Answer => {
  const { now, one: { channel }, pack } = question
  const verdict = Lane.resolve({
    message: request,
    author: { _tag: "Bot" },
    cause: "answer",
    conversation: {
      ...Conversation.empty({ channel, account: "1", person: "2" }),
      acts: [{ act: "message", at: now, inbound: "i1" }],
      permissions: given(question),
      requests: asked(question).map((at, index) => ({
        permission: "recurring",
        title: titleOf(question, index),
        topic: `topic ${index}`,
        at,
        outbound: `o${index}`
      }))
    },
    approvals: [],
    view: PolicyPack.on(Packs.named(pack, channel), now),
    now
  })
  return answer(verdict._tag === "Allowed")
}

/** What the pack says. */
export const ours = (question: LimitQuestion): Answer => {
  const { done, now, one, pack } = question
  if (one.what._tag === "Asked") return ofLane(question)
  if (one.what._tag === "Live" && done.length === 0) return "allowed"
  const { limits } = PolicyPack.on(Packs.named(pack, one.channel), now)
  return answer(
    limits.filter(({ id }) => id === one.rule).every(({ most, per = Number.POSITIVE_INFINITY }) =>
      done.filter((at) => at > now - per).length < most
    )
  )
}

const ofRate = ({ done, now, one: { channel }, pack }: LimitQuestion, counted: Rates.Counted): Answer =>
  answer(
    Rates.judge([counted], {
      channel,
      strict: { rules: pack === "seeds" ? "seeds" : "byDate" },
      now,
      reachable: 1,
      done: done.map((at) => ({ counts: [counted], at }))
    }) === undefined
  )

const ofStanding = (question: LimitQuestion): Answer => {
  const { done, now, one: { channel, what }, pack } = question
  const isLive = what._tag === "Live"
  const known = Judgement.standing({
    channel,
    strict: { rules: pack === "seeds" ? "seeds" : "byDate" },
    now,
    history: [{ act: "message", at: now }],
    grants: isLive
      ? [{ kind: "comment", id: "c1", psid: "2", at: now, live: done.length === 0 ? "on" : "over" }]
      : given(question).map(({ expiresAt = 0, grantedAt: at, id }) => ({
        kind: "recurring",
        id,
        psid: "2",
        at,
        title,
        expiresAt
      })),
    asked: asked(question).map((at, index) => ({ title: titleOf(question, index), at }))
  })
  const refusal = AsPlatform.judge(
    channel,
    known,
    isLive
      ? {
        lane: "privateReply",
        address: { _tag: "Comment", comment: "c1" },
        message: { content: { _tag: "Text", text: "Hi." } }
      }
      : { lane: "reply", message: request }
  )
  return answer(refusal === undefined)
}

/** What the emulator says. */
export const theirs = (question: LimitQuestion): Answer =>
  question.one.what._tag === "Rate" ? ofRate(question, question.one.what.counts) : ofStanding(question)
