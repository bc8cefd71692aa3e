/**
 * The control API of an emulator on a port: JSON over HTTP under `/_emulator`.
 *
 * | call | takes | gives |
 * |---|---|---|
 * | `GET /state` | | `{ now, offset, busy, pending, last, pages }` |
 * | `POST /persons` | `{ page?, psid?, name?, locale?, timezone?, region? }` | the person, made or found |
 * | `GET /persons?page=` | | everybody on a page |
 * | `GET /persons/{psid}?page=` | | the person: transcript, typing, seen, window, owner, tappable |
 * | `POST /persons/{psid}/{deed}?page=` | see `PersonControl` | what the deed gave |
 * | `POST /clock` | `{ advance: "25 hours" }` or milliseconds | `{ now, offset }` |
 * | `GET /faults?page=` | | the faults that did not strike yet, with the times that are left |
 * | `POST /faults` | a fault, `{ "_tag": "Close", "accepted": true }` for one | `{ done: true }` |
 * | `DELETE /faults` | | `{ done: true }` |
 * | `GET /pending` | | webhooks that are not answered yet |
 * | `POST /flush` | | sends what waits at once |
 * | `GET /idle` | | answers when nothing is being sent |
 * | `POST /token` | `{ expired }` | makes the page's token bad or good |
 * | `POST /restrict` | `{ restricted }` | restricts the page or lifts it |
 * | `POST /broadcast-over` | | ends the page's live broadcasts |
 * | `POST /verify` | | the webhook handshake |
 * | `POST /happenings` | a happening, `{ "_tag": "PolicyEnforced", "action": "block" }` for one | `{ done: true }` |
 * | `POST /templates` | `{ name, language?, status, reason? }` | decides about a utility template |
 * | `POST /files` | `{ url, type?, size?, fails? }` | says what lies at an address |
 * | `GET /alerts` | | webhooks that fail, subscriptions that ended |
 * | `GET /events?after=&psid=&wait=` | | sights after a number; waits up to `wait` ms (20 s) for the first |
 *
 * `GET /events` with `Accept: text/event-stream` streams instead. A refused call is `{ "error": "…" }` with 400 for a
 * wrong body, 404 for a path or message that is not there, 409 for what cannot be done now.
 *
 * @module
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as Advances from "./Advance.ts"
import type { Service } from "./Emulator.ts"
import { Fault } from "./Fault.ts"
import { Happening } from "./PageNews.ts"
import { NoSuchMessage, NoSuchSeries } from "./Person.ts"
import * as PersonControl from "./PersonControl.ts"
import { HandshakeFailed } from "./Handshake.ts"
import { NothingToTap } from "./Taps.ts"
import * as WrongBody from "./WrongBody.ts"

/** A control call, its path without `/_emulator`. */
export interface ControlRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
}

/** The answer, JSON to be. */
export interface ControlResponse {
  readonly status: number
  readonly json: unknown
}

const PersonOptions = Schema.Struct({
  page: Schema.optionalWith(Schema.String, { exact: true }),
  psid: Schema.optionalWith(Schema.String.pipe(Schema.pattern(/^\d{1,20}$/)), { exact: true }),
  name: Schema.optionalWith(Schema.String, { exact: true }),
  locale: Schema.optionalWith(Schema.String, { exact: true }),
  timezone: Schema.optionalWith(Schema.Number, { exact: true }),
  region: Schema.optionalWith(Schema.String, { exact: true }),
  gender: Schema.optionalWith(Schema.String, { exact: true }),
  hidden: Schema.optionalWith(Schema.Boolean, { exact: true })
})
const Review = Schema.Struct({
  name: Schema.String,
  language: Schema.optionalWith(Schema.String, { exact: true }),
  status: Schema.Literal("approved", "pending", "rejected", "paused", "disabled"),
  reason: Schema.optionalWith(Schema.String, { exact: true })
})
const File = Schema.Struct({
  url: Schema.String,
  type: Schema.optionalWith(Schema.String, { exact: true }),
  size: Schema.optionalWith(Schema.NonNegative, { exact: true }),
  fails: Schema.optionalWith(Schema.Literal("missing", "slow"), { exact: true })
})
const Advance = Schema.Struct({ advance: Schema.Unknown })

const ok = (json: unknown): ControlResponse => ({ status: 200, json })
const refuse = (status: number, error: string): ControlResponse => ({ status, json: { error } })

const decode = <A, I>(schema: Schema.Schema<A, I>, json: unknown): Effect.Effect<A, ParseResult.ParseError> =>
  Schema.decodeUnknown(schema)(json, { onExcessProperty: "error" })

const duration = (advance: unknown): Effect.Effect<Duration.Duration, ControlResponse> =>
  typeof advance === "number" || typeof advance === "string"
    // Whether the text is one of a duration is read there.
    ? Effect.mapError(Advances.read(advance as Duration.DurationInput), () => refuse(400, Advances.wrong))
    : Effect.fail(refuse(400, Advances.wrong))

type Handler = (emulator: Service, json: unknown, query: URLSearchParams) => Effect.Effect<ControlResponse, unknown>

const pageOf = (query: URLSearchParams): string | undefined => query.get("page") ?? undefined
const done = (effect: Effect.Effect<unknown, unknown>): Effect.Effect<ControlResponse, unknown> =>
  Effect.as(effect, ok({ done: true }))

const clock = (emulator: Service) =>
  Effect.map(Effect.all({ now: emulator.now, offset: emulator.offset }), (times) => ok(times))

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["GET /state", (emulator) =>
    Effect.map(
      Effect.all({ now: emulator.now, offset: emulator.offset, pending: emulator.pending }),
      ({ now, offset, pending }) =>
        ok({
          now,
          offset,
          busy: emulator.busy(),
          pending: pending.length,
          last: emulator.lastSight(),
          pages: emulator.pages
        })
    )],
  [
    "POST /persons",
    (emulator, json) =>
      Effect.flatMap(
        decode(PersonOptions, json),
        (options) => Effect.map(emulator.person(options), (person) => ok(PersonControl.shown(person)))
      )
  ],
  [
    "GET /persons",
    (emulator, _, query) => Effect.map(emulator.people(pageOf(query)), (people) => ok(people.map(PersonControl.shown)))
  ],
  ["GET /clock", clock],
  ["POST /clock", (emulator, json) =>
    decode(Advance, json).pipe(
      Effect.flatMap(({ advance }) => duration(advance)),
      Effect.flatMap(emulator.advance),
      Effect.zipRight(clock(emulator))
    )],
  ["GET /faults", (emulator, _, query) => Effect.sync(() => ok(emulator.looks(pageOf(query)).faults))],
  [
    "POST /faults",
    (emulator, json, query) =>
      done(Effect.flatMap(decode(Fault, json), (fault) => emulator.inject(fault, pageOf(query))))
  ],
  ["DELETE /faults", (emulator) => done(emulator.clearFaults)],
  ["GET /pending", (emulator) => Effect.map(emulator.pending, ok)],
  ["POST /flush", (emulator) => done(emulator.flush)],
  ["GET /idle", (emulator) => done(emulator.idle)],
  [
    "POST /token",
    (emulator, json, query) =>
      done(
        Effect.flatMap(decode(Schema.Struct({ expired: Schema.Boolean }), json), ({ expired }) =>
          emulator.expireToken(expired, pageOf(query)))
      )
  ],
  [
    "POST /restrict",
    (emulator, json, query) =>
      done(
        Effect.flatMap(decode(Schema.Struct({ restricted: Schema.Boolean }), json), ({ restricted }) =>
          emulator.restrict(restricted, pageOf(query)))
      )
  ],
  ["POST /broadcast-over", (emulator, _, query) => done(emulator.endBroadcasts(pageOf(query)))],
  ["POST /verify", (emulator, _, query) => done(emulator.verifyWebhook(pageOf(query)))],
  [
    "POST /happenings",
    (emulator, json, query) =>
      done(Effect.flatMap(decode(Happening, json), (happening) => emulator.happens(happening, pageOf(query))))
  ],
  [
    "POST /templates",
    (emulator, json, query) =>
      Effect.flatMap(
        decode(Review, json),
        (review) =>
          Effect.map(emulator.reviewTemplate(review, pageOf(query)), (count) =>
            count === 0
              ? refuse(404, `The page has no template ${review.name}; POST message_templates first.`)
              : ok({ reviewed: count }))
      )
  ],
  ["POST /files", (emulator, json) => done(Effect.flatMap(decode(File, json), emulator.publish))],
  ["GET /alerts", (emulator) => Effect.map(emulator.alerts, ok)]
])

/** Every call there is: those above, the ones of a person, and the stream, which `EmulatorServer` answers. */
const calls: ReadonlyArray<string> = [
  ...handlers.keys(),
  "GET /persons/{psid}",
  "POST /persons/{psid}/{deed}",
  "GET /events"
]

const personPath = /^\/persons\/(\d{1,20})(?:\/(.+))?$/

const ofPerson = (
  emulator: Service,
  psid: string,
  deedName: string | undefined,
  request: ControlRequest,
  json: unknown
): Effect.Effect<ControlResponse, unknown> =>
  Effect.flatMap(emulator.find(psid, pageOf(request.query)), (found) => {
    const person = Option.getOrUndefined(found)
    if (person === undefined) {
      return Effect.succeed(refuse(404, `Nobody has the id ${psid}; POST /_emulator/persons first.`))
    }
    if (deedName === undefined) return Effect.succeed(ok(PersonControl.shown(person)))
    const deed = PersonControl.deeds.get(deedName)
    return deed === undefined
      ? Effect.succeed(refuse(404, `No deed ${deedName}; there are ${[...PersonControl.deeds.keys()].join(", ")}.`))
      : Effect.map(deed.run(emulator, person, json), ok)
  })

const parse = (body: string): Effect.Effect<unknown, ControlResponse> =>
  body.trim() === ""
    ? Effect.succeed({})
    : Effect.try({ try: (): unknown => JSON.parse(body), catch: () => refuse(400, "The body is not JSON.") })

const explain = (error: unknown): ControlResponse => {
  if (ParseResult.isParseError(error)) return refuse(400, WrongBody.sentence(error))
  if (error instanceof NoSuchMessage || error instanceof NoSuchSeries) return refuse(404, error.message)
  if (
    error instanceof NothingToTap || error instanceof HandshakeFailed || error instanceof PersonControl.NotOnChannel
  ) {
    return refuse(409, error.message)
  }
  return refuse(500, error instanceof Error ? error.message : String(error))
}

/** Answers a control call. Never fails; an unknown page is 404. */
export const handle = (emulator: Service, request: ControlRequest): Effect.Effect<ControlResponse> => {
  const page = request.query.get("page")
  if (page !== null && !emulator.pages.some(({ id }) => id === page)) {
    return Effect.succeed(refuse(404, `There is no page ${page}.`))
  }
  const person = personPath.exec(request.path)
  const isDeed = person?.[2] !== undefined
  if (person?.[1] !== undefined && request.method === (isDeed ? "POST" : "GET")) {
    const psid = person[1]
    return parse(request.body).pipe(
      Effect.flatMap((json) => ofPerson(emulator, psid, person[2], request, json)),
      Effect.catchAll((error) => Effect.succeed(isResponse(error) ? error : explain(error)))
    )
  }
  const handler = handlers.get(`${request.method} ${request.path}`)
  if (handler === undefined) {
    return Effect.succeed(
      refuse(404, `No call ${request.method} ${request.path || "/"}; there are ${calls.join(", ")}.`)
    )
  }
  return parse(request.body).pipe(
    Effect.flatMap((json) => handler(emulator, json, request.query)),
    Effect.catchAll((error) => Effect.succeed(isResponse(error) ? error : explain(error)))
  )
}

const isResponse = (value: unknown): value is ControlResponse =>
  typeof value === "object" && value !== null && "status" in value && "json" in value
