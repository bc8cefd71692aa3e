/**
 * A person of the app, as the person of a page: their ids differ ("ID Matching API", read 2026-11-21). Not available in Europe and
 * Japan.
 *
 * @module
 */
import type { ConversationId } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Call from "./Call.ts"
import { type Managed, nameOf } from "./Managed.ts"

const Id = Schema.Union(Schema.String, Schema.Number)

const Answer = Schema.Struct({
  data: Schema.Array(Schema.Struct({
    id: Id,
    page: Schema.optionalWith(Schema.Struct({ id: Id }), { exact: true })
  }))
})

/** The ids under which a page knows a person of the app; empty when there are none, or the app's id is not configured. */
export const of = (account: Managed, user: string): Effect.Effect<ReadonlyArray<string>, Call.CallError> =>
  account.app === undefined || account.channel === "instagram"
    ? Effect.succeed([])
    : Effect.map(
      Call.read(
        `find the person at ${nameOf(account)}`,
        account.app.get(`/${encodeURIComponent(user)}/ids_for_pages`, { page: account.id }),
        Answer
      ),
      ({ data }) =>
        data.filter(({ page }) => page === undefined || String(page.id) === account.id).map(({ id }) => String(id))
    )

/** The conversations of a person of the app, at each of these pages. */
export const conversations =
  (accounts: ReadonlyArray<Managed>) =>
  (user: string): Effect.Effect<ReadonlyArray<ConversationId.ConversationId>, Call.CallError> =>
    Effect.map(
      Effect.forEach(accounts, (account) =>
        Effect.map(of(account, user), (people) =>
          people.map((person) => ({ channel: account.channel, account: account.id, person })))),
      (found) =>
        found.flat()
    )
