/**
 * The exit codes of the command, for scripts.
 *
 * @module
 */
import * as Cause from "effect/Cause"
import * as Exit from "effect/Exit"

/** A code, and what a script may take from it. */
export interface ExitCode {
  readonly code: number
  readonly means: string
}

const done = 0
const failed = 1
const stopped = 130

/** Every code that the command ends with. */
export const all: ReadonlyArray<ExitCode> = [
  { code: done, means: "It was done, and nothing was found wrong. Advice and warnings leave it so." },
  {
    code: failed,
    means:
      "Something was found wrong, it could not be done, or the command line cannot be read; standard error says which."
  },
  { code: stopped, means: "It was stopped (Ctrl+C, SIGTERM) before it was done." }
]

/** The commands that run until they are stopped, which is their usual end. */
const endless: ReadonlySet<string> = new Set(["chat", "dev", "emulator"])

const isEndless = (words: ReadonlyArray<string>): boolean =>
  words.some((word) => word === "--watch" || word === "-w") || endless.has(words[0] ?? "")

/** The code of a command that ended; `words` are those behind `parley`. */
export const of = (exit: Exit.Exit<unknown, unknown>, words: ReadonlyArray<string>): number => {
  if (Exit.isSuccess(exit)) return done
  if (!Cause.isInterruptedOnly(exit.cause)) return failed
  return isEndless(words) ? done : stopped
}
