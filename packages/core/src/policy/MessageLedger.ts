/**
 * The account of every message: what was said or kept back, in which lane, by which rule and on what evidence. It is read
 * from the journal; nothing is written twice.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import * as ConversationId from "../model/ConversationId.ts"
import type { Instant } from "../model/Instant.ts"
import type { JournalEntry, Spoken } from "../model/JournalEntry.ts"
import * as Message from "../model/Message.ts"
import type { Receipt } from "../model/Receipt.ts"
import * as Csv from "./Csv.ts"

/** How the sending of an outbound ended, by the outbound's id, as far as it has. */
export type Outcomes = ReadonlyMap<string, Receipt>

/**
 * One message. Moments are ISO 8601. `author` is "bot", or the name of the person of the business who wrote it; `act` and
 * `actAt` are what opened the window, `permission` the one that was used, `pack` the rules, as they stood at the moment, and
 * `packVersion` which edition of them, as far as it was kept; `disclosure` is whether the person knew by the end of the turn that they
 * speak with a machine, and `discloses` marks the words that said so.
 * `sentAt` is when it went out; lane, rule, pack and words are those of that moment, where the rules had changed since it was said.
 * `outcome` is how the sending ended ("sent", "failed"…), "waiting" while it has not, and the verdict for what was never sent.
 */
export interface Row {
  readonly at: string
  readonly conversation: string
  readonly revision: number
  readonly outbound?: string
  readonly author: string
  readonly dialogue?: string
  readonly purpose: string
  readonly words: string
  readonly verdict: Spoken["verdict"]
  readonly lane?: string
  readonly tag?: string
  readonly rule?: string
  readonly act?: string
  readonly actAt?: string
  readonly permission?: string
  readonly until?: string
  readonly pack: string
  readonly packVersion?: string
  readonly disclosure?: string
  readonly discloses?: true
  readonly outcome: string
  readonly sentAt?: string
  readonly mid?: string
  readonly reason?: string
}

/** The columns, in the order in which they are exported. */
export const columns = [
  "at",
  "conversation",
  "revision",
  "outbound",
  "author",
  "dialogue",
  "purpose",
  "words",
  "verdict",
  "lane",
  "tag",
  "rule",
  "act",
  "actAt",
  "permission",
  "until",
  "pack",
  "packVersion",
  "disclosure",
  "discloses",
  "outcome",
  "sentAt",
  "mid",
  "reason"
] as const satisfies ReadonlyArray<keyof Row>

const iso = (at: Instant): string => DateTime.formatIso(DateTime.unsafeMake(at))

const outcomeOf = (spoken: Spoken, receipt: Receipt | undefined): string => {
  if (spoken.verdict !== "sent") return spoken.verdict
  if (receipt === undefined || receipt._tag === "Postponed") return "waiting"
  return receipt._tag === "Parked" ? "unknown" : receipt._tag.toLowerCase()
}

const reasonOf = (spoken: Spoken, receipt: Receipt | undefined): string | undefined => {
  if (spoken.refusal !== undefined) return spoken.refusal.reason
  if (receipt === undefined || receipt._tag === "Sent") return undefined
  return receipt._tag === "Refused" ? receipt.refusal.reason : receipt.reason
}

const rowOf = (entry: JournalEntry, spoken: Spoken, message: Message.Message, receipt: Receipt | undefined): Row => {
  const { event } = entry.inbound
  const { discloses, outbound, refusal, verdict } = spoken
  const sent = receipt?._tag === "Sent" ? receipt : undefined
  const lane = sent?.lane ?? spoken.lane
  const rule = lane?.rule ?? refusal?.rule
  const { pack, packVersion } = sent?.lane ?? entry
  const reason = reasonOf(spoken, receipt)
  return {
    at: iso(entry.at),
    conversation: ConversationId.key(entry.conversation),
    revision: entry.revision,
    ...(outbound === undefined ? {} : { outbound }),
    author: event._tag === "Written" ? event.by : "bot",
    ...(entry.dialogue === undefined ? {} : { dialogue: entry.dialogue.id }),
    purpose: message.purpose ?? "reply",
    words: Message.words(sent?.message ?? message),
    verdict,
    ...(lane === undefined ? {} : { lane: lane.lane }),
    ...(lane?.tag === undefined ? {} : { tag: lane.tag }),
    ...(rule === undefined ? {} : { rule }),
    ...(lane?.act === undefined ? {} : { act: lane.act }),
    ...(lane?.actAt === undefined ? {} : { actAt: iso(lane.actAt) }),
    ...(lane?.permission === undefined ? {} : { permission: lane.permission }),
    ...(lane?.until === undefined ? {} : { until: iso(lane.until) }),
    pack,
    ...(packVersion === undefined ? {} : { packVersion }),
    ...(entry.disclosure === undefined ? {} : { disclosure: entry.disclosure.toLowerCase() }),
    ...(discloses === undefined ? {} : { discloses }),
    outcome: outcomeOf(spoken, receipt),
    ...(sent?.at === undefined ? {} : { sentAt: iso(sent.at) }),
    ...(sent?.mid === undefined ? {} : { mid: sent.mid }),
    ...(reason === undefined ? {} : { reason })
  }
}

/** The messages of the turns, in the order in which they were said. Controls are not messages. */
export const rows = (entries: ReadonlyArray<JournalEntry>, outcomes: Outcomes): ReadonlyArray<Row> =>
  entries.flatMap((entry) =>
    entry.spoken.flatMap((spoken) =>
      spoken.body._tag === "Message"
        ? [rowOf(
          entry,
          spoken,
          spoken.body.message,
          spoken.outbound === undefined ? undefined : outcomes.get(spoken.outbound)
        )]
        : []
    )
  )

/** The rows as CSV, with a line of column names; see `Csv` for what is done to texts. */
export const toCsv = (list: ReadonlyArray<Row>): string => Csv.print(columns, list)
