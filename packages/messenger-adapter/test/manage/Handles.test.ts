import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Credentials from "../../src/graph/Credentials.ts"
import * as GraphClient from "../../src/graph/GraphClient.ts"
import * as GraphHttp from "../../src/graph/GraphHttp.ts"
import * as Handles from "../../src/manage/Handles.ts"
import type { Managed } from "../../src/manage/Managed.ts"
import * as Graph from "./graph.ts"

interface Seen {
  readonly line: string
  readonly headers: GraphHttp.Request["headers"]
  readonly text: string
}

const textOf = async ({ body, stream }: GraphHttp.Request): Promise<string> => {
  if (stream === undefined) return body ?? ""
  let text = ""
  for await (const piece of stream) text += Buffer.from(piece).toString()
  return text
}

/** An account whose Graph API answers as told, call by call; "lost" is no answer. */
const account = (answers: ReadonlyArray<object | "lost">, more: Partial<Managed> = {}) => {
  const seen: Array<Seen> = []
  const left = [...answers]
  const http: GraphHttp.Service = {
    request: (request) =>
      Effect.flatMap(Effect.promise(() => textOf(request)), (text) => {
        seen.push({ line: `${request.method} ${request.path}`, headers: request.headers, text })
        const answer = left.shift() ?? "lost"
        return answer === "lost"
          ? Effect.fail(new GraphHttp.Unanswered({ reason: "cut" }))
          : Effect.succeed({ status: 200, headers: {}, body: JSON.stringify(answer) })
      })
  }
  const credentials = Credentials.make({ token: Redacted.make("tok"), appSecret: Redacted.make("sec") })
  const client = GraphClient.make({ http, version: "v26.0", node: "1", credentials })
  const managed: Managed = { channel: "messenger", id: "1", login: "facebook", client, appId: "7", ...more }
  return { handles: Handles.make(managed), seen, client }
}

const file = { bytes: Buffer.from("0123456789"), type: "image/png", name: "left.png" }
const session = { id: "upload:MTph?sig=ARZq" }

describe("the upload of a picture", () => {
  it.effect("begins a session of the app, and adds all bytes to it under the scheme that sessions want", () =>
    Effect.gen(function*() {
      const { handles, seen } = account([session, { h: "4::abc" }])

      const handle = yield* handles.upload(file)

      expect(handle).toBe("4::abc")
      expect(seen.map(({ line }) => line)).toEqual([
        "POST /v26.0/7/uploads",
        `POST /v26.0/upload:MTph?sig=ARZq&appsecret_proof=${Graph.proof}`
      ])
      expect(JSON.parse(seen[0]?.text ?? "")).toMatchObject({
        file_name: "left.png",
        file_length: 10,
        file_type: "image/png"
      })
      expect(seen[1]).toMatchObject({
        text: "0123456789",
        headers: { authorization: "OAuth tok", file_offset: "0", "content-length": "10" }
      })
    }))

  it.effect("asks where it broke off, and adds the rest", () =>
    Effect.gen(function*() {
      const { handles, seen } = account([session, "lost", { id: session.id, file_offset: 4 }, { h: "4::abc" }])

      yield* handles.upload(file)

      expect(seen.slice(2).map(({ headers, line, text }) => [line.split("?")[0], headers["file_offset"], text]))
        .toEqual([
          ["GET /v26.0/upload:MTph", undefined, ""],
          ["POST /v26.0/upload:MTph", "4", "456789"]
        ])
    }))

  it.effect("is given up after the fourth loss", () =>
    Effect.gen(function*() {
      const at = { id: session.id, file_offset: 0 }
      const { handles, seen } = account([session, "lost", at, "lost", at, "lost", at, "lost"])

      const error = yield* Effect.flip(handles.upload(file))

      expect(error).toMatchObject({ _tag: "CallLost", sent: "maybe" })
      expect(seen).toHaveLength(8)
    }))

  it.effect("goes under the token of a user with a role on the app, where there is one", () =>
    Effect.gen(function*() {
      const user = account([session, { h: "4::abc" }])
      const { handles, seen } = account([], { user: user.client })

      yield* handles.upload(file)

      expect([seen.length, user.seen.length]).toEqual([0, 2])
    }))

  it.effect("goes nowhere but to a session", () =>
    Effect.gen(function*() {
      const { handles, seen } = account([{ id: "upload:../me/messages" }])

      const error = yield* Effect.flip(handles.upload(file))

      expect([error._tag, seen.length]).toEqual(["CallUnread", 1])
    }))

  it.effect("asks for the app's id", () =>
    Effect.gen(function*() {
      const { client, seen } = account([])
      const handles = Handles.make({ channel: "messenger", id: "1", login: "facebook", client })

      expect(yield* Effect.flip(handles.upload(file))).toMatchObject({ _tag: "Invalid", field: "appId" })
      expect(seen).toEqual([])
    }))
})
