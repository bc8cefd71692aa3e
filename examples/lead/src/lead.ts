/**
 * An estimate for solar panels: asked for from an ad or a partner's link, and answered days later.
 *
 * @module
 */
import { Answer, Dialogue, Start } from "@parley/core"
import { Schema } from "effect"
import { estimate, Language, originOf } from "./campaigns.ts"
import { Estimate, Leads } from "./leads.ts"
import { texts, title } from "./texts.ts"

/** What is known of somebody who would like an estimate. */
export const Enquiry = Schema.Struct({
  campaign: Schema.String,
  language: Schema.Literal(...Language.literals, "unknown"),
  name: Schema.String,
  home: Schema.String,
  bill: Schema.Number,
  phone: Schema.String,
  panels: Schema.Number,
  price: Schema.Number
})

const Bill = Answer.number.pipe(Schema.between(10, 2000))

/** A phone number with its country, spaces and dashes aside. */
const Phone = Schema.transform(Schema.String, Schema.String.pipe(Schema.pattern(/^\+\d{8,15}$/)), {
  decode: (written) => written.replace(/[\s().-]/g, ""),
  encode: (number) => number
})

const d = Dialogue.setup({
  id: "lead",
  version: 1,
  context: Enquiry,
  signals: { estimateReady: Estimate },
  begin: (_, { opening }) => {
    const { campaign, language = "unknown" } = originOf(opening?.referral)
    return { campaign, language, name: "", home: "", bill: 0, phone: "", panels: 0, price: 0 }
  },
  states: [
    "arrive",
    "language",
    "english",
    "spanish",
    "hello",
    "details",
    "phone",
    "sure",
    "send",
    "known",
    "sent",
    "waiting",
    "late",
    "estimate",
    "call",
    "told",
    "visit",
    "nudge",
    "listening",
    "quiet",
    "human",
    "bye"
  ]
})

/** Asks for what an estimate needs, sends it to the office, and brings the answer. */
export const lead = d.make({
  initial: "arrive",
  // Whoever comes from an ad writes something first, and it may be anything.
  starts: [Start.getStarted, Start.ref(estimate.name), Start.anything],
  commands: { agent: "human" },
  states: {
    // The campaign outlives the dialogue: it is known of the person from now on.
    arrive: d.remember({
      person: ({ campaign }) => ({ campaign }),
      to: [
        { when: ({ language }) => language === "en", to: "english" },
        { when: ({ language }) => language === "es", to: "spanish" },
        "language"
      ]
    }),
    language: d.choose("English o español?", {
      options: { en: "English", es: "Español" },
      save: ({ key }) => ({ language: key }),
      to: { en: "english", es: "spanish" }
    }),
    english: d.remember({ locale: () => "en", to: "hello" }),
    spanish: d.remember({ locale: () => "es", to: "hello" }),
    hello: d.say(texts.hello, { to: "details" }),
    details: d.form({
      name: { text: texts.name, answer: Answer.text },
      home: {
        text: texts.home,
        options: {
          house: { title: title("house") },
          flat: { title: title("flat") },
          business: { title: title("business") }
        }
      },
      bill: { text: texts.bill, answer: Bill, invalid: (_, context, turn) => texts.notBill(context, turn) }
    }, {
      save: (answers) => answers,
      retries: { max: 3, to: "human" },
      timeout: { after: "2 days", to: "nudge" },
      to: "phone"
    }),
    phone: d.ask(texts.phone, {
      answer: Phone,
      invalid: (_, context, turn) => texts.notPhone(context, turn),
      save: (phone) => ({ phone }),
      retries: { max: 3, to: "human" },
      to: "sure"
    }),
    sure: d.confirm(texts.sure, {
      labels: [title("yes"), title("change")],
      yes: "send",
      no: "details"
    }),
    send: d.run("SendLead", {
      run: ({ bill, campaign, home, name, phone }, { conversation, id }) =>
        Leads.add({ to: conversation, bill, campaign, home, name, phone }, id),
      // The office knows a lead by the task's id, so sending twice is one call.
      recovery: "rerun",
      timeout: "20 seconds",
      success: { to: "sent" },
      failure: { Known: "known", else: "human" }
    }),
    known: d.end(texts.known),
    sent: d.say(texts.sent, { to: "waiting" }),
    waiting: d.wait({
      signal: "estimateReady",
      meanwhile: texts.waiting,
      save: ({ panels, price }) => ({ panels, price }),
      timeout: { after: "6 days", to: "late" },
      to: "estimate"
    }),
    late: d.notify(texts.late, { purpose: "promotion", otherwise: "drop", to: "waiting" }),
    // It sells, so no tag and no template takes it. After an ad the window is open for seven days; else somebody has to call.
    estimate: d.notify(texts.estimate, { purpose: "promotion", otherwise: { refused: "call" }, to: "told" }),
    call: d.handover("inbox", {
      note: ({ name, panels, phone, price }) =>
        `Call ${name} on ${phone}: ${panels} panels for ${price} €. We may not write to them now.`,
      resume: "told"
    }),
    // A question would be too much for a shut window: it is asked when the person says something to the estimate.
    told: d.state({ on: { "in.message": "visit" } }, { leadsTo: ["visit"] }),
    visit: d.confirm(texts.visit, { yes: "human", no: "bye" }),

    nudge: d.notify(texts.nudge, { purpose: "promotion", otherwise: { refused: "quiet" }, to: "listening" }),
    listening: d.state({ on: { "in.message": "details" } }, { leadsTo: ["details"] }),
    quiet: d.end(),
    human: d.handover("inbox", {
      say: texts.human,
      note: ({ bill, campaign, name, panels, phone }) =>
        `${name === "" ? "Somebody" : name} by ${campaign}: ${bill} € a month, ${phone}, ${panels} panels offered.`,
      resume: "bye"
    }),
    bye: d.end(texts.bye)
  }
})
