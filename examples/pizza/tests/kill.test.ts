import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import * as Processes from "../../../scripts/processes.ts"
import { Platform } from "./kill/Platform.ts"

const bot = fileURLToPath(new URL("./kill/bot.ts", import.meta.url))

const lines = ["hi", "Large", "12 Main Street", "yes"]
const wanted = [
  "You are talking to an automated assistant.",
  "Which size?",
  "Where to?",
  "A pizza of 32 cm to 12 Main Street?",
  "Your pizza is on its way to 12 Main Street. Enjoy!"
]
/** How many messages stand after each line. */
const after = [2, 3, 4, 5]

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

let root: string
let port: number
let platform: Platform

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "parley-kill-"))
  port = await freePort()
  platform = await Platform.start(port, join(root, "platform.db"))
})

afterAll(() => {
  platform.stop()
  rmSync(root, { recursive: true, force: true })
})

const start = async (folder: string, killAt?: string): Promise<ChildProcess> => {
  const child = fork(bot, [], {
    execArgv: [...Processes.typescript],
    env: {
      ...process.env,
      WEBHOOK_PORT: String(port),
      GRAPH_URL: platform.url,
      FOLDER: folder,
      ...(killAt === undefined ? {} : { KILL_AT: killAt })
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"]
  })
  await Promise.race([once(child, "message"), once(child, "exit")])
  return child
}

/** Plays the order. `trouble` comes from outside, around each line; a process that died is started again. */
const play = async (
  killAt: string | undefined,
  trouble?: {
    readonly before: (step: number) => Promise<void>
    readonly after: (step: number, kill: () => void, psid: string) => Promise<void>
  }
) => {
  const folder = mkdtempSync(join(root, "case-"))
  const psid = await platform.newPerson()
  let deaths = 0
  let child = await start(folder, killAt)
  const revive = async () => {
    if (child.exitCode === null && child.signalCode === null) return
    deaths++
    child = await start(folder)
  }
  try {
    for (const [step, line] of lines.entries()) {
      await trouble?.before(step)
      await platform.says(psid, line)
      await trouble?.after(step, () => child.kill("SIGKILL"), psid)
      for (;;) {
        await revive()
        if ((await platform.said(psid)).length >= (after[step] ?? 0)) break
        await platform.somethingSeen(psid)
      }
    }
    await revive()
    await platform.idle()
    const orders = new Set(readFileSync(join(folder, "orders.txt"), "utf8").trim().split("\n"))
    return { deaths, said: await platform.said(psid), orders: orders.size }
  } finally {
    child.kill("SIGKILL")
  }
}

describe("kill -9", () => {
  test.each([
    ["before a webhook is durable", "accept.before:2"],
    ["when a webhook is durable and not answered", "accept.after:3"],
    ["before a turn is written", "commit.before:2"],
    ["when a turn is written and nothing sent", "commit.after:1"],
    ["when a message is claimed and no byte written", "claim.after:3"],
    ["when the platform has answered a send", "send.answered:2"],
    ["before the outcome of a send is written", "settle.before:2"],
    ["when the outcome of a send is written", "settle.after:2"],
    ["between the two messages of one turn", "send.before:2"],
    ["while a task runs", "task.running:1"]
  ])("%s: every message is seen once and the order completes", async (_, killAt) => {
    const played = await play(killAt)

    expect(played).toEqual({ deaths: 1, said: wanted, orders: 1 })
  }, 60_000)

  test("when the bytes are written and no answer has come: every message is seen once", async () => {
    const swallowed = 1
    const played = await play(undefined, {
      before: async (step) => {
        if (step === swallowed) await platform.swallowNextAnswer()
      },
      after: async (step, kill, psid) => {
        if (step !== swallowed) return
        // The question that follows is taken by the platform, and its answer never comes.
        while ((await platform.said(psid)).length < 3) await platform.somethingSeen(psid)
        kill()
      }
    })

    expect(played).toEqual({ deaths: 1, said: wanted, orders: 1 })
  }, 60_000)
})
