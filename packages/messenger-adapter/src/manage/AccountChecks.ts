/**
 * Whether an account is set up as the framework needs it, asked of the platform: token, permissions, subscriptions, features.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as GraphVersion from "../wire/GraphVersion.ts"
import type { Outcome } from "../graph/GraphClient.ts"
import * as Call from "./Call.ts"
import * as InstagramToken from "./InstagramToken.ts"
import type { Managed } from "./Managed.ts"
import * as Subscriptions from "./Subscriptions.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })
const Id = Schema.Union(Schema.String, Schema.Number)

/** What is not as it should be, how bad it is, and the cure. */
export interface Finding {
  readonly level: "error" | "warning"
  readonly problem: string
  readonly cure: string
}

const Features = Schema.Struct({
  data: Schema.Array(Schema.Struct({ feature: Schema.String, status: Schema.String }))
})

/** A feature that the app asked for, and what became of it ("Messaging Feature Review API", 17 June 2026). */
export interface Feature {
  readonly feature: string
  readonly status: "pending" | "rejected" | "approved" | "limited" | "unknown"
}

const decisions: ReadonlyArray<Feature["status"]> = ["pending", "rejected", "approved", "limited"]

/** The features that were asked for. */
export const features = ({ client }: Managed): Effect.Effect<ReadonlyArray<Feature>, Call.CallError> =>
  Effect.map(
    Call.read("read the reviewed features", client.get("messaging_feature_review"), Features),
    ({ data }) =>
      data.map(({ feature, status }) => ({
        feature,
        status: decisions.find((one) => one === status.toLowerCase()) ?? "unknown"
      }))
  )

/** What the platform knows of a token ("debug_token", read 2026-11-21). Times are milliseconds since 1970; none: it has no end. */
export interface TokenFacts {
  readonly isValid: boolean
  readonly appId?: string
  readonly account?: string
  readonly scopes: ReadonlyArray<string>
  readonly endsAt?: number
  readonly dataAccessEndsAt?: number
  readonly problem?: string
}

const Debugged = Schema.Struct({
  data: Schema.Struct({
    is_valid: optional(Schema.Boolean),
    app_id: optional(Id),
    profile_id: optional(Id),
    scopes: optional(Schema.Array(Schema.String)),
    expires_at: optional(Schema.Number),
    data_access_expires_at: optional(Schema.Number),
    error: optional(Schema.Struct({ message: optional(Schema.String) }))
  })
})

/** The answer of a batch: each call's own answer as text. */
const Batch = Schema.Tuple(Schema.Struct({ code: Schema.Number, body: Schema.parseJson(Debugged) }))

const moment = (name: "endsAt" | "dataAccessEndsAt", seconds: number | undefined) =>
  seconds === undefined || seconds <= 0 ? {} : { [name]: seconds * 1000 }

/** An answer without the token that was asked about, should the platform repeat it. */
const without = (secret: string) => (outcome: Outcome): Outcome => {
  const hide = (text: string): string =>
    text.replaceAll(secret, "<secret>").replaceAll(encodeURIComponent(secret), "<secret>")
  switch (outcome._tag) {
    case "Answered":
      return { ...outcome, body: hide(outcome.body) }
    case "Rejected": {
      const { error } = outcome
      return error.said === undefined ? outcome : { ...outcome, error: { ...error, said: hide(error.said) } }
    }
    case "Lost":
      return outcome
  }
}

/**
 * What the platform knows of a token. It is asked inside a batch, so that the token stands in a body and never in an address.
 */
export const token = (account: Managed, secret: Redacted.Redacted): Effect.Effect<TokenFacts, Call.CallError> => {
  const input_token = Redacted.value(secret)
  const relative_url = `debug_token?${new URLSearchParams({ input_token }).toString()}`
  const batch = [{ method: "GET", relative_url }]
  const answer = Effect.map((account.app ?? account.client).post("/", { batch }), without(input_token))
  const asked = Call.read("read what the token is", answer, Batch)
  return Effect.map(asked, ([{ body }]): TokenFacts => {
    const { app_id, data_access_expires_at, error, expires_at, is_valid, profile_id, scopes = [] } = body.data
    return {
      isValid: is_valid === true,
      scopes,
      ...(app_id === undefined ? {} : { appId: String(app_id) }),
      ...(profile_id === undefined ? {} : { account: String(profile_id) }),
      ...moment("endsAt", expires_at),
      ...moment("dataAccessEndsAt", data_access_expires_at),
      ...(error?.message === undefined ? {} : { problem: error.message })
    }
  })
}

/** The permissions without which an account of this kind does not work. */
export const permissions = ({ channel, login }: Pick<Managed, "channel" | "login">): ReadonlyArray<string> =>
  channel === "messenger"
    ? ["pages_messaging", "pages_manage_metadata"]
    : login === "instagram"
    ? ["instagram_business_basic", "instagram_business_manage_messages"]
    : ["instagram_basic", "instagram_manage_messages", "pages_manage_metadata"]

const week = 7 * 24 * 60 * 60 * 1000
const shown = (at: number): string => DateTime.formatIsoDateUtc(DateTime.unsafeMake(at))

/** What is wrong with a token at `now`. */
export const judge = (account: Managed, facts: TokenFacts, now: number): ReadonlyArray<Finding> => {
  const findings: Array<Finding> = []
  const error = (problem: string, cure: string) => findings.push({ level: "error", problem, cure })
  if (!facts.isValid) error("the token is not valid", "create a new one for the account and configure it")
  if (account.appId !== undefined && facts.appId !== undefined && facts.appId !== account.appId) {
    error(
      `the token belongs to the app ${facts.appId}`,
      `take one of the app ${account.appId}, or configure the other id`
    )
  }
  if (account.channel === "messenger" && facts.account !== undefined && facts.account !== account.id) {
    error(`the token belongs to the page ${facts.account}`, `take one of the page ${account.id}`)
  }
  // A token that is not valid may list none.
  const missing = facts.isValid ? permissions(account).filter((name) => !facts.scopes.includes(name)) : []
  for (const name of missing) {
    error(`the permission ${name} is missing`, "have it approved in App Review, then create a new token with it")
  }
  for (const endsAt of [facts.endsAt, facts.dataAccessEndsAt]) {
    if (endsAt === undefined || endsAt > now + week) continue
    const problem = `the token or its access to data ${endsAt > now ? "ends" : "ended"} on ${shown(endsAt)}`
    findings.push({ level: endsAt > now ? "warning" : "error", problem, cure: "create a new one and configure it" })
  }
  return findings
}

/** A check that could not be made is a finding itself. */
const failed = (error: Call.CallError): ReadonlyArray<Finding> => [{
  level: "error",
  problem: error.message,
  cure: "mend that, and check again"
}]

const subscriptions = (account: Managed): Effect.Effect<ReadonlyArray<Finding>> =>
  Effect.match(Subscriptions.read(account), {
    onFailure: failed,
    onSuccess: ({ missing, subscribed }) =>
      missing.length === 0 ? [] : [{
        level: subscribed.includes("messages") ? "warning" as const : "error" as const,
        problem: `the webhook is not subscribed to ${missing.join(", ")}`,
        cure: "run `parley resubscribe`"
      }]
  })

/** What is asked about. `tokenEndsAt` in milliseconds since 1970, where the end is known. */
export interface RunOptions {
  readonly token: Redacted.Redacted
  readonly version: string
  readonly tokenEndsAt?: number
}

/** The end of an Instagram login's token, as it was configured. */
const configuredEnd = (endsAt: number | undefined, now: number): ReadonlyArray<Finding> => {
  const problem = endsAt === undefined ? undefined : InstagramToken.warning(endsAt, now)
  if (endsAt === undefined || problem === undefined) return []
  return [{ level: endsAt > now ? "warning" : "error", problem, cure: "run `InstagramToken.keep` beside the bot" }]
}

/**
 * Everything that is wrong with an account: its Graph version, its token, what its webhook misses. The token of an Instagram login
 * is not asked about, as its host does not tell: its end is the one that was configured. Never fails: a check that cannot be made is
 * told as a finding.
 */
export const run = (
  account: Managed,
  options: RunOptions
): Effect.Effect<ReadonlyArray<Finding>> =>
  Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    const version = GraphVersion.warning(options.version, now)
    const ofToken = account.login === "instagram"
      ? Effect.succeed(configuredEnd(options.tokenEndsAt, now))
      : Effect.match(token(account, options.token), {
        onFailure: failed,
        onSuccess: (facts) => judge(account, facts, now)
      })
    return [
      ...(version === undefined ? [] : [{ level: "warning" as const, problem: version, cure: "set `graphVersion`" }]),
      ...(yield* ofToken),
      ...(yield* subscriptions(account))
    ]
  })
