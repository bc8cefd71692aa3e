/**
 * The repair kit: what a bot says when talk goes astray, the words by which a person gets out, and those by which they wish to be
 * left alone or to have the bot back. On by default, each part replaceable.
 *
 * @module
 */
import type { Message } from "../model/Message.ts"
import type { Definition, Repair, Turn, Wish } from "./Definition.ts"
import { message } from "./Text.ts"
import * as RepairWords from "./RepairWords.ts"
import { payloads, wishes, type WishName } from "./Wishes.ts"
import * as Wording from "./Wording.ts"

export { payloads, wishes, type WishName } from "./Wishes.ts"

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

/** The kit with some of its replies replaced. */
export const kit = (replaced: Partial<Replies> = {}): Kit => {
  const reply = (name: keyof Replies) => {
    const own: Reply = replaced[name] ?? ((turn) => RepairWords.sentence(name, turn.locale))
    return (turn: Turn) => message(typeof own === "function" ? own(turn) : own)
  }
  // Every name is there: the list is made of the keys of a complete record.
  return Object.fromEntries(RepairWords.names.map((name) => [name, reply(name)])) as Kit
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
