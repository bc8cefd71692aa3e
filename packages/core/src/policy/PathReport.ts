/**
 * What a search of the paths of a dialogue finds.
 *
 * @module
 */

/**
 * What must hold on every path. `deliverable`: plain words come inside the window. `disclosed`: nobody hears words of a machine
 * that did not say it is one. `silent`: plain words do not come while a person of the business has the conversation. `answered`:
 * what the person does gets a word. `heard`: a dialogue that asked to be told of a refusal is not over by then. `wayOut`: every state leads to an end, to a person of the business, or to a question.
 */
export type Promise = "deliverable" | "disclosed" | "silent" | "answered" | "heard" | "wayOut"

/** One promise that one path breaks. `script` leads there, a line each, in the marks of a convo. */
export interface Finding {
  readonly promise: Promise
  readonly state: string
  readonly problem: string
  readonly cure: string
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
  "a task ends before the window shuts, and in time for an answer",
  "the person may say anything to any question, and may stay silent for as long as they like",
  "each of the person's acts opens the window; a comment or a visitor's post allows one private reply instead",
  "a person of the business may take the conversation wherever it rests, and gives it back before the window shuts",
  "timers and results wait while a person of the business has the conversation, unless they are declared otherwise",
  "with the notice on, it goes before the bot's first words by itself",
  "a state is one message, and what a raw state says is not seen",
  "where a `goto` leads is looked at with that dialogue"
]

/** The promises in the order in which their findings are told. */
export const order: ReadonlyArray<Promise> = ["deliverable", "disclosed", "silent", "answered", "heard", "wayOut"]
