import { Fit, type LaneName, type Message, type Outbound } from "@parley/core"
import { Capabilities, GraphHttp, messenger } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import { describe, expect, it } from "vitest"

const lane: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }

const outbound = (message: Message.Message): Outbound.Outbound => ({
  id: "out-1",
  conversation: { channel: "messenger", account: "1", person: "42" },
  order: 1,
  address: { _tag: "Scoped", id: "42" },
  body: { _tag: "Message", message },
  author: { _tag: "Bot" },
  lane,
  cause: "c",
  at: 0
})

const account = {
  channel: "messenger",
  id: "1",
  token: "tok",
  appSecret: "sec",
  personas: { Lea: "777" }
} as const

type Options = NonNullable<Parameters<typeof messenger<"messenger">>[0]>

/** Sends one message by a transport whose Graph API answers `answer` to everything. */
const sent = (message: Message.Message, answer: object, more: Partial<Options> = {}) => {
  const requests: Array<GraphHttp.Request> = []
  const logged: Array<string> = []
  const http: GraphHttp.Service = {
    request: (request) =>
      Effect.sync(() => {
        requests.push(request)
        return { status: 200, headers: {}, body: JSON.stringify(answer) }
      })
  }
  const logger = Logger.make(({ message: text }) => void logged.push(String(text)))
  return Effect.gen(function*() {
    const transport = yield* messenger({ accounts: [account], verifyToken: "v", http, ...more })
    const receipt = yield* transport.send(outbound(message))
    return { receipt, logged, bodies: requests.map(({ body }) => JSON.parse(body ?? "{}")), transport }
  }).pipe(Effect.scoped, Effect.provide(Logger.replace(Logger.defaultLogger, logger)), Effect.runPromise)
}

describe("a reaction", () => {
  it("is sent when the platform says so, which gives it no id of its own", async () => {
    const message: Message.Message = { content: { _tag: "Reaction", mid: "m_1", emoji: "👍" } }
    const { bodies, receipt } = await sent(message, { recipient_id: "42" })

    expect(receipt).toEqual({ _tag: "Sent", person: "42" })
    expect(bodies).toMatchObject([{ sender_action: "react", payload: { message_id: "m_1", reaction: "👍" } }])
    expect(bodies[0]).not.toHaveProperty("messaging_type")
    expect(bodies[0]).not.toHaveProperty("message")
  })

  it("without an answer is made again: twice is once, and no echo tells of it", async () => {
    const message: Message.Message = { content: { _tag: "Reaction", mid: "m_1", emoji: "👍" } }
    const lost: GraphHttp.Service = { request: () => Effect.fail(new GraphHttp.Unanswered({ reason: "cut" })) }
    const { receipt } = await sent(message, {}, { http: lost })

    expect(receipt).toMatchObject({ _tag: "Postponed" })
  })
})

describe("a reaction with quick replies", () => {
  it.each(["messenger", "instagram"] as const)("is refused on %s before anything of it is sent", async (channel) => {
    const message: Message.Message = {
      content: { _tag: "Reaction", mid: "m_1", emoji: "👍" },
      quickReplies: [{ title: "a", payload: "a" }]
    }
    const parts = Fit.fit(message, Capabilities.of(channel), "en")
    const ends = await Promise.all(parts.map((part) => sent(part, { recipient_id: "42" })))

    expect(ends.map(({ receipt }) => receipt._tag)).toEqual(["Failed"])
    expect(ends.flatMap(({ bodies }) => bodies)).toEqual([])
  })
})

describe("an address of plain http", () => {
  it("is sent, with a warning that names the host and nothing else of it", async () => {
    const message: Message.Message = {
      content: {
        _tag: "Cards",
        cards: [{ title: "c", imageUrl: "http://pictures.example/i.png?key=private", url: "https://x.example" }]
      }
    }
    const { bodies, logged, receipt } = await sent(message, { recipient_id: "42", message_id: "m_2" })

    expect(receipt).toMatchObject({ _tag: "Sent" })
    expect(bodies).toHaveLength(1)
    expect(logged.filter((text) => text.includes("plain http"))).toHaveLength(1)
    expect(logged.join()).toContain("pictures.example")
    expect(logged.join()).not.toContain("private")
    expect(logged.join()).not.toContain("x.example")
  })

  it("in words alone is nobody's matter", async () => {
    const { logged } = await sent({ content: { _tag: "Text", text: "http://x.example" } }, { message_id: "m_2" })

    expect(logged).toEqual([])
  })
})

describe("the settings of an account", () => {
  it("name its personas, by which its messages are said", async () => {
    const { bodies } = await sent({ content: { _tag: "Text", text: "x" }, persona: "Lea" }, { message_id: "m_2" })

    expect(bodies).toMatchObject([{ persona_id: "777" }])
  })

  it("say how the limits are read, for what is sent and for what the bot fits to the channel", async () => {
    const message: Message.Message = { content: { _tag: "Text", text: "a".repeat(2000) } }
    const strict = await sent(message, { message_id: "m_2" })
    const lenient = await sent(message, { message_id: "m_2" }, { limits: { text: "up to 2000" } })

    expect(strict.receipt).toMatchObject({ _tag: "Failed", error: { _tag: "Unsendable", field: "text" } })
    expect(lenient.receipt).toMatchObject({ _tag: "Sent" })
    expect([strict, lenient].map(({ transport }) => transport.capabilities.textLength.max)).toEqual([1999, 2000])
  })

  it.each<[string, object]>([
    ["accounts[0].personas has no id for \"Max\"", { accounts: [{ ...account, personas: { Max: "max" } }] }],
    [
      "accounts[0].personas are given for an Instagram account",
      { accounts: [{ ...account, channel: "instagram" }] }
    ],
    ["limits.text is \"2000\", which is no reading of the pages", { limits: { text: "2000" } }]
  ])("are refused where they cannot be: %s", async (sentence, wrong) => {
    const exit = await Effect.runPromiseExit(Effect.scoped(messenger({ accounts: [account], ...wrong })))

    expect(Exit.isFailure(exit) ? String(exit.cause) : "accepted").toContain(sentence)
  })
})
