/**
 * What the account's webhooks are subscribed to, and how that is healed ("Meta Webhooks for Messenger Platform", read 2026-11-21).
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as GraphError from "../graph/GraphError.ts"
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

/** A field that the platform does not let this account have, most often for a permission that the token lacks. */
export interface RefusedField {
  readonly field: string
  readonly reason: string
}

/**
 * What was healed: the fields that were missing and are subscribed now, and those that were refused. What was subscribed besides stays.
 */
export interface Healed {
  readonly added: ReadonlyArray<string>
  readonly refused: ReadonlyArray<RefusedField>
  readonly subscribed: ReadonlyArray<string>
}

/** A call replaces all fields. */
const subscribe = ({ client }: Managed, fields: ReadonlyArray<string>): Effect.Effect<void, Call.CallError> =>
  Call.done("subscribe the webhook", client.post("subscribed_apps", { subscribed_fields: fields }))

/** One field more, or the reason why not. */
const oneMore = (account: Managed, healed: Healed, field: string): Effect.Effect<Healed, Call.CallError> => {
  const subscribed = [...healed.subscribed, field]
  const refused = ({ error }: Call.CallRejected) => [...healed.refused, { field, reason: GraphError.describe(error) }]
  return subscribe(account, subscribed).pipe(
    Effect.map((): Healed => ({ ...healed, added: [...healed.added, field], subscribed })),
    Effect.catchTag("CallRejected", (refusal) => Effect.succeed({ ...healed, refused: refused(refusal) }))
  )
}

/** The platform refuses a call whole, also where one field alone is not allowed: each is tried beside those that are. */
const healEach = (account: Managed, { missing, subscribed }: Standing): Effect.Effect<Healed, Call.CallError> => {
  const nothing: Healed = { added: [], refused: [], subscribed }
  return Effect.reduce(missing, nothing, (healed, field) => oneMore(account, healed, field))
}

/**
 * Subscribes what is missing, and keeps what is there. The call is made also when nothing is missing, as it is what takes up again a
 * webhook that Meta switched off after an hour of failures. Where the platform refuses a field, the others are subscribed without it.
 */
export const heal = (account: Managed): Effect.Effect<Healed, Call.CallError> =>
  Effect.flatMap(read(account), (standing) => {
    const { missing, subscribed } = standing
    const all = [...subscribed, ...missing]
    return subscribe(account, all).pipe(
      Effect.map((): Healed => ({ added: missing, refused: [], subscribed: all })),
      Effect.catchTag(
        "CallRejected",
        (refusal) => Effect.filterOrFail(healEach(account, standing), ({ added }) => added.length > 0, () => refusal)
      )
    )
  })
