/**
 * Ten-turn conversations by the tools of others, in this process: one JSON line with conversations a second of CPU time.
 *
 * The bots are the simplest that each can test: they answer every line with "Go on." Neither passes through a channel, keeps
 * anything, or has a clock; what of ours stands beside them does.
 *
 * @module
 */
import { createRequire } from "node:module"
import { tmpdir } from "node:os"

const require = createRequire(import.meta.url)
const count = Number(process.argv[2] ?? 200)

/** Conversations a second of CPU time, after a warm-up. */
const perSecond = async (converse, times) => {
  for (let index = 0; index < Math.ceil(times / 5); index++) await converse()
  const before = process.cpuUsage()
  for (let index = 0; index < times; index++) await converse()
  const { system, user } = process.cpuUsage(before)
  return times / ((user + system) / 1_000_000)
}

const same = (is, wanted) => {
  if (is !== wanted) throw new Error(`the bot said ${JSON.stringify(is)}, and ${JSON.stringify(wanted)} was expected`)
}

const botFramework = () => {
  const { DialogTestClient } = require("botbuilder-testing")
  const { Dialog } = require("botbuilder-dialogs")
  class Listener extends Dialog {
    async beginDialog(context) {
      await context.context.sendActivity("Go on.")
      return Dialog.EndOfTurn
    }
    async continueDialog(context) {
      await context.context.sendActivity("Go on.")
      return Dialog.EndOfTurn
    }
  }
  return async () => {
    const client = new DialogTestClient("test", new Listener("listener"))
    for (let turn = 0; turn < 10; turn++) same((await client.sendActivity(`line ${turn}`)).text, "Go on.")
  }
}

const botium = async () => {
  const { BotDriver } = require("botium-core")
  const text = ["ten turns", ...Array.from({ length: 10 }, (_, turn) => `\n#me\nline ${turn}\n\n#bot\nGo on.`), ""].join("\n")
  const driver = new BotDriver().setCapabilities({
    PROJECTNAME: "ten turns",
    TEMPDIR: tmpdir(),
    CONTAINERMODE: ({ queueBotSays }) => ({
      UserSays: () => {
        setImmediate(() => queueBotSays({ messageText: "Go on." }))
      }
    })
  })
  const compiler = driver.BuildCompiler()
  compiler.Compile(text, "SCRIPTING_FORMAT_TXT", "SCRIPTING_TYPE_CONVO")
  const container = await driver.Build()
  return async () => {
    await container.Start()
    for (const convo of compiler.convos) await convo.Run(container)
    await container.Stop()
  }
}

const dialogTestClient = await perSecond(botFramework(), count)
const inProcess = await perSecond(await botium(), count)
process.stdout.write(`\n${JSON.stringify({ dialogTestClientPerSecond: dialogTestClient, botiumPerSecond: inProcess })}\n`)
process.exit(0)
