/**
 * The profile of the configuration, set on the emulated accounts: the menu, "Get started", ice breakers, the greeting.
 *
 * @module
 */
import { Manage, type Profile } from "@parley/messenger-adapter"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import type * as Session from "../chat/Session.ts"
import type { Problem } from "./Picture.ts"

/** Sets it on each account; what cannot be set is a problem of the author's. */
export const push = (
  profile: Profile.Profile,
  session: Session.Session
): Effect.Effect<ReadonlyArray<Problem>> =>
  Effect.map(
    Effect.forEach(session.accounts, ({ appId, appSecret, channel, id, name, token }) => {
      return Effect.scoped(Effect.gen(function*() {
        const managed = yield* Manage.make({
          accounts: [{ channel, id, token, appSecret, appId }],
          graphBaseUrl: session.graph
        })
        const account = yield* managed.account(id)
        yield* account.profile.push(profile, { prune: true })
      })).pipe(
        Effect.as<ReadonlyArray<Problem>>([]),
        Effect.catchAllCause((cause) => {
          const error = Cause.squash(cause)
          const reason = error instanceof Error ? error.message : String(error)
          const message = `The profile cannot be set on ${name}: ${reason}`
          return Effect.succeed<ReadonlyArray<Problem>>([{ kind: "dialogue", message, at: session.now() }])
        })
      )
    }),
    (found) => found.flat()
  )
