/**
 * What the bot says, in its two languages.
 *
 * @module
 */
import { Catalogue } from "@parley/core"
import type { Language } from "./questions.ts"

/** A game, as the texts know it. */
interface Game {
  readonly round: number
  readonly points: number
  readonly gained: number
  readonly animal: string
  readonly ticket: string
}

/** The texts by name, English for everybody who speaks neither language. */
export const texts = Catalogue.make({
  en: {
    rules: "Three pictures, half a minute for each. The quicker, the more points.",
    which: ({ round }: Game) => `${round}. Which animal is this?`,
    right: ({ gained }: Game) => `Right! ${gained} points.`,
    wrong: ({ animal }: Game) => `No, that was: ${animal}.`,
    slow: ({ animal }: Game) => `Time is up. That was: ${animal}.`,
    score: ({ points }: Game) => `You have ${points} points.`,
    ticket: ({ ticket }: Game) => `That wins a day in the park. Show this number at the till: ${ticket}.`,
    gone: "That would have won a ticket, and they are all gone. You can be proud all the same.",
    picture: "Will you send us a picture of an animal, for our wall? Write \"no\" if you would rather not.",
    hung: "Thank you! It hangs on our wall.",
    again: "Once more?",
    bye: "Good bye, and see you in the park!",
    human: "One of us will be with you shortly."
  },
  de: {
    rules: "Drei Bilder, für jedes eine halbe Minute. Je schneller, desto mehr Punkte.",
    which: ({ round }: Game) => `${round}. Welches Tier ist das?`,
    right: ({ gained }: Game) => `Richtig! ${gained} Punkte.`,
    wrong: ({ animal }: Game) => `Nein, das war: ${animal}.`,
    slow: ({ animal }: Game) => `Die Zeit ist um. Das war: ${animal}.`,
    score: ({ points }: Game) => `Du hast ${points} Punkte.`,
    ticket: ({ ticket }: Game) => `Damit gewinnst du einen Tag im Park. Zeig diese Nummer an der Kasse: ${ticket}.`,
    gone: "Das wäre eine Freikarte gewesen, aber alle sind vergeben. Stolz sein darfst du trotzdem.",
    picture: "Schickst du uns ein Bild von einem Tier, für unsere Wand? Schreib „nein“, wenn du nicht magst.",
    hung: "Danke! Es hängt an unserer Wand.",
    again: "Noch einmal?",
    bye: "Tschüss, und bis bald im Park!",
    human: "Gleich meldet sich jemand von uns."
  }
})

/** The language in which somebody plays. */
export const languageOf = ({ locale }: { readonly locale: string }): Language => locale.startsWith("de") ? "de" : "en"

/** What is said to somebody who wants none of what the bot can do. */
export const lost = (locale: string): string =>
  languageOf({ locale }) === "de" ? "Schreib „Quiz“, und es geht los." : "Write \"quiz\" to play."
