/**
 * Whether the person gets a word for what they did, and in time: tasks, timers and waits add up until somebody speaks.
 *
 * @module
 */
import type { Sketch } from "../dialogue/Chart.ts"
import type { Definition } from "../dialogue/Definition.ts"
import type { Millis } from "../model/Instant.ts"
import type { Finding } from "./PathReport.ts"
import * as Script from "./PathScript.ts"
import { found } from "./PathWords.ts"

/** What judging silence needs of a search: the tasks with their timeouts, and how long the person waits at the longest. */
export interface Search {
  readonly dialogue: Partial<Pick<Definition, "tasks">>
  readonly answerWithin: Millis
  readonly findings: Map<string, Finding>
}

const silent = "the person did something, and the dialogue"

const seconds = (millis: Millis): string => `${millis / 1000} seconds`

/** The soonest that a state goes on by itself; never, where nothing is known to bound it. */
export const patience = ({ dialogue }: Pick<Search, "dialogue">, to: Sketch): Millis => {
  // What a dialogue that was drawn without its tasks does is not known.
  if (to.word === "run") {
    return dialogue.tasks === undefined ? 0 : dialogue.tasks[to.path]?.timeout ?? Number.POSITIVE_INFINITY
  }
  const timers = to.edges.flatMap(({ after, by }) => by === "timer" && typeof after === "number" ? [after] : [])
  return Math.min(Number.POSITIVE_INFINITY, ...timers)
}

/** The person waits for a word in a state that says none. */
const wait = (search: Search, owed: Millis, to: Sketch, script: Script.Script | undefined): void => {
  const { answerWithin } = search
  const takes = patience(search, to)
  const isEndless = takes === Number.POSITIVE_INFINITY
  const state = to.path
  if (to.word === "wait" && isEndless) {
    found(search, {
      promise: "answered",
      state,
      problem: `${silent} waits without a word`,
      cure: "say something on the way"
    }, script)
    return
  }
  // Too late is told once, where it comes to be too late.
  if (owed < 0 || owed >= answerWithin || owed + takes < answerWithin) return
  const length = seconds(answerWithin)
  const left = Script.time(answerWithin - owed)
  found(search, {
    promise: "answered",
    state,
    problem: to.word === "run"
      ? `the person may wait for a word for ${length} and longer while its task runs${
        isEndless ? " without a timeout" : ""
      }`
      : `${silent} says nothing for ${length} and longer`,
    cure: to.word === "run"
      ? `say something before it, or give it a \`timeout\` that ends sooner, and say something after it`
      : "say something on the way, or shorten the timers"
  }, Script.and(Script.and(script, left), "! no send"))
}

/** A path comes to a state that says nothing, while the person has waited for `owed`. */
export const judge = (search: Search, owed: Millis, to: Sketch, script: Script.Script | undefined): void => {
  if (to.word === "wait" || to.word === "run") return wait(search, owed, to, script)
  if (to.word !== "end" || !to.ends) return
  found(search, {
    promise: "answered",
    state: to.path,
    problem: `${silent} ends without a word`,
    cure: "give this end words, or say something on the way"
  }, Script.and(script, "= (none)"))
}
