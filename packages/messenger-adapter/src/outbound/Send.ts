/**
 * Sends one outbound through the Graph API and says how it ended. Never fails.
 *
 * @module
 */
import type { Address, ConversationId, Outbound, Receipt, Transport } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Random from "effect/Random"
import type * as GraphClient from "../graph/GraphClient.ts"
import * as GraphError from "../graph/GraphError.ts"
import type * as SendRate from "../graph/SendRate.ts"
import * as Usage from "../graph/Usage.ts"
import type * as SendBody from "../wire/SendBody.ts"
import * as Backoff from "./Backoff.ts"
import * as Outlet from "./Outlet.ts"
import * as Recipient from "./Recipient.ts"
import * as PlainHttp from "./PlainHttp.ts"
import * as Prepare from "./Prepare.ts"
import * as Unsendable from "./Unsendable.ts"
import * as Uploaded from "./Uploaded.ts"
import * as Verdict from "./Verdict.ts"

/** What sending needs. `client` gives the client of an account, `undefined` for one that is not served. */
export interface Options extends Prepare.Options {
  readonly client: (account: string) => GraphClient.GraphClient | undefined
  /** How long the echo of a lost message is awaited, in milliseconds. */
  readonly echoWithin: number
  /** Whose limits each account keeps: the platform's unless given. */
  readonly rates?: SendRate.Limits
  /** Whether a comment stands under a live broadcast: replies to it are counted apart. */
  readonly isLive?: (comment: string) => boolean
  /** Until when an upload of an account is of use; unless given, the platform tells. */
  readonly endOf?: Uploaded.EndOf
}

/** The two ways out. */
export interface Sender {
  readonly send: (outbound: Outbound.Outbound) => Effect.Effect<Receipt.Receipt>
  readonly act: (
    conversation: ConversationId.ConversationId,
    address: Address.Address,
    action: Transport.SenderAction
  ) => Effect.Effect<void>
}

const failed = (problem: Unsendable.Unsendable): Receipt.Receipt => ({
  _tag: "Failed",
  reason: Unsendable.describe(problem),
  error: { _tag: problem._tag, field: problem.field, problem: problem.problem, cure: problem.cure }
})

const noAccount = (account: string): Unsendable.Unsendable => ({
  _tag: "Unsendable",
  field: "account",
  problem: `${account} is not served here`,
  cure: "add it to the accounts of messenger({ accounts: […] })"
})

const actions: Readonly<Record<Transport.SenderAction, SendBody.SenderAction["sender_action"]>> = {
  markSeen: "mark_seen",
  typingOn: "typing_on",
  typingOff: "typing_off"
}

const warn = (hosts: ReadonlyArray<string>, outbound: string): Effect.Effect<void> =>
  Effect.annotateLogs(
    Effect.logWarning(
      `A message names plain http addresses, which anyone on the way can read: ${hosts.join(", ")}; use https`
    ),
    { outbound }
  )

const alert = (outlet: Outlet.Outlet, text: string): Effect.Effect<void> =>
  outlet.isNews(text) ? Effect.annotateLogs(Effect.logError(text), { account: outlet.account }) : Effect.void

const called = (name: string): string => name === Outlet.whole ? "" : ` what needs ${name}`

/** What is drawn and counted for a message that did not pass. */
interface Trouble {
  readonly outlet: Outlet.Outlet
  readonly outbound: Outbound.Outbound
  readonly prepared: Prepare.Prepared
  readonly now: number
  readonly random: number
}

/** What tells one trouble of an account from another: the platform's own words may differ each time. */
const causeOf = ({ code, cure, status, subcode }: GraphError.GraphError): string =>
  `${code ?? `HTTP ${status}`}/${subcode ?? ""}: ${cure}`

/** A refusal that is the account's: the circuit opens, the message waits, and one alert for each cause says what to do. */
const tripped = (
  error: GraphError.GraphError & { readonly _tag: "Configuration" },
  { now, outbound, outlet, random }: Trouble
): { readonly receipt: Receipt.Receipt; readonly told: Effect.Effect<void> } => {
  const { account, circuit } = outlet
  const name = error.scope === "feature" ? error.feature ?? Outlet.whole : Outlet.whole
  const reason = `${outlet.name} cannot send${called(name)}: ${GraphError.describe(error)}`
  const trip = circuit.tripped(name, { message: outbound.id, cause: causeOf(error), reason, now, random })
  const retryAt = circuit.until(name)
  if (trip === "own fault" || retryAt === undefined) {
    const cure = "the account sends other messages, so that this one is at fault"
    return {
      receipt: { _tag: "Failed", reason: `${GraphError.describe(error)}; ${cure}`, error },
      told: Effect.void
    }
  }
  const receipt: Receipt.Receipt = { _tag: "Postponed", reason, retryAt }
  if (trip === "open") return { receipt, told: Effect.void }
  const since = trip === "changed" ? " This is another cause than before." : ""
  const text =
    `${reason}.${since} Its messages wait, and one at a time tries again: nothing is lost, and nothing has to be restarted`
  return { receipt, told: Effect.annotateLogs(Effect.logError(text), { account }) }
}

/** The ways out of one channel. */
export const make = (options: Options): Sender => {
  const { client, echoWithin, endOf } = options
  const backoff = Backoff.make()
  const outlets = new Map<string, Outlet.Outlet>()
  const outletOf = (account: string): Outlet.Outlet => {
    const known = outlets.get(account)
    if (known !== undefined) return known
    const outlet = Outlet.make(account, options)
    outlets.set(account, outlet)
    return outlet
  }
  /** Attempts at a limit that all messages of an account share are counted together. */
  const sharedCount = (account: string): string => `account ${account}`

  const closed = (outlet: Outlet.Outlet, body: object): Effect.Effect<void> =>
    Effect.forEach(
      Outlet.passed(outlet, body),
      (name) =>
        Effect.annotateLogs(Effect.logInfo(`${outlet.name} sends${called(name)} again`), {
          account: outlet.account
        }),
      { discard: true }
    )

  const passed = (
    receipt: Receipt.Receipt,
    { headers = {} }: GraphClient.Outcome & { readonly _tag: "Answered" },
    outlet: Outlet.Outlet,
    { outbound, prepared, now }: {
      readonly outbound: string
      readonly prepared: Prepare.Prepared
      readonly now: number
    }
  ): Effect.Effect<Receipt.Receipt> => {
    backoff.forget(outbound)
    backoff.forget(sharedCount(outlet.account))
    // An account that is not slow, and whose answer tells of no usage, has nothing to learn.
    if (headers["x-business-use-case-usage"] !== undefined || headers["x-app-usage"] !== undefined) {
      outlet.rate.used(Usage.read(headers), now)
    }
    return outlet.circuit.isOpen() ? Effect.as(closed(outlet, prepared.body), receipt) : Effect.succeed(receipt)
  }

  /** What becomes of a message that did not pass. */
  const settle = (outcome: GraphClient.Outcome, trouble: Trouble): Effect.Effect<Receipt.Receipt> => {
    const { now, outbound, outlet, prepared, random } = trouble
    const { account } = outlet
    const error = outcome._tag === "Rejected" ? outcome.error : undefined
    if (error?._tag === "Configuration" && error.scope !== undefined && !Verdict.isRouting(error)) {
      const { receipt, told } = tripped(error, trouble)
      return Effect.as(told, receipt)
    }
    const isShared = error?._tag === "RateLimited" && Usage.isShared(error)
    const receipt = Verdict.of(outcome, {
      attempt: outcome._tag === "Answered" ? 1 : backoff.count(isShared ? sharedCount(account) : outbound.id),
      now,
      random,
      echoBy: Recipient.echoes(outbound.address) ? now + echoWithin : now,
      repeatable: prepared.repeatable
    })
    if (receipt._tag !== "Postponed") {
      backoff.forget(outbound.id)
      outlet.rate.forget(outbound.id)
    } else if (isShared) outlet.rate.hold(receipt.retryAt)
    // What the platform judged, the account was let send.
    const isJudged = error !== undefined && error._tag !== "Transient" && error._tag !== "RateLimited"
      && error._tag !== "Unrecognised"
    if (!isJudged) {
      Outlet.left(outlet, prepared.body, now)
      return Effect.succeed(receipt)
    }
    const told = error._tag === "Configuration" && receipt._tag === "Failed"
      ? alert(outlet, `A message of ${outlet.name} could not be sent: ${GraphError.describe(error)}`)
      : Effect.void
    return Effect.as(Effect.zipRight(closed(outlet, prepared.body), told), receipt)
  }

  return {
    send: (outbound) => {
      const account = outbound.conversation.account
      const graph = client(account)
      if (graph === undefined) return Effect.succeed(failed(noAccount(account)))
      const read = Prepare.of(outbound, options)
      if (Either.isLeft(read)) return Effect.succeed(failed(read.left))
      const prepared = read.right
      const { body, edge } = prepared
      const outlet = outletOf(account)
      const open = PlainHttp.hosts(body)
      const go = Effect.clockWith((clock) => {
        const obstacle = Outlet.obstacle(outlet, outbound, body, clock.unsafeCurrentTimeMillis())
        if (obstacle !== undefined) return Effect.succeed(obstacle)
        const posted = graph.post(edge, body)
        return Effect.flatMap(
          open.length === 0 ? posted : Effect.zipRight(warn(open, outbound.id), posted),
          (outcome) => {
            const sent = outcome._tag === "Answered" ? Verdict.sent(outcome.body) : undefined
            const now = clock.unsafeCurrentTimeMillis()
            if (sent !== undefined && outcome._tag === "Answered") {
              return passed(sent, outcome, outlet, { outbound: outbound.id, prepared, now })
            }
            return Effect.flatMap(Random.next, (random) => settle(outcome, { outlet, outbound, prepared, now, random }))
          }
        )
      })
      const uploads = endOf === undefined ? [] : Uploaded.ids(body)
      if (endOf === undefined || uploads.length === 0) return go
      return Effect.clockWith((clock) => {
        const now = clock.unsafeCurrentTimeMillis()
        return Effect.flatMap(
          Uploaded.problem({ account, endOf, now, uploads }),
          (problem) => problem === undefined ? go : Effect.succeed(failed(problem))
        )
      })
    },
    act: (conversation, address, action) => {
      const { account } = conversation
      const graph = client(account)
      if (graph === undefined || !Recipient.isScoped(address)) return Effect.void
      const body: SendBody.SenderAction = { recipient: Recipient.of(address), sender_action: actions[action] }
      const { circuit, rate } = outletOf(account)
      return Effect.clockWith((clock) => {
        // For show alone: it neither tries an open circuit nor spends what is short.
        if (circuit.until(Outlet.whole) !== undefined || rate.isHeld(clock.unsafeCurrentTimeMillis())) {
          return Effect.void
        }
        return Effect.flatMap(graph.post("messages", body), (outcome) => {
          if (outcome._tag === "Answered") return Effect.void
          const why = outcome._tag === "Rejected" ? GraphError.describe(outcome.error) : outcome.reason
          return Effect.logDebug(`The sender action ${body.sender_action} did not arrive: ${why}`)
        })
      })
    }
  }
}
