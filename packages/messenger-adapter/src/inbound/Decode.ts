/**
 * Webhook bodies become inbounds. By hand, for speed: the schemas of `wire/` say the same and cost fifty times as much.
 *
 * Total: every item of every entry gives exactly one inbound, and nothing in a body makes it throw. An item is an element of
 * one of an entry's lists, an entry that is itself a change or an event, and whatever stands where an entry or a list should.
 *
 * @module
 */
import type { ConversationId, Inbound, Instant } from "@parley/core"
import type * as Types from "effect/Types"
import type { Channel } from "../wire/Channel.ts"
import { fromObject } from "../wire/Channel.ts"
import * as Person from "../wire/Person.ts"
import * as DecodeChange from "./DecodeChange.ts"
import * as DecodeDeed from "./DecodeDeed.ts"
import * as DecodeEvent from "./DecodeEvent.ts"
import * as Field from "./Field.ts"
import { type Finding, unknown } from "./Finding.ts"
import * as Identity from "./Identity.ts"
import { keep } from "./Raw.ts"
import { Notes, Reader } from "./Reader.ts"

/** What decoding needs to know besides the body. */
export interface Options {
  readonly receivedAt: Instant.Instant
  /** Our app's id at an account, when it is configured: tells our echoes and our turn to speak from another app's. */
  readonly appId?: (account: string) => string | undefined
}

/** What comes this much after it happened is late: what travels undisturbed takes seconds. */
const lateAfter: Instant.Millis = 60_000

const partyOf = (value: unknown): string | undefined => {
  const party = Field.object(value)
  if (party === undefined) return undefined
  const id = Field.id(party.id)
  if (id !== undefined) return id
  const reference = Field.id(party.user_ref)
  return reference === undefined ? undefined : Person.fromReference(reference)
}

/**
 * The person of an event: the side that is not the account. Not read from the direction, as echoes were seen with the
 * person as sender and as recipient.
 */
const personOf = (item: Field.Fields, account: string): string => {
  const sender = partyOf(item.sender)
  if (sender !== undefined && sender !== account) return sender
  const recipient = partyOf(item.recipient)
  if (recipient !== undefined && recipient !== account) return recipient
  const reference = Field.id(Field.object(item.optin)?.user_ref)
  if (reference !== undefined) return Person.fromReference(reference)
  // An account may write to itself.
  return sender !== undefined && recipient !== undefined ? account : Person.nobody
}

/**
 * When something happened: for its place in the order, for whether it is late, and for what tells it apart. `dated`: the item says
 * itself when it happened, so that the same thing done again is another item.
 */
interface When {
  readonly at: number | undefined
  readonly reportedAt: number | undefined
  readonly dated: boolean
}

const whenOf = (at: number | undefined): When => ({ at, reportedAt: at, dated: at !== undefined })

/** Makes the inbounds of one entry. */
class EntryDecoder {
  private readonly channel: Channel
  private readonly owner: DecodeEvent.Owner
  private readonly time: number | undefined
  private readonly receivedAt: Instant.Instant
  private readonly out: Array<Inbound.Inbound>

  constructor(channel: Channel, account: string, entry: Field.Fields, options: Options, out: Array<Inbound.Inbound>) {
    this.channel = channel
    this.owner = { account, ourApp: options.appId?.(account) }
    this.time = Field.instant(entry.time)
    this.receivedAt = options.receivedAt
    this.out = out
  }

  private push(finding: Finding, item: unknown, person: string, when: When, standby: boolean): void {
    const { channel, owner, receivedAt } = this
    const conversation: ConversationId.ConversationId = { channel, account: owner.account, person }
    const at = Math.min(when.at ?? this.time ?? receivedAt, receivedAt)
    const inbound: Types.Mutable<Inbound.Inbound> = {
      // A label put on again is the same item at another time; sent again, it comes with the time that it had.
      id: Identity.of(
        conversation,
        finding.kind,
        finding.unique ?? Identity.hash(item, when.dated ? undefined : this.time)
      ),
      conversation,
      at,
      receivedAt,
      event: finding.event
    }
    if (finding.act !== undefined) inbound.act = finding.act
    if (standby) inbound.standby = true
    if (receivedAt - (when.reportedAt ?? at) >= lateAfter) inbound.late = true
    if (finding.formerly !== undefined) inbound.formerly = finding.formerly
    if (finding.extra === true) inbound.raw = keep(item)
    this.out.push(inbound)
  }

  event(item: unknown, standby: boolean): void {
    const fields = Field.object(item)
    if (fields === undefined) return this.odd("event", item, "the event is no object", standby)
    const finding = DecodeEvent.decode(fields, this.owner)
    const at = Field.instant(fields.timestamp) ?? DecodeChange.createdAt(fields)
    const person = finding.person ?? personOf(fields, this.owner.account)
    this.push(finding, item, person, whenOf(at), standby)
  }

  change(item: unknown): void {
    const { at, finding, message } = DecodeChange.decode(item, this.owner)
    const person = finding.person ?? (message === undefined ? Person.nobody : personOf(message, this.owner.account))
    // A comment may be reported long after it was made, as when it becomes visible: that report is not late. And what a change says
    // of time is when the thing was made that is changed now.
    const dated = message !== undefined && at !== undefined
    this.push(finding, item, person, { at, reportedAt: this.time ?? at, dated }, false)
  }

  call(item: unknown): void {
    const fields = Field.object(item)
    if (fields === undefined) return this.odd("call", item, "the call is no object", false)
    const notes = new Notes()
    const reader = new Reader(fields, "call", notes)
    const found = DecodeDeed.call(reader, this.owner.account)
    reader.close()
    const at = Field.instant(fields.timestamp)
    const finding = found === undefined || notes.odd !== undefined
      ? unknown("call", item, notes.odd ?? "it cannot be read")
      : notes.extra
      ? { ...found, extra: true as const }
      : found
    this.push(finding, item, finding.person ?? Person.nobody, whenOf(at), false)
  }

  /** Something that stands where something else should. */
  odd(name: string, item: unknown, why: string, standby: boolean): void {
    const person = personOf(Field.object(item) ?? {}, this.owner.account)
    this.push(unknown(name, item, why), item, person, whenOf(undefined), standby)
  }
}

/** Lists whose items are events, changes or calls. */
const lists = ["messaging", "standby", "changes", "calls"]

/** Lists of an entry that hold no items. */
const noItems = ["hop_context"]

const decodeList = (decoder: EntryDecoder, name: string, items: ReadonlyArray<unknown>): void => {
  switch (name) {
    case "messaging":
    case "standby":
      for (const item of items) decoder.event(item, name === "standby")
      return
    case "changes":
      for (const item of items) decoder.change(item)
      return
    case "calls":
      for (const item of items) decoder.call(item)
      return
    default:
      for (const item of items) decoder.odd(name, item, "no list of this name is known", false)
  }
}

const decodeEntry = (channel: Channel, value: unknown, options: Options, out: Array<Inbound.Inbound>): void => {
  const entry = Field.object(value)
  if (entry === undefined) {
    new EntryDecoder(channel, Person.nobody, {}, options, out).odd("entry", value, "the entry is no object", false)
    return
  }
  const known = Field.id(entry.id) ?? Field.id(Field.object(entry.recipient)?.id)
  const decoder = new EntryDecoder(channel, known ?? Person.nobody, entry, options, out)
  let isList = false
  for (const name in entry) {
    const items = entry[name]
    if (Array.isArray(items)) {
      if (noItems.includes(name)) continue
      isList = true
      decodeList(decoder, name, items)
    } else if (items !== null && lists.includes(name)) {
      isList = true
      decoder.odd(name, items, "no list stands where one should", name === "standby")
    }
  }
  if (isList) return
  // Instagram login sends a change as the entry itself, and the pages on calls an event.
  if (typeof entry.field === "string") decoder.change(entry)
  else if (entry.recipient !== undefined || DecodeEvent.isEvent(entry)) decoder.event(entry, false)
}

/**
 * The inbounds of a body, in the order of the platform's time and then of position; `undefined` when the body is no
 * webhook of Messenger or Instagram.
 *
 * Times given in seconds become milliseconds, and none is later than receipt. An account's own events have the person
 * `Person.nobody`.
 */
export const decode = (body: unknown, options: Options): ReadonlyArray<Inbound.Inbound> | undefined => {
  // One topic is documented with its envelope inside a list.
  const envelopes = Array.isArray(body) ? body : [body]
  const inbounds: Array<Inbound.Inbound> = []
  let known = false
  for (const value of envelopes) {
    const envelope = Field.object(value)
    const channel = fromObject(envelope?.object)
    if (envelope === undefined || channel === undefined) continue
    known = true
    const { entry } = envelope
    if (entry === undefined || entry === null) continue
    if (!Array.isArray(entry)) decodeEntry(channel, entry, options, inbounds)
    else for (const one of entry) decodeEntry(channel, one, options, inbounds)
  }
  if (!known) return undefined
  return inbounds.length > 1 ? inbounds.sort((a, b) => a.at - b.at) : inbounds
}
