/**
 * A call that manages the account: its answer read, or the reason why there is none.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Outcome } from "../graph/GraphClient.ts"
import * as GraphError from "../graph/GraphError.ts"

/** The platform said no. `error` tells what kind of no it is, with its codes and its cure. */
export class CallRejected extends Schema.TaggedError<CallRejected>()("CallRejected", {
  what: Schema.String,
  error: GraphError.GraphError
}) {
  override get message() {
    return `Could not ${this.what}: ${GraphError.describe(this.error)}`
  }
}

/** No answer came. With `sent: "no"` nothing was done; with "maybe" it may have been. */
export class CallLost extends Schema.TaggedError<CallLost>()("CallLost", {
  what: Schema.String,
  sent: Schema.Literal("no", "maybe"),
  reason: Schema.String
}) {
  override get message() {
    return `Could not ${this.what}: ${this.reason}`
  }
}

/** An answer came that cannot be read. */
export class CallUnread extends Schema.TaggedError<CallUnread>()("CallUnread", {
  what: Schema.String,
  problem: Schema.String
}) {
  override get message() {
    return `Could not ${this.what}: the answer of the Graph API is not as its pages say (${this.problem}); `
      + "check the Graph version and the Graph base URL"
  }
}

/** What a call can end in, besides its answer. */
export type CallError = CallRejected | CallLost | CallUnread

/** Says why an answer is not what was expected in one line, without the answer itself: it may hold what is private. */
const problemOf = (issue: { readonly message: string }): string => {
  const last = (issue.message.split("\n").at(-1) ?? "").replace(/^[\s│├└─]+/, "").replace(/, actual .*$/s, "")
  // Other words than these are of a parser, and quote what it could not read.
  return /^(?:Expected |is missing)/.test(last) ? last : "a part of it cannot be read"
}

/** The answer of a call, as its schema reads it. `what` is what was tried: "read the profile". */
export const read = <A, I>(
  what: string,
  call: Effect.Effect<Outcome>,
  schema: Schema.Schema<A, I>
): Effect.Effect<A, CallError> => {
  const decode = Schema.decode(Schema.parseJson(schema))
  return Effect.flatMap(call, (outcome): Effect.Effect<A, CallError> => {
    switch (outcome._tag) {
      case "Answered":
        return Effect.mapError(decode(outcome.body), (issue) => new CallUnread({ what, problem: problemOf(issue) }))
      case "Rejected":
        return Effect.fail(new CallRejected({ what, error: outcome.error }))
      case "Lost":
        return Effect.fail(new CallLost({ what, sent: outcome.sent, reason: outcome.reason }))
    }
  })
}

/** What edges answer that only do something. Some pages print it as text. */
const Success = Schema.Struct({ success: Schema.Literal(true, "true") })

/** A call that only does something: done, or the reason why not. */
export const done = (what: string, call: Effect.Effect<Outcome>): Effect.Effect<void, CallError> =>
  Effect.asVoid(read(what, call, Success))
