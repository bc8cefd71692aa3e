/**
 * An inbound on its way in, and on their way back the outcomes of what it made the business say.
 *
 * @module
 */
import * as Deferred from "effect/Deferred"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Inbound } from "../model/Inbound.ts"
import * as Message from "../model/Message.ts"
import type { Body } from "../model/Outbound.ts"
import type { Receipt } from "../model/Receipt.ts"
import type { StoreError } from "./ConversationStore.ts"
import type { Door } from "./Door.ts"
import type { Happening } from "./Happening.ts"
import type { Host } from "./Host.ts"
import type { Outcome } from "./Signals.ts"

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
      return { status: "unknown", reason: receipt.reason }
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

type Ended = Extract<Happening, { readonly _tag: "Sent" }>

const watch = (inbound: Inbound, onDone: () => void): Watch => {
  const conversation = inbound.conversation
  const outcomes = new Map<string, Outcome>()
  const early: Array<Ended> = []
  let hasTurn = false
  let waiting = 0

  const close = ({ kept, outbound, receipt }: Ended): void => {
    const known = outcomes.get(outbound.id)
    const result = fromReceipt(receipt)
    if (known === undefined || known.status !== "queued" || result === undefined) return
    outcomes.set(outbound.id, { ...known, ...result, ...(kept === undefined ? {} : { status: kept }) })
    waiting--
  }

  return {
    outcomes: () => hasTurn ? [...outcomes.values()] : [{ conversation, status: "queued" }],
    onHappening: (happening) => {
      if (happening._tag === "TurnCommitted" && happening.entry.inbound.id === inbound.id) {
        hasTurn = true
        happening.entry.spoken.forEach((spoken, index) => {
          if (spoken.body._tag !== "Message") return
          // Words that waited from an earlier turn, and are let go in this one.
          if (spoken.verdict === "dropped" && spoken.outbound !== undefined) return
          const isQueued = spoken.verdict === "sent"
          if (isQueued) waiting++
          outcomes.set(spoken.outbound ?? `#${index}`, {
            conversation,
            status: spoken.verdict === "sent" ? "queued" : spoken.verdict,
            ...words(spoken.body),
            ...(spoken.refusal === undefined ? {} : { reason: spoken.refusal.reason })
          })
        })
        for (const ended of early) close(ended)
        if (outcomes.size === 0) outcomes.set("none", { conversation, status: "unhandled" })
      } else if (happening._tag === "Sent" && happening.outbound.cause === inbound.id) {
        if (hasTurn) close(happening)
        else early.push(happening)
      } else {
        return
      }
      if (hasTurn && waiting === 0) onDone()
    }
  }
}

/**
 * Lets an inbound in and waits for its outcomes, one for each message in the order in which they were said, at the longest for
 * `deadline`. An inbound that came before is not waited for: it counts as `queued`.
 */
export const accept = (
  host: Host,
  door: Door,
  inbound: Inbound,
  deadline: Duration.Duration
): Effect.Effect<ReadonlyArray<Outcome>, StoreError> =>
  Effect.gen(function*() {
    const done = yield* Deferred.make<void>()
    const watching = watch(inbound, () => Deferred.unsafeDone(done, Effect.void))
    const stop = host.observe(watching.onHappening)
    const wait = Effect.gen(function*() {
      const [acceptance] = yield* door.accept([inbound])
      if (acceptance?._tag !== "Duplicate") yield* Effect.timeoutOption(Deferred.await(done), deadline)
    })
    yield* Effect.ensuring(wait, Effect.sync(stop))
    return watching.outcomes()
  })
