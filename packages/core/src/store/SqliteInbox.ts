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
const confirmed: Acceptance = { _tag: "Confirmed" }

const enqueue = (waiting: Map<ConversationId.Key, Array<number>>, key: ConversationId.Key, number: number): void => {
  const numbers = waiting.get(key)
  if (numbers === undefined) waiting.set(key, [number])
  else numbers.push(number)
}

/** What the inbox asks and tells the other tables. */
export interface Options {
  readonly cache: number
  /** Whether an event only confirms what is known; then it is not stored. */
  readonly confirms: (key: ConversationId.Key, event: Inbound["event"]) => boolean
  /** Hears of each inbound that was new. */
  readonly arrived: (key: ConversationId.Key, inbound: Inbound) => void
}

/** Steps over the table. An inbound that had its turn leaves only its identity here; the journal has the rest. */
export const make = (database: Database, options: Options) => {
  const recent = Recent.make<number, Inbound>(options.cache)
  const insert = database.prepare(`
    insert into inbox (sequence, identity, conversation, received, outcome, inbound) values (?, ?, ?, ?, 'waiting', ?)
    on conflict (identity) do nothing`)
  const one = database.prepare("select inbound from inbox where sequence = ?")
  const all = database.prepare(`
    select conversation, sequence from inbox indexed by inbox_open
    where outcome <> 'done' and outcome = 'waiting' order by conversation, sequence`)
  const done = database.prepare("update inbox set outcome = 'done', inbound = null where sequence = ?")
  const aside = database.prepare("update inbox set outcome = ?2 where sequence = ?1")
  const back = database.prepare(`
    update inbox indexed by inbox_open set outcome = 'waiting'
    where conversation = ? and outcome <> 'done' and outcome = 'quarantined'`)
  const waiting = database.prepare(`
    select distinct conversation from inbox indexed by inbox_open where outcome <> 'done' and outcome = 'waiting'
      and conversation not in (select key from conversation where quarantined is not null)
    order by conversation`)
  const remove = database.prepare("delete from inbox where conversation = ?")
  const trim = database.prepare("delete from inbox where outcome in ('done', 'parked') and received < ?")

  // This process is the only one that writes the file: what waits is read once, and again after an undo.
  let open: Map<ConversationId.Key, Array<number>> | undefined

  /** The numbers of what waits, by conversation, in order. */
  const waitingNumbers = (): Map<ConversationId.Key, Array<number>> => {
    if (open !== undefined) return open
    const found = new Map<ConversationId.Key, Array<number>>()
    for (const row of all.all()) enqueue(found, String(row["conversation"]), Number(row["sequence"]))
    return open = found
  }

  // Counted here and not by SQLite, so that the number of a forgotten inbound is never given again.
  let sequence = Number(database.prepare("select max(sequence) as n from inbox").get()?.["n"] ?? 0)

  return {
    accept: (inbound: Inbound): Acceptance => {
      const key = ConversationId.key(inbound.conversation)
      if (options.confirms(key, inbound.event)) return confirmed
      const numbers = waitingNumbers()
      const number = sequence + 1
      const added = insert.run(number, inbound.id, key, Math.trunc(inbound.receivedAt), JSON.stringify(inbound))
      if (Number(added.changes) === 0) return duplicate
      enqueue(numbers, key, number)
      sequence = number
      recent.set(number, inbound)
      options.arrived(key, inbound)
      return { _tag: "Accepted", sequence: number }
    },
    /** The inbound that is next; throws `Damaged` when it cannot be read. */
    next: (key: ConversationId.Key): InboxRow | undefined => {
      const number = waitingNumbers().get(key)?.[0]
      if (number === undefined) return undefined
      const inbound = recent.get(number)
        ?? SqliteRecord.orDamaged(`inbound ${number}`, SqliteRecord.inbound(String(one.get(number)?.["inbound"])))
      return { sequence: number, inbound }
    },
    /** Whether it was waiting. */
    leave: (key: ConversationId.Key, number: number, outcome: InboxOutcome): boolean => {
      const numbers = waitingNumbers()
      const left = numbers.get(key)
      const index = left?.indexOf(number) ?? -1
      if (left === undefined || index < 0) return false
      recent.delete(number)
      if (outcome === "done") done.run(number)
      else aside.run(number, outcome)
      if (left.length === 1) numbers.delete(key)
      else left.splice(index, 1)
      return true
    },
    reinstate: (key: ConversationId.Key): void => {
      back.run(key)
      open = undefined
    },
    waiting: (): ReadonlyArray<ConversationId.Key> => waiting.all().map((row) => String(row["conversation"])),
    forget: (key: ConversationId.Key): void => {
      remove.run(key)
      open?.delete(key)
    },
    trim: (before: Instant): number => Number(trim.run(before).changes),
    undone: (): void => {
      recent.clear()
      open = undefined
    }
  }
}
