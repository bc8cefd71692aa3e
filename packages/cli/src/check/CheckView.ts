/**
 * What was checked, for a person who reads it in a terminal.
 *
 * @module
 */
import { Paths } from "@parley/core"
import * as BotCheck from "./BotCheck.ts"

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`

const searched = ({ isWhole, looked }: Paths.Report): string =>
  looked === 0
    ? "it was made by hand, and its paths are not known"
    : `${counted(looked, "standing")} looked at, ${isWhole ? "all there are" : "and there are more"}`

const dialogue = ({ dialogue, paths, states }: BotCheck.DialogueCheck): ReadonlyArray<string> => [
  `  ${dialogue}: ${counted(states, "state")}${paths === undefined ? "" : `; ${searched(paths)}`}`,
  ...(paths?.advice ?? []).map(({ advice, state }) => `    advice   ${state}: ${advice}`)
]

/** A finding, and below it the convo that leads there. */
const finding = (bot: string, day: string, { dialogue, paths }: BotCheck.DialogueCheck): ReadonlyArray<string> =>
  (paths?.findings ?? []).flatMap(({ cure, problem, promise, script, state }) => [
    "",
    `${promise}: ${state} of ${dialogue}: ${problem}`,
    `  cure: ${cure}`,
    "",
    `bot ${bot}   start ${day}`,
    "",
    ...script
  ])

const bot = (check: BotCheck.BotCheck, day: string): ReadonlyArray<string> => {
  const wrong = BotCheck.count(check)
  return [
    `${check.bot}: ${wrong === 0 ? "nothing wrong" : counted(wrong, "problem")}`,
    ...(check.notice === undefined ? [] : [`  notice   ${check.notice}`]),
    ...check.problems.map((problem) => `  problem  ${problem}`),
    ...check.dialogues.flatMap(dialogue),
    ...check.dialogues.flatMap((one) => finding(check.bot, day, one))
  ]
}

/**
 * The lines for all bots; what a search takes for granted stands at the end. The convos begin on `day` (2026-11-01), as rules are
 * dated.
 */
export const render = (checks: ReadonlyArray<BotCheck.BotCheck>, day: string): ReadonlyArray<string> => [
  ...checks.flatMap((check, index) => [...(index === 0 ? [] : [""]), ...bot(check, day)]),
  ...(checks.some(({ dialogues }) => dialogues.some(({ paths }) => paths !== undefined))
    ? ["", "Taken for granted:", ...Paths.assumptions.map((one) => `- ${one}`)]
    : [])
]
