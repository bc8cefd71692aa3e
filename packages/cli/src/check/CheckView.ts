/**
 * What was checked, for a person who reads it in a terminal.
 *
 * @module
 */
import { Paths } from "@parley/core"
import type * as BotCheck from "./BotCheck.ts"
import * as Findings from "./Findings.ts"
import * as Ground from "./Ground.ts"
import type * as Practice from "./Practice.ts"

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`

const searched = ({ isWhole, looked }: Paths.Report): string =>
  looked === 0
    ? "it was made by hand, and its paths are not known"
    : `${counted(looked, "standing")} looked at, ${isWhole ? "all there are" : "and there are more"}`

const dialogue = ({ dialogue, searches, states }: BotCheck.DialogueCheck): ReadonlyArray<string> => {
  const head = `  ${dialogue}: ${counted(states, "state")}`
  const [only, ...more] = searches
  if (only === undefined) return [head]
  return more.length === 0
    ? [`${head}; ${searched(only.report)}`]
    : [head, ...searches.map(({ ground, report }) => `    ${Ground.name(ground)}: ${searched(report)}`)]
}

const bot = (check: BotCheck.BotCheck): ReadonlyArray<string> => {
  const wrong = Findings.count([check])
  return [
    `${check.bot}: ${wrong === 0 ? "nothing wrong" : counted(wrong, "problem")}`,
    ...(check.notice === undefined ? [] : [`  notice   ${check.notice}`]),
    ...check.problems.map((problem) => `  problem  ${problem}`),
    ...check.dialogues.flatMap(dialogue)
  ]
}

const advice = (one: Findings.Advice): string =>
  `advice: ${one.state} of ${one.dialogue}: ${one.advice}   in ${Findings.placesIn(one.where)}`

const practised = ({ advice, dialogue, instead, state }: Practice.Advice): ReadonlyArray<string> => [
  `advice: ${state} of ${dialogue}: ${advice}`,
  `  instead: ${instead}`
]

/** A finding, and below it the convo that leads there. */
const finding = ({ convo, cure, dialogue, problem, promise, refusal, state, where }: Findings.Finding) => [
  "",
  `${promise}: ${state} of ${dialogue}: ${problem}`,
  `  in:   ${Findings.placesIn(where)}`,
  ...(refusal === undefined ? [] : [`  rule: ${refusal.rule}: ${refusal.reason}`]),
  `  cure: ${cure}`,
  "",
  ...convo
]

/**
 * The lines for all bots; below them each thing that was found, with the bots that it was found in, and at the end what a search takes
 * for granted.
 */
export const render = (
  checks: ReadonlyArray<BotCheck.BotCheck>,
  practice: ReadonlyArray<Practice.Advice> = []
): ReadonlyArray<string> => {
  const advised = [...Findings.advice(checks).map(advice), ...practice.flatMap(practised)]
  return [
    ...checks.flatMap((check, index) => [...(index === 0 ? [] : [""]), ...bot(check)]),
    ...(advised.length === 0 ? [] : ["", ...advised]),
    ...Findings.findings(checks).flatMap(finding),
    ...(checks.some(({ dialogues }) => dialogues.some(({ searches }) => searches.length > 0))
      ? ["", "Taken for granted:", ...Paths.assumptions.map((one) => `- ${one}`)]
      : [])
  ]
}
