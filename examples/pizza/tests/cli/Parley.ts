/**
 * The `parley` command as a person runs it: a process with lines in and lines out.
 *
 * @module
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process"
import { once } from "node:events"
import * as Processes from "../../../../scripts/processes.ts"

/** Tells the command that its output is a terminal, which decides about colours. */
const terminal = ["--import", "data:text/javascript,process.stdout.isTTY=true"]

/** Where a command runs: without a terminal and without colours unless said otherwise. */
export interface Surroundings {
  readonly terminal?: boolean
  readonly noColor?: string | undefined
}

/** A command that runs. */
export class Parley {
  output = ""
  errors = ""
  private readonly process: ChildProcessWithoutNullStreams
  private readonly ended: Promise<number | null>
  private heard: (() => void) | undefined

  constructor(args: ReadonlyArray<string>, around: Surroundings = {}) {
    const { NO_COLOR: _, ...env } = process.env
    const noColor = "noColor" in around ? around.noColor : "1"
    this.process = spawn(
      process.execPath,
      [...(around.terminal === true ? terminal : []), ...Processes.parley, ...args],
      { env: noColor === undefined ? env : { ...env, NO_COLOR: noColor } }
    )
    this.process.stdout.on("data", (data: Buffer) => {
      this.output += data.toString()
      this.heard?.()
    })
    this.process.stderr.on("data", (data: Buffer) => {
      this.errors += data.toString()
    })
    this.ended = once(this.process, "close").then(([code]: ReadonlyArray<number | null>) => {
      this.heard?.()
      return code ?? null
    })
  }

  /** Types a line. */
  line(text: string): void {
    this.process.stdin.write(`${text}\n`)
  }

  /** Resolves once this text has been printed; rejects when the command ends without it. */
  async prints(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      const ended = await Promise.race([
        new Promise<false>((done) => {
          this.heard = () => done(false)
        }),
        this.ended.then(() => true)
      ])
      if (ended && !this.output.includes(text)) throw new Error(`it ended after:\n${this.output}\n${this.errors}`)
    }
  }

  /** Ends the input and gives the exit code. */
  end(): Promise<number | null> {
    this.process.stdin.end()
    return this.ended
  }

  /** Kills it as nothing can be caught. */
  kill(): Promise<number | null> {
    this.process.kill("SIGKILL")
    return this.ended
  }
}
