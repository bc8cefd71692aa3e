/**
 * The bot as a process that is started again whenever it dies, behind one door for webhooks.
 *
 * @module
 */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"

/** What a bot is given: where the Graph API is, a folder for its files, and the moment at which it dies for the first time. */
export interface Options {
  readonly program: string
  readonly graphUrl: string
  readonly folder: string
  readonly killAt?: string
}

/** A process that dies more often than this is not worth another. */
const most = 3

/** A bot that outlives its processes. */
export class Bot {
  /** How often it has died. */
  deaths = 0
  private readonly options: Options
  private isOver = false
  private child: ChildProcess | undefined
  private port: Promise<number>

  constructor(options: Options) {
    this.options = options
    this.port = this.start(options.killAt)
  }

  /** The port on which the process listens, or the one after it if that dies before. */
  private start(killAt?: string): Promise<number> {
    const { folder, graphUrl, program } = this.options
    const child = fork(program, [], {
      env: {
        ...process.env,
        GRAPH_URL: graphUrl,
        FOLDER: folder,
        ...(killAt === undefined ? {} : { KILL_AT: killAt })
      },
      stdio: ["ignore", "inherit", "inherit", "ipc"]
    })
    this.child = child
    return new Promise((resolve, reject) => {
      child.once("message", (port) => resolve(Number(port)))
      child.once("exit", () => {
        if (this.isOver) return
        this.deaths++
        if (this.deaths > most) return reject(new Error("The bot dies again and again."))
        this.port = this.start()
        resolve(this.port)
      })
    })
  }

  /** Takes a webhook to the process that runs, and waits for one while none does. Rejects when it dies over it. */
  async take(request: Request): Promise<Response> {
    const port = await this.port
    const { pathname, search } = new URL(request.url)
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`, {
      method: request.method,
      headers: request.headers,
      body: await request.arrayBuffer()
    })
  }

  /** Kills the process as nothing can be caught. */
  kill(): void {
    this.child?.kill("SIGKILL")
  }

  /** Ends it for good. */
  async end(): Promise<void> {
    this.isOver = true
    const { child } = this
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, "exit")
    this.kill()
    await gone
  }
}
