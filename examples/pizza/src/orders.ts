/**
 * The kitchen, as the dialogue knows it.
 *
 * @module
 */
import { Context, Effect, Layer, Ref, Schema } from "effect"

/** There is no dough left. */
export class SoldOut extends Schema.TaggedError<SoldOut>()("SoldOut", {}) {
  override get message(): string {
    return "The kitchen is sold out for today; it takes orders again tomorrow."
  }
}

/** Takes orders. One `id` is one order, however often it is placed. */
export class Orders extends Context.Tag("@parley/example-pizza/Orders")<Orders, {
  readonly place: (
    order: { readonly size: number; readonly address: string },
    id: string
  ) => Effect.Effect<void, SoldOut>
}>() {
  /** Places an order with the kitchen that the bot was given. */
  static readonly place = (order: { readonly size: number; readonly address: string }, id: string) =>
    Effect.flatMap(Orders, (orders) => orders.place(order, id))

  /** A kitchen in memory, which has dough for `pizzas` pizzas. */
  static readonly layerMemory = (pizzas = 1_000) =>
    Layer.effect(
      Orders,
      Effect.map(Ref.make<ReadonlySet<string>>(new Set()), (placed) => ({
        place: (_order, id) =>
          Ref.modify(placed, (ids): readonly [Effect.Effect<void, SoldOut>, ReadonlySet<string>] => {
            if (ids.has(id)) return [Effect.void, ids]
            return ids.size >= pizzas ? [Effect.fail(new SoldOut()), ids] : [Effect.void, new Set([...ids, id])]
          }).pipe(Effect.flatten)
      }))
    )
}
