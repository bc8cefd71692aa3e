/**
 * What the bot says, in its two languages.
 *
 * @module
 */
import { Catalogue, Show } from "@parley/core"

/** A lead, as the texts know it. */
interface Known {
  readonly name: string
  readonly bill: number
  readonly phone: string
  readonly panels: number
  readonly price: number
}

/** Asks for a number; Messenger offers the person's own under the words, where their profile has one. */
const phone = (words: string, title: string) =>
  Show.text(words, { quickReplies: [{ title, payload: "", asks: "phone" }] })

/** The texts by name, English for everybody who speaks neither language. */
export const texts = Catalogue.make({
  en: {
    hello: "Three short questions, and our engineer works out what the sun on your roof is worth.",
    name: "What is your name?",
    home: "Where would the panels go?",
    bill: "About how much do you pay for electricity a month, in euros?",
    notBill: "A number, please, between 10 and 2000.",
    phone: phone("On which number may our engineer call you?", "My number"),
    notPhone: "A number with its country, please, like +34 600 123 456.",
    sure: ({ bill, name, phone }: Known) => `${name}, ${bill} € a month, on ${phone}. Shall I send it?`,
    sent: "Sent. You will have your estimate within six days, here.",
    known: "We know this number already: a colleague is in touch with you.",
    waiting: "Our engineer is still working on your estimate.",
    late: "Your estimate takes us a day longer than we said. It is not forgotten.",
    estimate: ({ panels, price }: Known) => `Your estimate: ${panels} panels for ${price} €, mounting included.`,
    visit: "Shall somebody come and have a look at the roof? It costs nothing.",
    nudge: "Your estimate is a few answers away. Shall we go on?",
    human: "One of us will be with you shortly.",
    bye: "All right. Write to us whenever you like."
  },
  es: {
    hello: "Tres preguntas cortas, y nuestra ingeniera calcula lo que vale el sol de su tejado.",
    name: "¿Cómo se llama?",
    home: "¿Dónde irían las placas?",
    bill: "¿Cuánto paga de luz al mes, más o menos, en euros?",
    notBill: "Un número, por favor, entre 10 y 2000.",
    phone: phone("¿A qué número puede llamarle nuestra ingeniera?", "Mi número"),
    notPhone: "Un número con su país, por favor, como +34 600 123 456.",
    sure: ({ bill, name, phone }: Known) => `${name}, ${bill} € al mes, en el ${phone}. ¿Lo envío?`,
    sent: "Enviado. Tendrá su presupuesto en seis días, aquí mismo.",
    known: "Ya conocemos este número: alguien del equipo está en contacto con usted.",
    waiting: "Nuestra ingeniera sigue con su presupuesto.",
    late: "Su presupuesto tarda un día más de lo que dijimos. No lo hemos olvidado.",
    estimate: ({ panels, price }: Known) => `Su presupuesto: ${panels} placas por ${price} €, con montaje.`,
    visit: "¿Quiere que alguien vea el tejado? No cuesta nada.",
    nudge: "Le faltan pocas respuestas para tener su presupuesto. ¿Seguimos?",
    human: "Enseguida le atiende una persona.",
    bye: "De acuerdo. Escríbanos cuando quiera."
  }
})

/** What stands on buttons, which is words and nothing else. */
const titles = {
  en: {
    house: "On a house",
    flat: "On a shared roof",
    business: "On a business",
    yes: "Yes",
    change: "Change"
  },
  es: {
    house: "En una casa",
    flat: "En una comunidad",
    business: "En un negocio",
    yes: "Sí",
    change: "Cambiar"
  }
}

/** A title by its name, in the language of the turn. */
export const title = (name: keyof typeof titles.en) => (_: unknown, { locale }: { readonly locale: string }): string =>
  titles[locale.startsWith("es") ? "es" : "en"][name]
