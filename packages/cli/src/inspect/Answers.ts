/**
 * How long a person waited for an answer, read from the journal.
 *
 * @module
 */
import type { ConversationStore, JournalEntry } from "@parley/core"

/** What a person said, and the first thing that the business said after it. Milliseconds since 1970. */
export interface Answer {
  readonly askedAt: number
  readonly answeredAt: number
  readonly by: "bot" | "person"
}

/** The waits of one conversation, oldest first; `openSince` is there while the person waits. */
export interface Answers {
  readonly answers: ReadonlyArray<Answer>
  readonly openSince?: number
}

/**
 * An automated bot answers all input within this many milliseconds: words, quick replies, buttons, menu ("Responsiveness" in the
 * Messenger platform's policy, read 2026-11-21).
 */
export const within = 30_000

const asks: ReadonlySet<string> = new Set(["Said", "Tapped"])

/** Of what a turn said, the moment at which the first of it left; nothing where nothing left. */
const saidAt = (
  { at, spoken }: JournalEntry.JournalEntry,
  rows: ReadonlyMap<string, ConversationStore.OutboxRow>
): number | undefined => {
  const moments = spoken.flatMap(({ body, outbound, verdict }) => {
    if (verdict !== "sent" || body._tag !== "Message") return []
    const receipt = outbound === undefined ? undefined : rows.get(outbound)?.receipt
    // What was trimmed from the outbox was sent, or it would have stayed.
    if (receipt === undefined) return outbound !== undefined && rows.has(outbound) ? [] : [at]
    return receipt._tag === "Sent" ? [receipt.at ?? at] : []
  })
  return moments.length === 0 ? undefined : Math.min(...moments)
}

/**
 * The waits that a journal tells of. Of several messages in a row the first one counts. Words that did not reach the person are no
 * answer; those of a person of the business are.
 */
export const of = (
  journal: ReadonlyArray<JournalEntry.JournalEntry>,
  outbox: ReadonlyArray<ConversationStore.OutboxRow>
): Answers => {
  const rows = new Map(outbox.map((row) => [row.outbound.id, row]))
  const answers: Array<Answer> = []
  let askedAt: number | undefined
  for (const entry of journal) {
    const { at, event } = entry.inbound
    if (asks.has(event._tag)) askedAt ??= at
    const isPerson = event._tag === "Written" || (event._tag === "Echoed" && event.outbound === undefined)
    const answeredAt = saidAt(entry, rows) ?? (event._tag === "Echoed" && isPerson ? at : undefined)
    if (askedAt === undefined || answeredAt === undefined) continue
    // The clock of the platform may be ahead of ours.
    answers.push({ askedAt, answeredAt: Math.max(askedAt, answeredAt), by: isPerson ? "person" : "bot" })
    askedAt = undefined
  }
  return { answers, ...(askedAt === undefined ? {} : { openSince: askedAt }) }
}

/** A summary for people: lengths in milliseconds. `late` are the bot's own answers that took longer than `within`. */
export interface Summary {
  readonly first?: number
  readonly longest?: number
  readonly late: number
  readonly openFor?: number
}

/** What the waits come to at `now`. */
export const summary = ({ answers, openSince }: Answers, now: number): Summary => {
  const lengths = answers.map(({ answeredAt, askedAt }) => answeredAt - askedAt)
  const [first] = lengths
  return {
    ...(first === undefined ? {} : { first, longest: Math.max(...lengths) }),
    late: answers.filter(({ answeredAt, askedAt, by }) => by === "bot" && answeredAt - askedAt > within).length,
    ...(openSince === undefined ? {} : { openFor: Math.max(0, now - openSince) })
  }
}
