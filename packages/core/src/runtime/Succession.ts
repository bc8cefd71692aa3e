/**
 * A person who was known otherwise before: by a reference of a web page, or by whom a comment named. Once the channel tells who they
 * are, the conversation that they began goes on under their own id, where it stands, with what it waits for; and what still arrives for
 * the old one goes after it.
 *
 * @module
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type * as Types from "effect/Types"
import * as Conversations from "../model/Conversation.ts"
import type { Conversation } from "../model/Conversation.ts"
import * as ConversationId from "../model/ConversationId.ts"
import * as Inbounds from "../model/Inbound.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { Json } from "../model/Json.ts"
import type { View } from "../policy/PolicyPack.ts"
import * as Window from "../policy/Window.ts"

const encodeInbound = Schema.encodeSync(Inbounds.Inbound)
const decodeInbound = Schema.decodeUnknownEither(Inbounds.Inbound)
const encodeConversation = Schema.encodeSync(Conversations.Conversation)
const decodeConversation = Schema.decodeUnknownEither(Conversations.Conversation)

/** A record in its stored form is JSON: so its schema has it. */
const json = (encoded: object): Json => encoded as Json

/** An inbound of a person who was known otherwise before goes by way of the conversation that they began. */
export const routed = (inbound: Inbound): Inbound => {
  const { formerly } = inbound
  if (formerly === undefined || formerly === inbound.conversation.person) return inbound
  const { formerly: _formerly, ...rest } = inbound
  return {
    id: `formerly/${inbound.id}`,
    conversation: { ...inbound.conversation, person: formerly },
    at: inbound.at,
    receivedAt: inbound.receivedAt,
    event: { _tag: "Became", person: inbound.conversation.person, inbound: json(encodeInbound(rest)) }
  }
}

/** The conversation that was handed on, and what the next one is told. */
export interface HandedOn {
  readonly conversation: Conversation
  readonly inbounds: ReadonlyArray<Inbound>
}

/** Its tasks keep running where they are: their ends are told there, and go after it under a number that no turn of it has. */
const asTold = (inbound: Inbound, to: ConversationId.ConversationId): Inbound => {
  const { event } = inbound
  const moved: Inbound = { ...inbound, id: `moved/${inbound.id}`, conversation: to }
  return event._tag === "TaskSucceeded" || event._tag === "TaskFailed"
    ? { ...moved, event: { ...event, revision: -event.revision } }
    : moved
}

const hasBegun = ({ movedTo, revision }: Conversation): boolean => revision > 0 && movedTo === undefined

/** Hands a conversation on, and whatever came for it since; `undefined` while it is its person's own. */
export const handOn = (before: Conversation, inbound: Inbound, now: Instant): HandedOn | undefined => {
  const { event } = inbound
  const person = event._tag === "Became" ? event.person : before.movedTo
  if (person === undefined || person === before.id.person) return undefined
  const to: ConversationId.ConversationId = { ...before.id, person }
  const inbounds: Array<Inbound> = []
  if (hasBegun(before)) {
    inbounds.push({
      id: `inherited/${ConversationId.key(before.id)}/${before.revision}`,
      conversation: to,
      at: now,
      receivedAt: now,
      event: { _tag: "Inherited", conversation: json(encodeConversation(before)) }
    })
  }
  if (event._tag !== "Became") inbounds.push(asTold(inbound, to))
  else if (event.inbound !== undefined) {
    const told = decodeInbound(event.inbound)
    if (Either.isRight(told)) inbounds.push(told.right)
  }
  const left: Types.Mutable<Conversation> = { ...Conversations.empty(before.id), movedTo: person, order: before.order }
  return { conversation: left, inbounds }
}

const isFree = ({ dialogue, lastWords, tasks, timers }: Conversation): boolean =>
  dialogue === undefined && lastWords === undefined && tasks.length === 0 && timers.length === 0

/** The acts of both, as they are kept of one. */
const actsOf = (formerly: Conversation, before: Conversation, view: View): Conversation["acts"] => {
  let acts = formerly.acts
  for (const act of before.acts) acts = Window.record(acts, act, view)
  return acts
}

const told = (before: Conversation, formerly: Conversation): Conversation["disclosure"] =>
  before.disclosure._tag === "Due" ? formerly.disclosure : before.disclosure

/**
 * The conversation with what the earlier one held. A dialogue goes on where it stood, with its timers, unless another one is active here;
 * what waits to be said, what the person allowed, and what is known of them is kept in any case.
 */
export const inherit = (before: Conversation, event: Inbounds.Event, revision: number, view: View): Conversation => {
  const read = event._tag === "Inherited" ? decodeConversation(event.conversation) : undefined
  if (read === undefined || Either.isLeft(read)) return before
  const formerly = read.right
  const { id } = before
  const after: Types.Mutable<Conversation> = {
    ...before,
    acts: actsOf(formerly, before, view),
    disclosure: told(before, formerly),
    held: [
      ...formerly.held.map((row) => ({
        ...row,
        conversation: id,
        address: { _tag: "Scoped" as const, id: id.person }
      })),
      ...before.held
    ],
    person: { ...formerly.person, ...before.person },
    permissions: [...formerly.permissions, ...before.permissions],
    formerly: [...(before.formerly ?? []), ...(formerly.formerly ?? []), formerly.id.person]
  }
  if (formerly.requests !== undefined) after.requests = [...formerly.requests, ...(before.requests ?? [])]
  const locale = before.locale ?? formerly.locale
  if (locale !== undefined) after.locale = locale
  const lastSaidAt = Math.max(before.lastSaidAt ?? 0, formerly.lastSaidAt ?? 0)
  if (lastSaidAt > 0) after.lastSaidAt = lastSaidAt
  if (!isFree(before)) return after
  if (formerly.dialogue !== undefined) after.dialogue = formerly.dialogue
  if (formerly.lastWords !== undefined) after.lastWords = formerly.lastWords
  after.owner = before.owner._tag === "Bot" ? formerly.owner : before.owner
  after.timers = formerly.timers.map((timer) => ({ ...timer, revision }))
  after.tasks = formerly.tasks.map((task) => ({ ...task, revision: -task.revision }))
  return after
}
