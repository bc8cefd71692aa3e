import { describe, expect, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import * as Credentials from "../../src/graph/Credentials.ts"
import * as GraphClient from "../../src/graph/GraphClient.ts"
import type * as GraphHttp from "../../src/graph/GraphHttp.ts"
import * as Guarded from "../../src/graph/Guarded.ts"

interface Answer {
  readonly status?: number
  readonly headers?: GraphHttp.Response["headers"]
  readonly body: object
}

const fine: Answer = { body: { success: true } }

const refused = (code: number, subcode?: number): Answer => ({
  status: 400,
  body: { error: { message: "no", code, ...(subcode === undefined ? {} : { error_subcode: subcode }) } }
})

const usage = (percent: number, regain = 0): GraphHttp.Response["headers"] => ({
  "x-business-use-case-usage": JSON.stringify({
    "1": [{ type: "messenger", call_count: percent, estimated_time_to_regain_access: regain }]
  })
})

/** A guarded client whose Graph API gives what `answer` says, with the number of calls that reached it. */
const account = (answer: () => Answer) => {
  const seen = { calls: 0 }
  const client = GraphClient.make({
    http: {
      request: () =>
        Effect.sync(() => {
          seen.calls += 1
          const { body, headers = {}, status = 200 } = answer()
          return { status, headers, body: JSON.stringify(body) }
        })
    },
    version: "v26.0",
    node: "1",
    credentials: Credentials.make({ token: Redacted.make("tok"), appSecret: Redacted.make("sec") })
  })
  return { client: Guarded.over(client), seen }
}

const kind = (outcome: GraphClient.Outcome): string => outcome._tag === "Rejected" ? outcome.error._tag : outcome._tag

describe("the calls of an account whose token has expired", () => {
  it.effect("are refused with the cure and the moment, and reach nobody, until one at a time may try", () =>
    Effect.gen(function*() {
      const { client, seen } = account(() => refused(190, 463))

      const first = yield* client.get("messenger_profile")
      const second = yield* client.post("subscribed_apps", {})
      yield* TestClock.adjust("5 seconds")
      const third = yield* client.get("messenger_profile")

      expect([first, second, third].map(kind)).toEqual(["Configuration", "Configuration", "Configuration"])
      expect(seen.calls).toBe(2)
      const cure = second._tag === "Rejected" ? second.error.cure : ""
      expect(cure).toMatch(
        /the page token has expired; create a new .*; it is not asked again before 1970-01-01T00:00:0/
      )
    }))

  it.effect("go on as soon as one has passed", () =>
    Effect.gen(function*() {
      let answer = refused(190, 463)
      const { client } = account(() => answer)
      yield* client.get("messenger_profile")
      answer = fine
      yield* TestClock.adjust("5 seconds")

      const after = yield* Effect.forEach(["a", "b"], (edge) => client.get(edge))

      expect(after.map(kind)).toEqual(["Answered", "Answered"])
    }))
})

describe("what one call may not do", () => {
  it.effect.each<readonly [string, Answer]>([
    ["a permission that it lacks", refused(200)],
    ["another page's id", refused(100, 33)],
    ["a trouble of the platform", refused(1200)]
  ])("holds up no other: %s", ([, answer]) =>
    Effect.gen(function*() {
      const answers = [answer]
      const { client, seen } = account(() => answers.shift() ?? fine)

      yield* client.post("message_templates", {})
      const other = yield* client.get("messenger_profile")

      expect([kind(other), seen.calls]).toEqual(["Answered", 2])
    }))
})

describe("the allowance of an account", () => {
  it.effect("slows the calls down from 95 percent on: one in a second", () =>
    Effect.gen(function*() {
      const { client, seen } = account(() => ({ ...fine, headers: usage(95) }))
      yield* client.get("a")

      const slow = yield* Effect.fork(client.get("b"))
      yield* TestClock.adjust("999 millis")
      const before = seen.calls
      yield* TestClock.adjust("1 millis")
      yield* Fiber.join(slow)

      expect([before, seen.calls]).toEqual([1, 2])
    }))

  it.effect("refuses what would wait for longer than a minute, with the time that the platform named", () =>
    Effect.gen(function*() {
      const { client, seen } = account(() => ({ ...refused(80006), headers: usage(100, 7) }))
      yield* client.get("a")

      const outcome = yield* client.get("b")

      expect(outcome).toMatchObject({
        _tag: "Rejected",
        error: { _tag: "RateLimited", waitFor: Duration.toMillis("7 minutes") }
      })
      expect(seen.calls).toBe(1)
    }))
})
