/**
 * One small mistake that an author might have made, as data, with the bot that has it.
 *
 * @module
 */
import type { BotDefinition, Definition } from "@parley/core"
import type { Act, Trouble } from "../convo/Script.ts"

/** The kinds of mutations, in the order in which reports list them. */
export const kinds = [
  "guard",
  "target",
  "branch",
  "retries",
  "timer",
  "save",
  "message",
  "words",
  "language",
  "option",
  "task",
  "event",
  "start",
  "command",
  "notify",
  "handover",
  "bot"
] as const

/** A kind of mutation. */
export type Kind = (typeof kinds)[number]

/** Each kind in a sentence. */
export const sentences: { readonly [K in Kind]: string } = {
  guard: "A condition is forgotten, or turned round.",
  target: "A way leads to another state.",
  branch: "Two ways on are swapped: yes and no, one failure and another.",
  retries: "A question never gives up, gives up at the first wrong answer, or asks once too often.",
  timer:
    "A timer is half as long, twice as long, gone, leads on once too often, or means something else after a crash.",
  save: "What was to be kept, handed on or given back is forgotten.",
  message: "A message is not said, or what a raw state does is not done.",
  words: "A message says something else.",
  language: "A text is said in its first language to everybody.",
  option: "An option is not offered, offered and not taken, or not known by its other words.",
  task:
    "A task is skipped, has another recovery, no time limit or no second try, cannot be left, or a failure of it leads elsewhere or nowhere.",
  event:
    "A signal, a person's return, a yes to a request or a refusal is not heard, or leave is asked for another topic.",
  start: "A word that opens the dialogue is not heard.",
  command: "A command is not heard.",
  notify:
    "Words for a purpose lose their purpose, their topic, their template, their stand-in, their check, their event, or what becomes of them.",
  handover:
    "The conversation is not given away, goes to another app or without its note, or time runs on while a person has it.",
  bot:
    "The bot does not say that it is one, has nothing to say to what nobody takes, or leaves out what it does to all its words."
}

/** Something that has to happen in a convo. */
export type Need =
  | { readonly _tag: "Act"; readonly act: Act["_tag"] }
  | { readonly _tag: "Trouble"; readonly trouble: Trouble["_tag"] }

/** A mutation. */
export interface Mutation {
  /** The dialogue, the state and what is changed: `pizza/address/timer-longer`. No two of a bot have the same. */
  readonly name: string
  readonly kind: Kind
  /** The id of the dialogue; empty for what a bot has besides its dialogues. */
  readonly dialogue: string
  /** The path of the state; empty for the dialogue as a whole. */
  readonly state: string
  /** `file:line` of the state, where its source was found. */
  readonly where?: string
  /** What is changed, in words. */
  readonly sentence: string
  /** Whose it is: the author's, or the repair kit's, which answers "back" and "help" everywhere. */
  readonly by: "author" | "kit"
  /** The coverage elements by which it shows: a run that touches none of them cannot notice it. Any run may where there are none. */
  readonly elements: ReadonlyArray<string>
  /** The act of a person, or the trouble, without which it cannot be noticed. */
  readonly needs?: Need
  /** The bot with this mistake; one that it does not concern is given back as it is. The bot that is given stays as it is. */
  readonly apply: (bot: BotDefinition.BotDefinition) => BotDefinition.BotDefinition
}

/** A change of one dialogue, before it has a name. */
export interface Change extends Pick<Mutation, "kind" | "state" | "sentence" | "by" | "elements" | "needs"> {
  /** What is changed, within the state: `timer-longer`. */
  readonly what: string
  readonly change: () => Definition.Definition
}
