/* An order in two questions: prompts in waterfalls, in a component that hears a cancel before they do. */
const { ActivityHandler, MessageFactory } = require("botbuilder")
const {
  ChoicePrompt,
  ComponentDialog,
  DialogSet,
  DialogTurnStatus,
  ListStyle,
  TextPrompt,
  WaterfallDialog
} = require("botbuilder-dialogs")

/** Says what was wrong, and asks again: a prompt stays silent once its validator has spoken. */
const otherwise = (words) => async ({ context, options, recognized }) => {
  if (!recognized.succeeded) {
    await context.sendActivity(words)
    await context.sendActivity(MessageFactory.suggestedActions(options.choices, options.prompt))
  }
  return recognized.succeeded
}

const choice = (id, words) => {
  const prompt = new ChoicePrompt(id, otherwise(words), "en-us")
  prompt.style = ListStyle.suggestedAction
  return prompt
}

class OrderDialog extends ComponentDialog {
  constructor() {
    super("order")
    this.addDialog(choice("box", "Please choose a small or a large box."))
    this.addDialog(new TextPrompt("address"))
    this.addDialog(choice("sure", "Please say yes or no."))
    this.addDialog(new WaterfallDialog("begin", [
      (step) => step.prompt("box", { prompt: "Which box of oranges?", choices: ["Small", "Large"] }),
      (step) => step.replaceDialog("deliver", { box: step.result.value.toLowerCase() })
    ]))
    this.addDialog(new WaterfallDialog("deliver", [
      (step) => step.prompt("address", "Where to?"),
      async (step) => {
        step.values.address = step.result
        return step.prompt("sure", {
          prompt: `A ${step.options.box} box to ${step.result}?`,
          choices: ["Yes", "No"]
        })
      },
      async (step) => {
        if (step.result.value === "No") return step.replaceDialog("deliver", step.options)
        await step.context.sendActivity(`Thank you! Your oranges leave for ${step.values.address} tomorrow.`)
        return step.endDialog()
      }
    ]))
    this.initialDialogId = "begin"
  }

  async onContinueDialog(inner) {
    if (/^cancel$/i.test(inner.context.activity.text.trim())) {
      await inner.context.sendActivity("The order is cancelled.")
      return inner.cancelAllDialogs()
    }
    return super.onContinueDialog(inner)
  }
}

/** The bot, with the two stores that the host gives it. */
class OrderBot extends ActivityHandler {
  constructor(conversationState, userState) {
    super()
    const told = userState.createProperty("told")
    const dialogs = new DialogSet(conversationState.createProperty("dialogs"))
    dialogs.add(new OrderDialog())
    this.onMessage(async (context, next) => {
      const open = await dialogs.createContext(context)
      const { status } = await open.continueDialog()
      if (status === DialogTurnStatus.empty && /order|hi|hello/i.test(context.activity.text)) {
        if (!await told.get(context, false)) await context.sendActivity("You are talking to an automated assistant.")
        await told.set(context, true)
        await open.beginDialog("order")
      }
      await conversationState.saveChanges(context)
      await userState.saveChanges(context)
      await next()
    })
  }
}

module.exports = { OrderBot }
