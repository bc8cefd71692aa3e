import { emulator } from "@parley/testing/emulator"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import * as Processes from "../../../scripts/processes.ts"
import { Bot } from "./kill/Bots.ts"
import { page } from "./kill/page.ts"

/** What the person says, and what they are told after each line. */
const order = [
  ["hi", ["You are talking to an automated assistant.", "Which size?"]],
  ["Large", ["Where to?"]],
  ["12 Main Street", ["A pizza of 32 cm to 12 Main Street?"]],
  ["yes", ["Your pizza is on its way to 12 Main Street. Enjoy!"]]
] as const

const wanted = order.flatMap(([, heard]) => heard)

let root: string
let program: Processes.Bundle

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "parley-kill-"))
  program = Processes.bundle(fileURLToPath(new URL("./kill/bot.ts", import.meta.url)))
})

afterAll(() => {
  program.remove()
  rmSync(root, { recursive: true, force: true })
})

/** A moment that comes from outside: the bot dies when the platform is about to tell it of this message of its own. */
interface Echo {
  readonly beforeEchoOf: string
}

/** Plays the order with a bot that dies once, and is started again. */
const play = async (moment: string | Echo) => {
  const folder = mkdtempSync(join(root, "case-"))
  const isDue = (body: string): boolean =>
    typeof moment !== "string" && bot.deaths === 0 && body.includes("is_echo") && body.includes(moment.beforeEchoOf)
  const meta = await emulator({
    port: 0,
    pages: [page],
    patience: 30_000,
    webhook: async (request) => {
      if (isDue(await request.clone().text())) {
        bot.kill()
        throw new Error("Nobody is there to take it.")
      }
      return bot.take(request)
    }
  })
  const bot = new Bot({
    program: program.file,
    graphUrl: meta.url,
    folder,
    ...(typeof moment === "string" ? { killAt: moment } : {})
  })
  try {
    const ana = await meta.person({ name: "Ana" })
    for (const [line, heard] of order) {
      // The platform takes the message that follows, and its answer never comes.
      if (typeof moment !== "string" && heard.some((text) => text === moment.beforeEchoOf)) {
        await meta.fault({ _tag: "Silence", accepted: true })
      }
      await ana.says(line)
      for (const text of heard) await ana.hears(text)
    }
    await meta.settled()
    const said = ana.transcript().filter(({ from }) => from === "page").map(({ text }) => text)
    const orders = new Set(readFileSync(join(folder, "orders.txt"), "utf8").trim().split("\n"))
    return { deaths: bot.deaths, said, orders: orders.size }
  } finally {
    await bot.end()
    await meta.close()
  }
}

// Side by side: most of the time a bot waits for an echo that will not come.
describe.concurrent("kill -9", () => {
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
    ["while a task runs", "task.running:1"],
    ["when the bytes are written and no answer has come", { beforeEchoOf: "Where to?" }]
  ])("%s: every message is seen once and the order completes", async (_, moment) => {
    const played = await play(moment)

    expect(played).toEqual({ deaths: 1, said: wanted, orders: 1 })
  }, 60_000)
})
