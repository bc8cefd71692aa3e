/* The bot in the TestAdapter that botbuilder brings along. */
import { createRequire } from "node:module"
import { talks, tell } from "../talks.mjs"

const require = createRequire(import.meta.url)
const { ConversationState, MemoryStorage, TestAdapter, UserState } = require("botbuilder")
const { OrderBot } = require("./bot.js")

await tell(await talks(), () => {
  const storage = new MemoryStorage()
  const bot = new OrderBot(new ConversationState(storage), new UserState(storage))
  const adapter = new TestAdapter((context) => bot.run(context))
  return async ({ says, taps }) => {
    await adapter.receiveActivity(says ?? taps)
    return adapter.activityBuffer.splice(0).map(({ suggestedActions, text }) => ({
      text,
      options: (suggestedActions?.actions ?? []).map(({ title }) => title)
    }))
  }
})
