import type { Message, Outbound } from "@parley/core"
import { AttachmentCache, manage } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { describe, expect, it } from "vitest"
import * as Uploaded from "../../src/outbound/Uploaded.ts"
import * as Pages from "./pages.ts"

const saying = (content: Message.Content): Partial<Outbound.Outbound> => ({
  body: { _tag: "Message", message: { content } }
})

const film = saying({ _tag: "Media", kind: "video", url: "attachment:8" })

describe("an upload of ours", () => {
  it("is sent while it is there, and refused before the network once it has ended, with the day and the cure", () =>
    Pages.run(Effect.gen(function*() {
      const attachments = AttachmentCache.make()
      let calls = 0
      const { send } = yield* Pages.make(() => {
        calls += 1
        return Pages.taken
      }, { attachments })
      yield* attachments.keepId("1", "8")

      const fresh = yield* send("a", film)
      yield* TestClock.adjust("90 days")
      const ended = yield* send("b", film)

      expect(fresh._tag).toBe("Sent")
      expect(ended).toMatchObject({ _tag: "Failed", error: { _tag: "Unsendable", field: "url" } })
      expect(ended._tag === "Failed" ? ended.reason : "").toMatch(
        /the upload 8 ended on 2026-02-18, .*; upload the file again and send its new id/
      )
      expect(calls).toBe(1)
    })))

  it("is known by those who share its cache: what `manage` uploaded, the bot refuses when it has ended", () =>
    Pages.run(Effect.gen(function*() {
      const attachments = AttachmentCache.make()
      const pages = manage({
        accounts: [{ channel: "messenger", id: "1", token: "tok1", appSecret: "sec" }],
        attachments,
        http: { request: () => Effect.succeed({ status: 200, headers: {}, body: "{\"attachment_id\":\"8\"}" }) }
      })
      const { send } = yield* Pages.make(() => Pages.taken, { attachments })
      const bytes = Buffer.from("film")
      const { url } = yield* Effect.promise(() => pages.account().upload({ kind: "video", bytes, type: "video/mp4" }))
      // The upload has the day of the machine's own clock.
      yield* TestClock.adjust("3650 days")

      const ended = yield* send("a", saying({ _tag: "Media", kind: "video", url }))

      expect(ended).toMatchObject({ _tag: "Failed", error: { _tag: "Unsendable" } })
    })))

  it("is left to the platform when nothing is known of it, or when it is another account's", () =>
    Pages.run(Effect.gen(function*() {
      const attachments = AttachmentCache.make()
      const { send } = yield* Pages.make(() => Pages.taken, { attachments })
      yield* attachments.keepId("2", "8")
      yield* TestClock.adjust("90 days")
      expect((yield* send("a", film))._tag).toBe("Sent")
    })))

  it("is found wherever a message names it: alone, among pictures, in the media of a template", () => {
    const named = (message: object) => Uploaded.ids({ recipient: { id: "42" }, message })
    const payload = { attachment_id: "8" }

    expect(named({ attachment: { type: "image", payload } })).toEqual(["8"])
    expect(named({ attachments: [{ type: "image", payload: { url: "u" } }, { type: "image", payload }] })).toEqual([
      "8"
    ])
    expect(named({ attachment: { type: "template", payload: { template_type: "media", elements: [payload] } } }))
      .toEqual(["8"])
    expect(named({ text: "attachment_id" })).toEqual([])
  })
})
