/**
 * What the account's webhooks are subscribed to, and how that is healed ("Meta Webhooks for Messenger Platform", read 2026-11-21).
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SubscribedFields from "../wire/SubscribedFields.ts"
import * as Call from "./Call.ts"
import type { Managed } from "./Managed.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

const Answer = Schema.Struct({
  data: Schema.Array(Schema.Struct({
    id: optional(Schema.Union(Schema.String, Schema.Number)),
    subscribed_fields: optional(Schema.Array(Schema.String))
  }))
})

/** What our app is subscribed to, and what it misses. */
export interface Standing {
  readonly subscribed: ReadonlyArray<string>
  readonly missing: ReadonlyArray<string>
}

/** Several apps may be listed; without our own id known, the one listed app is ours. */
const oursOf = ({ data }: typeof Answer.Type, appId: string | undefined) =>
  (appId === undefined ? data : data.filter(({ id }) => id === undefined || String(id) === appId))
    .flatMap(({ subscribed_fields = [] }) => subscribed_fields)

/** How the subscriptions of an account stand. */
export const read = ({ appId, channel, client, login }: Managed): Effect.Effect<Standing, Call.CallError> =>
  Effect.map(Call.read("read the subscriptions", client.get("subscribed_apps"), Answer), (answer) => {
    const subscribed = [...new Set(oursOf(answer, appId))]
    const missing = SubscribedFields.of(channel, login).filter((field) =>
      !SubscribedFields.namesOf(field).some((name) => subscribed.includes(name))
    )
    return { subscribed, missing }
  })

/** What was healed: the fields that were missing and are subscribed now. What was subscribed besides stays. */
export interface Healed {
  readonly added: ReadonlyArray<string>
  readonly subscribed: ReadonlyArray<string>
}

/**
 * Subscribes what is missing, and keeps what is there: a call replaces all fields. It is made also when nothing is missing, as it
 * is what takes up again a webhook that Meta switched off after an hour of failures.
 */
export const heal = (account: Managed): Effect.Effect<Healed, Call.CallError> =>
  Effect.flatMap(read(account), ({ missing, subscribed }) => {
    const all = [...subscribed, ...missing]
    const call = account.client.post("subscribed_apps", { subscribed_fields: all })
    return Effect.as(Call.done("subscribe the webhook", call), { added: missing, subscribed: all })
  })
