/**
 * Coverage of a suite of convos that a test runner plays: counted while they run, written down at the end, for other suites and
 * processes to add up with `parley coverage`.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Bots, CoverageWishes } from "../convo/Bots.ts"
import * as Coverage from "./Coverage.ts"
import * as Summary from "./Summary.ts"
import * as Tally from "./Tally.ts"
import * as TextReport from "./TextReport.ts"

/** Less was covered than was asked for. The message lists what is missing. */
export class NotCovered extends Error {
  override readonly name = "NotCovered"
}

/** A suite that is counted. */
export interface SuiteCoverage extends Coverage.Coverage<Bots> {
  /**
   * Writes the tally down, under a name made of the suite's. Throws `NotCovered` when less is covered than was asked for.
   */
  readonly end: (suite: string) => void
}

/** Begins to count. */
export const begin = (bots: Bots, options: CoverageWishes): SuiteCoverage => {
  const coverage = Coverage.of(bots, options)
  const { folder = join(".parley", "coverage"), threshold } = options
  return {
    ...coverage,
    end: (suite) => {
      const tally = coverage.tally()
      mkdirSync(folder, { recursive: true })
      const name = suite.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "") || "convos"
      writeFileSync(join(folder, `${name}.json`), Tally.encode(tally))
      const summary = Summary.of(tally)
      if (threshold === undefined || Summary.percent(summary.all) >= threshold) return
      throw new NotCovered(
        `${Summary.percent(summary.all)} % are covered, and ${threshold} % are asked for.\n${
          TextReport.render(summary).join("\n")
        }`
      )
    }
  }
}
