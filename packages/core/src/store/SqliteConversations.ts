/**
 * The records of conversations in SQLite. Every function is one step inside a transaction of the caller's.
 *
 * @module
 */
import * as Either from "effect/Either"
import * as Conversation from "../model/Conversation.ts"
import * as ConversationId from "../model/ConversationId.ts"
import type { Page, Query } from "../runtime/ConversationStore.ts"
import * as Recent from "./Recent.ts"
import type { Database } from "./SqliteDriver.ts"
import * as SqliteRecord from "./SqliteRecord.ts"

/** What stands of a conversation. `record` is a `Left` with the reason when it cannot be read. */
export interface Standing {
  readonly revision: number
  readonly record: Either.Either<Conversation.Conversation, string>
  readonly quarantined: boolean
}

const page = 100

/**
 * Steps over the table. The `cache` last used records are kept as they are: this process is the only one that writes the
 * file, so a record that it has written or read need not be read again.
 */
export const make = (database: Database, options: { readonly cache: number }) => {
  const recent = Recent.make<ConversationId.Key, Standing>(options.cache)
  const select = database.prepare("select revision, record, quarantined from conversation where key = ?")
  const upsert = database.prepare(`
    insert into conversation (key, channel, account, dialogue, revision, record) values (?, ?, ?, ?, ?, ?)
    on conflict (key) do update set dialogue = excluded.dialogue, revision = excluded.revision, record = excluded.record`)
  const setAside = database.prepare(`
    insert into conversation (key, channel, account, revision, quarantined) values (?, ?, ?, 0, ?)
    on conflict (key) do update set quarantined = excluded.quarantined`)
  const setFree = database.prepare(
    "update conversation set quarantined = null where key = ? and quarantined is not null"
  )
  const remove = database.prepare("delete from conversation where key = ?")
  const pageAfter = database.prepare(`
    select key, revision, record from conversation
    where key > ?1 and (?2 is null or channel = ?2) and (?3 is null or account = ?3)
      and (?4 is null or dialogue = ?4) and (?5 = 0 or quarantined is not null)
    order by key limit ${page + 1}`)

  const read = (id: ConversationId.ConversationId, record: unknown) =>
    typeof record === "string" ? SqliteRecord.conversation(record) : Either.right(Conversation.empty(id))

  const standing = (key: ConversationId.Key, id: ConversationId.ConversationId): Standing => {
    const known = recent.get(key)
    if (known !== undefined) return known
    const row = select.get(key)
    const found: Standing = {
      revision: Number(row?.["revision"] ?? 0),
      record: read(id, row?.["record"]),
      quarantined: typeof row?.["quarantined"] === "string"
    }
    recent.set(key, found)
    return found
  }

  const write = (key: ConversationId.Key, conversation: Conversation.Conversation): void => {
    const { id, revision } = conversation
    const quarantined = standing(key, id).quarantined
    const record = JSON.stringify(conversation)
    upsert.run(key, id.channel, id.account, conversation.dialogue?.id ?? null, revision, record)
    recent.set(key, { revision, record: Either.right(conversation), quarantined })
  }

  return {
    standing,
    write,
    quarantine: (key: ConversationId.Key, id: ConversationId.ConversationId, reason: string): void => {
      setAside.run(key, id.channel, id.account, reason)
      recent.delete(key)
    },
    /** Whether it was in quarantine. */
    reinstate: (key: ConversationId.Key): boolean => {
      recent.delete(key)
      return Number(setFree.run(key).changes) > 0
    },
    forget: (key: ConversationId.Key): void => {
      remove.run(key)
      recent.delete(key)
    },
    /** A record that cannot be read is listed as an empty one, at its revision. */
    list: (query: Query, cursor: string | undefined): Page => {
      const rows = pageAfter.all(
        cursor ?? "",
        query.channel ?? null,
        query.account ?? null,
        query.dialogue ?? null,
        query.quarantined === true ? 1 : 0
      )
      const conversations = rows.slice(0, page).flatMap((row) => {
        const id = ConversationId.fromKey(String(row["key"]))
        if (id === undefined) return []
        const unreadable = () => ({ ...Conversation.empty(id), revision: Number(row["revision"]) })
        return [Either.getOrElse(read(id, row["record"]), unreadable)]
      })
      return { conversations, cursor: rows.length > page ? String(rows[page - 1]!["key"]) : undefined }
    },
    undone: (): void => recent.clear()
  }
}
