import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import * as Http from "node:http"
import { fileURLToPath } from "node:url"
import * as EmulatorServer from "../../src/emulator/EmulatorServer.ts"
import * as World from "./world.ts"

interface Sample {
  readonly name: string
  readonly options: ReadonlyArray<string>
  readonly url: string
  readonly seen: object
  readonly reusable?: boolean
}

const samples: ReadonlyArray<Sample> = JSON.parse(
  readFileSync(fileURLToPath(new URL("./fixtures/curl.json", import.meta.url)), "utf8")
)

/** The one person whom the samples name, 16 digits long as in two of them. */
const psid = "1254459154682919"

const fill = (text: string): string =>
  text
    .replaceAll(/\{?PAGE-ID\}?/g, World.page.id)
    .replaceAll(/\{PAGE-ACCESS-TOKEN\}|<PAGE_ACCESS_TOKEN>|PAGE-ACCESS-TOKEN/g, World.page.token)
    .replaceAll("LATEST-API-VERSION", "v26.0")
    .replaceAll(/\{PSID\}|PSID/g, psid)

const boundary = "------------------------d74496d66958873e"

/** Bytes that are no text in any encoding. */
const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xfe, 0x00, 0x0d, 0x0a])

const part = (field: string): Buffer => {
  const [, name = "", value = ""] = /^([^=]+)=(.*)$/s.exec(field) ?? []
  const file = /^@([^;]+);type=(.+)$/.exec(value)
  const head = file === null
    ? `name="${name}"\r\n\r\n${value}`
    : `name="${name}"; filename="${file[1]}"\r\nContent-Type: ${file[2]}\r\n\r\n`
  return Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}`),
    ...(file === null ? [] : [picture]),
    Buffer.from("\r\n")
  ])
}

/** What curl makes of its options. */
const request = (sample: Sample) => {
  const headers: Record<string, string> = {}
  const fields: Array<Buffer> = []
  let method = "GET"
  let body = Buffer.alloc(0)
  const options = sample.options.map(fill)
  for (let at = 0; at < options.length; at += 1) {
    const value = options[at + 1] ?? ""
    if (options[at] === "-i") continue
    at += 1
    if (options[at - 1] === "-X") method = value
    if (options[at - 1] === "-H") headers[value.split(": ")[0]?.toLowerCase() ?? ""] = value.split(": ")[1] ?? ""
    if (options[at - 1] === "-d") body = Buffer.from(value)
    if (options[at - 1] === "-F") fields.push(part(value))
  }
  if (fields.length > 0) {
    method = "POST"
    headers["content-type"] = `multipart/form-data; boundary=${boundary}`
    body = Buffer.concat([...fields, Buffer.from(`--${boundary}--\r\n`)])
  }
  // The path is sent as it is written, quotes and brackets and all: curl encodes nothing.
  return {
    method,
    headers,
    body,
    path: fill(sample.url).replace("https://graph.facebook.com", "").replaceAll(" ", "%20")
  }
}

const overHttp = (port: number, { body, headers, method, path }: ReturnType<typeof request>) =>
  Effect.async<{ readonly status: number; readonly json: World.Json }>((resume) => {
    Http.request(
      { port, host: "127.0.0.1", method, path, headers: { ...headers, "content-length": body.length } },
      (answer) => {
        let text = ""
        answer.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk
        }).on("end", () => resume(Effect.succeed({ status: answer.statusCode ?? 0, json: JSON.parse(text) })))
      }
    ).end(body)
  })

describe("a sample of the platform's pages, its placeholders filled in, gets the answer that the page prints", () => {
  it("five stand on the three seed pages; three more show the forms that other pages use", () =>
    expect(samples).toHaveLength(8))

  for (const sample of samples) {
    it.scopedLive(sample.name, () =>
      Effect.gen(function*() {
        const world = yield* World.make()
        const { port } = yield* EmulatorServer.listen(world.emulator, { port: 0 })
        const ana = yield* world.emulator.person({ psid })
        yield* ana.says("hi")

        const { json, status } = yield* overHttp(port, request(sample))

        expect(status).toBe(200)
        expect(Object.keys(json).sort()).toEqual(
          sample.reusable === true ? ["attachment_id", "message_id", "recipient_id"] : ["message_id", "recipient_id"]
        )
        expect(json.recipient_id).toBe(psid)
        expect(ana.transcript.at(-1)).toMatchObject({ ...sample.seen, mid: json.message_id, from: "page" })
      }))
  }
})

const json = { "content-type": "application/json" }
const form = { "content-type": "application/x-www-form-urlencoded" }

/** Parameters as they stand in a form or a query. */
const encoded = (parameters: { readonly [name: string]: string }): string => new URLSearchParams(parameters).toString()

/** The ways to write the same objects. */
const notations: ReadonlyArray<readonly [string, (psid: string) => readonly [recipient: string, message: string]]> = [
  ["JSON", (id) => [`{"id":"${id}"}`, `{"text":"hello,world"}`]],
  ["single quotes", (id) => [`{'id':'${id}'}`, `{'text':'hello,world'}`]],
  ["no quotes", (id) => [`{id:${id}}`, `{text:'hello,world'}`]]
]

/** Where the parameters travel. */
const carriers: ReadonlyArray<
  readonly [
    string,
    (parameters: { readonly [name: string]: string }) => {
      readonly body?: string
      readonly query?: string
      readonly headers?: Record<string, string>
    }
  ]
> = [
  ["a form", (parameters) => ({ body: encoded(parameters), headers: form })],
  ["a form without a content type", (parameters) => ({ body: encoded(parameters) })],
  ["the query", (parameters) => ({ query: encoded(parameters) })],
  ["a JSON body", ({ message = "", recipient = "", ...rest }) => ({
    body: JSON.stringify({ ...rest, recipient: JSON.parse(recipient), message: JSON.parse(message) }),
    headers: json
  })]
]

const forms = carriers.flatMap(([carrier, carry]) =>
  notations.filter(([notation]) => notation === "JSON" || carrier !== "a JSON body").flatMap(([notation, write]) =>
    (["in the query", "in the header", "beside the message"] as const).flatMap((token) =>
      ["me", World.page.id].flatMap((object) =>
        [true, false].map((typed) => {
          const name = `${carrier} with ${notation}, the token ${token}, /${object === "me" ? "me" : "PAGE-ID"}, ${
            typed ? "with" : "without"
          } messaging_type`
          return { name, carry, write, token, object, typed }
        })
      )
    )
  )
)

describe("a text is taken in every form that the pages print", () => {
  it.scoped.each(forms)("$name", ({ carry, object, token, typed, write }) =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person({ psid })
      yield* ana.says("hi")
      const [recipient, message] = write(psid)
      const { body, headers = {}, query = "" } = carry({
        recipient,
        message,
        ...(typed ? { messaging_type: "RESPONSE" } : {}),
        ...(token === "beside the message" ? { access_token: World.page.token } : {})
      })
      const inQuery = token === "in the query" ? encoded({ access_token: World.page.token }) : ""

      const response = yield* world.emulator.graph({
        method: "POST",
        path: `/v26.0/${object}/messages?${[query, inQuery].filter((part) => part !== "").join("&")}`,
        headers: { ...headers, ...(token === "in the header" ? { authorization: `Bearer ${World.page.token}` } : {}) },
        ...(body === undefined ? {} : { body })
      })

      expect(JSON.parse(response.body)).toEqual({ recipient_id: psid, message_id: expect.any(String) })
      expect(ana.transcript.at(-1)?.text).toBe("hello,world")
    }))
})

describe("the messages edge", () => {
  const call = (method: string, path: string) =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const response = yield* world.emulator.graph({
        method,
        path,
        headers: { authorization: `Bearer ${World.page.token}` }
      })
      return { status: response.status, error: JSON.parse(response.body).error }
    })

  it.scoped.each(["GET", "PUT", "DELETE", "PATCH"])(
    "refuses %s, as the reference says of reading, updating and deleting",
    (method) =>
      Effect.gen(function*() {
        const { error, status } = yield* call(method, "/v26.0/me/messages")
        expect(status).toBe(400)
        expect(error).toMatchObject({ code: 100, type: "GraphMethodException" })
        expect(error.message).toContain(`Unsupported ${method.toLowerCase()} request`)
      })
  )

  it.scoped.each(["POST", "DELETE"])(
    "takes no %s of a single message: what was sent stays as it is",
    (method) =>
      Effect.gen(function*() {
        const world = yield* World.make()
        const ana = yield* world.emulator.person()
        yield* ana.says("hi")
        const { message_id } = yield* world.text(ana.psid, "hello")
        const change = (path: string) =>
          Effect.map(
            world.emulator.graph({
              method,
              path,
              headers: { authorization: `Bearer ${World.page.token}`, ...json },
              ...(method === "POST" ? { body: JSON.stringify({ message: { text: "other" } }) } : {})
            }),
            ({ status }) => status
          )

        expect(yield* change(`/v26.0/${message_id}`)).toBe(400)
        expect(yield* change(`/v26.0/me/messages/${message_id}`)).toBe(400)
        expect(ana.transcript.at(-1)).toMatchObject({ mid: message_id, text: "hello" })
      })
  )

  it.scoped("refuses a method that stands in the parameters of a POST as well", () =>
    Effect.gen(function*() {
      const { error, status } = yield* call("POST", "/v26.0/me/messages?method=delete")
      expect([status, error.code]).toEqual([400, 100])
      expect(error.message).toContain("Unsupported delete request")
    }))

  it.scoped("has two s: the path of the reference's own sentence is a slip that the platform does not know", () =>
    Effect.gen(function*() {
      const { error, status } = yield* call("POST", `/v26.0/${World.page.id}/messsages`)
      expect({ status, code: error.code, message: error.message }).toEqual({
        status: 400,
        code: 2500,
        message: "Unknown path components: /messsages"
      })
    }))
})
