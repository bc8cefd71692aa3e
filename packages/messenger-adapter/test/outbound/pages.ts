/**
 * Two pages on one transport, each with a Graph API that a test answers for, under virtual time.
 */
import { type Address, Message, type Outbound, type Receipt, type Transport } from "@parley/core"
import { type GraphHttp, messenger, type MessengerConfigError } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Random from "effect/Random"
import type * as Scope from "effect/Scope"
import * as TestClock from "effect/TestClock"
import * as TestContext from "effect/TestContext"

/** The moment at which each test begins. */
export const start = 1_763_700_000_000

type Options = NonNullable<Parameters<typeof messenger<"messenger">>[0]>
type Answer = { readonly status?: number; readonly headers?: GraphHttp.Response["headers"]; readonly body: object }

/** An answer that the message was taken. */
export const taken: Answer = { body: { recipient_id: "42", message_id: "m" } }

/** An answer that it was not. */
export const refused = (code: number, subcode?: number, more: object = {}): Answer => ({
  status: 400,
  body: { error: { message: "no", code, ...(subcode === undefined ? {} : { error_subcode: subcode }), ...more } }
})

/** A transport, and the way to send by it: words to a person of page "1", or what `more` says. */
export interface Pages {
  readonly transport: Transport.Service
  readonly send: (
    id: string,
    more?: Partial<Outbound.Outbound> & { readonly account?: string }
  ) => Effect.Effect<Receipt.Receipt>
}

/** The pages "1" and "2". */
export const make = (
  answer: (request: GraphHttp.Request) => Answer,
  more: Partial<Options> = {}
): Effect.Effect<Pages, MessengerConfigError, Scope.Scope> =>
  Effect.map(
    messenger({
      accounts: ["1", "2"].map((id) => ({ channel: "messenger" as const, id, token: `tok${id}`, appSecret: "sec" })),
      verifyToken: "v",
      http: {
        request: (request) =>
          Effect.sync(() => {
            const { body, headers = {}, status = 200 } = answer(request)
            return { status, headers, body: JSON.stringify(body) }
          })
      },
      ...more
    }),
    (transport) => ({
      transport,
      send: (id: string, { account = "1", ...rest } = {}) =>
        transport.send({
          id,
          conversation: { channel: "messenger", account, person: "42" },
          order: 1,
          address: { _tag: "Scoped", id: "42" } satisfies Address.Address,
          body: { _tag: "Message", message: Message.text("hi") },
          author: { _tag: "Bot" },
          lane: { lane: "reply", rule: "r", pack: "p" },
          cause: "c",
          at: start,
          ...rest
        })
    })
  )

/** How long a message waits, in milliseconds: 0 where it went. */
export const waits = (receipt: { readonly _tag: string; readonly retryAt?: number }, now = start): number =>
  receipt._tag === "Sent" ? 0 : (receipt.retryAt ?? Number.NaN) - now

/** Runs a test under virtual time with a seeded chance; what is logged goes into `logged`. */
export const run = <A, E>(effect: Effect.Effect<A, E, Scope.Scope>, logged: Array<string> = []): Promise<A> =>
  Effect.zipRight(TestClock.setTime(start), effect).pipe(
    Effect.scoped,
    Effect.withRandom(Random.make("pages")),
    Effect.provide(TestContext.TestContext),
    Effect.provide(Logger.replace(
      Logger.defaultLogger,
      Logger.make(({ logLevel, message }) => void logged.push(`${logLevel.label} ${String(message)}`))
    )),
    Logger.withMinimumLogLevel(LogLevel.Info),
    Effect.runPromise
  )
