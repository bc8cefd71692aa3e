/**
 * What the platform says of accounts: token, permissions, subscriptions, the Graph version; and of this machine's clock.
 *
 * @module
 */
import { Accounts, GraphVersion, type MessengerSettings, Subscriptions, UndiciHttp } from "@parley/messenger-adapter"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Progress from "../command/Progress.ts"
import * as Check from "./Check.ts"

const day = (at: number): string => DateTime.formatIsoDateUtc(DateTime.unsafeMake(at))

const version = ({ version }: MessengerSettings.Settings, now: number): Check.Check => {
  const { _tag } = GraphVersion.standing(version, now)
  const problem = GraphVersion.warning(version, now)
  if (problem !== undefined) {
    return Check.bad(
      _tag === "Ended" ? "failed" : "warning",
      "graph version",
      problem,
      "set `graphVersion`, and test with it"
    )
  }
  const end = GraphVersion.endsAt(version)
  return Check.ok("graph version", `${version}, ${end === undefined ? "no end is announced" : `until ${day(end)}`}`)
}

/** Without echoes nobody learns what became of a message whose answer was lost. */
const echoes = "message_echoes"

const subscribed = (account: Accounts.Account, about: string): Effect.Effect<ReadonlyArray<Check.Check>> =>
  Effect.match(Subscriptions.read(account), {
    // The account's own check has told it.
    onFailure: () => [],
    onSuccess: ({ missing, subscribed }) => [
      ...(subscribed.length === 0 ? [] : [Check.ok(about, `subscribed to ${subscribed.join(", ")}`)]),
      ...(missing.includes(echoes)
        ? [Check.bad(
          "failed",
          about,
          `${echoes} is not subscribed: what became of a message whose answer was lost is never known`,
          "run `parley resubscribe`"
        )]
        : [])
    ]
  })

const account = (one: Accounts.Account): Effect.Effect<ReadonlyArray<Check.Check>> =>
  Effect.gen(function*() {
    const about = `${one.channel}/${one.id}`
    yield* Progress.tell(`asking the platform about ${about}`)
    // The version is told once for all accounts.
    const findings = (yield* one.check).filter(({ cure }) => cure !== "set `graphVersion`")
    const told = findings.map(({ cure, level, problem }) =>
      Check.bad(level === "error" ? "failed" : "warning", about, problem, cure)
    )
    const fine = one.login === "instagram"
      ? "the token answers, and its end is not near"
      : "the token is valid and has its permissions"
    return [
      ...(findings.some(({ level }) => level === "error") ? [] : [Check.ok(about, fine)]),
      ...told,
      ...(yield* subscribed(one, about))
    ]
  })

const warned = 10_000
const wrong = 60_000

/** Whether this machine's clock goes with the platform's; the header tells whole seconds. */
export const judgeClock = (ours: number, theirs: number): Check.Check => {
  const apart = Math.round((ours - theirs) / 1000)
  const words = `this machine's clock is ${Math.abs(apart)} s ${apart < 0 ? "behind" : "ahead of"} the platform's`
  if (Math.abs(ours - theirs) <= warned) return Check.ok("clock", "it goes with the platform's")
  return Check.bad(
    Math.abs(ours - theirs) > wrong ? "failed" : "warning",
    "clock",
    `${words}: windows are judged by it, and open or shut too early`,
    "let it follow a time server: `timedatectl set-ntp true`, or your system's own way"
  )
}

const clock = (
  { accounts }: MessengerSettings.Settings
): Effect.Effect<ReadonlyArray<Check.Check>, never, Scope.Scope> =>
  Effect.gen(function*() {
    const [first] = accounts
    if (first === undefined) return []
    const http = yield* UndiciHttp.make(first.baseUrl, { connections: 1, timeoutAfter: "10 seconds" })
    const asked = yield* Clock.currentTimeMillis
    const answer = yield* Effect.option(http.request({ method: "GET", path: "/", headers: {} }))
    const now = yield* Clock.currentTimeMillis
    if (answer._tag === "None") {
      return [
        Check.bad(
          "failed",
          "graph",
          `${first.baseUrl.origin} does not answer`,
          "look at the network, a proxy, and `graphBaseUrl`"
        )
      ]
    }
    const { date } = answer.value.headers
    const theirs = typeof date === "string" ? Date.parse(date) : Number.NaN
    // The header has no fractions: half a second is its usual error.
    return Number.isNaN(theirs) ? [] : [judgeClock((asked + now) / 2, theirs + 500)]
  })

/** Asks the platform about every account of some settings. */
export const look = (settings: ReadonlyArray<MessengerSettings.Settings>): Effect.Effect<ReadonlyArray<Check.Check>> =>
  Effect.scoped(Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    const checks: Array<Check.Check> = []
    for (const one of settings) {
      checks.push(version(one, now))
      const reached = yield* clock(one)
      checks.push(...reached)
      // Whom nobody reaches need not be asked about each account.
      if (reached.some(({ about }) => about === "graph")) continue
      for (const managed of yield* Accounts.make(one)) checks.push(...yield* account(managed))
    }
    // Accounts of two channels share a version and a clock.
    return checks.filter((check, index) =>
      checks.findIndex((other) => JSON.stringify(other) === JSON.stringify(check)) === index
    )
  }))
