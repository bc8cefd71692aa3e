/** The real transports with all their accounts, and requests as Meta would sign them. */
import type { Inbound, Transport } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Redacted from "effect/Redacted"
import * as Runtime from "effect/Runtime"
import * as Signature from "../../src/inbound/Signature.ts"
import * as Messenger from "../../src/Messenger.ts"

/** The accounts of the fixtures. */
export const page = "682498302938465"
export const instagramAccount = "17841400000000001"

const secrets = { messenger: "page-app-secret", instagram: "instagram-app-secret" }
const keys = {
  messenger: Signature.key(Redacted.make(secrets.messenger)),
  instagram: Signature.key(Redacted.make(secrets.instagram))
}

/** Both transports, as one process holds them. */
export const transports = Effect.all({
  messenger: Messenger.make({
    accounts: [
      { channel: "messenger", id: page, token: "EAAG1", appSecret: secrets.messenger, appId: "1517776481860111" },
      { channel: "messenger", id: "77", token: "EAAG2", appSecret: "another-secret" }
    ],
    verifyToken: "verify"
  }),
  instagram: Messenger.make({
    accounts: [{ channel: "instagram", id: instagramAccount, token: "IGAA1", appSecret: secrets.instagram }],
    verifyToken: "verify"
  })
})

export type Channel = keyof typeof keys

/** The channel by whose app a body would be signed. */
export const channelOf = (body: string): Channel => body.includes("\"instagram\"") ? "instagram" : "messenger"

/** A request as Meta makes it. */
export const signed = (channel: Channel, body: Uint8Array): Transport.Request => ({
  method: "POST",
  url: channel === "messenger" ? "/webhook" : "/webhook/instagram",
  headers: { "content-type": "application/json", "x-hub-signature-256": Signature.sign(keys[channel], body) },
  body
})

/** Without a line in the log. */
export const quietly = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Logger.withMinimumLogLevel(effect, LogLevel.None)

const silent = Effect.runSync(quietly(Effect.runtime<never>()))

/** Runs what waits for nothing, without a line in the log. */
export const run: <A>(effect: Effect.Effect<A>) => A = Runtime.runSync(silent)

/** Takes everything and keeps only the last batch, and counts. */
export const counting = () => {
  const taken = { batches: 0, inbounds: 0, last: [] as ReadonlyArray<Inbound.Inbound> }
  const accept: Transport.Accept = (batch) =>
    Effect.sync(() => {
      taken.batches += 1
      taken.inbounds += batch.length
      taken.last = batch
    })
  return { taken, accept }
}
