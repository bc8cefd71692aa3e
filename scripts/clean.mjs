/**
 * Removes what builds and tests have made, so that a release holds nothing that is left of an older one.
 *
 * @module
 */
import { readdirSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")

for (const folder of ["packages", "examples"]) {
  for (const name of readdirSync(join(root, folder))) {
    for (const made of ["dist", "test-results", ".turbo"]) {
      rmSync(join(root, folder, name, made), { recursive: true, force: true })
    }
  }
}
