/**
 * An emulator for a test: one page, every webhook kept as the bytes that arrived.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Emulator from "../../src/emulator/Emulator.ts"

// Tests say themselves what they expect of an answer; a type here would say it twice.
export type Json = any

export const page = { id: "1112223334445556", token: "PAGE-TOKEN", appSecret: "app-secret", appId: "4242" }

export interface Arrived {
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  readonly bytes: Uint8Array
  readonly text: string
  readonly entries: ReadonlyArray<Json>
  /** The events of all entries, in order, whichever array they came in. */
  readonly events: ReadonlyArray<Json>
}

export interface World {
  readonly emulator: Emulator.Service
  readonly arrived: Array<Arrived>
  /** What the app answers next: a status, or `"dead"` for no answer. Repeats the last one. */
  answers: Array<number | "dead">
  readonly send: (
    body: unknown,
    options?: { readonly path?: string; readonly headers?: Record<string, string> }
  ) => Effect.Effect<
    { readonly status: number; readonly json: Json; readonly headers: { readonly [name: string]: string } },
    Emulator.ConnectionLost
  >
  /** A text to a person. */
  readonly text: (psid: string, text: string, more?: object) => Effect.Effect<Json, Emulator.ConnectionLost>
}

export const make = (
  options: Partial<Emulator.Options> & { readonly page?: Partial<Emulator.PageOptions> } = {}
): Effect.Effect<World, Emulator.StorageError, Scope.Scope> =>
  Effect.gen(function*() {
    const arrived: Array<Arrived> = []
    const state: { answers: Array<number | "dead"> } = { answers: [200] }
    const { page: about, ...rest } = options
    const emulator: Emulator.Service = yield* Emulator.make({
      pages: [{ ...page, ...about }],
      deliver: (request) =>
        Effect.suspend(() => {
          const text = Buffer.from(request.body).toString("latin1")
          const entries = JSON.parse(text).entry
          arrived.push({
            url: request.url,
            headers: request.headers,
            bytes: request.body,
            text,
            entries,
            events: entries.flatMap((entry: Json) => entry.messaging ?? entry.standby ?? entry.changes)
          })
          const answer = state.answers.length > 1 ? state.answers.shift() : state.answers[0]
          return answer === "dead" || answer === undefined
            ? Effect.fail("connection refused")
            : Effect.succeed({ status: answer })
        }),
      ...rest
    })
    const send: World["send"] = (body, { headers = {}, path = "/v26.0/me/messages" } = {}) =>
      Effect.map(
        emulator.graph({
          method: "POST",
          path,
          headers: { authorization: `Bearer ${page.token}`, "content-type": "application/json", ...headers },
          body: typeof body === "string" ? body : JSON.stringify(body)
        }),
        (response) => ({ status: response.status, headers: response.headers, json: JSON.parse(response.body) })
      )
    return {
      emulator,
      arrived,
      get answers() {
        return state.answers
      },
      set answers(next) {
        state.answers = next
      },
      send,
      text: (psid, text, more = {}) =>
        Effect.map(
          send({ recipient: { id: psid }, messaging_type: "RESPONSE", message: { text }, ...more }),
          ({ json }) => json
        )
    }
  })

/** The events of one kind that arrived so far. */
export const ofKind = (world: World, kind: string): ReadonlyArray<Json> =>
  world.arrived.flatMap(({ events }) => events).filter((event) => kind in event)
