/* An order in two questions: what is asked stands in the session, and each step is an action of its own. */
const { route, router, text } = require("bottender/router")

const ask = (context, question, titles) =>
  context.sendText(question, {
    quickReplies: titles.map((title) => ({ contentType: "text", title, payload: title }))
  })

const askBox = (context) => ask(context, "Which box of oranges?", ["Small", "Large"])
const askSure = (context) => ask(context, `A ${context.state.box} box to ${context.state.address}?`, ["Yes", "No"])

async function Begin(context) {
  if (!context.state.told) await context.sendText("You are talking to an automated assistant.")
  context.setState({ told: true, step: "box" })
  await askBox(context)
}

async function Box(context) {
  const box = context.event.text.trim().toLowerCase()
  if (box === "small" || box === "large") {
    context.setState({ box, step: "address" })
    await context.sendText("Where to?")
    return
  }
  await context.sendText("Please choose a small or a large box.")
  await askBox(context)
}

async function Address(context) {
  context.setState({ address: context.event.text.trim(), step: "sure" })
  await askSure(context)
}

async function Sure(context) {
  const answer = context.event.text.trim().toLowerCase()
  if (answer === "yes") {
    await context.sendText(`Thank you! Your oranges leave for ${context.state.address} tomorrow.`)
    context.setState({ step: "" })
  } else if (answer === "no") {
    context.setState({ step: "address" })
    await context.sendText("Where to?")
  } else {
    await context.sendText("Please say yes or no.")
    await askSure(context)
  }
}

async function Cancel(context) {
  context.setState({ step: "" })
  await context.sendText("The order is cancelled.")
}

const steps = { box: Box, address: Address, sure: Sure }
const isOpen = ({ event, state }) => event.isText && state.step !== ""

module.exports = async function App() {
  return router([
    route((context) => isOpen(context) && /^cancel$/i.test(context.event.text.trim()), Cancel),
    route(isOpen, (context) => steps[context.state.step]),
    text(/order|hi|hello/i, Begin)
  ])
}
