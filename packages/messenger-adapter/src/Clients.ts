/**
 * The way to the Graph API of each account in checked settings.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Credentials from "./graph/Credentials.ts"
import * as GraphClient from "./graph/GraphClient.ts"
import type * as GraphHttp from "./graph/GraphHttp.ts"
import * as UndiciHttp from "./graph/UndiciHttp.ts"
import type * as MessengerSettings from "./MessengerSettings.ts"

/** An account with a client for each token of its own. */
export interface Client {
  readonly account: MessengerSettings.Account
  /** Under the account's own token. */
  readonly client: GraphClient.GraphClient
  /** Under another token, at a node of its own: the app's, for one. */
  readonly under: (credentials: GraphClient.Options["credentials"], node: string) => GraphClient.GraphClient
}

/** An Instagram account is served under its page's id or its own, by login; "me" is right for both. */
const nodeOf = ({ channel }: MessengerSettings.Settings, id: string): string => channel === "messenger" ? id : "me"

/**
 * A client for each account, with connections of its own: a page that is slow to answer holds up no connection of another. They
 * close with the scope. `connection` holds where the settings say nothing.
 */
export const make = (
  settings: MessengerSettings.Settings,
  connection: UndiciHttp.Options = {}
): Effect.Effect<ReadonlyArray<Client>, never, Scope.Scope> => {
  const { version } = settings
  const { unreachable1545041 } = settings.readings
  return Effect.forEach(settings.accounts, (account) => {
    const own = { ...connection, ...settings.connection, ...account.connection }
    const made: Effect.Effect<GraphHttp.Service, never, Scope.Scope> = settings.http === undefined
      ? UndiciHttp.make(account.baseUrl, own)
      : Effect.succeed(settings.http)
    return Effect.map(made, (http): Client => {
      const under: Client["under"] = (credentials, node) =>
        GraphClient.make({ http, version, node, credentials, unreachable1545041 })
      return { account, client: under(Credentials.following(account), nodeOf(settings, account.id)), under }
    })
  })
}
