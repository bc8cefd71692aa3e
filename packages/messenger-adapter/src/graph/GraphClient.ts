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

/**
 * How a call ended: with the text of the answer, with an error of the platform, or without an answer: then `sent` tells
 * whether the request may have been carried out.
 */
export type Outcome =
  | { readonly _tag: "Answered"; readonly body: string }
  | { readonly _tag: "Rejected"; readonly error: GraphError }
  | { readonly _tag: "Lost"; readonly sent: "no" | "maybe"; readonly reason: string }

/** The edges of one account. */
export interface GraphClient {
  /** Posts JSON to an edge of the account ("messages"). Never fails. */
  readonly post: (edge: string, body: object) => Effect.Effect<Outcome>
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
  const base = `/${version}/${node}/`
  const headers = {
    authorization: Redacted.value(credentials.authorization),
    "content-type": "application/json"
  }
  const proof = JSON.stringify({ appsecret_proof: Redacted.value(credentials.proof) })
  return {
    post: (edge, body) =>
      Effect.matchEffect(
        http.request({
          method: "POST",
          path: base + edge,
          headers,
          body: withProof(JSON.stringify(body), proof)
        }),
        { onSuccess: (response) => Effect.succeed(answered(response, body, unreachable1545041)), onFailure: lost }
      )
  }
}
