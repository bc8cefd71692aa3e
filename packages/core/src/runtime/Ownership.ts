/**
 * What an inbound says about the conversation before any dialogue hears of it: which window it opens, who owns the
 * conversation now, which of our messages it settles, whether the person knows that they speak with a machine.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type { Conversation, Owner } from "../model/Conversation.ts"
import { type AppKind, type Event, type Inbound, isPersons } from "../model/Inbound.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import * as Disclosure from "../policy/Disclosure.ts"
import * as Permissions from "../policy/Permissions.ts"
import type { View } from "../policy/PolicyPack.ts"
import * as Requests from "../policy/Requests.ts"
import * as Window from "../policy/Window.ts"
import type { OutboxChange } from "./ConversationStore.ts"

/** The conversation after the inbound was noted. `released`: the bot may speak again, and could not before. */
export interface Noted {
  readonly conversation: Conversation
  readonly released: boolean
  readonly settled: ReadonlyArray<OutboxChange>
}

const nothing: ReadonlyArray<OutboxChange> = []

/** The app of an owner that the channel does not name: it has to be taken from all the same. */
const someApp = "unknown"

/** Whose a conversation is that we gave up. Which app that is the channel does not tell, and it may be ours. */
export const defaultApp = "default"

/** Someone else has the conversation, and did something at `since`. What was known of them stays known. */
const toOther = (
  conversation: Conversation,
  since: Instant,
  app: string | undefined,
  by: AppKind | undefined
): Conversation => {
  const found: Exclude<Owner, { _tag: "Bot" }> = by === "app" && app !== undefined
    ? { _tag: "App", since, app }
    : { _tag: "Human", since, ...(app === undefined ? {} : { app }) }
  const before = conversation.owner
  return {
    ...conversation,
    owner: before._tag === found._tag ? { ...before, ...found } : found,
    disclosure: Disclosure.taken(conversation.disclosure)
  }
}

const toBot = (conversation: Conversation): Conversation => ({
  ...conversation,
  owner: { _tag: "Bot" },
  disclosure: Disclosure.returned(conversation.disclosure)
})

/** The conversation comes back to the bot; nothing changes where it has it already. */
export const released = (conversation: Conversation): Noted =>
  conversation.owner._tag === "Bot"
    ? { conversation, released: false, settled: nothing }
    : { conversation: toBot(conversation), released: true, settled: nothing }

const settledNotice = (conversation: Conversation, outbound: string, outcome: string, now: Instant): Conversation => {
  const disclosure = Disclosure.settled(conversation.disclosure, outbound, outcome, now)
  return disclosure === conversation.disclosure ? conversation : { ...conversation, disclosure }
}

/** The conversation after what a sending says of a request for leave. */
const withRequests = (conversation: Conversation, requests: Conversation["requests"]): Conversation =>
  requests === undefined || requests === conversation.requests ? conversation : { ...conversation, requests }

/** Why the matter needs a person, where the one who gave it away said so. */
const because = (conversation: Conversation, why: string | undefined): Conversation =>
  why === undefined || conversation.owner._tag !== "Human"
    ? conversation
    : { ...conversation, owner: { ...conversation.owner, why } }

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
        : {
          conversation: because(toOther(conversation, now, event.to, event.by), event.metadata),
          released: false,
          settled: nothing
        }
    case "taken":
      // And a take to the one who loses it.
      return (event.toUs ?? false)
        ? released(conversation)
        : { conversation: toOther(conversation, now, event.to, event.by), released: false, settled: nothing }
    case "released":
      return (event.toUs ?? true)
        ? released(conversation)
        : { conversation: toOther(conversation, now, defaultApp, "app"), released: false, settled: nothing }
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
    // Our own app wrote it, by another road than this bot: nobody has taken the conversation.
    if (event.by === "us") {
      return { conversation: { ...conversation, lastSaidAt: inbound.at }, released: false, settled: nothing }
    }
    return {
      conversation: { ...toOther(conversation, now, event.app, event.by), lastSaidAt: inbound.at },
      released: false,
      settled: nothing
    }
  }
  return {
    conversation: withRequests(
      settledNotice(conversation, event.outbound, "sent", now),
      Requests.sent(conversation.requests, event.outbound, now)
    ),
    released: false,
    settled: [{ outbound: event.outbound, receipt: { _tag: "Sent", mid: event.mid } }]
  }
}

/** Where the person is, as far as a dialogue has kept it in what is known of them (`region`). */
const regionOf = ({ person }: Conversation): string | undefined =>
  typeof person["region"] === "string" ? person["region"] : undefined

const heard = (conversation: Conversation, inbound: Inbound, view: View): Conversation => {
  const act = inbound.act
  const isHeard = act !== undefined || isPersons(inbound.event)
  const permissions = Permissions.note(conversation.permissions, inbound, view, regionOf(conversation))
  if (!isHeard) return permissions === conversation.permissions ? conversation : { ...conversation, permissions }
  const after: Types.Mutable<Conversation> = { ...conversation }
  if (act !== undefined) {
    after.acts = Window.record(conversation.acts, { act, at: inbound.at, inbound: inbound.id }, view)
  }
  after.permissions = permissions
  after.lastHeardAt = Math.max(conversation.lastHeardAt ?? 0, inbound.at)
  // Whoever writes can be reached.
  if (conversation.stopped?.why === "unreachable" && isPersons(inbound.event)) delete after.stopped
  return after
}

const settledAs = (
  conversation: Conversation,
  event: Extract<Event, { readonly _tag: "Settled" }>,
  at: Instant,
  now: Instant
): Conversation => {
  const { outbound, outcome } = event
  const noted = withRequests(
    settledNotice(conversation, outbound, outcome, now),
    // What was parked may have been shown all the same.
    outcome === "sent" || outcome === "parked"
      ? Requests.sent(conversation.requests, outbound, at)
      : Requests.giveBack(conversation.requests, outbound)
  )
  if (event.outcome === "parked" && event.permission !== undefined) {
    return { ...noted, permissions: Permissions.use(noted.permissions, event.permission, event.outbound, now) }
  }
  if (event.outcome === "sent") {
    // What it was to use and did not is there for another.
    const free = Permissions.giveBack(noted.permissions, event.outbound)
    return event.permission === undefined
      ? { ...noted, permissions: free }
      : { ...noted, permissions: Permissions.use(free, event.permission, event.outbound, now) }
  }
  const after: Types.Mutable<Conversation> = { ...noted }
  const used = event.stopped === true
    ? conversation.permissions.find((one) => one.usedBy === event.outbound)
    : undefined
  // What was parked may have been sent all the same: its permission stays used.
  if (used !== undefined) after.permissions = Permissions.stop(noted.permissions, now, { id: used.id, kind: used.kind })
  else if (event.outcome !== "parked") after.permissions = Permissions.giveBack(noted.permissions, event.outbound)
  if (event.unreachable === true && after.stopped === undefined) after.stopped = { at: now, why: "unreachable" }
  return after
}

const written = (
  conversation: Conversation,
  event: Extract<Event, { readonly _tag: "Written" }>,
  now: Instant
): Conversation => because(toOther(conversation, now, undefined, undefined), event.why)

/** A person of the business no longer counts as having the conversation: they were silent for long. */
const isOver = (owner: Owner, now: Instant, humanFor: Millis): boolean =>
  owner._tag !== "Bot" && now - owner.since >= humanFor

/** An app keeps a thread of the channel for as long as the person writes in it, and nobody is told when that is over. */
const isForgotten = ({ lastHeardAt, owner }: Conversation, now: Instant, humanFor: Millis): boolean =>
  owner._tag === "Bot" || owner.app === undefined || now - (lastHeardAt ?? 0) >= humanFor

/** What noting needs to know. `humanFor`: the silence after which a person of the business no longer has the conversation. */
export interface Facts {
  readonly view: View
  readonly now: Instant
  readonly humanFor: Millis
}

/** Notes an inbound. */
export const note = (before: Conversation, inbound: Inbound, { humanFor, now, view }: Facts): Noted => {
  const conversation = heard(before, inbound, view)
  const event = inbound.event
  switch (event._tag) {
    case "Routed":
      return routed(conversation, event, now)
    case "Echoed":
      return echoed(conversation, inbound, event, now)
    case "Settled":
      return { conversation: settledAs(conversation, event, inbound.at, now), released: false, settled: nothing }
    case "Written":
      return { conversation: written(conversation, event, now), released: false, settled: nothing }
    case "HandedBack":
      // Where another app holds the thread it has to be taken back first; the turn sees to it.
      return conversation.owner._tag !== "Bot" && conversation.owner.app !== undefined
        ? { conversation, released: false, settled: nothing }
        : released(conversation)
    default:
      break
  }
  // What a person writes in public says nothing of who has the conversation.
  const isInside = isPersons(event) && event._tag !== "Commented"
  if (isInside && inbound.standby === true) {
    return conversation.owner._tag !== "Bot" && conversation.owner.app !== undefined
      ? { conversation, released: false, settled: nothing }
      : { conversation: toOther(conversation, now, someApp, undefined), released: false, settled: nothing }
  }
  // Words that come to us, and not beside us, tell that nobody else has what we gave up.
  const { owner } = conversation
  if (isInside && owner._tag === "App" && owner.app === defaultApp) return released(conversation)
  // Asked whatever happens: a timer of ours that comes due later than their time finds the bot in charge again.
  return isOver(conversation.owner, now, humanFor) && (isInside || isForgotten(before, now, humanFor))
    ? released(conversation)
    : { conversation, released: false, settled: nothing }
}
