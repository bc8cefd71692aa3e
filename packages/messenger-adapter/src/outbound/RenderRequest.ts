/**
 * Surveys, and requests for leave to write later, in Meta's words ("Customer feedback template", "One-time
 * notification", "Marketing messages"; read 2026-11-21).
 *
 * @module
 */
import type { Message } from "@parley/core"
import * as Either from "effect/Either"
import type * as Types from "effect/Types"
import type * as Forms from "../wire/Forms.ts"
import type { Limits } from "../wire/Limits.ts"
import * as Unsendable from "./Unsendable.ts"

type Survey = Extract<Message.Content, { _tag: "Survey" }>
type Request = Extract<Message.Content, { _tag: "Request" }>
type Rendered = Either.Either<Forms.Request, Unsendable.Unsendable>

/** The template takes no addresses in its own words. */
const withoutAddress = (field: string, text: string | undefined): Unsendable.Unsendable | undefined =>
  text === undefined || !/https?:\/\/|\bwww\./i.test(text) ? undefined : {
    _tag: "Unsendable",
    field,
    problem: "it holds a web address, which the template does not take",
    cure: "take it out"
  }

/** A question has to be one: the platform takes none of fewer characters. */
const shortestQuestion = 5

const tooShort = (field: string, text: string): Unsendable.Unsendable | undefined =>
  [...text].length >= shortestQuestion ? undefined : {
    _tag: "Unsendable",
    field,
    problem: `it has ${[...text].length} characters and the least is ${shortestQuestion}`,
    cure: "ask in a few words more"
  }

/** How each kind of question may be answered; the first is the platform's own choice, but for satisfaction (stars). */
const scales: { readonly [K in Survey["question"]["kind"]]: ReadonlyArray<string> } = {
  csat: ["one_to_five", "five_stars", "five_emojis"],
  nps: ["zero_to_ten"],
  ces: ["one_to_seven"],
  free_form: []
}

/** The form with its one question, which is how many the template takes. */
const survey = (content: Survey, limits: Limits): Rendered => {
  const { button, expiresInDays, question, subtitle, title } = content
  const problem = Unsendable.first(
    Unsendable.length("title", title, limits.request.title),
    Unsendable.maybeLength("subtitle", subtitle, limits.request.subtitle),
    Unsendable.maybeLength("button", button, limits.buttonTitle),
    withoutAddress("title", title),
    withoutAddress("subtitle", subtitle),
    withoutAddress("button", button),
    Unsendable.length("question.title", question.title, limits.request.question),
    tooShort("question.title", question.title),
    Unsendable.maybeLength("question.followUp", question.followUp, limits.request.placeholder),
    Unsendable.address("privacyUrl", content.privacyUrl)
  )
  if (problem !== undefined) return Either.left(problem)
  if (!/^\w{1,80}$/.test(question.id)) {
    return Unsendable.because("question.id", `"${question.id}" cannot name it`, "use up to 80 letters, digits and _")
  }
  const open = Unsendable.days("expiresInDays", expiresInDays, limits.request.days)
  if (open !== undefined) return Either.left(open)
  if (question.scale !== undefined && !scales[question.kind].includes(question.scale)) {
    const [kind] = scales[question.kind]
    return Unsendable.because(
      "question.scale",
      `a question of the kind ${question.kind} is not answered by ${question.scale}`,
      kind === undefined ? "leave it out" : `write one of ${scales[question.kind].join(", ")}`
    )
  }
  const asked: Types.Mutable<Forms.SurveyQuestion> = { id: question.id, type: question.kind, title: question.title }
  if (question.scale !== undefined) asked.score_option = question.scale
  if (question.labels !== undefined) asked.score_label = question.labels
  if (question.followUp !== undefined) asked.follow_up = { type: "free_form", placeholder: question.followUp }
  const payload: Types.Mutable<Forms.Survey> = {
    template_type: "customer_feedback",
    title,
    feedback_screens: [{ questions: [asked] }],
    business_privacy: { url: content.privacyUrl }
  }
  if (subtitle !== undefined) payload.subtitle = subtitle
  if (button !== undefined) payload.button_title = button
  if (expiresInDays !== undefined) payload.expires_in_days = expiresInDays
  return Either.right(payload)
}

const shapes = { horizontal: "HORIZONTAL", square: "SQUARE" } as const

const says = {
  allow: "ALLOW",
  get: "GET",
  getUpdates: "GET_UPDATES",
  optIn: "OPT_IN",
  signUp: "SIGN_UP",
  frequency: "FREQUENCY"
} as const

const nouns = {
  imageUrl: "picture",
  imageShape: "picture",
  button: "button of its own",
  timezone: "time zone",
  renews: "renewal"
} as const

/** What only a series has, in the order in which it is looked for. */
const ofSeries = ["imageUrl", "imageShape", "button", "timezone", "renews"] as const

const series = ({ button, imageShape, imageUrl, payload, renews, timezone, title }: Request): Forms.Series => {
  const asked: Types.Mutable<Forms.Series> = { template_type: "notification_messages", title, payload }
  if (imageUrl !== undefined) asked.image_url = imageUrl
  if (imageShape !== undefined) asked.image_aspect_ratio = shapes[imageShape]
  if (button !== undefined) asked.notification_messages_cta_text = says[button]
  if (renews !== undefined) asked.notification_messages_reoptin = renews ? "ENABLED" : "DISABLED"
  if (timezone !== undefined) asked.notification_messages_timezone = timezone
  return asked
}

const request = (content: Request, limits: Limits): Rendered => {
  const { imageUrl, payload, permission, title } = content
  const problem = Unsendable.first(
    Unsendable.length("title", title, limits.request.title),
    Unsendable.length("payload", payload, limits.payload),
    Unsendable.maybeAddress("imageUrl", imageUrl)
  )
  if (problem !== undefined) return Either.left(problem)
  if (permission === "oneTime") {
    const extra = ofSeries.find((field) => content[field] !== undefined)
    return extra === undefined
      ? Either.right({ template_type: "one_time_notif_req", title, payload })
      : Unsendable.because(extra, `a request for one message has no ${nouns[extra]}`, "leave it out")
  }
  if (content.button === "frequency" && limits.channel === "messenger") {
    return Unsendable.because("button", "Messenger has no button that says the frequency", "write \"getUpdates\"")
  }
  return Either.right(series(content))
}

/** The payload of the template. */
export const render = (content: Survey | Request, limits: Limits): Rendered => {
  if (content._tag === "Survey" ? !limits.survey : content.permission === "oneTime" && !limits.oneTime) {
    return Unsendable.because(
      "content",
      content._tag === "Survey" ? "the channel has no surveys" : "the channel has no one-time notifications",
      "say it in words, inside the window"
    )
  }
  return content._tag === "Survey" ? survey(content, limits) : request(content, limits)
}
