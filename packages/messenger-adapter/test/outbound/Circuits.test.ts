import type { LaneName, Outbound } from "@parley/core"
import type { GraphHttp } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { describe, expect, it } from "vitest"
import * as Pages from "./pages.ts"

const expired = Pages.refused(190, 463)
const ofPage = (page: string) => ({ path }: GraphHttp.Request) => path.startsWith(`/v26.0/${page}/`)
const human: LaneName.Lane = { lane: "humanAgent", rule: "r", pack: "p" }
const errors = (logged: ReadonlyArray<string>) => logged.filter((line) => line.startsWith("ERROR"))

describe("a page whose token has expired", () => {
  it("gives one alert with the cure, keeps every message, and asks no more than one at a time", () => {
    const logged: Array<string> = []
    return Pages.run(
      Effect.gen(function*() {
        let calls = 0
        const { send } = yield* Pages.make((request) => {
          if (!ofPage("1")(request)) return Pages.taken
          calls += 1
          return expired
        })

        const receipts = yield* Effect.forEach(Array.from({ length: 50 }, (_, n) => `a${n}`), (id) => send(id))

        expect(receipts.map(({ _tag }) => _tag)).toEqual(Array(50).fill("Postponed"))
        expect(calls).toBe(1)
        expect(errors(logged)).toHaveLength(1)
        expect(errors(logged)[0]).toContain(
          "account 1 cannot send: code 190/463: the page token has expired; create a new"
        )
      }),
      logged
    )
  })

  it("holds up no other page", () =>
    Pages.run(Effect.gen(function*() {
      const { send } = yield* Pages.make((request) => ofPage("1")(request) ? expired : Pages.taken)
      yield* send("a")
      expect((yield* send("x", { account: "2" }))._tag).toBe("Sent")
    })))

  it("is tried again less and less often, up to once a minute, without another alert", () => {
    const logged: Array<string> = []
    return Pages.run(
      Effect.gen(function*() {
        const { send } = yield* Pages.make(() => expired)
        const found: Array<number> = []
        for (let trial = 0; trial < 7; trial += 1) {
          const wait = Pages.waits(yield* send("a"), yield* Effect.clockWith((clock) => clock.currentTimeMillis))
          found.push(wait)
          yield* TestClock.adjust(wait)
        }
        for (const [index, wait] of found.entries()) {
          const bound = Math.min(60_000, 5_000 * 2 ** index)
          expect([wait >= bound / 2, wait <= bound]).toEqual([true, true])
        }
        expect(errors(logged)).toHaveLength(1)
      }),
      logged
    )
  })

  it("gives one more alert when its trial fails by another cause, and none for what stays", () => {
    const logged: Array<string> = []
    return Pages.run(
      Effect.gen(function*() {
        let answer = expired
        const { send } = yield* Pages.make(() => answer)
        const trial = Effect.zipRight(TestClock.adjust("1 minute"), send("a"))
        yield* send("a")

        answer = Pages.refused(100, undefined, { message: "Invalid appsecret_proof provided" })
        yield* trial
        yield* trial
        answer = Pages.refused(190, 463, { message: "Session has expired on Friday" })
        yield* trial
        answer = Pages.refused(190, 463, { message: "Session has expired on Saturday" })
        yield* trial

        expect(errors(logged)).toHaveLength(3)
        expect(errors(logged)[1]).toMatch(/the app secret is not that of.*This is another cause than before/s)
        expect(errors(logged)[2]).toContain("code 190/463")
      }),
      logged
    )
  })

  it("sends again as soon as a trial passes, and says so", () => {
    const logged: Array<string> = []
    return Pages.run(
      Effect.gen(function*() {
        let answer = expired
        const { send } = yield* Pages.make(() => answer)
        yield* send("a")
        answer = Pages.taken
        const early = yield* send("b")
        yield* TestClock.adjust("1 minute")
        const later = yield* Effect.forEach(["a", "b", "c"], (id) => send(id))

        expect(early._tag).toBe("Postponed")
        expect(later.map(({ _tag }) => _tag)).toEqual(["Sent", "Sent", "Sent"])
        expect(logged.at(-1)).toBe("INFO Messenger account 1 sends again")
      }),
      logged
    )
  })

  it("goes on with a new token that is given at run time", () =>
    Pages.run(Effect.gen(function*() {
      let token = Redacted.make("old")
      const { send } = yield* Pages.make(
        ({ headers }) => headers["authorization"] === "Bearer new" ? Pages.taken : expired,
        { accounts: [{ channel: "messenger", id: "1", token: () => token, appSecret: "sec" }] }
      )
      const before = yield* send("a")
      token = Redacted.make("new")
      yield* TestClock.adjust("5 seconds")

      expect([before._tag, (yield* send("a"))._tag]).toEqual(["Postponed", "Sent"])
    })))

  it("keeps the last token while its source fails or gives none", () =>
    Pages.run(Effect.gen(function*() {
      const seen: Array<string | undefined> = []
      let give: () => string = () => "good"
      const { send } = yield* Pages.make(({ headers }) => {
        seen.push(headers["authorization"])
        return Pages.taken
      }, { accounts: [{ channel: "messenger", id: "1", token: () => give(), appSecret: "sec" }] })
      yield* send("a")
      give = () => {
        throw new Error("no vault")
      }
      yield* send("b")
      give = () => "with\r\nbreak"
      yield* send("c")
      expect(seen).toEqual(Array(3).fill("Bearer good"))
    })))
})

describe("other reasons of an account", () => {
  it.each(
    [
      [
        "a permission",
        200,
        undefined,
        {},
        "pages_messaging (on Instagram instagram_manage_messages) with Advanced Access"
      ],
      ["the MESSAGE task", 10, undefined, {}, "the token's user the MESSAGE task on the page"],
      ["a page that does not match", 100, 33, {}, "take a token of this very page"],
      [
        "a wrong app secret",
        100,
        undefined,
        { message: "Invalid appsecret_proof provided" },
        "the app secret is not that of"
      ],
      ["a restriction", 368, undefined, {}, "see its quality page"],
      ["a restriction for a time", 10, 1893063, {}, "see its quality page"],
      ["an Instagram account without its page", 100, 2534013, {}, "link the page to its Instagram account"]
    ] as const
  )("%s: one alert says what to do, and nothing is lost", (_name, code, subcode, more, cure) => {
    const logged: Array<string> = []
    return Pages.run(
      Effect.gen(function*() {
        const { send } = yield* Pages.make(() => Pages.refused(code, subcode, more))
        const receipts = yield* Effect.forEach(["a", "b", "c"], (id) => send(id))
        expect(receipts.map(({ _tag }) => _tag)).toEqual(["Postponed", "Postponed", "Postponed"])
        expect(errors(logged)).toHaveLength(1)
        expect(errors(logged)[0]).toContain(cure)
      }),
      logged
    )
  })

  it("a missing Human Agent feature is named, and holds up nothing that does not need it", () => {
    const logged: Array<string> = []
    return Pages.run(
      Effect.gen(function*() {
        const { send } = yield* Pages.make(({ body }) =>
          body?.includes("HUMAN_AGENT") === true ? Pages.refused(10) : Pages.taken
        )
        const held = yield* Effect.forEach(["a", "b"], (id) => send(id, { lane: human }))
        const plain = yield* send("c")

        expect(held.map(({ _tag }) => _tag)).toEqual(["Postponed", "Postponed"])
        expect(plain._tag).toBe("Sent")
        expect(errors(logged)).toHaveLength(1)
        expect(errors(logged)[0]).toContain(
          "cannot send what needs Human Agent: code 10: the app lacks the Human Agent feature"
        )
      }),
      logged
    )
  })

  it("are no reason for an unknown recipient, whose error names ids of Facebook Login as a likely cause", () =>
    Pages.run(Effect.gen(function*() {
      for (
        const answer of [
          Pages.refused(100, 2018001),
          Pages.refused(100, undefined, { message: "(#100) No matching user found" })
        ]
      ) {
        const { send } = yield* Pages.make(() => answer)
        expect(yield* send("a")).toMatchObject({
          _tag: "Failed",
          unreachable: true,
          reason: expect.stringContaining("an app-scoped one of Facebook Login")
        })
      }
    })))

  it("a message that is refused again and again while others pass is the one at fault, and stops nobody for good", () =>
    Pages.run(Effect.gen(function*() {
      const { send } = yield* Pages.make(({ body }) =>
        body?.includes("parley:bad") === true ? Pages.refused(200) : Pages.taken
      )
      const found: Array<string> = []
      for (let round = 0; round < 4; round += 1) {
        found.push((yield* send("bad"))._tag)
        yield* TestClock.adjust("1 minute")
        found.push((yield* send(`good${round}`))._tag)
      }
      expect(found).toEqual(["Postponed", "Sent", "Postponed", "Sent", "Postponed", "Sent", "Failed", "Sent"])
    })))

  it("an error of the message itself on trial shows that the account is well", () =>
    Pages.run(Effect.gen(function*() {
      const answers = [expired, Pages.refused(100, 2018008)]
      const { send } = yield* Pages.make(() => answers.shift() ?? Pages.taken)
      yield* send("a")
      yield* TestClock.adjust("1 minute")
      const trial = yield* send("a")
      expect([trial._tag, (yield* send("b"))._tag, (yield* send("c"))._tag]).toEqual(["Failed", "Sent", "Sent"])
    })))

  it("an unanswered trial leaves the account under suspicion, and the next one tries", () =>
    Pages.run(Effect.gen(function*() {
      const answers = [expired, { status: 503, body: {} }]
      const { send } = yield* Pages.make(() => answers.shift() ?? Pages.taken)
      yield* send("a")
      yield* TestClock.adjust("1 minute")
      const control: Partial<Outbound.Outbound> = { body: { _tag: "Control", control: { _tag: "Take" } } }
      const trial = yield* send("a", control)
      expect([trial._tag, (yield* send("b"))._tag]).toEqual(["Postponed", "Sent"])
    })))
})
