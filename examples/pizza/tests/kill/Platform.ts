/**
 * The platform in a process of its own, spoken to as a person and as the one who runs it.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import * as Processes from "../../../../scripts/processes.ts"
import { page } from "./page.ts"

/** What the person sees, as the control API tells it. */
export interface Person {
  readonly psid: string
  readonly transcript: ReadonlyArray<{ readonly from: "person" | "page"; readonly text?: string }>
}

/** An emulator that runs in its own process. */
export class Platform {
  readonly url: string
  private readonly process: ChildProcess

  constructor(process: ChildProcess, url: string) {
    this.process = process
    this.url = url
  }

  /** Starts the emulator on a free port, its webhooks going to the given one. */
  static async start(webhookPort: number, storage: string): Promise<Platform> {
    const child = spawn(process.execPath, [
      ...Processes.parley,
      "emulator",
      "--port",
      "0",
      "--storage",
      storage,
      "--webhook",
      `http://127.0.0.1:${webhookPort}/webhook`
    ], { stdio: ["ignore", "pipe", "inherit"] })
    const [line] = await once(createInterface({ input: child.stdout }), "line") as [string]
    const url = /http:\/\/[^\s,]+/.exec(line)?.[0]
    if (url === undefined) throw new Error(`the emulator said "${line}"`)
    return new Platform(child, url)
  }

  private async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const separator = path.includes("?") ? "&" : "?"
    const response = await fetch(`${this.url}/_emulator${path}${separator}page=${page.id}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } })
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }

  async newPerson(): Promise<string> {
    const made = await this.call("POST", "/persons", { name: "Ana" }) as Person
    return made.psid
  }

  /** What the page has said to a person so far. */
  async said(psid: string): Promise<ReadonlyArray<string>> {
    const person = await this.call("GET", `/persons/${psid}`) as Person
    return person.transcript.filter((entry) => entry.from === "page").map((entry) => entry.text ?? "")
  }

  /** The person writes. */
  says(psid: string, text: string): Promise<unknown> {
    return this.call("POST", `/persons/${psid}/says`, { text })
  }

  /** Resolves at the next thing that the person sees, or after a second. */
  somethingSeen(psid: string): Promise<unknown> {
    return this.call("GET", `/events?psid=${psid}&wait=1000`)
  }

  /** Takes the next send without ever answering it. */
  swallowNextAnswer(): Promise<unknown> {
    return this.call("POST", "/faults", { _tag: "Silence", accepted: true })
  }

  /** Resolves when no webhook is on its way any more. */
  idle(): Promise<unknown> {
    return this.call("GET", "/idle")
  }

  stop(): void {
    this.process.kill("SIGKILL")
  }
}
