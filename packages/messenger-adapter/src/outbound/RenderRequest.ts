/**
 * Surveys, and requests for leave to write later, in Meta's words ("Customer feedback template", "One-time
 * notification", "Marketing messages"; read 2026-11-21).
 *
 * @module
 */
import type { Message } from "@parley/core"
import * as Either from "effect/Either"
import type * as Types from "effect/Types"
import type { Limits } from "../wire/Limits.ts"
import type * as SendBody from "../wire/SendBody.ts"
import * as Unsendable from "./Unsendable.ts"

type Survey = Extract<Message.Content, { _tag: "Survey" }>
type Request = Extract<Message.Content, { _tag: "Request" }>
type Rendered = Either.Either<SendBody.RequestPayload, Unsendable.Unsendable>

const first = (...problems: ReadonlyArray<Unsendable.Unsendable | undefined>): Unsendable.Unsendable | undefined =>
  problems.find((problem) => problem !== undefined)

const optionalLength = (field: string, text: string | undefined, max: number): Unsendable.Unsendable | undefined =>
  text === undefined ? undefined : Unsendable.length(field, text, max)

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

/** The form with its one question, which is how many the template takes. */
const survey = (content: Survey, limits: Limits): Rendered => {
  const { button, expiresInDays, question, subtitle, title } = content
  const problem = first(
    Unsendable.length("title", title, limits.request.title),
    optionalLength("subtitle", subtitle, limits.request.subtitle),
    optionalLength("button", button, limits.buttonTitle),
    withoutAddress("title", title),
    withoutAddress("subtitle", subtitle),
    withoutAddress("button", button),
    Unsendable.length("question.title", question.title, limits.request.question),
    tooShort("question.title", question.title),
    optionalLength("question.followUp", question.followUp, limits.request.placeholder),
    Unsendable.address("privacyUrl", content.privacyUrl)
  )
  if (problem !== undefined) return Either.left(problem)
  if (!/^\w{1,80}$/.test(question.id)) {
    return Unsendable.because("question.id", `"${question.id}" cannot name it`, "use up to 80 letters, digits and _")
  }
  if (expiresInDays !== undefined && !(Number.isInteger(expiresInDays) && expiresInDays >= 1 && expiresInDays <= 7)) {
    return Unsendable.because("expiresInDays", `${expiresInDays} is not allowed`, "give a whole number from 1 to 7")
  }
  const asked: Types.Mutable<SendBody.SurveyQuestion> = { id: question.id, type: question.kind, title: question.title }
  if (question.labels !== undefined) asked.score_label = question.labels
  if (question.followUp !== undefined) asked.follow_up = { type: "free_form", placeholder: question.followUp }
  const payload: Types.Mutable<Extract<SendBody.RequestPayload, { template_type: "customer_feedback" }>> = {
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

const request = ({ imageUrl, payload, permission, title }: Request, limits: Limits): Rendered => {
  const problem = first(
    Unsendable.length("title", title, limits.request.title),
    Unsendable.length("payload", payload, limits.payload),
    imageUrl === undefined ? undefined : Unsendable.address("imageUrl", imageUrl)
  )
  if (problem !== undefined) return Either.left(problem)
  if (permission === "oneTime" && imageUrl !== undefined) {
    return Unsendable.because("imageUrl", "a request for one message has no picture", "leave it out")
  }
  if (permission === "oneTime") return Either.right({ template_type: "one_time_notif_req", title, payload })
  const asked = { template_type: "notification_messages" as const, title, payload }
  return Either.right(imageUrl === undefined ? asked : { ...asked, image_url: imageUrl })
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
