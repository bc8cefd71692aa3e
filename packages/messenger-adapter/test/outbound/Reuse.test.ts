import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as TestClock from "effect/TestClock"
import * as AttachmentCache from "../../src/graph/AttachmentCache.ts"
import * as Reuse from "../../src/outbound/Reuse.ts"
import * as Graph from "../manage/graph.ts"

const url = "https://example.com/menu.png"

const message = (payload: object) => ({
  recipient: { id: "42" },
  messaging_type: "RESPONSE",
  message: { attachment: { type: "image", payload }, metadata: "parley:1" }
})

const reusable = message({ url, is_reusable: true })

/** A platform that gives ids from 100 on, and takes those in `known` and what it gave. */
const platform = (forgotten = new Set<string>()) => {
  let given = 100
  return Graph.make(({ body }) => {
    const { attachment_id, is_reusable } = body.message.attachment?.payload ?? {}
    if (attachment_id !== undefined && forgotten.has(attachment_id)) return Graph.error(100, 2018074)
    const sent = { recipient_id: "42", message_id: "m_1" }
    return { body: is_reusable === true ? { ...sent, attachment_id: String(given++) } : sent }
  })
}

const payloads = (calls: ReadonlyArray<Graph.Call>) => calls.map(({ body }) => body.message.attachment?.payload)

describe("media that is sent again", () => {
  it.effect("goes by its address once, then by the id that was answered, and all else stays", () =>
    Effect.gen(function*() {
      const { account, calls } = platform()
      const client = Reuse.over(account.client, "1", AttachmentCache.make())

      yield* client.post("messages", reusable)
      const again = yield* client.post("messages", reusable)

      expect(again).toMatchObject({ _tag: "Answered" })
      expect(payloads(calls)).toEqual([{ url, is_reusable: true }, { attachment_id: "100" }])
      expect(calls[1]?.body).toMatchObject({
        recipient: { id: "42" },
        messaging_type: "RESPONSE",
        message: { metadata: "parley:1" }
      })
    }))

  it.effect("goes by its address again once the id has expired", () =>
    Effect.gen(function*() {
      const { account, calls } = platform()
      const client = Reuse.over(account.client, "1", AttachmentCache.make())

      yield* client.post("messages", reusable)
      yield* TestClock.adjust("90 days")
      yield* client.post("messages", reusable)

      expect(payloads(calls)).toEqual([{ url, is_reusable: true }, { url, is_reusable: true }])
    }))

  it.effect("goes by its address in the same send when the platform does not know the id, and by the new id then", () =>
    Effect.gen(function*() {
      const forgotten = new Set(["100"])
      const { account, calls } = platform(forgotten)
      const client = Reuse.over(account.client, "1", AttachmentCache.make())

      yield* client.post("messages", reusable)
      const second = yield* client.post("messages", reusable)
      yield* client.post("messages", reusable)

      expect(second._tag).toBe("Answered")
      expect(payloads(calls)).toEqual([
        { url, is_reusable: true },
        { attachment_id: "100" },
        { url, is_reusable: true },
        { attachment_id: "101" }
      ])
    }))

  it.effect("is not sent a second time when it may have been said, or was refused for another reason", () =>
    Effect.gen(function*() {
      for (const answer of [Graph.error(551), Graph.error(2, undefined, 500), { status: 200, body: "<html>" }]) {
        const cache = AttachmentCache.make()
        yield* cache.keep({ account: "1", kind: "image", url }, "7")
        const { account, calls } = Graph.make(() => answer)

        yield* Reuse.over(account.client, "1", cache).post("messages", reusable)

        expect(payloads(calls)).toEqual([{ attachment_id: "7" }])
        expect(Option.isSome(yield* cache.find({ account: "1", kind: "image", url }))).toBe(true)
      }
    }))

  it.effect("shares no id between accounts", () =>
    Effect.gen(function*() {
      const cache = AttachmentCache.make()
      const { account, calls } = platform()
      yield* Reuse.over(account.client, "1", cache).post("messages", reusable)
      yield* Reuse.over(account.client, "2", cache).post("messages", reusable)
      expect(payloads(calls)).toEqual([{ url, is_reusable: true }, { url, is_reusable: true }])
    }))

  it.effect("is left alone where it is not to be kept, and so is everything else", () =>
    Effect.gen(function*() {
      const { account, calls } = platform()
      const client = Reuse.over(account.client, "1", AttachmentCache.make())
      const others = [message({ url }), message({ attachment_id: "9" }), {
        recipient: { id: "42" },
        message: { text: "hi" }
      }]
      for (const body of [...others, ...others]) yield* client.post("messages", body)
      yield* client.post("message_attachments", reusable)
      yield* client.post("message_attachments", reusable)

      expect(payloads(calls).slice(0, 3)).toEqual([{ url }, { attachment_id: "9" }, undefined])
      expect(payloads(calls).slice(3, 6)).toEqual([{ url }, { attachment_id: "9" }, undefined])
      expect(payloads(calls).slice(6)).toEqual([{ url, is_reusable: true }, { url, is_reusable: true }])
    }))
})
