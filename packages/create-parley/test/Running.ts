/**
 * Programs that run beside the test: it can answer them meanwhile.
 *
 * @module
 */
import { spawn } from "node:child_process"
import { once } from "node:events"

/** How a program ended, and what it printed. */
export interface Ended {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

/** Runs a program to its end. */
export const run = async (
  program: string,
  args: ReadonlyArray<string>,
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> }
): Promise<Ended> => {
  const child = spawn(program, args, {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"]
  })
  const said = { output: "", errors: "" }
  child.stdout.on("data", (data: Buffer) => {
    said.output += data.toString()
  })
  child.stderr.on("data", (data: Buffer) => {
    said.errors += data.toString()
  })
  // A program that cannot be started never closes: `once` rejects with its error.
  const [code] = await once(child, "close") as [number | null]
  return { code, ...said }
}

/** Runs a program to its end; gives what it printed. Rejects with all that it said when it does not end with 0. */
export const succeed = async (
  program: string,
  args: ReadonlyArray<string>,
  around: { readonly cwd: string; readonly env: Readonly<Record<string, string>> }
): Promise<string> => {
  const { code, errors, output } = await run(program, args, around)
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${output}${errors}`)
  return output
}
