/**
 * The way to a Graph API: one HTTP exchange. The real one is `UndiciHttp`; an emulator in process is another.
 *
 * @module
 */
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/**
 * One request. `path` begins with a slash and holds version, edge and query; `body` is JSON text. Instead of it, `stream` is a body
 * that leaves piece by piece and is read once.
 */
export interface Request {
  readonly method: "GET" | "POST" | "DELETE"
  readonly path: string
  readonly headers: { readonly [name: string]: string }
  readonly body?: string
  readonly stream?: AsyncIterable<Uint8Array>
  /** How long the answer may take, for calls that need longer than others. */
  readonly timeoutAfter?: Duration.DurationInput
}

/** One answer, of any status. Header names are in lower case. */
export interface Response {
  readonly status: number
  readonly headers: { readonly [name: string]: string | ReadonlyArray<string> | undefined }
  readonly body: string
}

/** The request never left: no connection, no such host, or the connections were closed first. Safe to try again. */
export class NotSent extends Schema.TaggedError<NotSent>()("NotSent", { reason: Schema.String }) {
  override get message() {
    return `The Graph API could not be reached (${this.reason}); check the network and the Graph base URL`
  }
}

/** The request left and no whole answer came back: it may have been carried out. Trying again may do it twice. */
export class Unanswered extends Schema.TaggedError<Unanswered>()("Unanswered", { reason: Schema.String }) {
  override get message() {
    return `The Graph API did not answer (${this.reason}); the request may have been carried out`
  }
}

/** The port. An answer of any status is a success; the two failures differ in whether the request may have been seen. */
export interface Service {
  readonly request: (request: Request) => Effect.Effect<Response, NotSent | Unanswered>
}
