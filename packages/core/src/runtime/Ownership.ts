/**
 * What an inbound says about the conversation before any dialogue hears of it: which window it opens, who owns the
 * conversation now, which of our messages it settles, whether the person knows that they speak with a machine.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type { Conversation } from "../model/Conversation.ts"
import type { Event, Inbound } from "../model/Inbound.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import * as Disclosure from "../policy/Disclosure.ts"
import * as Window from "../policy/Window.ts"
import type { OutboxChange } from "./ConversationStore.ts"

/** The conversation after the inbound was noted. `released`: the bot may speak again, and could not before. */
export interface Noted {
  readonly conversation: Conversation
  readonly released: boolean
  readonly settled: ReadonlyArray<OutboxChange>
}

/** Whether the person themselves did this. */
export const isPersons = (event: Event): boolean =>
  event._tag === "Said" || event._tag === "Tapped" || event._tag === "Referred" || event._tag === "OptedIn"
  || event._tag === "Reacted" || event._tag === "Edited"

const nothing: ReadonlyArray<OutboxChange> = []

const toHuman = (conversation: Conversation, since: Instant, app: string | undefined): Conversation => ({
  ...conversation,
  owner: app === undefined ? { _tag: "Human", since } : { _tag: "Human", app, since }
})

/** A notice that is on its way after the change of hands stays so; otherwise one is due. */
const toBot = (conversation: Conversation): Conversation => ({
  ...conversation,
  owner: { _tag: "Bot" },
  disclosure: conversation.disclosure._tag === "Pending" ? conversation.disclosure : Disclosure.afterHuman
})

const released = (conversation: Conversation): Noted =>
  conversation.owner._tag === "Bot"
    ? { conversation, released: false, settled: nothing }
    : { conversation: toBot(conversation), released: true, settled: nothing }

const told = (conversation: Conversation, outbound: string, now: Instant): Conversation =>
  conversation.disclosure._tag === "Pending" && conversation.disclosure.outbound === outbound
    ? { ...conversation, disclosure: { _tag: "Told", at: now } }
    : conversation

const untold = (conversation: Conversation, outbound: string): Conversation =>
  conversation.disclosure._tag === "Pending" && conversation.disclosure.outbound === outbound
    ? { ...conversation, disclosure: { _tag: "Due", why: "undelivered" } }
    : conversation

const routed = (
  conversation: Conversation,
  event: Extract<Event, { readonly _tag: "Routed" }>,
  now: Instant
): Noted => {
  switch (event.change) {
    case "passed":
      // Without a word on the receiver: a pass is reported to the one who gets the conversation.
      return (event.toUs ?? true)
        ? released(conversation)
        : { conversation: toHuman(conversation, now, event.to), released: false, settled: nothing }
    case "taken":
      // And a take to the one who loses it.
      return (event.toUs ?? false)
        ? released(conversation)
        : { conversation: toHuman(conversation, now, event.to), released: false, settled: nothing }
    case "released":
      return released(conversation)
    case "requested":
    case "roles":
      return { conversation, released: false, settled: nothing }
  }
}

const echoed = (
  conversation: Conversation,
  inbound: Inbound,
  event: Extract<Event, { readonly _tag: "Echoed" }>,
  now: Instant
): Noted => {
  if (event.outbound === undefined) {
    return {
      conversation: { ...toHuman(conversation, now, event.app), lastSaidAt: inbound.at },
      released: false,
      settled: nothing
    }
  }
  return {
    conversation: told(conversation, event.outbound, now),
    released: false,
    settled: [{ outbound: event.outbound, receipt: { _tag: "Sent", mid: event.mid } }]
  }
}

const heard = (conversation: Conversation, inbound: Inbound): Conversation => {
  const act = inbound.act
  if (act === undefined && !isPersons(inbound.event)) return conversation
  const after: Types.Mutable<Conversation> = { ...conversation }
  if (act !== undefined) {
    after.acts = Window.record(conversation.acts, { act, at: inbound.at, inbound: inbound.id })
  }
  after.lastHeardAt = Math.max(conversation.lastHeardAt ?? 0, inbound.at)
  return after
}

/**
 * Notes an inbound. `humanFor` is the silence after which a person of the business no longer counts as having the
 * conversation, in milliseconds.
 */
export const note = (before: Conversation, inbound: Inbound, now: Instant, humanFor: Millis): Noted => {
  const conversation = heard(before, inbound)
  const event = inbound.event
  switch (event._tag) {
    case "Routed":
      return routed(conversation, event, now)
    case "Echoed":
      return echoed(conversation, inbound, event, now)
    case "Settled":
      return {
        conversation: event.outcome === "sent"
          ? told(conversation, event.outbound, now)
          : untold(conversation, event.outbound),
        released: false,
        settled: nothing
      }
    default:
      break
  }
  if (isPersons(event)) {
    if (inbound.standby === true) {
      return conversation.owner._tag === "Human"
        ? { conversation, released: false, settled: nothing }
        : { conversation: toHuman(conversation, now, undefined), released: false, settled: nothing }
    }
    if (conversation.owner._tag === "Human" && now - conversation.owner.since >= humanFor) return released(conversation)
  }
  return { conversation, released: false, settled: nothing }
}
