/**
 * Words that wait for the person to write again: which of them are still wanted when the time has come.
 *
 * @module
 */
import type { Stopped } from "../model/Conversation.ts"
import type { Event } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { Refusal } from "../model/LaneName.ts"
import type { Message } from "../model/Message.ts"
import type { Body, Outbound } from "../model/Outbound.ts"
import * as Refusing from "../policy/Refusing.ts"

/** Why words that waited are not wanted any more, or `undefined` when they are. Asked once they could be said. */
export type Objection = (message: Message) => string | undefined

/** At most so many wait in one conversation. */
export const limit = 100

/** What does not fit any more. */
export const tooMany = (refusal: Refusal): Refusal => ({ ...refusal, rule: "held.limit" })

const expired: Refusal = {
  rule: "held.expired",
  reason: "the person did not write before it expired",
  waysOut: ["hold it for longer"]
}

const saidAnew: Refusal = {
  rule: "held.saidAnew",
  reason: "the same words are said in this turn",
  waysOut: []
}

const withdrawn: Refusal = { rule: "held.withdrawn", reason: "the business took it back", waysOut: [] }

const unwanted = (reason: string): Refusal => ({ rule: "held.unwanted", reason, waysOut: [] })

/** What a turn knows when it looks at the words that wait. `said` is what it says itself. */
export interface Look {
  readonly said: ReadonlyArray<Body>
  readonly objection: Objection
}

const sameWords = (message: Message, said: ReadonlyArray<Body>): boolean =>
  message.origin?.question === true &&
  said.some((body) =>
    body._tag === "Message" && body.message.origin?.question === true
    && body.message.origin.dialogue === message.origin?.dialogue && body.message.origin.state === message.origin?.state
  )

/** The turn, as far as it may end the wait of words: what happened, and whether the person has asked for silence. */
export interface Moment {
  readonly event: Event
  readonly stopped: Stopped | undefined
  readonly now: Instant
}

/**
 * Why a row no longer waits, or `undefined` when it does; looked at in every turn. What was to be said of our own accord does not
 * wait for a person who wants none of it; who could not be reached gets it once they write.
 */
export const over = (row: Outbound, { event, now, stopped }: Moment): Refusal | undefined => {
  if (event._tag === "Withdrawn" && (event.outbound === undefined || event.outbound === row.id)) return withdrawn
  if (row.expiresAt !== undefined && row.expiresAt <= now) return expired
  return row.initiative === true && stopped !== undefined && stopped.why !== "unreachable"
    ? Refusing.stopped(stopped)
    : undefined
}

/** Why words that could be said now are not, or `undefined` when they are. */
export const lapsed = (message: Message, look: Look): Refusal | undefined => {
  if (sameWords(message, look.said)) return saidAnew
  const reason = look.objection(message)
  return reason === undefined ? undefined : unwanted(reason)
}

/** The turn that first said a row, and the row's number in it: an outbound's id ends with both. */
const place = ({ first, id }: Outbound): readonly [revision: number, index: number] => {
  const said = first ?? id
  const [revision = 0, index = 0] = said.slice(said.lastIndexOf(":") + 1).split(".").map(Number)
  return [revision, index]
}

const isBefore = (row: Outbound, other: Outbound): boolean => {
  const [revision, index] = place(row)
  const [otherRevision, otherIndex] = place(other)
  return revision === otherRevision ? index < otherIndex : revision < otherRevision
}

/** What waits, with a row that came to wait when it was to be sent: in the order in which all of it was said. */
export const joined = (held: ReadonlyArray<Outbound>, row: Outbound): ReadonlyArray<Outbound> => {
  const next = held.findIndex((one) => isBefore(row, one))
  return next < 0 ? [...held, row] : [...held.slice(0, next), row, ...held.slice(next)]
}
