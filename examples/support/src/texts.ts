/**
 * What the bot says, in its two languages.
 *
 * @module
 */
import { Catalogue } from "@parley/core"

/** A bill, as the texts know it. */
interface Billed {
  readonly cents: number
  readonly due: string
}

const euros = ({ cents }: Billed, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }).format(cents / 100)

const day = ({ due }: Billed, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${due}T00:00Z`))

/** The texts by name, English for everybody who speaks neither language. */
export const texts = Catalogue.make({
  en: {
    topic: "What can I do for you?",
    lights: "Unplug the router, wait for ten seconds, plug it in again. Give it two minutes.",
    works: "Does it work now?",
    number: "Your customer number, please: six digits, at the top of the bill.",
    bill: (bill: Billed) => `Your last bill is ${euros(bill, "en")}, due on ${day(bill, "en")}.`,
    unknown: "I find no customer with this number.",
    matter: "Tell me in one message what it is about, so that my colleague can look at it first.",
    human: "I pass you to a colleague, who answers here. It may take until tomorrow.",
    settled: "Is your matter settled?",
    glad: "I am glad. Write \"help\" whenever you need us.",
    sorry: "I am sorry. I pass you on once more."
  },
  de: {
    topic: "Was kann ich für Sie tun?",
    lights:
      "Ziehen Sie den Stecker des Routers, warten Sie zehn Sekunden, stecken Sie ihn wieder ein. Nach zwei Minuten ist er bereit.",
    works: "Geht es jetzt?",
    number: "Ihre Kundennummer, bitte: sechs Ziffern, oben auf der Rechnung.",
    bill: (bill: Billed) => `Ihre letzte Rechnung: ${euros(bill, "de")}, fällig am ${day(bill, "de")}.`,
    unknown: "Zu dieser Nummer finde ich niemanden.",
    matter: "Schreiben Sie in einer Nachricht, worum es geht, damit mein Kollege es vorher ansehen kann.",
    human: "Ich gebe Sie an einen Kollegen weiter, der hier antwortet. Es kann bis morgen dauern.",
    settled: "Ist Ihr Anliegen erledigt?",
    glad: "Das freut mich. Schreiben Sie «Hilfe», wann immer Sie uns brauchen.",
    sorry: "Das tut mir leid. Ich gebe Sie noch einmal weiter."
  }
})

const titles = {
  en: { slow: "No internet", bill: "My bill", person: "Talk to a person" },
  de: { slow: "Kein Internet", bill: "Meine Rechnung", person: "Mit Mensch sprechen" }
}

const german = ({ locale }: { readonly locale: string }): boolean => locale.startsWith("de")

/** What stands on buttons, in the language of a turn. */
export const titlesFor = (turn: { readonly locale: string }) => german(turn) ? titles.de : titles.en

/** What is said to somebody who wants none of what the bot can do. */
export const lost = (locale: string): string =>
  german({ locale }) ? "Schreiben Sie «Hallo» für die Übersicht." : "Write \"hello\" to see what I can do."
