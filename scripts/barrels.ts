/**
 * Puts every package's barrel in order: each module listed, the ground first, those that are not public in a comment.
 *
 * @module
 */
import { readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Barrel from "./architecture/Barrel.ts"
import * as Sources from "./architecture/Sources.ts"

for (const folder of readdirSync(join(Sources.repository, "packages"))) {
  const own = Sources.read(folder)
  const before = own.src.find((module) => module.path === Barrel.path)?.text
  const after = Barrel.sorted(own.src, own.entries)
  if (before === after) continue
  writeFileSync(join(Sources.repository, "packages", folder, Barrel.path), after)
  console.log(`${own.name}: barrel sorted`)
}
