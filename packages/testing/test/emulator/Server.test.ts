import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import * as Emulator from "../../src/emulator/Emulator.ts"
import * as EmulatorServer from "../../src/emulator/EmulatorServer.ts"
import * as World from "./world.ts"

const { page } = World

const json = (response: Response): Promise<World.Json> => response.json()

/** A world on a port, with calls as any HTTP client makes them. */
const served = Effect.gen(function*() {
  const world = yield* World.make()
  const { url } = yield* EmulatorServer.listen(world.emulator, { port: 0 })
  const call = (method: string, path: string, body?: string | object, headers: Record<string, string> = {}) =>
    Effect.promise(async () => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) })
      })
      return { status: response.status, json: await json(response) }
    })
  const { json: ana } = yield* call("POST", "/_emulator/persons", { name: "Ana" })
  const says = (text: string) => call("POST", `/_emulator/persons/${ana.psid}/says`, { text })
  yield* says("hi")
  return { ...world, url, call, says, psid: String(ana.psid) }
})

describe("the Graph API on a port", () => {
  it.scopedLive("takes JSON with a bearer token", () =>
    Effect.gen(function*() {
      const { call, psid } = yield* served
      const { json, status } = yield* call("POST", "/v26.0/me/messages", {
        recipient: { id: psid },
        messaging_type: "RESPONSE",
        message: { text: "hello" }
      }, { authorization: `Bearer ${page.token}`, "content-type": "application/json" })
      expect([status, json.recipient_id]).toEqual([200, psid])
    }))

  it.scopedLive("takes the query, forms, and objects written loosely, as the official samples do", () =>
    Effect.gen(function*() {
      const { call, psid } = yield* served
      const form = { "content-type": "application/x-www-form-urlencoded" }
      const query = new URLSearchParams({
        recipient: `{'id':'${psid}'}`,
        messaging_type: "RESPONSE",
        message: "{'text':'it\\'s \"loose\"'}",
        access_token: page.token
      })
      const loose = yield* call("POST", `/v26.0/me/messages?${query.toString()}`)
      expect(loose).toMatchObject({ status: 200, json: { recipient_id: psid } })
      const bare = new URLSearchParams({
        recipient: `{id:${psid}}`,
        message: "{\"text\":\"form\"}",
        access_token: page.token
      })
      expect(yield* call("POST", "/v26.0/me/messages", bare.toString(), form)).toMatchObject({ status: 200 })
      const { json } = yield* call("GET", `/_emulator/persons/${psid}`)
      expect(json.transcript.map((entry: World.Json) => entry.text)).toEqual(["hi", "it's \"loose\"", "form"])
    }))

  it.scopedLive("keeps all digits of an id that was sent as a bare number in a form", () =>
    Effect.gen(function*() {
      const { call } = yield* served
      yield* call("POST", "/_emulator/persons", { psid: "98765432109876543" })
      yield* call("POST", "/_emulator/persons/98765432109876543/says", { text: "hi" })
      const form = new URLSearchParams({
        recipient: "{id:98765432109876543}",
        message: "{text:hello}",
        access_token: page.token
      })
      const { json } = yield* call("POST", "/me/messages", form.toString(), {
        "content-type": "application/x-www-form-urlencoded"
      })
      expect(json.recipient_id).toBe("98765432109876543")
    }))

  it.scopedLive("takes a multipart upload and sends it by its id", () =>
    Effect.gen(function*() {
      const { psid, url } = yield* served
      const upload = new FormData()
      upload.set("message", JSON.stringify({ attachment: { type: "image", payload: { is_reusable: true } } }))
      upload.set("filedata", new Blob(["not really"], { type: "image/png" }), "a.png")
      const post = (path: string, body: FormData | string) =>
        Effect.promise(async () => {
          const headers = { authorization: `Bearer ${page.token}` }
          return await json(await fetch(`${url}${path}`, { method: "POST", headers, body }))
        })
      const { attachment_id } = yield* post("/v26.0/me/message_attachments", upload)
      const sent = yield* post(
        "/v26.0/me/messages",
        JSON.stringify({
          recipient: { id: psid },
          message: { attachment: { type: "image", payload: { attachment_id } } }
        })
      )
      expect(sent.recipient_id).toBe(psid)
    }))

  it.scopedLive("tells the time of its own clock, so that an app sees that its own is another", () =>
    Effect.gen(function*() {
      const { emulator, url } = yield* served
      yield* emulator.advance("2 days")

      const answer = yield* Effect.promise(() => fetch(`${url}/v26.0/me`))

      const now = yield* emulator.now
      expect(Math.abs(Date.parse(answer.headers.get("date") ?? "") - now)).toBeLessThan(60_000)
    }))

  it.scopedLive("closes the socket after the message was accepted, when a fault says so", () =>
    Effect.gen(function*() {
      const { call, psid, url } = yield* served
      yield* call("POST", "/_emulator/faults", { _tag: "Close", accepted: true })
      const attempt = yield* Effect.either(Effect.tryPromise(() =>
        fetch(`${url}/v26.0/me/messages`, {
          method: "POST",
          headers: { authorization: `Bearer ${page.token}` },
          body: JSON.stringify({ recipient: { id: psid }, message: { text: "lost answer" } })
        })
      ))
      expect(attempt._tag).toBe("Left")
      const { json } = yield* call("GET", `/_emulator/persons/${psid}`)
      expect(json.transcript.at(-1).text).toBe("lost answer")
    }))
})

describe("webhooks over HTTP", () => {
  it.scopedLive("reach the app's address, signed, and come again when the app was down", () =>
    Effect.gen(function*() {
      const seen: Array<{ url: string; signature: string; text: string }> = []
      let status = 500
      const app = yield* Effect.acquireRelease(
        Effect.promise(async () => {
          const server = createServer((request, response) => {
            const chunks: Array<Buffer> = []
            request.on("data", (chunk) => chunks.push(chunk))
            request.on("end", () => {
              seen.push({
                url: request.url ?? "",
                signature: String(request.headers["x-hub-signature-256"]),
                text: Buffer.concat(chunks).toString()
              })
              response.writeHead(status).end("EVENT_RECEIVED")
            })
          })
          await once(server.listen(0, "127.0.0.1"), "listening")
          return server
        }),
        (server) => Effect.sync(() => server.close())
      )
      const webhookUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}/hook?x=1`
      const emulator = yield* Emulator.make({
        pages: [{ ...page, webhookUrl }],
        retry: { immediate: 1, pauses: [60_000] }
      })
      const ana = yield* emulator.person()
      yield* ana.says("hi")
      yield* emulator.idle
      expect([seen.length, (yield* emulator.pending).length]).toEqual([2, 1])
      status = 200
      yield* emulator.flush
      yield* emulator.idle
      expect([seen.length, (yield* emulator.pending).length]).toEqual([3, 0])
      expect(seen[2]).toMatchObject({ url: "/hook?x=1", signature: expect.stringMatching(/^sha256=[0-9a-f]{64}$/) })
      expect(seen[2]?.text).toBe(seen[0]?.text)
    }))
})

describe("the control API", () => {
  it.scopedLive("plays a person: taps, postbacks, attachments, reactions, and shows what they see", () =>
    Effect.gen(function*() {
      const { call, psid, text } = yield* served
      const path = `/_emulator/persons/${psid}`
      yield* text(psid, "", {
        message: { text: "Which?", quick_replies: [{ content_type: "text", title: "L", payload: "l" }] }
      })
      const { json: offered } = yield* call("GET", path)
      expect(offered.tappable).toMatchObject([{ kind: "quickReply", title: "L", payload: "l" }])
      const { json: tapped } = yield* call("POST", `${path}/taps`, { what: "L" })
      expect(tapped).toHaveProperty("mid")
      expect((yield* call("POST", `${path}/taps`, { what: "L" })).status).toBe(409)
      for (
        const [deed, body] of [
          ["postback", { payload: "P" }],
          ["get-started", { ref: "r" }],
          ["follows", { ref: "r" }],
          ["opts-in", { ref: "r" }],
          ["sends", { type: "image", url: "https://a.b/c" }],
          ["reacts", { mid: tapped.mid, emoji: "👍" }],
          ["reads", {}],
          ["comments", { text: "nice" }],
          ["comments", { text: "nice", on: "live" }],
          ["opens-link", { ref: "r" }],
          ["clicks-ad", { adId: "1" }],
          ["ticks-checkbox", { ref: "r", userRef: "u" }],
          ["wants-news", {}],
          ["wants-no-news", {}],
          ["leaves", {}],
          ["agrees-to-one-notification", { payload: "p" }],
          ["inbox/says", { text: "a person here" }],
          ["inbox/passes", {}]
        ] as const
      ) expect([deed, (yield* call("POST", `${path}/${deed}`, body)).status]).toEqual([deed, 200])
      const { json: agreed } = yield* call("POST", `${path}/agrees-to-series`, { title: "Offers" })
      for (const deed of ["stops-series", "resumes-series", "renews-series"]) {
        expect((yield* call("POST", `${path}/${deed}`, agreed)).status).toBe(200)
        expect((yield* call("POST", `${path}/${deed}`, { token: "1" })).status).toBe(404)
      }
      expect((yield* call("POST", "/_emulator/broadcast-over")).status).toBe(200)
      const { json } = yield* call("GET", path)
      expect(json.transcript.at(-1)).toMatchObject({ from: "page", text: "a person here" })
    }))

  it.scopedLive("turns the clock and shows the window shut", () =>
    Effect.gen(function*() {
      const { call, psid } = yield* served
      expect((yield* call("POST", "/_emulator/clock", { advance: "25 hours" })).json.offset).toBe(25 * 3_600_000)
      expect((yield* call("GET", `/_emulator/persons/${psid}`)).json.window.open).toBe(false)
      const { json, status } = yield* call("POST", "/_emulator/clock", { advance: "a while" })
      expect([status, json.error]).toEqual([400, expect.stringContaining("25 hours")])
    }))

  it.scopedLive("explains a wrong call instead of failing", () =>
    Effect.gen(function*() {
      const { call, psid } = yield* served
      const statuses = yield* Effect.forEach([
        call("POST", `/_emulator/persons/${psid}/says`, { txt: "typo" }),
        call("POST", `/_emulator/persons/${psid}/says`, "{not json"),
        call("POST", `/_emulator/persons/${psid}/dances`, {}),
        call("POST", "/_emulator/persons/1/says", { text: "hi" }),
        call("GET", "/_emulator/persons?page=9"),
        call("GET", "/_emulator/nothing"),
        call("POST", "/_emulator/faults", { _tag: "Earthquake" }),
        call("GET", "/_emulator/state", undefined, { origin: "https://evil.example" })
      ], Effect.map(({ status }) => status))
      expect(statuses).toEqual([400, 400, 404, 404, 404, 404, 400, 403])
    }))

  it.scopedLive("answers a long poll with the next sight", () =>
    Effect.gen(function*() {
      const { call, psid, text } = yield* served
      const { json: state } = yield* call("GET", "/_emulator/state")
      const waiting = yield* Effect.fork(call("GET", `/_emulator/events?after=${state.last}&psid=${psid}`))
      yield* text(psid, "hello")
      const { json } = yield* waiting
      expect(json).toMatchObject([{ psid, what: { kind: "message", entry: { text: "hello" } } }])
      expect((yield* call("GET", `/_emulator/events?wait=0&psid=${psid}`)).json).toEqual([])
    }))

  it.scopedLive("streams sights, with what was missed first", () =>
    Effect.gen(function*() {
      const { psid, says, send, url } = yield* served
      const stream = yield* Effect.acquireRelease(
        Effect.promise(async () => {
          const abort = new AbortController()
          const response = await fetch(`${url}/_emulator/events?after=0&psid=${psid}`, {
            headers: { accept: "text/event-stream" },
            signal: abort.signal
          })
          return {
            abort,
            reader: (response.body ?? expect.fail("no body")).pipeThrough(new TextDecoderStream()).getReader()
          }
        }),
        ({ abort }) => Effect.sync(() => abort.abort())
      )
      yield* send({ recipient: { id: psid }, sender_action: "typing_on" })
      yield* says("again")
      const read = yield* Effect.promise(async () => {
        let text = ""
        while (!text.includes("again")) text += (await stream.reader.read()).value ?? ""
        return text
      })
      expect(read.match(/^event: .+$/gm)).toEqual(["event: message", "event: typing", "event: message"])
    }))

  it.scopedLive("says which port is taken", () =>
    Effect.gen(function*() {
      const { emulator, url } = yield* served
      const port = Number(new URL(url).port)
      const failure = yield* Effect.flip(EmulatorServer.listen(emulator, { port }))
      expect(failure.message).toContain(`port ${port}`)
    }))

  it.scopedLive("says which numbers are no ports", () =>
    Effect.gen(function*() {
      const { emulator } = yield* served
      for (const port of [99_999, -1, 4311.5, Number.NaN]) {
        const failure = yield* Effect.flip(EmulatorServer.listen(emulator, { port }))
        expect(failure.message).toBe(
          `The emulator cannot listen on port ${port}: a port is a whole number from 0 to 65535. Choose another port, or 0 for a free one.`
        )
      }
    }))
})
