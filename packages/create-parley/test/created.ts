/**
 * Runs the command as a person does, in a folder of its own, and says what is there afterwards.
 *
 * @module
 */
import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, sep } from "node:path"
import { PassThrough } from "node:stream"
import { main } from "../src/index.ts"

/** A folder that is gone once it is disposed of. */
export class Desk {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "create-parley-")));

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Runs the command with what is typed; gives the exit code and what it printed. Without lines to type there is no terminal. */
  async create(args: ReadonlyArray<string>, typed?: ReadonlyArray<string>) {
    const printed: Array<string> = []
    const input = new PassThrough()
    const output = new PassThrough()
    output.on("data", (data: Buffer) => printed.push(data.toString()))
    if (typed !== undefined) input.end(typed.map((line) => `${line}\n`).join(""))
    const code = await main({
      args,
      cwd: this.folder,
      env: process.env,
      print: (text) => printed.push(`${text}\n`),
      ...(typed === undefined ? {} : { terminal: { input, output } })
    })
    return { code, printed: printed.join("") }
  }

  /** Every file below the folder, by its path from here. */
  files(within = "."): ReadonlyArray<string> {
    const root = join(this.folder, within)
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).split(sep).join("/"))
      .sort()
  }
}
