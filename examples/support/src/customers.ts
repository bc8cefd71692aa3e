/**
 * What the company knows of its customers, as the dialogue asks for it.
 *
 * @module
 */
import { manage } from "@parley/messenger-adapter"
import { Context, Effect, Layer, Schema } from "effect"

/** Nobody has this number. */
export class UnknownNumber extends Schema.TaggedError<UnknownNumber>()("UnknownNumber", { number: Schema.String }) {
  override get message(): string {
    return `No customer has the number ${this.number}; ask for the one on the bill.`
  }
}

/** Whom a conversation is with. */
interface Whom {
  readonly account: string
  readonly person: string
}

/** What stands on a bill: cents, and the day by which they are due, as in "2026-11-15". */
export interface Bill {
  readonly cents: number
  readonly due: string
}

/** Knows in which language people read, and what they owe. */
export class Customers extends Context.Tag("@parley/example-support/Customers")<Customers, {
  readonly language: (whom: Whom) => Effect.Effect<string>
  readonly bill: (number: string) => Effect.Effect<Bill, UnknownNumber>
}>() {
  /** The language of a person's profile, as the platform writes it: "de_DE". */
  static readonly language = (whom: Whom) => Effect.flatMap(Customers, (customers) => customers.language(whom))

  /** The last bill of a customer, by the number that is printed on it. */
  static readonly bill = (number: string) => Effect.flatMap(Customers, (customers) => customers.bill(number))

  /** Stand-ins for the company's records. The language is that of the profile which `read` gives. */
  private static readonly layer = (read: (whom: Whom) => Effect.Effect<string>) =>
    Layer.succeed(Customers, {
      language: read,
      bill: (number) =>
        number.startsWith("0")
          ? Effect.fail(new UnknownNumber({ number }))
          : Effect.succeed({ cents: 3_990, due: "2026-11-15" })
    })

  /** Everybody reads English; every number is a customer's, except those that begin with 0. */
  static readonly layerMemory = Customers.layer(() => Effect.succeed("en"))

  /** The same records, and the languages of people's profiles: they take a permission of their own, else English. */
  static readonly layerProfiles = Layer.suspend(() => {
    const pages = manage()
    return Customers.layer(({ account, person }) =>
      Effect.promise(() => pages.account(account).profiles.read(person, { fields: ["locale"] })).pipe(
        Effect.map((reading) => reading._tag === "Known" ? reading.profile.locale ?? "en" : "en")
      )
    )
  })
}
