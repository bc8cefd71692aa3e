/**
 * From what a turn says to what goes out: the notice in front, a lane for each message, and for those without one the
 * wait, the silence or the refusal that they asked for.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type { Conversation, DisclosureState, Owner } from "../model/Conversation.ts"
import * as ConversationId from "../model/ConversationId.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { Spoken } from "../model/JournalEntry.ts"
import type { Lane as LaneChoice, Refusal } from "../model/LaneName.ts"
import * as Message from "../model/Message.ts"
import type { Body, Control, Outbound } from "../model/Outbound.ts"
import * as Disclosure from "../policy/Disclosure.ts"
import * as Lane from "../policy/Lane.ts"
import type { View } from "../policy/PolicyPack.ts"
import * as Seed from "./Seed.ts"

/** What is to be said, and all that decides over it. `before` is the conversation as it stood before the turn. */
export interface Input {
  readonly before: Conversation
  readonly conversation: Conversation
  readonly said: ReadonlyArray<Body>
  readonly inbound: Inbound
  /** Whether it answers something that the person just did. */
  readonly answers: boolean
  /** Whether what waited may try again: the person wrote, or the conversation came back. */
  readonly frees: boolean
  readonly disclosure: Disclosure.Options | false
  readonly locale: string
  readonly revision: number
  readonly approvals: ReadonlyArray<string>
  readonly view: View
  readonly now: Instant
}

/** The conversation after the words, the rows to send, the words as the journal keeps them, and refusals to be told. */
export interface Speech {
  readonly conversation: Conversation
  readonly outbox: ReadonlyArray<Outbound>
  readonly spoken: ReadonlyArray<Spoken>
  readonly inbounds: ReadonlyArray<Inbound>
}

const heldLimit = 100

// An outbound's id travels as metadata beside the author's own, and must stay short.
const keyLimit = 70

interface Draft {
  readonly input: Input
  readonly prefix: string
  readonly outbox: Array<Outbound>
  readonly held: Array<Outbound>
  readonly spoken: Array<Spoken>
  readonly inbounds: Array<Inbound>
  owner: Owner
  due: Disclosure.Why | undefined
  disclosure: DisclosureState
  order: number
  count: number
  hasSaid: boolean
}

const prefixOf = (conversation: Conversation, revision: number): string => {
  const key = ConversationId.key(conversation.id)
  const short = key.length <= keyLimit ? key : `${key.slice(0, keyLimit - 9)}~${Seed.fromText(key).toString(36)}`
  return `${short}:${revision}.`
}

const outbound = (draft: Draft, body: Body, lane: LaneChoice | undefined): Types.Mutable<Outbound> => {
  const { conversation, inbound, now } = draft.input
  const row: Types.Mutable<Outbound> = {
    id: `${draft.prefix}${++draft.count}`,
    conversation: conversation.id,
    order: ++draft.order,
    address: conversation.address,
    body,
    author: { _tag: "Bot" },
    cause: inbound.id,
    at: now
  }
  if (lane !== undefined) row.lane = lane
  return row
}

const verdictOn = (draft: Draft, message: Message.Message): Lane.Verdict => {
  const { answers, approvals, conversation, now, view } = draft.input
  return Lane.resolve({
    message,
    author: { _tag: "Bot" },
    cause: answers ? "answer" : "initiative",
    conversation: conversation.owner === draft.owner ? conversation : { ...conversation, owner: draft.owner },
    approvals,
    view,
    now
  })
}

const send = (draft: Draft, message: Message.Message, lane: LaneChoice, discloses: boolean): void => {
  const body: Body = { _tag: "Message", message }
  const row = outbound(draft, body, lane)
  const spoken: Types.Mutable<Spoken> = { outbound: row.id, body, verdict: "sent", lane }
  if (discloses) {
    row.discloses = true
    spoken.discloses = true
  }
  if (message.otherwise === "refuse") row.reports = true
  draft.outbox.push(row)
  draft.spoken.push(spoken)
  draft.hasSaid = true
  if (!discloses) return
  draft.disclosure = { _tag: "Pending", outbound: row.id }
  draft.due = undefined
}

/** The lanes that carry one message only: the notice has to travel inside it. */
const isSingle = (lane: LaneChoice): boolean => lane.lane === "privateReply" || lane.lane === "oneTime"

const merged = (message: Message.Message, notice: string): Message.Message | undefined =>
  message.content._tag === "Text"
    ? { ...message, content: { ...message.content, text: `${notice}\n\n${message.content.text}` } }
    : undefined

const cannotDisclose: Refusal = {
  rule: "disclosure.first",
  reason: "it must be told first that one speaks with a machine, and this message has no room for it",
  waysOut: ["send words instead of media or cards", "wait until the person writes"]
}

const disclose = (draft: Draft, message: Message.Message, lane: LaneChoice, words: string): void => {
  if (!isSingle(lane)) {
    const notice = Message.text(words, message.purpose === undefined ? {} : { purpose: message.purpose })
    const verdict = verdictOn(draft, notice)
    if (verdict._tag === "Allowed") {
      send(draft, notice, verdict.lane, true)
      return send(draft, message, lane, false)
    }
  }
  const together = merged(message, words)
  if (together === undefined) return refuse(draft, message, cannotDisclose)
  send(draft, together, lane, true)
}

const refuse = (draft: Draft, message: Message.Message, refusal: Refusal): void => {
  draft.spoken.push({ body: { _tag: "Message", message }, verdict: "refused", refusal })
  if (message.otherwise !== "refuse") return
  const { conversation, now } = draft.input
  const id = `${draft.prefix}${++draft.count}`
  draft.inbounds.push({
    id: `settled/${id}`,
    conversation: conversation.id,
    at: now,
    receivedAt: now,
    event: { _tag: "Settled", outbound: id, outcome: "refused", refusal }
  })
}

const hold = (draft: Draft, message: Message.Message, until: Instant, refusal: Refusal): void => {
  const body: Body = { _tag: "Message", message }
  if (draft.held.length >= heldLimit) {
    draft.spoken.push({ body, verdict: "dropped", refusal: { ...refusal, rule: "held.limit" } })
    return
  }
  const row: Outbound = { ...outbound(draft, body, undefined), expiresAt: until }
  draft.order--
  draft.held.push(row)
  draft.spoken.push({ outbound: row.id, body, verdict: "held", refusal })
}

const utter = (draft: Draft, message: Message.Message): void => {
  const { disclosure, locale } = draft.input
  const verdict = verdictOn(draft, message)
  switch (verdict._tag) {
    case "Allowed":
      return draft.due !== undefined && disclosure !== false && Disclosure.precedes(verdict.lane)
        ? disclose(draft, message, verdict.lane, Disclosure.text(disclosure, locale))
        : send(draft, message, verdict.lane, false)
    case "Held":
      return hold(draft, message, verdict.until, verdict.refusal)
    case "Dropped":
      draft.spoken.push({ body: { _tag: "Message", message }, verdict: "dropped", refusal: verdict.refusal })
      return
    case "Refused":
      return refuse(draft, message, verdict.refusal)
  }
}

/** What later words of the same turn may count on: they wait behind the control, and are judged again when sent. */
const afterControl = (draft: Draft, control: Control): void => {
  if (control._tag === "Pass") draft.owner = { _tag: "Human", app: control.to, since: draft.input.now }
  if (control._tag === "Take" && draft.owner._tag === "Human") {
    draft.owner = { _tag: "Bot" }
    if (draft.disclosure._tag !== "Pending") draft.due = "fromHuman"
  }
}

const expired: Refusal = {
  rule: "held.expired",
  reason: "the person did not write before it expired",
  waysOut: ["hold it for longer"]
}

/** Words that waited try again, after the turn's own, under an id of their own each time. */
const freeHeld = (draft: Draft, waiting: ReadonlyArray<Outbound>): void => {
  const { frees, now } = draft.input
  for (const row of waiting) {
    if (row.body._tag !== "Message") continue
    const isOver = row.expiresAt !== undefined && row.expiresAt <= now
    if (isOver) {
      draft.spoken.push({ outbound: row.id, body: row.body, verdict: "dropped", refusal: expired })
    } else if (!frees || verdictOn(draft, row.body.message)._tag !== "Allowed") {
      draft.held.push(row)
    } else {
      utter(draft, row.body.message)
    }
  }
}

/** Turns what was said into what goes out. */
export const make = (input: Input): Speech => {
  const { conversation } = input
  const draft: Draft = {
    input,
    prefix: prefixOf(conversation, input.revision),
    outbox: [],
    held: [],
    spoken: [],
    inbounds: [],
    owner: conversation.owner,
    due: input.disclosure === false
      ? undefined
      : Disclosure.due(
        input.before.disclosure === conversation.disclosure
          ? input.before
          : { ...input.before, disclosure: conversation.disclosure },
        input.view,
        input.now,
        input.disclosure
      ),
    disclosure: conversation.disclosure,
    order: conversation.order,
    count: 0,
    hasSaid: false
  }
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
  // Held words of earlier turns keep their place before those of this one.
  const fresh = draft.held.splice(0)
  freeHeld(draft, conversation.held)
  draft.held.push(...fresh)
  // Filled in one after the other: properties that follow a spread cost far more, and this is done in every turn.
  const after: Types.Mutable<Conversation> = { ...conversation }
  after.disclosure = draft.due === undefined || draft.disclosure._tag === "Pending"
    ? draft.disclosure
    : { _tag: "Due", why: draft.due }
  after.order = draft.order
  after.held = draft.held
  if (draft.hasSaid) after.lastSaidAt = input.now
  return { conversation: after, outbox: draft.outbox, spoken: draft.spoken, inbounds: draft.inbounds }
}
