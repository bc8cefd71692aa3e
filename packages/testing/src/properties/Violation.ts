/**
 * A promise that a bot broke, and the shortest convo that shows it.
 *
 * @module
 */
import type { Property } from "./Property.ts"
import { length, sentences } from "./Property.ts"

/** A broken promise. */
export interface Violation {
  readonly property: Property
  /** What was wrong, in a sentence. */
  readonly sentence: string
  /** The convo as text: taking out any line but its header makes the promise hold. It tells what happens, not what the bot says. */
  readonly convo: string
  /** How many lines the convo has below its header. */
  readonly lines: number
  /** The seed of the walk on which it was met. */
  readonly seed: number
  /** The name of the bot, as the convo gives it. */
  readonly bot: string
}

/** The command that finds it again. */
const again = ({ bot, property, seed }: Violation): string =>
  `npx -p @parley/cli parley properties ${bot} --seed ${seed} --actions ${length} --only ${property}`

/** A violation for people: the promise, what was wrong, the convo, and the command that finds it again. */
export const describe = (violation: Violation): string =>
  [
    `${violation.property}: ${sentences[violation.property]}`,
    violation.sentence,
    "",
    ...violation.convo.trimEnd().split("\n").map((line) => line === "" ? "" : `    ${line}`),
    "",
    `seed ${violation.seed}   again: ${again(violation)}`
  ].join("\n")
