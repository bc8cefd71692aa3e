import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import { afterEach, describe, expect, it } from "vitest"
import { ConversationStore, StoreError } from "../../src/runtime/ConversationStore.ts"
import { createBot } from "../../src/runtime/createBot.ts"
import type { RunningBot } from "../../src/runtime/createBot.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { echo } from "./Bots.ts"
import { ana, day, loopback, rig, ruled } from "./Rig.ts"

const token = "a-token-of-the-test-0123456789"
const inbox = { token: Redacted.make(token) }
const bearer = { authorization: `Bearer ${token}` }
const bytes = (body: unknown) => new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body))
const letter = { to: ana, by: "Eva", text: "Eva here." }

const open: Array<RunningBot> = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((bot) => bot.close()))
})

/** A rig whose bridge is asked by request; gives the status and what was answered. */
const desk = async (options: Parameters<typeof loopback>[0] = { pack: ruled, approvals: ["humanAgent"] }) => {
  const lines: Array<string> = []
  const logger = Logger.make(({ annotations, cause, message }) => {
    lines.push(String(message), Cause.pretty(cause), ...Array.from(annotations, String))
  })
  const made = await rig({
    dialogues: [echo],
    bot: { typing: false, inbox },
    loop: loopback(options),
    runtime: Logger.replace(Logger.defaultLogger, logger)
  })
  const ask = async (
    method: string,
    url: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = bearer
  ) => {
    const request = { method, url, headers, body: body === undefined ? new Uint8Array() : bytes(body) }
    const { body: text = "", headers: sent, status } = await made.run(made.bot.handle(request))
    await Effect.runPromise(made.time.settle)
    return { status, sent, text, json: text.startsWith("{") ? JSON.parse(text) : undefined }
  }
  return { ...made, ask, lines }
}

describe("the inbox bridge over HTTP", () => {
  it("writes to the customer, and answers with the outcome", async () => {
    const { ask, said, say } = await desk()
    await say("hi")

    const { json, status } = await ask("POST", "/inbox/messages", letter)

    expect(status).toBe(200)
    expect(json).toMatchObject({ outcomes: [{ conversation: ana, status: "sent", words: "Eva here." }] })
    expect(said()).toEqual(["Say something", "Eva here."])
  })

  it("lists the conversations that people have, and gives one back", async () => {
    const { ask, conversation, say } = await desk()
    await say("hi")
    await ask("POST", "/inbox/messages", { ...letter, why: "a complaint" })

    const listed = await ask("GET", "/inbox/conversations?all=yes")
    const given = await ask("POST", "/inbox/hand-back", { to: ana, by: "Eva" })
    const after = await ask("GET", "/inbox/conversations")

    expect(listed.json.conversations).toMatchObject([{ conversation: ana, why: "a complaint" }])
    expect(given.status).toBe(202)
    expect((await conversation()).owner._tag).toBe("Bot")
    expect(after.json).toEqual({ conversations: [] })
  })

  it("answers 409 with the reason when the rules do not let the letter through", async () => {
    const { advance, ask, say } = await desk({ pack: ruled })
    await say("hi")
    await advance(2 * day)

    const { json, status } = await ask("POST", "/inbox/messages", letter)

    expect(status).toBe(409)
    expect(json.outcomes).toMatchObject([{ status: "refused" }])
    expect(json.outcomes[0].reason).toContain("humanAgent")
  })

  it("answers 502 when the channel did not take the letter", async () => {
    const { ask, loop, say } = await desk()
    await say("hi")
    loop.answer = () => Effect.succeed({ _tag: "Failed", reason: "the token has expired", error: null })

    const { json, status } = await ask("POST", "/inbox/messages", letter)

    expect(status).toBe(502)
    expect(json.outcomes).toMatchObject([{ status: "failed", reason: "the token has expired" }])
  })

  it("lets nobody in without its token, whatever they ask for", async () => {
    const { ask, loop, say } = await desk()
    await say("hi")
    const wrong: ReadonlyArray<Readonly<Record<string, string>>> = [
      {},
      { authorization: "Bearer " },
      { authorization: `Bearer ${token}x` },
      { authorization: `Bearer ${token.slice(0, -1)}` },
      { authorization: `Bearer ${"x".repeat(token.length)}` },
      { authorization: `Basic ${token}` },
      { authorization: token }
    ]
    const answers = []
    for (const headers of wrong) answers.push(await ask("POST", "/inbox/messages", letter, headers))
    answers.push(await ask("GET", "/inbox/conversations", undefined, {}))
    answers.push(await ask("GET", "/inbox/nothing", undefined, {}))

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401))
    expect(answers[0]?.sent?.["www-authenticate"]).toBe("Bearer")
    expect(loop.sent).toHaveLength(1)
  })

  it("says of a body that is none what is wrong with it, in one sentence", async () => {
    const { ask } = await desk()

    const sentences = []
    for (
      const body of [
        "no json",
        {},
        { ...letter, to: { channel: "loop", account: "1" } },
        { ...letter, text: "" },
        { ...letter, by: 7 },
        []
      ]
    ) {
      const { json, status } = await ask("POST", "/inbox/messages", body)
      expect(status).toBe(400)
      sentences.push(json.problem)
    }

    expect(sentences).toEqual([
      "the body is not JSON",
      "to: is missing; by: is missing; text: is missing",
      "to.person: is missing",
      "text: Expected a non empty string, actual \"\"",
      "by: Expected string, actual 7",
      expect.stringMatching(/^the body: Expected /)
    ])
  })

  it("answers 404 with what there is, and says nothing of itself to other paths", async () => {
    const { ask } = await desk()

    const unknown = await ask("POST", "/inbox/letters", letter)
    const got = await ask("GET", "/inbox/messages")
    const near = await ask("GET", "/inboxes/conversations")
    const bare = await ask("GET", "/inbox")

    expect([unknown.status, got.status, near.status, bare.status]).toEqual([404, 404, 404, 404])
    expect(unknown.json.problem).toContain("POST /inbox/messages")
    expect([near.text, bare.text]).toEqual(["Not found", "Not found"])
  })

  it("answers 503 when the store cannot take the letter now", async () => {
    const memory = MemoryStore.make()
    const down = Effect.fail(new StoreError({ operation: "accept", reason: "the disk is full" }))
    const lines: Array<string> = []
    const logging = Logger.replace(Logger.defaultLogger, Logger.make(({ message }) => lines.push(String(message))))
    const made = await rig({
      dialogues: [echo],
      bot: { typing: false, inbox },
      store: { ...memory, accept: () => down }
    })

    const answer = await made.run(Effect.provide(
      made.bot.handle({ method: "POST", url: "/inbox/messages", headers: bearer, body: bytes(letter) }),
      logging
    ))

    expect(answer.status).toBe(503)
    expect(answer.body).not.toContain("disk")
    expect(lines.join("\n")).toContain("the disk is full")
  })

  it("keeps its token to itself: in no answer, no log and no record of the bot", async () => {
    const { ask, bot, lines, say } = await desk()
    const plain = await rig({ dialogues: [echo], bot: { inbox: { token } } })
    await say("hi")

    const answers = [
      await ask("POST", "/inbox/messages", letter),
      await ask("POST", "/inbox/messages", "no json"),
      await ask("GET", "/inbox/conversations", undefined, { authorization: "Bearer wrong" }),
      await ask("GET", "/inbox/none")
    ]

    expect(JSON.stringify([answers, lines])).not.toContain(token)
    expect(JSON.stringify([bot.definition.inbox, plain.bot.definition.inbox])).not.toContain(token)
  })
})

const running = (options: { readonly token: string; readonly path?: string }) => {
  const bot = createBot({
    dialogues: [echo],
    disclosure: false,
    typing: false,
    inbox: options,
    store: Layer.succeed(ConversationStore, MemoryStore.make()),
    transports: [Effect.succeed(loopback())]
  })
  open.push(bot)
  return bot
}

describe("the inbox bridge of a bot behind a server", () => {
  it("takes a body of 64 KiB, and answers 413 to a larger one before anything is read of it", async () => {
    const bot = running({ token })
    const { port } = await bot.listen({ port: 0, host: "127.0.0.1", signals: false })
    const post = (size: number, by: (url: string, init: RequestInit) => Promise<Response>) =>
      by(`http://127.0.0.1:${port}/inbox/messages`, { method: "POST", headers: bearer, body: "x".repeat(size) })
    const own = (url: string, init: RequestInit) => bot.fetch(new Request(url, init))

    expect([(await post(65_536, fetch)).status, (await post(65_537, fetch)).status]).toEqual([400, 413])
    expect([(await post(65_536, own)).status, (await post(65_537, own)).status]).toEqual([400, 413])
  })

  it("is no part of a bot that was given none", async () => {
    const { bot, run } = await rig({ dialogues: [echo] })

    const answer = await run(
      bot.handle({ method: "GET", url: "/inbox/conversations", headers: bearer, body: bytes("") })
    )

    expect(answer.status).toBe(404)
    expect(bot.bodyLimit("/inbox/messages")).toBe(0)
  })

  it("does not start with a token that can be guessed, or with a path of its own that is none", async () => {
    const problem = (options: Parameters<typeof running>[0]) =>
      running(options).tick().then(() => "it started", (error: Error) => error.message)

    expect(await problem({ token: "short" })).toContain("has 5 characters; give it 16 or more")
    expect(await problem({ token: "short" })).not.toContain("short;")
    expect(await problem({ token, path: "desk" })).toContain("\"desk\" is no path; begin it with a slash")
    expect(await problem({ token, path: "/loop" })).toContain("both answer at /loop")
    expect(await problem({ token, path: "/desk/" })).toBe("it started")
  })
})
