/**
 * Situations by chance: a person's history, what they allowed, and a message, with moments that lie close to the bounds
 * of rules far more often than chance would have it.
 *
 * @module
 */
import type { Address, Conversation, Message, Outbound, Permission } from "@parley/core"
import { Purpose } from "@parley/core"
import { type Question, titleOf } from "./asPlatform.ts"
import { day, hour, human, on, survey, template, words } from "./cases.ts"
import * as Forms from "./forms.ts"

/** A situation: the question, and what our side knows beside it. `region` is where the person is, known to both sides or to none. */
export interface Situation extends Question {
  readonly region: string | undefined
  readonly requests: ReadonlyArray<Conversation.Requested>
  readonly owner: Conversation.Owner
  readonly stopped: Conversation.Stopped | undefined
}

/** A source of chance that says the same for the same seed. */
export interface Chance {
  /** A whole number from 0 up to, not including, `below`. */
  readonly below: (below: number) => number
  readonly oneOf: <A>(list: ReadonlyArray<A>) => A
  /** True once in so many times. */
  readonly onceIn: (times: number) => boolean
}

/** A source from a seed. */
export const chance = (seed: number): Chance => {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  const below = (limit: number): number => next() % limit
  return {
    below,
    oneOf: (list) => {
      const chosen = list[below(list.length)]
      if (chosen === undefined) throw new Error("nothing to choose from")
      return chosen
    },
    onceIn: (times) => below(times) === 0
  }
}

/** The days on which a rule begins or ends. */
const changes = [
  "2023-08-22",
  "2024-07-31",
  "2025-07-29",
  "2025-09-01",
  "2026-01-12",
  "2026-02-10",
  "2026-04-06",
  "2026-04-27",
  "2026-07-02",
  "2026-09-28"
].map(on)

const utilityFrom = on("2025-07-29")

/** How long ago something of importance may have been. */
const lengths = [0, hour, day, 2 * day, 7 * day, 8 * day, 30 * day, 365 * day]

const nudge = ({ below, onceIn }: Chance): number => onceIn(6) ? below(10 * day) : below(3) - 1

const moment = (luck: Chance): number => luck.oneOf(changes) + (luck.onceIn(2) ? luck.oneOf(lengths) : 0) + nudge(luck)

const before = (now: number, luck: Chance): number =>
  Math.min(now, Math.max(0, now - luck.oneOf(lengths) + nudge(luck) * (luck.onceIn(2) ? 1 : -1)))

const everywhere = ["message", "adMessage", "postback", "referral", "reaction", "comment", "adReferral", "optIn"]

/** Instagram has neither plugins nor walls to post on. */
const kinds = { messenger: [...everywhere, "plugin", "post"], instagram: everywhere }

/** The same once more: before and after the last day on which rules changed, so that each is judged by rules of its own. */
const again = (act: string, now: number, luck: Chance): Question["acts"] => {
  const change = changes.findLast((one) => one <= now)
  if (change === undefined || luck.onceIn(2)) return [{ act, at: before(now, luck) }]
  const [earlier, later] = [change - 1 - luck.below(2 * hour), change + luck.below(hour)]
  return [{ act, at: earlier }, { act, at: Math.min(now, later) }]
}

const actsOf = (channel: Question["channel"], now: number, luck: Chance): Question["acts"] => {
  const acts = Array.from({ length: luck.below(4) }, () => ({ act: luck.oneOf(kinds[channel]), at: before(now, luck) }))
  return luck.onceIn(3) ? [...acts, ...again(luck.oneOf(kinds[channel]), now, luck)] : acts
}

const topics = ["restock", "concerts"]

const addressOf = (kind: Permission.PermissionKind, id: string, luck: Chance): Address.Address => {
  if (kind === "oneTime" || kind === "recurring") return { _tag: "Token", kind, token: id }
  if (kind === "news") return { _tag: "Scoped", id: "2" }
  return luck.onceIn(3) ? { _tag: "Post", post: id } : { _tag: "Comment", comment: id }
}

const permissionOf = (
  id: string,
  kind: Permission.PermissionKind,
  region: string | undefined,
  now: number,
  luck: Chance
): Permission.Permission => {
  const grantedAt = before(now, luck)
  const series = kind === "recurring"
  const used = luck.onceIn(3) && kind !== "news"
  return {
    id,
    kind,
    address: addressOf(kind, id, luck),
    grantedAt,
    ...(kind === "oneTime" || series ? { topic: luck.oneOf(topics) } : {}),
    ...(region === undefined ? {} : { region }),
    ...(used ? { usedBy: "o0", usedAt: Math.max(grantedAt, before(now, luck)) } : {}),
    ...(series && luck.onceIn(3) ? { expiresAt: grantedAt + luck.oneOf(lengths) } : {}),
    // Only of a series and of news does the platform know that they were stopped.
    ...((series || kind === "news") && luck.onceIn(5) ? { stoppedAt: Math.max(grantedAt, before(now, luck)) } : {})
  }
}

const permissionKinds = ["privateReply", "oneTime", "recurring", "news"] as const

const permissionsOf = (
  channel: Question["channel"],
  now: number,
  region: string | undefined,
  luck: Chance
): Question["permissions"] => {
  if (luck.onceIn(2)) return []
  const count = 1 + luck.below(3)
  const all = Array.from(
    { length: count },
    (_, i) => permissionOf(`p${i}`, luck.oneOf(permissionKinds), region, now, luck)
  )
  // A post on somebody's wall is of Messenger alone, so nobody on Instagram was answered one.
  return all.filter(({ address, kind }) => {
    if (channel === "messenger") return true
    return address._tag !== "Post" && kind !== "news" && kind !== "oneTime"
  })
}

/** How often a message is made that its channel has no form for: seldom, as most such messages do not compile. */
const formless = 40

/** What the person was asked before: now and then under so many titles that the limits of Instagram are near. */
const requestsOf = (now: number, luck: Chance): ReadonlyArray<Conversation.Requested> => {
  const asked = luck.onceIn(3) ? [...topics, ...Array.from({ length: luck.below(11) }, (_, i) => `topic ${i}`)] : topics
  return asked.filter(() => !luck.onceIn(3)).map((topic, index) => ({
    permission: luck.onceIn(5) ? "oneTime" : "recurring",
    title: titleOf(topic),
    topic,
    at: before(now, luck),
    outbound: `r${index}`
  }))
}

const contentOf = (channel: Question["channel"], luck: Chance): Message.Content => {
  const content = anyContent(luck)
  return Forms.lacks(channel, content) && !luck.onceIn(formless) ? words().content : content
}

const anyContent = (luck: Chance): Message.Content => {
  if (luck.onceIn(5)) return survey().content
  if (luck.onceIn(12)) return { _tag: "Media", kind: "image", url: "https://example.com/a.png" }
  if (luck.onceIn(12)) {
    const permission = luck.oneOf(["oneTime", "recurring"] as const)
    const topic = luck.oneOf(topics)
    return { _tag: "Request", permission, topic, title: titleOf(topic), payload: topic }
  }
  return words().content
}

/** Whether templates are there at all: where they are not, nobody has one to send. */
type Templates = "templates" | "none"

interface Speaker {
  readonly channel: Question["channel"]
  readonly now: number
  readonly templates: Templates
}

const messageOf = (speaker: Speaker, luck: Chance, depth: number): Message.Message => ({
  content: speaker.templates === "templates" && luck.onceIn(6) ? template : contentOf(speaker.channel, luck),
  ...(luck.onceIn(4) ? {} : { purpose: luck.oneOf(Purpose.Purpose.literals) }),
  ...(luck.onceIn(8) ? { promotional: true } : {}),
  ...(luck.onceIn(10) ? { recurs: true as const } : {}),
  ...(luck.onceIn(6) ? { eventAt: speaker.now + nudge(luck) } : {}),
  ...(luck.onceIn(2) ? { topic: luck.oneOf(topics) } : {}),
  ...(luck.onceIn(8) ? { sponsored: true as const } : {}),
  ...(luck.onceIn(3) ? { utility: template } : {}),
  ...(luck.onceIn(2) ? { otherwise: luck.oneOf(["hold", "drop", "refuse"] as const) } : {}),
  ...(depth > 0 && luck.onceIn(5) ? { instead: messageOf(speaker, luck, depth - 1) } : {})
})

const ownerOf = (luck: Chance): Conversation.Owner =>
  !luck.onceIn(12)
    ? { _tag: "Bot" }
    : luck.onceIn(2)
    ? { _tag: "Human", since: 0 }
    : { _tag: "App", since: 0, app: "77" }

/** One situation. */
export const situation = (luck: Chance): Situation => {
  const channel = luck.oneOf(["messenger", "messenger", "instagram"] as const)
  const now = moment(luck)
  const author: Outbound.Author = luck.onceIn(4) ? human : { _tag: "Bot" }
  const pack = luck.oneOf(["seeds", "current"] as const)
  const approvals = ["humanAgent", "utility", "news"].filter(() => !luck.onceIn(4))
  const region = luck.onceIn(2) ? luck.oneOf(["AU", "EU", "DE", "JP", "KR", "UK", "US", "CH"]) : undefined
  const has = channel === "messenger" && pack === "current" && now >= utilityFrom && approvals.includes("utility")
  return {
    channel,
    pack,
    now,
    acts: actsOf(channel, now, luck),
    region,
    requests: requestsOf(now, luck),
    permissions: permissionsOf(channel, now, region, luck),
    approvals,
    message: messageOf({ channel, now, templates: has ? "templates" : "none" }, luck, 2),
    author,
    cause: luck.oneOf(["answer", "initiative"] as const),
    owner: ownerOf(luck),
    stopped: luck.onceIn(15) ? { at: 0, why: luck.oneOf(["word", "unreachable"] as const) } : undefined
  }
}
