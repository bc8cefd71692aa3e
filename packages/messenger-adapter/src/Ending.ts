/**
 * What of the settings has an end that is near: told in the log when a bot starts, and once.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as InstagramToken from "./manage/InstagramToken.ts"
import type * as MessengerSettings from "./MessengerSettings.ts"
import * as GraphVersion from "./wire/GraphVersion.ts"

type Account = Pick<MessengerSettings.Account, "id" | "login" | "tokenEndsAt">

const ofToken = ({ login, tokenEndsAt: endsAt }: Account, now: number): string | undefined => {
  if (endsAt === undefined) return undefined
  if (login === "instagram") return InstagramToken.warning(endsAt, now)
  const { _tag } = InstagramToken.standing(endsAt, now)
  if (_tag !== "Announce" && _tag !== "Expired") return undefined
  const day = DateTime.formatIsoDateUtc(DateTime.unsafeMake(endsAt))
  return `the token ${_tag === "Expired" ? "ended" : "ends"} on ${day}; create a new one and configure it`
}

/** What to tell at `now`, in sentences with their cures: of the Graph version from 90 days before its end, of a token from a week before. */
const warnings = (
  { accounts, channel, version }: Pick<MessengerSettings.Settings, "channel" | "version"> & {
    readonly accounts: ReadonlyArray<Account>
  },
  now: number
): ReadonlyArray<string> =>
  [
    GraphVersion.warning(version, now),
    ...accounts.map((account) => {
      const words = ofToken(account, now)
      return words === undefined ? undefined : `${channel}/${account.id}: ${words}`
    })
  ].filter((words) => words !== undefined)

/** Tells it to the log. */
export const tell = (settings: MessengerSettings.Settings): Effect.Effect<void> =>
  Effect.flatMap(
    Clock.currentTimeMillis,
    (now) => Effect.forEach(warnings(settings, now), (words) => Effect.logWarning(words), { discard: true })
  )
