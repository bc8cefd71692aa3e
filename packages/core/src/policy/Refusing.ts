/**
 * What a refusal says: of all that stands in the way the most telling thing, then every way out.
 *
 * @module
 */
import type { Owner, Stopped } from "../model/Conversation.ts"
import type { LaneName, Refusal } from "../model/LaneName.ts"
import type { Message } from "../model/Message.ts"
import * as Cure from "./Cure.ts"
import * as Obstacle from "./Obstacle.ts"
import * as Permissions from "./Permissions.ts"
import type { LaneRule } from "./PolicyPack.ts"
import * as Sentence from "./Sentence.ts"
import * as Window from "./Window.ts"

/**
 * The rules that a refusal can cite. `window`: there is none, it is over, or the person's last act is too old for the
 * lane; `owner`: who else has the conversation; `author`: who would have to write it; `purpose`, `message` and
 * `content`: what it is; `request`: the person gave the leave that it asks for, or was asked too often; `template`: the
 * account has no such template, or it is not sent as it stands; `permission`: what became of the person's leave; `lane.none`: no lane takes it for more than
 * one reason; `lane.absent`: the one lane that the message is for is not there, or not there any more. `approval` is
 * cited with the name of the approval behind a dot.
 */
export const rules = [
  "window.never",
  "window.shut",
  "window.old",
  "owner.human",
  "owner.app",
  "person.stopped",
  "author.human",
  "author.bot",
  "purpose.unknown",
  "purpose.forbidden",
  "purpose.unlisted",
  "message.promotes",
  "message.recurs",
  "message.past",
  "content.template",
  "content.survey",
  "content.request",
  "request.given",
  "request.tooSoon",
  "template.unknown",
  "template.language",
  "template.unapproved",
  "template.parameters",
  "approval",
  "permission.none",
  "permission.used",
  "permission.expired",
  "permission.tooSoon",
  "permission.stopped",
  "permission.region",
  "lane.none",
  "lane.absent"
] as const

/**
 * The rules that the channel cannot see and so does not hold us to: who wrote a message, what it is for, whether it
 * sells, comes again or is late, whom the conversation belongs to, and that the person asked for silence.
 */
export const oursAlone: ReadonlySet<string> = new Set(
  rules.filter((rule) => /^(?:owner|person|author|purpose|message)\./.test(rule))
)

const bits = (...names: ReadonlyArray<Obstacle.Name>): number =>
  names.reduce((all, name) => all | Obstacle.bit(name), 0)

const about = bits("purpose.forbidden", "purpose.unlisted", "message.promotes", "message.recurs", "message.past")
const byAnother = bits("author.human", "author.bot")
const spent = bits(
  "permission.used",
  "permission.expired",
  "permission.tooSoon",
  "permission.stopped",
  "permission.region"
)
/** What says nothing of this message in particular. */
const untelling = bits("window.shut", "window.never", "message.sponsored", "purpose.unlisted")

interface Blocked {
  readonly rule: LaneRule
  readonly found: number
}

interface Telling {
  readonly name: Obstacle.Name
  readonly rule: LaneRule
}

/** The one lane that a message is for, when the rules do not have it. */
const absent = (blocked: ReadonlyArray<Blocked>, { message, purpose }: Obstacle.Case): LaneName | undefined => {
  const wanted = message.sponsored === true ? "sponsored" : purpose === "news" ? "news" : undefined
  return blocked.some(({ rule }) => rule.lane === wanted) ? undefined : wanted
}

const isOnly = (found: number, among: number): boolean => found !== 0 && (found & ~among) === 0
const isSingle = (found: number): boolean => (found & (found - 1)) === 0

/** Whether the author, by what the message says of itself, would count on this lane. */
const isFor = (rule: LaneRule, { isHuman, message, purpose, window }: Obstacle.Case): boolean => {
  if (rule.author === "human") return isHuman || purpose === "humanAnswer"
  if (rule.purposes !== "any" && rule.purposes.includes(purpose)) return true
  if (rule.permission === "oneTime" || rule.permission === "recurring") return message.topic !== undefined
  if (rule.content === "survey") return message.content._tag === "Survey"
  return window._tag === "Open" && (rule.lane === "reply" || rule.lane === "update")
}

const first = (rule: LaneRule, found: number): Telling | undefined => {
  const name = Obstacle.named(found)[0]
  return name === undefined ? undefined : { name, rule }
}

/**
 * One thing alone in the way of a lane that the message was made for; then a use that a page forbids by name; then a
 * use that no lane lists; then the leave that was there and is spent.
 */
const telling = (
  blocked: ReadonlyArray<Blocked>,
  matter: Obstacle.Case,
  wanted: LaneName | undefined
): Telling | undefined => {
  const alone = blocked.filter(({ found, rule }) =>
    (isSingle(found) || isOnly(found, about | byAnother)) && (found & untelling) === 0 && isFor(rule, matter)
  )
  // Leave of one kind says nothing against another kind that was given.
  const one = alone.find(({ found }) => found !== Obstacle.bit("permission.none")) ?? alone[0]
  if (one !== undefined) return first(one.rule, one.found)
  // What other lanes refuse says nothing to an author who counted on one that is not there.
  if (wanted !== undefined) return undefined
  const subscribed = blocked.find(({ rule }) => rule.permission === "news" && isFor(rule, matter))
  if (subscribed !== undefined && !Obstacle.isStranger(matter)) return first(subscribed.rule, subscribed.found)
  const forbidding = blocked.filter(({ found }) => (found & Obstacle.bit("purpose.forbidden")) !== 0)
  const named = forbidding.find(({ found }) => (found & byAnother) === 0) ?? forbidding[0]
  if (named !== undefined) return { name: "purpose.forbidden", rule: named.rule }
  if (matter.purpose !== "reply") {
    const unlisted = blocked.find(({ found }) => isOnly(found, about))
    if (unlisted !== undefined) return first(unlisted.rule, unlisted.found)
  }
  if (!Obstacle.isStranger(matter)) return undefined
  const ended = blocked.find(({ found }) => isSingle(found) && isOnly(found, spent))
  return ended === undefined ? undefined : first(ended.rule, ended.found)
}

const row = (rule: LaneRule, ...purposes: ReadonlyArray<string>): string => {
  const cited = rule.forbids.find((one) => purposes.includes(one.purpose))
  return cited === undefined ? "" : `: "${cited.row}"`
}

const list = (rule: LaneRule): string => rule.purposes === "any" ? "anything" : rule.purposes.join(", ")

const tooOld = (rule: LaneRule, { conversation, view }: Obstacle.Case): string => {
  const last = Window.lastAct(conversation.acts, view, rule.after)
  if (last === undefined) return `${Sentence.name(rule)} needs an act of the person, and there was none`
  return `${Sentence.name(rule)} ended ${Sentence.span(rule.within ?? 0)} after ${Sentence.act(last.act, last.at)}`
}

const onTopic = ({ message }: Obstacle.Case): string => message.topic === undefined ? "" : ` on "${message.topic}"`

const sentence = ({ name, rule }: Telling, matter: Obstacle.Case): string => {
  const lane = Sentence.name(rule)
  const dead = rule.permission === undefined ? undefined : Obstacle.deadPermission(rule.permission, matter)
  const leave = `the person's leave${onTopic(matter)}`
  switch (name) {
    case "window.old":
      return tooOld(rule, matter)
    case "author.human":
      return `${lane} is for messages that a person of the business wrote`
    case "author.bot":
      return `${lane} is for the bot's messages`
    case "purpose.forbidden":
      return `${lane} is not for "${matter.purpose}"${row(rule, matter.purpose)}`
    case "purpose.unlisted":
      return `"${matter.purpose}" is not in the list of what ${lane} allows: ${list(rule)}`
    case "message.promotes":
      return `${lane} takes no promotion${row(rule, "promotion", "crossSell")}`
    case "message.recurs":
      return `${lane} takes nothing that comes again and again${row(rule, "recurringContent")}`
    case "message.past":
      return `${lane} takes nothing about an event that is over${row(rule, "pastEvent")}`
    case "content.template":
      return `${lane} needs an approved template, and the message has none`
    case "content.survey":
      return rule.content === "survey" ? `${lane} takes a survey form alone` : `${lane} takes no survey form`
    case "content.request":
      return Obstacle.isAskable(matter)
        ? "leave can be asked for while the window is open, and not after"
        : "leave of this kind is not there, or not where the person is"
    case "request.given":
    case "request.tooSoon":
      return Obstacle.requestWords(matter).reason
    case "template.unknown":
    case "template.language":
    case "template.unapproved":
    case "template.parameters":
      return Obstacle.templateWords(matter).reason
    case "approval":
      return `the account has no approval "${rule.approval}", which ${lane} needs`
    case "permission.none":
      return rule.permission === "news" ? "the person has not subscribed to the news" : `${leave} was never given`
    case "permission.used":
      return `${leave} was for one message, and is used`
    case "permission.expired": {
      const at = dead === undefined ? undefined : Permissions.endsAt(dead, matter.view, matter.time)
      return `${leave} ended${at === undefined ? "" : ` at ${Sentence.moment(at)}`}`
    }
    case "permission.tooSoon": {
      const at = dead === undefined ? undefined : Permissions.nextAt(dead, matter.view, matter.time)
      return `the series${onTopic(matter)} may not go on${at === undefined ? " yet" : ` before ${Sentence.moment(at)}`}`
    }
    case "permission.stopped":
      return `the person took back their leave${onTopic(matter)}`
    case "permission.region":
      return `${lane} has ended where the person is`
    case "window.shut":
    case "window.never":
    case "message.sponsored":
      return `${lane} does not take it`
  }
}

const situation = ({ view, window }: Obstacle.Case): string | undefined => {
  if (window._tag === "Never") {
    return view.openers.length === 0
      ? undefined
      : "the person has never written here, and a business may not write first"
  }
  if (window._tag === "Open") return undefined
  const opened = `the window that ${Sentence.act(window.act.act, window.act.at)} opened`
  return window.until === undefined
    ? `${opened} shut long ago`
    : `${opened} shut at ${Sentence.moment(window.until)}`
}

const gone = (wanted: LaneName, { view }: Obstacle.Case): string => {
  const ended = view.retired.find(({ lane }) => lane === wanted)?.from
  return ended === undefined
    ? `the channel has no ${wanted} messages`
    : `${wanted} messages ended at ${Sentence.moment(ended)}`
}

const ruleOf = ({ name, rule }: Telling): string => name === "approval" ? `approval.${rule.approval}` : name

const state = (matter: Obstacle.Case): string =>
  Obstacle.isStranger(matter) ? "window.never" : matter.window._tag === "Shut" ? "window.shut" : "lane.none"

const waysOut = (
  blocked: ReadonlyArray<Blocked>,
  matter: Obstacle.Case,
  wanted: LaneName | undefined
): ReadonlyArray<string> => {
  const ways: Array<string> = []
  const opening = blocked.find(({ rule }) => rule.window === "open")
  for (const { found, rule } of blocked) {
    // Both lanes of the window open with the same act: it is said once.
    if (rule.window === "open" && matter.window._tag !== "Open") {
      if (rule === opening?.rule) ways.push(Cure.waiting(rule))
      continue
    }
    const way = Cure.of(rule, found, matter)
    if (way !== undefined) ways.push(way)
  }
  for (const rule of matter.view.retired) {
    const isMeant = rule.lane === wanted || rule.purposes === "any" || rule.purposes.includes(matter.purpose)
    if (!isMeant) continue
    ways.push(`${rule.tag ?? rule.lane} is retired: ${rule.instead}`)
  }
  return ways
}

/** The refusal of a message that no lane takes. */
export const of = (matter: Obstacle.Case): Refusal => {
  const blocked = matter.view.lanes
    .filter((rule) => Obstacle.isStanding(rule, matter))
    .map((rule): Blocked => ({ rule, found: Obstacle.of(rule, matter) }))
  const wanted = absent(blocked, matter)
  const cause = telling(blocked, matter, wanted)
  const reasons = [
    situation(matter),
    cause === undefined ? undefined : sentence(cause, matter),
    wanted === undefined ? undefined : gone(wanted, matter)
  ].filter((one) => one !== undefined)
  const unexplained = wanted === undefined || Obstacle.isStranger(matter) ? state(matter) : "lane.absent"
  return {
    rule: cause === undefined ? unexplained : ruleOf(cause),
    reason: reasons.length === 0 ? "no lane of this channel takes this message" : reasons.join("; "),
    // No lane does better than another for a person who was asked already.
    waysOut: cause?.name === "request.given" || cause?.name === "request.tooSoon"
      ? [Obstacle.requestWords(matter).cure]
      : waysOut(blocked, matter, wanted)
  }
}

/** The refusal while somebody else has the conversation. */
export const owned = (owner: Exclude<Owner, { readonly _tag: "Bot" }>): Refusal =>
  owner._tag === "Human"
    ? {
      rule: "owner.human",
      reason: "a person of the business has the conversation",
      waysOut: ["wait until the conversation is given back", "let the person write it in the inbox"]
    }
    : {
      rule: "owner.app",
      reason: `another app (${owner.app}) has the conversation`,
      waysOut: ["wait until the conversation is given back", "take the conversation first"]
    }

/** The refusal of what was not asked for, to a person who wants or gets nothing of the kind. */
export const stopped = ({ at, why }: Stopped): Refusal => ({
  rule: "person.stopped",
  reason: why === "unreachable"
    ? `the person could not be reached at ${Sentence.moment(at)}, and has not written since`
    : `the person asked at ${Sentence.moment(at)} for no more messages of the bot's own accord`,
  waysOut: why === "unreachable" ? ["wait until the person writes"] : ["answer when the person writes"]
})

/** The refusal of a purpose that is none. */
export const unknown = ({ purpose }: Message): Refusal => ({
  rule: "purpose.unknown",
  reason: `"${String(purpose)}" is not a purpose of messages`,
  waysOut: ["give the message one of the purposes that `Purpose` lists"]
})
