import { Effect, Either, Layer, Option, Redacted } from "effect"
import { Client } from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { Bookings, type Stock } from "../src/bookings.ts"
import { layerPostgres } from "../src/postgres.ts"
import { Server } from "./postgres/Server.ts"

const day = "2026-11-05"
const of = (person: string) => ({ channel: "messenger", account: "1", person })
const owned: Stock = { city: 2, cargo: 1, child: 0 }

let server: Server
beforeAll(async () => {
  server = await Server.start()
}, 60_000)
afterAll(() => server.stop())

/** An empty database of its own for each test. */
const database = async (name: string): Promise<string> => {
  const client = new Client(server.address())
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return server.address(name)
}

let databases = 0
const kinds = {
  "in memory": () => Promise.resolve(Bookings.layerMemory(owned)),
  "in Postgres": async () => layerPostgres(Redacted.make(await database(`shop_${++databases}`)), owned)
}

describe.each(Object.entries(kinds))("bookings %s", (_, fresh) => {
  const given = async <A, E>(use: (bookings: typeof Bookings.Service) => Effect.Effect<A, E>): Promise<A> =>
    Effect.runPromise(Effect.provide(Bookings.use(use), Layer.orDie(await fresh())))

  it("are found again with their day, their kind and their conversation", async () => {
    const found = await given((bookings) =>
      Effect.flatMap(bookings.book({ kind: "city", day, to: of("Ana") }, "t1"), (number) => bookings.find(number))
    )

    expect(Option.getOrUndefined(found)).toEqual({ number: 1, kind: "city", day, to: of("Ana") })
  })

  it("are one for one id, however often they are made, also once nothing is left", async () => {
    const [first, again, free] = await given((bookings) =>
      Effect.all([
        bookings.book({ kind: "cargo", day, to: of("Ana") }, "t1"),
        bookings.book({ kind: "cargo", day, to: of("Ana") }, "t1"),
        bookings.free(day)
      ])
    )

    expect(again).toBe(first)
    expect(free).toEqual([{ kind: "city", left: 2 }, { kind: "cargo", left: 0 }, { kind: "child", left: 0 }])
  })

  it("are refused when nothing of the kind is left on the day, and taken on the next", async () => {
    const [last, next] = await given((bookings) =>
      Effect.all([
        Effect.either(
          Effect.zipRight(
            bookings.book({ kind: "cargo", day, to: of("Ana") }, "t1"),
            bookings.book({ kind: "cargo", day, to: of("Luc") }, "t2")
          )
        ),
        Effect.either(bookings.book({ kind: "cargo", day: "2026-11-06", to: of("Luc") }, "t3"))
      ])
    )

    expect(Either.flip(last).pipe(Either.getOrUndefined)).toMatchObject({ _tag: "Taken", kind: "cargo", day })
    expect(Either.isRight(next)).toBe(true)
  })

  it("leave their bike to others once they are cancelled", async () => {
    const { gone, next } = await given((bookings) =>
      Effect.gen(function*() {
        const number = yield* bookings.book({ kind: "cargo", day, to: of("Ana") }, "t1")
        yield* bookings.cancel(number)
        const gone = yield* bookings.find(number)
        return { gone, next: yield* Effect.either(bookings.book({ kind: "cargo", day, to: of("Luc") }, "t2")) }
      })
    )

    expect(Option.isNone(gone)).toBe(true)
    expect(Either.isRight(next)).toBe(true)
  })

  it("never give one bike to two people, however many ask at once", async () => {
    const made = await given((bookings) =>
      Effect.all(
        Array.from({ length: 12 }, (_, n) =>
          Effect.either(bookings.book({ kind: "city", day, to: of(`P${n}`) }, `t${n}`))),
        { concurrency: "unbounded" }
      )
    )

    expect(made.filter(Either.isRight)).toHaveLength(2)
    expect(made.filter(Either.isLeft).map(({ left }) => left._tag)).toEqual(Array.from({ length: 10 }, () => "Taken"))
  })
})

describe("bookings in Postgres", () => {
  const one = (address: string, use: (bookings: typeof Bookings.Service) => Effect.Effect<unknown, unknown>) =>
    Effect.runPromise(Effect.provide(Bookings.use(use), layerPostgres(Redacted.make(address), owned)))

  it("are there after a restart, and no bike is added twice", async () => {
    const address = await database("restarted")
    await one(address, (bookings) => bookings.book({ kind: "city", day, to: of("Ana") }, "t1"))

    const free = await one(address, (bookings) => bookings.free(day))

    expect(free).toEqual([{ kind: "city", left: 1 }, { kind: "cargo", left: 1 }, { kind: "child", left: 0 }])
  })

  it("are made by several processes that start together", async () => {
    const address = await database("together")

    const all = await Promise.all(Array.from({ length: 4 }, () => one(address, (bookings) => bookings.free(day))))

    expect(all).toHaveLength(4)
    expect(all[3]).toEqual([{ kind: "city", left: 2 }, { kind: "cargo", left: 1 }, { kind: "child", left: 0 }])
  })

  it("say that they are unavailable when the server is gone, and do not break the process", async () => {
    const other = await Server.start()

    const outcome = await Effect.runPromise(
      Effect.provide(
        Bookings.use((bookings) =>
          Effect.gen(function*() {
            yield* bookings.free(day)
            yield* Effect.promise(() => other.kill())
            return yield* Effect.either(bookings.book({ kind: "city", day, to: of("Ana") }, "t1"))
          })
        ),
        layerPostgres(Redacted.make(other.address()), owned)
      )
    )
    await other.stop()

    expect(Either.flip(outcome).pipe(Either.getOrUndefined)).toMatchObject({ _tag: "Unavailable" })
  })
})
