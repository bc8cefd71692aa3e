/**
 * What came of an exploration, for people and for programs.
 *
 * @module
 */
import { CoverageSummary, type Explore } from "@parley/testing"

/** The exploration of one bot, and the files that its convos were written to. */
export interface Explored {
  readonly bot: string
  readonly exploration: Explore.Exploration
  readonly files: ReadonlyArray<string>
}

/** How many things stand in the way: what was not reached, and what the bot could not take. */
export const count = ({ exploration }: Explored): number => exploration.missing.length + exploration.problems.length

const seconds = (millis: number): string => `${(millis / 1_000).toFixed(1)} s`

const why = ({ astray, element, in: state, isLate, tried }: Explore.Missing): string => {
  if (isLate === true) return "a way was found, and the time was over before it was played; give it more --seconds"
  if (astray !== undefined) return `a way was found, and the bot went another: ${astray.split("\n", 1)[0] ?? ""}`
  const where = state === element.state ? "" : ` ${state === "" ? "before it began" : `in ${state}`}`
  return `tried${where}: ${tried.join("  ")}`
}

/** What was not reached, each with the reason below it; one that holds for several stands below the last of them. */
const unreached = (missing: ReadonlyArray<Explore.Missing>): ReadonlyArray<string> =>
  missing.flatMap((one, index) => {
    const next = missing[index + 1]
    const line = `    ${one.element.kind}  ${one.element.label}`
    return next !== undefined && why(next) === why(one) ? [line] : [line, `      ${why(one)}`]
  })

/** The lines about one bot. */
export const render = ({ bot, exploration, files }: Explored): ReadonlyArray<string> => {
  const { all, kit } = CoverageSummary.of(exploration.tally)
  const { convos, looked, millis, missing, problems } = exploration
  return [
    `${bot}: ${convos.length} convos cover ${CoverageSummary.percent(all)} % (${all.covered} of ${all.total}), `
    + `and ${kit.covered} of ${kit.total} of what the repair kit answers; ${looked} steps in ${seconds(millis)}.`,
    ...files.map((file) => `  ${file}`),
    ...(missing.length === 0 ? [] : ["  Not reached:"]),
    ...unreached(missing),
    ...problems.flatMap(({ reason, text }) => [
      `  The bot could not take this: ${reason}`,
      ...text.trimEnd().split("\n").map((line) => `    ${line}`)
    ])
  ]
}

/** The same as data. */
export const data = ({ bot, exploration, files }: Explored) => {
  const { convos, looked, millis, missing, problems, tally } = exploration
  const { all, kit } = CoverageSummary.of(tally)
  return {
    bot,
    covered: all.covered,
    total: all.total,
    kit: { covered: kit.covered, total: kit.total },
    convos: convos.map(({ covers, name }, index) => ({ name, file: files[index], covers: covers.map(({ id }) => id) })),
    missing: missing.map(({ astray, element, in: state, isLate, tried }) => ({
      ...element,
      in: state,
      tried,
      ...(isLate === undefined ? {} : { isLate }),
      ...(astray === undefined ? {} : { astray })
    })),
    problems,
    looked,
    millis
  }
}
