/**
 * Makes the site: `tsx scripts/docs/serve.ts dev` serves it while it is written, `build` writes it to `docs/.vitepress/dist`.
 *
 * The reference and the pages of source files are made first, into `docs/reference`. `--keep-reference` leaves the reference as it is.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import * as Examples from "./Examples.ts"
import * as Pages from "./Pages.ts"
import * as Reference from "./Reference.ts"
import * as Site from "./Site.ts"

const [command = "", ...flags] = process.argv.slice(2)
if (command !== "dev" && command !== "build") {
  process.stderr.write("Say `dev` to write, or `build` to make the site.\n")
  process.exit(1)
}

const node = (...args: ReadonlyArray<string>): void => {
  const { status } = spawnSync(process.execPath, [...args], { cwd: Examples.root, stdio: "inherit" })
  if (status !== 0) process.exit(status ?? 1)
}
const program = (...path: ReadonlyArray<string>) => join(Examples.root, "node_modules", ...path)

const reference = join(Examples.root, Site.made, "api")
if (!flags.includes("--keep-reference") || !existsSync(reference)) {
  process.stdout.write("Reading the docstrings (about a minute) …\n")
  rmSync(reference, { recursive: true, force: true })
  node(program("typedoc", "bin", "typedoc"), "--options", join("docs", "typedoc.json"))
  for (const name of readdirSync(reference, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".md")) continue
    const file = join(reference, name)
    writeFileSync(file, Reference.page({ path: name, text: readFileSync(file, "utf8") }).text)
  }
}

rmSync(join(Examples.root, Site.made, "files"), { recursive: true, force: true })
for (const path of Site.files(Pages.all(), Pages.kindOf)) {
  const page = Site.file(path, readFileSync(join(Examples.root, path), "utf8"))
  const file = join(Examples.root, page.path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, page.text)
}

node(program("vitepress", "bin", "vitepress.js"), command, "docs")
