/**
 * The repair kit: what a bot says when talk goes astray, the words by which a person gets out, and those by which they wish to be
 * left alone or to have the bot back. On by default, each part replaceable.
 *
 * @module
 */
import type { Message } from "../model/Message.ts"
import type { Definition, Repair, Turn, Wish } from "./Definition.ts"
import { message } from "./Text.ts"
import * as Wording from "./Wording.ts"

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
  /** The person answers a request for leave in words that a tap alone can say. */
  readonly useButton: Reply
  /** The person wants no more messages that they did not ask for. */
  readonly stopped: Reply
  /** The person wants such messages again. */
  readonly started: Reply
  /** The person wants the bot back while a human has the conversation. */
  readonly botBack: Reply
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
  noAgent: "I am sorry, there is nobody I could pass you to.",
  useButton: "Please tap the button under my question. Without that I may not write to you about it.",
  stopped: "All right, I will only answer you from now on. Write \"start again\" if you want my messages back.",
  started: "Thank you, I will write to you again when there is something.",
  botBack: "I am back. What can I do for you?"
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
    noAgent: "Lo siento, no hay nadie a quien pueda pasarte.",
    useButton: "Pulsa el botón debajo de mi pregunta, por favor. Sin eso no puedo escribirte sobre ello.",
    stopped:
      "De acuerdo, a partir de ahora solo te responderé. Escribe \"volver a empezar\" si quieres mis mensajes otra vez.",
    started: "Gracias, te escribiré de nuevo cuando haya algo.",
    botBack: "Ya estoy aquí otra vez. ¿Qué puedo hacer por ti?"
  },
  de: {
    notUnderstood: "Das habe ich leider nicht verstanden.",
    oldButton: "Dieser Knopf gehört zu einer früheren Frage.",
    busy: "Einen Moment bitte, ich bin noch dabei.",
    waiting: "Es gibt noch nichts Neues. Ich melde mich, sobald es so weit ist.",
    help: "Du kannst die Frage beantworten oder „zurück“, „nochmal“ oder „abbrechen“ schreiben.",
    noWayBack: "Vor dieser Frage kam keine andere.",
    cancelled: "In Ordnung, das ist abgebrochen.",
    noAgent: "Es tut mir leid, hier ist niemand, an den ich dich weitergeben kann.",
    useButton: "Tippe bitte auf den Knopf unter meiner Frage. Ohne das darf ich dir darüber nicht schreiben.",
    stopped:
      "In Ordnung, ab jetzt antworte ich nur noch. Schreib „wieder starten“, wenn du meine Nachrichten wieder möchtest.",
    started: "Danke, ich schreibe dir wieder, wenn es etwas gibt.",
    botBack: "Ich bin wieder da. Was kann ich für dich tun?"
  },
  fr: {
    notUnderstood: "Désolé, je n'ai pas compris.",
    oldButton: "Ce bouton appartient à une question précédente.",
    busy: "Un instant, je m'en occupe encore.",
    waiting: "Pas encore de nouvelles. Je vous écris dès qu'il y en a.",
    help: "Répondez à la question, ou écrivez « retour », « répète » ou « annuler ».",
    noWayBack: "Il n'y a pas de question avant celle-ci.",
    cancelled: "D'accord, c'est annulé.",
    noAgent: "Désolé, il n'y a personne à qui vous passer.",
    useButton: "Touchez le bouton sous ma question, s'il vous plaît. Sans cela, je ne peux pas vous écrire à ce sujet.",
    stopped: "Entendu, je ne ferai plus que répondre. Écrivez « recommencer » si vous voulez de nouveau mes messages.",
    started: "Merci, je vous écrirai de nouveau quand il y aura quelque chose.",
    botBack: "Me revoici. Que puis-je faire pour vous ?"
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

/** What a person may wish of the bot whatever it talks about, and the payload of a button that says so. */
export const payloads = { stop: "PARLEY_STOP", start: "PARLEY_START", bot: "PARLEY_BOT" } as const

/** The name of something a person may wish of the bot whatever it talks about. */
export type WishName = keyof typeof payloads

/** The words that say a wish, by language. Those of English are heard in every language. */
export const wishes: { readonly [Name in WishName]: Wish["words"] } = {
  stop: {
    en: ["stop", "stop messages", "stop writing", "stop writing to me", "unsubscribe", "no more messages"],
    es: ["para", "parar", "basta", "no me escribas más", "darme de baja", "baja"],
    de: ["stopp", "hör auf", "schreib mir nicht mehr", "keine Nachrichten mehr", "abbestellen", "abmelden"],
    fr: ["arrêt", "arrête", "arrêtez", "ne m'écrivez plus", "plus de messages", "désabonner", "me désabonner"]
  },
  start: {
    en: ["start again", "start messages", "start writing again", "subscribe", "resubscribe", "unstop"],
    es: ["volver a empezar", "empezar de nuevo", "darme de alta", "suscribirme"],
    de: ["wieder starten", "wieder anfangen", "schreib mir wieder", "abonnieren", "anmelden"],
    fr: ["recommencer", "recommencez", "écrivez-moi de nouveau", "abonner", "m'abonner"]
  },
  bot: {
    en: ["bot", "talk to the bot", "back to the bot", "robot"],
    es: ["hablar con el bot", "volver al bot"],
    de: ["zurück zum bot", "mit dem bot reden"],
    fr: ["parler au bot", "retour au bot", "le bot"]
  }
}

const replies = { stop: "stopped", start: "started", bot: "botBack" } as const

/**
 * Words of one's own for a wish: a list that counts in every language, or a list for each language; `false`: it is not heard.
 */
export type OwnWords = ReadonlyArray<string | RegExp> | Wish["words"] | false

/** What an author may replace of the kit: its replies, and the words of the wishes. */
export interface Own extends Partial<Replies> {
  readonly words?: { readonly [Name in WishName]?: OwnWords }
}

const isList = (own: Exclude<OwnWords, false>): own is ReadonlyArray<string | RegExp> => Array.isArray(own)

/** The kit as the step and the runtime see it. */
export const definition = (own: Kit, words: Own["words"] = {}): Repair => {
  const wish = (name: WishName): { readonly [Name in WishName]?: Wish } => {
    const given = words[name] ?? wishes[name]
    return given === false
      ? {}
      : { [name]: { words: isList(given) ? { "*": given } : given, reply: own[replies[name]] } }
  }
  return {
    notUnderstood: own.notUnderstood,
    oldButton: own.oldButton,
    busy: own.busy,
    ...wish("stop"),
    ...wish("start"),
    ...wish("bot")
  }
}

/** Words in the form in which they are compared, with the patterns beside them. */
interface Heard {
  readonly words: ReadonlySet<string>
  readonly patterns: ReadonlyArray<RegExp>
}

// Each list is compared with whatever a person says, and never changes.
const heard = new WeakMap<ReadonlyArray<string | RegExp>, Heard>()

const hear = (words: ReadonlyArray<string | RegExp>): Heard => {
  const known = heard.get(words)
  if (known !== undefined) return known
  const made: Heard = {
    words: new Set(words.flatMap((word) => typeof word === "string" ? [Wording.fold(word)] : [])),
    patterns: words.filter((word) => typeof word !== "string")
  }
  heard.set(words, made)
  return made
}

const says = (words: ReadonlyArray<string | RegExp> | undefined, text: string, folded: string): boolean => {
  if (words === undefined) return false
  const list = hear(words)
  return list.words.has(folded) || list.patterns.some((pattern) => text.search(pattern) >= 0)
}

/** A dialogue as the wishes need to know it. */
export type Hearing = Pick<Definition, "commands" | "repair">

/** The standard kit, for a conversation in which no dialogue is active. */
const nobody: Hearing = { commands: [], repair: definition(kit()) }

/**
 * Whether a person's words, or the payload of the button that they tapped, say a wish in their language. A command of the dialogue
 * that has the same words goes before it. Without a dialogue the standard words count.
 */
export const asksFor = (name: WishName, dialogue: Hearing | undefined, text: string, locale: string): boolean => {
  const { commands, repair } = dialogue ?? nobody
  const wish = repair[name]
  if (wish === undefined) return false
  if (text === payloads[name]) return true
  const language = locale.split(/[-_]/)[0]?.toLowerCase() ?? ""
  const folded = Wording.fold(text)
  const lists = [wish.words["*"], wish.words["en"], wish.words[language]]
  return lists.some((words) => says(words, text, folded))
    && !commands.some((command) => says(command.words, text, folded))
}

/** Whether the person wants no more messages that they did not ask for. */
export const asksToStop = (dialogue: Hearing | undefined, text: string, locale: string): boolean =>
  asksFor("stop", dialogue, text, locale)

/** Whether the person wants such messages again. */
export const asksToStart = (dialogue: Hearing | undefined, text: string, locale: string): boolean =>
  asksFor("start", dialogue, text, locale)

/** Whether the person wants to talk to the bot again while a human, or another app, has the conversation. */
export const asksForBot = (dialogue: Hearing | undefined, text: string, locale: string): boolean =>
  asksFor("bot", dialogue, text, locale)

/** The commands that every dialogue knows, and the words that say them. */
export const commands = {
  help: ["help", "ayuda", "hilfe", "aide"],
  repeat: ["repeat", "again", "say that again", "repite", "otra vez", "nochmal", "wiederholen", "répète", "répéter"],
  back: ["back", "go back", "atrás", "volver", "zurück", "retour"],
  cancel: ["cancel", "quit", "never mind", "cancelar", "abbrechen", "annuler"],
  agent: ["agent", "human", "talk to a person", "talk to a human", "operator", "agente", "mensch", "un humain"]
} as const

/** The name of a command that every dialogue knows. */
export type Known = keyof typeof commands

/** Whether a command is one that every dialogue knows. */
export const isKnown = (name: string): name is Known => Object.hasOwn(commands, name)
