/* The whole controller behind the TestAdapter of botbuilder, on which Botkit's own test client stands. */
import { createRequire } from "node:module"
import { talks, tell } from "../talks.mjs"

const require = createRequire(import.meta.url)
const { TestAdapter } = require("botbuilder")
const { make } = require("./bot.js")

await tell(await talks(), async () => {
  const adapter = new TestAdapter((context) => controller.handleTurn(context))
  const controller = make(adapter)
  await new Promise((done) => controller.ready(done))
  return async ({ says, taps }) => {
    await adapter.receiveActivity(says ?? taps)
    return adapter.activityBuffer.splice(0).map(({ channelData = {}, text }) => ({
      text,
      options: (channelData.quick_replies ?? []).map(({ title }) => title)
    }))
  }
})
process.exit(0)
