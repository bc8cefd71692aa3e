/**
 * Calls to the edges of one account: version, token and proof put in, errors read.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { classify, type Reading } from "./Classify.ts"
import type { Credentials } from "./Credentials.ts"
import type { GraphError } from "./GraphError.ts"
import type * as GraphHttp from "./GraphHttp.ts"
import * as Multipart from "./Multipart.ts"

/**
 * How a call ended: with the text of the answer, with an error of the platform, or without an answer: then `sent` tells
 * whether the request may have been carried out.
 */
export type Outcome =
  | { readonly _tag: "Answered"; readonly body: string }
  | { readonly _tag: "Rejected"; readonly error: GraphError }
  | { readonly _tag: "Lost"; readonly sent: "no" | "maybe"; readonly reason: string }

/** The parameters of an address. */
export type Parameters = Readonly<Record<string, string>>

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
}

/**
 * What a client needs. `node` is the account's id in paths, or "me" for whoever the token belongs to; `unreachable1545041` is what is
 * made of an error that Meta's pages contradict one another about.
 */
export interface Options {
  readonly http: GraphHttp.Service
  readonly version: string
  readonly node: string
  readonly credentials: Credentials
  readonly unreachable1545041?: Reading
}

const tagOf = (body: object): { readonly tag?: string } =>
  "tag" in body && typeof body.tag === "string" ? { tag: body.tag } : {}

const answered = (response: GraphHttp.Response, body: object, reading: Reading): Outcome =>
  response.status >= 200 && response.status < 300
    ? { _tag: "Answered", body: response.body }
    : { _tag: "Rejected", error: classify(response, { reading, ...tagOf(body) }) }

const lost = (error: GraphHttp.NotSent | GraphHttp.Unanswered): Effect.Effect<Outcome> =>
  Effect.succeed({ _tag: "Lost", sent: error._tag === "NotSent" ? "no" : "maybe", reason: error.message })

/** The proof travels in the body: an address is what proxies and tracers write down. */
const withProof = (json: string, proof: string): string =>
  json === "{}" ? proof : `${json.slice(0, -1)},${proof.slice(1)}`

/** The client of one account. */
export const make = ({
  credentials,
  http,
  node,
  unreachable1545041 = "unreachable",
  version
}: Options): GraphClient => {
  const pathOf = (edge: string): string => edge.startsWith("/") ? `/${version}${edge}` : `/${version}/${node}/${edge}`
  const authorization = Redacted.value(credentials.authorization)
  const headers = { authorization, "content-type": "application/json" }
  const appsecret_proof = Redacted.value(credentials.proof)
  const proof = JSON.stringify({ appsecret_proof })
  const call = (request: GraphHttp.Request, body: object): Effect.Effect<Outcome> =>
    Effect.matchEffect(http.request(request), {
      onSuccess: (response) => Effect.succeed(answered(response, body, unreachable1545041)),
      onFailure: lost
    })
  return {
    post: (edge, body, more) =>
      call({
        method: "POST",
        path: pathOf(edge),
        headers,
        body: withProof(JSON.stringify(body), proof),
        ...more
      }, body),
    get: (edge, parameters = {}) =>
      call({
        method: "GET",
        path: `${pathOf(edge)}?${new URLSearchParams({ ...parameters, appsecret_proof }).toString()}`,
        headers: { authorization }
      }, {}),
    delete: (edge, body = {}) =>
      call({ method: "DELETE", path: pathOf(edge), headers, body: withProof(JSON.stringify(body), proof) }, body),
    upload: (edge, { fields, file }, more) =>
      Effect.suspend(() => {
        const { length, stream, type } = Multipart.encode({ fields: { ...fields, appsecret_proof }, file })
        const size: { readonly "content-length"?: string } = length === undefined
          ? {}
          : { "content-length": String(length) }
        return call({
          method: "POST",
          path: pathOf(edge),
          headers: { authorization, "content-type": type, ...size },
          stream,
          ...more
        }, {})
      })
  }
}
