/**
 * One signal to many conversations, at a pace, so that a channel's limits are kept and the answers of people who write
 * meanwhile do not wait. What each message may do is decided conversation by conversation, as for any other.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Conversation } from "../model/Conversation.ts"
import * as ConversationId from "../model/ConversationId.ts"
import type { Query, StoreError } from "./ConversationStore.ts"
import type { Door } from "./Door.ts"
import type { Host } from "./Host.ts"
import * as Listing from "./Listing.ts"
import * as Signalling from "./Signalling.ts"
import type { Outcome, UnknownSignal } from "./Signals.ts"

/**
 * Which signal, with which payload, to whom. `id` names the broadcast: called again with it, after a restart for one, it goes on
 * behind the last conversation that was told, and tells nobody twice. `perSecond` bounds the pace, 10 unless given; `deadline` the wait
 * for the outcomes of one conversation, 30 seconds unless given.
 */
export interface Request {
  readonly id: string
  readonly name: string
  readonly payload: unknown
  readonly to: Query
  readonly perSecond?: number
  readonly deadline?: Duration.DurationInput
}

/** At most so many conversations wait for their outcomes; a channel that is slower than that sets the pace. */
const atOnce = 64

/** How far it has come: the last conversation that was told, or that nobody is left. */
const done = "done"
const after = (key: string): string => `after ${key}`
const cursorOf = (place: string | undefined): string | undefined =>
  place?.startsWith("after ") ? place.slice(6) : undefined

/** Tells everyone whom the query finds; gives the outcomes as they come, in the order of conversations. */
export const send = (host: Host, door: Door, request: Request): Stream.Stream<Outcome, StoreError | UnknownSignal> => {
  const bookmark = `broadcast/${request.id}`
  const pause = Duration.millis(1000 / Math.max(request.perSecond ?? 10, 0.001))
  const tell = ({ id }: Conversation) =>
    Effect.map(
      Signalling.send(host, door, {
        id: request.id,
        name: request.name,
        payload: request.payload,
        to: id,
        ...(request.deadline === undefined ? {} : { deadline: request.deadline })
      }),
      (outcomes) => ({ id, outcomes })
    )
  const paced = ([conversation, index]: readonly [Conversation, number]) =>
    index === 0 ? Effect.succeed(conversation) : Effect.delay(Effect.succeed(conversation), pause)
  // Begun at the pace whatever a send takes, noted in order: what comes after the mark may have been told, and is not told twice.
  const everyone = (place: string | undefined) =>
    Listing.all(host.store, request.to, cursorOf(place)).pipe(
      Stream.zipWithIndex,
      Stream.mapEffect(paced),
      Stream.mapEffect(tell, { concurrency: atOnce }),
      Stream.tap(({ id }) => host.store.keepBookmark(bookmark, after(ConversationId.key(id)))),
      Stream.mapConcat(({ outcomes }) => outcomes)
    )
  return Stream.unwrap(Effect.map(host.store.bookmark(bookmark), (place) =>
    place === done
      ? Stream.empty
      : Stream.concat(everyone(place), Stream.drain(Stream.fromEffect(host.store.keepBookmark(bookmark, done))))))
}
