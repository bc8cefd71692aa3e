/**
 * The templates that a bot sent, as they went over the wire: what a phone's transcript has no field for is read from here.
 *
 * @module
 */
import { Json } from "@parley/core"
import type { Emulator } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

/** What was sent, and the emulator that notes it. */
export interface SentBodies {
  readonly emulator: Emulator.Service
  /** The template of a message, by the message's id. */
  readonly of: (mid: string) => Json.Json | undefined
}

/** More templates than a transcript is scrolled through; the oldest is forgotten. */
const most = 500

const Sent = Schema.parseJson(
  Schema.Struct({
    message: Schema.Struct({ attachment: Schema.Struct({ type: Schema.Literal("template"), payload: Json.Json }) })
  })
)
const Answered = Schema.parseJson(Schema.Struct({ message_id: Schema.String }))

const decodeSent = Schema.decodeUnknownOption(Sent)
const decodeAnswered = Schema.decodeUnknownOption(Answered)

const textOf = (body: Emulator.GraphRequest["body"]): string | undefined =>
  typeof body === "string" ? body : body === undefined ? undefined : new TextDecoder().decode(body)

/** An emulator that does what the given one does, and notes templates. */
export const noting = (emulator: Emulator.Service): SentBodies => {
  const bodies = new Map<string, Json.Json>()
  const note = (request: Emulator.GraphRequest, response: Emulator.GraphResponse): void => {
    if (request.method !== "POST" || !/\/messages(\?|$)/.test(request.path)) return
    const sent = decodeSent(textOf(request.body))
    const answered = decodeAnswered(response.body)
    if (Option.isNone(sent) || Option.isNone(answered)) return
    bodies.set(answered.value.message_id, sent.value.message.attachment.payload)
    const [oldest] = bodies.keys()
    if (bodies.size > most && oldest !== undefined) bodies.delete(oldest)
  }
  return {
    emulator: {
      ...emulator,
      graph: (request) => Effect.tap(emulator.graph(request), (response) => Effect.sync(() => note(request, response)))
    },
    of: (mid) => bodies.get(mid)
  }
}
