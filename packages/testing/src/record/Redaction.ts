/**
 * A recording without what tells who the person is. By schema: what people wrote, the addresses of what they sent, where they
 * are, their ids, tokens. By pattern: e-mail addresses, telephone numbers, long numbers, secrets. Each is replaced by a
 * stand-in of the same shape, the same wherever the same stood, so that dialogues go the same way as far as they can.
 *
 * @module
 */
import type { Inbound, JournalEntry, Json } from "@parley/core"
import { JournalEntry as Entries, Payload } from "@parley/core"
import * as Schema from "effect/Schema"
import * as Personal from "./Personal.ts"
import * as Placeholder from "./Placeholder.ts"
import type { Kept, Recording } from "./Recording.ts"

/** How a recording is redacted. */
export interface Options {
  /** The bot's own words, in small letters: they stay. */
  readonly own: ReadonlySet<string>
  /** What the stand-ins depend on. Whoever knows it can try words; draw it, and keep it nowhere. */
  readonly salt: string
  /** What stays as it is; nothing unless given. Ids of people and secrets never stay. */
  readonly keep?: ReadonlyArray<Kept>
  /** What the bot knew of the person besides, from their profile for one: the fields of people's data in it are theirs. */
  readonly known?: Json.Json
}

const links = /\bhttps?:\/\/[^\s"<>]+/g
const phones = /\+?\d[\d ().\-/]{5,}\d/g
const numbers = /\d{3,}/g
const words = /[\p{L}\p{M}]{2,}/gu
/** Letters and digits in one. */
const mixed = /[\p{L}\p{M}\p{N}]*(?:[\p{L}\p{M}]\p{N}|\p{N}\p{L})[\p{L}\p{M}\p{N}]*/gu
const isWord = /^[\p{L}\p{M}]+$/u
/** A number of so many digits is one of a card or an account, which is often told by its end. */
const long = 12
const addresses = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const secrets =
  /\bEAA[A-Za-z0-9]{6,}|\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}|\b[A-Fa-f0-9]{32,}\b|\beyJ[\w-]+\.[\w-]+\.[\w-]*/g
const secret = "(secret)"

/** Whether a payload is a telephone number or an e-mail address, and none of a button. */
const isContact = (payload: string): boolean =>
  Payload.decode(payload) === undefined && (payload.search(addresses) >= 0 || payload.search(phones) >= 0)

/** Events in which an own word of the person, or of an agent, stands in every field but these. */
const technical = new Set(
  "_tag mid mids kind source ref ad product question replyTo action reaction emoji by app from to comment post nextAt expiresAt permission change topic number score"
    .split(" ")
)
/** Events in which nothing stands that a person wrote. In all others every field but the technical ones is taken for theirs. */
const plain: ReadonlySet<Inbound.Event["_tag"]> = new Set([
  "Tapped",
  "Read",
  "Delivered",
  "TimerFired",
  "TaskSucceeded",
  "TaskFailed",
  "Signalled",
  "Settled",
  "Withdrawn"
])

type Record = { readonly [name: string]: Json.Json }

/** Fields by which code goes: only the person's id is replaced in them. */
const coded = new Set(
  "_tag outbound verdict lane rule pack tag act permission kind payload purpose topic otherwise dialogue state check delivery notification persona language asks"
    .split(" ")
)

const isRecord = (value: Json.Json): value is Record =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** What was found in one recording to be the person's, with its stand-in. */
class Found {
  private readonly standIns = new Map<string, string>()
  private readonly options: Options
  private readonly keep: ReadonlySet<Kept>
  private readonly person: string
  private pattern: RegExp | undefined

  constructor(person: string, options: Options) {
    this.options = options
    this.keep = new Set(options.keep)
    this.person = person
    this.standIns.set(person, Placeholder.digits(Placeholder.word(person, options.salt), options.salt))
  }

  private set(text: string, standIn: string): string {
    this.standIns.set(text.toLowerCase(), standIn)
    this.pattern = undefined
    return standIn
  }

  /** A number in groups: the groups, the digits alone and the last four are the person's too, and become the same digits. */
  private phone(text: string): string {
    const standIn = this.set(text, Placeholder.digits(text, this.options.salt))
    for (const group of text.matchAll(numbers)) {
      this.set(group[0], standIn.slice(group.index, group.index + group[0].length))
    }
    const [all, other] = [text.replace(/\D/g, ""), standIn.replace(/\D/g, "")]
    this.set(all, other)
    if (all.length >= long) this.set(all.slice(-4), other.slice(-4))
    return standIn
  }

  /** The stand-in of a text that was found before, written as the text is. */
  private again(text: string): string {
    const standIn = this.standIns.get(text.toLowerCase()) ?? text
    return isWord.test(text) ? Placeholder.word(text, this.options.salt) : standIn
  }

  /** Words that a person wrote: all of them but the bot's own. */
  written(text: string): string {
    const { salt } = this.options
    let left = text.replace(secrets, secret)
    if (!this.keep.has("links")) left = left.replace(links, (url) => this.set(url, Placeholder.link(url, salt)))
    // What is an address of our own making is not redacted again.
    return left.split(/(https?:\/\/[^\s"<>]+)/).map((part, index) => {
      if (index % 2 === 1) return part
      // A word that goes on in a number is met again as a whole only.
      for (const [run] of part.matchAll(mixed)) this.set(run, this.plain(run))
      return this.plain(part)
    }).join("")
  }

  /** Words and numbers, without addresses. */
  private plain(text: string): string {
    const { own, salt } = this.options
    let rest = text
    if (!this.keep.has("words")) {
      rest = rest.replace(
        words,
        (word) => own.has(word.toLowerCase()) ? word : this.set(word, Placeholder.word(word, salt))
      )
    }
    if (this.keep.has("numbers")) return rest
    return rest
      .replace(phones, (phone) => this.phone(phone))
      .replace(numbers, (number) => this.known(number) ? number : this.set(number, Placeholder.digits(number, salt)))
  }

  private known(standIn: string): boolean {
    for (const one of this.standIns.values()) if (one.includes(standIn)) return true
    return false
  }

  /** Any other text: what was found before is replaced in it, and secrets. */
  told(text: string): string {
    this.pattern ??= new RegExp(
      // Around all of them at once: a class of letters is dear to compile where case does not count.
      `(?<![\\p{L}\\p{N}])(?:${
        [...this.standIns.keys()]
          .sort((one, other) => other.length - one.length)
          .map((one) => one.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
          .join("|")
      })(?![\\p{L}\\p{N}])`,
      "giu"
    )
    return text.replace(secrets, secret).replace(this.pattern, (found) => this.again(found))
  }

  /** A value of a task, of a signal or of a context: fields of people's data are theirs. */
  learn(value: Json.Json, isTheirs = false): void {
    if (typeof value === "string") {
      if (isTheirs) this.written(value)
      else for (const address of value.match(addresses) ?? []) this.written(address)
    } else if (Array.isArray(value)) { for (const one of value as ReadonlyArray<Json.Json>) this.learn(one, isTheirs) }
    else if (isRecord(value)) {
      for (const [name, one] of Object.entries(value)) this.learn(one, isTheirs || Personal.isField(name))
    }
  }

  /** An event of a person, with all that is theirs in it replaced. */
  event(value: Json.Json, name: string | undefined, isTheirs: boolean): Json.Json {
    if (typeof value === "string") {
      if (isTheirs && (name === "token" || name === "code")) return secret
      if (name === "url" && !this.keep.has("links")) return this.set(value, Placeholder.link(value, this.options.salt))
      if (name === "payload" || name === "choice") return isContact(value) ? this.written(value) : value
      return isTheirs && !technical.has(name ?? "") ? this.written(value) : value
    }
    if (Array.isArray(value)) return (value as ReadonlyArray<Json.Json>).map((one) => this.event(one, name, isTheirs))
    if (typeof value === "number" && (name === "latitude" || name === "longitude")) {
      return this.keep.has("places") ? value : 0
    }
    if (!isRecord(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, key === "raw" ? null : this.event(one, key, isTheirs)])
    )
  }

  /** The person's id is replaced, and nothing else: for what code goes by. */
  named(text: string): string {
    return text.replaceAll(this.person, this.standIns.get(this.person) ?? this.person)
  }
}

/** A value with its texts changed; `change` is told the name of the field in which each stands. */
const mapped = (value: Json.Json, change: (text: string, name: string) => string, name = ""): Json.Json => {
  if (typeof value === "string") return change(value, name)
  if (Array.isArray(value)) return (value as ReadonlyArray<Json.Json>).map((one) => mapped(one, change, name))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one, change, key)]))
}

const isTheirs = (event: Inbound.Event): boolean => {
  // A number or an address that was asked for comes back as the choice itself.
  if (event._tag === "Said" && event.choice !== undefined) return isContact(event.choice)
  if (event._tag === "Echoed") return event.outbound === undefined
  return !plain.has(event._tag)
}

const encodeTurn = Schema.encodeSync(Entries.JournalEntry)
const decodeTurn = Schema.decodeUnknownSync(Entries.JournalEntry)
const isTurn = Schema.is(Schema.encodedSchema(Entries.JournalEntry))

// A turn is a record of JSON by its schema.
const jsonOf = (turn: JournalEntry.JournalEntry): Record => encodeTurn(turn) as unknown as Record

/** What tasks, signals and the channel gave is data; all else in events by which code goes stays. */
const dataOf: { readonly [tag: string]: ReadonlyArray<string> } = {
  TaskSucceeded: ["output"],
  TaskFailed: ["error"],
  Signalled: ["payload"],
  Settled: ["waiting", "error"]
}

/** Fields of a stored snapshot that hold the author's data. */
const held = new Set(["data", "drafts", "calls"])

/** The recording without what tells who the person is. */
export const redact = ({ head, turns }: Recording, options: Options): Recording => {
  const found = new Found(head.conversation.person, options)
  if (options.known !== undefined) found.learn(options.known)
  const told = (text: string, name: string) => found.named(coded.has(name) ? text : found.told(text))
  const named = (value: Json.Json) => mapped(value, (text) => found.named(text))
  const encoded = turns.map(jsonOf)
  const events = turns.map(({ inbound: { event } }, index) => {
    // An event that nobody could read may hold anything.
    if (event._tag === "Unknown") return { _tag: "Unknown", kind: event.kind, raw: null }
    const inbound = encoded[index]?.["inbound"]
    const json = inbound !== undefined && isRecord(inbound) ? inbound["event"] ?? null : null
    if (isRecord(json) && event._tag !== "Settled") {
      for (const name of dataOf[event._tag] ?? []) found.learn(json[name] ?? null)
    }
    return found.event(json, undefined, isTheirs(event))
  })
  const redacted = encoded.map(({ inbound, spoken, error, ...rest }, index) => {
    const { event: _, raw: _raw, ...envelope } = inbound !== undefined && isRecord(inbound) ? inbound : {}
    const event = events[index] ?? null
    const data = new Set(dataOf[turns[index]?.inbound.event._tag ?? ""])
    const turn = (event: Json.Json) => ({
      ...(named(rest) as Record),
      ...(error === undefined ? {} : { error: mapped(error, told) }),
      spoken: mapped(spoken ?? [], told),
      inbound: { ...(named(envelope) as Record), event }
    })
    const made = turn(
      isRecord(event)
        ? Object.fromEntries(
          Object.entries(event).map(([name, one]) => [name, data.has(name) ? mapped(one, told) : named(one)])
        )
        : event
    )
    // What can no longer be read without the person's own words is left out.
    const tag = turns[index]?.inbound.event._tag ?? ""
    return decodeTurn(isTurn(made) ? made : turn({ _tag: "Unknown", kind: tag, why: "redacted", raw: null }))
  })
  const { stands, ...rest } = head
  return {
    head: {
      ...rest,
      conversation: { ...head.conversation, person: found.named(head.conversation.person) },
      kept: options.keep ?? [],
      ...(stands === undefined ? {} : { stands: { ...stands, snapshot: standing(stands.snapshot, named, told) } })
    },
    turns: redacted
  }
}

/** A stored snapshot, in which the author's data is told and all else named. */
const standing = (
  snapshot: Json.Json,
  named: (value: Json.Json) => Json.Json,
  told: (text: string, name: string) => string
): Json.Json =>
  isRecord(snapshot)
    ? Object.fromEntries(
      Object.entries(snapshot).map(([key, one]) => [key, held.has(key) ? mapped(one, told) : named(one)])
    )
    : snapshot
