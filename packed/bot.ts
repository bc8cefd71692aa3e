/**
 * A bot with its database, a page of Meta's stood in for, and a convo: each package as its user has it. The same lines are compiled
 * and run as an ES module and as a CommonJS module.
 *
 * @module
 */
import { CommandError } from "@parley/cli"
import { BotDefinition, createBot, Dialogue } from "@parley/core"
import { sqlite } from "@parley/core/sqlite"
import { assign } from "@parley/core/xstate"
import { messenger } from "@parley/messenger-adapter"
import { Convo, Span } from "@parley/testing"
import { emulator, page } from "@parley/testing/emulator"
import { Refusal } from "create-parley"
import { Schema } from "effect"

const d = Dialogue.setup({
  id: "table",
  version: 1,
  context: Schema.Struct({ guests: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["guests", "done"]
})

const table = d.make({
  initial: "guests",
  starts: [/table/i],
  states: {
    guests: d.choose("For how many?", {
      options: { two: "Two", four: "Four" },
      save: ({ key }) => ({ guests: key }),
      to: "done"
    }),
    done: d.end(({ guests }) => `A table for ${guests}.`)
  }
})

const same = (is: unknown, wanted: unknown): void => {
  if (is !== wanted) throw new Error(`${JSON.stringify(is)}, and not ${JSON.stringify(wanted)}`)
}

/** Talks through the adapter, keeps it in a file. */
const talk = async (file: string): Promise<void> => {
  const open: { bot?: ReturnType<typeof createBot> } = {}
  const meta = await emulator({
    webhook: (request) => open.bot?.fetch(request) ?? new Response("", { status: 503 }),
    port: 0
  })
  const bot = createBot({
    dialogues: [table],
    store: sqlite(file),
    transports: [messenger({
      accounts: [{ channel: "messenger", id: page.id, token: page.token, appSecret: page.appSecret }],
      verifyToken: page.verifyToken,
      graphBaseUrl: meta.url
    })],
    typing: false
  })
  open.bot = bot
  const ana = await meta.person({ name: "Ana" })
  await ana.says("a table")
  await ana.hears(/automated assistant/)
  await ana.hears("For how many?", { options: ["Two", "Four"] })
  await ana.taps("Four")
  await ana.hears("A table for four.")
  await bot.close()
  await meta.close()
}

const main = async (): Promise<void> => {
  await talk(process.argv[2] ?? "table.db")
  const outcome = await Convo.runFile(process.argv[3] ?? "table.convo", {
    bots: { table: BotDefinition.make({ dialogues: [table] }) }
  })
  same(Convo.explain(outcome), undefined)
  same([CommandError, Refusal, Span, assign].some((one) => one === undefined), false)
  process.stdout.write("said and heard\n")
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
