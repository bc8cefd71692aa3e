/** A bot with a word of each kind that speaks of its own accord, for random histories. */
import { BotDefinition, Dialogue, Start } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

export const notice = "I am a bot."
/** What a person of the business writes begins like this, in the inbox or through the bridge. */
export const eva = "Eva:"

/** How a piece of news is to be said. */
export const manners = ["held", "template", "dropped", "refused", "deal"] as const

const News = Schema.Struct({ number: Schema.Number, manner: Schema.Literal(...manners) })

const d = Dialogue.setup({
  id: "club",
  version: 1,
  context: Schema.Struct({
    number: Schema.optionalWith(Schema.Number, { default: () => 0 }),
    manner: Schema.optionalWith(Schema.String, { default: () => "held" })
  }),
  signals: { news: News },
  states: [
    "menu",
    "nudge",
    "wait",
    "held",
    "template",
    "dropped",
    "refused",
    "sorry",
    "deal",
    "survey",
    "leave",
    "look",
    "human",
    "remind"
  ]
})

const template = { name: "news", language: "en", parameters: () => ({}) } as const

const club = d.make({
  initial: "menu",
  starts: [Start.anything, Start.comment(), Start.post()],
  commands: { menu: "menu" },
  states: {
    menu: d.choose("What now?", {
      options: { news: "News", survey: "Survey", leave: "Leave", look: "Look", human: "Human" },
      to: { news: "wait", survey: "survey", leave: "leave", look: "look", human: "human" },
      timeout: { after: "20 hours", to: "nudge" }
    }),
    nudge: d.notify("Are you there?", { purpose: "eventReminder", otherwise: "drop", to: "wait" }),
    wait: d.wait({
      signal: "news",
      save: ({ manner, number }) => ({ manner, number }),
      meanwhile: "No news.",
      timeout: { after: "30 hours", to: "remind", whileHuman: "drop" },
      to: [
        { when: ({ manner }) => manner === "template", to: "template" },
        { when: ({ manner }) => manner === "dropped", to: "dropped" },
        { when: ({ manner }) => manner === "refused", to: "refused" },
        { when: ({ manner }) => manner === "deal", to: "deal" },
        "held"
      ]
    }),
    held: d.notify(({ number }) => `News ${number}.`, {
      purpose: "shipping",
      otherwise: { hold: "3 days" },
      to: "wait"
    }),
    template: d.notify(({ number }) => `Sent ${number}.`, {
      purpose: "shipping",
      utility: template,
      otherwise: "hold",
      to: "wait"
    }),
    dropped: d.notify(({ number }) => `Drop ${number}.`, { purpose: "shipping", otherwise: "drop", to: "wait" }),
    refused: d.notify(({ number }) => `Try ${number}.`, {
      purpose: "shipping",
      otherwise: { refused: "sorry" },
      to: "wait"
    }),
    sorry: d.notify("It could not be told.", { purpose: "shipping", otherwise: "hold", to: "wait" }),
    deal: d.notify(({ number }) => `Deal ${number}.`, {
      purpose: "promotion",
      topic: "deals",
      otherwise: "drop",
      to: "wait"
    }),
    survey: d.survey({
      title: "How was it?",
      question: { id: "q", title: "How was it?", kind: "csat" },
      privacyUrl: "https://example.com/privacy"
    }, { purpose: "purchaseFeedback", otherwise: "hold", to: "wait" }),
    leave: d.optIn("Deals for you", { permission: "oneTime", topic: "deals", to: "wait", declined: "wait" }),
    look: d.run("Look", {
      run: () => Effect.sleep("2 minutes"),
      success: { to: "wait" },
      failure: { else: "wait" }
    }),
    human: d.handover("inbox", { say: "A colleague comes.", resume: "menu", resumeAfter: "12 hours" }),
    remind: d.notify("Remember us.", { purpose: "eventReminder", utility: template, otherwise: "hold", to: "wait" })
  }
})

/** The bot, which looks at windows with this margin. */
export const bot = (margin: number): BotDefinition.BotDefinition =>
  BotDefinition.make({
    dialogues: [club],
    typing: { jitter: 0 },
    disclosure: { text: notice },
    margin
  })
