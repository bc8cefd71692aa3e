/**
 * Sends one outbound through the Graph API and says how it ended. Never fails.
 *
 * @module
 */
import type { Address, ConversationId, Outbound, Receipt, Transport } from "@parley/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type { GraphClient } from "../graph/GraphClient.ts"
import * as GraphError from "../graph/GraphError.ts"
import type * as SendBody from "../wire/SendBody.ts"
import * as Backoff from "./Backoff.ts"
import * as Recipient from "./Recipient.ts"
import * as PlainHttp from "./PlainHttp.ts"
import * as Prepare from "./Prepare.ts"
import * as Unsendable from "./Unsendable.ts"
import * as Verdict from "./Verdict.ts"

/** What sending needs. `client` gives the client of an account, `undefined` for one that is not served. */
export interface Options extends Prepare.Options {
  readonly client: (account: string) => GraphClient | undefined
  /** How long the echo of a lost message is awaited, in milliseconds. */
  readonly echoWithin: number
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

const isOver = (receipt: Receipt.Receipt): boolean => receipt._tag !== "Postponed"

const actions: Readonly<Record<Transport.SenderAction, SendBody.SenderAction["sender_action"]>> = {
  markSeen: "mark_seen",
  typingOn: "typing_on",
  typingOff: "typing_off"
}

const warn = (hosts: ReadonlyArray<string>, outbound: string): Effect.Effect<void> =>
  Effect.annotateLogs(
    Effect.logWarning(`A message names plain http addresses, which anyone on the way can read: ${hosts.join(", ")}; use https`),
    { outbound }
  )

/** The ways out of one channel. */
export const make = (options: Options): Sender => {
  const { client, echoWithin } = options
  const backoff = Backoff.make()
  return {
    send: (outbound) => {
      const account = outbound.conversation.account
      const graph = client(account)
      if (graph === undefined) return Effect.succeed(failed(noAccount(account)))
      const prepared = Prepare.of(outbound, options)
      if (Either.isLeft(prepared)) return Effect.succeed(failed(prepared.left))
      const { body, edge, repeatable } = prepared.right
      const posted = graph.post(edge, body)
      const open = PlainHttp.hosts(body)
      return Effect.flatMap(
        open.length === 0 ? posted : Effect.zipRight(warn(open, outbound.id), posted),
        (outcome) => {
          const sent = outcome._tag === "Answered" ? Verdict.sent(outcome.body) : undefined
          if (sent !== undefined) {
            backoff.forget(outbound.id)
            return Effect.succeed(sent)
          }
          return Effect.flatMap(Clock.currentTimeMillis, (now) => {
            const receipt = Verdict.of(outcome, {
              outbound: outbound.id,
              attempt: outcome._tag === "Answered" ? 1 : backoff.count(outbound.id),
              now,
              echoBy: Recipient.echoes(outbound.address) ? now + echoWithin : now,
              repeatable
            })
            if (isOver(receipt)) backoff.forget(outbound.id)
            const alarm = receipt._tag === "Failed" && outcome._tag === "Rejected"
              && outcome.error._tag === "Configuration"
            if (!alarm) return Effect.succeed(receipt)
            // Not this message's trouble alone: nothing goes out until someone mends it.
            return Effect.as(
              Effect.logError(`Messenger account ${account} cannot send: ${GraphError.describe(outcome.error)}`),
              receipt
            )
          })
        }
      )
    },
    act: (conversation, address, action) => {
      const graph = client(conversation.account)
      if (graph === undefined || !Recipient.isScoped(address)) return Effect.void
      const body: SendBody.SenderAction = { recipient: Recipient.of(address), sender_action: actions[action] }
      return Effect.flatMap(graph.post("messages", body), (outcome) => {
        if (outcome._tag === "Answered") return Effect.void
        const why = outcome._tag === "Rejected" ? GraphError.describe(outcome.error) : outcome.reason
        return Effect.logDebug(`The sender action ${body.sender_action} did not arrive: ${why}`)
      })
    }
  }
}
