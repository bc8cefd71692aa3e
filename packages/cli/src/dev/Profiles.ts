/**
 * The profile of the configuration, set on the emulated accounts: the menu, "Get started", ice breakers, the greeting.
 *
 * @module
 */
import { Manage, type Profile } from "@parley/messenger-adapter"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Session from "../chat/Session.ts"
import type { Problem } from "./Picture.ts"
import { channels } from "./Scene.ts"

/** Sets it on the account of each channel; what cannot be set is a problem of the author's. */
export const push = (
  profile: Profile.Profile,
  session: Session.Session
): Effect.Effect<ReadonlyArray<Problem>> =>
  Effect.map(
    Effect.forEach(channels, (channel) => {
      const { appId, appSecret, id, token } = Session.account(channel)
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
          const message = `The profile cannot be set on ${channel}: ${reason}`
          return Effect.succeed<ReadonlyArray<Problem>>([{ kind: "dialogue", message, at: session.now() }])
        })
      )
    }),
    (found) => found.flat()
  )
