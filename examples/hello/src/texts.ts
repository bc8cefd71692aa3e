/**
 * What the bot says, in its two languages.
 *
 * @module
 */
import { Catalogue } from "@parley/core"

/** Whom the bot talks to, as the texts know them. */
interface Guest {
  readonly name: string
}

/** The texts by name, English for everybody who speaks neither language. */
export const texts = Catalogue.make({
  en: {
    name: "What is your name?",
    welcome: ({ name }: Guest) => `Welcome to Café Luz, ${name}! We are open from eight to six.`,
    again: ({ name }: Guest) => `Good to see you again, ${name}! We are open from eight to six.`
  },
  es: {
    name: "¿Cómo se llama?",
    welcome: ({ name }: Guest) => `Le damos la bienvenida al Café Luz, ${name}. Abrimos de ocho a seis.`,
    again: ({ name }: Guest) => `Qué gusto leerle de nuevo, ${name}. Abrimos de ocho a seis.`
  }
})

/** What is said to somebody who wants none of what the bot can do. */
export const lost = (locale: string): string =>
  locale.startsWith("es") ? "Escriba «hola» para empezar." : "Write \"hello\" to begin."
