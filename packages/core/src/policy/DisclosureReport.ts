/**
 * When each person was told that they speak with a machine, and where they should have been and were not: an account for a
 * period, read from the journal.
 *
 * @module
 */
import type * as Types from "effect/Types"
import * as ConversationId from "../model/ConversationId.ts"
import { type Event, isPersons } from "../model/Inbound.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { JournalEntry, Spoken } from "../model/JournalEntry.ts"
import * as Message from "../model/Message.ts"
import * as Csv from "./Csv.ts"
import type { Outcomes } from "./MessageLedger.ts"
import * as Sentence from "./Sentence.ts"

/**
 * The time from `from` until `until` (exclusive). With `lapse`, in milliseconds, words after such a silence are judged too. `outcomes` are
 * the receipts of outbounds as far as they are known: what was refused or failed was never said. `asked` says in which conversations
 * the notice is asked for; in all of them unless given.
 */
export interface Period {
  readonly from: Instant
  readonly until: Instant
  readonly lapse?: Millis
  readonly outcomes?: Outcomes
  readonly asked?: (conversation: ConversationId.ConversationId) => boolean
}

/** One notice: when it was said, and when the channel reported that it arrived, or that it did not. */
export interface Notice {
  readonly outbound: string
  readonly saidAt: Instant
  readonly outcome: "told" | "waiting" | "failed"
  readonly toldAt?: Instant
  readonly words: string
}

/** Words of the bot that the notice should have preceded, and which of its moments was passed over. */
export interface Violation {
  readonly at: Instant
  readonly outbound?: string
  readonly words: string
  readonly why: "start" | "lapse" | "fromHuman"
}

/**
 * One conversation in the period: how many messages the bot sent (`said`), its notices, and the words that had none. `toldBefore`
 * is the last notice from before the period that did not fail, where there is one.
 */
export interface Account {
  readonly conversation: ConversationId.Key
  readonly said: number
  readonly toldBefore?: Notice
  readonly notices: ReadonlyArray<Notice>
  readonly violations: ReadonlyArray<Violation>
}

/** Every conversation in which something happened in the period, in the order of their keys. */
export interface Report {
  readonly from: Instant
  readonly until: Instant
  readonly conversations: ReadonlyArray<Account>
}

/** What a sending came to, by the turn that was told of it. */
interface End {
  readonly at: Instant
  readonly isSent: boolean
}

interface Reading {
  readonly period: Period
  readonly ends: ReadonlyMap<string, End>
  readonly notices: Array<Notice>
  readonly violations: Array<Violation>
  toldBefore: Notice | undefined
  owed: Violation["why"] | undefined
  lastAt: Instant | undefined
  said: number
}

const endOf = (event: Event): { readonly outbound: string; readonly isSent: boolean } | undefined => {
  if (event._tag === "Settled") return { outbound: event.outbound, isSent: event.outcome === "sent" }
  return event._tag === "Echoed" && event.outbound !== undefined
    ? { outbound: event.outbound, isSent: true }
    : undefined
}

/** The end of each sending; what is known to be sent stays sent. */
const endsOf = (entries: ReadonlyArray<JournalEntry>): ReadonlyMap<string, End> => {
  const ends = new Map<string, End>()
  for (const { inbound } of entries) {
    const end = endOf(inbound.event)
    if (end === undefined || ends.get(end.outbound)?.isSent === true) continue
    ends.set(end.outbound, { at: inbound.at, isSent: end.isSent })
  }
  return ends
}

/** Whether somebody else had the conversation by this event. */
const isTaken = (event: Event): boolean => {
  if (event._tag === "Written") return true
  if (event._tag === "Echoed") return event.outbound === undefined && event.by !== "us"
  return event._tag === "Routed" &&
    (event.change === "passed" ? event.toUs === false : event.change === "taken" && event.toUs !== true)
}

const wasSent = (spoken: Spoken, reading: Reading): boolean => {
  if (spoken.body._tag !== "Message" || spoken.verdict !== "sent") return false
  if (spoken.outbound === undefined) return true
  const end = reading.ends.get(spoken.outbound)
  if (end !== undefined) return end.isSent
  const receipt = reading.period.outcomes?.get(spoken.outbound)
  return receipt?._tag !== "Refused" && receipt?._tag !== "Failed"
}

const isWithin = ({ from, until }: Period, at: Instant): boolean => from <= at && at < until

const noticeOf = (outbound: string, saidAt: Instant, words: string, reading: Reading): Notice => {
  const end = reading.ends.get(outbound)
  const receipt = reading.period.outcomes?.get(outbound)
  const notice: Types.Mutable<Notice> = { outbound, saidAt, outcome: "waiting", words }
  if (end?.isSent === true) {
    notice.outcome = "told"
    notice.toldAt = end.at
  } else if (end !== undefined || receipt?._tag === "Refused" || receipt?._tag === "Failed") {
    notice.outcome = "failed"
  }
  return notice
}

const speak = (reading: Reading, entry: JournalEntry, spoken: Spoken): void => {
  if (spoken.body._tag !== "Message" || spoken.verdict !== "sent") return
  const { period } = reading
  const { outbound } = spoken
  const words = Message.words(spoken.body.message)
  const sent = wasSent(spoken, reading)
  if (spoken.discloses === true && outbound !== undefined) {
    const notice = noticeOf(outbound, entry.at, words, reading)
    if (isWithin(period, entry.at) || (notice.toldAt !== undefined && isWithin(period, notice.toldAt))) {
      reading.notices.push(notice)
    } else if (sent && entry.at < period.from) {
      reading.toldBefore = notice
    }
    if (sent) reading.owed = undefined
  } else if (sent && reading.owed !== undefined && spoken.lane?.lane !== "utility") {
    if (isWithin(period, entry.at) && (period.asked?.(entry.conversation) ?? true)) {
      reading.violations.push({
        at: entry.at,
        ...(outbound === undefined ? {} : { outbound }),
        words,
        why: reading.owed
      })
    }
  }
  if (!sent) return
  reading.lastAt = entry.at
  if (isWithin(period, entry.at)) reading.said += 1
}

const take = (reading: Reading, entry: JournalEntry): void => {
  const { at, inbound } = entry
  const { event } = inbound
  const { lapse } = reading.period
  if (lapse !== undefined && reading.lastAt !== undefined && at - reading.lastAt >= lapse) reading.owed ??= "lapse"
  if (isTaken(event)) reading.owed = reading.owed === "start" ? "start" : "fromHuman"
  if (isPersons(event) || (event._tag === "Echoed" && event.outbound === undefined)) {
    reading.lastAt = Math.max(reading.lastAt ?? 0, inbound.at)
  }
  // What a person of the business says through the bridge is no word of the bot.
  if (event._tag === "Written") {
    if (entry.spoken.some((spoken) => wasSent(spoken, reading))) reading.lastAt = at
    return
  }
  for (const spoken of entry.spoken) speak(reading, entry, spoken)
}

const accountOf = (conversation: ConversationId.Key, entries: ReadonlyArray<JournalEntry>, period: Period): Account => {
  const reading: Reading = {
    period,
    ends: endsOf(entries),
    notices: [],
    violations: [],
    toldBefore: undefined,
    owed: "start",
    lastAt: undefined,
    said: 0
  }
  for (const entry of entries) take(reading, entry)
  const { notices, said, toldBefore, violations } = reading
  return { conversation, said, ...(toldBefore === undefined ? {} : { toldBefore }), notices, violations }
}

/**
 * The account of a period. It needs the turns before the period too, back to each conversation's first, as a person may have
 * been told then; those of one conversation are put in the order of their revisions.
 */
export const of = (entries: Iterable<JournalEntry>, period: Period): Report => {
  const conversations = new Map<ConversationId.Key, Array<JournalEntry>>()
  for (const entry of entries) {
    if (entry.at >= period.until && endOf(entry.inbound.event) === undefined) continue
    const key = ConversationId.key(entry.conversation)
    const known = conversations.get(key)
    if (known === undefined) conversations.set(key, [entry])
    else known.push(entry)
  }
  return {
    from: period.from,
    until: period.until,
    conversations: [...conversations]
      .filter(([, own]) => own.some((entry) => isWithin(period, entry.at)))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, own]) => accountOf(key, own.sort((one, other) => one.revision - other.revision), period))
  }
}

const told = ({ outcome, toldAt, saidAt }: Notice): string =>
  toldAt === undefined
    ? `${outcome === "waiting" ? "not known to have arrived" : "did not arrive"}, said at ${Sentence.moment(saidAt)}`
    : `told at ${Sentence.moment(toldAt)}`

const missed: { readonly [why in Violation["why"]]: string } = {
  start: "and the person had never been told",
  lapse: "after a silence, and the person was not told again",
  fromHuman: "after a person of the business, and the customer was not told again"
}

/**
 * The report as lines for people: each conversation with the moments at which it was told, the last one before the period
 * too, and what was said without.
 */
export const describe = (report: Report): string =>
  report.conversations
    .flatMap(({ conversation, notices, said, toldBefore, violations }) => [
      `${conversation}: ${said} ${said === 1 ? "message" : "messages"} of the bot`,
      ...(toldBefore === undefined ? [] : [`  before, ${told(toldBefore)}: "${toldBefore.words}"`]),
      ...notices.map((notice) => `  ${told(notice)}: "${notice.words}"`),
      ...violations.map(({ at, why, words }) => `  NOT DISCLOSED at ${Sentence.moment(at)}, ${missed[why]}: "${words}"`)
    ])
    .join("\n")

/** The columns of the report as CSV: a row for each notice, and one for each of the words that had none (`why`). */
export const columns = ["conversation", "at", "outcome", "toldAt", "why", "outbound", "words"] as const

const noticeRow = (conversation: ConversationId.Key, { outbound, outcome, saidAt, toldAt, words }: Notice) => ({
  conversation,
  at: Sentence.moment(saidAt),
  outcome,
  ...(toldAt === undefined ? {} : { toldAt: Sentence.moment(toldAt) }),
  outbound,
  words
})

/**
 * The report as CSV, with a line of column names. Moments are ISO 8601. `outcome` is "told", "waiting" or "failed" for a notice, and
 * "missing" for words that the notice should have preceded. The last notice from before the period is the first row of its
 * conversation: its `at` lies before the period.
 */
export const toCsv = (report: Report): string =>
  Csv.print(
    columns,
    report.conversations.flatMap(({ conversation, notices, toldBefore, violations }) => [
      ...(toldBefore === undefined ? [] : [noticeRow(conversation, toldBefore)]),
      ...notices.map((notice) => noticeRow(conversation, notice)),
      ...violations.map(({ at, outbound, why, words }) => ({
        conversation,
        at: Sentence.moment(at),
        outcome: "missing",
        why,
        ...(outbound === undefined ? {} : { outbound }),
        words
      }))
    ])
  )
