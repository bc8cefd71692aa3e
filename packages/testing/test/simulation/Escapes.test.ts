import { describe, expect, it } from "@effect/vitest"
import { BotDefinition, Dialogue } from "@parley/core"
import { Convo } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { spawn } from "node:child_process"
import { createSocket } from "node:dgram"
import { once } from "node:events"
import { readFileSync, watch } from "node:fs"
import * as net from "node:net"
import { dirname } from "node:path"
import { setTimeout as later } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { MessageChannel, Worker } from "node:worker_threads"

const source = readFileSync(fileURLToPath(import.meta.url), "utf8").split("\n")

/** Where the words stand in this file, as a stack tells it. */
const at = (words: string, below = 0): string =>
  `Escapes.test.ts:${source.findIndex((line) => line.includes(words)) + 1 + below}:`

/** A bot whose only task does this. */
const bot = (run: () => Promise<void> | Effect.Effect<void>) => {
  const kit = Dialogue.setup({ id: "call", version: 1, context: Schema.Struct({}), states: ["call", "done", "late"] })
  const call = kit.make({
    initial: "call",
    starts: [/hi/],
    states: {
      call: kit.run("Call", { run, recovery: "rerun", success: { to: "done" }, failure: { else: "late" } }),
      done: kit.end("Called."),
      late: kit.end("Too late.")
    }
  })
  return BotDefinition.make({ dialogues: [call], disclosure: false })
}

const play = async (caller: BotDefinition.BotDefinition, guard = 300) =>
  Convo.explain(await Convo.runText("bot caller   person Ana\n> hi\n< Called.\n", { bots: { caller }, guard }))

const listening = async () => {
  const server = net.createServer(() => {})
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as net.AddressInfo
  return { port, [Symbol.asyncDispose]: () => new Promise<void>((done) => server.close(() => done())) }
}

/** Everything by which work can leave, begun in a function whose name is looked for, and how it ends. */
const begun: { readonly [kind: string]: () => () => unknown } = {
  "a server, opened": function serve() {
    const server = net.createServer().listen(0, "127.0.0.1")
    return () => new Promise((done) => server.close(done))
  },
  "a UDP socket, opened": function bind() {
    const socket = createSocket("udp4")
    socket.bind(0, "127.0.0.1")
    return async () => {
      await once(socket, "listening")
      await new Promise<void>((done) => socket.close(done))
    }
  },
  "a process, started": function spawnChild() {
    const child = spawn(process.execPath, ["-e", "process.stdin.resume()"])
    return async () => {
      child.stdin.end()
      await once(child, "close")
    }
  },
  "a worker, started": function startWorker() {
    const worker = new Worker("require('node:worker_threads').parentPort.on('message', () => {})", { eval: true })
    return () => worker.terminate()
  },
  "a watch on files, begun": function watchFolder() {
    const watcher = watch(dirname(fileURLToPath(import.meta.url)))
    return () => watcher.close()
  },
  "a timer, set": function poll() {
    const polling = setInterval(() => {}, 60_000)
    return () => clearInterval(polling)
  },
  "a message port, opened": function listen() {
    const { port1, port2 } = new MessageChannel()
    port1.on("message", () => {})
    return async () => {
      port2.close()
      port1.close()
      await once(port1, "close")
    }
  }
}

describe("work that leaves the simulation", () => {
  it("fails the convo with the line that set a timer nobody waits for", async () => {
    const failure = await play(bot(async function remind() {
      setTimeout(() => {}, 70_000)
    }))

    expect(failure).toContain("Work left the simulation, and nothing waits for it: a timer, set in remind (")
    expect(failure).toContain(at("70_000)"))
  })

  it("is found behind an await, too, and in timers that are imported", async () => {
    const failure = await play(bot(async function remind() {
      await Promise.resolve()
      void later(61_000)
    }))

    expect(failure).toContain(at("61_000)"))
  })

  it("is no timer that was cleared, or that keeps no process alive", async () => {
    const failure = await play(bot(async () => {
      clearTimeout(setTimeout(() => {}, 60_000))
      setInterval(() => {}, 60_000).unref()
    }))

    expect(failure).toBeUndefined()
  })

  it("is no timer or socket that its task waits for", async () => {
    await using server = await listening()
    const failure = await play(bot(async () => {
      await later(5)
      const socket = net.connect(server.port, "127.0.0.1")
      await new Promise<void>((done) => socket.once("connect", done))
      await new Promise<void>((done) => socket.destroy().once("close", () => done()))
    }))

    expect(failure).toBeUndefined()
  })

  it("fails the convo with the line that opened a socket and left it open", async () => {
    await using server = await listening()
    const sockets: Array<net.Socket> = []
    const failure = await play(bot(async function dial() {
      sockets.push(net.connect(server.port, "127.0.0.1"))
    }))
    for (const socket of sockets) socket.destroy()

    expect(failure).toContain("a socket, opened in dial (")
    expect(failure).toContain(at("sockets.push("))
  })

  it.each(Object.entries(begun))("fails the convo with the line that began %s", async (kind, begin) => {
    const left: Array<() => unknown> = []
    const failure = await play(bot(async () => {
      left.push(begin())
    }))
    for (const end of left) await end()

    expect(failure).toContain(`Work left the simulation, and nothing waits for it: ${kind} in ${begin.name} (`)
    expect(failure).toContain(at(`function ${begin.name}(`, 1))
    expect(failure?.split("\n")[0]?.split("; ")).toHaveLength(1)
  })

  it.each(Object.entries(begun))("is nothing that its task has ended: %s", async (_, begin) => {
    const failure = await play(
      bot(async () => {
        await begin()()
      }),
      5_000
    )

    expect(failure).toBeUndefined()
  })

  it("tells where it hangs when it does not come back within the guard", async () => {
    const failure = await play(bot(() => Effect.promise(() => later(62_000))), 30)

    expect(failure).toContain("did not come back within 30 ms: the task Call; a timer, set in ")
    expect(failure).toContain(at("62_000)"))
  })

  it("is waited for beside a sleep of the virtual clock, however late it comes", async () => {
    const slow = Effect.promise(() => later(40)).pipe(Effect.timeout("30 seconds"), Effect.ignore)

    expect(await play(bot(() => slow))).toBeUndefined()
  })

  it("is a promise that no task declared, even after the last line", async () => {
    const lonely = Effect.promise(async function lonely() {
      await Promise.resolve()
    })
    const failure = await play(bot(() => Effect.asVoid(Effect.forkDaemon(lonely))))

    expect(failure).toContain("came back from outside the simulation: a promise, made in ")
    expect(failure).toContain(at("function lonely"))
  })

  it("of another simulation, or of the test itself, is not this one's", async () => {
    const timer = setTimeout(() => {}, 60_000)
    const left = bot(async () => {
      setTimeout(() => {}, 60_000)
    })
    const [failure, none] = await Promise.all([play(left), play(bot(() => Promise.resolve()))])
    clearTimeout(timer)

    expect(failure).toContain("a timer, set in run (")
    expect(none).toBeUndefined()
  })
})
