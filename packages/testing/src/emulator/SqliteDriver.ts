/**
 * Opens a SQLite file through the `node:sqlite` API: the built-in where Node has it, else `@photostructure/sqlite`.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** The part of the API that is used here. */
export interface Database {
  readonly exec: (sql: string) => void
  readonly prepare: (sql: string) => Statement
  readonly close: () => void
}

/** A prepared statement. */
export interface Statement {
  readonly run: (...values: ReadonlyArray<string | number>) => unknown
  readonly all: (...values: ReadonlyArray<string | number>) => ReadonlyArray<unknown>
}

/** The file that keeps the emulator's state cannot be used. */
export class StorageError extends Schema.TaggedError<StorageError>()("StorageError", {
  path: Schema.String,
  reason: Schema.String
}) {
  override get message(): string {
    return `The emulator cannot use ${this.path}: ${this.reason}. Check that its folder exists and can be written, `
      + "that no other emulator has it open, or leave `storage` out to keep the state in memory."
  }
}

interface Driver {
  readonly DatabaseSync: new(path: string) => Database
}

const load = async (): Promise<Driver> => {
  // Held in a variable, so that compilers and bundlers do not look for a module that this Node may not have.
  const builtIn = "node:sqlite"
  try {
    return await import(builtIn)
  } catch {
    const prebuilt = "@photostructure/sqlite"
    return await import(prebuilt)
  }
}

/** Closes a database so that the next one can open the file at once. */
export const close = (database: Database): void => {
  try {
    // Statements that were not collected yet keep the connection and its lock alive; only without WAL can it be let go.
    database.exec("PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_schema")
  } catch {
    // All that is committed is in the log, where the next one to open the file finds it.
  }
  database.close()
}

/** Opens a database for one process at a time; the caller closes it with `close`. */
export const open = (path: string): Effect.Effect<Database, StorageError> =>
  Effect.tryPromise({
    try: async () => {
      const { DatabaseSync } = await load()
      const database = new DatabaseSync(path)
      try {
        database.exec(
          "PRAGMA busy_timeout = 500; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; "
            + "PRAGMA synchronous = NORMAL"
        )
      } catch (error) {
        close(database)
        throw error
      }
      return database
    },
    catch: (error) => new StorageError({ path, reason: error instanceof Error ? error.message : String(error) })
  })
