/**
 * Opening the file of a store: made when it is not there, held by one process at a time, its tables brought up to date.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs"
import { dirname } from "node:path"
import type { Millis } from "../model/Instant.ts"
import { StoreError } from "../runtime/ConversationStore.ts"
import type { Database, SqliteMissing } from "./SqliteDriver.ts"
import * as SqliteDriver from "./SqliteDriver.ts"
import type { StoreForeign, StoreTooNew } from "./SqliteMigrations.ts"
import * as SqliteMigrations from "./SqliteMigrations.ts"

/** Another process, or another store of this one, has the file open. */
export class StoreInUse extends Schema.TaggedError<StoreInUse>()("StoreInUse", {
  file: Schema.String
}) {
  override get message() {
    return `${this.file} is in use: a SQLite store belongs to one process at a time. End the other one, or choose another `
      + "file."
  }
}

/** Why a file could not be opened. */
export type OpenError = StoreError | StoreInUse | StoreTooNew | StoreForeign | SqliteMissing

/**
 * What survives: `full` syncs the disk at every commit, so that nothing acknowledged is lost when the machine loses its
 * power; `process` survives the end of the process, by `kill -9` too, but may lose the last moments with the power.
 */
export type Durability = "full" | "process"

/** The settings of an open file. */
export interface Options {
  readonly file: string
  readonly durability: Durability
  /** How long to wait for another process to let go of the file; the event loop stands still meanwhile. */
  readonly waitFor: Millis
}

const prepareFile = (file: string): void => {
  if (file === ":memory:") return
  mkdirSync(dirname(file), { recursive: true })
  // Conversations are personal: nobody else on the machine reads them. Files that are there keep the mode they have, and are
  // not touched: to close a file gives up the locks that another store of this process may hold on it.
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600))
}

const setUp = (database: Database, options: Options): StoreTooNew | StoreForeign | undefined => {
  database.exec(`pragma busy_timeout = ${Math.trunc(options.waitFor)}`)
  // The lock is taken at the first access and goes with the process, however that ends. WAL needs no shared memory then.
  database.prepare("pragma locking_mode = exclusive").get()
  database.prepare("pragma journal_mode = wal").get()
  // Keys of people are spread over the whole file: a page that is not in memory is read for every turn. A longer log is
  // moved into the file less often.
  database.exec(`
    pragma cache_size = -16384;
    pragma wal_autocheckpoint = 4000;
    pragma synchronous = ${options.durability === "full" ? "full" : "normal"};
    pragma foreign_keys = on;
    pragma secure_delete = on;
    begin immediate;
    commit`)
  return SqliteMigrations.run(database, options.file)
}

/** Closes the file and lets go of it at once. */
const close = (database: Database): void => {
  try {
    // A connection lives on until its statements are collected, and would keep the lock as long. Leaving WAL is what lets
    // an exclusive lock be given back; it moves the log into the file, as closing would.
    database.exec("pragma journal_mode = delete; pragma locking_mode = normal; select 1 from sqlite_schema")
  } catch {
    // What is committed is in the log; the next one to open the file reads it there.
  }
  database.close()
}

const openNow = (options: Options): Either.Either<Database, OpenError> => {
  const found = SqliteDriver.library()
  if (Either.isLeft(found)) return Either.left(found.left)
  let database: Database | undefined
  try {
    prepareFile(options.file)
    database = new found.right.DatabaseSync(options.file)
    const refusal = setUp(database, options)
    if (refusal === undefined) return Either.right(database)
    close(database)
    return Either.left(refusal)
  } catch (cause) {
    if (database !== undefined) close(database)
    const text = cause instanceof Error ? cause.message : ""
    if (/database is locked/.test(text)) return Either.left(new StoreInUse({ file: options.file }))
    return Either.left(new StoreError({ operation: `open ${options.file}`, reason: SqliteDriver.reason(cause) }))
  }
}

/** Opens the file for as long as the scope lives. */
export const open = (options: Options): Effect.Effect<Database, OpenError, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.suspend(() => openNow(options)),
    (database) => Effect.sync(() => close(database))
  )
