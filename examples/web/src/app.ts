/**
 * The web service: the shop's own routes, and the bot behind one of them.
 *
 * @module
 */
import type { ConversationId } from "@parley/core"
import { type Effect, Either, Option, Schema } from "effect"
import { Hono } from "hono"
import { bearerAuth } from "hono/bearer-auth"
import { HTTPException } from "hono/http-exception"
import { Bookings } from "./bookings.ts"
import { Ready } from "./rent.ts"

/** What the routes need of the bot: it answers webhooks, and hears that a bike is ready. */
export interface Bot {
  readonly fetch: (request: Request) => Promise<Response>
  readonly signal: (
    name: "bikeReady",
    payload: typeof Ready.Type,
    options: { readonly to: ConversationId.ConversationId; readonly id: string }
  ) => Promise<ReadonlyArray<{ readonly status: string }>>
}

/** What the routes are given: the bot, a way to run what needs bookings, and the token that the staff shows. */
export interface Parts {
  readonly bot: Bot
  readonly run: <A, E>(effect: Effect.Effect<A, E, Bookings>) => Promise<A>
  readonly staffToken: string
}

const Day = Schema.String.pipe(
  Schema.pattern(/^\d{4}-\d\d-\d\d$/),
  Schema.filter((day) => !Number.isNaN(Date.parse(day)))
)
const Number_ = Schema.NumberFromString.pipe(Schema.int(), Schema.between(1, 2_147_483_647))

const asDay = Schema.decodeUnknownOption(Day)
const asNumber = Schema.decodeUnknownOption(Number_)
const asReady = Schema.decodeUnknownEither(Ready)

/**
 * The routes.
 *
 * | | |
 * |---|---|
 * | `/webhook`, `/webhook/*`, `/health` | the bot's |
 * | `GET /free/:day` | how many bikes of each kind are free on a day, "2026-11-05" |
 * | `GET /bookings/:number` | a booking; for the staff |
 * | `POST /bookings/:number/ready` | `{ "dock": 4 }`: the bike stands ready, and the customer is told, once; for the staff |
 */
export const app = ({ bot, run, staffToken }: Parts): Hono => {
  const web = new Hono()

  // A webhook's signature is over its bytes: nothing may read the body before the bot does.
  for (const path of ["/webhook", "/webhook/*", "/health"]) web.all(path, (context) => bot.fetch(context.req.raw))

  web.get("/free/:day", async (context) => {
    const day = asDay(context.req.param("day"))
    if (Option.isNone(day)) return context.json({ problem: "a day is written 2026-11-05" }, 400)
    return context.json(await run(Bookings.use((bookings) => bookings.free(day.value))))
  })

  web.use("/bookings/*", bearerAuth({ token: staffToken }))

  const found = (number: string) =>
    Option.match(asNumber(number), {
      onNone: () => Promise.resolve(undefined),
      onSome: async (known) => Option.getOrUndefined(await run(Bookings.use((bookings) => bookings.find(known))))
    })

  web.get("/bookings/:number", async (context) => {
    const booking = await found(context.req.param("number"))
    return booking === undefined ? context.json({ problem: "no such booking" }, 404) : context.json(booking)
  })

  web.post("/bookings/:number/ready", async (context) => {
    const ready = asReady(await context.req.json().catch(() => undefined))
    if (Either.isLeft(ready)) return context.json({ problem: ready.left.message }, 400)
    const booking = await found(context.req.param("number"))
    if (booking === undefined) return context.json({ problem: "no such booking" }, 404)
    const outcomes = await bot.signal("bikeReady", ready.right, { to: booking.to, id: `ready/${booking.number}` })
    return context.json({ outcomes: outcomes.map(({ status }) => status) })
  })

  web.onError((error, context) =>
    error instanceof HTTPException
      ? error.getResponse()
      : context.json({ problem: "the shop cannot answer now; try again" }, 503)
  )
  return web
}
