/**
 * The author's own TypeScript, asked what it thinks of their sources while the bot runs on: its complaints are advice.
 *
 * @module
 */
import { spawn } from "node:child_process"
import * as Effect from "effect/Effect"
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join, resolve } from "node:path"
import type { Problem } from "./Picture.ts"
import * as Problems from "./Problems.ts"

/** What is asked: which project, by which compiler. */
export interface Checker {
  readonly compiler: string
  readonly project: string
}

/** More complaints than these are the same one again and again. */
const most = 20

/** The compiler and the project of a folder; `undefined` where there is none to ask. */
export const find = (home: string): Checker | undefined => {
  for (let folder = home;; folder = dirname(folder)) {
    const project = join(folder, "tsconfig.json")
    if (existsSync(project)) {
      try {
        return { project, compiler: createRequire(project).resolve("typescript/bin/tsc") }
      } catch {
        // They use TypeScript without its compiler, as Node itself and bundlers do.
        return undefined
      }
    }
    if (dirname(folder) === folder) return undefined
  }
}

const complaint = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/

/** The complaints of what the compiler printed. */
const parse = (printed: string, from: string, at: number): ReadonlyArray<Problem> =>
  printed.split("\n").flatMap((line): ReadonlyArray<Problem> => {
    const [, file, number, code, message] = complaint.exec(line) ?? []
    return file === undefined
      ? []
      : [{
        kind: "types",
        message: `${message ?? ""} (${code ?? ""})`,
        source: Problems.sourceOf(resolve(from, file), Number(number)),
        at
      }]
  }).slice(0, most)

/** Asks once. `keep` is a file for what the compiler remembers from one time to the next. Interrupted, the compiler ends. */
export const run = (
  { compiler, project }: Checker,
  keep: string,
  at: () => number
): Effect.Effect<ReadonlyArray<Problem>> =>
  Effect.async((resume) => {
    const from = dirname(project)
    const child = spawn(process.execPath, [
      compiler,
      "-p",
      project,
      "--noEmit",
      "--pretty",
      "false",
      "--incremental",
      "--tsBuildInfoFile",
      keep
    ], { cwd: from, stdio: ["ignore", "pipe", "ignore"] })
    let printed = ""
    child.stdout.on("data", (data: Buffer) => {
      printed += data.toString()
    })
    child.on("error", () => resume(Effect.succeed([])))
    child.on("close", () => resume(Effect.succeed(parse(printed, from, at()))))
    return Effect.sync(() => void child.kill())
  })
