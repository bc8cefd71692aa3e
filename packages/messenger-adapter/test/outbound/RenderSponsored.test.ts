import type { Address, Message } from "@parley/core"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as RenderSponsored from "../../src/outbound/RenderSponsored.ts"
import * as Unsendable from "../../src/outbound/Unsendable.ts"
import * as SponsoredBody from "../../src/wire/SponsoredBody.ts"

const render = (message: Message.Message, address: Address.Address = { _tag: "Scoped", id: "42" }) =>
  RenderSponsored.render({
    id: "out-1",
    channel: "messenger",
    address,
    message,
    lane: { lane: "sponsored", rule: "r", pack: "p" }
  })

const text = (words: string, more: Partial<Message.Message> = {}): Message.Message => ({
  content: { _tag: "Text", text: words },
  ...more
})

describe("a sponsored message in Meta's words", () => {
  it("goes to an edge of its own, with our id, and without a type, a tag or a notification", () => {
    const message = text("Half price", {
      quickReplies: [{ title: "Show me", payload: "SHOW" }],
      notification: "silent",
      extra: { persona_id: "7" }
    })

    expect(render(message)).toEqual(Either.right({
      edge: "sponsored_messages",
      body: {
        recipient: { id: "42" },
        message: {
          text: "Half price",
          quick_replies: [{ content_type: "text", title: "Show me", payload: "SHOW" }],
          metadata: "parley:out-1"
        }
      }
    }))
  })

  it("has the shape of the wire", () => {
    const { body } = Either.getOrThrow(render(text("Half price")))

    expect(Schema.decodeUnknownSync(SponsoredBody.SponsoredMessage)(JSON.parse(JSON.stringify(body)))).toEqual(body)
  })

  it.each<Address.Address>([
    { _tag: "Phone", number: "+34911223344" },
    { _tag: "Token", kind: "oneTime", token: "t" },
    { _tag: "Reference", reference: "r" }
  ])("goes to nobody but a person by their scoped id: $_tag", (address) => {
    const rendered = render(text("Half price"), address)

    expect(Either.isLeft(rendered) ? Unsendable.describe(rendered.left) : "sendable").toContain("address: ")
  })

  it("is kept to the limits of any message", () => {
    const rendered = render(text("a".repeat(2001)))

    expect(Either.isLeft(rendered) ? rendered.left.field : "sendable").toBe("text")
  })
})
