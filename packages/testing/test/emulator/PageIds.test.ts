import { createBot, Dialogue, MemoryStore, Start } from "@parley/core"
import { messenger } from "@parley/messenger-adapter"
import { emulator, type Fixture, page } from "@parley/testing/emulator"
import * as Schema from "effect/Schema"
import { createHmac } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"

const url = "https://bot.example.com/data-deletion"

const hello = (() => {
  const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["hello"] })
  return d.make({ initial: "hello", starts: [Start.anything], states: { hello: d.end("Hello!") } })
})()

const signedFor = (user: string) => {
  const payload = { algorithm: "HMAC-SHA256", issued_at: 1_763_700_000, user_id: user }
  const text = Buffer.from(JSON.stringify(payload)).toString("base64url")
  const signature = createHmac("sha256", page.appSecret).update(text).digest("base64url")
  return new URLSearchParams({ signed_request: `${signature}.${text}` })
}

const ends: Array<() => Promise<void>> = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const asked = async (meta: Fixture, user: string, token: string, of: string = page.id) => {
  const response = await meta.fetch(`https://graph.facebook.com/v26.0/${user}/ids_for_pages?page=${of}`, {
    headers: { authorization: `Bearer ${token}` }
  })
  return await response.json() as { readonly data?: ReadonlyArray<unknown>; readonly error?: { readonly code: number } }
}

describe("the ids under which a page knows a person of the app", () => {
  it("are told to the app alone, and are none for somebody whom the page does not know", async () => {
    const meta = await emulator({ webhook: () => new Response("EVENT_RECEIVED") })
    ends.push(meta.close)
    const ana = await meta.person()
    const app = `${page.appId}|${page.appSecret}`

    const known = await asked(meta, ana.psid, app)
    const unknown = await asked(meta, "999", app)
    const elsewhere = await asked(meta, ana.psid, app, "404404")
    const byPage = await asked(meta, ana.psid, page.token)

    expect(known.data).toEqual([{ id: ana.psid, page: { id: page.id, name: "Page" } }])
    expect([unknown.data, elsewhere.data]).toEqual([[], []])
    expect(byPage.error?.code).toBeDefined()
  })

  it("let a bot carry out the deletion of a person's data", async () => {
    const bot: { fetch?: (request: Request) => Promise<Response> } = {}
    const meta = await emulator({
      port: 0,
      webhook: (request) => bot.fetch?.(request) ?? new Response("", { status: 503 })
    })
    ends.push(meta.close)
    const transport = messenger<"messenger">({
      accounts: [{
        channel: "messenger",
        id: page.id,
        token: page.token,
        appSecret: page.appSecret,
        appId: page.appId
      }],
      graphBaseUrl: meta.url,
      dataDeletion: { url }
    })
    const made = createBot({ dialogues: [hello], store: MemoryStore.layer, transports: [transport] })
    ends.push(made.close)
    bot.fetch = made.fetch
    const ana = await meta.person()
    const conversation = { channel: "messenger", account: page.id, person: ana.psid }
    await ana.says("hi")
    await made.tick()
    const before = await made.conversation(conversation)

    const answer = await made.fetch(new Request(url, { method: "POST", body: signedFor(ana.psid) }))

    expect(before.revision).toBeGreaterThan(0)
    expect(answer.status).toBe(200)
    expect((await made.conversation(conversation)).revision).toBe(0)
  })
})
