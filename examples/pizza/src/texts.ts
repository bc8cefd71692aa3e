/**
 * What the bot says, in its two languages.
 *
 * @module
 */
import { Catalogue } from "@parley/core"

/** An order, as the texts know it. */
interface Order {
  readonly size: number
  readonly address: string
}

/** The texts by name, English for everybody who speaks neither language. */
export const texts = Catalogue.make({
  en: {
    size: "Which size?",
    address: "Where to?",
    notAddress: "A street and a number, please.",
    sure: ({ address, size }: Order) => `A pizza of ${size} cm to ${address}?`,
    nudge: "Still there?",
    human: "One of us will be with you shortly.",
    done: ({ address }: Order) => `Your pizza is on its way to ${address}. Enjoy!`,
    sorry: "We are sold out for today. I am sorry!",
    help:
      "I take orders for pizza: tell me a size and an address. Say \"cancel\" to stop, or \"español\" to go on in Spanish."
  },
  es: {
    size: "¿De qué tamaño?",
    address: "¿A dónde la llevamos?",
    notAddress: "Una calle y un número, por favor.",
    sure: ({ address, size }: Order) => `¿Una pizza de ${size} cm a ${address}?`,
    nudge: "¿Sigue ahí?",
    human: "Enseguida le atiende una persona.",
    done: ({ address }: Order) => `Su pizza va de camino a ${address}. ¡Buen provecho!`,
    sorry: "Por hoy se ha acabado la masa. ¡Lo siento!",
    help:
      "Tomo pedidos de pizza: dígame un tamaño y una dirección. Con «cancelar» lo dejamos, con «english» sigo en inglés."
  }
})

const titles = { en: { s: "Small", l: "Large" }, es: { s: "Pequeña", l: "Grande" } }

/** What stands on a button for a size, in the language of a turn. */
export const title = (size: "s" | "l") => (_: unknown, { locale }: { readonly locale: string }): string =>
  (locale.startsWith("es") ? titles.es : titles.en)[size]
