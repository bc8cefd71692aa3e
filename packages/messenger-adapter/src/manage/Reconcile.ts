/**
 * Messages whose webhook never came are read from the platform and go through the one door, as if it had.
 *
 * @module
 */
import type { ConversationId, Inbound, JournalEntry } from "@parley/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Decode from "../inbound/Decode.ts"
import type * as Call from "./Call.ts"
import * as ConversationsApi from "./ConversationsApi.ts"
import type { Managed } from "./Managed.ts"

/** The door of a bot, or of a store that no bot runs on: both have these. */
export interface Door<E> {
  readonly accept: (
    batch: ReadonlyArray<Inbound.Inbound>
  ) => Effect.Effect<ReadonlyArray<{ readonly _tag: string }>, E>
  readonly journal: (
    id: ConversationId.ConversationId,
    from: number
  ) => Effect.Effect<ReadonlyArray<JournalEntry.JournalEntry>, E>
}

/** From when on messages are looked for, in milliseconds since 1970; with `dry` nothing is handed on. */
export interface Options {
  readonly since: number
  readonly dry?: boolean
}

/** One message that was missed. */
export interface Missed {
  readonly mid: string
  readonly person: string
  readonly at: number
}

/** What was found. */
export interface Report {
  readonly conversations: number
  /** Messages that were new to the bot, oldest first. */
  readonly missed: ReadonlyArray<Missed>
  /** Messages of the time that the bot had. */
  readonly known: number
  /** Messages, the business's own among them, that are younger than a minute: left to their webhooks. */
  readonly young: number
  /** Conversations of which older messages may be missing: the platform shows no more than the newest 20. */
  readonly cut: ReadonlyArray<string>
}

/** What is younger is left to its webhook, which may be on its way. */
const ripeAfter = 60_000

/**
 * Whether a message is old enough. One that is of the future by more than the clocks of two machines are apart is, too: the platform's
 * clock is ahead then, as an emulator's that was moved, and how old the message is cannot be told. What its webhook brings later is the
 * same inbound, and counts once.
 */
const isRipe = (at: number, now: number): boolean => at <= now - ripeAfter || at > now + ripeAfter

const kindOf = (mime: string | undefined): string => {
  const kind = mime?.split("/")[0]
  return kind === "image" || kind === "video" || kind === "audio" ? kind : "file"
}

const attachmentsOf = ({ attachments, sticker }: ConversationsApi.Detail): ReadonlyArray<object> => [
  ...(sticker === undefined ? [] : [{ type: "sticker", payload: { url: sticker } }]),
  ...(attachments?.data ?? []).map(({ file_url, image_data, mime_type, name, video_data }) => {
    const url = image_data?.url ?? video_data?.url ?? file_url
    const type = image_data === undefined ? video_data === undefined ? kindOf(mime_type) : "video" : "image"
    return { type, payload: { ...(url === undefined ? {} : { url }), ...(name === undefined ? {} : { title: name }) } }
  })
]

const objects = { messenger: "page", instagram: "instagram" } as const

/** The webhook that should have come, so that its inbound is the same in every respect that counts. */
const bodyOf = ({ channel, id }: Managed, person: string, at: number, detail: ConversationsApi.Detail): object => {
  const attachments = attachmentsOf(detail)
  const replyTo = detail.reply_to?.mid ?? detail.reply_to?.id
  const message = {
    mid: detail.id,
    ...(detail.message === undefined || detail.message === "" ? {} : { text: detail.message }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(replyTo === undefined ? {} : { reply_to: { mid: replyTo } }),
    ...(detail.is_unsupported === true ? { is_unsupported: true } : {})
  }
  const messaging = [{ sender: { id: person }, recipient: { id }, timestamp: at, message }]
  return { object: objects[channel], entry: [{ id, time: at, messaging }] }
}

/** A message that the bot knows: whether the person wrote it, or the business. */
type Heard = ReadonlyMap<string, "person" | "business">

/** Which messages an inbound proves to be known. A reaction or an edit names a message, and does not tell its words. */
const heardOf = ({ event }: Inbound.Inbound): ReadonlyArray<readonly [string, "person" | "business"]> => {
  switch (event._tag) {
    case "Said":
    case "Tapped":
    case "TappedElsewhere":
    case "Deleted":
      return event.mid === undefined ? [] : [[event.mid, "person"]]
    case "Echoed":
    case "Settled":
      return event.mid === undefined ? [] : [[event.mid, "business"]]
    default:
      return []
  }
}

interface Candidate extends Missed {
  readonly detail: ConversationsApi.Detail
}

/**
 * Looks at what people wrote since a moment and hands on what the bot does not know, oldest first. What it knows is told by
 * the message's id, so that nothing is heard twice, neither a tap that the platform shows as a message nor what arrives meanwhile.
 * What the business wrote is left. Reads at most 2 answers a second.
 */
export const run = <E>(
  account: Managed,
  door: Door<E>,
  { dry = false, since }: Options
): Effect.Effect<Report, Call.CallError | E> =>
  Effect.gen(function*() {
    const api = ConversationsApi.make(account)
    const now = yield* Clock.currentTimeMillis
    const known = new Map<string, Heard>()
    const heard = (person: string) =>
      Effect.gen(function*() {
        const before = known.get(person)
        if (before !== undefined) return before
        const entries = yield* door.journal({ channel: account.channel, account: account.id, person }, 0)
        const mids: Heard = new Map(entries.flatMap(({ inbound }) => heardOf(inbound)))
        known.set(person, mids)
        return mids
      })
    const isTimely = (at: number): boolean => at >= since && isRipe(at, now)
    let knew = 0
    let young = 0
    const conversations = yield* api.since(since)
    const found: Array<Candidate> = []
    const cut: Array<string> = []
    for (const conversation of conversations) {
      const messages = yield* api.messages(conversation.id)
      young += messages.filter(({ at }) => at !== undefined && at >= since && !isRipe(at, now)).length
      const timely = messages.filter(({ at }) => at === undefined || isTimely(at))
      if (messages.length >= ConversationsApi.newest && timely.length === messages.length) cut.push(conversation.id)
      const here = yield* Effect.forEach(conversation.people.filter((id) => id !== account.id), heard)
      for (const { id } of timely) {
        const by = here.find((mids) => mids.has(id))?.get(id)
        if (by === "person") knew += 1
        if (by !== undefined) continue
        const detail = yield* api.message(id)
        const at = ConversationsApi.instant(detail.created_time)
        const person = detail.from?.id
        if (at === undefined || !isTimely(at) || person === undefined || person === account.id) continue
        if ((yield* heard(person)).has(detail.id)) knew += 1
        else found.push({ mid: detail.id, person, at, detail })
      }
    }
    const missed: Array<Missed> = []
    for (const { at, detail, mid, person } of found.toSorted((a, b) => a.at - b.at)) {
      const inbounds = Decode.decode(bodyOf(account, person, at, detail), { receivedAt: now }) ?? []
      const taken = dry ? [{ _tag: "Accepted" }] : yield* door.accept(inbounds)
      if (taken.some(({ _tag }) => _tag === "Accepted")) missed.push({ mid, person, at })
      else knew += 1
    }
    return { conversations: conversations.length, missed, known: knew, young, cut }
  })
