import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Logger from "effect/Logger"
import * as TestClock from "effect/TestClock"
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as AttachmentCache from "../../src/graph/AttachmentCache.ts"
import type { Managed } from "../../src/manage/Managed.ts"
import * as MediaFetch from "../../src/manage/MediaFetch.ts"
import type { Progress } from "../../src/manage/UploadSource.ts"
import * as Uploads from "../../src/manage/Uploads.ts"
import * as Graph from "./graph.ts"

const url = "https://example.com/menu.png"

const uploads = (account: Managed, cache = AttachmentCache.make(), media = MediaFetch.make()) =>
  Uploads.make({ account, cache, media })

const answering = (more?: Partial<Pick<Managed, "channel" | "login">>) => {
  let given = 100
  return Graph.make(() => ({ body: { attachment_id: String(given++) } }), more)
}

const failure = <E>(outcome: Either.Either<unknown, E>): E | undefined =>
  Either.isLeft(outcome) ? outcome.left : undefined

/** The parts of a form: their heads and contents. */
const parts = (call: Graph.Call | undefined) => {
  const boundary = /boundary=(.+)$/.exec(call?.headers["content-type"] ?? "")?.[1] ?? "none"
  return String(call?.body).split(`--${boundary}`).slice(1, -1).map((part) => {
    const [head = "", ...rest] = part.split("\r\n\r\n")
    return { head: head.trim(), content: rest.join("\r\n\r\n").replace(/\r\n$/, "") }
  })
}

async function* pieces(count: number, size: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield Buffer.alloc(size, index)
}

const day = 24 * 60 * 60 * 1000

describe("an upload by address", () => {
  it.effect("asks the platform to fetch and keep it, and gives what a message names it by", () =>
    Effect.gen(function*() {
      const { account, calls } = answering()

      const made = yield* uploads(account).upload({ kind: "image", url })

      expect(made).toEqual({ id: "100", url: "attachment:100", expiresAt: 89 * day })
      expect(calls).toMatchObject([{
        method: "POST",
        path: "/v26.0/1/message_attachments",
        query: {},
        body: {
          message: { attachment: { type: "image", payload: { url, is_reusable: true } } },
          appsecret_proof: Graph.proof
        }
      }])
      expect(calls[0]?.body).not.toHaveProperty("platform")
    }))

  it.effect("is made once, until its id has expired", () =>
    Effect.gen(function*() {
      const { account, calls } = answering()
      const { upload } = uploads(account)

      expect((yield* upload({ kind: "image", url })).id).toBe("100")
      yield* TestClock.adjust("88 days")
      expect((yield* upload({ kind: "image", url })).id).toBe("100")
      expect((yield* upload({ kind: "file", url })).id).toBe("101")
      yield* TestClock.adjust("1 day")
      expect((yield* upload({ kind: "image", url })).id).toBe("102")
      expect(calls).toHaveLength(3)
    }))

  it.effect("by plain http is made, with a warning", () =>
    Effect.gen(function*() {
      const logged: Array<string> = []
      const logger = Logger.make(({ message }) => void logged.push(String(message)))
      const { account } = answering()
      const { upload } = uploads(account)
      yield* Effect.provide(
        upload({ kind: "image", url: "http://example.com/a.png" }),
        Logger.replace(Logger.defaultLogger, logger)
      )
      yield* Effect.provide(upload({ kind: "image", url }), Logger.replace(Logger.defaultLogger, logger))
      expect(logged).toEqual(["An upload is fetched by plain http, which anyone on its way can change"])
    }))

  it.effect("names Instagram where the host of pages serves it, and not at Instagram's own", () =>
    Effect.gen(function*() {
      const page = answering({ channel: "instagram" })
      const own = answering({ channel: "instagram", login: "instagram" })

      yield* uploads(page.account).upload({ kind: "image", url })
      yield* uploads(own.account).upload({ kind: "image", url })

      expect(page.calls[0]?.body.platform).toBe("instagram")
      expect(own.calls[0]?.body).not.toHaveProperty("platform")
    }))

  it.effect("says what the platform said of it", () =>
    Effect.gen(function*() {
      const { account } = Graph.make(() => Graph.error(100, 2018008))
      const error = failure(yield* Effect.either(uploads(account).upload({ kind: "image", url })))
      expect(error).toMatchObject({ _tag: "CallRejected", error: { _tag: "BadContent", code: 100, subcode: 2018008 } })
      expect(error?.message).toContain("Could not upload the image: code 100/2018008")
    }))

  it.effect.each(["ftp://example.com/a.png", "a.png", "https://", "attachment:1"])(
    "is refused before it is sent: %s",
    ([text = ""]) =>
      Effect.gen(function*() {
        const { account, calls } = answering()
        const error = failure(yield* Effect.either(uploads(account).upload({ kind: "image", url: text })))
        expect(error).toMatchObject({ _tag: "Invalid", field: "url" })
        expect(calls).toEqual([])
      })
  )
})

describe("an upload of bytes", () => {
  it.effect("is a form with the message, the proof and the file, its length told where it is known", () =>
    Effect.gen(function*() {
      const { account, calls } = answering()

      const made = yield* uploads(account).upload({ kind: "image", bytes: Buffer.from("\u0001PNG\r\n"), name: "a.png" })

      expect(made.url).toBe("attachment:100")
      const [call] = calls
      expect(call?.headers["authorization"]).toBe("Bearer tok")
      expect(Number(call?.headers["content-length"])).toBe(String(call?.body).length)
      expect(parts(call).map(({ content }) => content)).toEqual([
        JSON.stringify({ attachment: { type: "image", payload: { is_reusable: true } } }),
        Graph.proof,
        "\u0001PNG\r\n"
      ])
      expect(parts(call)[2]?.head).toBe(
        "content-disposition: form-data; name=\"filedata\"; filename=\"a.png\"\r\ncontent-type: image/png"
      )
    }))

  it.effect("takes them at once and in every kind of pieces", () =>
    Effect.gen(function*() {
      const { account, calls } = answering()
      const { upload } = uploads(account)
      const about = { kind: "file", type: "application/pdf" } as const
      const directory = mkdtempSync(join(tmpdir(), "parley-upload-"))
      writeFileSync(join(directory, "bill.pdf"), "abc")

      yield* upload({ ...about, bytes: Buffer.from("abc") })
      yield* upload({ kind: "file", bytes: new Blob(["abc"], { type: "application/pdf" }) })
      yield* upload({ ...about, bytes: new Blob(["a", "bc"]).stream() })
      yield* upload({
        ...about,
        bytes: (async function*() {
          yield* [Buffer.from("a"), Buffer.from("bc")]
        })()
      })
      yield* upload({ kind: "file", path: join(directory, "bill.pdf") })

      expect(calls.map((call) => parts(call)[2]?.content)).toEqual(["abc", "abc", "abc", "abc", "abc"])
      expect(calls.map((call) => "content-length" in call.headers)).toEqual([true, true, false, false, true])
      expect(parts(calls[4])[2]?.head).toContain("filename=\"bill.pdf\"\r\ncontent-type: application/pdf")
    }))

  it.effect("tells how far it is after each piece", () =>
    Effect.gen(function*() {
      const { account } = answering()
      const seen: Array<Progress> = []
      const onProgress = (progress: Progress) => void seen.push(progress)
      const about = { kind: "image", type: "image/png" } as const

      yield* uploads(account).upload({ ...about, bytes: pieces(3, 10), size: 30 }, { onProgress })
      yield* uploads(account).upload({ ...about, bytes: pieces(1, 5) }, { onProgress })

      expect(seen).toEqual([{ sent: 10, total: 30 }, { sent: 20, total: 30 }, { sent: 30, total: 30 }, { sent: 5 }])
    }))

  it.effect("takes 25 MB and no byte more; what is too large by its own word is not begun", () =>
    Effect.gen(function*() {
      const { account, calls } = answering()
      const { upload } = uploads(account)
      const limit = 25 * 1024 * 1024
      const about = { kind: "video", type: "video/mp4" } as const

      expect((yield* upload({ ...about, bytes: pieces(25, 1024 * 1024) })).id).toBe("100")
      const over = (async function*() {
        yield* pieces(25, 1024 * 1024)
        yield Buffer.alloc(1)
      })()
      expect(failure(yield* Effect.either(upload({ ...about, bytes: over })))).toMatchObject({
        _tag: "UploadTooLarge",
        limit
      })
      expect(calls).toHaveLength(1)
      let touched = false
      const told = (async function*() {
        touched = true
        yield Buffer.alloc(1)
      })()
      expect(failure(yield* Effect.either(upload({ ...about, bytes: told, size: limit + 1 })))?._tag).toBe(
        "UploadTooLarge"
      )
      expect(touched).toBe(false)
    }))

  it.effect("takes 8 MB of a picture on Instagram, and no byte more", () =>
    Effect.gen(function*() {
      const { account } = answering({ channel: "instagram" })
      const limit = 8 * 1024 * 1024
      const at = (size: number) =>
        Effect.either(uploads(account).upload({ kind: "image", bytes: Buffer.alloc(size), type: "image/png" }))
      expect(Either.isRight(yield* at(limit))).toBe(true)
      expect(failure(yield* at(limit + 1))).toMatchObject({ _tag: "UploadTooLarge", limit })
    }))

  it.effect("ends with the reason of bytes that break off", () =>
    Effect.gen(function*() {
      const { account } = answering()
      const broken = (async function*() {
        yield Buffer.from("a")
        throw new Error("the disk is gone")
      })()
      const error = failure(
        yield* Effect.either(uploads(account).upload({ kind: "image", type: "image/png", bytes: broken }))
      )
      expect(error).toMatchObject({ _tag: "UploadUnreadable", reason: "the disk is gone" })
      const missing = failure(yield* Effect.either(uploads(account).upload({ kind: "image", path: "/no/such.png" })))
      expect(missing?._tag).toBe("UploadUnreadable")
    }))

  it.effect.each(
    [
      ["messenger", "image", "video/mp4", false],
      ["messenger", "image", "image/webp", true],
      ["messenger", "file", "application/zip", true],
      ["messenger", "image", "nonsense", false],
      ["messenger", "image", "image/png\r\nx: y", false],
      ["messenger", "image", undefined, false],
      ["instagram", "file", "application/pdf", true],
      ["instagram", "file", "application/zip", false],
      ["instagram", "image", "image/webp", false],
      ["instagram", "audio", "audio/mpeg", false]
    ] as const
  )("%s takes as %s the type %s: %s", ([channel, kind, type, taken]) =>
    Effect.gen(function*() {
      const { account, calls } = answering({ channel })
      const request = { kind, bytes: Buffer.from("a"), ...(type === undefined ? {} : { type }) }
      const outcome = yield* Effect.either(uploads(account).upload(request))
      expect(Either.isRight(outcome)).toBe(taken)
      if (!taken) expect(failure(outcome)).toMatchObject({ _tag: "Invalid", field: "type" })
      expect(calls).toHaveLength(taken ? 1 : 0)
    }))

  it.effect("gives files names that the platform takes, and nothing that ends their line", () =>
    Effect.gen(function*() {
      const { account, calls } = answering()
      yield* uploads(account).upload({
        kind: "file",
        type: "text/plain",
        bytes: Buffer.from("a"),
        name: "Menü \"1\"\r\nx: y.txt"
      })
      expect(parts(calls[0])[2]?.head.split("\r\n")[0]).toContain("filename=\"Men_ _1___x: y.txt\"")
    }))
})

describe("an upload of what a person's address points at", () => {
  const fetched: MediaFetch.MediaFetch = {
    fetch: (address, limits) =>
      Effect.succeed({
        bytes: Buffer.from(`${address} ${limits?.maxBytes}`),
        type: "image/jpeg",
        url: "https://a.example/b/cat.jpg"
      })
  }

  it.effect("goes through the guard, and what the guard fetched is what is uploaded", () =>
    Effect.gen(function*() {
      const { account, calls } = answering()
      const given = "https://a.example/cat"

      yield* uploads(account, AttachmentCache.make(), fetched).upload({ kind: "image", fromPerson: given })

      expect(parts(calls[0])[2]).toEqual({
        head: "content-disposition: form-data; name=\"filedata\"; filename=\"cat.jpg\"\r\ncontent-type: image/jpeg",
        content: `${given} ${25 * 1024 * 1024}`
      })
    }))

  it.effect("ends where the guard refuses, before the platform hears of it", () =>
    Effect.gen(function*() {
      const { account, calls } = answering()
      const error = failure(
        yield* Effect.either(uploads(account).upload({ kind: "image", fromPerson: "http://169.254.169.254/latest" }))
      )
      expect(error?._tag).toBe("MediaRefused")
      expect(calls).toEqual([])
    }))
})
