/**
 * What is wrong with a bot before anybody talks to it.
 *
 * @module
 */
import { type BotDefinition, BotProblem, Disclosure, Paths } from "@parley/core"

/** One dialogue of a bot: how many states it has, and what the search of its paths found, if it was asked for. */
export interface DialogueCheck {
  readonly dialogue: string
  readonly states: number
  readonly paths?: Paths.Report
}

/** A bot: what is wrong with its parts, the notice it gives in its own language, and its dialogues. */
export interface BotCheck {
  readonly bot: string
  readonly problems: ReadonlyArray<string>
  readonly notice?: string
  readonly dialogues: ReadonlyArray<DialogueCheck>
}

const day = 86_400_000

/** Checks a bot; with `paths`, every path through its dialogues. A window counts as shut the bot's `margin` before its end. */
export const of = (
  bot: string,
  definition: BotDefinition.Any,
  options: { readonly paths: boolean; readonly most?: number }
): BotCheck => {
  const { dialogues, disclosure, locale, margin } = definition
  const problems = BotProblem.find(definition)
  const search: Paths.Options = {
    discloses: disclosure !== false,
    window: Math.max(1, day - margin),
    ...(options.most === undefined ? {} : { most: options.most })
  }
  return {
    bot,
    problems,
    // Words that are not fit to be said are among the problems.
    ...(disclosure === false || problems.length > 0 ? {} : { notice: Disclosure.text(disclosure, locale) }),
    dialogues: dialogues.map((dialogue) => ({
      dialogue: dialogue.id,
      states: dialogue.states.length,
      ...(options.paths ? { paths: Paths.explore(dialogue, search) } : {})
    }))
  }
}

/** How many things are wrong. Advice is none of them. */
export const count = ({ dialogues, problems }: BotCheck): number =>
  dialogues.reduce((sum, { paths }) => sum + (paths?.findings.length ?? 0), problems.length)
