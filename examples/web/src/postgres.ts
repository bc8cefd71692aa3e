/**
 * The bookings in a Postgres database of the shop's own.
 *
 * @module
 */
import { Effect, Layer, Option, Redacted, Schema } from "effect"
import { Pool, type PoolClient, type QueryResult } from "pg"
import { Bookings, Kind, type Stock, stock, Taken, Unavailable } from "./bookings.ts"

/** Statements of one query without parameters are one transaction; its lock lets one process at a time make the tables. */
const tables = (owned: Stock): string => `
  select pg_advisory_xact_lock(20261105);
  create table if not exists bikes (id integer generated always as identity primary key, kind text not null);
  create table if not exists bookings (
    number integer generated always as identity primary key,
    task text not null unique,
    bike integer not null references bikes,
    day date not null,
    channel text not null,
    account text not null,
    person text not null,
    unique (bike, day)
  );
  ${
  Kind.literals.map((kind) => `
    insert into bikes (kind) select '${kind}'
    from generate_series(1, ${owned[kind]} - (select count(*) from bikes where kind = '${kind}')::integer);`).join("")
}`

const Row = Schema.Struct({
  number: Schema.Number,
  kind: Kind,
  day: Schema.String,
  channel: Schema.String,
  account: Schema.String,
  person: Schema.String
})

const free = `
  select bikes.kind, count(*) filter (where bookings.bike is null)::integer as left
  from bikes left join bookings on bookings.bike = bikes.id and bookings.day = $1
  group by bikes.kind`

/** Whoever books a kind of bike waits here for the one before, so that both do not take the same. */
const queue = "select id from bikes where kind = $1 for update"

const take = `
  insert into bookings (task, bike, day, channel, account, person)
  select $1, id, $3, $4, $5, $6 from bikes
  where kind = $2 and not exists (select from bookings where bike = bikes.id and day = $3)
  order by id limit 1
  on conflict (task) do nothing`

const one = `
  select number, kind, day::text, channel, account, person
  from bookings join bikes on bikes.id = bookings.bike where number = $1`

const rows = <A, I>(schema: Schema.Schema<A, I>) => {
  const decode = Schema.decodeUnknown(Schema.Array(schema))
  return (result: QueryResult) =>
    Effect.mapError(decode(result.rows), ({ message }) => new Unavailable({ reason: message }))
}

const asked = <A>(question: () => Promise<A>): Effect.Effect<A, Unavailable> =>
  Effect.tryPromise({
    try: question,
    catch: (error) => new Unavailable({ reason: error instanceof Error ? error.message : String(error) })
  })

/** Several statements as one: all of them, or none. */
const together = <A, E>(
  pool: Pool,
  use: (client: PoolClient) => Effect.Effect<A, E>
): Effect.Effect<A, E | Unavailable> =>
  Effect.acquireUseRelease(
    Effect.tap(asked(() => pool.connect()), (client) => asked(() => client.query("begin"))),
    (client) => Effect.tap(use(client), () => asked(() => client.query("commit"))),
    // What was not committed is gone with its connection.
    (client, exit) => Effect.sync(() => client.release(exit._tag === "Failure"))
  )

/** The bookings of the database at an address; the tables are made when they are not there, and bikes are added up to the stock. */
export const layerPostgres = (address: Redacted.Redacted, owned: Stock = stock): Layer.Layer<Bookings, Unavailable> =>
  Layer.scoped(
    Bookings,
    Effect.gen(function*() {
      const pool = yield* Effect.acquireRelease(
        Effect.sync(() => {
          const made = new Pool({ connectionString: Redacted.value(address), max: 10 })
          // A connection that breaks while nobody uses it is replaced; the next question tells if the server is away.
          made.on("error", () => undefined)
          return made
        }),
        (pool) => Effect.promise(() => pool.end())
      )
      yield* asked(() => pool.query(tables(owned)))
      return {
        free: (day) =>
          Effect.map(
            Effect.flatMap(
              asked(() => pool.query(free, [day])),
              rows(Schema.Struct({ kind: Kind, left: Schema.Number }))
            ),
            (found) => Kind.literals.map((kind) => found.find((row) => row.kind === kind) ?? { kind, left: 0 })
          ),
        book: ({ day, kind, to }, id) =>
          together(pool, (client) =>
            Effect.gen(function*() {
              yield* asked(() => client.query(queue, [kind]))
              yield* asked(() => client.query(take, [id, kind, day, to.channel, to.account, to.person]))
              const made = yield* asked(() => client.query("select number from bookings where task = $1", [id]))
              const [booking] = yield* rows(Schema.Struct({ number: Schema.Number }))(made)
              return booking === undefined ? yield* new Taken({ kind, day }) : booking.number
            })),
        find: (number) =>
          Effect.map(
            Effect.flatMap(asked(() => pool.query(one, [number])), rows(Row)),
            ([row]) =>
              Option.map(Option.fromNullable(row), ({ account, channel, day, kind, number, person }) => ({
                number,
                kind,
                day,
                to: { channel, account, person }
              }))
          ),
        cancel: (number) => Effect.asVoid(asked(() => pool.query("delete from bookings where number = $1", [number])))
      }
    })
  )
