/** What the compiler refuses of words that are written out over a limit, and what it leaves to `make` and to the send. */
import * as Schema from "effect/Schema"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"

const Order = Schema.Struct({ name: Schema.optionalWith(Schema.String, { default: () => "" }) })
const d = Dialogue.setup({ id: "order", version: 1, context: Order, states: ["a", "b"] })

const known: string = "of any length"
const twenty = "12345678901234567890"
const over20 = "123456789012345678901"

// Options

export const choices = [
  d.choose("Which?", { options: { p: twenty, q: { title: twenty, value: 1 } }, to: "b" }),
  d.choose("Which?", { options: { p: known, q: { title: known } }, to: "b" }),
  d.choose("Which?", {
    options: { p: { title: (order) => order.name.trim() }, q: { title: "Quit", value: 2 } },
    save: (choice) => ({ name: choice.key }),
    to: { p: "a", q: "b" }
  }),
  d.choose("Which?", { options: (order) => [{ key: "a", title: order.name }], to: "b" }),
  d.choose("🎉", { options: { p: "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉" }, to: "b" }),
  d.choose("Which?", { options: { p: { title: "", imageUrl: known } }, to: "b" })
]
// @ts-expect-error a title has at most 20 characters
d.choose("Which?", { options: { p: over20 }, to: "b" })
// @ts-expect-error a title has at most 20 characters
d.choose("Which?", { options: { p: "Short", q: { title: over20, value: 1 } }, to: "b" })

export const confirmed = [
  d.confirm("Sure?", { yes: "a", no: "b", labels: [twenty, (order) => order.name.trim()] }),
  d.confirm("Sure?", { yes: "a", no: "b", labels: [known, "No"] })
]
// @ts-expect-error a title has at most 20 characters
d.confirm("Sure?", { yes: "a", no: "b", labels: ["Yes", over20] })
// @ts-expect-error a title has at most 20 characters
d.confirm("Sure?", { yes: "a", no: "b", labels: [over20, "No"] })

export const menus = [
  d.menu("Where to?", { x: { title: twenty, to: "a" }, y: { title: (order) => order.name.trim(), to: "b" } }),
  d.menu("Where to?", { x: { title: known, to: [{ when: (order) => order.name === "", to: "a" }, "b"] } })
]
// @ts-expect-error a title has at most 20 characters
d.menu("Where to?", { x: { title: over20, to: "a" } })
// @ts-expect-error an entry leads to a state that is not there
d.menu("Where to?", { x: { title: "X", to: "c" } })

// Requests for leave

const sixtyFive = "12345678901234567890123456789012345678901234567890123456789012345"
const over65 = "123456789012345678901234567890123456789012345678901234567890123456"

export const requests = [
  d.optIn(sixtyFive, { permission: "recurring", topic: "news", to: "b" }),
  d.optIn((order) => order.name.trim(), { permission: "oneTime", topic: (order) => order.name.trim(), to: "b" }),
  d.optIn(known, { permission: "oneTime", topic: "news", to: "b" })
]
// @ts-expect-error a title has at most 65 characters
d.optIn(over65, { permission: "recurring", topic: "news", to: "b" })

// Surveys

const eighty = "12345678901234567890123456789012345678901234567890123456789012345678901234567890"
const over80 = "123456789012345678901234567890123456789012345678901234567890123456789012345678901"
const eightyFive = "1234567890123456789012345678901234567890123456789012345678901234567890123456789012345"
const over85 = "12345678901234567890123456789012345678901234567890123456789012345678901234567890123456"
const rest = { purpose: "purchaseFeedback", otherwise: "drop", to: "b" } as const
const privacyUrl = "https://example.com/privacy"
const question = { id: "q", title: "Good?", kind: "csat" } as const
const days: number = 9

export const surveys = [
  d.survey({
    title: sixtyFive,
    subtitle: eighty,
    button: twenty,
    question: { ...question, title: eightyFive, followUp: sixtyFive },
    privacyUrl,
    expiresInDays: 7
  }, rest),
  d.survey({ title: known, question: { ...question, title: known }, privacyUrl, expiresInDays: days }, rest),
  d.survey((order) => ({ title: order.name.trim(), question, privacyUrl }), rest),
  d.survey({ title: "T", question, privacyUrl }, {
    ...rest,
    answered: { save: ({ words = "" }, order) => ({ name: order.name + words }), to: "a" }
  })
]
// @ts-expect-error a title has at most 65 characters
d.survey({ title: over65, question, privacyUrl }, rest)
// @ts-expect-error a subtitle has at most 80 characters
d.survey({ title: "T", subtitle: over80, question, privacyUrl }, rest)
// @ts-expect-error a button has at most 20 characters
d.survey({ title: "T", button: over20, question, privacyUrl }, rest)
// @ts-expect-error a question has at most 85 characters
d.survey({ title: "T", question: { ...question, title: over85 }, privacyUrl }, rest)
// @ts-expect-error what is asked beside it has at most 65 characters
d.survey({ title: "T", question: { ...question, followUp: over65 }, privacyUrl }, rest)
// @ts-expect-error a form is open for seven days at the longest
d.survey({ title: "T", question, privacyUrl, expiresInDays: 8 }, rest)
// @ts-expect-error a form is open for a day at the least
d.survey({ title: "T", question, privacyUrl, expiresInDays: 0 }, rest)
// @ts-expect-error there is no such field
d.survey({ title: "T", question, privacyUrl, subtitel: "S" }, rest)
// @ts-expect-error there is no such kind of question
d.survey({ title: "T", question: { id: "q", title: "Good?", kind: "stars" }, privacyUrl }, rest)
// @ts-expect-error there is no such field in a question
d.survey({ title: "T", question: { ...question, scales: "five_stars" }, privacyUrl }, rest)
