import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import * as AccountChecks from "../../src/manage/AccountChecks.ts"
import * as SubscribedFields from "../../src/wire/SubscribedFields.ts"
import * as Graph from "./graph.ts"

const now = Date.parse("2026-11-21T00:00:00Z")
const secret = Redacted.make("EAAcanarycanarycanary")

const fine = {
  is_valid: true,
  app_id: "7",
  profile_id: "1",
  scopes: ["pages_messaging", "pages_manage_metadata"],
  expires_at: 0
}

/** A page whose token is this, and which is subscribed to these fields. */
const page = (token: object, fields = SubscribedFields.of("messenger", "facebook")) => {
  const graph = Graph.make(({ path }) => {
    if (path === "/v26.0/") return { body: [{ code: 200, body: JSON.stringify({ data: token }) }] }
    if (path.endsWith("/messaging_feature_review")) {
      return { body: { data: [{ feature: "locale", status: "APPROVED" }, { feature: "gender", status: "odd" }] } }
    }
    return { body: { data: [{ id: "7", subscribed_fields: fields }] } }
  })
  return { ...graph, account: { ...graph.account, appId: "7" } }
}

const check = (graph: ReturnType<typeof page>, version = "v26.0") =>
  Effect.zipRight(TestClock.setTime(now), AccountChecks.run(graph.account, { token: secret, version }))

describe("the checks of an account", () => {
  it.effect("find nothing where all is well", () =>
    Effect.gen(function*() {
      expect(yield* check(page(fine))).toEqual([])
    }))

  it.effect("ask about the token in a body, never in an address", () =>
    Effect.gen(function*() {
      const graph = page(fine)

      yield* check(graph)

      const [asked] = graph.calls
      expect(asked).toMatchObject({ method: "POST", path: "/v26.0/", query: {} })
      expect(asked?.body.batch[0].relative_url).toContain(Redacted.value(secret))
      expect(graph.calls.map(({ path, query }) => path + JSON.stringify(query)).join()).not.toContain("canary")
    }))

  it.effect.each<readonly [token: object, problem: string]>([
    [{ ...fine, is_valid: false }, "the token is not valid"],
    [{ ...fine, app_id: 8 }, "the token belongs to the app 8"],
    [{ ...fine, profile_id: "2" }, "the token belongs to the page 2"],
    [{ ...fine, scopes: ["pages_messaging"] }, "the permission pages_manage_metadata is missing"],
    [{ ...fine, expires_at: now / 1000 + 86_400 }, "the token or its access to data ends on 2026-11-22"],
    [{ ...fine, data_access_expires_at: now / 1000 - 86_400 }, "the token or its access to data ended on 2026-11-20"]
  ])("find one thing about a token: %j", ([token, problem]) =>
    Effect.gen(function*() {
      expect((yield* check(page(token))).map((finding) => finding.problem)).toEqual([problem])
    }))

  it.effect("find a version that ends, and a webhook that misses fields, each with its cure", () =>
    Effect.gen(function*() {
      const findings = yield* check(page(fine, ["messages"]), "v21.0")

      expect(findings.map(({ cure, level }) => [level, cure])).toEqual([
        ["warning", "set `graphVersion`"],
        ["warning", "run `parley resubscribe`"]
      ])
      expect((yield* check(page(fine, []))).map(({ level }) => level)).toEqual(["error"])
    }))

  it.effect("tell of a check that could not be made as of a finding", () =>
    Effect.gen(function*() {
      const graph = Graph.make(() => Graph.error(190, 463))
      const findings = yield* AccountChecks.run(graph.account, { token: secret, version: "v26.0" })

      expect(findings.map(({ problem }) => problem.split(":")[0])).toEqual([
        "Could not read what the token is",
        "Could not read the subscriptions"
      ])
    }))

  it.effect("do not ask the host of an Instagram login about its token, which it does not tell", () =>
    Effect.gen(function*() {
      const { account, calls } = Graph.make(() => ({ body: { data: [] } }), {
        channel: "instagram",
        login: "instagram"
      })

      yield* AccountChecks.run(account, { token: secret, version: "v26.0" })

      expect(calls.map(({ path }) => path)).toEqual(["/v26.0/1/subscribed_apps"])
    }))

  it.effect("tell a week ahead of the end of its token that was configured", () =>
    Effect.gen(function*() {
      const { account } = Graph.make(() => ({ body: { data: [] } }), { channel: "instagram", login: "instagram" })
      const day = 24 * 60 * 60 * 1000
      const at = (tokenEndsAt: number) => AccountChecks.run(account, { token: secret, version: "v26.0", tokenEndsAt })

      const levels = yield* Effect.forEach([7 * day + 1, 7 * day, 0], (end) =>
        Effect.map(at(end), (findings) =>
          findings.filter(({ problem }) =>
            problem.includes("token")
          ).map(({ level }) => level)))

      expect(levels).toEqual([[], ["warning"], ["error"]])
    }))

  it.effect("read which features the app was approved for", () =>
    Effect.gen(function*() {
      expect(yield* AccountChecks.features(page(fine).account)).toEqual([
        { feature: "locale", status: "approved" },
        { feature: "gender", status: "unknown" }
      ])
    }))
})
