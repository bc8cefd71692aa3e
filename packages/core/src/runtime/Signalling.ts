/**
 * Signals on their way in, and the outcomes of what they made the bot say on their way back.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import * as ConversationId from "../model/ConversationId.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Json } from "../model/Json.ts"
import * as Message from "../model/Message.ts"
import type { Body } from "../model/Outbound.ts"
import type { Receipt } from "../model/Receipt.ts"
import type { Query, StoreError } from "./ConversationStore.ts"
import * as Dialogues from "./Dialogues.ts"
import type { Door } from "./Door.ts"
import type { Happening } from "./Happening.ts"
import type { Host } from "./Host.ts"
import type { Outcome, Request } from "./Signals.ts"
import { UnknownSignal } from "./Signals.ts"

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

const recipients = (
  host: Host,
  query: Query,
  cursor?: string
): Effect.Effect<ReadonlyArray<ConversationId.ConversationId>, StoreError> =>
  Effect.flatMap(host.store.list(query, cursor), (page) => {
    const ids = page.conversations.map((conversation) => conversation.id)
    return page.cursor === undefined
      ? Effect.succeed(ids)
      : Effect.map(recipients(host, query, page.cursor), (more) => [...ids, ...more])
  })

const words = (body: Body): { readonly words?: string } =>
  body._tag === "Message" ? { words: Message.words(body.message) } : {}

const fromReceipt = (receipt: Receipt): Pick<Outcome, "status" | "mid" | "reason"> | undefined => {
  switch (receipt._tag) {
    case "Sent":
      return { status: "sent", ...(receipt.mid === undefined ? {} : { mid: receipt.mid }) }
    case "Refused":
      return { status: "refused", reason: receipt.refusal.reason }
    case "Failed":
      return { status: "failed", reason: receipt.reason }
    case "Parked":
      return { status: "parked", reason: receipt.reason }
    case "Postponed":
    case "Unknown":
      return undefined
  }
}

/** What is known so far of the messages that one inbound caused. */
interface Watch {
  readonly onHappening: (happening: Happening) => void
  readonly outcomes: () => ReadonlyArray<Outcome>
}

const watch = (inbound: Inbound, onDone: () => void): Watch => {
  const conversation = inbound.conversation
  const outcomes = new Map<string, Outcome>()
  const early = new Map<string, Receipt>()
  let hasTurn = false
  let waiting = 0

  const close = (outbound: string, receipt: Receipt): void => {
    const known = outcomes.get(outbound)
    const result = fromReceipt(receipt)
    if (known === undefined || known.status !== "queued" || result === undefined) return
    outcomes.set(outbound, { ...known, ...result })
    waiting--
  }

  return {
    outcomes: () => hasTurn ? [...outcomes.values()] : [{ conversation, status: "queued" }],
    onHappening: (happening) => {
      if (happening._tag === "TurnCommitted" && happening.entry.inbound.id === inbound.id) {
        hasTurn = true
        happening.entry.spoken.forEach((spoken, index) => {
          if (spoken.body._tag !== "Message") return
          const isQueued = spoken.verdict === "sent"
          if (isQueued) waiting++
          outcomes.set(spoken.outbound ?? `#${index}`, {
            conversation,
            status: spoken.verdict === "sent" ? "queued" : spoken.verdict,
            ...words(spoken.body),
            ...(spoken.refusal === undefined ? {} : { reason: spoken.refusal.reason })
          })
        })
        for (const [outbound, receipt] of early) close(outbound, receipt)
        if (outcomes.size === 0) outcomes.set("none", { conversation, status: "unhandled" })
      } else if (happening._tag === "Sent" && happening.outbound.cause === inbound.id) {
        if (hasTurn) close(happening.outbound.id, happening.receipt)
        else early.set(happening.outbound.id, happening.receipt)
      } else {
        return
      }
      if (hasTurn && waiting === 0) onDone()
    }
  }
}

const one = (
  host: Host,
  door: Door,
  request: Request,
  payload: Json,
  conversation: ConversationId.ConversationId,
  id: string,
  deadline: Duration.Duration
): Effect.Effect<ReadonlyArray<Outcome>, StoreError> =>
  Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    const inbound: Inbound = {
      id: `signal/${ConversationId.key(conversation)}/${id}`,
      conversation,
      at: now,
      receivedAt: now,
      event: { _tag: "Signalled", signal: request.name, payload }
    }
    const done = yield* Deferred.make<void>()
    const watching = watch(inbound, () => Deferred.unsafeDone(done, Effect.void))
    const stop = host.observe(watching.onHappening)
    const [acceptance] = yield* Effect.onError(door.accept([inbound]), () => Effect.sync(stop))
    if (acceptance?._tag !== "Duplicate") yield* Effect.timeoutOption(Deferred.await(done), deadline)
    stop()
    return watching.outcomes()
  })

/** Tells a signal to one conversation, or to all that a query finds; gives the outcomes in the order of conversations. */
export const send = (
  host: Host,
  door: Door,
  request: Request
): Effect.Effect<ReadonlyArray<Outcome>, StoreError | UnknownSignal> =>
  Effect.gen(function*() {
    const payload = yield* encode(host, request)
    const ids = isId(request.to) ? [request.to] : yield* recipients(host, request.to)
    const id = request.id ?? (yield* Random.nextIntBetween(0, Number.MAX_SAFE_INTEGER)).toString(36)
    const deadline = Duration.decode(request.deadline ?? "30 seconds")
    const outcomes = yield* Effect.forEach(
      ids,
      (conversation) => one(host, door, request, payload, conversation, id, deadline),
      { concurrency: 16 }
    )
    return outcomes.flat()
  })
