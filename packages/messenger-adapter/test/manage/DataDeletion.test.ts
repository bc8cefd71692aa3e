import { describe, expect, it } from "@effect/vitest"
import type { ConversationId, Transport } from "@parley/core"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { createHmac } from "node:crypto"
import * as DataDeletion from "../../src/manage/DataDeletion.ts"
import * as SignedRequest from "../../src/manage/SignedRequest.ts"

const secret = "app-secret"

const signed = (payload: object, by = secret): string => {
  const text = Buffer.from(JSON.stringify(payload)).toString("base64url")
  return `${createHmac("sha256", by).update(text).digest("base64url")}.${text}`
}

const asked = { algorithm: "HMAC-SHA256", issued_at: 1_763_700_000, user_id: "218471" }

const request = (method: string, url: string, body = ""): Transport.Request => ({
  method,
  url,
  headers: {},
  body: Buffer.from(body)
})

const post = (text: string): Transport.Request =>
  request("POST", "/data-deletion", new URLSearchParams({ signed_request: text }).toString())

const ana: ConversationId.ConversationId = { channel: "messenger", account: "1", person: "42" }

/** A callback that finds these conversations, and keeps what it had forgotten. */
const callback = (found: ReadonlyArray<ConversationId.ConversationId> = [ana], fails = false) => {
  const forgotten: Array<ConversationId.ConversationId> = []
  const users: Array<string> = []
  const deletion = DataDeletion.make({
    appSecrets: [secret, "the-old-one"],
    url: "https://bot.example.com/data-deletion",
    conversations: (user) => {
      users.push(user)
      return Effect.succeed(found)
    },
    forget: (id) => fails ? Effect.fail(new Error("the store is locked")) : Effect.sync(() => void forgotten.push(id))
  })
  return { deletion, forgotten, users }
}

describe("a signed request", () => {
  it("is read when the app signed it, with the secret of today or of yesterday", () => {
    const secrets = [Redacted.make(secret), Redacted.make("the-old-one")]
    const whole = Option.some({ user: "218471", at: 1_763_700_000_000 })

    expect(SignedRequest.read(signed(asked), secrets)).toEqual(whole)
    expect(SignedRequest.read(signed(asked, "the-old-one"), secrets)).toEqual(whole)
    expect(SignedRequest.read(signed(asked, "another"), secrets)).toEqual(Option.none())
  })

  it("is refused under another algorithm, without a person, and when it is none", () => {
    const secrets = [Redacted.make(secret)]

    for (const payload of [{ ...asked, algorithm: "none" }, { algorithm: "HMAC-SHA256" }, { ...asked, user_id: "" }]) {
      expect(SignedRequest.read(signed(payload), secrets)).toEqual(Option.none())
    }
    for (const text of ["", ".", "a.b", signed(asked).split(".")[1] ?? ""]) {
      expect(SignedRequest.read(text, secrets)).toEqual(Option.none())
    }
  })

  it("is refused when a single character of it is another one", () => {
    const text = signed(asked)
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    fc.assert(fc.property(fc.nat(text.length - 1), fc.constantFrom(...letters), (place, letter) => {
      fc.pre(text[place] !== letter && text[place] !== "." && !isSameBits(text, place, letter))
      const changed = text.slice(0, place) + letter + text.slice(place + 1)
      expect(SignedRequest.read(changed, [Redacted.make(secret)])).toEqual(Option.none())
    }))
  })
})

/** The last character of the signature carries two bits that mean nothing. */
const isSameBits = (text: string, place: number, letter: string): boolean => {
  if (place !== text.indexOf(".") - 1) return false
  const bytes = (end: string) => Buffer.from(text.slice(0, place) + end, "base64url").toString("hex")
  return bytes(letter) === bytes(text[place] ?? "")
}

describe("the data deletion callback", () => {
  it.effect("forgets the person's conversations, and answers with a code and an address that tells what became of it", () =>
    Effect.gen(function*() {
      const { deletion, forgotten, users } = callback()

      const answer = yield* deletion.handle(post(signed(asked)))
      const { confirmation_code, url } = JSON.parse(answer.body ?? "")
      const { pathname, search } = new URL(url)
      const status = yield* deletion.handle(request("GET", pathname + search))

      expect(answer.status).toBe(200)
      expect(users).toEqual(["218471"])
      expect(forgotten).toEqual([ana])
      expect(confirmation_code).toMatch(/^[0-9a-z]+$/)
      expect(url).toBe(`https://bot.example.com/data-deletion?code=${confirmation_code}`)
      expect(status).toMatchObject({
        status: 200,
        body: "Done. On 1970-01-01 00:00 UTC everything that was kept of your conversations was deleted."
      })
    }))

  it.effect("says so when nothing was kept of the person", () =>
    Effect.gen(function*() {
      const { deletion } = callback([])

      const answer = yield* deletion.handle(post(signed(asked)))
      const { url } = JSON.parse(answer.body ?? "")
      const status = yield* deletion.handle(request("GET", `/data-deletion${new URL(url).search}`))

      expect(status.body).toContain("nothing was found")
    }))

  it.effect("forgets nobody when the request is not signed by the app", () =>
    Effect.gen(function*() {
      const { deletion, forgotten, users } = callback()

      const answers = yield* Effect.forEach(
        [post(signed(asked, "another")), post(""), request("POST", "/data-deletion", "signed_request")],
        deletion.handle
      )

      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
      expect([forgotten, users]).toEqual([[], []])
    }))

  it.effect("promises nothing when it could not be done", () =>
    Effect.gen(function*() {
      const { deletion } = callback([ana], true)

      const answer = yield* deletion.handle(post(signed(asked)))

      expect(answer.status).toBe(503)
      expect(answer.body).not.toContain("confirmation_code")
    }).pipe(Effect.provide(Logger.remove(Logger.defaultLogger))))

  it.effect("knows no code that it did not give", () =>
    Effect.gen(function*() {
      const { deletion } = callback()
      const answer = yield* deletion.handle(post(signed(asked)))
      const code: string = JSON.parse(answer.body ?? "").confirmation_code
      const other = code.replace("d", "n")

      const answers = yield* Effect.forEach(
        [code, other, `${code}0`, "", "<script>"],
        (one) => deletion.handle(request("GET", `/data-deletion?code=${encodeURIComponent(one)}`))
      )

      expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404, 404])
    }))

  it.effect("stands beside a bot, which answers everything else", () =>
    Effect.gen(function*() {
      const { deletion, forgotten } = callback()
      const bot: DataDeletion.Served = {
        handle: () => Effect.succeed({ status: 200, headers: {}, body: "the bot" }),
        bodyLimit: () => 7
      }
      const both = DataDeletion.beside(bot, deletion)

      const webhook = yield* both.handle(request("POST", "/webhook"))
      yield* both.handle(post(signed(asked)))

      expect(webhook.body).toBe("the bot")
      expect(forgotten).toHaveLength(1)
      expect([both.bodyLimit("/webhook"), both.bodyLimit("/data-deletion?code=x")]).toEqual([7, 65_536])
    }))

  it("takes promises and web-standard requests as well, and no more than it has to read", async () => {
    const forgotten: Array<ConversationId.ConversationId> = []
    const answer = DataDeletion.fetch(DataDeletion.make({
      appSecrets: [secret],
      url: "https://bot.example.com/data-deletion",
      conversations: () => Promise.resolve([ana]),
      forget: async (id) => void forgotten.push(id)
    }))
    const send = (body: string) =>
      answer(new Request("https://bot.example.com/data-deletion", { method: "POST", body }))

    const done = await send(new URLSearchParams({ signed_request: signed(asked) }).toString())
    const large = await send("x".repeat(65_537))
    const { url } = JSON.parse(await done.text())
    const status = await answer(new Request(url))

    expect([done.status, large.status, status.status]).toEqual([200, 413, 200])
    expect(forgotten).toEqual([ana])
  })
})
