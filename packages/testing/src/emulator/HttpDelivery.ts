/**
 * Carries webhooks over HTTP to the address that each page gives.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import * as Http from "node:http"
import * as Https from "node:https"
import type { Deliver, WebhookAnswer, WebhookRequest } from "./Deliveries.ts"
import { answerWithin } from "./Rules.ts"
import type { PageOptions } from "./Settings.ts"

/** A webhook did not reach the app, or was not answered in five seconds. */
class Undelivered extends Schema.TaggedError<Undelivered>()("Undelivered", {
  page: Schema.String,
  reason: Schema.String
}) {
  override get message(): string {
    return `A webhook of page ${this.page} was not answered (${this.reason}). Check that the app runs and that `
      + "`webhookUrl` is its address; the webhook is sent again."
  }
}

/** The longest answer that is read; the app's answer is a word or a challenge. */
const answerLimit = 64 * 1024

/** Makes the function for `Options.deliver`. Its connections are closed with the scope. */
export const make = (pages: ReadonlyArray<PageOptions>): Effect.Effect<Deliver, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => ({ http: new Http.Agent({ keepAlive: true }), https: new Https.Agent({ keepAlive: true }) })),
      (agents) =>
        Effect.sync(() => {
          agents.http.destroy()
          agents.https.destroy()
        })
    ),
    (agents): Deliver => {
      const origins = new Map<string, URL>()
      for (const { id, webhookUrl } of pages) {
        if (webhookUrl !== undefined && URL.canParse(webhookUrl)) origins.set(id, new URL(webhookUrl))
      }
      return (request, page) => {
        const origin = request.origin === undefined ? origins.get(page) : new URL(request.origin)
        return origin === undefined
          ? Effect.fail(new Undelivered({ page, reason: "the page has no whole webhookUrl" }))
          : exchange(agents, origin, request, page)
      }
    }
  )

const exchange = (
  agents: { readonly http: Http.Agent; readonly https: Https.Agent },
  origin: URL,
  { body, headers, method, url }: WebhookRequest,
  page: string
): Effect.Effect<WebhookAnswer, Undelivered> =>
  Effect.async<WebhookAnswer, Undelivered>((resume) => {
    const secure = origin.protocol === "https:"
    const fail = (reason: string) => resume(Effect.fail(new Undelivered({ page, reason })))
    const outgoing = (secure ? Https : Http).request({
      agent: secure ? agents.https : agents.http,
      host: origin.hostname,
      port: origin.port === "" ? undefined : origin.port,
      path: url,
      method,
      headers: { ...headers, host: origin.host, ...(body.length === 0 ? {} : { "content-length": body.length }) },
      timeout: answerWithin
    }, (incoming) => {
      let text = ""
      incoming.setEncoding("utf8")
      incoming.on("data", (chunk: string) => {
        if (text.length < answerLimit) text += chunk
      })
      incoming.on("end", () => resume(Effect.succeed({ status: incoming.statusCode ?? 0, body: text })))
      incoming.on("error", (error) => fail(error.message))
    })
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer in five seconds")))
    outgoing.on("error", (error) => fail(error.message))
    outgoing.end(body)
    return Effect.sync(() => outgoing.destroy())
  })
