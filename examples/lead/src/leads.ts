/**
 * The sales office, as the dialogue knows it.
 *
 * @module
 */
import type { ConversationId } from "@parley/core"
import { Context, Effect, Layer, Ref, Schema } from "effect"

/** The office has this number already: a colleague is on it. */
export class Known extends Schema.TaggedError<Known>()("Known", { phone: Schema.String }) {
  override get message(): string {
    return "The office is in touch with this number already; wait for the colleague's call."
  }
}

/** What the office answers: how many panels, and for how many euros. */
export const Estimate = Schema.Struct({ panels: Schema.Number, price: Schema.Number })

/** Somebody who would like an estimate. `bill` is what they pay for electricity in a month, in euros; `to` is where to answer. */
export interface Lead {
  readonly to: ConversationId.ConversationId
  readonly campaign: string
  readonly name: string
  readonly home: string
  readonly bill: number
  readonly phone: string
}

/** Takes leads. One `id` is one lead, however often it is sent. */
export class Leads extends Context.Tag("@parley/example-lead/Leads")<Leads, {
  readonly add: (lead: Lead, id: string) => Effect.Effect<void, Known>
}>() {
  /** Sends a lead to the office that the bot was given. */
  static readonly add = (lead: Lead, id: string) => Effect.flatMap(Leads, (leads) => leads.add(lead, id))

  /** An office in memory, which is in touch with `known` numbers from the start. */
  static readonly layerMemory = (known: ReadonlyArray<string> = []) =>
    Layer.effect(
      Leads,
      Effect.map(Ref.make<ReadonlyMap<string, string>>(new Map(known.map((phone) => [phone, "before"]))), (ids) => ({
        add: ({ phone }, id) =>
          Ref.modify(ids, (had): readonly [Effect.Effect<void, Known>, ReadonlyMap<string, string>] => {
            const by = had.get(phone)
            if (by === id) return [Effect.void, had]
            return by === undefined
              ? [Effect.void, new Map([...had, [phone, id]])]
              : [Effect.fail(new Known({ phone })), had]
          }).pipe(Effect.flatten)
      }))
    )
}
