/**
 * The shop's orders, as the dialogue knows them.
 *
 * @module
 */
import { Context, Effect, Layer, Schema } from "effect"

/** Where a parcel is. */
export const Status = Schema.Literal("packed", "shipped", "delayed", "delivered")

/** What the shop tells of a parcel: where it is, and the day on which it comes or came, as in "2026-11-05". */
export const News = Schema.Struct({
  status: Status,
  day: Schema.String.pipe(Schema.pattern(/^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/))
})

/** An order: where it is, and the language in which it was made. */
export interface Order {
  readonly status: typeof Status.Type
  readonly day: string
  readonly language: "en" | "fr"
}

/** Whose conversation it is, as the shop keeps it to say where news go. */
export interface Whom {
  readonly channel: string
  readonly account: string
  readonly person: string
}

/** Nobody has ordered under this number. */
export class UnknownOrder extends Schema.TaggedError<UnknownOrder>()("UnknownOrder", { number: Schema.String }) {
  override get message(): string {
    return `There is no order ${this.number}; ask for the number in the confirmation by mail.`
  }
}

/** Knows orders, and who wants to hear of them. */
export class Orders extends Context.Tag("@parley/example-order-status/Orders")<Orders, {
  readonly follow: (number: string, whom: Whom) => Effect.Effect<Order, UnknownOrder>
}>() {
  /** Gives an order, and remembers whom to tell of it. Following it twice is following it once. */
  static readonly follow = (number: string, whom: Whom) =>
    Effect.flatMap(Orders, (orders) => orders.follow(number, whom))

  /**
   * Stands in for the shop: numbers that begin with L are English orders, with F French ones, and there is none with 0. The last
   * digit says where the parcel is: 1 packed, 2 shipped, 3 delivered.
   */
  static readonly layerMemory = Layer.succeed(Orders, {
    follow: (number) => {
      const status = ({ 1: "packed", 2: "shipped", 3: "delivered" } as const)[number.at(-1) ?? ""]
      return status === undefined
        ? Effect.fail(new UnknownOrder({ number }))
        : Effect.succeed({ status, day: "2026-11-05", language: number.startsWith("F") ? "fr" : "en" })
    }
  })
}
