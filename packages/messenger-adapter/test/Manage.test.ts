import { describe, expect, it } from "@effect/vitest"
import { AttachmentCache, type GraphHttp, Manage, manage, MessengerConfigError } from "@parley/messenger-adapter"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { inspect } from "node:util"

const token = "EAAGsecrettokensecrettoken"
const appSecret = "0123456789abcdefsecret"

const one = { channel: "messenger", id: "1", token, appSecret } as const
const two = { ...one, id: "2" } as const

/** A Graph API that gives one answer to everything, and keeps the paths and bodies. */
const graph = (body: object) => {
  const calls: Array<GraphHttp.Request> = []
  const http: GraphHttp.Service = {
    request: (request) =>
      Effect.sync(() => {
        calls.push(request)
        return { status: 200, headers: {}, body: JSON.stringify(body) }
      })
  }
  return { calls, http }
}

/** A server on loopback that keeps the size of what it is sent, and answers as told; cut off, it has no size. */
const server = (answer: unknown) =>
  Effect.acquireRelease(
    Effect.async<{ readonly url: string; readonly sizes: Array<number | "cut">; readonly close: () => void }>(
      (resume) => {
        const sizes: Array<number | "cut"> = []
        const http = createServer((request, response) => {
          let size = 0
          request.on("data", (chunk: Buffer) => (size += chunk.length))
          request.on("end", () => {
            sizes.push(size)
            response.end(JSON.stringify(answer))
          })
          request.on("close", () => request.complete || sizes.push("cut"))
        })
        http.listen(0, "127.0.0.1", () => {
          // A server that listens on a port has an address of this kind.
          const { port } = http.address() as AddressInfo
          const close = () => {
            http.close()
            http.closeAllConnections()
          }
          resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, sizes, close }))
        })
      }
    ),
    ({ close }) => Effect.sync(close)
  )

async function* megabytes(count: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield Buffer.alloc(1024 * 1024)
}

describe("managing accounts, behind promises", () => {
  it("does for each account what is asked, under its own id", async () => {
    const { calls, http } = graph({
      id: "7",
      attachment_id: "8",
      data: [],
      name: "Ana",
      recipient: "42",
      success: true
    })
    const pages = manage({ accounts: [one, two], http })
    const page = pages.account("2")

    expect(pages.account().id).toBe("1")
    expect((await page.upload({ kind: "image", url: "https://example.com/a.png" })).url).toBe("attachment:8")
    expect(await page.profiles.read("42")).toEqual({ _tag: "Known", profile: { name: "Ana" } })
    expect((await page.personas.create({ name: "Bot", picture: "https://example.com/a.png", as: "bot" })).id).toBe("7")
    expect(await page.personas.list()).toEqual([])
    expect((await page.personas.declare([{ name: "Bot", picture: "https://example.com/a.png", as: "bot" }])).ids.Bot)
      .toBe("7")
    await page.personas.remove("7")
    expect(await page.linking.person("ABC")).toBe("42")
    await page.linking.unlink("42")
    await page.profiles.forget("42")
    await pages.close()

    expect(calls.map(({ method, path }) => `${method} ${path.split("?")[0]}`)).toEqual([
      "POST /v26.0/2/message_attachments",
      "GET /v26.0/42",
      "POST /v26.0/2/personas",
      "GET /v26.0/2/personas",
      "GET /v26.0/2/personas",
      "POST /v26.0/2/personas",
      "DELETE /v26.0/7",
      "GET /v26.0/me",
      "POST /v26.0/me/unlink_accounts"
    ])
  })

  it("rejects with the error itself, and throws for what is not there", async () => {
    const { http } = graph({})
    const pages = manage({ accounts: [one], http })

    await expect(pages.account().upload({ kind: "image", url: "a.png" })).rejects.toMatchObject({
      _tag: "Invalid",
      field: "url"
    })
    // As JavaScript gives them: no compiler saw them.
    const untyped = (value: unknown): never => value as never
    for (const nothing of [undefined, "https://example.com/a.png", {}, { kind: "image" }]) {
      await expect(pages.account().upload(untyped(nothing))).rejects.toMatchObject({
        _tag: "Invalid",
        field: "request"
      })
    }
    await expect(pages.account().upload(untyped({ kind: "pic", url: "https://example.com/a.png" }))).rejects.toThrow(
      "kind: it is none that there is; give video, image, audio, file"
    )
    expect(() => pages.account(untyped(7))).toThrow("The account 7 is not managed here; give one of 1")
    await expect(pages.fetch("http://127.0.0.1/")).rejects.toMatchObject({ _tag: "MediaRefused" })
    expect(() => pages.account("9")).toThrow("The account 9 is not managed here; give one of 1")
    expect(() => manage({ accounts: [{ ...one, id: "", token: "" }] })).toThrow(MessengerConfigError)
  })

  it("knows the uploads of others who share the cache", async () => {
    const attachments = AttachmentCache.make()
    const { calls, http } = graph({ attachment_id: "8" })
    const request = { kind: "image", url: "https://example.com/a.png" } as const

    await manage({ accounts: [one], http, attachments }).account().upload(request)
    await manage({ accounts: [one], http, attachments }).account().upload(request)

    expect(calls).toHaveLength(1)
  })

  it.effect("takes the account of the environment", () =>
    Effect.gen(function*() {
      const { account, ids } = yield* Effect.scoped(Effect.withConfigProvider(
        Manage.make(),
        ConfigProvider.fromMap(
          new Map([
            ["PARLEY_MESSENGER_PAGE_ID", "9"],
            ["PARLEY_MESSENGER_PAGE_TOKEN", token],
            ["PARLEY_MESSENGER_APP_SECRET", appSecret],
            ["PARLEY_MESSENGER_VERIFY_TOKEN", "v"]
          ])
        )
      ))
      expect(ids).toEqual(["9"])
      expect((yield* account("9")).id).toBe("9")
      expect(yield* Effect.flip(account("1"))).toMatchObject({ _tag: "UnknownAccount", known: ["9"] })
    }))

  it("shows no secret of its accounts", () => {
    const pages = manage({ accounts: [one], http: graph({}).http })
    expect(inspect(pages, { depth: 20 }) + inspect(pages.account(), { depth: 20 })).not.toMatch(/secret/)
  })
})

describe("managing accounts, over a real socket", () => {
  it.scopedLive("sends a large file in pieces, and cuts off what is too large", () =>
    Effect.gen(function*() {
      const { sizes, url } = yield* server({ attachment_id: "8" })
      const service = yield* Manage.make({ accounts: [one], graphBaseUrl: url })
      const page = yield* service.account("1")
      const film = { kind: "video", type: "video/mp4" } as const
      const mib = 1024 * 1024

      expect((yield* page.upload({ ...film, bytes: megabytes(20) })).id).toBe("8")
      expect((yield* page.upload({ ...film, bytes: megabytes(20), size: 20 * mib })).id).toBe("8")
      const error = yield* Effect.flip(page.upload({ ...film, bytes: megabytes(26) }))

      expect(error._tag).toBe("UploadTooLarge")
      const [streamed = 0, told = 0] = sizes
      expect(Number(streamed) - 20 * mib).toBeGreaterThan(0)
      expect(Number(streamed) - 20 * mib).toBeLessThan(1000)
      expect(told).toBe(streamed)
      expect(sizes.slice(2).filter((size) => size !== "cut")).toEqual([])
    }))

  it.scopedLive("ends when the size was told wrong, and says so", () =>
    Effect.gen(function*() {
      const { sizes, url } = yield* server({ attachment_id: "8" })
      const page = yield* Effect.flatMap(Manage.make({ accounts: [one], graphBaseUrl: url }), (all) => all.account("1"))
      const film = { kind: "video", type: "video/mp4" } as const

      const more = yield* Effect.flip(page.upload({ ...film, bytes: megabytes(2), size: 1024 }))
      const fewer = yield* Effect.flip(page.upload({ ...film, bytes: megabytes(2), size: 3 * 1024 * 1024 }))

      expect(more.message).toContain("it has more than the 1024 bytes that were told")
      expect(fewer.message).toContain("it has 2097152 of the 3145728 bytes that were told")
      expect(sizes.filter((size) => size !== "cut")).toEqual([])
    }))

  it.scopedLive("tells an answer that cannot be read from none at all", () =>
    Effect.gen(function*() {
      const { url } = yield* server("not an object")
      const unread = yield* Effect.flatMap(
        Manage.make({ accounts: [one], graphBaseUrl: url }),
        (all) => all.account("1")
      )
      expect((yield* Effect.flip(unread.upload({ kind: "image", bytes: Buffer.from("a"), type: "image/png" })))._tag)
        .toBe("CallUnread")
      const nobody = yield* Manage.make({ accounts: [one], graphBaseUrl: "http://127.0.0.1:1" })
      const page = yield* nobody.account("1")
      const error = yield* Effect.flip(page.upload({ kind: "image", bytes: Buffer.from("a"), type: "image/png" }))
      expect(error).toMatchObject({ _tag: "CallLost", sent: "no" })
    }))
})
