/**
 * Builds the playground's page into `dist/playground`: one script, one style sheet, one font and the page itself. Nothing is
 * fetched from outside when it runs, so whoever installs the package installs nothing more.
 *
 * @module
 */
import { build } from "esbuild"
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const here = import.meta.dirname
const out = join(here, "..", "dist", "playground")

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
cpSync(join(here, "public"), out, { recursive: true })

const { metafile } = await build({
  entryPoints: [
    { in: join(here, "src", "Page.tsx"), out: "page" },
    { in: join(here, "styles", "page.css"), out: "page" }
  ],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome123", "firefox121", "safari17.5"],
  jsx: "automatic",
  jsxImportSource: "preact",
  tsconfig: join(here, "tsconfig.json"),
  loader: { ".woff2": "file" },
  assetNames: "[name]",
  legalComments: "none",
  metafile: true,
  logLevel: "warning"
})

// What is built in keeps its licence beside it.
const packages = new Map(
  Object.keys(metafile.inputs).flatMap((input) => {
    const found = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(input)
    return found === null ? [] : [[found[2], found[1]]]
  })
)
const licences = [...packages].sort(([a], [b]) => a.localeCompare(b)).map(([name, folder]) => {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  if (file === undefined) throw new Error(`${name} has no licence file: the page cannot be built with it.`)
  return `${name}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`
})
writeFileSync(join(out, "LICENSES.txt"), licences.join(`\n${"-".repeat(80)}\n\n`))
