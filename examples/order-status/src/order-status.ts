/**
 * Where is my parcel? Answered at once, and told again whenever the shop has news, days later, by the way that the rules allow.
 *
 * @module
 */
import { Dialogue, Start } from "@parley/core"
import { Schema } from "effect"
import { News, Orders, Status } from "./orders.ts"
import { dayIn, texts } from "./texts.ts"

/** What is known of an order that is followed. */
export const Followed = Schema.Struct({
  number: Schema.optionalWith(Schema.String, { default: () => "" }),
  status: Schema.optionalWith(Status, { default: () => "packed" as const }),
  /** The day on which it comes or came; empty until the shop knows the order. */
  day: Schema.optionalWith(Schema.String, { default: () => "" }),
  language: Schema.optionalWith(Schema.Literal("en", "fr"), { default: () => "en" as const })
})
type Followed = typeof Followed.Type

const OrderNumber = Schema.Trim.pipe(Schema.compose(Schema.Uppercase), Schema.pattern(/^[A-Z]\d{4}$/))

const d = Dialogue.setup({
  id: "order-status",
  version: 1,
  context: Followed,
  signals: { parcel: News },
  states: [
    "number",
    "follow",
    "unknown",
    "speak",
    "packed",
    "moving",
    "came",
    "waiting",
    "shipped",
    "delayed",
    "delivered",
    "human",
    "done"
  ]
})

/** An approved template in the language of the order, and what fills it. */
const template = (name: string) => ({
  name,
  language: ({ language }: Followed) => language,
  parameters: ({ day, language, number }: Followed) => ({ number, day: dayIn(language, day) })
})

/** Tells where a parcel is, and goes on telling until it has come. */
export const orderStatus = d.make({
  initial: "number",
  starts: [/\b(order|parcel|hi|hello|commande|colis|bonjour)\b/i, Start.getStarted],
  commands: { agent: "human", other: { to: "number", words: ["another order", "une autre commande"] } },
  states: {
    number: d.ask(texts.number, {
      answer: OrderNumber,
      invalid: (_, order, turn) => texts.number(order, turn),
      save: (number) => ({ number }),
      retries: { max: 3, to: "human" },
      to: "follow"
    }),
    follow: d.run("FollowOrder", {
      run: ({ number }, { conversation }) => Orders.follow(number, conversation),
      recovery: "rerun",
      timeout: "20 seconds",
      success: { save: ({ day, language, status }) => ({ day, language, status }), to: "speak" },
      failure: { UnknownOrder: "unknown", else: "human" }
    }),
    unknown: d.say(texts.unknown, { to: "number" }),
    // The shop knows the language in which somebody ordered.
    speak: d.remember({
      locale: ({ language }) => language,
      to: [
        { when: ({ status }) => status === "packed", to: "packed" },
        { when: ({ status }) => status === "delivered", to: "came" },
        "moving"
      ]
    }),
    packed: d.say(texts.packed, { to: "waiting" }),
    moving: d.say(texts.moving, { to: "waiting" }),
    came: d.end(texts.came),

    waiting: d.wait({
      signal: "parcel",
      meanwhile: (order, turn) => (order.status === "packed" ? texts.packed : texts.moving)(order, turn),
      save: ({ day, status }) => ({ day, status }),
      // A parcel of which nobody tells for a month is not told of any more.
      timeout: { after: "30 days", to: "done" },
      to: [
        { when: ({ status }) => status === "delivered", to: "delivered" },
        { when: ({ status }) => status === "delayed", to: "delayed" },
        { when: ({ status }) => status === "shipped", to: "shipped" },
        "waiting"
      ]
    }),
    shipped: d.notify(texts.shipped, {
      purpose: "shipping",
      utility: template("order_shipped"),
      otherwise: { hold: "7 days" },
      // News of yesterday are no news once there are others.
      stillTrue: ({ status }) => status === "shipped",
      to: "waiting"
    }),
    delayed: d.notify(texts.delayed, {
      purpose: "shipping",
      utility: template("order_delayed"),
      otherwise: { hold: "7 days" },
      stillTrue: ({ status }) => status === "delayed",
      to: "waiting"
    }),
    delivered: d.notify(texts.delivered, {
      purpose: "shipping",
      utility: template("order_delivered"),
      otherwise: { hold: "7 days" },
      to: "done"
    }),

    human: d.handover("inbox", {
      say: texts.human,
      note: ({ number }) => number === "" ? "Asks for an order." : `Asks for order ${number}.`,
      resume: [{ when: ({ day }) => day === "", to: "number" }, "waiting"]
    }),
    done: d.end()
  }
})
