/**
 * Calls to the edges of one account: version, token and proof put in, errors read.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type * as Types from "effect/Types"
import { classify, type Reading } from "./Classify.ts"
import type { Credentials } from "./Credentials.ts"
import type { GraphError } from "./GraphError.ts"
import type * as GraphHttp from "./GraphHttp.ts"
import * as Multipart from "./Multipart.ts"

/**
 * How a call ended: with the text of the answer and its headers, with an error of the platform, or without an answer: then `sent`
 * tells whether the request may have been carried out.
 */
export type Outcome =
  | { readonly _tag: "Answered"; readonly body: string; readonly headers?: GraphHttp.Response["headers"] }
  | { readonly _tag: "Rejected"; readonly error: GraphError }
  | { readonly _tag: "Lost"; readonly sent: "no" | "maybe"; readonly reason: string }

/** The parameters of an address. */
export type Parameters = Readonly<Record<string, string>>

/** What follows of a file, from `offset` on, in bytes. */
export interface Piece {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly size: number
  readonly offset: number
}

/** The edges of one account, and of what belongs to it: an edge that begins with a slash ("/4711") is no edge of the account. */
export interface GraphClient {
  /** Posts JSON to an edge ("messages"). Never fails. `timeoutAfter` where the answer may take longer than others. */
  readonly post: (edge: string, body: object, more?: Pick<GraphHttp.Request, "timeoutAfter">) => Effect.Effect<Outcome>
  /** Reads an edge. Never fails. A request that reads has no body: the proof stands in the address, the token never. */
  readonly get: (edge: string, parameters?: Parameters) => Effect.Effect<Outcome>
  /** Deletes an edge, or what the body says of it. Never fails. */
  readonly delete: (edge: string, body?: object) => Effect.Effect<Outcome>
  /** Posts a form with a file, piece by piece. Never fails; a file that cannot be read makes the call a lost one. */
  readonly upload: (
    edge: string,
    form: Multipart.Form,
    more?: Pick<GraphHttp.Request, "timeoutAfter">
  ) => Effect.Effect<Outcome>
  /**
   * Adds bytes to an upload session, whose edge is its id ("/upload:…"). Never fails. The bytes are the whole body, so that the proof
   * stands in the address.
   */
  readonly append: (
    edge: string,
    piece: Piece,
    more?: Pick<GraphHttp.Request, "timeoutAfter">
  ) => Effect.Effect<Outcome>
}

/**
 * What a client needs. `node` is the account's id in paths, or "me" for whoever the token belongs to; `unreachable1545041` is what is
 * made of an error that Meta's pages contradict one another about.
 */
export interface Options {
  readonly http: GraphHttp.Service
  readonly version: string
  readonly node: string
  /** Or what gives those of the moment, where the token may be replaced. */
  readonly credentials: Credentials | (() => Credentials)
  readonly unreachable1545041?: Reading
}

/** Some edges tell an error under a status of success. */
const isError = (body: string): boolean => body.startsWith("{\"error\"")

const answered = (
  response: GraphHttp.Response,
  body: object,
  { reading, secrets }: { readonly reading: Reading; readonly secrets: ReadonlyArray<string> }
): Outcome =>
  response.status >= 200 && response.status < 300 && !isError(response.body)
    ? { _tag: "Answered", body: response.body, headers: response.headers }
    : { _tag: "Rejected", error: classify(response, { reading, body, secrets }) }

const lost = (error: GraphHttp.NotSent | GraphHttp.Unanswered): Outcome => ({
  _tag: "Lost",
  sent: error._tag === "NotSent" ? "no" : "maybe",
  reason: error.message
})

/** What goes into each request of one token, put together once. */
interface Proofs {
  readonly of: Credentials
  readonly headers: { readonly authorization: string; readonly "content-type": string }
  readonly authorization: string
  readonly appsecret_proof: string
  /** As the last property of a JSON object, and as its only one. */
  readonly last: string
  readonly only: string
  /** What no error may repeat. */
  readonly secrets: ReadonlyArray<string>
}

const proofsOf = (of: Credentials): Proofs => {
  const authorization = Redacted.value(of.authorization)
  const appsecret_proof = Redacted.value(of.proof)
  const only = JSON.stringify({ appsecret_proof })
  return {
    of,
    headers: { authorization, "content-type": "application/json" },
    authorization,
    appsecret_proof,
    last: `,${only.slice(1)}`,
    only,
    secrets: [authorization.slice("Bearer ".length), appsecret_proof]
  }
}

/** The proof travels in the body: an address is what proxies and tracers write down. */
const withProof = (body: object, { last, only }: Proofs): string => {
  const json = JSON.stringify(body)
  return json === "{}" ? only : json.slice(0, -1) + last
}

/** How the edges of upload sessions begin. */
const session = "/upload:"

/** Sessions want the token under the older name of its scheme ("Resumable Upload API", read 2026-11-21). */
const ofSession = (authorization: string): string => authorization.replace(/^Bearer /, "OAuth ")

/** An id of an upload session may have parameters of its own. */
const withQuery = (path: string, parameters: Parameters): string =>
  `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams(parameters).toString()}`

/** The client of one account. */
export const make = ({
  credentials,
  http,
  node,
  unreachable1545041 = "unreachable",
  version
}: Options): GraphClient => {
  const ofVersion = `/${version}`
  const ofAccount = `/${version}/${node}/`
  const pathOf = (edge: string): string => edge.startsWith("/") ? ofVersion + edge : ofAccount + edge
  const current = typeof credentials === "function" ? credentials : () => credentials
  let held = proofsOf(current())
  const proofs = (): Proofs => {
    const now = current()
    if (now !== held.of) held = proofsOf(now)
    return held
  }
  // The secrets of the request, which may be replaced ones by the time of its answer.
  const call = (request: GraphHttp.Request, body: object, { secrets }: Proofs): Effect.Effect<Outcome> =>
    Effect.match(http.request(request), {
      onSuccess: (response) => answered(response, body, { reading: unreachable1545041, secrets }),
      onFailure: lost
    })
  return {
    post: (edge, body, more) => {
      const given = proofs()
      const request: Types.Mutable<GraphHttp.Request> = {
        method: "POST",
        path: pathOf(edge),
        headers: given.headers,
        body: withProof(body, given)
      }
      if (more?.timeoutAfter !== undefined) request.timeoutAfter = more.timeoutAfter
      return call(request, body, given)
    },
    get: (edge, parameters = {}) => {
      const given = proofs()
      const { appsecret_proof, authorization } = given
      const path = withQuery(pathOf(edge), { ...parameters, appsecret_proof })
      const headers = { authorization: edge.startsWith(session) ? ofSession(authorization) : authorization }
      return call({ method: "GET", path, headers }, {}, given)
    },
    delete: (edge, body = {}) => {
      const given = proofs()
      return call(
        { method: "DELETE", path: pathOf(edge), headers: given.headers, body: withProof(body, given) },
        body,
        given
      )
    },
    upload: (edge, { fields, file }, more) =>
      Effect.suspend(() => {
        const given = proofs()
        const { appsecret_proof, authorization } = given
        const { length, stream, type } = Multipart.encode({ fields: { ...fields, appsecret_proof }, file })
        const size: { readonly "content-length"?: string } = length === undefined
          ? {}
          : { "content-length": String(length) }
        return call(
          {
            method: "POST",
            path: pathOf(edge),
            headers: { authorization, "content-type": type, ...size },
            stream,
            ...more
          },
          {},
          given
        )
      }),
    append: (edge, { bytes, offset, size }, more) =>
      Effect.suspend(() => {
        const given = proofs()
        const { appsecret_proof, authorization } = given
        return call(
          {
            method: "POST",
            path: withQuery(pathOf(edge), { appsecret_proof }),
            headers: {
              authorization: ofSession(authorization),
              "content-type": "application/octet-stream",
              "content-length": String(size),
              file_offset: String(offset)
            },
            stream: bytes,
            ...more
          },
          {},
          given
        )
      })
  }
}
