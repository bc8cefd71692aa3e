/**
 * How tests start node: with the packages' sources, or with what was built of them where that is known to be fresh, which starts
 * in half the time. `npm test` builds first, and says so by `PARLEY_BUILT`. A test that starts one process after another puts its program
 * into one file.
 *
 * @module
 */
import { buildSync } from "esbuild"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

/** Whether what was built is known to be fresh. */
export const built = process.env["PARLEY_BUILT"] !== undefined
const bin = new URL(built ? "../packages/cli/dist/bin.js" : "../packages/cli/src/bin.ts", import.meta.url)

/** What node needs to run a TypeScript file that imports the packages. */
export const typescript: ReadonlyArray<string> = [
  ...(built ? [] : ["--conditions=parley-source"]),
  "--import",
  "tsx"
]

/** What node needs to run the `parley` command; its arguments come behind. */
export const parley: ReadonlyArray<string> = [...(built ? [] : typescript), fileURLToPath(bin)]

const root = fileURLToPath(new URL("..", import.meta.url))

/** A program in one file: where it stands, and how to be rid of it. */
export interface Bundle {
  readonly file: string
  readonly remove: () => void
}

/**
 * Puts a program and all that it imports, from the packages' sources, into one file: node starts it in a fifth of the time that it takes
 * to read and translate a thousand modules. What is built for a platform is not taken in, and found beside the repository's packages.
 */
export const bundle = (entry: string): Bundle => {
  const place = join(root, "node_modules", ".cache", "parley")
  mkdirSync(place, { recursive: true })
  const folder = mkdtempSync(join(place, "bundle-"))
  const file = join(folder, "program.mjs")
  // Modules of the older kind ask for others by `require`.
  const from = pathToFileURL(join(root, "package.json")).href
  const requires = `import { createRequire as requiring } from "node:module"; const require = requiring(${
    JSON.stringify(from)
  })`
  buildSync({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["parley-source"],
    external: ["@photostructure/sqlite"],
    banner: { js: requires },
    logLevel: "warning"
  })
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
