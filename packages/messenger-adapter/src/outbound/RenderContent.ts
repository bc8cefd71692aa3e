/**
 * What a message says as the Send API's `message`, within the limits of its channel.
 *
 * @module
 */
import type { Message } from "@parley/core"
import * as Either from "effect/Either"
import type { Limits } from "../wire/Limits.ts"
import type * as SendBody from "../wire/SendBody.ts"
import * as RenderButtons from "./RenderButtons.ts"
import * as RenderRequest from "./RenderRequest.ts"
import * as RenderRich from "./RenderRich.ts"
import * as RenderTemplate from "./RenderTemplate.ts"
import * as Unsendable from "./Unsendable.ts"

type Rendered<A> = Either.Either<A, Unsendable.Unsendable>
type Of<T extends Message.Content["_tag"]> = Extract<Message.Content, { readonly _tag: T }>

const text = (content: Of<"Text">, limits: Limits): Rendered<SendBody.Message> => {
  if (content.buttons === undefined || content.buttons.length === 0) {
    const problem = Unsendable.length("text", content.text, limits.text.max, limits.text.unit)
    return problem === undefined ? Either.right({ text: content.text }) : Either.left(problem)
  }
  const problem = Unsendable.length("text", content.text, limits.buttonText)
  if (problem !== undefined) return Either.left(problem)
  return Either.map(RenderButtons.buttons(content.buttons, "buttons", limits), (buttons) => ({
    attachment: { type: "template", payload: { template_type: "button", text: content.text, buttons } }
  }))
}

/** How an author names what was uploaded before. */
const uploaded = "attachment:"

/** The payload of media: an upload by its id, or an address, which is kept for later messages where they are to use it again. */
const source = (field: string, url: string, reuse: true | undefined): Rendered<SendBody.MediaPayload> => {
  if (url.startsWith(uploaded)) {
    const id = url.slice(uploaded.length)
    return /^\d+$/.test(id)
      ? Either.right({ attachment_id: id })
      : Unsendable.because(
        field,
        `"${id}" is no id of an upload`,
        "write attachment: with the digits that it was answered with"
      )
  }
  const problem = Unsendable.address(field, url)
  if (problem !== undefined) return Either.left(problem)
  return Either.right(reuse === true ? { url, is_reusable: true } : { url })
}

const pictures = (urls: ReadonlyArray<string>, limits: Limits): Rendered<SendBody.Message> => {
  const many = Unsendable.first(Unsendable.least("urls", urls, 1), Unsendable.count("urls", urls, limits.pictures))
  if (many !== undefined) return Either.left(many)
  const payloads = Either.all(urls.map((url, index) => source(`urls[${index}]`, url, undefined)))
  return Either.map(payloads, (all) => ({ attachments: all.map((payload) => ({ type: "image", payload })) }))
}

const cards = (content: Of<"Cards">, limits: Limits): Rendered<SendBody.Message> =>
  Either.map(RenderButtons.cards(content.cards, limits), (elements) => ({
    attachment: {
      type: "template",
      payload: content.sharable === true
        ? { template_type: "generic", sharable: true, elements }
        : { template_type: "generic", elements }
    }
  }))

const template = (content: Of<"Template">, limits: Limits): Rendered<SendBody.Message> => {
  if (!limits.utility) {
    return Unsendable.because(
      "content",
      "the channel has no templates of this kind",
      "say it in words, inside the window"
    )
  }
  const problem = Unsendable.first(
    Unsendable.length("name", content.name, Number.POSITIVE_INFINITY),
    Unsendable.length("language", content.language, Number.POSITIVE_INFINITY),
    RenderTemplate.gap(content)
  )
  return problem === undefined ? Either.right({ template: RenderTemplate.render(content) }) : Either.left(problem)
}

/** What is said, or the first field that keeps it from being said. */
export const render = (content: Message.Content, limits: Limits): Rendered<SendBody.Message> => {
  switch (content._tag) {
    case "Text":
      return text(content, limits)
    case "Media":
      return Either.map(source("url", content.url, content.reuse), (payload) => ({
        attachment: { type: content.kind, payload }
      }))
    case "Pictures":
      return pictures(content.urls, limits)
    case "Cards":
      return cards(content, limits)
    case "Template":
      return template(content, limits)
    case "Survey":
    case "Request":
      return Either.map(RenderRequest.render(content, limits), (payload) => ({
        attachment: { type: "template", payload }
      }))
    case "Native":
      return RenderRich.render(content, limits)
    case "Reaction":
      return Unsendable.because("content", "a reaction is a request of its own", "give it to the transport")
  }
}
