/**
 * Whether the ledger says of each message the lane by which it went: what the bot wrote down against what the platform took.
 *
 * @module
 */
import type { LaneName, MessageLedger } from "@parley/core"
import type { Entry } from "../../../src/emulator/Entry.ts"

const types: { readonly [lane in LaneName.LaneName]: string } = {
  reply: "RESPONSE",
  privateReply: "RESPONSE",
  update: "UPDATE",
  oneTime: "UPDATE",
  recurring: "UPDATE",
  tagged: "MESSAGE_TAG",
  humanAgent: "MESSAGE_TAG",
  news: "MESSAGE_TAG",
  utility: "UTILITY",
  sponsored: "UPDATE"
}

const isLane = (name: string): name is LaneName.LaneName => name in types

const mark = "parley:"

/** The row of a message that arrived, where the ledger goes back so far and knows that it arrived. */
const rowOf = (entry: Entry, rows: ReadonlyMap<string, MessageLedger.Row>): MessageLedger.Row | undefined => {
  const id = entry.metadata?.startsWith(mark) === true ? entry.metadata.slice(mark.length) : undefined
  const row = id === undefined ? undefined : rows.get(id)
  return row?.outcome === "sent" ? row : undefined
}

/** How many messages were compared, and the first whose row is not how it went. */
export interface Compared {
  readonly compared: number
  readonly unlike: string | undefined
}

/** Compares what arrived with the rows of the ledger. */
export const compare = (entries: ReadonlyArray<Entry>, ledger: ReadonlyArray<MessageLedger.Row>): Compared => {
  const rows = new Map(ledger.flatMap((row) => row.outbound === undefined ? [] : [[row.outbound, row] as const]))
  let compared = 0
  for (const entry of entries) {
    const row = rowOf(entry, rows)
    if (row?.lane === undefined || !isLane(row.lane)) continue
    compared++
    const isPrivate = entry.answers !== undefined
    if (
      types[row.lane] !== entry.messagingType || row.tag !== entry.tag || isPrivate !== (row.lane === "privateReply")
    ) {
      const went = [entry.messagingType, entry.tag, isPrivate ? "to a comment" : undefined].filter(Boolean).join(" ")
      return { compared, unlike: `"${row.words}" went as ${went}, and the ledger says ${row.lane} ${row.tag ?? ""}` }
    }
  }
  return { compared, unlike: undefined }
}
