/**
 * Whether a bot that runs answers as Meta asks: the handshake, a signed webhook, and one that is not signed.
 *
 * @module
 */
import { type GraphHttp, type MessengerSettings, Signature, UndiciHttp } from "@parley/messenger-adapter"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Check from "./Check.ts"

const about = "webhook"

/** Nothing: it is signed, is for the account, and brings no event. */
const empty = (settings: MessengerSettings.Settings, at: number): string =>
  JSON.stringify({
    object: settings.channel === "messenger" ? "page" : "instagram",
    entry: [{ id: settings.accounts[0]?.id ?? "", time: at, messaging: [] }]
  })

const challenge = "parley-doctor"

const handshake = (http: GraphHttp.Service, settings: MessengerSettings.Settings) =>
  Effect.gen(function*() {
    const { verifyToken } = settings
    if (verifyToken === undefined) {
      return Check.bad(
        "failed",
        about,
        "no verify token is configured, so Meta's handshake is refused",
        "set `verifyToken`"
      )
    }
    const query = new URLSearchParams({
      "hub.mode": "subscribe",
      "hub.verify_token": Redacted.value(verifyToken),
      "hub.challenge": challenge
    })
    const { body, status } = yield* http.request({
      method: "GET",
      path: `${settings.path}?${query.toString()}`,
      headers: {}
    })
    return status === 200 && body === challenge
      ? Check.ok(about, "the handshake is answered")
      : Check.bad(
        "failed",
        about,
        `the handshake is answered with ${status}`,
        "start the bot with the settings that are looked at here: its verify token or its path is another one"
      )
  })

const signed = (http: GraphHttp.Service, settings: MessengerSettings.Settings) =>
  Effect.gen(function*() {
    const [account] = settings.accounts
    if (account === undefined) return []
    const body = empty(settings, yield* Clock.currentTimeMillis)
    const signature = Signature.sign(Signature.key(account.appSecret), Buffer.from(body))
    const post = (headers: { readonly [name: string]: string }) =>
      http.request({
        method: "POST",
        path: settings.path,
        headers: { "content-type": "application/json", ...headers },
        body
      })
    const good = yield* post({ "x-hub-signature-256": signature })
    const bare = yield* post({})
    return [
      good.status === 200
        ? Check.ok(about, "a signed webhook is taken")
        : Check.bad(
          "failed",
          about,
          `a signed webhook is answered with ${good.status}`,
          good.status === 401
            ? "start the bot with the app secret that is looked at here"
            : "look at the log of the bot: its store may not be writable, or it is closing"
        ),
      bare.status === 401
        ? Check.ok(about, "a webhook without a signature is refused")
        : Check.bad(
          "failed",
          about,
          `a webhook without a signature is answered with ${bare.status}, not 401`,
          "find what answers there instead of the bot, and let requests through to it unchanged"
        )
    ]
  })

const skipped = Check.bad(
  "skipped",
  about,
  "not looked at",
  "start the bot, then give its address: --webhook http://127.0.0.1:3000"
)

/** Looks at the bot behind an address. The path is that of the settings. */
export const look = (
  address: URL | undefined,
  settings: ReadonlyArray<MessengerSettings.Settings>
): Effect.Effect<ReadonlyArray<Check.Check>> => {
  if (address === undefined || settings.length === 0) return Effect.succeed([skipped])
  return Effect.scoped(Effect.gen(function*() {
    const http = yield* UndiciHttp.make(new URL(address.origin), { connections: 1, timeoutAfter: "10 seconds" })
    return (yield* Effect.forEach(
      settings,
      (one) => Effect.zipWith(handshake(http, one), signed(http, one), (first, rest) => [first, ...rest])
    )).flat()
  })).pipe(
    Effect.catchAll(({ reason }) =>
      Effect.succeed([
        Check.bad(
          "failed",
          about,
          `${address.origin} does not answer (${reason})`,
          "start the bot, or give the address on which it listens"
        )
      ])
    )
  )
}
