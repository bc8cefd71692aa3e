/**
 * The file of a store as it stands at one moment, to be read beside the bot that writes it: no lock is taken, nothing is
 * changed, no table is brought up to date.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Scope from "effect/Scope"
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { StoreError } from "../runtime/ConversationStore.ts"
import type { Database, SqliteMissing } from "./SqliteDriver.ts"
import * as SqliteDriver from "./SqliteDriver.ts"
import type { StoreForeign, StoreTooNew, StoreTooOld } from "./SqliteMigrations.ts"
import * as SqliteMigrations from "./SqliteMigrations.ts"

/** Why a file could not be read. */
export type ReadError = StoreError | StoreTooOld | StoreTooNew | StoreForeign | SqliteMissing

/** The log begins anew with another header once all of it is in the file. */
const logHeader = 32

/** What stays the same as long as a copy of the file and then of its log is the store of one moment. */
const generation = (file: string): string => {
  const log = `${file}-wal`
  if (!existsSync(log) || statSync(log).size < logHeader) {
    const { mtimeMs, size } = statSync(file)
    return `no log ${mtimeMs} ${size}`
  }
  const open = openSync(log, "r")
  try {
    const header = Buffer.alloc(logHeader)
    readSync(open, header, 0, logHeader, 0)
    return header.toString("hex")
  } finally {
    closeSync(open)
  }
}

/** How often a file is copied again that was begun anew meanwhile. */
const attempts = 10

/**
 * Copies the file, then what belongs to it. What the bot moves from its log into the file meanwhile is in the log as well, and
 * the log is read over the file; only a log that was begun anew in between makes the two unlike.
 */
const copied = (file: string, copy: string): boolean => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      const before = generation(file)
      for (const part of ["", "-journal", "-wal"]) {
        rmSync(`${copy}${part}`, { force: true })
        if (part === "" || existsSync(`${file}${part}`)) {
          copyFileSync(`${file}${part}`, `${copy}${part}`, constants.COPYFILE_FICLONE)
        }
      }
      if (generation(file) === before) return true
    } catch (cause) {
      // The log goes when the bot closes.
      if (!existsSync(file) || attempt === attempts - 1) throw cause
    }
  }
  return false
}

const failed = (file: string, reason: string): Either.Either<never, StoreError> =>
  Either.left(new StoreError({ operation: `read ${file}`, reason }))

const openCopy = (file: string, copy: string): Either.Either<Database, ReadError> => {
  const found = SqliteDriver.library()
  if (Either.isLeft(found)) return Either.left(found.left)
  let database: Database | undefined
  try {
    if (!existsSync(file)) return failed(file, "there is no such file; check its name")
    if (!copied(file, copy)) return failed(file, "it is written too fast to be read; try again in a moment")
    database = new found.right.DatabaseSync(copy)
    // Alone with its copy it needs no shared memory; what a caller would write is not kept, and so it is refused.
    database.prepare("pragma locking_mode = exclusive").get()
    const refusal = SqliteMigrations.readable(database, file)
    database.exec("pragma query_only = on")
    if (refusal === undefined) return Either.right(database)
    database.close()
    return Either.left(refusal)
  } catch (cause) {
    database?.close()
    return failed(file, SqliteDriver.reason(cause))
  }
}

/**
 * Opens the file as it stands now, whether a bot runs on it or not, for as long as the scope lives. It is read from a copy in the
 * system's folder for temporary files, which only this user may read. Not for the process that has the file open: there the store
 * itself is at hand, and on most systems a file that is closed loses the locks that its process holds on it.
 */
export const open = (file: string): Effect.Effect<Database, ReadError, Scope.Scope> =>
  Effect.gen(function*() {
    const folder = yield* Effect.acquireRelease(
      Effect.try({
        try: () => mkdtempSync(join(tmpdir(), "parley-read-")),
        catch: (cause) => new StoreError({ operation: `read ${file}`, reason: SqliteDriver.reason(cause) })
      }),
      (made) => Effect.sync(() => rmSync(made, { recursive: true, force: true }))
    )
    return yield* Effect.acquireRelease(
      Effect.suspend(() => openCopy(file, join(folder, "store.db"))),
      (database) => Effect.sync(() => database.close())
    )
  })
