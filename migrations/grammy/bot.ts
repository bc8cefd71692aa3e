/** An order in two questions: one function that waits, and a listener before it that ends it. */
import { type Conversation, type ConversationFlavor, conversations, createConversation } from "@grammyjs/conversations"
import { Bot, type BotConfig, type Context, Keyboard, session, type SessionFlavor } from "grammy"

type Outside = ConversationFlavor<Context & SessionFlavor<{ told: boolean }>>
type Talk = Conversation<Outside, Context>

const choose = async (talk: Talk, ctx: Context, question: string, titles: ReadonlyArray<string>, otherwise: string) => {
  const ask = (to: Context) => to.reply(question, { reply_markup: Keyboard.from([[...titles]]).oneTime() })
  await ask(ctx)
  for (;;) {
    const answer = await talk.waitFor("message:text")
    const text = answer.message.text.trim().toLowerCase()
    if (titles.some((title) => title.toLowerCase() === text)) return text
    await answer.reply(otherwise)
    await ask(answer)
  }
}

const order = async (talk: Talk, ctx: Context) => {
  const box = await choose(
    talk,
    ctx,
    "Which box of oranges?",
    ["Small", "Large"],
    "Please choose a small or a large box."
  )
  for (;;) {
    await ctx.reply("Where to?")
    const address = (await talk.waitFor("message:text")).message.text.trim()
    const sure = await choose(talk, ctx, `A ${box} box to ${address}?`, ["Yes", "No"], "Please say yes or no.")
    if (sure === "yes") {
      await ctx.reply(`Thank you! Your oranges leave for ${address} tomorrow.`)
      return
    }
  }
}

/** The bot of a token. */
export const make = (token: string, config?: BotConfig<Outside>): Bot<Outside> => {
  const bot = new Bot<Outside>(token, config)
  bot.use(session({ initial: (): { told: boolean } => ({ told: false }) }))
  bot.use(conversations())
  bot.hears(/^\s*cancel\s*$/i, async (ctx, next) => {
    if (ctx.conversation.active("order") === 0) return next()
    await ctx.conversation.exit("order")
    await ctx.reply("The order is cancelled.")
  })
  bot.use(createConversation(order, "order"))
  bot.hears(/order|hi|hello/i, async (ctx) => {
    if (!ctx.session.told) await ctx.reply("You are talking to an automated assistant.")
    ctx.session.told = true
    await ctx.conversation.enter("order")
  })
  return bot
}
