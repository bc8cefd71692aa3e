/**
 * The Messenger Platform as a transport: webhooks in, Send API out.
 *
 * @module
 */
import { Transport } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as Capabilities from "./Capabilities.ts"
import * as Credentials from "./graph/Credentials.ts"
import * as GraphClient from "./graph/GraphClient.ts"
import type * as GraphHttp from "./graph/GraphHttp.ts"
import * as UndiciHttp from "./graph/UndiciHttp.ts"
import * as Signature from "./inbound/Signature.ts"
import * as Webhook from "./inbound/Webhook.ts"
import * as Silence from "./manage/Silence.ts"
import * as TemplateBook from "./manage/TemplateBook.ts"
import * as MessengerConfig from "./MessengerConfig.ts"
import type { MessengerConfigError } from "./MessengerConfigError.ts"
import * as MessengerSettings from "./MessengerSettings.ts"
import * as Reuse from "./outbound/Reuse.ts"
import type * as PackNames from "./policy/PackNames.ts"
import * as Send from "./outbound/Send.ts"
import type { Channel } from "./wire/Channel.ts"
import * as Limits from "./wire/Limits.ts"

/** One signer for each secret: several accounts of one app share it, and one account has two while a reset is under way. */
const signersOf = (accounts: ReadonlyArray<MessengerSettings.Account>): ReadonlyArray<Webhook.Signer> => {
  const bySecret = new Map<string, { readonly key: Signature.Key; readonly accounts: Set<string> }>()
  const add = (secret: Redacted.Redacted, account: string) => {
    const text = Redacted.value(secret)
    const signer = bySecret.get(text) ?? { key: Signature.key(secret), accounts: new Set<string>() }
    signer.accounts.add(account)
    bySecret.set(text, signer)
  }
  for (const account of accounts) add(account.appSecret, account.id)
  for (const account of accounts) {
    if (account.previousAppSecret !== undefined) add(account.previousAppSecret, account.id)
  }
  return [...bySecret.values()]
}

/** One set of connections for each account: a page that is slow to answer holds up no connection of another. */
const httpFor = (settings: MessengerSettings.Settings) =>
  Effect.gen(function*() {
    const byAccount = new Map<string, GraphHttp.Service>()
    for (const { baseUrl, connection, id } of settings.accounts) {
      byAccount.set(id, settings.http ?? (yield* UndiciHttp.make(baseUrl, { ...settings.connection, ...connection })))
    }
    return byAccount
  })

const assemble = (settings: MessengerSettings.Settings): Effect.Effect<Transport.Service, never, Scope.Scope> =>
  Effect.map(httpFor(settings), (byAccount) => {
    const { accounts, channel, echoWithin, version } = settings
    const { unreachable1545041 } = settings.readings
    const clients = new Map<string, GraphClient.GraphClient>()
    for (const account of accounts) {
      const http = byAccount.get(account.id)
      if (http === undefined) continue
      // An Instagram account is served under its page's id or its own, by login; "me" is right for both.
      const node = channel === "messenger" ? account.id : "me"
      const credentials = Credentials.following(account)
      const client = GraphClient.make({ http, version, node, credentials, unreachable1545041 })
      clients.set(account.id, Reuse.over(client, account.id, settings.attachments))
    }
    const appIds = new Map(accounts.map(({ appId, id }) => [id, appId]))
    const personas = new Map(accounts.map((account) => [account.id, account.personas]))
    const sender = Send.make({
      channel,
      echoWithin,
      rates: settings.rates,
      limits: Limits.of(channel, settings.limits),
      personas: (account) => personas.get(account),
      client: (account) => clients.get(account)
    })
    return {
      channel,
      accounts: accounts.map(({ approvals, id, templates }) => ({
        channel,
        account: id,
        approvals,
        ...(templates === undefined ? {} : { templates })
      })),
      pack: settings.pack,
      capabilities: Capabilities.of(channel, settings.limits),
      path: settings.path,
      bodyLimit: settings.bodyLimit,
      handle: Webhook.handle({
        channel,
        signers: signersOf(accounts),
        verifyToken: settings.verifyToken,
        appId: (account) => appIds.get(account)
      }),
      send: sender.send,
      act: sender.act,
      keepIn: settings.attachments.keepIn
    }
  })

/** With an ear on its webhooks, unless the settings say otherwise. */
const watched = (
  transport: Transport.Service,
  { silence }: MessengerSettings.Settings
): Effect.Effect<Transport.Service, never, Scope.Scope> =>
  silence === false ? Effect.succeed(transport) : Silence.watch(transport, { after: silence })

/**
 * A transport for pages on Messenger, or for Instagram accounts. Without options it reads the environment
 * (`PARLEY_MESSENGER_PAGE_ID`, `…_PAGE_TOKEN`, `…_APP_SECRET`, `…_VERIFY_TOKEN`; see `MessengerConfig`).
 *
 * Fails with every missing or malformed setting at once. Connections close with the scope.
 *
 * Dialogues may say news only where the approvals of an account, written out, name `news`. The environment tells the
 * compiler nothing: there it is `messenger<"messenger", "news">()`.
 *
 * A pack that is written out here with an act or a tag that nobody knows, or for another channel, does not compile; one from data
 * fails like a setting.
 *
 * @example
 * import { messenger } from "@parley/messenger-adapter"
 *
 * messenger({
 *   accounts: [{ channel: "messenger", id: "1234567890", token: "EAAG…", appSecret: "0123…" }],
 *   verifyToken: "a text of your choice"
 * })
 */
export const make = <
  const C extends Channel = "messenger",
  const A extends MessengerSettings.Approval = never,
  const T extends string = string,
  const P extends MessengerSettings.Pack = MessengerSettings.Pack
>(
  options?: MessengerSettings.Options<C, A, T, P & PackNames.Check<P, C>>
): Effect.Effect<Transport.Offering<Capabilities.Offer<C, A, T>>, MessengerConfigError, Scope.Scope> =>
  Effect.flatMap(
    options === undefined ? MessengerConfig.settings : Effect.suspend(() => MessengerSettings.check(options)),
    (settings) => Effect.flatMap(assemble(settings), (transport) => watched(TemplateBook.follow(transport), settings))
  )

/** The transports of a bot: this one alone. */
export const layer = (options: MessengerSettings.Options): Layer.Layer<Transport.Transports, MessengerConfigError> =>
  Layer.scoped(Transport.Transports, Effect.map(make(options), (transport) => [transport]))

/** The transports of a bot: this one alone, configured by the environment. */
export const layerConfig: Layer.Layer<Transport.Transports, MessengerConfigError> = Layer.scoped(
  Transport.Transports,
  Effect.map(make(), (transport) => [transport])
)
