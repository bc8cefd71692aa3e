/**
 * The webhooks of a page that wait, in order.
 *
 * @module
 */
import type { EchoFault } from "./Fault.ts"
import type { JsonObject } from "./JsonObject.ts"
import type { Pending } from "./Pending.ts"
import type { Field } from "./Settings.ts"
import * as Subscriptions from "./Subscriptions.ts"
import type { PageState, World } from "./World.ts"

/** Something that the app is told, if it is subscribed to the field. */
export interface Notice {
  readonly field: Field
  readonly psid: string
  readonly event: JsonObject
  readonly array?: Pending["array"]
  readonly at: number
  /** A fault of this echo. */
  readonly fault?: EchoFault | undefined
}

/** Puts an event in the queue; the worker sends it after the current step. */
export const push = (world: World, state: PageState, notice: Notice): void => {
  const array = notice.array ?? "messaging"
  if (!Subscriptions.tells(state, array === "standby" ? "standby" : notice.field)) return
  if (notice.fault?._tag === "EchoLost") return
  const fault = state.faults.forWebhook()
  if (fault?._tag === "WebhookLost") return
  const late = (fault?._tag === "WebhookDelayed" ? fault.millis : 0)
    + (notice.fault?._tag === "EchoDelayed" ? notice.fault.millis : 0)
  const pending: Pending = {
    seq: world.nextSeq(),
    page: state.page.id,
    psid: notice.psid,
    field: notice.field,
    array,
    event: notice.event,
    at: notice.at,
    attempts: 0,
    notBefore: late === 0 ? 0 : world.now() + late,
    copies: fault?._tag === "WebhookTwice" ? fault.copies ?? 1 : 0,
    overtakable: late > 0,
    ...(fault?._tag === "WebhookForged" ? { forged: true } : {})
  }
  world.disk.put("webhook", String(pending.seq), pending)
  if (state.held === undefined && (fault?._tag === "WebhookReordered" || fault?._tag === "WebhookBatched")) {
    state.held = { fault, events: [] }
  }
  if (state.held === undefined) state.pending.push(pending)
  else {
    state.held.events.push(pending)
    if (state.held.events.length >= state.held.fault.count) release(state)
  }
  state.wake()
}

/** Lets go of the events that a fault holds, even when fewer came than it waited for. */
export const release = (state: PageState): void => {
  const held = state.held
  if (held === undefined) return
  state.held = undefined
  const group = held.events[0]?.seq
  if (held.fault._tag === "WebhookReordered") state.pending.push(...held.events.reverse())
  else state.pending.push(...held.events.map((event) => group === undefined ? event : { ...event, group }))
  state.wake()
}

/** Whether an event waits for its moment. */
const waits = (pending: Pending, now: number): boolean => pending.notBefore > now

/** The next events to send in one POST: the first whose person has no earlier event waiting. */
export const next = (state: PageState, now: number): ReadonlyArray<Pending> | undefined => {
  const first = state.pending[0]
  if (first === undefined) return undefined
  const found = !waits(first, now) ? first : behind(state.pending, now)
  if (found === undefined) return undefined
  return found.group === undefined ? [found] : state.pending.filter((pending) => pending.group === found.group)
}

const behind = (pending: ReadonlyArray<Pending>, now: number): Pending | undefined => {
  const blocked = new Set<string>()
  for (const event of pending) {
    if (!waits(event, now) && !blocked.has(event.psid)) return event
    if (!event.overtakable) blocked.add(event.psid)
  }
  return undefined
}

/** When the next event can be sent, if one waits. An event behind another of its person waits for that one. */
export const nextAt = (state: PageState): number | undefined => {
  if (state.pending.length === 0) return undefined
  const blocked = new Set<string>()
  let earliest: number | undefined
  for (const event of state.pending) {
    if (!blocked.has(event.psid) && (earliest === undefined || event.notBefore < earliest)) earliest = event.notBefore
    if (!event.overtakable) blocked.add(event.psid)
  }
  return earliest
}

/** Takes an answered event out, or leaves a copy of it to be sent again. */
export const answered = (world: World, state: PageState, events: ReadonlyArray<Pending>): void => {
  for (const event of events) {
    const index = state.pending.findIndex(({ seq }) => seq === event.seq)
    if (index < 0) continue
    if (event.copies > 0) state.pending[index] = { ...event, copies: event.copies - 1 }
    else {
      state.pending.splice(index, 1)
      world.disk.remove("webhook", String(event.seq))
    }
  }
}

/** Sets events back to be sent again not before a moment. */
export const putOff = (state: PageState, events: ReadonlyArray<Pending>, notBefore: number): void => {
  for (const event of events) {
    const index = state.pending.findIndex(({ seq }) => seq === event.seq)
    if (index < 0) continue
    const { forged: _, ...honest } = event
    state.pending[index] = { ...honest, attempts: event.attempts + 1, notBefore }
  }
}

/** Drops events that nobody answered for too long. */
export const drop = (world: World, state: PageState, events: ReadonlyArray<Pending>): void =>
  answered(world, state, events.map((event) => ({ ...event, copies: 0 })))

/** Makes everything that waits ready now. */
export const hurry = (state: PageState): void => {
  release(state)
  for (const [index, event] of state.pending.entries()) {
    if (event.notBefore > 0) state.pending[index] = { ...event, notBefore: 0, attempts: 0 }
  }
  state.wake()
}
