import { createBot, Dialogue, MemoryStore, Start } from "@parley/core"
import { type GraphHttp, messenger, MessengerConfig, type MessengerSettings } from "@parley/messenger-adapter"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { createHmac } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"

const account = { channel: "messenger", id: "1", token: "EAAGtoken", appSecret: "app-secret", appId: "7" } as const
const url = "https://bot.example.com/data-deletion"

const hello = (() => {
  const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["hello"] })
  return d.make({ initial: "hello", starts: [Start.anything], states: { hello: d.end("Hello!") } })
})()

/** A Graph API that knows the page's id of the app's person 218471, and takes every message. */
const graph = (): { readonly http: GraphHttp.Service; readonly asked: Array<string> } => {
  const asked: Array<string> = []
  const http: GraphHttp.Service = {
    request: ({ method, path }) => {
      asked.push(`${method} ${path.split("?")[0]}`)
      const body = path.includes("/218471/ids_for_pages")
        ? { data: [{ id: "42", page: { id: "1" } }] }
        : { recipient_id: "42", message_id: "m_1" }
      return Effect.succeed({ status: 200, headers: {}, body: JSON.stringify(body) })
    }
  }
  return { http, asked }
}

const signed = (payload: object, secret: string = account.appSecret): string => {
  const text = Buffer.from(JSON.stringify(payload)).toString("base64url")
  return `${createHmac("sha256", secret).update(text).digest("base64url")}.${text}`
}

const deletionOf = (user: string) =>
  new URLSearchParams({ signed_request: signed({ algorithm: "HMAC-SHA256", issued_at: 1_763_700_000, user_id: user }) })

const saidHi = () => {
  const messaging = [{
    sender: { id: "42" },
    recipient: { id: "1" },
    timestamp: Date.now(),
    message: { mid: "m_in", text: "hi" }
  }]
  const body = JSON.stringify({ object: "page", entry: [{ id: "1", time: Date.now(), messaging }] })
  const signature = createHmac("sha256", account.appSecret).update(body).digest("hex")
  return { body, headers: { "x-hub-signature-256": `sha256=${signature}` } }
}

const decode = Schema.decodeSync(
  Schema.parseJson(Schema.Struct({ url: Schema.String, confirmation_code: Schema.String }))
)

type Options = MessengerSettings.Options<"messenger", never>

const person = { channel: "messenger", account: "1", person: "42" }

const ends: Array<() => Promise<void>> = []
afterEach(() => Promise.all(ends.splice(0).map((end) => end())))

const running = (more: Partial<Options> = {}) => {
  const { asked, http } = graph()
  const transport = messenger<"messenger">({
    accounts: [account],
    verifyToken: "v",
    http,
    dataDeletion: { url },
    ...more
  })
  const bot = createBot({ dialogues: [hello], store: MemoryStore.layer, transports: [transport] })
  ends.push(bot.close)
  return { asked, bot }
}

describe("a bot whose settings name the data deletion callback", () => {
  it("answers it by `fetch`: the person's conversation is forgotten, and the code tells so", async () => {
    const { asked, bot } = running()
    await bot.fetch(new Request("https://bot.example.com/webhook", { method: "POST", ...saidHi() }))
    await bot.tick()
    const before = await bot.conversation(person)

    const answer = await bot.fetch(new Request(url, { method: "POST", body: deletionOf("218471") }))
    const told = decode(await answer.text())
    const status = await bot.fetch(new Request(told.url))

    expect(before.revision).toBeGreaterThan(0)
    expect(answer.status).toBe(200)
    expect((await bot.conversation(person)).revision).toBe(0)
    expect(told.url).toBe(`${url}?code=${told.confirmation_code}`)
    expect(await status.text()).toMatch(/^Done\. .* was deleted\.$/)
    expect(asked).toContain("GET /v26.0/218471/ids_for_pages")
  })

  it("answers it on its port, too, and nothing that the app did not sign", async () => {
    const { bot } = running()
    const { port } = await bot.listen({ port: 0, host: "127.0.0.1", signals: false })
    const at = `http://127.0.0.1:${port}/data-deletion`
    const body = new URLSearchParams({ signed_request: signed({ algorithm: "HMAC-SHA256", user_id: "1" }, "another") })

    const right = await fetch(at, { method: "POST", body: deletionOf("218471") })
    const wrong = await fetch(at, { method: "POST", body })
    const large = await fetch(at, { method: "POST", body: "x".repeat(70_000) })

    expect([right.status, wrong.status, large.status]).toEqual([200, 401, 413])
  })

  it("asks the function for the conversations, where there is one", async () => {
    const users: Array<string> = []
    const { asked, bot } = running({
      dataDeletion: {
        url,
        conversations: async (user) => {
          users.push(user)
          return []
        }
      }
    })

    const answer = await bot.fetch(new Request(url, { method: "POST", body: deletionOf("218471") }))

    expect([answer.status, users, asked]).toEqual([200, ["218471"], []])
  })

  it("has nothing there when the settings name none", async () => {
    const { http } = graph()
    const bot = createBot({
      dialogues: [hello],
      store: MemoryStore.layer,
      transports: [messenger({ accounts: [account], verifyToken: "v", http })]
    })
    ends.push(bot.close)

    expect((await bot.fetch(new Request(url, { method: "POST", body: "" }))).status).toBe(404)
  })

  it("cannot run when two transports answer at the path", async () => {
    const { http } = graph()
    const other = { ...account, id: "2" }
    const bot = createBot({
      dialogues: [hello],
      store: MemoryStore.layer,
      transports: [
        messenger({ accounts: [account], verifyToken: "v", http, dataDeletion: { url } }),
        messenger({ accounts: [other], verifyToken: "v", http, path: "/other", dataDeletion: { url } })
      ]
    })

    await expect(bot.tick()).rejects.toThrow("two transports answer at /data-deletion; give each a path of its own")
  })

  it("is configured by the environment, where Meta can be asked", async () => {
    const settings = (more: ReadonlyArray<readonly [string, string]>) =>
      Effect.runPromise(Effect.withConfigProvider(
        Effect.either(MessengerConfig.settings),
        ConfigProvider.fromMap(
          new Map([
            ["PARLEY_MESSENGER_PAGE_ID", "1"],
            ["PARLEY_MESSENGER_PAGE_TOKEN", "EAAG"],
            ["PARLEY_MESSENGER_APP_SECRET", "s"],
            ["PARLEY_MESSENGER_VERIFY_TOKEN", "v"],
            ["PARLEY_MESSENGER_DATA_DELETION_URL", url],
            ...more
          ])
        )
      ))

    const whole = await settings([["PARLEY_MESSENGER_APP_ID", "7"]])
    const without = await settings([])

    expect(whole).toMatchObject({ right: { dataDeletion: { url } } })
    expect(String(Either.isLeft(without) && without.left)).toContain(
      "PARLEY_MESSENGER_APP_ID is missing: PARLEY_MESSENGER_DATA_DELETION_URL asks for it"
    )
  })

  it.each<readonly [string, Partial<Options>, string]>([
    ["no https address", { dataDeletion: { url: "http://bot.example.com/x" } }, "dataDeletion.url is no https address"],
    ["no path", { dataDeletion: { url: "https://bot.example.com" } }, "dataDeletion.url has no path"],
    ["the webhook's path", { dataDeletion: { url: "https://b.example/webhook" } }, "which has another use"],
    ["an account without `appId`", {
      dataDeletion: { url },
      accounts: [{ channel: "messenger", id: "1", token: "EAAG", appSecret: "s" }]
    }, "accounts[0].appId is missing: dataDeletion.url asks for it"]
  ])("is refused with %s", async (_what, more, problem) => {
    await expect(running(more).bot.tick()).rejects.toThrow(problem)
  })
})
