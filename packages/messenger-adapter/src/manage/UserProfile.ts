/**
 * What the platform tells of a person: read when asked for, and known for a while.
 *
 * @module
 */
import type { Instant } from "@parley/core"
import * as Cache from "effect/Cache"
import * as Clock from "effect/Clock"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Types from "effect/Types"
import type { Channel } from "../wire/Channel.ts"
import * as ProfileBody from "../wire/ProfileBody.ts"
import * as Call from "./Call.ts"
import { Invalid } from "./Invalid.ts"
import type { Managed } from "./Managed.ts"

/** What may be asked for, by channel. Messenger asks for a permission of its own for locale, timezone and gender. */
const fields = {
  messenger: {
    name: "name",
    firstName: "first_name",
    lastName: "last_name",
    picture: "profile_pic",
    locale: "locale",
    timezone: "timezone",
    gender: "gender"
  },
  instagram: {
    name: "name",
    username: "username",
    picture: "profile_pic",
    followers: "follower_count",
    followsUs: "is_user_follow_business",
    followedByUs: "is_business_follow_user",
    verified: "is_verified_user"
  }
} as const satisfies Readonly<Record<Channel, Readonly<Record<string, keyof ProfileBody.Profile>>>>

/** A field of a profile. */
export type Field = keyof typeof fields.messenger | keyof typeof fields.instagram

const usual: Readonly<Record<Channel, ReadonlyArray<Field>>> = {
  messenger: ["name", "firstName", "lastName", "picture"],
  instagram: ["name", "username", "picture"]
}

/** A picture, and until when its address works, where the address tells. */
export interface Picture {
  readonly url: string
  readonly expiresAt?: Instant.Instant
}

/** What is known of a person. What they, or the permissions of the account, do not give is absent. */
export interface Profile {
  readonly name?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly picture?: Picture
  /** As the platform writes it, "es_ES"; `remember({ locale })` takes it as it is. */
  readonly locale?: string
  /** Hours from UTC. */
  readonly timezone?: number
  readonly gender?: string
  readonly username?: string
  readonly followers?: number
  readonly followsUs?: boolean
  readonly followedByUs?: boolean
  readonly verified?: boolean
}

/**
 * A profile, or why there is none: the account may not read it (`notPermitted`), the person did not consent yet (`noConsent`: they
 * have to write first), or has none (`noProfile`: an account made with a phone number), or blocked the account or left (`unreachable`),
 * or the account knows nobody of this id (`unknown`).
 */
export type Reading =
  | { readonly _tag: "Known"; readonly profile: Profile }
  | {
    readonly _tag: "Withheld"
    readonly why: "notPermitted" | "noConsent" | "noProfile" | "unreachable" | "unknown"
    readonly cure: string
  }

/** What is read, and how fresh it has to be. */
export interface ReadOptions {
  /** The fields that are asked for; those that need no permission of their own unless given. */
  readonly fields?: ReadonlyArray<Field>
}

/** The profiles of the people of one account. */
export interface UserProfiles {
  /** The profile of a person by their scoped id, as it is known or as the platform tells it now. */
  readonly read: (person: string, options?: ReadOptions) => Effect.Effect<Reading, Invalid | Call.CallError>
  /** Forgets what is known of a person, so that it is asked for again. */
  readonly forget: (person: string) => Effect.Effect<void>
}

/** How long things are known. */
export interface CacheOptions {
  /** A profile: an hour unless given, and no longer than its picture's address works. */
  readonly knownFor?: Duration.DurationInput
  /** That there is none: five minutes unless given. */
  readonly withheldFor?: Duration.DurationInput
  /** People at most; those who were not asked for longest go first. 10,000 unless given. */
  readonly capacity?: number
}

/**
 * Until when the address of a picture works: Meta's hosts say it in seconds since the epoch, as `ext` in decimal or as `oe` in
 * hexadecimal. Seen, not documented.
 */
const expiryOf = (address: string): Instant.Instant | undefined => {
  if (!URL.canParse(address)) return undefined
  const { searchParams } = new URL(address)
  const [ext, oe] = [searchParams.get("ext") ?? "", searchParams.get("oe") ?? ""]
  const seconds = /^\d{10}$/.test(ext) ? Number(ext) : /^[0-9a-f]{8}$/i.test(oe) ? Number.parseInt(oe, 16) : undefined
  return seconds === undefined ? undefined : seconds * 1000
}

const profileOf = (body: ProfileBody.Profile): Profile => {
  const profile: Types.Mutable<Profile> = {}
  if (body.name !== undefined) profile.name = body.name
  if (body.first_name !== undefined) profile.firstName = body.first_name
  if (body.last_name !== undefined) profile.lastName = body.last_name
  if (body.profile_pic !== undefined) {
    const expiresAt = expiryOf(body.profile_pic)
    profile.picture = { url: body.profile_pic, ...(expiresAt === undefined ? {} : { expiresAt }) }
  }
  if (body.locale !== undefined) profile.locale = body.locale
  if (body.timezone !== undefined) profile.timezone = body.timezone
  if (body.gender !== undefined) profile.gender = body.gender
  if (body.username !== undefined) profile.username = body.username
  if (body.follower_count !== undefined) profile.followers = body.follower_count
  if (body.is_user_follow_business !== undefined) profile.followsUs = body.is_user_follow_business
  if (body.is_business_follow_user !== undefined) profile.followedByUs = body.is_business_follow_user
  if (body.is_verified_user !== undefined) profile.verified = body.is_verified_user
  return profile
}

const withheld = (why: Extract<Reading, { _tag: "Withheld" }>["why"], cure: string): Reading => ({
  _tag: "Withheld",
  why,
  cure
})

const notPermitted = withheld(
  "notPermitted",
  "ask Meta for Business Asset User Profile Access, and for the permission of each of locale, timezone and gender"
)

/** The platform says it with these, as code or as subcode ("Common Error Codes", 25 June 2026). */
const saying: ReadonlyMap<number, Reading> = new Map([
  [230, withheld("noConsent", "ask again once the person wrote to the account")],
  [2018218, withheld("noProfile", "go on without: the person's account was made with a phone number")],
  [2018247, notPermitted]
])

/** Said of nobody that the account knows: nothing by this id, or no user who matches it, the latter on Messenger and on Instagram. */
const nobody: ReadonlySet<number> = new Set([33, 2018001, 2534014])

const unknown = withheld(
  "unknown",
  "give the id by which the person wrote to this very account: ids of another page, and app-scoped ones of Facebook Login, are "
    + "others; a token of another page sees nobody, either"
)

const refusalOf = ({ error }: Call.CallRejected): Reading | undefined => {
  if (error.code === 100 && nobody.has(error.subcode ?? 0)) return unknown
  const said = saying.get(error.subcode ?? 0) ?? saying.get(error.code ?? 0)
  if (said !== undefined) return said
  return error._tag === "Unreachable" ? withheld("unreachable", error.cure) : undefined
}

/** Whom, and what of them: equal when its values are. */
class Wanted extends Data.Class<{ readonly person: string; readonly names: string }> {}

/** Makes the profiles of an account, with an empty cache. */
export const make = ({ channel, client }: Managed, options: CacheOptions = {}): Effect.Effect<UserProfiles> =>
  Effect.gen(function*() {
    const { capacity = 10_000, knownFor = "1 hour", withheldFor = "5 minutes" } = options
    const spelled: Readonly<Partial<Record<Field, string>>> = fields[channel]
    /** Which of a person's readings the cache may hold; as many as there are ways to ask. */
    const asked = new Set<string>()

    const lookup = ({ names, person }: Wanted): Effect.Effect<readonly [Reading, Instant.Instant], Call.CallError> => {
      const call = client.get(`/${encodeURIComponent(person)}`, { fields: names })
      const told = Effect.map(Call.read("read the profile of a person", call, ProfileBody.Profile), (body): Reading => {
        const profile = profileOf(body)
        return Object.keys(profile).length === 0 ? notPermitted : { _tag: "Known", profile }
      })
      const reading = Effect.catchTag(told, "CallRejected", (error) => {
        const refusal = refusalOf(error)
        return refusal === undefined ? Effect.fail(error) : Effect.succeed(refusal)
      })
      return Effect.zip(reading, Clock.currentTimeMillis)
    }

    /** How long a reading is known. The cache has a value through its last millisecond; here it is gone by then. */
    const known = (reading: Reading, now: Instant.Instant): number => {
      if (reading._tag === "Withheld") return Duration.toMillis(withheldFor) - 1
      const expiresAt = reading.profile.picture?.expiresAt ?? Number.POSITIVE_INFINITY
      return Math.min(Duration.toMillis(knownFor), expiresAt - now) - 1
    }

    const cache = yield* Cache.makeWith({
      capacity,
      lookup,
      timeToLive: (exit) => Duration.millis(Exit.isSuccess(exit) ? Math.max(0, known(...exit.value)) : 0)
    })

    const cached = (wanted: Wanted): Effect.Effect<Reading, Call.CallError> =>
      cache.get(wanted).pipe(
        Effect.map(([reading]) => reading),
        // A failure is nobody's profile: whoever asks next asks the platform.
        Effect.tapError(() => cache.invalidate(wanted))
      )

    return {
      read: (person, { fields: wanted = usual[channel] } = {}) =>
        Effect.suspend((): ReturnType<UserProfiles["read"]> => {
          if (!/^\d+$/.test(person)) {
            const cure = "give the id by which the person wrote; others have no profile to read"
            return Effect.fail(new Invalid({ field: "person", problem: "it is no scoped id", cure }))
          }
          // The compiler takes what is no array for one of anything.
          const isList: boolean = Array.isArray(wanted)
          if (!isList) {
            const cure = "write it like { fields: [\"name\"] }"
            return Effect.fail(new Invalid({ field: "fields", problem: "it is no list", cure }))
          }
          const strange = wanted.find((name) => spelled[name] === undefined)
          if (strange !== undefined) {
            const cure = `ask for ${Object.keys(spelled).join(", ")}`
            return Effect.fail(new Invalid({ field: "fields", problem: `${channel} has no ${strange}`, cure }))
          }
          const names = wanted.flatMap((name) => spelled[name] ?? []).sort().join(",")
          asked.add(names)
          return cached(new Wanted({ person, names }))
        }),
      forget: (person) =>
        Effect.suspend(() =>
          Effect.forEach(asked, (names) => cache.invalidate(new Wanted({ person, names })), { discard: true })
        )
    }
  })
