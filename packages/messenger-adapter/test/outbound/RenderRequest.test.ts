import type { Address, LaneName, Message } from "@parley/core"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Render from "../../src/outbound/Render.ts"
import * as Unsendable from "../../src/outbound/Unsendable.ts"
import * as SendBody from "../../src/wire/SendBody.ts"

type Survey = Extract<Message.Content, { _tag: "Survey" }>
type Request = Extract<Message.Content, { _tag: "Request" }>

const address: Address.Address = { _tag: "Scoped", id: "42" }

const reply: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }

const survey: Survey = {
  _tag: "Survey",
  title: "How was it?",
  subtitle: "Two minutes of your time",
  button: "Rate us",
  question: {
    id: "taste_1",
    title: "How did you like the pizza?",
    kind: "csat",
    labels: "neg_pos",
    followUp: "What should we do better?"
  },
  privacyUrl: "https://x.example/privacy",
  expiresInDays: 3
}

const once: Request = {
  _tag: "Request",
  permission: "oneTime",
  topic: "restock",
  title: "When it is back",
  payload: "p:restock"
}

const series: Request = { ...once, permission: "recurring", imageUrl: "https://x.example/i.png" }

const render = (content: Message.Content, more: Partial<Render.Request> = {}) =>
  Render.render({ id: "out-1", channel: "messenger", address, lane: reply, message: { content }, ...more })

const payloadOf = (content: Message.Content, more: Partial<Render.Request> = {}): unknown => {
  const { attachment } = Either.getOrThrow(render(content, more)).message
  return attachment !== undefined && "payload" in attachment ? attachment.payload : undefined
}

const problem = (content: Message.Content, more: Partial<Render.Request> = {}): string => {
  const rendered = render(content, more)
  return Either.isLeft(rendered) ? Unsendable.describe(rendered.left) : "sendable"
}

describe("a survey", () => {
  it("is a customer feedback template with its one question", () => {
    expect(payloadOf(survey)).toEqual({
      template_type: "customer_feedback",
      title: "How was it?",
      subtitle: "Two minutes of your time",
      button_title: "Rate us",
      feedback_screens: [{
        questions: [{
          id: "taste_1",
          type: "csat",
          title: "How did you like the pizza?",
          score_label: "neg_pos",
          follow_up: { type: "free_form", placeholder: "What should we do better?" }
        }]
      }],
      business_privacy: { url: "https://x.example/privacy" },
      expires_in_days: 3
    })
  })

  it("says nothing that its author did not say", () => {
    const bare: Survey = {
      _tag: "Survey",
      title: "How was it?",
      question: { id: "q", title: "Well?!", kind: "free_form" },
      privacyUrl: "https://x.example/privacy"
    }
    expect(payloadOf(bare)).toEqual({
      template_type: "customer_feedback",
      title: "How was it?",
      feedback_screens: [{ questions: [{ id: "q", type: "free_form", title: "Well?!" }] }],
      business_privacy: { url: "https://x.example/privacy" }
    })
  })

  it("travels as a reply inside the window, and outside under the tag that its lane names", () => {
    const tagged: LaneName.Lane = { ...reply, lane: "tagged", tag: "CUSTOMER_FEEDBACK" }
    const inside = Either.getOrThrow(render(survey))
    const outside = Either.getOrThrow(render(survey, { lane: tagged }))
    expect(inside.messaging_type).toBe("RESPONSE")
    expect(inside).not.toHaveProperty("tag")
    expect(outside).toMatchObject({ messaging_type: "MESSAGE_TAG", tag: "CUSTOMER_FEEDBACK" })
    expect(outside.message).toEqual(inside.message)
  })

  it("does not exist on Instagram", () => {
    expect(problem(survey, { channel: "instagram" })).toContain("the channel has no surveys")
  })
})

describe("a request for leave to write later", () => {
  it("for one message is a one-time notification request, without a picture", () => {
    expect(payloadOf(once)).toEqual({
      template_type: "one_time_notif_req",
      title: "When it is back",
      payload: "p:restock"
    })
    expect(problem(once, { channel: "instagram" })).toContain("the channel has no one-time notifications")
  })

  it("for a series is a request for notification messages, on both channels", () => {
    const payload = {
      template_type: "notification_messages",
      title: "When it is back",
      payload: "p:restock",
      image_url: "https://x.example/i.png"
    }
    expect(payloadOf(series)).toEqual(payload)
    expect(payloadOf(series, { channel: "instagram" })).toEqual(payload)
  })
})

const question = (more: Partial<Survey["question"]>): Survey => ({
  ...survey,
  question: { ...survey.question, ...more }
})

describe("at a limit it is sendable, and over it a reason names the field", () => {
  it.each<[string, Message.Content, Message.Content, string]>([
    ["title", { ...survey, title: "a".repeat(65) }, { ...survey, title: "a".repeat(66) }, "title: it has 66"],
    [
      "subtitle",
      { ...survey, subtitle: "a".repeat(80) },
      { ...survey, subtitle: "a".repeat(81) },
      "subtitle: it has 81"
    ],
    ["button", { ...survey, button: "a".repeat(20) }, { ...survey, button: "a".repeat(21) }, "button: it has 21"],
    ["question", question({ title: "a".repeat(85) }), question({ title: "a".repeat(86) }), "question.title: it has 86"],
    [
      "short question",
      question({ title: "What?" }),
      question({ title: "🍕🍕🍕🍕" }),
      "question.title: it has 4 characters"
    ],
    ["id", question({ id: "a".repeat(80) }), question({ id: "a".repeat(81) }), "question.id"],
    ["id characters", question({ id: "A_9" }), question({ id: "a-9" }), "question.id: \"a-9\" cannot name it"],
    [
      "follow-up",
      question({ followUp: "a".repeat(65) }),
      question({ followUp: "a".repeat(66) }),
      "followUp: it has 66"
    ],
    ["days", { ...survey, expiresInDays: 7 }, { ...survey, expiresInDays: 8 }, "expiresInDays: 8 is not allowed"],
    ["least days", { ...survey, expiresInDays: 1 }, { ...survey, expiresInDays: 0 }, "expiresInDays: 0 is not allowed"],
    ["whole days", survey, { ...survey, expiresInDays: 1.5 }, "expiresInDays: 1.5 is not allowed"],
    ["privacy", survey, { ...survey, privacyUrl: "x" }, "privacyUrl: it is no web address"],
    ["no address", survey, { ...survey, subtitle: "see www.x.example" }, "subtitle: it holds a web address"],
    ["request", { ...once, title: "a".repeat(65) }, { ...once, title: "a".repeat(66) }, "title: it has 66"],
    ["payload", { ...once, payload: "a".repeat(1000) }, { ...once, payload: "a".repeat(1001) }, "payload: it has 1001"],
    [
      "no picture",
      once,
      { ...once, imageUrl: "https://x.example/i.png" },
      "imageUrl: a request for one message has no"
    ],
    ["picture", series, { ...series, imageUrl: "x" }, "imageUrl: it is no web address"]
  ])("%s", (_name, at, over, sentence) => {
    expect(problem(at)).toBe("sendable")
    expect(problem(over)).toContain(sentence)
  })

  it("is what the wire schemas describe", () => {
    for (const content of [survey, once, series]) {
      const sent = Either.getOrThrow(render(content))
      expect(Schema.decodeUnknownSync(SendBody.SendMessage)(JSON.parse(JSON.stringify(sent)))).toEqual(sent)
    }
  })
})
