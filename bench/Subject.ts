/**
 * The measured process: starts one subject, says where it listens, and tells its CPU time when asked.
 *
 * @module
 */
import { createBot, Dialogue, PolicyPack } from "@parley/core"
import { sqlite } from "@parley/core/sqlite"
import { messenger } from "@parley/messenger-adapter"
import { MemoryStore } from "@parley/core"
import { Schema } from "effect"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startFloor } from "./Floor.ts"
import { type Answer, type Ask, discloses, type SubjectName } from "./Measure.ts"
import { appSecret, type Calls, page, token } from "./Sink.ts"

const [name, calls, graphUrl] = process.argv.slice(2) as [SubjectName, Calls, string]

const kit = Dialogue.setup({
  id: "listener",
  version: 1,
  context: Schema.Struct({ last: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["listen"]
})

const listener = kit.make({
  initial: "listen",
  starts: [/.*/],
  states: {
    listen: kit.ask("Go on.", { answer: Schema.String, save: (last) => ({ last }), to: "listen" })
  }
})

const startBot = async (): Promise<string> => {
  const bot = createBot({
    dialogues: [listener],
    store: name === "sqlite" ? sqlite(join(mkdtempSync(join(tmpdir(), "parley-bench-")), "bot.db")) : MemoryStore.layer,
    transports: [messenger({
      accounts: [{ channel: "messenger", id: page, token, appSecret }],
      verifyToken: "bench",
      graphBaseUrl: graphUrl,
      // All on one page, and faster than Meta lets any.
      rates: "none",
      ...(name === "unruled" ? { pack: PolicyPack.open("messenger") } : {})
    })],
    // As a bot is run: the notice goes out once to each person, which is over before anything is measured.
    ...(discloses(name) ? {} : { disclosure: false as const }),
    typing: calls === "message" ? false : { least: 0, most: 0 }
  })
  const { port } = await bot.listen({ port: 0 })
  return `http://127.0.0.1:${port}`
}

const url = name === "floor" ? await startFloor(graphUrl, calls) : await startBot()
const say = (answer: Answer) => process.send?.(answer)

process.on("message", (ask: Ask) => {
  if (ask !== "cpu") return
  const { system, user } = process.cpuUsage()
  say({ type: "cpu", microseconds: user + system })
})

say({ type: "ready", url })
