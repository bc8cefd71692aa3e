/**
 * The inbox in SQLite. Every function is one step inside a transaction of the caller's.
 *
 * @module
 */
import * as ConversationId from "../model/ConversationId.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { Acceptance, InboxOutcome, InboxRow } from "../runtime/ConversationStore.ts"
import * as Recent from "./Recent.ts"
import type { Database } from "./SqliteDriver.ts"
import * as SqliteRecord from "./SqliteRecord.ts"

const duplicate: Acceptance = { _tag: "Duplicate" }

/**
 * Steps over the table. `arrived` hears of each inbound that was new. An inbound that had its turn leaves only its
 * identity here; the journal has the rest.
 */
export const make = (
  database: Database,
  options: { readonly cache: number; readonly arrived: (key: ConversationId.Key, inbound: Inbound) => void }
) => {
  const recent = Recent.make<number, Inbound>(options.cache)
  const insert = database.prepare(`
    insert into inbox (sequence, identity, conversation, received, outcome, inbound) values (?, ?, ?, ?, 'waiting', ?)
    on conflict (identity) do nothing`)
  const first = database.prepare(`
    select sequence, inbound from inbox indexed by inbox_open
    where conversation = ? and outcome <> 'done' and outcome = 'waiting' order by sequence limit 1`)
  const done = database.prepare(`
    update inbox set outcome = 'done', inbound = null where sequence = ? and conversation = ? and outcome = 'waiting'`)
  const aside = database.prepare(`
    update inbox set outcome = ?3 where sequence = ?1 and conversation = ?2 and outcome = 'waiting'`)
  const back = database.prepare(`
    update inbox indexed by inbox_open set outcome = 'waiting'
    where conversation = ? and outcome <> 'done' and outcome = 'quarantined'`)
  const waiting = database.prepare(`
    select distinct conversation from inbox indexed by inbox_open where outcome <> 'done' and outcome = 'waiting'
      and conversation not in (select key from conversation where quarantined is not null)
    order by conversation`)
  const remove = database.prepare("delete from inbox where conversation = ?")
  const trim = database.prepare("delete from inbox where outcome in ('done', 'parked') and received < ?")

  // Counted here and not by SQLite, so that the number of a forgotten inbound is never given again.
  let sequence = Number(database.prepare("select max(sequence) as n from inbox").get()?.["n"] ?? 0)

  return {
    accept: (inbound: Inbound): Acceptance => {
      const key = ConversationId.key(inbound.conversation)
      const number = sequence + 1
      const added = insert.run(number, inbound.id, key, Math.trunc(inbound.receivedAt), JSON.stringify(inbound))
      if (Number(added.changes) === 0) return duplicate
      sequence = number
      recent.set(number, inbound)
      options.arrived(key, inbound)
      return { _tag: "Accepted", sequence: number }
    },
    /** The inbound that is next; throws `Damaged` when it cannot be read. */
    next: (key: ConversationId.Key): InboxRow | undefined => {
      const row = first.get(key)
      if (row === undefined) return undefined
      const number = Number(row["sequence"])
      const inbound = recent.get(number)
        ?? SqliteRecord.orDamaged(`inbound ${number}`, SqliteRecord.inbound(String(row["inbound"])))
      return { sequence: number, inbound }
    },
    /** Whether it was waiting. */
    leave: (key: ConversationId.Key, number: number, outcome: InboxOutcome): boolean => {
      recent.delete(number)
      const changed = outcome === "done" ? done.run(number, key) : aside.run(number, key, outcome)
      return Number(changed.changes) > 0
    },
    reinstate: (key: ConversationId.Key): void => {
      back.run(key)
    },
    waiting: (): ReadonlyArray<ConversationId.Key> => waiting.all().map((row) => String(row["conversation"])),
    forget: (key: ConversationId.Key): void => {
      remove.run(key)
    },
    trim: (before: Instant): number => Number(trim.run(before).changes),
    undone: (): void => recent.clear()
  }
}
