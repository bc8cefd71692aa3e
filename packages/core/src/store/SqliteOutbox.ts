/**
 * The outbox in SQLite. Every function is one step inside a transaction of the caller's.
 *
 * @module
 */
import * as Either from "effect/Either"
import type { Key } from "../model/ConversationId.ts"
import type { Instant } from "../model/Instant.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Outbound } from "../model/Outbound.ts"
import type { Receipt } from "../model/Receipt.ts"
import type { OutboxClaim, OutboxRow } from "../runtime/ConversationStore.ts"
import * as OutboxState from "../runtime/OutboxState.ts"
import * as Recent from "./Recent.ts"
import type { Database, Row } from "./SqliteDriver.ts"
import * as SqliteRecord from "./SqliteRecord.ts"

const open = "state in ('pending', 'sending', 'unknown')"

const damaged: Receipt = { _tag: "Failed", reason: "Its stored record cannot be read.", error: null }

/** Steps over the table. */
export const make = (database: Database, options: { readonly cache: number }) => {
  const recent = Recent.make<string, OutboxRow>(options.cache)
  const insert = database.prepare(`
    insert into outbox (id, conversation, state, attempts, at, outbound) values (?, ?, 'pending', 0, ?, ?)`)
  const first = database.prepare(`
    select id, state, attempts, outbound, receipt from outbox indexed by outbox_open
    where conversation = ? and ${open} order by position limit 1`)
  const sending = database.prepare("update outbox set state = 'sending', attempts = attempts + 1 where id = ?")
  const select = database.prepare("select conversation, state, receipt from outbox where id = ?")
  const settle = database.prepare("update outbox set state = ?, receipt = ?, attempts = attempts + ? where id = ?")
  const interrupted = database.prepare("update outbox set state = 'unknown', receipt = ? where state = 'sending'")
  const unsettled = database.prepare(`select distinct conversation from outbox where ${open} order by conversation`)
  const all = database.prepare(`
    select id, state, attempts, outbound, receipt from outbox where conversation = ? order by position`)
  const remove = database.prepare("delete from outbox where conversation = ?")
  const trim = database.prepare(`delete from outbox where not (${open}) and at < ?`)

  const receiptOf = (row: Row): Receipt | undefined =>
    typeof row["receipt"] === "string"
      ? Either.getOrUndefined(SqliteRecord.receipt(row["receipt"]))
      : undefined

  const rowOf = (row: Row): OutboxRow | undefined => {
    const known = recent.get(String(row["id"]))
    if (known !== undefined) return known
    const outbound = Either.getOrUndefined(SqliteRecord.outbound(String(row["outbound"])))
    if (outbound === undefined) return undefined
    const receipt = receiptOf(row)
    return {
      outbound,
      // The table's own check holds the column to these words.
      state: row["state"] as OutboxRow["state"],
      attempts: Number(row["attempts"]),
      ...(receipt === undefined ? {} : { receipt })
    }
  }

  const stored = (id: string): Pick<OutboxRow, "state" | "receipt"> | undefined => {
    const row = select.get(id)
    if (row === undefined) return undefined
    const receipt = receiptOf(row)
    const state = row["state"] as OutboxRow["state"]
    return receipt === undefined ? { state } : { state, receipt }
  }

  const write = (id: string, state: OutboxRow["state"], receipt: Receipt, counted = 0): void => {
    settle.run(state, JSON.stringify(receipt), counted, id)
    const known = recent.get(id)
    if (OutboxState.isSettled(state)) recent.delete(id)
    else if (known !== undefined) recent.set(id, { ...known, state, attempts: known.attempts + counted, receipt })
  }

  const claim = (key: Key, now: Instant): OutboxClaim => {
    const found = first.get(key)
    if (found === undefined || found["state"] === "sending") return { _tag: "Empty" }
    const row = rowOf(found)
    if (row === undefined) {
      // It would hold back everything behind it for ever.
      write(String(found["id"]), "failed", damaged)
      return claim(key, now)
    }
    const until = OutboxState.waitsUntil(row.receipt)
    if (row.state === "unknown") return { _tag: "AwaitingEcho", row, until: until ?? now }
    if (until !== undefined && until > now) return { _tag: "NotYet", until }
    const { id } = row.outbound
    const claimed: OutboxRow = { ...row, state: "sending", attempts: row.attempts + 1 }
    sending.run(id)
    recent.set(id, claimed)
    return { _tag: "Claimed", row: claimed }
  }

  return {
    claim,
    add: (key: Key, outbound: Outbound): void => {
      insert.run(outbound.id, key, Math.trunc(outbound.at), JSON.stringify(outbound))
      recent.set(outbound.id, { outbound, state: "pending", attempts: 0 })
    },
    /** Whether the receipt was believed. */
    settle: (id: string, receipt: Receipt): boolean => {
      const standing = recent.get(id) ?? stored(id)
      if (standing === undefined) return false
      const settled = OutboxState.settled(standing, receipt)
      if (settled === undefined) return false
      write(id, settled.state, settled.receipt, settled.counted)
      return true
    },
    /** Whether an event is the echo of a message of the conversation that is known to be sent. */
    confirms: (key: Key, event: Inbound["event"]): boolean => {
      if (event._tag !== "Echoed" || event.outbound === undefined) return false
      const row = select.get(event.outbound)
      if (row?.["conversation"] !== key || row["state"] !== "sent") return false
      const receipt = OutboxState.confirmed(receiptOf(row), event.mid)
      if (receipt !== undefined) write(event.outbound, "sent", receipt)
      return true
    },
    interrupt: (deadline: Instant): void => {
      interrupted.run(JSON.stringify(OutboxState.interrupted(deadline)))
      recent.clear()
    },
    unsettled: (): ReadonlyArray<Key> => unsettled.all().map((row) => String(row["conversation"])),
    all: (key: Key): ReadonlyArray<OutboxRow> =>
      all.all(key).flatMap((row) => {
        const known = rowOf(row)
        return known === undefined ? [] : [known]
      }),
    forget: (key: Key): void => {
      remove.run(key)
      recent.clear()
    },
    trim: (before: Instant): number => Number(trim.run(before).changes),
    undone: (): void => recent.clear()
  }
}
