/**
 * Webhook bodies become inbounds. By hand, for speed: a schema of `wire/WebhookBody` costs fifty times as much.
 *
 * Total: every item of every entry gives exactly one inbound, and nothing in a body makes it throw.
 *
 * @module
 */
import type { ConversationId, Inbound, Instant } from "@parley/core"
import type { Channel } from "../wire/Channel.ts"
import { fromObject } from "../wire/Channel.ts"
import * as Person from "../wire/Person.ts"
import * as DecodeChange from "./DecodeChange.ts"
import * as DecodeEvent from "./DecodeEvent.ts"
import * as Field from "./Field.ts"
import { type Finding, unknown } from "./Finding.ts"
import * as Identity from "./Identity.ts"

/** What decoding needs to know besides the body. */
export interface Options {
  readonly receivedAt: Instant.Instant
  /** Our app's id at an account, when it is configured: tells our echoes and our turn to speak from another app's. */
  readonly appId?: (account: string) => string | undefined
}

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
  return Field.id(Field.object(item.from)?.id) ?? Person.nobody
}

/** Makes the inbounds of one entry. */
class EntryDecoder {
  private readonly channel: Channel
  private readonly account: string
  private readonly time: number | undefined
  private readonly receivedAt: Instant.Instant
  private readonly ourApp: string | undefined
  private readonly out: Array<Inbound.Inbound>

  constructor(channel: Channel, entry: Field.Fields, options: Options, out: Array<Inbound.Inbound>) {
    this.channel = channel
    this.account = Field.id(entry.id) ?? Person.nobody
    this.time = Field.instant(entry.time)
    this.receivedAt = options.receivedAt
    this.ourApp = options.appId?.(this.account)
    this.out = out
  }

  private push(finding: Finding, item: unknown, person: string, at: number | undefined, standby: boolean): void {
    const conversation: ConversationId.ConversationId = { channel: this.channel, account: this.account, person }
    this.out.push({
      id: Identity.of(conversation, finding.kind, finding.unique ?? Identity.hash(item)),
      conversation,
      at: Math.min(at ?? this.time ?? this.receivedAt, this.receivedAt),
      receivedAt: this.receivedAt,
      ...(finding.act === undefined ? undefined : { act: finding.act }),
      ...(standby ? { standby: true } : undefined),
      event: finding.event
    })
  }

  event(item: unknown, standby: boolean): void {
    const fields = Field.object(item)
    if (fields === undefined) {
      this.push(unknown("event", item, { why: "the event is no object" }), item, Person.nobody, undefined, standby)
      return
    }
    const at = Field.instant(fields.timestamp) ?? Field.instant(fields.created_time)
    this.push(DecodeEvent.decode(fields, this.ourApp), item, personOf(fields, this.account), at, standby)
  }

  change(item: unknown): void {
    const change = DecodeChange.decode(item, this.account)
    this.push(change.finding, item, change.person ?? Person.nobody, change.at, false)
  }

  other(list: string, item: unknown): void {
    const why = "no list of this name is known"
    this.push(unknown(list, item, { why }), item, personOf(Field.object(item) ?? {}, this.account), undefined, false)
  }
}

/** Properties of an entry that hold no events, lists or not. */
const noEvents = ["id", "time", "hop_context"]

const decodeEntry = (channel: Channel, value: unknown, options: Options, out: Array<Inbound.Inbound>): void => {
  const entry = Field.object(value) ?? {}
  const decoder = new EntryDecoder(channel, entry, options, out)
  for (const name of Object.keys(entry)) {
    const items = entry[name]
    if (!Array.isArray(items) || noEvents.includes(name)) continue
    if (name === "messaging" || name === "standby") {
      for (const item of items) decoder.event(item, name === "standby")
    } else if (name === "changes") { for (const item of items) decoder.change(item) }
    else for (const item of items) decoder.other(name, item)
  }
  // Instagram login sends a change as the entry itself.
  if (typeof entry.field === "string" && !Array.isArray(entry.changes)) decoder.change(entry)
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
    for (const entry of Field.list(envelope.entry)) decodeEntry(channel, entry, options, inbounds)
  }
  if (!known) return undefined
  return inbounds.length > 1 ? inbounds.sort((a, b) => a.at - b.at) : inbounds
}
