/**
 * The repair kit: what a bot says when talk goes astray, and the words by which a person gets out. On by default, each
 * part replaceable.
 *
 * @module
 */
import type { Message } from "../model/Message.ts"
import type { Repair, Turn } from "./Definition.ts"
import { message } from "./Text.ts"

/** A reply of the kit: words, a message, or a function of the turn (its locale, for one). */
export type Reply = string | Message | ((turn: Turn) => string | Message)

/** The replies of the kit. */
export interface Replies {
  /** Nothing reads the answer. */
  readonly notUnderstood: Reply
  /** A button of another question, or of an older version, was tapped. */
  readonly oldButton: Reply
  /** The person writes while a task runs. */
  readonly busy: Reply
  /** The person writes while the dialogue waits for something from outside. */
  readonly waiting: Reply
  /** The person asks for help, and the dialogue has no state for it. */
  readonly help: Reply
  /** There is no question before this one. */
  readonly noWayBack: Reply
  /** The person called the dialogue off. */
  readonly cancelled: Reply
  /** The person asks for a human, and the dialogue has no state for it. */
  readonly noAgent: Reply
}

/** The replies as functions of the turn. */
export type Kit = { readonly [Name in keyof Replies]: (turn: Turn) => Message }

type Words = { readonly [Name in keyof Replies]: string }

const english: Words = {
  notUnderstood: "Sorry, I did not understand that.",
  oldButton: "That button belongs to an earlier question.",
  busy: "One moment please, I am still working on it.",
  waiting: "There is no news yet. I will write as soon as there is.",
  help: "You can answer the question, or write \"back\", \"repeat\" or \"cancel\".",
  noWayBack: "There is no question before this one.",
  cancelled: "All right, I have cancelled that.",
  noAgent: "I am sorry, there is nobody I could pass you to."
}

const languages: { readonly [language: string]: Words } = {
  en: english,
  es: {
    notUnderstood: "Perdona, no lo he entendido.",
    oldButton: "Ese botón es de una pregunta anterior.",
    busy: "Un momento, por favor, sigo en ello.",
    waiting: "Todavía no hay novedades. Te escribiré en cuanto las haya.",
    help: "Puedes responder a la pregunta o escribir \"atrás\", \"repite\" o \"cancelar\".",
    noWayBack: "No hay ninguna pregunta anterior.",
    cancelled: "De acuerdo, lo he cancelado.",
    noAgent: "Lo siento, no hay nadie a quien pueda pasarte."
  },
  de: {
    notUnderstood: "Das habe ich leider nicht verstanden.",
    oldButton: "Dieser Knopf gehört zu einer früheren Frage.",
    busy: "Einen Moment bitte, ich bin noch dabei.",
    waiting: "Es gibt noch nichts Neues. Ich melde mich, sobald es so weit ist.",
    help: "Du kannst die Frage beantworten oder „zurück“, „nochmal“ oder „abbrechen“ schreiben.",
    noWayBack: "Vor dieser Frage kam keine andere.",
    cancelled: "In Ordnung, das ist abgebrochen.",
    noAgent: "Es tut mir leid, hier ist niemand, an den ich dich weitergeben kann."
  },
  fr: {
    notUnderstood: "Désolé, je n'ai pas compris.",
    oldButton: "Ce bouton appartient à une question précédente.",
    busy: "Un instant, je m'en occupe encore.",
    waiting: "Pas encore de nouvelles. Je vous écris dès qu'il y en a.",
    help: "Répondez à la question, ou écrivez « retour », « répète » ou « annuler ».",
    noWayBack: "Il n'y a pas de question avant celle-ci.",
    cancelled: "D'accord, c'est annulé.",
    noAgent: "Désolé, il n'y a personne à qui vous passer."
  }
}

/** The kit's own words in the turn's language; English where it has none. */
const standard = (name: keyof Replies) => (turn: Turn): string =>
  (languages[turn.locale.split(/[-_]/)[0]?.toLowerCase() ?? ""] ?? english)[name]

const names = Object.keys(english) as ReadonlyArray<keyof Replies>

/** The kit with some of its replies replaced. */
export const kit = (replaced: Partial<Replies> = {}): Kit => {
  const reply = (name: keyof Replies) => {
    const own: Reply = replaced[name] ?? standard(name)
    return (turn: Turn) => message(typeof own === "function" ? own(turn) : own)
  }
  // Every name is there: the list is made of the keys of a complete record.
  return Object.fromEntries(names.map((name) => [name, reply(name)])) as Kit
}

/** The replies that the runtime gives itself. */
export const definition = (own: Kit): Repair => ({
  notUnderstood: own.notUnderstood,
  oldButton: own.oldButton,
  busy: own.busy
})

/** The commands that every dialogue knows, and the words that say them. */
export const commands = {
  help: ["help", "ayuda", "hilfe", "aide"],
  repeat: ["repeat", "again", "say that again", "repite", "otra vez", "nochmal", "wiederholen", "répète", "répéter"],
  back: ["back", "go back", "atrás", "volver", "zurück", "retour"],
  cancel: ["cancel", "stop", "quit", "never mind", "cancelar", "abbrechen", "annuler"],
  agent: ["agent", "human", "talk to a person", "talk to a human", "operator", "agente", "mensch", "un humain"]
} as const

/** The name of a command that every dialogue knows. */
export type Known = keyof typeof commands

/** Whether a command is one that every dialogue knows. */
export const isKnown = (name: string): name is Known => Object.hasOwn(commands, name)
