/**
 * Whether the bot was silent while a person of the business had the conversation, in the channel's inbox or through the bridge.
 *
 * @module
 */
import type { Broken, Judge } from "./Broken.ts"
import { untried } from "./Refusals.ts"
import type { Step } from "./Step.ts"
import type { Subject } from "./Subject.ts"
import { people } from "./Subject.ts"
import * as Words from "./Words.ts"

const wish = (step: Step, { bot }: Subject): boolean => {
  const { line } = step
  if (line._tag !== "Person") return false
  if (line.act._tag === "SendsPayload") return line.act.payload === "PARLEY_BOT"
  // Which words ask for the bot is the dialogue's own matter; they are few, and never what else was tried.
  return line.act._tag === "Says" &&
    bot.dialogues.some(({ repair }) =>
      repair.bot !== undefined &&
      Object.values(repair.bot.words).flat().some((word) =>
        line.act._tag === "Says" &&
        (typeof word === "string" ? word === line.act.text.toLowerCase() : word.test(line.act.text))
      )
    )
}

/** Whether a conversation that somebody has through the bridge may have come back by a step, given when they last wrote. */
const comesBack = (step: Step, since: number, subject: Subject): boolean =>
  (step.line._tag === "Agent" && step.line.act._tag === "Returns")
  || wish(step, subject)
  || step.to - since >= subject.bot.humanFor
  || step.calls.some(({ answer, path }) => path.includes("take_thread_control") && answer?.status === 200)

const bridged: Judge = (steps, subject) => {
  const [first] = people
  let since: number | undefined
  for (const [at, step] of steps.entries()) {
    if (since !== undefined && comesBack(step, since, subject)) since = undefined
    const said = step.sides[first]?.entries.find(Words.isBots)
    if (since !== undefined && said !== undefined) {
      return { at, why: `The bot said "${Words.of(said)}" while a person of the business had the conversation.` }
    }
    if (step.isDone && step.line._tag === "Agent" && step.line.act._tag === "Says") since = step.to
  }
  return undefined
}

/** Nothing is said, and nothing is tried. */
export const silent: Judge = (steps, subject) => {
  const found = [untried(steps, subject), bridged(steps, subject)].filter((one): one is Broken => one !== undefined)
  return found.sort((one, other) => one.at - other.at)[0]
}
