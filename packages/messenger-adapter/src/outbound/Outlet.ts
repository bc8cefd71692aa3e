/**
 * The way out of one account: its pace, its circuit, and what it was alerted of.
 *
 * @module
 */
import type { Outbound, Receipt } from "@parley/core"
import * as Circuit from "../graph/Circuit.ts"
import * as Feature from "../graph/Feature.ts"
import type * as GraphError from "../graph/GraphError.ts"
import * as SendRate from "../graph/SendRate.ts"

/** What is known of the account as one that sends. */
export interface Outlet {
  readonly account: string
  readonly rate: SendRate.SendRate
  readonly circuit: Circuit.Circuit
  /** Whether this alert was not given before. */
  readonly isNews: (alert: string) => boolean
}

/** Alerts remembered at most. */
const capacity = 100

/** The way out of an account that has sent nothing. */
export const make = (account: string, rates?: SendRate.Limits): Outlet => {
  const given = new Set<string>()
  return {
    account,
    rate: SendRate.make(rates),
    circuit: Circuit.make(),
    isNews: (alert) => {
      if (given.has(alert)) return false
      if (given.size >= capacity) given.clear()
      given.add(alert)
      return true
    }
  }
}

/** The circuit of the account itself; those of features go by their names. */
export const whole = ""

/** The circuits that a body needs closed. */
const circuitsOf = (body: object): ReadonlyArray<string> => {
  const feature = Feature.of(body)
  return feature === undefined ? [whole] : [feature.name, whole]
}

type Kinds = ReadonlyArray<SendRate.Kind>

const text: Kinds = ["text"]
const recording: Kinds = ["recording"]
const privateText: Kinds = ["privateReply", "text"]
const privateRecording: Kinds = ["privateReply", "recording"]
const uncounted: Kinds = []

/** As what a message counts; a control counts as nothing. */
const kindsOf = ({ address, body }: Outbound.Outbound): Kinds => {
  if (body._tag === "Control") return uncounted
  const { content } = body.message
  const isRecording = content._tag === "Media" && (content.kind === "audio" || content.kind === "video")
  const isPrivate = address._tag === "Comment" || address._tag === "Post"
  return isPrivate ? isRecording ? privateRecording : privateText : isRecording ? recording : text
}

const wait = (retryAt: number, reason: string): Receipt.Receipt => ({ _tag: "Postponed", reason, retryAt })

/** What keeps a message from going now: an open circuit, or the limit of its kind. */
export const obstacle = (
  { account, circuit, rate }: Outlet,
  outbound: Outbound.Outbound,
  body: object,
  now: number
): Receipt.Receipt | undefined => {
  const at = rate.place(outbound.id, kindsOf(outbound), now)
  if (at > now) {
    return wait(at, `account ${account} sends as fast as the platform lets it; it is this message's turn later`)
  }
  if (!circuit.isOpen()) return undefined
  const asked: Array<string> = []
  for (const name of circuitsOf(body)) {
    const answer = circuit.ask(name, now)
    if (answer._tag === "Wait") {
      for (const before of asked) circuit.left(before, now)
      return wait(answer.until, answer.reason)
    }
    asked.push(name)
  }
  return undefined
}

/** A message passed, or was refused for its own sake: the account is well. Gives the names of the circuits that this closed. */
export const passed = ({ circuit }: Outlet, body: object): ReadonlyArray<string> =>
  circuit.isOpen() ? circuitsOf(body).filter((name) => circuit.passed(name)) : []

/** A message ended in a way that tells nothing about the account. */
export const left = ({ circuit }: Outlet, body: object, now: number): void => {
  if (circuit.isOpen()) { for (const name of circuitsOf(body)) circuit.left(name, now) }
}

/** Limits of the whole app or account, and not of one person or kind of message. */
const shared: ReadonlyArray<number | undefined> = [4, 17, 32, 341, 80001, 80002, 80006]

/** Whether a limit holds all of the account's messages up. */
export const isShared = (
  { code, subcode, waitFor }: Extract<GraphError.GraphError, { _tag: "RateLimited" }>
): boolean => waitFor !== undefined || (code === undefined ? true : subcode === undefined && shared.includes(code))
