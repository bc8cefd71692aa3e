/**
 * The practice's calendar, as the dialogue knows it.
 *
 * @module
 */
import { Clock, Context, Effect, Layer, Ref, Schema } from "effect"

/** Somebody else has the time by now. */
export class Taken extends Schema.TaggedError<Taken>()("Taken", { at: Schema.Number }) {
  override get message(): string {
    return "The time was booked by somebody else a moment ago; offer the ones that are left."
  }
}

const hour = 3_600_000
const day = 24 * hour

/** The times of a day at which the practice sees people, after midnight. */
const hours = [9.5 * hour, 14 * hour]

/** Days from today on which it does. */
const days = [3, 4, 9]

/** Gives times to people. A time is a moment, in milliseconds since the epoch. */
export class Calendar extends Context.Tag("@parley/example-appointment/Calendar")<Calendar, {
  readonly free: Effect.Effect<ReadonlyArray<number>>
  readonly book: (at: number, id: string) => Effect.Effect<void, Taken>
  readonly cancel: (at: number) => Effect.Effect<void>
}>() {
  /** The times that nobody has. */
  static readonly free = Effect.flatMap(Calendar, (calendar) => calendar.free)

  /** Books a time. One `id` is one booking, however often it is made. */
  static readonly book = (at: number, id: string) => Effect.flatMap(Calendar, (calendar) => calendar.book(at, id))

  /** Gives a time back; one that nobody has is left alone. */
  static readonly cancel = (at: number) => Effect.flatMap(Calendar, (calendar) => calendar.cancel(at))

  /** A calendar in memory: two times a day on some of the next days. */
  static readonly layerMemory = Layer.effect(
    Calendar,
    Effect.map(Ref.make<ReadonlyMap<number, string>>(new Map()), (bookings) => ({
      free: Effect.gen(function*() {
        const now = yield* Clock.currentTimeMillis
        const booked = yield* Ref.get(bookings)
        const today = now - now % day
        return days.flatMap((later) => hours.map((at) => today + later * day + at)).filter((at) => !booked.has(at))
      }),
      book: (at, id) =>
        Ref.modify(bookings, (booked): readonly [Effect.Effect<void, Taken>, ReadonlyMap<number, string>] => {
          const by = booked.get(at)
          if (by === id) return [Effect.void, booked]
          return by === undefined
            ? [Effect.void, new Map([...booked, [at, id]])]
            : [Effect.fail(new Taken({ at })), booked]
        }).pipe(Effect.flatten),
      cancel: (at) => Ref.update(bookings, (booked) => new Map([...booked].filter(([other]) => other !== at)))
    }))
  )
}
