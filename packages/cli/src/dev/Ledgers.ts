/**
 * The ledger of a conversation as the page lists it, and what it tells of each message on the phone.
 *
 * @module
 */
import { type Json, MessageLedger } from "@parley/core"
import type { Past } from "./History.ts"
import type { EntryPicture, LedgerPicture } from "./Picture.ts"

const moment = (iso: string): number => Date.parse(iso)

const picture = (row: MessageLedger.Row): LedgerPicture => ({
  at: moment(row.at),
  turn: row.revision,
  author: row.author,
  words: row.words,
  purpose: row.purpose,
  verdict: row.verdict,
  outcome: row.outcome,
  pack: row.packVersion ?? row.pack,
  ...(row.lane === undefined ? {} : { lane: row.lane }),
  ...(row.tag === undefined ? {} : { tag: row.tag }),
  ...(row.rule === undefined ? {} : { rule: row.rule }),
  ...(row.act === undefined ? {} : { act: row.act }),
  ...(row.actAt === undefined ? {} : { actAt: moment(row.actAt) }),
  ...(row.until === undefined ? {} : { until: moment(row.until) }),
  ...(row.permission === undefined ? {} : { permission: row.permission }),
  ...(row.discloses === undefined ? {} : { discloses: row.discloses }),
  ...(row.mid === undefined ? {} : { mid: row.mid }),
  ...(row.reason === undefined ? {} : { reason: row.reason })
})

/** The rows of a conversation, oldest first. */
export const of = ({ outcomes, turns }: Past): ReadonlyArray<LedgerPicture> =>
  MessageLedger.rows(turns.map(({ entry }) => entry), outcomes).map(picture)

/** What the bot knows of each of its messages, by the message's id. */
export const marks = (rows: ReadonlyArray<LedgerPicture>): ReadonlyMap<string, NonNullable<EntryPicture["mark"]>> =>
  new Map(rows.flatMap(({ discloses, lane, mid, tag, turn }) =>
    mid === undefined ? [] : [[mid, {
      turn,
      ...(lane === undefined ? {} : { lane }),
      ...(tag === undefined ? {} : { tag }),
      ...(discloses === undefined ? {} : { discloses })
    }]]
  ))

/** A field of a record that was stored. */
export const field = (stored: Json.Json | undefined, name: string): Json.Json | undefined =>
  typeof stored === "object" && stored !== null && !Array.isArray(stored)
    ? (stored as { readonly [key: string]: Json.Json })[name]
    : undefined
