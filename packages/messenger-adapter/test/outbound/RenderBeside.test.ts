import type { Address, LaneName, Message } from "@parley/core"
import { Apps, type Channel, type Render, type SendBody, Unsendable } from "@parley/messenger-adapter"
import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import * as Prepare from "../../src/outbound/Prepare.ts"

const person: Address.Address = { _tag: "Scoped", id: "42" }
const conversation = { channel: "messenger", account: "1", person: "42" }
const by = (name: LaneName.LaneName): LaneName.Lane => ({ lane: name, rule: "r", pack: "p" })

const personas = (account: string): Render.Personas | undefined => account === "1" ? { Lea: "777" } : undefined

interface Given {
  readonly channel?: Channel.Channel
  readonly address?: Address.Address
  readonly lane?: LaneName.Lane
}

const prepare = (
  message: Message.Message,
  { address = person, channel = "messenger", lane = by("reply") }: Given = {}
) =>
  Prepare.of({
    id: "out-1",
    conversation,
    order: 1,
    address,
    body: { _tag: "Message", message },
    author: { _tag: "Bot" },
    lane,
    cause: "c",
    at: 0
  }, { channel, personas })

const bodyOf = (message: Message.Message, given?: Given): object => Either.getOrThrow(prepare(message, given)).body

const problem = (message: Message.Message, given?: Given): string => {
  const prepared = prepare(message, given)
  return Either.isLeft(prepared) ? Unsendable.describe(prepared.left) : "sendable"
}

const text = (more: Partial<Message.Message>): Message.Message => ({ content: { _tag: "Text", text: "x" }, ...more })
const reaction = (emoji?: string, more: Partial<Message.Message> = {}): Message.Message => ({
  content: { _tag: "Reaction", mid: "m_1", ...(emoji === undefined ? {} : { emoji }) },
  ...more
})

describe("a reaction", () => {
  it("is a sender action that holds nothing else, and is taken back by another", () => {
    expect(prepare(reaction("👍"))).toEqual(Either.right({
      edge: "messages",
      body: { recipient: { id: "42" }, sender_action: "react", payload: { message_id: "m_1", reaction: "👍" } },
      repeatable: true
    }))
    expect(bodyOf(reaction(), { channel: "instagram" })).toEqual({
      recipient: { id: "42" },
      sender_action: "unreact",
      payload: { message_id: "m_1" }
    })
  })

  it.each(["❤️", "👨‍👩‍👧‍👦", "🇪🇸", "5️⃣", "👍🏽"])("takes any emoji, made of however many code points: %s", (emoji) => {
    expect(bodyOf(reaction(emoji))).toMatchObject({ payload: { reaction: emoji } })
  })

  it.each(["", "love", "👍👍", "7", "a👍"])("takes nothing but one emoji: \"%s\"", (emoji) => {
    expect(problem(reaction(emoji))).toContain("is not one emoji; write one")
  })

  it.each<[string, Message.Message, Given]>([
    ["quickReplies: a reaction travels alone", reaction("👍", { quickReplies: [{ title: "t", payload: "p" }] }), {}],
    ["replyTo: a reaction travels alone", reaction("👍", { replyTo: "m_2" }), {}],
    ["control: a reaction travels alone", reaction("👍", { control: { _tag: "Release" } }), {}],
    ["metadata: a reaction travels alone", reaction("👍", { metadata: "x" }), {}],
    ["address: a reaction goes to a person by their scoped id", reaction("👍"), {
      address: { _tag: "Scoped", id: "user_ref:abc" }
    }],
    ["lane: a reaction is shown inside the window alone", reaction("👍"), { lane: by("humanAgent") }],
    ["mid: it is empty", { content: { _tag: "Reaction", mid: "", emoji: "👍" } }, {}]
  ])("is refused: %s", (sentence, message, given) => {
    expect(problem(message, given)).toContain(sentence)
  })
})

describe("what travels beside the words", () => {
  it("is the message that they answer, where it can be quoted", () => {
    expect(bodyOf(text({ replyTo: "m_7" }))).toMatchObject({ reply_to: { mid: "m_7" } })
    expect(bodyOf(text({ replyTo: "m_7" }), { channel: "instagram" })).toMatchObject({ reply_to: { mid: "m_7" } })
    expect(bodyOf(text({ replyTo: "m_7" }), { lane: by("humanAgent") })).not.toHaveProperty("reply_to")
  })

  it("is the persona that says them, by the name that the account gives it or by its id", () => {
    expect(bodyOf(text({ persona: "Lea" }))).toMatchObject({ persona_id: "777" })
    expect(bodyOf(text({ persona: "888" }))).toMatchObject({ persona_id: "888" })
    expect(problem(text({ persona: "Max" }))).toBe(
      "persona: the account has no persona \"Max\"; put its id into the account's `personas`"
    )
    expect(problem(text({ persona: "constructor" }))).toContain("the account has no persona")
  })

  it("is no persona on Instagram, which has none: the account says them itself", () => {
    expect(bodyOf(text({ persona: "Lea" }), { channel: "instagram" })).not.toHaveProperty("persona_id")
  })

  it("is to whom the conversation goes with them", () => {
    expect(bodyOf(text({ control: { _tag: "Pass", to: "inbox" } }))).toMatchObject({
      thread_control: { control_type: "pass", app_id: Apps.inbox.messenger }
    })
    expect(bodyOf(text({ control: { _tag: "Pass", to: "555" } }), { channel: "instagram" })).toMatchObject({
      thread_control: { control_type: "pass", app_id: "555" }
    })
    expect(bodyOf(text({ control: { _tag: "Release" } }))).toMatchObject({
      thread_control: { control_type: "release" }
    })
    expect(problem(text({ control: { _tag: "Pass", to: "desk" } }))).toContain("control.to: \"desk\" is no app id")
    expect(
      problem(text({ control: { _tag: "Release" } }), {
        address: { _tag: "Comment", comment: "c" },
        lane: by("privateReply")
      })
    )
      .toContain("address: control of a thread needs the person's scoped id")
  })

  it("is how the person is told, and the author's own metadata", () => {
    expect(bodyOf(text({ notification: "regular", metadata: "campaign 7" }))).toMatchObject({
      notification_type: "REGULAR",
      message: { metadata: "parley:out-1\ncampaign 7" }
    })
    expect(bodyOf(text({ notification: "none" }))).toMatchObject({ notification_type: "NO_PUSH" })
  })
})

describe("media", () => {
  it("go by their address, which is kept where later messages are to use it, or by the id of an upload", () => {
    const media = (url: string, reuse?: true): Message.Message => ({
      content: { _tag: "Media", kind: "image", url, ...(reuse === undefined ? {} : { reuse }) }
    })
    const url = "https://x.example/i.png"

    expect(bodyOf(media(url))).toMatchObject({ message: { attachment: { type: "image", payload: { url } } } })
    expect(bodyOf(media(url, true))).toMatchObject({ message: { attachment: { payload: { url, is_reusable: true } } } })
    expect(bodyOf(media("attachment:987"))).toMatchObject({
      message: { attachment: { payload: { attachment_id: "987" } } }
    })
  })

  it("of several pictures go in one message, uploads among them", () => {
    const pictures: Message.Message = {
      content: { _tag: "Pictures", urls: ["https://x.example/1.png", "attachment:2"] }
    }

    expect(bodyOf(pictures)).toMatchObject({
      message: {
        attachments: [
          { type: "image", payload: { url: "https://x.example/1.png" } },
          { type: "image", payload: { attachment_id: "2" } }
        ]
      }
    })
  })
})

describe("cards", () => {
  it("may be passed on where their author says so", () => {
    const cards = (more: object): Message.Message => ({
      content: { _tag: "Cards", cards: [{ title: "c", subtitle: "s" }], ...more }
    })

    expect(bodyOf(cards({ sharable: true }))).toMatchObject({
      message: { attachment: { payload: { sharable: true } } }
    })
    expect(bodyOf(cards({}))).not.toMatchObject({ message: { attachment: { payload: { sharable: true } } } })
  })
})

describe("a person whom only a phone number names", () => {
  it("may be found by their name beside it", () => {
    const phone: Address.Address = { _tag: "Phone", number: "+34911223344", name: { first: "Ana", last: "López" } }
    const recipient: SendBody.Recipient = {
      phone_number: "+34911223344",
      name: { first_name: "Ana", last_name: "López" }
    }

    expect(bodyOf(text({}), { address: phone })).toMatchObject({ recipient })
  })
})

describe("the buttons of an approved template", () => {
  it("are given by their places: what they answer, or the end of their address", () => {
    const template: Message.Message = {
      content: {
        _tag: "Template",
        name: "t",
        language: "en",
        parameters: { "button.2.url": "1234", "1": "Ana", "button.1.payload": "YES" }
      }
    }

    expect(bodyOf(template, { lane: by("utility") })).toMatchObject({
      message: {
        template: {
          components: [
            { type: "body", parameters: [{ type: "text", text: "Ana" }] },
            { type: "buttons", parameters: [{ type: "POSTBACK", payload: "YES" }, { type: "URL", url: "1234" }] }
          ]
        }
      }
    })
  })
})
