/**
 * From what a turn says to what goes out: the notice in front, a lane for each message, and for those without one the
 * wait, the silence or the refusal that they asked for.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type { Conversation, DisclosureState, Owner, Requested } from "../model/Conversation.ts"
import * as ConversationId from "../model/ConversationId.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Spoken } from "../model/JournalEntry.ts"
import type { Lane as LaneChoice, Refusal } from "../model/LaneName.ts"
import * as Message from "../model/Message.ts"
import type { Author, Body, Control, Outbound } from "../model/Outbound.ts"
import type { Permission } from "../model/Permission.ts"
import type { Capabilities } from "../policy/Capabilities.ts"
import * as Disclosure from "../policy/Disclosure.ts"
import * as Fit from "../policy/Fit.ts"
import * as Lane from "../policy/Lane.ts"
import * as Permissions from "../policy/Permissions.ts"
import type { View } from "../policy/PolicyPack.ts"
import * as Sentence from "../policy/Sentence.ts"
import * as Requests from "../policy/Requests.ts"
import type { Declared } from "../policy/Templates.ts"
import * as Answering from "./Answering.ts"
import * as Held from "./Held.ts"
import * as LastWords from "./LastWords.ts"
import * as Ownership from "./Ownership.ts"
import * as Seed from "./Seed.ts"

/** What is to be said, and all that decides over it. `before` is the conversation as it stood before the turn. */
export interface Input {
  readonly before: Conversation
  readonly conversation: Conversation
  readonly said: ReadonlyArray<Body>
  readonly author: Author
  readonly inbound: Inbound
  /** Whether it answers something that the person just did. */
  readonly answers: boolean
  /** Whether what waited may try again: the person wrote, or the conversation came back. */
  readonly frees: boolean
  readonly objection: Held.Objection
  readonly disclosure: Disclosure.Options | false
  /** What the channel can show: what is said is fitted to it, and a notice may have to travel inside a text. */
  readonly capabilities: Capabilities
  readonly locale: string
  readonly revision: number
  readonly approvals: ReadonlyArray<string>
  readonly templates: ReadonlyArray<Declared> | undefined
  readonly view: View
  readonly now: Instant
  readonly margin: Millis
}

/**
 * The conversation after the words, the rows to send, the words as the journal keeps them, and refusals to be told. `alerts` are
 * sentences on what was refused and no dialogue will hear of.
 */
export interface Speech {
  readonly conversation: Conversation
  readonly outbox: ReadonlyArray<Outbound>
  readonly spoken: ReadonlyArray<Spoken>
  readonly inbounds: ReadonlyArray<Inbound>
  readonly alerts: ReadonlyArray<string>
}

// An outbound's id travels as metadata beside the author's own, and must stay short.
const keyLimit = 70

interface Draft {
  readonly input: Input
  readonly prefix: string
  readonly outbox: Array<Outbound>
  readonly held: Array<Outbound>
  readonly spoken: Array<Spoken>
  readonly inbounds: Array<Inbound>
  readonly alerts: Array<string>
  owner: Owner
  permissions: ReadonlyArray<Permission>
  requests: ReadonlyArray<Requested> | undefined
  due: Disclosure.Why | undefined
  disclosure: DisclosureState
  order: number
  count: number
  hasSaid: boolean
  /** The id under which words that waited were first said, while they are said again. */
  first: string | undefined
}

const prefixOf = (conversation: Conversation, revision: number): string => {
  const key = ConversationId.key(conversation.id)
  const short = key.length <= keyLimit ? key : `${key.slice(0, keyLimit - 9)}~${Seed.fromText(key).toString(36)}`
  return `${short}:${revision}.`
}

const outbound = (draft: Draft, body: Body, lane: LaneChoice | undefined): Types.Mutable<Outbound> => {
  const { author, conversation, inbound, now } = draft.input
  const row: Types.Mutable<Outbound> = {
    id: `${draft.prefix}${++draft.count}`,
    conversation: conversation.id,
    order: ++draft.order,
    address: conversation.address,
    body,
    author,
    cause: inbound.id,
    at: now
  }
  if (lane !== undefined) row.lane = lane
  if (draft.first !== undefined) row.first = draft.first
  return row
}

/** The conversation as what was said so far leaves it. */
const asSaid = ({ input: { conversation }, owner, permissions, requests }: Draft): Conversation => {
  const isAsItStands = conversation.owner === owner && conversation.permissions === permissions
    && conversation.requests === requests
  if (isAsItStands) return conversation
  return { ...conversation, owner, permissions, ...(requests === undefined ? {} : { requests }) }
}

const verdictOn = (draft: Draft, message: Message.Message): Lane.Verdict => {
  const { answers, approvals, author, margin, now, templates, view } = draft.input
  const asked: Types.Mutable<Lane.Request> = {
    message,
    author,
    cause: answers ? "answer" : "initiative",
    conversation: asSaid(draft),
    approvals,
    view,
    now,
    margin
  }
  if (templates !== undefined) asked.templates = templates
  return Lane.resolve(asked)
}

type Allowed = Extract<Lane.Verdict, { readonly _tag: "Allowed" }>

const send = (draft: Draft, allowed: Allowed, discloses: boolean): void => {
  const { lane, message } = allowed
  const { answers, author, now } = draft.input
  const body: Body = { _tag: "Message", message }
  const row = outbound(draft, body, lane)
  const spoken: Types.Mutable<Spoken> = { outbound: row.id, body, verdict: "sent", lane }
  const behind = author._tag === "Bot" ? Disclosure.behind(draft.disclosure, lane) : undefined
  if (allowed.address !== undefined) row.address = allowed.address
  if (lane.permission !== undefined) {
    draft.permissions = Permissions.use(draft.permissions, lane.permission, row.id, now)
  }
  if (message.content._tag === "Request") {
    draft.requests = Requests.said(draft.requests, message.content, row.id, now)
  }
  if (!answers) row.initiative = true
  if (discloses) {
    row.discloses = true
    spoken.discloses = true
    draft.disclosure = Disclosure.said(row.id)
    draft.due = undefined
  } else if (behind !== undefined) row.behind = behind
  if (author._tag === "Bot" && Lane.fallback(message).otherwise === "refuse") {
    row.reports = true
    if (answers) row.answered = draft.input.revision
  }
  draft.outbox.push(row)
  draft.spoken.push(spoken)
  draft.hasSaid = true
  if (message.control !== undefined) afterControl(draft, message.control)
}

const refuse = (draft: Draft, message: Message.Message, refusal: Refusal): void => {
  draft.spoken.push({ body: { _tag: "Message", message }, verdict: "refused", refusal })
  const { answers, author, conversation, inbound, now, revision } = draft.input
  // A person of the business is told by the bridge; their words are no matter of the dialogue's.
  if (author._tag === "Human") return
  // A refusal is the next turn. One that comes up while a refusal is answered is recorded and reported.
  const isAnswer = inbound.event._tag === "Settled" && inbound.event.outcome === "refused"
  const { otherwise } = Lane.fallback(message)
  if (otherwise !== "refuse" || isAnswer) {
    // Whoever wished for silence gets it, and what may be let go is: neither is anyone's trouble.
    const isExpected = refusal.rule === "person.stopped" || otherwise === "drop"
    if (!isExpected) draft.alerts.push(`"${Message.words(message)}" was refused: ${Sentence.brief(refusal)}`)
    return
  }
  const id = `${draft.prefix}${++draft.count}`
  const state = message.origin?.state
  draft.inbounds.push({
    id: `settled/${id}`,
    conversation: conversation.id,
    at: now,
    receivedAt: now,
    event: {
      _tag: "Settled",
      outbound: id,
      outcome: "refused",
      refusal,
      ...(state === undefined ? {} : { state }),
      ...(answers ? { answered: revision } : {})
    }
  })
}

const drop = (draft: Draft, message: Message.Message, refusal: Refusal, row?: Outbound): void => {
  const body: Body = { _tag: "Message", message }
  draft.spoken.push({ ...(row === undefined ? {} : { outbound: row.id }), body, verdict: "dropped", refusal })
}

const hold = (draft: Draft, message: Message.Message, until: Instant, refusal: Refusal): void => {
  if (draft.held.length >= Held.limit) return drop(draft, message, Held.tooMany(refusal))
  const body: Body = { _tag: "Message", message }
  const row = outbound(draft, body, undefined)
  row.expiresAt = until
  if (!draft.input.answers) row.initiative = true
  draft.order--
  draft.held.push(row)
  draft.spoken.push({ outbound: row.id, body, verdict: "held", refusal })
}

const sendMerged = (draft: Draft, allowed: Allowed, merged: Disclosure.Merged): void =>
  merged._tag === "Merged"
    ? send(draft, { ...allowed, message: merged.message }, true)
    : refuse(draft, allowed.message, merged.refusal)

/** Says a message that may travel and that the channel can show, after the notice or with it when that is due. */
const announce = (draft: Draft, allowed: Allowed): void => {
  const { author, capabilities, disclosure, locale } = draft.input
  const { lane, message } = allowed
  if (draft.due === undefined || disclosure === false || author._tag !== "Bot") return send(draft, allowed, false)
  const notice = Disclosure.text(disclosure, locale)
  const plan = Disclosure.plan({ message, lane, notice, locale, room: capabilities })
  switch (plan._tag) {
    case "Bare":
      return send(draft, allowed, false)
    case "Itself":
      return send(draft, allowed, true)
    case "Merged":
    case "Refused":
      return sendMerged(draft, allowed, plan)
    case "After": {
      const verdict = verdictOn(draft, plan.notice)
      if (verdict._tag !== "Allowed") return sendMerged(draft, allowed, Disclosure.merge(message, notice, capabilities))
      send(draft, verdict, true)
      return send(draft, allowed, false)
    }
  }
}

/** Says a message that may travel, as the channel can show it. */
const say = (draft: Draft, allowed: Allowed): void => {
  const { capabilities, locale } = draft.input
  const { lane, message } = allowed
  // An approved template is sent as it was approved.
  if (lane.lane === "utility") return announce(draft, allowed)
  const parts = Fit.fit(message, capabilities, locale)
  if (parts.length === 0) {
    const lack = Fit.lacking(message, capabilities)
    return lack === undefined ? drop(draft, message, Fit.unshown) : refuse(draft, message, lack)
  }
  if (parts.length === 1 || !Disclosure.isSingle(lane)) {
    for (const part of parts) announce(draft, part === message ? allowed : { ...allowed, message: part })
    return
  }
  refuse(draft, message, Fit.tooLong(parts.length))
}

const utter = (draft: Draft, message: Message.Message): void => {
  const verdict = verdictOn(draft, message)
  switch (verdict._tag) {
    case "Allowed":
      return say(draft, verdict)
    case "Held":
      return hold(draft, message, verdict.until, verdict.refusal)
    case "Dropped":
      return drop(draft, message, verdict.refusal)
    case "Refused":
      return refuse(draft, message, verdict.refusal)
  }
}

/** What later words of the same turn may count on: they wait behind the control, and are judged again when sent. */
const afterControl = (draft: Draft, control: Control): void => {
  if (control._tag === "Pass") draft.owner = { _tag: "Human", app: control.to, since: draft.input.now }
  if (control._tag === "Release") {
    draft.owner = { _tag: "App", app: Ownership.defaultApp, since: draft.input.now }
  }
  if (control._tag === "Take" && draft.owner._tag !== "Bot") {
    draft.owner = { _tag: "Bot" }
    const { before, conversation, disclosure, now, view } = draft.input
    if (disclosure === false) return
    const back = { ...conversation, disclosure: Disclosure.returned(draft.disclosure) }
    draft.due = Disclosure.due(back, view, now, disclosure, before)
  }
}

/** Words that waited try again before the turn's own, under an id of their own each time. */
const freeHeld = (draft: Draft): void => {
  const { conversation, frees, inbound, now, objection, said } = draft.input
  for (const row of conversation.held) {
    if (row.body._tag !== "Message") continue
    const { message } = row.body
    const over = Held.over(row, { event: inbound.event, stopped: conversation.stopped, now })
    if (over !== undefined) {
      drop(draft, message, over, row)
      continue
    }
    const verdict = frees ? verdictOn(draft, message) : undefined
    // The one answer in private to a comment is for what the dialogue says to it.
    if (verdict?._tag !== "Allowed" || verdict.lane.lane === "privateReply") {
      draft.held.push(row)
      continue
    }
    const lapsed = Held.lapsed(message, { said, objection })
    if (lapsed === undefined) {
      draft.first = row.first ?? row.id
      say(draft, verdict)
    } else drop(draft, message, lapsed, row)
  }
  draft.first = undefined
}

/** Turns what was said into what goes out. */
export const make = (given: Input): Speech => {
  const { before, conversation, inbound: { event }, margin, now, view } = given
  const isAwaited = !given.answers && Answering.isAwaited({ before, event, view, now, margin })
  const input = isAwaited ? { ...given, answers: true } : given
  const draft: Draft = {
    input,
    prefix: prefixOf(conversation, input.revision),
    outbox: [],
    held: [],
    spoken: [],
    inbounds: [],
    alerts: [],
    owner: conversation.owner,
    permissions: conversation.permissions,
    requests: conversation.requests,
    due: input.disclosure === false
      ? undefined
      : Disclosure.due(conversation, input.view, input.now, input.disclosure, input.before),
    disclosure: conversation.disclosure,
    order: conversation.order,
    count: 0,
    hasSaid: false,
    first: undefined
  }
  if (conversation.held.length > 0) freeHeld(draft)
  for (const body of input.said) {
    if (body._tag === "Message") {
      utter(draft, body.message)
      continue
    }
    const row = outbound(draft, body, undefined)
    draft.outbox.push(row)
    draft.spoken.push({ outbound: row.id, body, verdict: "sent" })
    afterControl(draft, body.control)
  }
  // Filled in one after the other: properties that follow a spread cost far more, and this is done in every turn.
  const after: Types.Mutable<Conversation> = { ...conversation }
  after.disclosure = draft.due === undefined || draft.disclosure._tag === "Pending"
    ? draft.disclosure
    : Disclosure.owed(draft.disclosure, draft.due)
  after.order = draft.order
  after.held = draft.held
  after.permissions = draft.permissions
  if (draft.requests !== undefined) after.requests = draft.requests
  if (draft.hasSaid) after.lastSaidAt = input.now
  const { lastWords } = conversation
  if (lastWords !== undefined && lastWords !== input.before.lastWords) {
    const open = LastWords.awaiting(lastWords, draft.outbox, draft.inbounds)
    if (open === undefined) delete after.lastWords
    else after.lastWords = open
  }
  const { alerts, inbounds, outbox, spoken } = draft
  return { conversation: after, outbox, spoken, inbounds, alerts }
}
