import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as World from "./world.ts"

const megabyte = 1024 * 1024
const image = (url: string) => ({ attachment: { type: "image", payload: { url, is_reusable: true } } })

const upload = (world: World.World, message: object) =>
  Effect.map(world.send({ message }, { path: "/v26.0/me/message_attachments" }), ({ json }) => json)

const multipart = (world: World.World, path: string, fields: Record<string, string>, bytes: Buffer, type: string) => {
  const mark = "--edge"
  const body = Buffer.concat([
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`${mark}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    ),
    Buffer.from(
      `${mark}\r\ncontent-disposition: form-data; name="filedata"; filename="a.bin"\r\ncontent-type: ${type}\r\n\r\n`
    ),
    bytes,
    Buffer.from(`\r\n${mark}--\r\n`)
  ])
  return Effect.map(
    world.emulator.graph({
      method: "POST",
      path,
      headers: { authorization: `Bearer ${World.page.token}`, "content-type": "multipart/form-data; boundary=edge" },
      body
    }),
    (response): World.Json => JSON.parse(response.body)
  )
}

describe("an upload", () => {
  it.scoped("gives an id that is sent for 90 days, by its own page alone", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      const { attachment_id } = yield* upload(world, image("https://a.example/b.png"))
      const send = Effect.gen(function*() {
        yield* ana.says("hi")
        return yield* world.text(ana.psid, "", {
          message: { attachment: { type: "image", payload: { attachment_id } } }
        })
      })

      const fresh = yield* send
      yield* world.emulator.advance("90 days")
      const old = yield* send

      expect(fresh).toHaveProperty("message_id")
      expect(old.error).toMatchObject({ code: 100, error_subcode: 2018074 })
    }))

  const faults: ReadonlyArray<readonly [string, object, number]> = [
    ["is missing", { fails: "missing" }, 2018008],
    ["comes too slowly", { fails: "slow" }, 2018008],
    ["is over 8 MB as a picture by address", { size: 8 * megabyte + 1 }, 2018109],
    ["is no picture", { type: "application/pdf" }, 2018047]
  ]
  it.scoped.each(faults)("of a file that %s is refused", ([, fault, subcode]) =>
    Effect.gen(function*() {
      const url = "https://a.example/b.png"
      const world = yield* World.make({ files: [{ url, ...fault }] })
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")

      const uploaded = yield* upload(world, image(url))
      const sent = yield* world.text(ana.psid, "", { message: image(url) })

      expect([uploaded.error?.error_subcode, sent.error?.error_subcode]).toEqual([subcode, subcode])
    }))

  it.scoped("of a picture of 8 MB, and of a video that is slow: the one passes, the other times out", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      yield* world.emulator.publish({ url: "https://a.example/b.png", type: "image/png", size: 8 * megabyte })
      yield* world.emulator.publish({ url: "https://a.example/b.mp4", fails: "slow" })

      const passes = yield* upload(world, image("https://a.example/b.png"))
      const slow = yield* upload(world, {
        attachment: { type: "video", payload: { url: "https://a.example/b.mp4" } }
      })

      expect(passes).toHaveProperty("attachment_id")
      expect(slow.error).toMatchObject({ code: 100, error_subcode: 2018294 })
    }))

  it.scoped("of bytes counts them as bytes: 25 MB pass, one more is too much, and a wrong type is told", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const path = "/v26.0/me/message_attachments"
      const message = JSON.stringify({ attachment: { type: "image", payload: {} } })
      const bytes = Buffer.alloc(25 * megabyte + 1, 0xff)

      const whole = yield* multipart(world, path, { message }, bytes.subarray(1), "image/png")
      const more = yield* multipart(world, path, { message }, bytes, "image/png")
      const wrong = yield* multipart(world, path, { message }, bytes.subarray(0, 9), "text/plain")

      expect(whole).toHaveProperty("attachment_id")
      expect([more.error?.error_subcode, wrong.error?.error_subcode]).toEqual([2018109, 2018047])
    }))

  it.scoped("of bytes in a send is what the person sees", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")

      const answer = yield* multipart(
        world,
        "/v26.0/me/messages",
        {
          recipient: JSON.stringify({ id: ana.psid }),
          message: JSON.stringify({ attachment: { type: "image", payload: { is_reusable: true } } })
        },
        Buffer.from([0xff, 0x0d, 0x0a]),
        "image/png"
      )

      expect(answer).toMatchObject({ recipient_id: ana.psid, attachment_id: expect.any(String) })
      expect(ana.transcript.at(-1)?.media?.[0]).toMatchObject({
        type: "image",
        url: expect.stringContaining("/files/")
      })
    }))
})
