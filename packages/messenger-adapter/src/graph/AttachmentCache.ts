/**
 * The ids that the platform gave to media, so that the same address is not fetched again. An id lives 90 days and belongs to
 * its page ("Saving assets", read 2026-11-21).
 *
 * @module
 */
import type { Instant } from "@parley/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { createHash } from "node:crypto"

/** Whose media, of what kind, at which address. */
export interface Key {
  readonly account: string
  readonly kind: string
  readonly url: string
}

/** An id, and until when it is of use. */
export const Kept = Schema.Struct({ id: Schema.String, until: Schema.JsonNumber })
/** An id, and until when it is of use. */
export interface Kept extends Schema.Schema.Type<typeof Kept> {}

/** Where ids are kept over a restart: a store of a bot is one. */
export interface Notes {
  readonly bookmark: (name: string) => Effect.Effect<string | undefined, unknown>
  readonly keepBookmark: (name: string, text: string) => Effect.Effect<void, unknown>
}

/** The ids of media. Nothing here fails: what cannot be read or kept is logged, and the media is fetched again. */
export interface AttachmentCache {
  /** The id of what was uploaded from an address, while it is of use. */
  readonly find: (key: Key) => Effect.Effect<Option.Option<Kept>>
  readonly keep: (key: Key, id: string) => Effect.Effect<Kept>
  /** Keeps an id of an account that was given for bytes, and so has no address. */
  readonly keepId: (account: string, id: string) => Effect.Effect<Kept>
  /** Until when an id is of use that was kept here, also when that is over; none for an id that is not known. */
  readonly endOf: (account: string, id: string) => Effect.Effect<Option.Option<Instant.Instant>>
  /** The platform does not know the id any more. */
  readonly forget: (key: Key) => Effect.Effect<void>
  /** From now on ids are kept there, and looked for there when they are not known here. */
  readonly keepIn: (notes: Notes) => Effect.Effect<void>
}

/** A day less than the platform promises: what is sent at the last moment may be fetched after it. */
const lifetime = 89 * 24 * 60 * 60 * 1000

/** When an id that was given now is of no use any more. */
export const expiry = (now: Instant.Instant): Instant.Instant => now + lifetime

/** An address may be long and hold what is private; its hash is neither. */
const nameOf = ({ account, kind, url }: Key): string =>
  `attachment/${account}/${kind}/${createHash("sha256").update(url).digest("base64url")}`

const nameOfId = (account: string, id: string): string => `attachment-id/${account}/${id}`

const decode = Schema.decodeUnknownOption(Schema.parseJson(Kept))

/** An empty cache in memory, of the `capacity` that were used last: 10,000 unless given. */
export const make = (options: { readonly capacity?: number } = {}): AttachmentCache => {
  const { capacity = 10_000 } = options
  const byAddress = new Map<string, Kept>()
  const byId = new Map<string, Kept>()
  let notes: Notes | undefined

  const remember = (known: Map<string, Kept>, name: string, kept: Kept): void => {
    known.delete(name)
    known.set(name, kept)
    const [oldest] = known.keys()
    if (known.size > capacity && oldest !== undefined) known.delete(oldest)
  }

  const noted = (name: string): Effect.Effect<Option.Option<Kept>> =>
    notes === undefined ? Effect.succeedNone : notes.bookmark(name).pipe(
      Effect.map((text) => decode(text)),
      Effect.catchAll((error) =>
        Effect.as(Effect.logWarning("The id of an attachment was not read", error), Option.none())
      )
    )

  const note = (names: ReadonlyArray<string>, text: string): Effect.Effect<void> => {
    const kept = notes
    return kept === undefined ? Effect.void : Effect.catchAll(
      Effect.forEach(names, (name) => kept.keepBookmark(name, text), { discard: true }),
      (error) => Effect.logWarning("The id of an attachment was not kept", error)
    )
  }

  const look = (known: Map<string, Kept>, name: string): Effect.Effect<Option.Option<Kept>> => {
    const found = known.get(name)
    return found === undefined ? noted(name) : Effect.succeed(Option.some(found))
  }

  const keep = (key: Key | undefined, account: string, id: string): Effect.Effect<Kept> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const kept: Kept = { id, until: expiry(now) }
      const names = key === undefined ? [nameOfId(account, id)] : [nameOf(key), nameOfId(account, id)]
      remember(byId, nameOfId(account, id), kept)
      if (key !== undefined) remember(byAddress, nameOf(key), kept)
      return Effect.as(note(names, JSON.stringify(kept)), kept)
    })

  return {
    find: (key) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const name = nameOf(key)
        return Effect.map(look(byAddress, name), (kept) =>
          Option.filter(kept, (one) => {
            if (one.until <= now) {
              return false
            }
            remember(byAddress, name, one)
            return true
          }))
      }),
    keep: (key, id) => keep(key, key.account, id),
    keepId: (account, id) => keep(undefined, account, id),
    endOf: (account, id) =>
      Effect.suspend(() => {
        const name = nameOfId(account, id)
        return Effect.map(look(byId, name), (found) =>
          Option.map(found, (kept) => {
            remember(byId, name, kept)
            return kept.until
          }))
      }),
    forget: (key) =>
      Effect.suspend(() => {
        const name = nameOf(key)
        byAddress.delete(name)
        return note([name], "")
      }),
    keepIn: (given) => Effect.sync(() => void (notes = given))
  }
}
