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
import * as Accounts from "./Accounts.ts"
import * as Capabilities from "./Capabilities.ts"
import * as Clients from "./Clients.ts"
import * as Ending from "./Ending.ts"
import * as Signature from "./inbound/Signature.ts"
import * as Webhook from "./inbound/Webhook.ts"
import * as DataDeletion from "./manage/DataDeletion.ts"
import * as PageIds from "./manage/PageIds.ts"
import * as Silence from "./manage/Silence.ts"
import * as TemplateBook from "./manage/TemplateBook.ts"
import * as MessengerConfig from "./MessengerConfig.ts"
import type { MessengerConfigError } from "./MessengerConfigError.ts"
import * as MessengerSettings from "./MessengerSettings.ts"
import * as LiveComments from "./outbound/LiveComments.ts"
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

/** The callback for the deletion of a person's data, where it is asked for. */
const besideOf = (
  settings: MessengerSettings.Settings,
  clients: ReadonlyArray<Clients.Client>
): ReadonlyArray<Transport.Beside> => {
  const { accounts, dataDeletion } = settings
  if (dataDeletion === undefined) return []
  const { conversations = PageIds.conversations(clients.map((one) => Accounts.of(one, settings))), url } = dataDeletion
  const appSecrets = accounts.flatMap(({ appSecret, previousAppSecret }) =>
    previousAppSecret === undefined ? [appSecret] : [appSecret, previousAppSecret]
  )
  return [DataDeletion.served({ appSecrets, conversations, url })]
}

const webhook = (settings: MessengerSettings.Settings, heed: LiveComments.LiveComments["heed"]) => {
  const { accounts, channel, verifyToken } = settings
  const appIds = new Map(accounts.map(({ appId, id }) => [id, appId]))
  const handle = Webhook.handle({
    channel,
    signers: signersOf(accounts),
    verifyToken,
    appId: (account) => appIds.get(account)
  })
  // Only Instagram tells of live broadcasts.
  if (channel === "messenger") return handle
  return (request: Transport.Request, accept: Transport.Accept) =>
    handle(request, (batch) => {
      heed(batch)
      return accept(batch)
    })
}

const assemble = (settings: MessengerSettings.Settings): Effect.Effect<Transport.Service, never, Scope.Scope> =>
  Effect.map(Clients.make(settings), (made) => {
    const { accounts, attachments, channel, echoWithin } = settings
    const clients = new Map(made.map(({ account: { id }, client }) => [id, Reuse.over(client, id, attachments)]))
    const personas = new Map(accounts.map((account) => [account.id, account.personas]))
    const live = LiveComments.make()
    const sender = Send.make({
      channel,
      echoWithin,
      rates: settings.rates,
      limits: Limits.of(channel, settings.limits),
      personas: (account) => personas.get(account),
      client: (account) => clients.get(account),
      isLive: live.has,
      endOf: attachments.endOf
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
      handle: webhook(settings, live.heed),
      send: sender.send,
      act: sender.act,
      keepIn: attachments.keepIn,
      beside: besideOf(settings, made)
    }
  })

/** Without a verify token all goes well until somebody registers the webhook. */
const tellOfHandshake = ({ path, verifyToken }: MessengerSettings.Settings): Effect.Effect<void> =>
  verifyToken !== undefined ? Effect.void : Effect.logWarning(
    `no verifyToken: Meta's handshake at ${path} is refused, so the webhook cannot be registered or changed in the app's `
      + "dashboard; choose any text, and give it to the bot and to Meta"
  )

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
 * Fails with every missing or malformed setting at once. Connections close with the scope. The log has a warning when the Graph
 * version or a token is near its end, and where there is no verify token.
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
    (settings) =>
      Effect.zipRight(
        Effect.zipRight(Ending.tell(settings), tellOfHandshake(settings)),
        Effect.flatMap(assemble(settings), (transport) => watched(TemplateBook.follow(transport), settings))
      )
  )

/** The transports of a bot: this one alone. */
export const layer = (options: MessengerSettings.Options): Layer.Layer<Transport.Transports, MessengerConfigError> =>
  Layer.scoped(Transport.Transports, Effect.map(make(options), (transport) => [transport]))

/** The transports of a bot: this one alone, configured by the environment. */
export const layerConfig: Layer.Layer<Transport.Transports, MessengerConfigError> = Layer.scoped(
  Transport.Transports,
  Effect.map(make(), (transport) => [transport])
)
