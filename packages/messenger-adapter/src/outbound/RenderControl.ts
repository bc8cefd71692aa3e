/**
 * A change of who owns the thread as a request to its edge ("Conversation Routing", read 2026-11-21).
 *
 * @module
 */
import type { Address, Message, Outbound } from "@parley/core"
import * as Either from "effect/Either"
import * as Apps from "../wire/Apps.ts"
import type { Channel } from "../wire/Channel.ts"
import type * as SendBody from "../wire/SendBody.ts"
import * as Recipient from "./Recipient.ts"
import * as Unsendable from "./Unsendable.ts"

/** One request: the edge of the account, and what is posted to it. */
export interface ControlRequest {
  readonly edge: string
  readonly body: SendBody.ThreadControl
}

const longestNote = 1000

/** A thread may be kept for seven days at the longest. */
const longestExtension = 7 * 24 * 3600

const noteOf = (note: string | undefined): Pick<SendBody.ThreadControl, "metadata"> =>
  note === undefined || note === "" ? {} : { metadata: note }

const edges = {
  Pass: "pass_thread_control",
  Take: "take_thread_control",
  Release: "release_thread_control",
  Request: "request_thread_control",
  Extend: "extend_thread_control"
} as const

const unscoped = () =>
  Unsendable.because("address", "control of a thread needs the person's scoped id", "wait until they write")

/** The app to which a thread is passed: an inbox of the channel, or another app by its id. */
const targetOf = (field: string, to: string, channel: Channel): Either.Either<string, Unsendable.Unsendable> => {
  const target = to === "inbox" ? Apps.inbox[channel] : to
  return /^\d+$/.test(target)
    ? Either.right(target)
    : Unsendable.because(field, `"${target}" is no app id`, "name an app by its id, or \"inbox\"")
}

/** The change that comes with a message, once that was sent. */
export const after = (request: {
  readonly channel: Channel
  readonly address: Address.Address
  readonly control: Message.Farewell
}): Either.Either<SendBody.ControlAfter, Unsendable.Unsendable> => {
  const { address, channel, control } = request
  if (!Recipient.isScoped(address)) return unscoped()
  if (control._tag === "Release") return Either.right({ control_type: "release" })
  return Either.map(targetOf("control.to", control.to, channel), (app_id) => ({ control_type: "pass", app_id }))
}

/** The request of a control. `Extend` counts milliseconds, Meta seconds; a part of a second counts as a whole one. */
export const render = (request: {
  readonly channel: Channel
  readonly address: Address.Address
  readonly control: Outbound.Control
}): Either.Either<ControlRequest, Unsendable.Unsendable> => {
  const { address, channel, control } = request
  if (!Recipient.isScoped(address)) return unscoped()
  const edge = edges[control._tag]
  const recipient = Recipient.of(address)
  if (control._tag === "Extend") {
    const duration = Math.ceil(control.for / 1000)
    if (!(duration >= 1 && duration <= longestExtension)) {
      return Unsendable.because(
        "for",
        `it is ${duration} seconds and the limit is ${longestExtension}`,
        "keep it up to 7 days"
      )
    }
    return Either.right({ edge, body: { recipient, duration } })
  }
  if (control.note !== undefined && control.note.length > longestNote) {
    return Unsendable.because("note", `it has ${control.note.length} characters and the limit is 1000`, "shorten it")
  }
  if (control._tag !== "Pass") return Either.right({ edge, body: { recipient, ...noteOf(control.note) } })
  return Either.map(targetOf("to", control.to, channel), (target_app_id) => ({
    edge,
    body: { recipient, target_app_id, ...noteOf(control.note) }
  }))
}
