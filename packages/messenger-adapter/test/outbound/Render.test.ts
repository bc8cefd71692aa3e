import type { Address, LaneName, Message } from "@parley/core"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Render from "../../src/outbound/Render.ts"
import * as RenderControl from "../../src/outbound/RenderControl.ts"
import * as Unsendable from "../../src/outbound/Unsendable.ts"
import * as SendBody from "../../src/wire/SendBody.ts"

const lane = (name: LaneName.LaneName, tag?: string): LaneName.Lane => ({
  lane: name,
  rule: "r",
  pack: "p",
  ...(tag === undefined ? {} : { tag })
})

const address: Address.Address = { _tag: "Scoped", id: "42" }

const render = (message: Message.Message, more: Partial<Render.Request> = {}) =>
  Render.render({ id: "out-1", channel: "messenger", address, lane: lane("reply"), message, ...more })

const text = (words: string, more: Partial<Message.Message> = {}): Message.Message => ({
  content: { _tag: "Text", text: words },
  ...more
})

const problem = (message: Message.Message, more: Partial<Render.Request> = {}): string => {
  const rendered = render(message, more)
  return Either.isLeft(rendered) ? Unsendable.describe(rendered.left) : "sendable"
}

const template: Extract<Message.Content, { _tag: "Template" }> = {
  _tag: "Template",
  name: "order_update",
  language: "en",
  parameters: { order_id: "566701", "header.kind": "Order" }
}

describe("a message in Meta's words", () => {
  it("is a text with our id as metadata", () => {
    expect(render(text("Hello"))).toEqual(Either.right({
      recipient: { id: "42" },
      messaging_type: "RESPONSE",
      message: { text: "Hello", metadata: "parley:out-1" }
    }))
  })

  it("carries quick replies, the author's metadata and the kind of notification", () => {
    const message = text("Which?", {
      quickReplies: [{ title: "Small", payload: "S" }, {
        title: "",
        payload: "L",
        imageUrl: "https://x.example/l.png"
      }],
      metadata: "campaign 7",
      notification: "silent"
    })
    expect(render(message)).toEqual(Either.right({
      recipient: { id: "42" },
      messaging_type: "RESPONSE",
      notification_type: "SILENT_PUSH",
      message: {
        text: "Which?",
        quick_replies: [
          { content_type: "text", title: "Small", payload: "S" },
          { content_type: "text", title: "", payload: "L", image_url: "https://x.example/l.png" }
        ],
        metadata: "parley:out-1\ncampaign 7"
      }
    }))
  })

  it("is a button template when it has buttons", () => {
    const message: Message.Message = {
      content: {
        _tag: "Text",
        text: "Sure?",
        buttons: [
          { _tag: "Postback", title: "Yes", payload: "Y" },
          { _tag: "Link", title: "Terms", url: "https://x.example/terms" },
          { _tag: "Call", title: "Call", phone: "+34911223344" }
        ]
      }
    }
    expect(Either.getOrThrow(render(message)).message).toEqual({
      attachment: {
        type: "template",
        payload: {
          template_type: "button",
          text: "Sure?",
          buttons: [
            { type: "postback", title: "Yes", payload: "Y" },
            { type: "web_url", title: "Terms", url: "https://x.example/terms" },
            { type: "phone_number", title: "Call", payload: "+34911223344" }
          ]
        }
      },
      metadata: "parley:out-1"
    })
  })

  it("is media by its address, and cards as a generic template", () => {
    expect(
      Either.getOrThrow(render({ content: { _tag: "Media", kind: "video", url: "https://x.example/v.mp4" } })).message
    )
      .toEqual({ attachment: { type: "video", payload: { url: "https://x.example/v.mp4" } }, metadata: "parley:out-1" })
    const cards: Message.Message = {
      content: {
        _tag: "Cards",
        cards: [{
          title: "Margherita",
          subtitle: "Tomato",
          imageUrl: "https://x.example/m.png",
          url: "https://x.example/m",
          buttons: [{ _tag: "Postback", title: "Order", payload: "O" }]
        }]
      }
    }
    expect(Either.getOrThrow(render(cards)).message.attachment).toEqual({
      type: "template",
      payload: {
        template_type: "generic",
        elements: [{
          title: "Margherita",
          subtitle: "Tomato",
          image_url: "https://x.example/m.png",
          default_action: { type: "web_url", url: "https://x.example/m" },
          buttons: [{ type: "postback", title: "Order", payload: "O" }]
        }]
      }
    })
  })

  it("is the approved template alone in the utility lane", () => {
    const message = text("Your order is on its way", {
      utility: template,
      quickReplies: [{ title: "Ok", payload: "o" }]
    })
    expect(Either.getOrThrow(render(message, { lane: lane("utility") }))).toEqual({
      recipient: { id: "42" },
      messaging_type: "UTILITY",
      message: {
        template: {
          name: "order_update",
          language: { code: "en" },
          components: [
            { type: "header", parameters: [{ type: "text", parameter_name: "kind", text: "Order" }] },
            { type: "body", parameters: [{ type: "text", parameter_name: "order_id", text: "566701" }] }
          ]
        },
        metadata: "parley:out-1"
      }
    })
  })

  it("gives numbered template parameters by position", () => {
    const letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
    const parameters = Object.fromEntries(letters.map((letter, index) => [`${index + 1}`, letter]).toReversed())
    const numbered = { ...template, parameters }
    expect(Either.getOrThrow(render({ content: numbered })).message.template?.components).toEqual([
      {
        type: "body",
        parameters: letters.map((text) => ({ type: "text", text }))
      }
    ])
  })

  it.each([
    [lane("reply"), { messaging_type: "RESPONSE" }],
    [lane("update"), { messaging_type: "UPDATE" }],
    [lane("humanAgent", "HUMAN_AGENT"), { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" }],
    [lane("tagged", "CUSTOMER_FEEDBACK"), { messaging_type: "MESSAGE_TAG", tag: "CUSTOMER_FEEDBACK" }],
    [lane("news"), { messaging_type: "MESSAGE_TAG", tag: "NON_PROMOTIONAL_SUBSCRIPTION" }]
  ])("says its lane: %o", (given, way) => {
    expect(Either.getOrThrow(render(text("x"), { lane: given }))).toMatchObject(way)
  })

  it.each<[Address.Address, object]>([
    [{ _tag: "Scoped", id: "42" }, { id: "42" }],
    [{ _tag: "Scoped", id: "user_ref:abc" }, { user_ref: "abc" }],
    [{ _tag: "Reference", reference: "abc" }, { user_ref: "abc" }],
    [{ _tag: "Comment", comment: "c" }, { comment_id: "c" }],
    [{ _tag: "Post", post: "p" }, { post_id: "p" }],
    [{ _tag: "Phone", number: "+1555" }, { phone_number: "+1555" }],
    [{ _tag: "Token", kind: "oneTime", token: "t" }, { one_time_notif_token: "t" }],
    [{ _tag: "Token", kind: "recurring", token: "t" }, { notification_messages_token: "t" }]
  ])("goes to %o", (to, recipient) => {
    expect(Either.getOrThrow(render(text("x"), { address: to })).recipient).toEqual(recipient)
  })

  it.each<[LaneName.LaneName, Address.Address, object]>([
    ["privateReply", { _tag: "Comment", comment: "9_1" }, {
      recipient: { comment_id: "9_1" },
      messaging_type: "RESPONSE"
    }],
    ["privateReply", { _tag: "Post", post: "1_10" }, { recipient: { post_id: "1_10" }, messaging_type: "RESPONSE" }],
    ["oneTime", { _tag: "Token", kind: "oneTime", token: "t" }, {
      recipient: { one_time_notif_token: "t" },
      messaging_type: "UPDATE"
    }],
    ["recurring", { _tag: "Token", kind: "recurring", token: "t" }, {
      recipient: { notification_messages_token: "t" },
      messaging_type: "UPDATE"
    }]
  ])("under the lane %s goes to the handle that the lane spends: %o", (name, to, sent) => {
    for (const channel of ["messenger", "instagram"] as const) {
      const rendered = render(text("x", { notification: "none" }), { address: to, lane: lane(name), channel })
      expect(Either.getOrThrow(rendered)).toMatchObject({ ...sent, notification_type: "NO_PUSH" })
    }
  })

  it("never goes to another address than the handle that its lane spends", () => {
    const comment: Address.Address = { _tag: "Comment", comment: "9_1" }
    const once: Address.Address = { _tag: "Token", kind: "oneTime", token: "t" }
    const series: Address.Address = { _tag: "Token", kind: "recurring", token: "t" }
    const wrong: ReadonlyArray<[LaneName.LaneName, ReadonlyArray<Address.Address>]> = [
      ["privateReply", [address, once, series]],
      ["oneTime", [address, comment, series]],
      ["recurring", [address, comment, once]]
    ]
    for (const [name, addresses] of wrong) {
      for (const to of addresses) {
        expect(problem(text("x"), { address: to, lane: lane(name) })).toContain(`address: the lane ${name} goes to`)
      }
    }
  })

  it("lets the author add a persona and the message it answers, and nothing that policy decides", () => {
    const extra = { persona_id: "7", reply_to: "m_1", tag: "HUMAN_AGENT", messaging_type: "UTILITY" }
    const rendered = Either.getOrThrow(render(text("x", { extra })))
    expect(rendered).toMatchObject({ persona_id: "7", reply_to: { mid: "m_1" }, messaging_type: "RESPONSE" })
    expect(rendered).not.toHaveProperty("tag")
  })
})

const cards: Message.Message = { content: { _tag: "Cards", cards: [{ title: "c", subtitle: "s" }] } }

describe("what cannot be sent is refused by its field, with a cure", () => {
  it.each<[string, Message.Message, Partial<Render.Request>]>([
    ["text: it is empty", text("  \n"), {}],
    ["quickReplies[0].title: it is empty", text("x", { quickReplies: [{ title: "", payload: "p" }] }), {}],
    ["quickReplies[0].payload: it is empty", text("x", { quickReplies: [{ title: "t", payload: "" }] }), {}],
    ["url: it is no web address: the platform opens none that begins with data:", {
      content: { _tag: "Media", kind: "image", url: "data:image/png;base64,AAAA" }
    }, {}],
    ["url: \"../7\" is no id of an upload", { content: { _tag: "Media", kind: "image", url: "attachment:../7" } }, {}],
    ["urls: it is empty", JSON.parse("{\"content\":{\"_tag\":\"Pictures\",\"urls\":[]}}"), {}],
    ["urls[1]: it is no web address", {
      content: { _tag: "Pictures", urls: ["https://x.example/1.png", "ftp://x.example/2.png"] }
    }, {}],
    ["address: the lane utility goes to a person by their scoped id", { content: template }, {
      lane: lane("utility"),
      address: { _tag: "Reference", reference: "abc" }
    }],
    ["name: it is empty", { content: { ...template, name: "" } }, {}],
    ["url: it is no web address", { content: { _tag: "Media", kind: "image", url: "file:///etc/passwd" } }, {}],
    ["cards[0]: it has only a title", { content: { _tag: "Cards", cards: [{ title: "t" }] } }, {}],
    ["buttons[0].phone: it is no phone number", {
      content: { _tag: "Text", text: "x", buttons: [{ _tag: "Call", title: "t", phone: "911" }] }
    }, {}],
    ["buttons[0]: the channel has no such button", {
      content: { _tag: "Text", text: "x", buttons: [{ _tag: "Call", title: "t", phone: "+34911223344" }] }
    }, { channel: "instagram" }],
    ["content: the channel has no templates", { content: template }, { channel: "instagram" }],
    ["utility: the lane needs an approved template", text("x"), { lane: lane("utility") }],
    ["lane: it is tagged without a tag", text("x"), { lane: lane("tagged") }],
    ["lane: an advertisement is no message of the Send API", text("x"), { lane: lane("sponsored") }],
    ["quickReplies: Instagram shows them only under plain text", {
      ...cards,
      quickReplies: [{ title: "t", payload: "p" }]
    }, { channel: "instagram" }]
  ])("%s", (sentence, message, more) => {
    expect(problem(message, more)).toContain(sentence)
  })

  it("whatever it holds: either every word of it is sent, in the shape of the wire, or a reason is given", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 2100 }),
        fc.array(fc.string(), { maxLength: 14 }),
        (words, titles) => {
          const message = text(words, { quickReplies: titles.map((title, index) => ({ title, payload: `p${index}` })) })
          const rendered = render(message)
          if (Either.isLeft(rendered)) {
            expect(rendered.left.cure).not.toBe("")
            return
          }
          expect(Schema.decodeUnknownSync(SendBody.SendMessage)(JSON.parse(JSON.stringify(rendered.right)))).toEqual(
            rendered.right
          )
          expect(rendered.right.message.text).toBe(words)
          expect(rendered.right.message.quick_replies?.map((reply) => "title" in reply ? reply.title : undefined) ?? [])
            .toEqual(titles)
        }
      )
    )
  })
})

describe("a change of who owns the thread", () => {
  const control = (
    given: Parameters<typeof RenderControl.render>[0]["control"],
    channel: "messenger" | "instagram" = "messenger"
  ) => RenderControl.render({ channel, address, control: given })

  it("goes to its edge", () => {
    const recipient = { id: "42" }
    const inbox = {
      edge: "pass_thread_control",
      body: { recipient, target_app_id: "263902037430900", metadata: "Order 7" }
    }
    expect(control({ _tag: "Pass", to: "inbox", note: "Order 7" })).toEqual(Either.right(inbox))
    expect(Either.getOrThrow(control({ _tag: "Pass", to: "inbox" }, "instagram")).body.target_app_id).toBe(
      "1217981644879628"
    )
    expect(Either.getOrThrow(control({ _tag: "Pass", to: "555" })).body.target_app_id).toBe("555")
    expect(control({ _tag: "Take" })).toEqual(Either.right({ edge: "take_thread_control", body: { recipient } }))
    expect(control({ _tag: "Release" })).toEqual(Either.right({ edge: "release_thread_control", body: { recipient } }))
    expect(control({ _tag: "Request" })).toEqual(Either.right({ edge: "request_thread_control", body: { recipient } }))
    const extend = { edge: "extend_thread_control", body: { recipient, duration: 604_800 } }
    expect(control({ _tag: "Extend", for: 604_800_000 })).toEqual(Either.right(extend))
  })

  it("is refused without a scoped person, an app id, or within its limits", () => {
    expect(Either.isLeft(control({ _tag: "Pass", to: "marta" }))).toBe(true)
    expect(Either.isLeft(control({ _tag: "Extend", for: 604_801_000 }))).toBe(true)
    expect(Either.isLeft(control({ _tag: "Extend", for: Number.NaN }))).toBe(true)
    expect(Either.isLeft(control({ _tag: "Take", note: "a".repeat(1001) }))).toBe(true)
    const comment = RenderControl.render({
      channel: "messenger",
      address: { _tag: "Comment", comment: "c" },
      control: { _tag: "Take" }
    })
    expect(Either.isLeft(comment)).toBe(true)
  })
})
