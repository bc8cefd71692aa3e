/**
 * Reads an account's profile, and brings it to what the code says ("Messenger Profile API", read 2026-11-21).
 *
 * @module
 */
import type { Json } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Call from "./Call.ts"
import * as CallRate from "./CallRate.ts"
import type { Managed } from "./Managed.ts"
import * as Profile from "./Profile.ts"
import * as ProfileDiff from "./ProfileDiff.ts"
import * as ProfileWire from "./ProfileWire.ts"

const Answer = Schema.Struct({ data: Schema.Array(Schema.Record({ key: Schema.String, value: Schema.Unknown })) })

/** Two spellings are printed for the same. */
const Done = Schema.Union(
  Schema.Struct({ result: Schema.Literal("success") }),
  Schema.Struct({ success: Schema.Literal(true, "true") })
)

/** What was done: the differences that were there, and the parts that were set and taken away. */
export interface Pushed {
  readonly changes: ReadonlyArray<ProfileDiff.Change>
  readonly set: ReadonlyArray<Profile.Part>
  readonly removed: ReadonlyArray<Profile.Part>
}

/** The profile of one account. */
export interface ProfileApi {
  /** What the account has now. */
  readonly read: Effect.Effect<ProfileWire.Stored, Call.CallError>
  /** What differs from the code. */
  readonly diff: (
    profile: Profile.Profile
  ) => Effect.Effect<ReadonlyArray<ProfileDiff.Change>, Call.CallError | Profile.InvalidProfile>
  /**
   * Sets the parts that differ, the "Get started" button first; a part is set whole, with all its languages. With `prune` what only
   * the account has is taken away. Done twice, the second time changes nothing.
   */
  readonly push: (
    profile: Profile.Profile,
    options?: { readonly prune?: boolean }
  ) => Effect.Effect<Pushed, Call.CallError | Profile.InvalidProfile>
}

const checked = (profile: Profile.Profile, channel: Managed["channel"]) => {
  const [first, ...rest] = Profile.problems(profile, channel).map(({ cure, field, problem }) => ({
    field,
    problem,
    cure
  }))
  return first === undefined
    ? Effect.void
    : Effect.fail(new Profile.InvalidProfile({ problems: [first, ...rest] }))
}

const once = (changes: ReadonlyArray<ProfileDiff.Change>, isOne: (change: ProfileDiff.Change) => boolean) =>
  Profile.parts.filter((part) => changes.some((change) => change.part === part && isOne(change)))

/** The parts in groups of one call each. The button stands alone: a menu is refused before it is there. */
const apart = (list: ReadonlyArray<Profile.Part>): ReadonlyArray<ReadonlyArray<Profile.Part>> =>
  [list.filter((part) => part === "getStarted"), list.filter((part) => part !== "getStarted")]
    .filter((group) => group.length > 0)

/** The profile of an account; at most 10 calls in 10 minutes, as the platform allows, by waiting ("Messenger Profile API"). */
export const make = ({ channel, client }: Managed): ProfileApi => {
  const { limit } = CallRate.make({ calls: 10, per: "10 minutes" })
  const platform: { readonly platform?: string } = channel === "instagram" ? { platform: "instagram" } : {}
  const mine = Profile.parts.filter((part) => Profile.has(channel, part))
  const read = Effect.map(
    Call.read(
      "read the profile",
      limit(client.get("messenger_profile", {
        fields: mine.map((part) => ProfileWire.properties[part]).join(","),
        ...platform
      })),
      Answer
    ),
    ({ data }) => ProfileWire.read(data, mine)
  )
  const set = (profile: Profile.Profile, group: ReadonlyArray<Profile.Part>) => {
    const body: Record<string, Json.Json> = { ...platform }
    for (const part of group) {
      const encoded = ProfileWire.encode(profile, part, channel)
      if (encoded !== undefined) body[ProfileWire.properties[part]] = encoded
    }
    return Call.read(`set ${group.join(", ")}`, limit(client.post("messenger_profile", body)), Done)
  }
  const remove = (group: ReadonlyArray<Profile.Part>) => {
    const body = { fields: group.map((part) => ProfileWire.properties[part]), ...platform }
    return Call.read(`take away ${group.join(", ")}`, limit(client.delete("messenger_profile", body)), Done)
  }
  const diff: ProfileApi["diff"] = (profile) =>
    Effect.zipRight(
      checked(profile, channel),
      Effect.map(read, (stored) => ProfileDiff.diff(profile, stored, channel))
    )
  return {
    read,
    diff,
    push: (profile, { prune = false } = {}) =>
      Effect.gen(function*() {
        const changes = yield* diff(profile)
        const toSet = once(changes, ({ change }) => change !== "extra")
        const toRemove = prune ? once(changes, ({ change }) => change === "extra") : []
        for (const group of apart(toSet)) yield* set(profile, group)
        // The other way round: the button goes when no menu needs it any more.
        for (const group of apart(toRemove).toReversed()) yield* remove(group)
        return { changes, set: toSet, removed: toRemove }
      })
  }
}
