/**
 * Runs the examples that were written as modules, one after the other in one process, and names those that fail.
 *
 * @module
 */
import { join } from "node:path"
import { pathToFileURL } from "node:url"

let failed = 0
// Written by `check.ts`.
const examples = JSON.parse(process.argv[2] ?? "[]") as ReadonlyArray<{ readonly file: string; readonly where: string }>

for (const { file, where } of examples) {
  try {
    await import(pathToFileURL(join(process.cwd(), file)).href)
  } catch (error) {
    failed += 1
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${message.startsWith(where.split(":")[0] ?? where) ? "" : `${where}: `}${message}\n`)
  }
}
// An example may leave a server or a timer behind; it has said what it had to say.
process.exit(failed === 0 ? 0 : 1)
