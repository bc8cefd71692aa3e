/**
 * The way out of one account: its pace, its circuit, and what it was alerted of.
 *
 * @module
 */
import type { Outbound, Receipt } from "@parley/core"
import * as Circuit from "../graph/Circuit.ts"
import * as Feature from "../graph/Feature.ts"
import * as SendRate from "../graph/SendRate.ts"
import type { Channel } from "../wire/Channel.ts"

/** What is known of the account as one that sends. */
export interface Outlet {
  readonly account: string
  /** How alerts call it: `Instagram account 17841400000000001`. */
  readonly name: string
  readonly rate: SendRate.SendRate
  readonly circuit: Circuit.Circuit
  /** Whether this alert was not given before. */
  readonly isNews: (alert: string) => boolean
  /** Whether a comment stands under a live broadcast. */
  readonly isLive: (comment: string) => boolean
}

/** Its channel; whose limits are kept, the platform's unless given; which comments stand under live broadcasts, none unless given. */
export interface Options {
  readonly channel: Channel
  readonly rates?: SendRate.Limits
  readonly isLive?: (comment: string) => boolean
}

/** Alerts remembered at most. */
const capacity = 100

/** The way out of an account that has sent nothing. */
export const make = (account: string, { channel, isLive = () => false, rates }: Options): Outlet => {
  const given = new Set<string>()
  return {
    account,
    name: `${channel === "instagram" ? "Instagram" : "Messenger"} account ${account}`,
    isLive,
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
const uncounted: Kinds = []

/** As what a message counts; a control counts as nothing. */
const kindsOf = ({ address, body }: Outbound.Outbound, isLive: Outlet["isLive"]): Kinds => {
  if (body._tag === "Control") return uncounted
  const { content } = body.message
  const held = content._tag === "Media" && (content.kind === "audio" || content.kind === "video") ? recording : text
  if (address._tag !== "Comment" && address._tag !== "Post") return held
  return [address._tag === "Comment" && isLive(address.comment) ? "liveReply" : "privateReply", ...held]
}

const wait = (retryAt: number, reason: string): Receipt.Receipt => ({ _tag: "Postponed", reason, retryAt })

/** What keeps a message from going now: an open circuit, or the limit of its kind. Who waits for a circuit spends no place. */
export const obstacle = (
  { account, circuit, isLive, rate }: Outlet,
  outbound: Outbound.Outbound,
  body: object,
  now: number
): Receipt.Receipt | undefined => {
  const asked: Array<string> = []
  const leave = (): void => {
    for (const before of asked) circuit.left(before, now)
  }
  if (circuit.isOpen()) {
    for (const name of circuitsOf(body)) {
      const answer = circuit.ask(name, now)
      if (answer._tag === "Wait") {
        leave()
        return wait(answer.until, answer.reason)
      }
      asked.push(name)
    }
  }
  const at = rate.place(outbound.id, kindsOf(outbound, isLive), now)
  if (at <= now) return undefined
  // Its trial is another message's.
  leave()
  return wait(at, `account ${account} sends as fast as the platform lets it; it is this message's turn later`)
}

/** A message passed, or was refused for its own sake: the account is well. Gives the names of the circuits that this closed. */
export const passed = ({ circuit }: Outlet, body: object): ReadonlyArray<string> =>
  circuit.isOpen() ? circuitsOf(body).filter((name) => circuit.passed(name)) : []

/** A message ended in a way that tells nothing about the account. */
export const left = ({ circuit }: Outlet, body: object, now: number): void => {
  if (circuit.isOpen()) { for (const name of circuitsOf(body)) circuit.left(name, now) }
}
