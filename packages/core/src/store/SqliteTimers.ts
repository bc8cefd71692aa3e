/**
 * Timers in SQLite. Every function is one step inside a transaction of the caller's.
 *
 * @module
 */
import type { Timer } from "../model/Conversation.ts"
import type { ConversationId, Key } from "../model/ConversationId.ts"
import { fromKey } from "../model/ConversationId.ts"
import type { Instant } from "../model/Instant.ts"
import type { Due } from "../runtime/ConversationStore.ts"
import type { Database, Row } from "./SqliteDriver.ts"
import * as SqliteRecord from "./SqliteRecord.ts"

/** A timer and whose it is. */
export interface Owned {
  readonly conversation: ConversationId
  readonly timer: Timer
}

/** Steps over the table. `damaged` hears of a conversation one of whose timers cannot be read. */
export const make = (database: Database, options: { readonly damaged: (key: Key, reason: string) => void }) => {
  const put = database.prepare(`
    insert or replace into timer (conversation, id, revision, position, due, state, meaning, timer)
    values (?, ?, ?, ?, ?, 'waiting', ?, ?)`)
  const remove = database.prepare("delete from timer where conversation = ? and id = ?")
  const fired = database.prepare(`
    update timer set state = 'fired' where conversation = ? and id = ? and revision = ? and state = 'waiting'`)
  const stands = database.prepare(`
    select 1 from timer where conversation = ? and id = ? and revision = ? and state = 'waiting'`)
  const move = database.prepare("update timer set state = ?3 where conversation = ?1 and state = ?2")
  const upTo = database.prepare(`
    select conversation, timer, due from timer indexed by timer_due
    where state = 'waiting' and due <= ? order by due, position limit ?`)
  const after = database.prepare(`
    select due from timer indexed by timer_due where state = 'waiting' order by due, position limit 1 offset ?`)
  const movable = database.prepare(`
    select conversation, timer from timer where state = 'waiting' and meaning <> 'deadline' order by due, position`)
  const forget = database.prepare("delete from timer where conversation = ?")
  let position = Number(database.prepare("select max(position) as n from timer").get()?.["n"] ?? 0)

  const owned = (row: Row): ReadonlyArray<Owned> => {
    const key = String(row["conversation"])
    const conversation = fromKey(key)
    const read = SqliteRecord.timer(String(row["timer"]))
    if (conversation !== undefined && read._tag === "Right") return [{ conversation, timer: read.right }]
    options.damaged(key, `a timer cannot be read: ${read._tag === "Left" ? read.left : "its key is no key"}`)
    return []
  }

  const set = (key: Key, timer: Timer): void => {
    const due = Math.trunc(timer.due)
    put.run(key, timer.id, timer.revision, ++position, due, timer.meaning, JSON.stringify(timer))
  }

  return {
    set,
    cancel: (key: Key, id: string): void => {
      remove.run(key, id)
    },
    fired: (key: Key, id: string, revision: number): void => {
      fired.run(key, id, revision)
    },
    /** Whether it still stood. */
    reschedule: (key: Key, timer: Timer): boolean => {
      if (stands.get(key, timer.id, timer.revision) === undefined) return false
      set(key, timer)
      return true
    },
    due: (now: Instant, limit: number): Due => {
      const rows = upTo.all(now, limit)
      const next = after.get(rows.length)?.["due"]
      return { timers: rows.flatMap(owned), nextAt: next === undefined ? undefined : Number(next) }
    },
    movable: (): ReadonlyArray<Owned> => movable.all().flatMap(owned),
    setAside: (key: Key): void => {
      move.run(key, "waiting", "aside")
    },
    reinstate: (key: Key): void => {
      move.run(key, "aside", "waiting")
    },
    forget: (key: Key): void => {
      forget.run(key)
    }
  }
}
