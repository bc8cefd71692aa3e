/**
 * SQLite files that tests open, damage and throw away.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Scope from "effect/Scope"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"
import * as SqliteDriver from "../../src/store/SqliteDriver.ts"
import * as SqliteStore from "../../src/store/SqliteStore.ts"
import * as Samples from "./Samples.ts"

/** Runs to the end, and closes what was opened on the way. */
export const run = <A, E>(effect: Effect.Effect<A, E, Scope.Scope>): Promise<A> =>
  Effect.runPromise(Effect.scoped(effect))

/** Works on a file by hand, while no store has it. */
export const byHand = <A>(file: string, work: (database: SqliteDriver.Database) => A): A => {
  const database = new (Either.getOrThrow(SqliteDriver.library()).DatabaseSync)(file)
  try {
    return work(database)
  } finally {
    database.close()
  }
}

/** The conversation that stands in the files of `withAna`. */
export const ana = Samples.conversation("ana")

/** A folder for the files of one suite, which is gone after it. */
export const inFolder = (name: string) => {
  const folder = mkdtempSync(join(tmpdir(), `parley-${name}-`))
  afterAll(() => rmSync(folder, { recursive: true }))
  let count = 0
  /** The path of a file that is not there yet. */
  const newFile = (): string => join(folder, `${++count}.db`)
  /** A file in which ana has had one turn and waits for another. */
  const withAna = async (person = "Ana Secret"): Promise<string> => {
    const file = newFile()
    await run(Effect.gen(function*() {
      const store = yield* SqliteStore.make(file)
      yield* store.accept([Samples.said("ana", "m1"), Samples.said("ben", "m2")])
      yield* store.commit(Samples.turn(yield* store.load(ana), { person: { name: person } }))
      yield* store.accept([Samples.said("ana", "m3")])
    }))
    return file
  }
  return { folder, newFile, withAna }
}
