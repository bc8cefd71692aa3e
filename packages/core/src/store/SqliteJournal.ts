/**
 * The journal in SQLite. Every function is one step inside a transaction of the caller's.
 *
 * @module
 */
import type { Key } from "../model/ConversationId.ts"
import type { Instant } from "../model/Instant.ts"
import type { JournalEntry } from "../model/JournalEntry.ts"
import type { Database } from "./SqliteDriver.ts"
import * as SqliteRecord from "./SqliteRecord.ts"

/** Steps over the table. */
export const make = (database: Database) => {
  const insert = database.prepare("insert into journal (conversation, revision, at, entry) values (?, ?, ?, ?)")
  const select = database.prepare(`
    select revision, entry from journal where conversation = ? and revision >= ? order by revision, position`)
  const remove = database.prepare("delete from journal where conversation = ?")
  const trim = database.prepare("delete from journal where at < ?")
  return {
    add: (key: Key, entry: JournalEntry): void => {
      insert.run(key, entry.revision, Math.trunc(entry.at), JSON.stringify(entry))
    },
    /** The entries from a revision on; throws `Damaged` when one cannot be read. */
    from: (key: Key, revision: number): ReadonlyArray<JournalEntry> =>
      select.all(key, revision).map((row) =>
        SqliteRecord.orDamaged(
          `journal entry ${String(row["revision"])}`,
          SqliteRecord.journalEntry(String(row["entry"]))
        )
      ),
    forget: (key: Key): void => {
      remove.run(key)
    },
    trim: (before: Instant): number => Number(trim.run(before).changes)
  }
}
