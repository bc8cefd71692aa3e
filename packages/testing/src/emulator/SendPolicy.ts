/**
 * Brings what the emulator knows of a person before the judge.
 *
 * @module
 */
import type { Grant } from "./Grant.ts"
import * as Judgement from "./Judgement.ts"
import { type JsonObject, objectAt } from "./JsonObject.ts"
import * as OptInRequest from "./OptInRequest.ts"
import * as Reach from "./Reach.ts"
import * as Recipient from "./Recipient.ts"
import type * as Refusal from "./Refusal.ts"
import * as Rules from "./Rules.ts"
import * as Threads from "./Thread.ts"
import type { PageState, World } from "./World.ts"

const nothing: ReadonlyArray<never> = []

/** The requests for a series that a person got in the last week. */
const askedOf = (thread: Threads.Thread, now: number): ReadonlyArray<OptInRequest.Asked> => {
  const asked: Array<OptInRequest.Asked> = []
  for (let i = thread.entries.length - 1; i >= 0; i--) {
    const entry = thread.entries[i]
    if (entry === undefined || entry.at <= now - Rules.askedAgainAfter) break
    if (entry.request?.kind === "recurring") asked.push({ title: entry.request.title, at: entry.at })
  }
  return asked
}

const seriesOf = (state: PageState, psid: string): ReadonlyArray<Grant> =>
  [...state.grants.values()].filter((grant) => grant.kind === "recurring" && grant.psid === psid)

/** What is known of a person with regard to one request. */
const standing = (
  world: World,
  state: PageState,
  thread: Threads.Thread | undefined,
  used: Grant | undefined,
  request: JsonObject
): Judgement.Standing => {
  const now = world.now()
  const { page } = state
  const owner = thread === undefined ? undefined : Threads.owner(thread, page.defaultApp, now)
  const message = request["message"] === undefined ? undefined : objectAt(request, "message")
  const asking = message?.["attachment"] !== undefined && OptInRequest.of(message)?.kind === "recurring"
  const news = thread === undefined ? undefined : state.grants.get(newsOf(thread))
  const bare = used === undefined && news === undefined && !asking
  return {
    channel: page.channel,
    strict: world.strict,
    now,
    known: thread !== undefined,
    history: thread?.acts ?? nothing,
    grants: bare ? nothing : [
      ...(used === undefined ? [] : [used]),
      ...(news === undefined ? [] : [news]),
      ...(asking && thread !== undefined ? seriesOf(state, thread.psid) : [])
    ],
    approvals: page.approvals,
    owner: owner === undefined || owner === page.appId ? "us" : "other",
    blocked: thread?.blocked === true,
    unreachable: thread?.unreachable === true,
    region: thread?.region,
    asked: asking && thread !== undefined ? askedOf(thread, now) : nothing
  }
}

/** Under which id a person's subscription to news is kept. */
export const newsOf = (thread: Threads.Thread): string => `news/${thread.psid}`

/** A send that the rules allow: to whom, and what it uses. */
export interface Allowed {
  readonly thread: Threads.Thread
  readonly to: Recipient.Recipient
  readonly grant: Grant | undefined
}

type Judge = (standing: Judgement.Standing, request: JsonObject) => Refusal.Refusal | undefined

const by = (judge: Judge) => (world: World, state: PageState, request: JsonObject): Allowed | Refusal.Refusal => {
  const to = Recipient.read(request)
  if ("code" in to) return to
  const grant = Reach.grant(state, to)
  const thread = Reach.thread(state, to)
  const refusal = judge(standing(world, state, thread, grant, request), request)
  if (refusal !== undefined) return refusal
  return thread === undefined ? Reach.nobody(state) : { thread, to, grant }
}

/** Judges a call of the Send API. */
export const judge = by(Judgement.of)

/** Judges a sponsored message. */
export const judgeSponsored = by(Judgement.ofSponsored)
