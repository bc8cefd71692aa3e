/**
 * The accounts of settings, each with the ways to look after it.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as Credentials from "./graph/Credentials.ts"
import * as GraphClient from "./graph/GraphClient.ts"
import type * as GraphHttp from "./graph/GraphHttp.ts"
import * as UndiciHttp from "./graph/UndiciHttp.ts"
import * as AccountChecks from "./manage/AccountChecks.ts"
import type { Managed } from "./manage/Managed.ts"
import type * as MessengerSettings from "./MessengerSettings.ts"

/** An account that is looked after, and everything that is wrong with how it is set up. */
export interface Account extends Managed {
  readonly check: Effect.Effect<ReadonlyArray<AccountChecks.Finding>>
}

/** A few connections do: nobody waits for these calls. */
const connections = 4

/** The token of an app: its id and its secret ("Access Tokens", read 2026-11-21). */
const appToken = (appId: string, secret: Redacted.Redacted): Redacted.Redacted =>
  Redacted.make(`${appId}|${Redacted.value(secret)}`)

/** The accounts of checked settings. Connections close with the scope. */
export const make = (
  settings: MessengerSettings.Settings
): Effect.Effect<ReadonlyArray<Account>, never, Scope.Scope> =>
  Effect.gen(function*() {
    const byHost = new Map<string, GraphHttp.Service>()
    const accounts: Array<Account> = []
    const { channel, version } = settings
    for (const { appId, appSecret, baseUrl, id, login, token, tokenNow = () => token } of settings.accounts) {
      const http = settings.http ?? byHost.get(baseUrl.href)
        ?? (yield* UndiciHttp.make(baseUrl, { connections, ...settings.connection }))
      byHost.set(baseUrl.href, http)
      const client = (credentials: GraphClient.Options["credentials"], node: string) =>
        GraphClient.make({ http, version, node, credentials })
      const managed: Managed = {
        channel,
        id,
        login,
        // An Instagram account is served under its page's id or its own, by login; "me" is right for both.
        client: client(Credentials.following({ token, appSecret, tokenNow }), channel === "messenger" ? id : "me"),
        ...(appId === undefined ? {} : {
          appId,
          app: client(Credentials.make({ token: appToken(appId, appSecret), appSecret }), appId)
        })
      }
      accounts.push({
        ...managed,
        check: Effect.suspend(() => AccountChecks.run(managed, { token: tokenNow(), version }))
      })
    }
    return accounts
  })
