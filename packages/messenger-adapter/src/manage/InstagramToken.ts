/**
 * The token of an account by an Instagram login: it lives 60 days, and is refreshed or announced ("Refresh Access Token",
 * 17 July 2025).
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type { GraphClient } from "../graph/GraphClient.ts"
import * as Call from "./Call.ts"
import { type Managed, nameOf } from "./Managed.ts"

const day = 24 * 60 * 60 * 1000

/** It is refreshed from so long before its end on: tries enough, should some fail. */
const refreshedFor = 14 * day

/** A person is told from so long before its end on. */
const announcedFor = 7 * day

/** What to do about a token. */
export type Standing =
  | { readonly _tag: "Fine" }
  | { readonly _tag: "Refresh" }
  | { readonly _tag: "Announce"; readonly endsAt: number }
  | { readonly _tag: "Expired"; readonly endsAt: number }

/** How a token stands at `now` that ends at `endsAt`, both in milliseconds since 1970. */
export const standing = (endsAt: number, now: number): Standing =>
  now >= endsAt
    ? { _tag: "Expired", endsAt }
    : now >= endsAt - announcedFor
    ? { _tag: "Announce", endsAt }
    : now >= endsAt - refreshedFor
    ? { _tag: "Refresh" }
    : { _tag: "Fine" }

const shown = (at: number): string => DateTime.formatIsoDateUtc(DateTime.unsafeMake(at))

/** What to tell about a token that is not fine, with the cure; `undefined` when there is nothing to tell. */
export const warning = (endsAt: number, now: number): string | undefined => {
  const stands = standing(endsAt, now)
  switch (stands._tag) {
    case "Fine":
    case "Refresh":
      return undefined
    case "Announce":
      return `the Instagram token ends on ${shown(endsAt)} and was not refreshed; `
        + "make a new one under Instagram > API setup with Instagram login, and configure it"
    case "Expired":
      return `the Instagram token ended on ${shown(endsAt)}; `
        + "make a new one under Instagram > API setup with Instagram login, and configure it"
  }
}

const Answer = Schema.Struct({
  access_token: Schema.Redacted(Schema.NonEmptyString),
  expires_in: Schema.Union(Schema.Number, Schema.NumberFromString)
})

/** A token and when it ends, in milliseconds since 1970. */
export interface Refreshed {
  readonly token: Redacted.Redacted
  readonly endsAt: number
}

/**
 * A token that lives 60 days from now on, for one that is at least a day old and has not ended. The old one travels in the header,
 * where the page has it in the address.
 */
export const refresh = (client: GraphClient): Effect.Effect<Refreshed, Call.CallError> =>
  Effect.gen(function*() {
    const call = client.get("/refresh_access_token", { grant_type: "ig_refresh_token" })
    const { access_token, expires_in } = yield* Call.read("refresh the Instagram token", call, Answer)
    const now = yield* Clock.currentTimeMillis
    return { token: access_token, endsAt: now + expires_in * 1000 }
  })

/** How a token is kept alive. */
export interface KeepOptions {
  /** When the token ends, in milliseconds since 1970. Unknown, it is refreshed at once to learn it. */
  readonly endsAt?: number
  /** Where the new token goes: to whatever the bot reads its settings from. It is asked for before the old one ends. */
  readonly save: (refreshed: Refreshed) => Effect.Effect<void>
  /** Who is told when it cannot be refreshed a week before its end, once a day; the log unless given. */
  readonly alert?: (words: string) => Effect.Effect<void>
  /** How often it is looked at: once a day unless given. */
  readonly every?: Duration.DurationInput
}

/** Keeps a token alive for as long as this runs; it never ends and never fails. Fork it beside the bot. */
export const keep = (account: Managed, options: KeepOptions): Effect.Effect<never> => {
  const { alert = (words) => Effect.logError(words), every = "1 day", save } = options
  const look = (endsAt: number | undefined) =>
    Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      if (endsAt !== undefined && standing(endsAt, now)._tag === "Fine") return endsAt
      const refreshed = yield* Effect.either(refresh(account.client))
      if (refreshed._tag === "Right") {
        yield* save(refreshed.right)
        return refreshed.right.endsAt
      }
      const words = endsAt === undefined ? "the end of its Instagram token is not known" : warning(endsAt, now)
      if (words !== undefined) yield* alert(`${nameOf(account)}: ${words} (${refreshed.left.message})`)
      return endsAt
    })
  const from = (endsAt: number | undefined): Effect.Effect<never> =>
    Effect.flatMap(look(endsAt), (next) => Effect.zipRight(Effect.sleep(every), Effect.suspend(() => from(next))))
  return from(options.endsAt)
}
