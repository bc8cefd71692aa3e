import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { inspect } from "node:util"
import * as InstagramToken from "../../src/manage/InstagramToken.ts"
import * as Graph from "./graph.ts"

const day = 24 * 60 * 60 * 1000
const now = 1_763_700_000_000

const login = { channel: "instagram", login: "instagram" } as const

/** A host that gives a new token, or refuses. */
const host = (refuses = false) => {
  let given = 0
  return Graph.make(() => {
    given += 1
    return refuses
      ? Graph.error(190, 463)
      : { body: { access_token: `IGnewtokennewtokennewtoken${given}`, token_type: "bearer", expires_in: 60 * 86_400 } }
  }, login)
}

/** Keeps a token for some days, and gives what was saved and told. */
const keep = (graph: ReturnType<typeof host>, endsAt: number | undefined, days: number) =>
  Effect.gen(function*() {
    const saved: Array<InstagramToken.Refreshed> = []
    const told: Array<string> = []
    yield* TestClock.setTime(now)
    const fiber = yield* Effect.fork(InstagramToken.keep(graph.account, {
      ...(endsAt === undefined ? {} : { endsAt }),
      save: (refreshed) => Effect.sync(() => void saved.push(refreshed)),
      alert: (words) => Effect.sync(() => void told.push(words))
    }))
    for (let passed = 0; passed < days; passed++) yield* TestClock.adjust("1 day")
    yield* Fiber.interrupt(fiber)
    return { saved, told }
  })

describe("a token of an Instagram login", () => {
  it("is fine until two weeks before its end, then refreshed, and told a week before", () => {
    const endsAt = now + 60 * day
    const at = (left: number) => InstagramToken.standing(endsAt, endsAt - left)._tag

    expect([at(14 * day + 1), at(14 * day), at(7 * day + 1), at(7 * day), at(1), at(0)]).toEqual([
      "Fine",
      "Refresh",
      "Refresh",
      "Announce",
      "Announce",
      "Expired"
    ])
    expect(InstagramToken.warning(endsAt, endsAt - 8 * day)).toBeUndefined()
    expect(InstagramToken.warning(endsAt, endsAt - 7 * day)).toContain("ends on 2026-01-20 and was not refreshed")
    expect(InstagramToken.warning(endsAt, endsAt)).toContain("ended on 2026-01-20")
  })

  it.effect("is refreshed with the old one in the header and nothing secret but the proof in the address", () =>
    Effect.gen(function*() {
      const graph = host()
      yield* TestClock.setTime(now)

      const refreshed = yield* InstagramToken.refresh(graph.account.client)

      expect(Redacted.value(refreshed.token)).toBe("IGnewtokennewtokennewtoken1")
      expect(refreshed.endsAt).toBe(now + 60 * day)
      expect(graph.calls[0]).toMatchObject({
        path: "/v26.0/refresh_access_token",
        query: { grant_type: "ig_refresh_token" },
        headers: { authorization: "Bearer tok" }
      })
      expect(inspect(refreshed)).not.toContain("IGnew")
    }))

  it.effect("says nothing of a new token in an answer that cannot be read", () =>
    Effect.gen(function*() {
      const graph = Graph.make(() => ({ body: { access_token: "IGcanarycanarycanary", expires_in: "soon" } }), login)

      const unread = yield* Effect.flip(InstagramToken.refresh(graph.account.client))

      expect(unread._tag).toBe("CallUnread")
      expect(`${unread.message}${inspect(unread)}`).not.toContain("canary")
    }))

  it.effect("is kept: refreshed once when its time has come, and handed to who saves it", () =>
    Effect.gen(function*() {
      const graph = host()

      const { saved, told } = yield* keep(graph, now + 20 * day, 40)

      expect(saved.map(({ endsAt }) => (endsAt - now) / day)).toEqual([66])
      expect(graph.calls).toHaveLength(1)
      expect(told).toEqual([])
    }))

  it.effect("is told of, once a day from a week before its end, when it cannot be refreshed", () =>
    Effect.gen(function*() {
      const { saved, told } = yield* keep(host(true), now + 10 * day, 5)

      expect(saved).toEqual([])
      expect(told).toHaveLength(3)
      expect(told[0]).toMatch(
        /^instagram\/1: the Instagram token ends on 2025-12-01 and was not refreshed; make a new one/
      )
    }))

  it.effect("is refreshed at once when nobody knows its end, and told of when that fails", () =>
    Effect.gen(function*() {
      const { saved } = yield* keep(host(), undefined, 1)
      const { told } = yield* keep(host(true), undefined, 1)

      expect(saved).toHaveLength(1)
      expect(told[0]).toContain("the end of its Instagram token is not known")
    }))
})
