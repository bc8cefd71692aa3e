/**
 * What a search of the paths of a dialogue finds.
 *
 * @module
 */
import type { Refusal } from "../model/LaneName.ts"

/**
 * What must hold on every path. `deliverable`: words come inside the window, or in a lane that takes them. `disclosed`: nobody
 * hears words of a machine that did not say it is one. `silent`: plain words do not come while a person of the business has the
 * conversation. `answered`: what the person does gets a word in time. `heard`: a dialogue that asked to be told of a refusal has not
 * left for another by then. `wayOut`: every state leads to an end, to a person of the business, or to a question.
 */
export type Promise = "deliverable" | "disclosed" | "silent" | "answered" | "heard" | "wayOut"

/**
 * One promise that one path breaks. `refusal` is what policy says to words that no lane takes; `script` leads there, a line each, in the
 * marks of a convo.
 */
export interface Finding {
  readonly promise: Promise
  readonly state: string
  readonly problem: string
  readonly cure: string
  readonly refusal?: Refusal
  readonly script: ReadonlyArray<string>
}

/** Something that breaks no promise and may still be better otherwise. */
export interface Advice {
  readonly state: string
  readonly advice: string
}

/** What was found, how many standings were looked at, and whether those were all. */
export interface Report {
  readonly findings: ReadonlyArray<Finding>
  readonly advice: ReadonlyArray<Advice>
  readonly looked: number
  readonly isWhole: boolean
}

/** What every search takes for granted; printed beside its findings. */
export const assumptions: ReadonlyArray<string> = [
  "every guard may go either way, and every task may end in each way that it declares",
  "a task takes as long as it likes unless it has a `timeout`, and ends before the window shuts",
  "the person may say anything to any question, and may stay silent for as long as they like",
  "each of the person's acts opens the window; a comment or a visitor's post allows what the rules say, one private reply unless given",
  "an act of the person waits for its first word 30 seconds at the most, a \"Get started\", a comment and a post for any time",
  "a signal comes at the latest moment, to a person who wrote once; the whole path is judged by the rules of its first day",
  "leave to write later was given where the dialogue does not ask for it itself, and news were subscribed to",
  "an event that a message is about lies ahead; its template is approved where the account declares none, and filled as it asks",
  "a survey is answered at the latest moment, and the answer opens no window unless the rules say so",
  "a person who is asked for leave is where it is to be had; the rules may refuse to ask them again",
  "a person of the business may take the conversation wherever it rests, and gives it back before the window shuts",
  "timers and results wait while a person of the business has the conversation, unless they are declared otherwise",
  "with the notice on, it goes before the bot's first words by itself",
  "what a raw state says is not seen",
  "where a `goto` leads is looked at with that dialogue"
]

/** The promises in the order in which their findings are told. */
export const order: ReadonlyArray<Promise> = ["deliverable", "disclosed", "silent", "answered", "heard", "wayOut"]
