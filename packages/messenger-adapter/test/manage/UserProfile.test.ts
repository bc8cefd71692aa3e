import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as TestClock from "effect/TestClock"
import * as UserProfile from "../../src/manage/UserProfile.ts"
import * as Graph from "./graph.ts"

const ana = "25381719828140932"

const told = {
  id: ana,
  name: "Ana Ruiz",
  first_name: "Ana",
  last_name: "Ruiz",
  profile_pic: "https://platform-lookaside.fbsbx.com/p.jpg?psid=1&ext=1800000000&hash=A",
  locale: "es_ES",
  timezone: -3
}

const profiles = (answer: () => Graph.Answer, options?: UserProfile.CacheOptions) =>
  Effect.gen(function*() {
    const { account, calls } = Graph.make(answer)
    return { calls, ...(yield* UserProfile.make(account, options)) }
  })

describe("the profile of a person", () => {
  it.effect("is read from the person's own address, with the proof and the fields that need no permission", () =>
    Effect.gen(function*() {
      const { calls, read } = yield* profiles(() => ({ body: told }))

      const reading = yield* read(ana)

      expect(reading).toEqual({
        _tag: "Known",
        profile: {
          name: "Ana Ruiz",
          firstName: "Ana",
          lastName: "Ruiz",
          picture: { url: told.profile_pic, expiresAt: 1_800_000_000_000 },
          locale: "es_ES",
          timezone: -3
        }
      })
      expect(calls).toMatchObject([{
        method: "GET",
        path: `/v26.0/${ana}`,
        query: { fields: "first_name,last_name,name,profile_pic", appsecret_proof: Graph.proof },
        headers: { authorization: "Bearer tok" }
      }])
    }))

  it.effect("is asked for once an hour, per set of fields, in whatever order they are named", () =>
    Effect.gen(function*() {
      const { calls, forget, read } = yield* profiles(() => ({ body: { name: "Ana" } }))

      yield* Effect.all([read(ana), read(ana)], { concurrency: 2 })
      yield* read(ana, { fields: ["locale", "timezone"] })
      yield* read(ana, { fields: ["timezone", "locale"] })
      expect(calls).toHaveLength(2)
      yield* TestClock.adjust("59 minutes")
      yield* read(ana)
      expect(calls).toHaveLength(2)
      yield* TestClock.adjust("1 minute")
      yield* read(ana)
      expect(calls).toHaveLength(3)
      yield* forget(ana)
      yield* read(ana, { fields: ["locale", "timezone"] })
      expect(calls).toHaveLength(4)
    }))

  it.effect("is known no longer than the address of its picture works", () =>
    Effect.gen(function*() {
      const expires = (60 * 60 * 24).toString(16).padStart(8, "0")
      const { calls, read } = yield* profiles(
        () => ({ body: { profile_pic: `https://x.fbcdn.net/p.jpg?oe=${expires}` } }),
        {
          knownFor: "2 days"
        }
      )

      yield* read(ana)
      yield* TestClock.adjust("23 hours")
      yield* read(ana)
      expect(calls).toHaveLength(1)
      yield* TestClock.adjust("1 hour")
      yield* read(ana)
      expect(calls).toHaveLength(2)
    }))

  it.effect("that is not told is a value that says why, and is asked for again after five minutes", () =>
    Effect.gen(function*() {
      const cases = [
        [{ body: {} }, "notPermitted"],
        [{ body: { id: ana } }, "notPermitted"],
        [Graph.error(2018247), "notPermitted"],
        [Graph.error(10, 2018247), "notPermitted"],
        [Graph.error(2018218), "noProfile"],
        [Graph.error(100, 2018218), "noProfile"],
        [Graph.error(230), "noConsent"],
        [Graph.error(551), "unreachable"],
        [Graph.error(100, 33), "unknown"],
        [Graph.error(100, 2018001), "unknown"],
        [Graph.error(100, 2534014), "unknown"]
      ] as const
      for (const [answer, why] of cases) {
        const { calls, read } = yield* profiles(() => answer)
        const reading = yield* read(ana)
        expect(reading).toMatchObject({ _tag: "Withheld", why })
        if (reading._tag === "Withheld") expect(reading.cure).not.toBe("")
        yield* TestClock.adjust("4 minutes")
        yield* read(ana)
        expect(calls).toHaveLength(1)
        yield* TestClock.adjust("1 minute")
        yield* read(ana)
        expect(calls).toHaveLength(2)
      }
    }))

  it.effect("fails where the platform has a trouble of its own, and is asked for again at once", () =>
    Effect.gen(function*() {
      const answers = [Graph.error(190, 463, 401), { body: "<html>" }, { body: { name: 7 } }, { body: told }]
      let next = 0
      const { read } = yield* profiles(() => answers[next++] ?? { body: told })

      const errors = [yield* Effect.flip(read(ana)), yield* Effect.flip(read(ana)), yield* Effect.flip(read(ana))]

      expect(errors.map(({ _tag }) => _tag)).toEqual(["CallRejected", "CallUnread", "CallUnread"])
      expect((yield* read(ana))._tag).toBe("Known")
    }))

  it.effect("has the fields of its channel, and is not asked for others, nor of anybody without a scoped id", () =>
    Effect.gen(function*() {
      const { account, calls } = Graph.make(() => ({
        body: { username: "ana", follower_count: 3, is_user_follow_business: true, is_verified_user: false }
      }), { channel: "instagram" })
      const { read } = yield* UserProfile.make(account)

      expect(yield* read(ana, { fields: ["username", "followers", "followsUs", "verified"] })).toEqual({
        _tag: "Known",
        profile: { username: "ana", followers: 3, followsUs: true, verified: false }
      })
      expect(yield* Effect.flip(read(ana, { fields: ["timezone"] }))).toMatchObject({
        _tag: "Invalid",
        field: "fields"
      })
      for (const person of ["user_ref:7", "-", "", "../me", "1?x"]) {
        expect(yield* Effect.flip(read(person))).toMatchObject({ _tag: "Invalid", field: "person" })
      }
      expect(calls).toHaveLength(1)
    }))

  it.effect("holds no secret in what is said of a failure", () =>
    Effect.gen(function*() {
      const { read } = yield* profiles(() => ({ body: { name: { nested: "private words" } } }))
      const outcome = yield* Effect.either(read(ana))
      expect(Either.isLeft(outcome) ? outcome.left.message : "").toMatch(/^Could not read the profile of a person: /)
      expect(JSON.stringify(outcome)).not.toMatch(/private words|Bearer|b13512/)
    }))
})
