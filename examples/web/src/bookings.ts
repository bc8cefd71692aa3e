/**
 * The bookings of the shop: what the dialogue and the web routes both work with.
 *
 * @module
 */
import type { ConversationId } from "@parley/core"
import { Context, Effect, Layer, Option, Ref, Schema } from "effect"

/** The kinds of bikes there are. */
export const Kind = Schema.Literal("city", "cargo", "child")
export type Kind = typeof Kind.Type

/** How many bikes of a kind are free on a day. */
export const Free = Schema.Struct({ kind: Kind, left: Schema.Number })
export type Free = typeof Free.Type

/** A bike for a day ("2026-11-05"), and the conversation that it was booked in. */
export interface Booking {
  readonly number: number
  readonly kind: Kind
  readonly day: string
  readonly to: ConversationId.ConversationId
}

/** A booking as memory has it. */
interface Made extends Booking {
  readonly id: string
  readonly gone?: true
}

/** How many bikes the shop has. */
export type Stock = { readonly [K in Kind]: number }

/** The bikes of the shop. */
export const stock: Stock = { city: 6, cargo: 2, child: 3 }

/** The last bike of its kind went to somebody else. */
export class Taken extends Schema.TaggedError<Taken>()("Taken", { kind: Kind, day: Schema.String }) {
  override get message(): string {
    return `All bikes of the kind "${this.kind}" are booked on ${this.day}; offer what is left.`
  }
}

/** The bookings cannot be read or written now. */
export class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", { reason: Schema.String }) {
  override get message(): string {
    return `The database did not answer as it should: ${this.reason}. Look at DATABASE_URL and at the server.`
  }
}

/** Books bikes. One `id` is one booking, however often it is made. */
export class Bookings extends Context.Tag("@parley/example-web/Bookings")<Bookings, {
  readonly free: (day: string) => Effect.Effect<ReadonlyArray<Free>, Unavailable>
  readonly book: (
    wish: { readonly kind: Kind; readonly day: string; readonly to: ConversationId.ConversationId },
    id: string
  ) => Effect.Effect<number, Taken | Unavailable>
  readonly find: (number: number) => Effect.Effect<Option.Option<Booking>, Unavailable>
  readonly cancel: (number: number) => Effect.Effect<void, Unavailable>
}>() {
  /** The bookings that the bot and the routes were given, one operation at a time. */
  static readonly use = <A, E>(
    operation: (bookings: Context.Tag.Service<Bookings>) => Effect.Effect<A, E>
  ): Effect.Effect<A, E, Bookings> => Effect.flatMap(Bookings, operation)

  /** Bookings in memory: for convos, and for a first look. */
  static readonly layerMemory = (owned: Stock = stock) =>
    Layer.effect(
      Bookings,
      Effect.map(Ref.make<ReadonlyArray<Made>>([]), (made) => {
        const left = (all: ReadonlyArray<Made>, kind: Kind, day: string): number =>
          owned[kind] - all.filter((one) => one.gone !== true && one.kind === kind && one.day === day).length
        return {
          free: (day) =>
            Effect.map(Ref.get(made), (all) => Kind.literals.map((kind) => ({ kind, left: left(all, kind, day) }))),
          book: (wish, id) =>
            Ref.modify(made, (all): readonly [Effect.Effect<number, Taken>, ReadonlyArray<Made>] => {
              const before = all.find((one) => one.id === id)
              if (before !== undefined) return [Effect.succeed(before.number), all]
              const { day, kind } = wish
              if (left(all, kind, day) <= 0) return [Effect.fail(new Taken({ kind, day })), all]
              const number = all.length + 1
              return [Effect.succeed(number), [...all, { ...wish, id, number }]]
            }).pipe(Effect.flatten),
          find: (number) =>
            Effect.map(Ref.get(made), (all) =>
              Option.map(
                Option.fromNullable(all.find((one) => one.number === number && one.gone !== true)),
                ({ day, kind, number, to }) => ({ day, kind, number, to })
              )),
          cancel: (number) =>
            Ref.update(made, (all) => all.map((one) => one.number === number ? { ...one, gone: true } : one))
        }
      })
    )
}
