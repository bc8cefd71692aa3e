/**
 * What must not compile in words with a purpose, surveys, requests for leave, and authors, each with its reason; and what
 * must.
 */
import * as Schema from "effect/Schema"
import * as Answer from "../../src/dialogue/Answer.ts"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import type * as Facts from "../../src/dialogue/Facts.ts"
import * as Start from "../../src/dialogue/Start.ts"
import type * as State from "../../src/dialogue/State.ts"
import * as HumanAuthor from "../../src/model/HumanAuthor.ts"
import type * as Outbound from "../../src/model/Outbound.ts"

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false

const Order = Schema.Struct({
  size: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  name: Schema.optionalWith(Schema.String, { default: () => "" })
})

const d = Dialogue.setup({
  id: "order",
  version: 1,
  context: Order,
  signals: { shipped: Schema.Struct({ number: Schema.String }) },
  states: ["a", "b"]
})

// Purposes

const utility = { name: "shipped", language: "en", parameters: () => ({}) }
// @ts-expect-error a promotion travels by no utility template
d.notify("Buy!", { purpose: "promotion", utility, otherwise: "hold", to: "b" })
// @ts-expect-error news have no template either
d.notify("News!", { purpose: "news", utility, otherwise: "hold", to: "b" })
// @ts-expect-error news carry no promotion
d.notify("News! Buy!", { purpose: "news", promotional: true, otherwise: "hold", to: "b" })
// @ts-expect-error what travels by a tag or a template does not promote
d.notify("Shipped. Buy more!", { purpose: "shipping", promotional: true, otherwise: "hold", to: "b" })
// @ts-expect-error nor does it with a template
d.notify("Shipped. Buy more!", { purpose: "shipping", promotional: true, utility, otherwise: "hold", to: "b" })
// @ts-expect-error only a promotion is sponsored
d.notify("Shipped", { purpose: "shipping", sponsored: true, otherwise: "hold", to: "b" })
// @ts-expect-error feedback on a purchase is asked for in a survey
d.notify("How was it?", { purpose: "purchaseFeedback", otherwise: "hold", to: "b" })
// @ts-expect-error feedback on an event is, too
d.notify("How was it?", { purpose: "eventFeedback", otherwise: "hold", to: "b" })
// @ts-expect-error the review of a product is, too
d.notify("How is it?", { purpose: "productReview", otherwise: "hold", to: "b" })
// @ts-expect-error only a person of the business answers as one
d.notify("Maria here.", { purpose: "humanAnswer", otherwise: "hold", to: "b" })
// @ts-expect-error a tag is no purpose
d.notify("Shipped", { purpose: "POST_PURCHASE_UPDATE", otherwise: "hold", to: "b" })
// @ts-expect-error there is no such purpose
d.notify("Shipped", { purpose: "shiping", otherwise: "hold", to: "b" })
d.notify("It is on its way.", {
  purpose: "shipping",
  // @ts-expect-error the context of a template's parameters has no field price
  utility: { name: "shipped", language: "en", parameters: (context) => ({ name: context.price }) },
  otherwise: "hold",
  to: "b"
})
d.notify("Shipped", {
  purpose: "shipping",
  otherwise: "hold",
  // @ts-expect-error the context has no field gone
  stillTrue: (context) => !context.gone,
  to: "b"
})
// @ts-expect-error there is no such notice
d.notify("Shipped", { purpose: "shipping", notification: "loud", otherwise: "hold", to: "b" })
// @ts-expect-error there is no such thing to be done
d.notify("Shipped", { purpose: "shipping", otherwise: "wait", to: "b" })
d.notify("Hats!", {
  purpose: "promotion",
  otherwise: {
    // @ts-expect-error words instead promote as little, when a tag or a template is to carry them
    instead: {
      text: "Shipped. Hats!",
      purpose: "shipping",
      promotional: true,
      otherwise: "drop"
    }
  },
  to: "b"
})
// @ts-expect-error words instead say what becomes of them
d.notify("Hats!", { purpose: "promotion", otherwise: { instead: { text: "Shipped.", purpose: "shipping" } }, to: "b" })
d.notify("Hats!", {
  purpose: "promotion",
  // @ts-expect-error the state that is told of their refusal is not there
  otherwise: { instead: { text: "Shipped.", purpose: "shipping", otherwise: { refused: "c" } } },
  to: "b"
})
// @ts-expect-error the context of words instead has no field price
d.notify("Hats!", { purpose: "promotion", otherwise: { instead: (context) => `${context.price}` }, to: "b" })
d.make({
  initial: "a",
  // @ts-expect-error the state for refused messages is not there
  refused: "c",
  states: { a: d.say("Hello", { to: "b" }), b: d.end() }
})

// Surveys, and requests for leave

const question = { id: "q", title: "How was it?", kind: "csat" } as const
const form = { title: "Your order", question, privacyUrl: "https://example.com/privacy" }
// @ts-expect-error a survey asks for feedback, and for nothing else
d.survey(form, { purpose: "shipping", to: "b" })
// @ts-expect-error a survey has a question
d.survey({ title: "Your order", privacyUrl: form.privacyUrl }, { purpose: "productReview", to: "b" })
// @ts-expect-error a survey leads to a state that is not there
d.survey(form, { purpose: "productReview", to: "c" })
// @ts-expect-error a survey cannot be said by another word
d.say({ content: { _tag: "Survey", ...form } }, { to: "b" })
// @ts-expect-error nor be the text of a notification
d.notify({ content: { _tag: "Survey", ...form } }, { purpose: "receipt", otherwise: "drop", to: "b" })
// @ts-expect-error nor can a request for leave
d.say({
  content: { _tag: "Request", permission: "oneTime", topic: "t", title: "T", payload: "p" }
}, { to: "b" })
// @ts-expect-error a request for leave says what for
d.optIn("Tell me", { permission: "oneTime", to: "b" })
// @ts-expect-error leave is asked for once or for a series
d.optIn("Tell me", { permission: "always", topic: "stock", to: "b" })
// @ts-expect-error a request for one message has no picture
d.optIn("Tell me", { permission: "oneTime", topic: "stock", imageUrl: "https://example.com/a.png", to: "b" })
// @ts-expect-error a no leads to a state that is not there
d.optIn("Tell me", { permission: "oneTime", topic: "stock", to: "b", declined: "c" })
// @ts-expect-error what comes while a person has the conversation waits or is dropped
d.ask("Name?", { answer: Answer.text, timeout: { after: "1 hour", to: "b", whileHuman: "keep" }, to: "b" })
// @ts-expect-error a notification says what becomes of it when no lane is open
d.notify("Shipped", { purpose: "shipping", to: "b" })
// @ts-expect-error an answer needs no notify
d.notify("Hello", { purpose: "reply", otherwise: "hold", to: "b" })

// What a bot must have

const bot = <const D extends Dialogue.Any, P extends string, C extends string>(_: {
  readonly offers: { readonly purposes: ReadonlyArray<P>; readonly capabilities: ReadonlyArray<C> }
  readonly dialogues: ReadonlyArray<D & Dialogue.Unmet<NoInfer<D>, { readonly purposes: P; readonly capabilities: C }>>
}): void => {}
const asking = d.make({
  initial: "a",
  states: {
    a: d.optIn("Tell me", { permission: "oneTime", topic: "stock", to: "b" }),
    b: d.survey(form, { purpose: "eventFeedback", to: d.back })
  }
})
bot({ offers: { purposes: ["eventFeedback"], capabilities: ["oneTime", "survey"] }, dialogues: [asking] })
// @ts-expect-error no transport of the bot has requests for one message
bot({ offers: { purposes: ["eventFeedback"], capabilities: ["survey"] }, dialogues: [asking] })
// @ts-expect-error no transport of the bot has surveys
bot({ offers: { purposes: ["eventFeedback"], capabilities: ["oneTime"] }, dialogues: [asking] })
// @ts-expect-error no transport of the bot may ask for feedback on an event
bot({ offers: { purposes: ["receipt"], capabilities: ["oneTime", "survey"] }, dialogues: [asking] })

// What must compile

export const told = d.notify("It is on its way.", {
  purpose: "shipping",
  utility: { name: "shipped", language: "en", parameters: (context, turn) => ({ name: context.name + turn.locale }) },
  otherwise: { refused: "b" },
  to: "a"
})
export const templated: typeof told extends State.State<typeof Order.Type, "a" | "b", infer F extends Facts.Facts>
  ? Same<F["capabilities"], "utility" | "the template shipped">
  : false = true
d.notify("Buy!", { purpose: "promotion", otherwise: "drop", to: "b" })
d.notify("Buy!", { purpose: "promotion", promotional: true, sponsored: true, otherwise: { hold: "1 day" }, to: "b" })
d.notify("Digest", { purpose: "recurringContent", promotional: true, topic: "news", otherwise: "drop", to: "b" })
export const chained = d.notify(({ name }) => name, {
  purpose: "promotion",
  topic: ({ name }) => name,
  eventAt: ({ size }) => size,
  otherwise: {
    instead: {
      text: ({ name }) => name,
      purpose: "shipping",
      eventAt: ({ size }) => size,
      utility: { name: "shipped", language: "en", parameters: ({ name }, turn) => ({ name: name + turn.locale }) },
      otherwise: { instead: { text: "Look.", purpose: "receipt", otherwise: { refused: "a" } } }
    }
  },
  stillTrue: ({ size }, person) => size > 0 && person["gone"] !== true,
  to: "b"
})
export const needed: typeof chained extends State.State<typeof Order.Type, "a" | "b", infer F extends Facts.Facts>
  ? Same<F["purposes"] | F["capabilities"], "promotion" | "shipping" | "receipt" | "utility" | "the template shipped">
  : false = true
d.survey((order, turn) => ({ ...form, title: order.name + turn.locale }), {
  purpose: "purchaseFeedback",
  otherwise: { instead: ({ name }) => name },
  to: "b"
})
export const waiting = d.survey(form, { purpose: "purchaseFeedback", to: "b" })
export const onward: typeof waiting extends State.State<typeof Order.Type, "b", infer F extends Facts.Facts>
  ? Same<F["purposes"] | F["capabilities"], "purchaseFeedback" | "survey">
  : false = true
d.optIn(({ name }) => name, {
  permission: "recurring",
  topic: ({ name }, turn) => name + turn.locale,
  imageUrl: "https://example.com/a.png",
  timeout: { after: "23 hours", to: "a", whileHuman: "drop" },
  to: [{ when: ({ size }) => size > 3, to: "a" }, "b"],
  declined: "b"
})
d.make({
  initial: "a",
  refused: "b",
  starts: [Start.comment(), Start.post(/lost/)],
  repair: { stopped: "Quiet.", words: { stop: ["enough", /no more/], start: { en: ["again"] }, bot: false } },
  states: { a: d.notify("Shipped", { purpose: "shipping", otherwise: "refuse", to: "b" }), b: d.end() }
})

// Authors

export const eva: Outbound.Author = HumanAuthor.sign("Eva")
// @ts-expect-error a literal is no person of the business: the inbox bridge alone signs as one
export const pretender: Outbound.Author = { _tag: "Human", name: "Eva" }
