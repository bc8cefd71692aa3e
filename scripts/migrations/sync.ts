/**
 * Copies the files of `migrations` into the pages that show them.
 *
 * @module
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Examples from "../docs/Examples.ts"
import * as Pages from "./Pages.ts"

const folder = join(Examples.root, "docs", "migration")
for (const name of readdirSync(folder).filter((one) => one.endsWith(".md"))) {
  const file = join(folder, name)
  writeFileSync(file, Pages.put(readFileSync(file, "utf8")))
}
