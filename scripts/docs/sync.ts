/**
 * Copies into the documentation what is made elsewhere: the first example into the README, as its first code block, the
 * table of what each channel shows, the table of the templates, and the pages on the lanes.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Examples from "./Examples.ts"
import * as Lanes from "./Lanes.ts"
import * as Shown from "./Shown.ts"
import * as Templates from "./Templates.ts"

const path = join(Examples.root, "README.md")
const text = readFileSync(path, "utf8")
const opening = Examples.fences(text)[0]
if (opening === undefined || !/^ts\b/.test(opening.info)) {
  process.stderr.write("README.md has no TypeScript block to begin with\n")
  process.exit(1)
}
const lines = text.split("\n")
const length = opening.code.split("\n").length - 1
const example = readFileSync(Examples.first, "utf8")
lines.splice(opening.line - 1, length, ...example.replace(/\n$/, "").split("\n"))
writeFileSync(path, lines.join("\n"))

const page = join(Examples.root, Shown.page)
const shown = Shown.put(readFileSync(page, "utf8"))
if (shown === undefined) {
  process.stderr.write(`${Shown.page} has no place for the table of what each channel shows\n`)
  process.exit(1)
}
writeFileSync(page, shown)

for (const path of Templates.pages) {
  const put = Templates.put(path, readFileSync(join(Examples.root, path), "utf8"))
  if (put === undefined) {
    process.stderr.write(`${path} has no place for the table of the templates\n`)
    process.exit(1)
  }
  writeFileSync(join(Examples.root, path), put)
}

for (const { path, text } of Lanes.pages()) writeFileSync(join(Examples.root, path), text)
