/**
 * What the bot says, in its two languages.
 *
 * @module
 */
import { Catalogue } from "@parley/core"
import * as Moments from "./moments.ts"

/** A visit, as the texts know it. */
interface Visit {
  readonly at: number
}

const english = ({ at }: Visit) => `${Moments.day(at, "en")} at ${Moments.hour(at)}`
const french = ({ at }: Visit) => `${Moments.day(at, "fr")} à ${Moments.hour(at)}`

/** The texts by name, English for everybody who speaks neither language. */
export const texts = Catalogue.make({
  en: {
    which: "Which day suits you?",
    when: "At what time?",
    taken: "I am sorry, that time has just been taken.",
    booked: (visit: Visit) =>
      `You are booked for ${english(visit)}. I will remind you the day before. Write "change" or "cancel" at any time.`,
    coming: (visit: Visit) => `We expect you on ${english(visit)}.`,
    reminder: (visit: Visit) => `A reminder: we expect you on ${english(visit)}.`,
    closed: (visit: Visit) =>
      `We are sorry: the practice is closed on ${english(visit)}. Write "appointment" for another time.`,
    cancelled: "Your appointment is cancelled.",
    nothing: "All right, nothing is booked.",
    listed: "I will write to you once, as soon as another time is free.",
    later: "All right. Write \"appointment\" when you want to look again.",
    free: "A time has become free. Write \"appointment\" to see it.",
    human: "One of us will be with you shortly."
  },
  fr: {
    which: "Quel jour vous convient ?",
    when: "À quelle heure ?",
    taken: "Je suis désolé, cette heure vient d'être prise.",
    booked: (visit: Visit) =>
      `C'est noté pour ${
        french(visit)
      }. Je vous le rappellerai la veille. Écrivez « changer » ou « annuler » quand vous voulez.`,
    coming: (visit: Visit) => `Nous vous attendons ${french(visit)}.`,
    reminder: (visit: Visit) => `Petit rappel : nous vous attendons ${french(visit)}.`,
    closed: (visit: Visit) =>
      `Nous sommes désolés : le cabinet est fermé ${french(visit)}. Écrivez « rendez-vous » pour un autre jour.`,
    cancelled: "Votre rendez-vous est annulé.",
    nothing: "Entendu, rien n'est réservé.",
    listed: "Je vous écrirai une seule fois, dès qu'une place se libère.",
    later: "Entendu. Écrivez « rendez-vous » pour regarder à nouveau.",
    free: "Une place s'est libérée. Écrivez « rendez-vous » pour la voir.",
    human: "L'un de nous vous répond sous peu."
  }
})

/** What stands on buttons and forms, which is words and nothing else. */
const titles = {
  en: {
    none: "None of these",
    tell: "Tell me of a free time",
    visit: "Your visit",
    asks: "Our automated assistant asks",
    rating: "How was your visit?"
  },
  fr: {
    none: "Aucun de ceux-ci",
    tell: "Me dire s'il y a une place",
    visit: "Votre visite",
    asks: "Une question de notre assistant automatique",
    rating: "Comment s'est passée votre visite ?"
  }
}

/** What is said to somebody who wants none of what the bot can do. */
export const lost = (locale: string): string =>
  locale.startsWith("fr")
    ? "Écrivez « rendez-vous » pour réserver une visite."
    : "Write \"appointment\" to book a visit."

/** The titles in the language of a turn. */
export const titlesFor = ({ locale }: { readonly locale: string }) => locale.startsWith("fr") ? titles.fr : titles.en
