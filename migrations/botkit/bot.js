/* An order in two questions: a conversation of threads, and a listener that interrupts it. */
const { Botkit, BotkitConversation } = require("botkit")

const replies = (...titles) => titles.map((title) => ({ title, payload: title }))

/** Teaches a controller to take orders. */
const teach = (controller) => {
  const order = new BotkitConversation("order", controller)

  order.addQuestion(
    { text: "Which box of oranges?", quick_replies: replies("Small", "Large") },
    [
      {
        pattern: /^(small|large)$/i,
        handler: async (answer, convo) => {
          convo.setVar("box", answer.toLowerCase())
          await convo.gotoThread("address")
        }
      },
      {
        default: true,
        handler: async (_answer, convo, bot) => {
          await bot.say("Please choose a small or a large box.")
          await convo.repeat()
        }
      }
    ],
    "size",
    "default"
  )

  order.addQuestion("Where to?", async (_answer, convo) => convo.gotoThread("sure"), "address", "address")

  order.addQuestion(
    { text: "A {{vars.box}} box to {{vars.address}}?", quick_replies: replies("Yes", "No") },
    [
      { pattern: /^yes$/i, handler: async (_answer, convo) => convo.gotoThread("done") },
      { pattern: /^no$/i, handler: async (_answer, convo) => convo.gotoThread("address") },
      {
        default: true,
        handler: async (_answer, convo, bot) => {
          await bot.say("Please say yes or no.")
          await convo.repeat()
        }
      }
    ],
    "sure",
    "sure"
  )

  order.addMessage("Thank you! Your oranges leave for {{vars.address}} tomorrow.", "done")
  controller.addDialog(order)

  const told = new Set()

  controller.hears(/order|hi|hello/i, "message", async (bot, message) => {
    if (!told.has(message.user)) await bot.say("You are talking to an automated assistant.")
    told.add(message.user)
    await bot.beginDialog("order")
  })

  controller.interrupts(/^cancel$/i, "message", async (bot) => {
    await bot.cancelAllDialogs()
    await bot.say("The order is cancelled.")
  })

  return controller
}

/** The bot behind an adapter of one's own. */
const make = (adapter) => teach(new Botkit({ adapter, disable_webserver: true, disable_console: true }))

module.exports = { make }
