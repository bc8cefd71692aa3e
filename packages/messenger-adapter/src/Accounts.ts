/**
 * The accounts of settings, each with the ways to look after it.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import type { Client } from "./Clients.ts"
import * as Clients from "./Clients.ts"
import * as Credentials from "./graph/Credentials.ts"
import * as Guarded from "./graph/Guarded.ts"
import * as AccountChecks from "./manage/AccountChecks.ts"
import type { Managed } from "./manage/Managed.ts"
import type * as MessengerSettings from "./MessengerSettings.ts"

/** An account that is looked after, and everything that is wrong with how it is set up. */
export interface Account extends Managed {
  readonly check: Effect.Effect<ReadonlyArray<AccountChecks.Finding>>
}

/** A few connections do: nobody waits for these calls. */
const connections = 8

/** The token of an app: its id and its secret ("Access Tokens", read 2026-11-21). */
const appToken = (appId: string, secret: Redacted.Redacted): Redacted.Redacted =>
  Redacted.make(`${appId}|${Redacted.value(secret)}`)

/**
 * An account as one that is looked after. Its calls keep to what the headers allow, and are not made while the platform takes nothing of
 * the account.
 */
export const of = (
  { account, client, under }: Client,
  { channel, rates }: Pick<MessengerSettings.Settings, "channel" | "rates">
): Managed => {
  const { appId, appSecret, id, login, userToken } = account
  return {
    channel,
    id,
    login,
    client: Guarded.over(client, rates),
    ...(appId === undefined ? {} : {
      appId,
      app: Guarded.over(under(Credentials.make({ token: appToken(appId, appSecret), appSecret }), appId), rates)
    }),
    ...(userToken === undefined ? {} : {
      user: Guarded.over(under(Credentials.make({ token: userToken, appSecret }), "me"), rates)
    })
  }
}

/** The accounts of checked settings. Connections close with the scope. */
export const make = (
  settings: MessengerSettings.Settings
): Effect.Effect<ReadonlyArray<Account>, never, Scope.Scope> =>
  Effect.map(Clients.make(settings, { connections }), (clients) =>
    clients.map((client): Account => {
      const managed = of(client, settings)
      const { token, tokenEndsAt, tokenNow = () => token } = client.account
      const ends = tokenEndsAt === undefined ? {} : { tokenEndsAt }
      return {
        ...managed,
        check: Effect.suspend(() =>
          AccountChecks.run(managed, { token: tokenNow(), version: settings.version, ...ends })
        )
      }
    }))
