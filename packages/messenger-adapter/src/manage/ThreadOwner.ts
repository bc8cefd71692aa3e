/**
 * Who has a conversation ("Conversation Routing", 24 September 2025).
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Apps from "../wire/Apps.ts"
import * as Call from "./Call.ts"
import * as Invalid from "./Invalid.ts"
import type { Managed } from "./Managed.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })
const Id = Schema.Union(Schema.String, Schema.Number)

const Answer = Schema.Struct({
  data: Schema.Array(Schema.Struct({
    thread_owner: optional(Schema.Struct({ app_id: optional(Id), expiration: optional(Id) }))
  }))
})

/** The app that may write, who that is, and until when in milliseconds since 1970, where the platform tells. */
export interface Owner {
  readonly app: string
  readonly who: "us" | "inbox" | "app"
  readonly until?: number
}

/** Values below this are seconds: in milliseconds they would lie before March 1973. */
const seconds = 1e11

const untilOf = (expiration: string | number | undefined): { readonly until?: number } => {
  const at = Number(expiration ?? 0)
  return Number.isFinite(at) && at > 0 ? { until: at < seconds ? at * 1000 : at } : {}
}

/** Who has the conversation with a person; none when nobody has it, and then the default app may answer. */
export const of = (
  { appId, client }: Managed,
  person: string
): Effect.Effect<Option.Option<Owner>, Invalid.Invalid | Call.CallError> =>
  Invalid.digits("person", person, Invalid.scopedId) ?? Effect.map(
    Call.read("read who has the conversation", client.get("thread_owner", { recipient: person }), Answer),
    ({ data }) => {
      const { app_id, expiration } = data[0]?.thread_owner ?? {}
      if (app_id === undefined) return Option.none()
      const app = String(app_id)
      return Option.some({ app, who: Apps.kind(app, appId), ...untilOf(expiration) })
    }
  )
