import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import { describe, expect, it } from "vitest"
import * as GroupCommit from "../../src/store/GroupCommit.ts"
import * as SqliteDriver from "../../src/store/SqliteDriver.ts"

/** A database that counts its transactions. */
const bench = () => {
  const database = new (Either.getOrThrow(SqliteDriver.library()).DatabaseSync)(":memory:")
  database.exec("create table thing (a integer primary key) strict")
  const insert = database.prepare("insert into thing values (?)")
  const all = database.prepare("select a from thing order by a")
  const ran: Array<string> = []
  const spied: SqliteDriver.Database = {
    exec: (sql) => {
      ran.push(sql)
      database.exec(sql)
    },
    prepare: (sql) => database.prepare(sql),
    close: () => database.close()
  }
  let undone = 0
  const group = GroupCommit.make(spied, { grouping: "tick", undone: () => undone++ })
  return {
    group,
    commits: () => ran.filter((sql) => sql === "commit").length,
    undone: () => undone,
    put: (a: number) => group.write("put", () => insert.run(a)),
    values: () => all.all().map((row) => row["a"])
  }
}

describe("a group", () => {
  it("writes what is asked in one tick in one commit, in order", async () => {
    const { commits, put, values } = bench()
    await Effect.runPromise(Effect.all([1, 2, 3].map(put), { concurrency: "unbounded" }))
    expect([commits(), values()]).toEqual([1, [1, 2, 3]])
  })

  it("is undone when one fails, and each is written alone", async () => {
    const { commits, put, undone, values } = bench()
    const results = await Effect.runPromise(
      Effect.all([1, 1, 2].map((a) => Effect.either(put(a))), { concurrency: "unbounded" })
    )
    expect(results.map((one) => one._tag)).toEqual(["Right", "Left", "Right"])
    expect([commits(), undone(), values()]).toEqual([2, 2, [1, 2]])
  })

  it("leaves out what was interrupted before it was written", async () => {
    const { put, values } = bench()
    await Effect.runPromise(Effect.gen(function*() {
      const fiber = yield* Effect.fork(put(1))
      yield* Effect.yieldNow()
      yield* Fiber.interrupt(fiber)
      yield* put(2)
    }))
    expect(values()).toEqual([2])
  })

  it("writes what waits when it is closed, and refuses what comes after", async () => {
    const { group, put, values } = bench()
    const error = await Effect.runPromise(Effect.gen(function*() {
      const fiber = yield* Effect.fork(put(1))
      yield* Effect.yieldNow()
      yield* group.close
      yield* Fiber.join(fiber)
      return yield* Effect.flip(put(2))
    }))
    expect(error.message).toBe("The store could not put: it is closed")
    expect(values()).toEqual([1])
  })
})
