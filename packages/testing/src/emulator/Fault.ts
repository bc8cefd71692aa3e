/**
 * What can go wrong between a bot and the platform, asked for in advance.
 *
 * @module
 */
import * as Schema from "effect/Schema"

const Times = Schema.optional(Schema.Int.pipe(Schema.positive()))
const On = Schema.optional(Schema.Literal("message", "action", "any", "other", "every"))
const Millis = Schema.NonNegative

/**
 * A fault. Those of calls strike the next `times` (default 1) that are `on`: a `"message"` (the default), an `"action"`, `"any"` of
 * both, a call of `"other"` edges, or `"every"` call; `accepted` says whether the platform took the message all the same. Those of webhooks strike the next
 * `times` or `count` events of the page.
 */
export const Fault = Schema.Union(
  /** The next send is refused with this code; nothing is shown to the person. */
  Schema.TaggedStruct("Error", {
    code: Schema.Int,
    subcode: Schema.optional(Schema.Int),
    status: Schema.optional(Schema.Int),
    message: Schema.optional(Schema.String),
    /** Minutes that the usage header tells to wait. */
    regain: Schema.optional(Schema.NonNegative),
    times: Times,
    on: On
  }),
  /** The next send is answered with a bare status, 503 for one. */
  Schema.TaggedStruct("Status", { status: Schema.Int, accepted: Schema.Boolean, times: Times, on: On }),
  /** The connection closes without an answer. */
  Schema.TaggedStruct("Close", { accepted: Schema.Boolean, times: Times, on: On }),
  /** The answer begins and breaks off in the middle of its body. */
  Schema.TaggedStruct("Cut", { accepted: Schema.Boolean, times: Times, on: On }),
  /** The call is never answered. */
  Schema.TaggedStruct("Silence", { accepted: Schema.Boolean, times: Times, on: On }),
  /** The answer is 200 and not JSON. */
  Schema.TaggedStruct("Garbled", { accepted: Schema.Boolean, times: Times, on: On }),
  /** The call is taken, and answered after a while. */
  Schema.TaggedStruct("Delay", { millis: Millis, times: Times, on: On }),
  /** The echo of the next message never comes. */
  Schema.TaggedStruct("EchoLost", { times: Times }),
  /** The echo of the next message comes late; other events overtake it. */
  Schema.TaggedStruct("EchoDelayed", { millis: Millis, times: Times }),
  /** The next event comes `copies` times more than it should. */
  Schema.TaggedStruct("WebhookTwice", { copies: Schema.optional(Schema.Int.pipe(Schema.positive())), times: Times }),
  /** The next `count` events come in reverse order, once all of them happened. */
  Schema.TaggedStruct("WebhookReordered", { count: Schema.Int.pipe(Schema.greaterThan(1)) }),
  /** The next `count` events come in one POST, once all of them happened. */
  Schema.TaggedStruct("WebhookBatched", { count: Schema.Int.pipe(Schema.greaterThan(1)) }),
  /** The next event is signed with a wrong secret; when it is refused, it comes again rightly signed. */
  Schema.TaggedStruct("WebhookForged", { times: Times }),
  /** The next event is lost. */
  Schema.TaggedStruct("WebhookLost", { times: Times }),
  /** The next event comes late; other events overtake it. */
  Schema.TaggedStruct("WebhookDelayed", { millis: Millis, times: Times })
)

/** See the schema of the same name. */
export type Fault = typeof Fault.Type

/** A fault that strikes a call. */
export type SendFault = Extract<
  Fault,
  { readonly _tag: "Error" | "Status" | "Close" | "Cut" | "Silence" | "Garbled" | "Delay" }
>

/** A fault that strikes the echo of a message. */
export type EchoFault = Extract<Fault, { readonly _tag: "EchoLost" | "EchoDelayed" }>

/** A fault that strikes an event on its way to the app. */
export type WebhookFault = Exclude<Fault, SendFault | EchoFault>

const isSend = (fault: Fault): fault is SendFault =>
  fault._tag === "Error" || fault._tag === "Status" || fault._tag === "Close" || fault._tag === "Silence"
  || fault._tag === "Garbled" || fault._tag === "Delay" || fault._tag === "Cut"

const isEcho = (fault: Fault): fault is EchoFault => fault._tag === "EchoLost" || fault._tag === "EchoDelayed"

/** The faults that wait for their turn, each kind in the order in which it was asked for. */
export interface Faults {
  readonly add: (fault: Fault) => void
  readonly clear: () => void
  /** Those that still wait, in the order in which they were asked for, each with the `times` that are left. */
  readonly waiting: () => ReadonlyArray<Fault>
  readonly forCall: (kind: "message" | "action" | "other") => SendFault | undefined
  readonly forEcho: () => EchoFault | undefined
  readonly forWebhook: () => WebhookFault | undefined
}

/** A queue of faults, empty at first. */
export const make = (): Faults => {
  let waiting: Array<{ readonly fault: Fault; left: number }> = []
  const take = <F extends Fault>(strikes: (fault: Fault) => fault is F): F | undefined => {
    // The hot path: nothing is broken.
    if (waiting.length === 0) return undefined
    for (const [index, entry] of waiting.entries()) {
      if (!strikes(entry.fault)) continue
      entry.left -= 1
      if (entry.left === 0) waiting.splice(index, 1)
      return entry.fault
    }
    return undefined
  }
  return {
    add: (fault) => {
      waiting.push({ fault, left: "times" in fault && fault.times !== undefined ? fault.times : 1 })
    },
    clear: () => {
      waiting = []
    },
    waiting: () =>
      waiting.map(({ fault, left }) =>
        "times" in fault && fault.times !== undefined ? { ...fault, times: left } : fault
      ),
    forCall: (kind) =>
      take((fault): fault is SendFault => {
        if (!isSend(fault)) return false
        const on = fault.on ?? "message"
        return on === "every" || on === kind || (on === "any" && kind !== "other")
      }),
    forEcho: () => take(isEcho),
    forWebhook: () => take((fault): fault is WebhookFault => !isSend(fault) && !isEcho(fault))
  }
}
