/**
 * How tests start node: with the packages' sources, or with what was built of them where that is known to be fresh, which starts
 * in half the time. `npm test` builds first, and says so by `PARLEY_BUILT`.
 *
 * @module
 */
import { fileURLToPath } from "node:url"

const built = process.env["PARLEY_BUILT"] !== undefined
const bin = new URL(built ? "../packages/cli/dist/bin.js" : "../packages/cli/src/bin.ts", import.meta.url)

/** What node needs to run a TypeScript file that imports the packages. */
export const typescript: ReadonlyArray<string> = [
  ...(built ? [] : ["--conditions=parley-source"]),
  "--import",
  "tsx"
]

/** What node needs to run the `parley` command; its arguments come behind. */
export const parley: ReadonlyArray<string> = [...(built ? [] : typescript), fileURLToPath(bin)]
