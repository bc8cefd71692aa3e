/**
 * The Graph API as one function: authentication, paths, faults, answers.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import type * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { SendFault } from "./Fault.ts"
import { type JsonObject, textAt } from "./JsonObject.ts"
import * as PageApi from "./PageApi.ts"
import * as Personas from "./Personas.ts"
import * as Refusal from "./Refusal.ts"
import * as RequestBody from "./RequestBody.ts"
import * as SendApi from "./SendApi.ts"
import * as ThreadControl from "./ThreadControl.ts"
import type { PageState, World } from "./World.ts"

/** A call of the Graph API. Header names in lower case; the path holds version and query. */
export interface GraphRequest {
  readonly method: string
  readonly path: string
  readonly headers: { readonly [name: string]: string | ReadonlyArray<string> | undefined }
  readonly body?: string | Uint8Array | undefined
}

/** The answer to a call. */
export interface GraphResponse {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/** A fault closed the connection before an answer came. Only the judge knows whether the message was accepted. */
export class ConnectionLost extends Schema.TaggedError<ConnectionLost>()("ConnectionLost", {
  accepted: Schema.Boolean
}) {
  override get message(): string {
    return "The emulator closed the connection without an answer, as a fault asked for. "
      + "Wait for the echo to learn whether the message was accepted."
  }
}

const header = (request: GraphRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return typeof value === "string" || value === undefined ? value : value[0]
}

const tokenOf = (request: GraphRequest, parameters: JsonObject): string | undefined => {
  const authorization = header(request, "authorization")
  return authorization?.startsWith("Bearer ") === true ? authorization.slice(7) : textAt(parameters, "access_token")
}

const version = /^v\d+\.\d+$/

/** What a call asks for, once it is known whose it is. */
interface Call {
  readonly state: PageState
  readonly object: string
  readonly edge: string
  readonly method: string
  readonly parameters: JsonObject
}

const isRefusal = (value: object): value is Refusal.Refusal => "code" in value && "status" in value && "type" in value

const identify = (world: World, request: GraphRequest): Call | Refusal.Refusal => {
  const mark = request.path.indexOf("?")
  const query = mark < 0 ? undefined : new URLSearchParams(request.path.slice(mark + 1))
  const parts = (mark < 0 ? request.path : request.path.slice(0, mark)).split("/").filter((part) => part !== "")
  if (version.test(parts[0] ?? "")) parts.shift()
  const [object = "", edge = ""] = parts
  const parameters = RequestBody.read(header(request, "content-type") ?? "", request.body, query)
  if (parameters === undefined) return Refusal.unreadable
  const token = tokenOf(request, parameters)
  if (token === undefined) return Refusal.noToken
  const state = world.byToken.get(token)
  if (state === undefined) return Refusal.badToken
  if (state.expired) return Refusal.expiredToken
  const proof = textAt(parameters, "appsecret_proof")
  if (proof === undefined ? world.strict.proofRequired === true : proof !== state.proof) {
    return Refusal.badProof(proof === undefined)
  }
  if (parts.length > 2) return Refusal.unknownPath(`/${parts.slice(2).join("/")}`)
  return { state, object, edge, method: request.method.toUpperCase(), parameters }
}

const answer = (world: World, { state, object, edge, method, parameters }: Call): JsonObject | Refusal.Refusal => {
  const own = object === "me" || object === state.page.id
  if (!own) {
    if (edge !== "") return Refusal.noObject(object)
    return method === "GET" && state.threads.has(object)
      ? PageApi.person(state, object, parameters)
      : Personas.one(world, state, method, object) ?? Refusal.noObject(object)
  }
  if (edge === "") return { id: state.page.id, name: state.page.name }
  if ((edge === "messages" || edge === "sponsored_messages") && method === "POST") {
    if (!state.page.approvals.messaging) return Refusal.notApproved
    if (state.restricted) return Refusal.restricted
    if (world.strict.rateLimits === true && usage(state) > 100) return Refusal.rateLimited
    return edge === "messages"
      ? SendApi.send(world, state, parameters)
      : SendApi.sponsor(world, state, parameters)
  }
  if (method === "POST" && ThreadControl.edges.has(edge)) return ThreadControl.call(world, state, edge, parameters)
  const other = PageApi.edge(method, edge)
  return other === undefined ? Refusal.unknownPath(`/${edge}`) : other(world, state, parameters)
}

/** Percent of 200 calls a day for each person that the page can reach. */
const usage = (state: PageState): number => Math.floor(state.calls.count / (2 * Math.max(1, state.threads.size)))

const respond = (world: World, state: PageState | undefined, result: JsonObject | Refusal.Refusal): GraphResponse => {
  const refused = isRefusal(result)
  const percent = state === undefined ? 0 : usage(state)
  return {
    status: refused ? result.status : 200,
    headers: {
      "content-type": "application/json; charset=UTF-8",
      "x-app-usage": `{"call_count":${percent},"total_time":0,"total_cputime":0}`,
      ...(state === undefined ? {} : {
        "x-business-use-case-usage": `{"${state.page.id}":[{"type":"messenger","call_count":${percent},`
          + `"total_cputime":0,"total_time":0,"estimated_time_to_regain_access":0}]}`
      })
    },
    body: refused ? Refusal.body(result, world.ids.trace()) : JSON.stringify(result)
  }
}

/** Makes the function. Its work is done in one synchronous step, unless a fault says otherwise. */
export const make = (world: World, clock: Clock.Clock) => {
  const take = (call: Call): GraphResponse => {
    const { calls } = call.state
    const day = Math.floor(world.now() / 86_400_000)
    if (calls.day === day) calls.count += 1
    else call.state.calls = { day, count: 1 }
    const response = respond(world, call.state, answer(world, call))
    world.commit()
    return response
  }
  return (request: GraphRequest): Effect.Effect<GraphResponse, ConnectionLost> =>
    Effect.suspend(() => {
      const call = identify(world, request)
      if (isRefusal(call)) return Effect.succeed(respond(world, undefined, call))
      const isSend = call.edge === "messages" && call.method === "POST"
      const fault = isSend
        ? call.state.faults.forCall(SendApi.isAction(call.parameters) ? "action" : "message")
        : undefined
      return fault === undefined
        ? Effect.succeed(take(call))
        : strike(world, clock, fault, call, () => take(call))
    })
}

const strike = (
  world: World,
  clock: Clock.Clock,
  fault: SendFault,
  call: Call,
  take: () => GraphResponse
): Effect.Effect<GraphResponse, ConnectionLost> => {
  if (fault._tag === "Error") {
    const refusal = Refusal.injected(fault.code, fault.subcode, fault.status ?? 400, fault.message)
    return Effect.succeed(respond(world, call.state, refusal))
  }
  if (fault._tag === "Delay") {
    const response = take()
    return Effect.as(clock.sleep(Duration.millis(fault.millis)), response)
  }
  if (fault.accepted) take()
  switch (fault._tag) {
    case "Status":
      return Effect.succeed({
        status: fault.status,
        headers: { "content-type": "text/html" },
        body: "Sorry, something went wrong."
      })
    case "Garbled":
      return Effect.succeed({ status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html><p>" })
    case "Close":
      return Effect.fail(new ConnectionLost({ accepted: fault.accepted }))
    case "Silence":
      return Effect.never
  }
}
