/**
 * The command as a process of its own.
 *
 * @module
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import * as Processes from "../../../scripts/processes.ts"

/** What node is given to run the command; its arguments come behind. */
export const command: ReadonlyArray<string> = Processes.parley

/** Starts a command line with these variables besides those of the test; colours are not forbidden. */
export const start = (words: ReadonlyArray<string>, env: { readonly [name: string]: string }) => {
  const { NO_COLOR: _, ...rest } = process.env
  return spawn(process.execPath, [...Processes.parley, ...words], { env: { ...rest, ...env } })
}

/** Runs a command line to its end: its exit code, and what it printed. */
export const parley = async (...args: ReadonlyArray<string>) => {
  const child = spawn(
    process.execPath,
    [...Processes.parley, ...args],
    { env: { ...process.env, NO_COLOR: "1" } }
  )
  let output = ""
  let errors = ""
  child.stdout.on("data", (data: Buffer) => {
    output += data.toString()
  })
  child.stderr.on("data", (data: Buffer) => {
    errors += data.toString()
  })
  child.stdin.end()
  const [code = null]: ReadonlyArray<number | null> = await once(child, "close")
  return { code, output, errors }
}
