/**
 * The Graph API as one function: who calls, faults, answers.
 *
 * @module
 */
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { createHmac } from "node:crypto"
import * as Batch from "./Batch.ts"
import type { Deliver } from "./Deliveries.ts"
import type { SendFault } from "./Fault.ts"
import type { GraphRequest, GraphResponse } from "./GraphCall.ts"
import * as Handshake from "./Handshake.ts"
import { type JsonObject, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import * as RequestBody from "./RequestBody.ts"
import * as Routes from "./Routes.ts"
import * as SendApi from "./SendApi.ts"
import * as Subscriptions from "./Subscriptions.ts"
import * as Tokens from "./Tokens.ts"
import * as UploadSessions from "./UploadSessions.ts"
import type { PageState, World } from "./World.ts"

/** A fault closed the connection before an answer came. Only the judge knows whether the message was accepted. */
export class ConnectionLost extends Schema.TaggedError<ConnectionLost>()("ConnectionLost", {
  accepted: Schema.Boolean,
  /** What had come of the answer's body. */
  began: Schema.optionalWith(Schema.String, { exact: true })
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
  return /^(?:Bearer|OAuth) (.*)$/.exec(authorization ?? "")?.[1] ?? textAt(parameters, "access_token")
}

const versionForm = /^v\d+\.\d+$/

/** The newest version of the Graph API, which a path without a version gets (29 Jul 2026). */
const newest = "v26.0"

/** What a call says before it is known whose it is. */
interface Read {
  readonly version: string | undefined
  readonly path: ReadonlyArray<string>
  readonly method: string
  readonly parameters: JsonObject
  readonly token: string
}

const isRefusal = (value: object): value is Refusal.Refusal => "code" in value && "status" in value && "type" in value

const read = (request: GraphRequest): Read | Refusal.Refusal => {
  const mark = request.path.indexOf("?")
  const query = mark < 0 ? undefined : new URLSearchParams(request.path.slice(mark + 1))
  const path = (mark < 0 ? request.path : request.path.slice(0, mark)).split("/").filter((part) => part !== "")
  const version = versionForm.test(path[0] ?? "") ? path.shift() : undefined
  const parameters = UploadSessions.isSession(path[0])
    ? UploadSessions.parametersOf(request, query)
    : RequestBody.read(header(request, "content-type") ?? "", request.body, query)
  if (parameters === undefined) return Refusal.unreadable
  const token = tokenOf(request, parameters)
  if (token === undefined) return Refusal.noToken
  const method = request.method.toUpperCase()
  const tunnelled = method === "POST" ? textAt(parameters, "method")?.toUpperCase() : undefined
  return { version, path, parameters, token, method: tunnelled ?? method }
}

/** An app may ask for what belongs to no page, without a page's token. */
const identify = (world: World, { method, parameters, path, token, version }: Read): Routes.Call | Refusal.Refusal => {
  const [object = "", edge = "", ...rest] = path
  const page = world.byToken.get(token)
  const states = page === undefined ? Tokens.ofApp(world, token) : [page]
  const [state] = states
  if (state === undefined) return Refusal.badToken
  if (page !== undefined && Tokens.isOver(world, page)) return Refusal.expiredToken
  const proof = textAt(parameters, "appsecret_proof")
  const right = page === undefined || proof === undefined
    ? proof
    : token === Redacted.value(page.page.token)
    ? page.proof
    : createHmac("sha256", page.secret).update(token).digest("hex")
  if (proof === undefined ? page !== undefined && world.strict.proofRequired === true : proof !== right) {
    return Refusal.badProof(proof === undefined)
  }
  return { as: page === undefined ? "app" : "page", state, states, object, edge, rest, method, parameters, version }
}

/** Percent of 200 calls a day for each person that the page can reach. */
const usage = (state: PageState): number => Math.floor(state.calls.count / (2 * Math.max(1, state.threads.size)))

const minutesUntil = (world: World, state: PageState): number =>
  state.regainAt === undefined ? 0 : Math.max(0, Math.ceil((state.regainAt - world.now()) / 60_000))

const respond = (
  world: World,
  state: PageState | undefined,
  version: string | undefined,
  result: object
): GraphResponse => {
  const refused = isRefusal(result) ? result : undefined
  const regain = state === undefined ? 0 : minutesUntil(world, state)
  const percent = state === undefined ? 0 : regain > 0 ? 100 : usage(state)
  return {
    status: refused?.status ?? 200,
    headers: {
      "content-type": "application/json; charset=UTF-8",
      "facebook-api-version": version ?? newest,
      "x-app-usage": `{"call_count":${percent},"total_time":0,"total_cputime":0}`,
      ...(state === undefined ? {} : {
        "x-business-use-case-usage": `{"${state.page.id}":[{"type":"${state.page.channel}","call_count":${percent},`
          + `"total_cputime":0,"total_time":0,"estimated_time_to_regain_access":${regain}}]}`
      })
    },
    body: refused === undefined ? JSON.stringify(result) : Refusal.body(refused, world.ids.trace())
  }
}

/** Asks the address of an app's subscription before it is kept. */
const subscribe = (
  world: World,
  deliver: Deliver,
  { parameters, state, states }: Routes.Call
): Effect.Effect<object> => {
  const wanted = Subscriptions.wanted(parameters)
  if (isRefusal(wanted)) return Effect.succeed(wanted)
  const challenge = world.ids.digits(10)
  return Handshake.ask(deliver, state.page.id, wanted.callbackUrl, wanted.verifyToken, challenge).pipe(
    Effect.map(() => Subscriptions.subscribe(world, states, wanted)),
    Effect.catchAll(({ reason }) => Effect.succeed(Refusal.notVerified(reason)))
  )
}

/** Makes the function. Its work is done in one synchronous step, unless a fault says otherwise. */
export const make = (world: World, clock: Clock.Clock, deliver: Deliver) => {
  const take = (call: Routes.Call, version: string | undefined): GraphResponse => {
    const { calls } = call.state
    const day = Math.floor(world.now() / 86_400_000)
    if (calls.day === day) calls.count += 1
    else call.state.calls = { day, count: 1 }
    const response = respond(world, call.state, version, Routes.answer(world, call))
    world.commit()
    return response
  }
  const handle = (request: GraphRequest): Effect.Effect<GraphResponse, ConnectionLost> =>
    Effect.suspend(() => {
      const said = read(request)
      if (isRefusal(said)) return Effect.succeed(respond(world, undefined, undefined, said))
      const call = identify(world, said)
      const { version } = said
      if (isRefusal(call)) return Effect.succeed(respond(world, undefined, version, call))
      if (call.object === "" && call.method === "POST") return batch(said, call)
      if (Routes.isSubscribing(call)) {
        return Effect.map(subscribe(world, deliver, call), (result) => {
          world.commit()
          return respond(world, call.state, version, result)
        })
      }
      const fault = Routes.isSend(call)
        ? call.state.faults.forCall(SendApi.isAction(call.parameters) ? "action" : "message")
        : call.as === "page"
        ? call.state.faults.forCall("other")
        : undefined
      return fault === undefined
        ? Effect.succeed(take(call, version))
        : strike(world, clock, fault, call, () => take(call, version))
    })
  const batch = ({ parameters, token, version }: Read, { state }: Routes.Call) => {
    const calls = Batch.calls(parameters, version, token)
    return isRefusal(calls)
      ? Effect.succeed(respond(world, state, version, calls))
      : Effect.map(
        Effect.forEach(calls, handle),
        (responses) => respond(world, state, version, Batch.answer(parameters, responses))
      )
  }
  return handle
}

const strike = (
  world: World,
  clock: Clock.Clock,
  fault: SendFault,
  call: Routes.Call,
  take: () => GraphResponse
): Effect.Effect<GraphResponse, ConnectionLost> => {
  if (fault._tag === "Error") {
    const refusal = Refusal.injected(fault.code, fault.subcode, fault.status ?? 400, fault.message)
    if (fault.regain !== undefined) call.state.regainAt = world.now() + fault.regain * 60_000
    return Effect.succeed(respond(world, call.state, undefined, refusal))
  }
  if (fault._tag === "Delay") {
    const response = take()
    return Effect.as(clock.sleep(Duration.millis(fault.millis)), response)
  }
  const taken = fault.accepted ? take() : undefined
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
    case "Cut": {
      const whole = taken?.body ?? JSON.stringify({ recipient_id: "0", message_id: "m_" })
      return Effect.fail(new ConnectionLost({ accepted: fault.accepted, began: whole.slice(0, whole.length / 2) }))
    }
    case "Silence":
      return Effect.never
  }
}
