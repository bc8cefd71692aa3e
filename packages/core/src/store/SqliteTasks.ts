/**
 * Running tasks in SQLite. Every function is one step inside a transaction of the caller's.
 *
 * @module
 */
import type { Task } from "../model/Conversation.ts"
import type { Key } from "../model/ConversationId.ts"
import { fromKey } from "../model/ConversationId.ts"
import type { Unfinished } from "../runtime/ConversationStore.ts"
import type { Database } from "./SqliteDriver.ts"
import * as SqliteRecord from "./SqliteRecord.ts"

/** Steps over the table. `damaged` hears of a conversation one of whose tasks cannot be read. */
export const make = (database: Database, options: { readonly damaged: (key: Key, reason: string) => void }) => {
  const put = database.prepare(`
    insert or replace into task (conversation, id, revision, state, task) values (?, ?, ?, 'running', ?)`)
  const remove = database.prepare("delete from task where conversation = ? and id = ?")
  const ended = database.prepare(`
    update task set state = 'ended' where conversation = ? and id = ? and revision = ?`)
  const running = database.prepare(
    "select conversation, task from task where state = 'running' order by conversation, id"
  )
  const forget = database.prepare("delete from task where conversation = ?")

  return {
    start: (key: Key, task: Task): void => {
      put.run(key, task.id, task.revision, JSON.stringify(task))
    },
    stop: (key: Key, id: string): void => {
      remove.run(key, id)
    },
    ended: (key: Key, id: string, revision: number): void => {
      ended.run(key, id, revision)
    },
    running: (): Unfinished["tasks"] =>
      running.all().flatMap((row) => {
        const key = String(row["conversation"])
        const conversation = fromKey(key)
        const read = SqliteRecord.task(String(row["task"]))
        if (conversation !== undefined && read._tag === "Right") return [{ conversation, task: read.right }]
        options.damaged(key, `a task cannot be read: ${read._tag === "Left" ? read.left : "its key is no key"}`)
        return []
      }),
    forget: (key: Key): void => {
      forget.run(key)
    }
  }
}
