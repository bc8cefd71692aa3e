/**
 * What is wrong with a bot before anybody talks to it.
 *
 * @module
 */
import { type BotDefinition, BotProblem, Disclosure, Paths } from "@parley/core"
import * as Ground from "./Ground.ts"
import * as Samples from "./Samples.ts"

/** What the search of a dialogue's paths found under the rules of one account. */
export interface Search {
  readonly ground: Ground.Ground
  readonly report: Paths.Report
}

/** One dialogue of a bot: how many states it has, and what the searches of its paths found; none if they were not asked for. */
export interface DialogueCheck {
  readonly dialogue: string
  readonly states: number
  readonly searches: ReadonlyArray<Search>
}

/** A bot: what is wrong with its parts, the notice it gives in its own language, and its dialogues. */
export interface BotCheck {
  readonly bot: string
  readonly problems: ReadonlyArray<string>
  readonly notice?: string
  readonly dialogues: ReadonlyArray<DialogueCheck>
}

/** Checks a bot; on each of `grounds`, every path through its dialogues. A window counts as shut the bot's `margin` before its end. */
export const of = (
  bot: string,
  definition: BotDefinition.Any,
  options: { readonly grounds: ReadonlyArray<Ground.Ground>; readonly most?: number }
): BotCheck => {
  const { dialogues, disclosure, locale, margin } = definition
  const problems = BotProblem.find(definition)
  return {
    bot,
    problems,
    // Words that are not fit to be said are among the problems.
    ...(disclosure === false || problems.length > 0 ? {} : { notice: Disclosure.text(disclosure, locale) }),
    dialogues: dialogues.map((dialogue) => ({
      dialogue: dialogue.id,
      states: dialogue.states.length,
      searches: options.grounds.map((ground) => ({
        ground,
        report: Paths.explore(dialogue, {
          discloses: disclosure !== false,
          ...(disclosure === false || disclosure.lapse === undefined ? {} : { lapse: disclosure.lapse }),
          margin,
          channel: Ground.channel(ground),
          samples: Samples.of(dialogue),
          ...(options.most === undefined ? {} : { most: options.most })
        })
      }))
    }))
  }
}
