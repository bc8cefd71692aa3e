/**
 * The calls of one account that are no messages, kept from doing harm: slowed by what the headers tell, and not made while the
 * platform takes nothing of the account.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Circuit from "./Circuit.ts"
import * as ErrorTable from "./ErrorTable.ts"
import type { GraphClient, Outcome } from "./GraphClient.ts"
import type { GraphError } from "./GraphError.ts"
import * as SendRate from "./SendRate.ts"
import * as Usage from "./Usage.ts"

/** A call waits for its turn at most this long; one that would wait longer is refused with the moment. */
const longest = 60_000

/** How long a limit holds that names no time. */
const unnamed = 15_000

/** The circuit of the account; a permission that one call lacks is that call's own. */
const account = "account"

/** Whether an error says that the platform takes nothing of the account, whatever is called. */
const isOfAccount = (error: GraphError): boolean => {
  if (error._tag !== "Configuration" || error.scope !== "account") return false
  const ofWords = error.said === undefined ? undefined : ErrorTable.ofWords(error.said)
  const ofCode = error.code === undefined ? undefined : ErrorTable.find(error.code, error.subcode)
  return ofWords?.scope === "account" || ofCode?.scope === "account"
}

const until = (at: number): string => DateTime.formatIso(DateTime.unsafeMake(at))

/** What the platform said last, with the moment from which on it is asked again. */
const refused = (error: GraphError, at: number): Outcome => ({
  _tag: "Rejected",
  error: { ...error, cure: `${error.cure}; it is not asked again before ${until(at)}` }
})

/** The allowance is used up: what a limit would answer, without asking. */
const spent = (at: number, now: number): Outcome => ({
  _tag: "Rejected",
  error: {
    _tag: "RateLimited",
    status: 429,
    cure: `the account made too many calls; call again after ${until(at)}`,
    waitFor: at - now
  }
})

/** The client with its calls guarded. Give each account one of its own; `rates` are whose limits hold, the platform's unless given. */
export const over = (client: GraphClient, rates?: SendRate.Limits): GraphClient => {
  const circuit = Circuit.make()
  const rate = SendRate.make(rates)
  let calls = 0
  let last: GraphError | undefined

  const settled = (outcome: Outcome, call: string): Effect.Effect<Outcome> =>
    Effect.zipWith(Clock.currentTimeMillis, Random.next, (now, random) => {
      if (outcome._tag === "Answered") {
        if (outcome.headers !== undefined) rate.used(Usage.read(outcome.headers), now)
        circuit.passed(account)
        return outcome
      }
      const error = outcome._tag === "Rejected" ? outcome.error : undefined
      if (error === undefined || error._tag === "Transient" || error._tag === "Unrecognised") {
        circuit.left(account, now)
      } else if (error._tag === "RateLimited") {
        if (Usage.isShared(error)) rate.hold(now + (error.waitFor ?? unnamed))
        circuit.left(account, now)
      } else if (isOfAccount(error)) {
        last = error
        circuit.tripped(account, { message: call, cause: error.cure, reason: error.cure, now, random })
      } else circuit.passed(account)
      return outcome
    })

  const guarded = (call: Effect.Effect<Outcome>): Effect.Effect<Outcome> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const answer = circuit.ask(account, now)
      if (answer._tag === "Wait" && last !== undefined) return Effect.succeed(refused(last, answer.until))
      calls += 1
      const name = String(calls)
      const at = rate.place(name, [], now)
      rate.forget(name)
      if (at - now > longest) {
        circuit.left(account, now)
        return Effect.succeed(spent(at, now))
      }
      const made = Effect.flatMap(call, (outcome) => settled(outcome, name))
      return at > now ? Effect.zipRight(Effect.sleep(Duration.millis(at - now)), made) : made
    })

  return {
    post: (edge, body, more) => guarded(Effect.suspend(() => client.post(edge, body, more))),
    get: (edge, parameters) => guarded(Effect.suspend(() => client.get(edge, parameters))),
    delete: (edge, body) => guarded(Effect.suspend(() => client.delete(edge, body))),
    upload: (edge, form, more) => guarded(client.upload(edge, form, more)),
    append: (edge, piece, more) => guarded(client.append(edge, piece, more))
  }
}
