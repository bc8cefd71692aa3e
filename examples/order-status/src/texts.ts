/**
 * What the bot says, in its two languages.
 *
 * @module
 */
import { Catalogue } from "@parley/core"

/** A parcel, as the texts know it. */
interface Parcel {
  readonly number: string
  readonly day: string
}

/** A day as people write it: "Thursday 5 November", "jeudi 5 novembre". */
export const dayIn = (language: string, day: string): string => {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00Z`))
  return [part({ weekday: "long" }), part({ day: "numeric" }), part({ month: "long" })].join(" ")
}

/** The texts by name, English for everybody who speaks neither language. */
export const texts = Catalogue.make({
  en: {
    number: "Your order number, please. It is a letter and four digits, as in L1001.",
    unknown: "I find no such order.",
    packed: ({ number }: Parcel) => `We are packing order ${number}. I will tell you when it leaves.`,
    moving: ({ day, number }: Parcel) => `Order ${number} is on its way. It should be there on ${dayIn("en", day)}.`,
    shipped: ({ day, number }: Parcel) =>
      `Good news: order ${number} is on its way, and should be there on ${dayIn("en", day)}.`,
    delayed: ({ day, number }: Parcel) =>
      `I am sorry: order ${number} is late. It should be there on ${dayIn("en", day)}.`,
    delivered: ({ number }: Parcel) => `Order ${number} was delivered. Enjoy it!`,
    came: ({ day, number }: Parcel) => `Order ${number} was delivered on ${dayIn("en", day)}.`,
    human: "One of us will look for it and answer here."
  },
  fr: {
    number: "Votre numéro de commande, s'il vous plaît : une lettre et quatre chiffres, comme F1001.",
    unknown: "Je ne trouve pas cette commande.",
    packed: ({ number }: Parcel) => `Nous préparons la commande ${number}. Je vous écrirai quand elle part.`,
    moving: ({ day, number }: Parcel) => `La commande ${number} est en route. Arrivée prévue ${dayIn("fr", day)}.`,
    shipped: ({ day, number }: Parcel) =>
      `Bonne nouvelle : la commande ${number} est en route. Arrivée prévue ${dayIn("fr", day)}.`,
    delayed: ({ day, number }: Parcel) =>
      `Je suis désolé : la commande ${number} a du retard. Arrivée prévue ${dayIn("fr", day)}.`,
    delivered: ({ number }: Parcel) => `La commande ${number} est arrivée. Bonne découverte !`,
    came: ({ day, number }: Parcel) => `La commande ${number} est arrivée ${dayIn("fr", day)}.`,
    human: "L'un de nous la cherche et vous répond ici."
  }
})

/** What is said to somebody who wants none of what the bot can do. */
export const lost = (locale: string): string =>
  locale.startsWith("fr")
    ? "Écrivez « commande » pour savoir où est votre colis."
    : "Write \"order\" to hear where your parcel is."
