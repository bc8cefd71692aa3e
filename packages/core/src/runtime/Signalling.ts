/**
 * Signals on their way in, and the outcomes of what they made the bot say on their way back.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import * as ConversationId from "../model/ConversationId.ts"
import type { Json } from "../model/Json.ts"
import type { StoreError } from "./ConversationStore.ts"
import * as Dialogues from "./Dialogues.ts"
import type { Door } from "./Door.ts"
import type { Host } from "./Host.ts"
import * as Listing from "./Listing.ts"
import type { Outcome, Request } from "./Signals.ts"
import { UnknownSignal } from "./Signals.ts"
import * as Watching from "./Watching.ts"

const encode = (host: Host, request: Request): Effect.Effect<Json, UnknownSignal> => {
  const refuse = (reason: string) => Effect.fail(new UnknownSignal({ signal: request.name, reason }))
  const [listener] = Dialogues.listeningTo(host.dialogues, request.name)
  const schema = listener?.signals[request.name]
  if (listener === undefined || schema === undefined) {
    const known = [...new Set(host.dialogues.list.flatMap((definition) => Object.keys(definition.signals)))]
    return refuse(
      known.length === 0
        ? "no dialogue declares signals; declare it in `signals` of the dialogue that waits for it"
        : `the dialogues know ${known.map((name) => `"${name}"`).join(", ")}`
    )
  }
  return Effect.catchAll(
    Schema.encodeUnknown(schema)(request.payload),
    (error) =>
      refuse(`its payload does not fit the schema in dialogue "${listener.id}": ${error.message.split("\n", 1)[0]}`)
  )
}

const isId = (to: Request["to"]): to is ConversationId.ConversationId => "person" in to

const one = (
  host: Host,
  door: Door,
  request: Request,
  payload: Json,
  conversation: ConversationId.ConversationId,
  id: string,
  deadline: Duration.Duration
): Effect.Effect<ReadonlyArray<Outcome>, StoreError> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    Watching.accept(host, door, {
      id: `signal/${ConversationId.key(conversation)}/${id}`,
      conversation,
      at: now,
      receivedAt: now,
      event: { _tag: "Signalled", signal: request.name, payload }
    }, deadline))

/** Tells a signal to one conversation, or to all that a query finds; gives the outcomes in the order of conversations. */
export const send = (
  host: Host,
  door: Door,
  request: Request
): Effect.Effect<ReadonlyArray<Outcome>, StoreError | UnknownSignal> =>
  Effect.gen(function*() {
    const payload = yield* encode(host, request)
    const ids = isId(request.to)
      ? [request.to]
      : yield* Listing.collect(host.store, request.to, (conversation) => [conversation.id])
    const id = request.id ?? (yield* Random.nextIntBetween(0, Number.MAX_SAFE_INTEGER)).toString(36)
    const deadline = Duration.decode(request.deadline ?? "30 seconds")
    const outcomes = yield* Effect.forEach(
      ids,
      (conversation) => one(host, door, request, payload, conversation, id, deadline),
      { concurrency: 16 }
    )
    return outcomes.flat()
  })
