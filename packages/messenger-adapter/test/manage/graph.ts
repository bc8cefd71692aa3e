/**
 * A Graph API in process for tests of what is managed: answers as told, and keeps what it was asked.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Credentials from "../../src/graph/Credentials.ts"
import * as GraphClient from "../../src/graph/GraphClient.ts"
import * as GraphHttp from "../../src/graph/GraphHttp.ts"
import type { Managed } from "../../src/manage/Managed.ts"
import type { Channel } from "../../src/wire/Channel.ts"

/** A call as it came: the query and the body read. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: GraphHttp.Request["headers"]
  readonly body: any
}

export interface Answer {
  readonly status?: number
  readonly body: unknown
}

/** An error of the platform. */
export const error = (code: number, subcode?: number, status = 400): Answer => ({
  status,
  body: { error: { message: "no", code, ...(subcode === undefined ? {} : { error_subcode: subcode }) } }
})

const collected = async (stream: AsyncIterable<Uint8Array>): Promise<string> => {
  const pieces: Array<Uint8Array> = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces).toString("latin1")
}

const bodyOf = async ({ body, stream }: GraphHttp.Request): Promise<unknown> =>
  stream === undefined ? body === undefined ? undefined : JSON.parse(body) : collected(stream)

/** An account at such a Graph API. `answer` is asked once for each call. */
export const make = (
  answer: (call: Call) => Answer,
  { channel = "messenger", login = "facebook" }: Partial<Pick<Managed, "channel" | "login">> = {}
) => {
  const calls: Array<Call> = []
  const http: GraphHttp.Service = {
    request: (request) =>
      Effect.tryPromise({
        try: async () => {
          const [path = "", query] = request.path.split("?")
          const { headers, method } = request
          const call = {
            method,
            path,
            query: Object.fromEntries(new URLSearchParams(query)),
            headers,
            body: await bodyOf(request)
          }
          calls.push(call)
          const { body, status = 200 } = answer(call)
          return { status, headers: {}, body: typeof body === "string" ? body : JSON.stringify(body) }
        },
        catch: (reason) => new GraphHttp.Unanswered({ reason: String(reason) })
      })
  }
  const credentials = Credentials.make({ token: Redacted.make("tok"), appSecret: Redacted.make("sec") })
  const client = GraphClient.make({ http, version: "v26.0", node: "1", credentials })
  const account: Managed = { channel: channel satisfies Channel, id: "1", login, client }
  return { account, calls }
}

/** The proof of "tok" under "sec", computed with openssl. */
export const proof = "b13512356d1403d2449aa2e7369214f0459f0d3c08cb742b0aff4fe57aae36f5"
