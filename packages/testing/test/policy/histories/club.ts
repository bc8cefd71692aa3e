/** A bot with a word of each kind that speaks of its own accord, for random histories. */
import { BotDefinition, Dialogue, Start } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

export const notice = "I am a bot."
/** What a person of the business writes begins like this, in the inbox or through the bridge. */
export const eva = "Eva:"

/** How a piece of news is to be said. */
export const manners = ["held", "template", "dropped", "refused", "deal", "series"] as const

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
    "know",
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
    "ask",
    "series",
    "soon",
    "looking",
    "look",
    "human",
    "remind"
  ]
})

const template = { name: "news", language: "en", parameters: () => ({}) } as const

/** The dialogue with a person in a region, where leave for a series can be given or not. */
const clubIn = (region: string | undefined) =>
  d.make({
    initial: "know",
    starts: [Start.anything, Start.comment(), Start.post()],
    commands: { menu: "menu" },
    states: {
      know: d.remember({ person: () => region === undefined ? {} : { region }, to: "menu" }),
      menu: d.choose("What now?", {
        options: { news: "News", survey: "Survey", leave: "Leave", series: "Series", look: "Look", human: "Human" },
        to: { news: "soon", survey: "survey", leave: "leave", series: "ask", look: "looking", human: "human" },
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
          { when: ({ manner }) => manner === "series", to: "series" },
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
      }, { purpose: "purchaseFeedback", otherwise: "hold", to: "soon" }),
      leave: d.optIn("Deals for you", { permission: "oneTime", topic: "deals", to: "soon", declined: "soon" }),
      // Nothing counts how often this is asked but policy: without it the platform refuses the second one in a week.
      ask: d.optIn("A series for you", { permission: "recurring", topic: "series", to: "soon", declined: "soon" }),
      series: d.notify(({ number }) => `Part ${number}.`, {
        purpose: "promotion",
        topic: "series",
        otherwise: "drop",
        to: "wait"
      }),
      // Whoever waits or looks in silence would leave the person without an answer.
      soon: d.say("You will hear from me.", { to: "wait" }),
      looking: d.say("I look.", { to: "look" }),
      look: d.run("Look", {
        run: () => Effect.sleep("2 minutes"),
        success: { to: "wait" },
        failure: { else: "wait" }
      }),
      human: d.handover("inbox", { say: "A colleague comes.", resume: "menu", resumeAfter: "12 hours" }),
      remind: d.notify("Remember us.", { purpose: "eventReminder", utility: template, otherwise: "hold", to: "wait" })
    }
  })

/** The bot, which looks at windows with this margin and takes the person to be in this region. */
export const bot = (margin: number, region: string | undefined): BotDefinition.BotDefinition =>
  BotDefinition.make({
    dialogues: [clubIn(region)],
    typing: { jitter: 0 },
    disclosure: { text: notice },
    margin
  })
