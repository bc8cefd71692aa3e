/**
 * What the bot says, in its two languages.
 *
 * @module
 */
import { Catalogue } from "@parley/core"
import type { Kind } from "./bookings.ts"
import * as Days from "./days.ts"

/** A booking in the making, as the texts know it. */
interface Rent {
  readonly kind: Kind
  readonly day: string
  readonly number: number
  readonly dock: number
}

const names = {
  en: { city: "City bike", cargo: "Cargo bike", child: "Child's bike" },
  fr: { city: "Vélo de ville", cargo: "Vélo-cargo", child: "Vélo d'enfant" }
}

const english = ({ day, kind }: Rent) => `${names.en[kind]}, ${Days.words(day, "en")}`
const french = ({ day, kind }: Rent) => `${names.fr[kind]}, ${Days.words(day, "fr")}`

/** The texts by name, English for everybody who speaks neither language. */
export const texts = Catalogue.make({
  en: {
    day: "For which day would you like a bike?",
    passed: "That day has passed by now.",
    full: "Nothing is left on that day.",
    kind: "Which bike?",
    sure: (rent: Rent) => `${english(rent)}. Shall I book it?`,
    taken: "I am sorry, that one has just been taken.",
    booked: (rent: Rent) => `Booked: number ${rent.number}, ${english(rent)}. We will tell you when it stands ready.`,
    waiting: (rent: Rent) => `Number ${rent.number}: ${english(rent)}.`,
    ready: (rent: Rent) => `Your bike stands ready at dock ${rent.dock}. Enjoy the ride!`,
    cancelled: (rent: Rent) => `Number ${rent.number} is cancelled.`,
    nothing: "All right, nothing is booked.",
    human: "One of us will be with you shortly."
  },
  fr: {
    day: "Pour quel jour voulez-vous un vélo ?",
    passed: "Ce jour est passé.",
    full: "Il ne reste rien ce jour-là.",
    kind: "Quel vélo ?",
    sure: (rent: Rent) => `${french(rent)}. Je le réserve ?`,
    taken: "Désolé, il vient d'être pris.",
    booked: (rent: Rent) => `Réservé : numéro ${rent.number}, ${french(rent)}. Nous vous dirons quand il sera prêt.`,
    waiting: (rent: Rent) => `Numéro ${rent.number} : ${french(rent)}.`,
    ready: (rent: Rent) => `Votre vélo vous attend à la borne ${rent.dock}. Bonne route !`,
    cancelled: (rent: Rent) => `Le numéro ${rent.number} est annulé.`,
    nothing: "Entendu, rien n'est réservé.",
    human: "L'un de nous vous répond sous peu."
  }
})

/** The language in which somebody is spoken to. */
export const languageOf = ({ locale }: { readonly locale: string }): "en" | "fr" =>
  locale.startsWith("fr") ? "fr" : "en"

/** The name of a kind of bike, as buttons have it. */
export const nameOf = (kind: Kind, turn: { readonly locale: string }): string => names[languageOf(turn)][kind]

/** What is said to somebody who wants none of what the bot can do. */
export const lost = (locale: string): string =>
  languageOf({ locale }) === "fr" ? "Écrivez « vélo » pour en louer un." : "Write \"bike\" to rent one."
