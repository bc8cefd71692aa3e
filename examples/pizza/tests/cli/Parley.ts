/**
 * The `parley` command as a person runs it: a process with lines in and lines out.
 *
 * @module
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"

const command = fileURLToPath(new URL("../../../../packages/cli/src/bin.ts", import.meta.url))
const sources = ["--import", "tsx", "--conditions", "parley-source"]

/** A command that runs. */
export class Parley {
  output = ""
  errors = ""
  private readonly process: ChildProcessWithoutNullStreams
  private readonly ended: Promise<number | null>
  private heard: (() => void) | undefined

  constructor(args: ReadonlyArray<string>) {
    this.process = spawn(process.execPath, [...sources, command, ...args], { env: { ...process.env, NO_COLOR: "1" } })
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
