/**
 * Where the emulator's state outlives its process: nowhere, or a SQLite file.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as SqliteDriver from "./SqliteDriver.ts"

/** What is kept, each kind under keys of its own. */
export type Kind =
  | "thread"
  | "entry"
  | "webhook"
  | "meta"
  | "page"
  | "attachment"
  | "grant"
  | "template"
  | "persona"

/** A kept record. */
export interface Row {
  readonly kind: Kind
  readonly key: string
  readonly value: unknown
}

/** Keeps records. Writes are gathered until `commit`, which is one transaction. */
export interface Disk {
  /** Whether anything is kept. Where not, no record has to be made. */
  readonly keeps: boolean
  readonly put: (kind: Kind, key: string, value: unknown) => void
  readonly remove: (kind: Kind, key: string) => void
  readonly commit: () => void
  /** Everything kept, in the order of first writing. */
  readonly rows: ReadonlyArray<Row>
}

const nothing = () => {}

/** Keeps nothing, and costs nothing. */
export const memory: Disk = { keeps: false, put: nothing, remove: nothing, commit: nothing, rows: [] }

const isKept = (row: unknown): row is { kind: Kind; key: string; json: string } =>
  typeof row === "object" && row !== null && "kind" in row && "key" in row && "json" in row
  && typeof row.json === "string"

/** Keeps everything in a SQLite file. A commit survives the kill of the process. */
export const sqlite = (path: string): Effect.Effect<Disk, SqliteDriver.StorageError, Scope.Scope> =>
  Effect.gen(function*() {
    const database = yield* Effect.acquireRelease(
      SqliteDriver.open(path),
      (opened) => Effect.sync(() => SqliteDriver.close(opened))
    )
    return yield* Effect.try({
      try: () => prepare(database),
      catch: (error) =>
        new SqliteDriver.StorageError({ path, reason: error instanceof Error ? error.message : String(error) })
    })
  })

const prepare = (database: SqliteDriver.Database): Disk => {
  database.exec(
    "CREATE TABLE IF NOT EXISTS record (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, "
      + "json TEXT NOT NULL, UNIQUE (kind, key))"
  )
  const insert = database.prepare(
    "INSERT INTO record (kind, key, json) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET json = excluded.json"
  )
  const drop = database.prepare("DELETE FROM record WHERE kind = ? AND key = ?")
  const rows = database.prepare("SELECT kind, key, json FROM record ORDER BY seq").all().filter(isKept).map(
    ({ kind, key, json }): Row => ({ kind, key, value: JSON.parse(json) })
  )
  let writes: Array<() => void> = []
  return {
    rows,
    keeps: true,
    put: (kind, key, value) => {
      const json = JSON.stringify(value)
      writes.push(() => insert.run(kind, key, json))
    },
    remove: (kind, key) => {
      writes.push(() => drop.run(kind, key))
    },
    commit: () => {
      if (writes.length === 0) return
      const gathered = writes
      writes = []
      database.exec("BEGIN IMMEDIATE")
      try {
        for (const write of gathered) write()
        database.exec("COMMIT")
      } catch (error) {
        database.exec("ROLLBACK")
        throw error
      }
    }
  }
}
