import { messenger, type MessengerSettings } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { describe, expect, it } from "vitest"
import * as Pages from "./outbound/pages.ts"

type Options = Partial<Omit<MessengerSettings.Options, "accounts">>
type Account = Partial<Omit<MessengerSettings.AccountOptions, "channel">>

/** What the log says when a bot starts on this day, sends, and is a day old. */
const toldOn = async (day: string, account: Account, more: Options = {}): Promise<ReadonlyArray<string>> => {
  const logged: Array<string> = []
  await Pages.run(
    Effect.gen(function*() {
      yield* TestClock.setTime(Date.parse(`${day}T12:00:00Z`))
      const transport = yield* messenger({
        accounts: [{ channel: "instagram", id: "4", token: "IGtoken", appSecret: "sec", ...account }],
        verifyToken: "v",
        http: { request: () => Effect.succeed({ status: 200, headers: {}, body: "{}" }) },
        ...more
      })
      yield* transport.act(
        { channel: "instagram", account: "4", person: "42" },
        { _tag: "Scoped", id: "42" },
        "typingOn"
      )
      yield* TestClock.adjust("1 day")
    }),
    logged
  )
  return logged
}

const own = { login: "instagram" } as const

describe("what the log says of ends that are near, when a bot starts", () => {
  it("a Graph version in the last 90 days of its time, once, with the one to change to", async () => {
    const logged = await toldOn("2026-11-21", {}, { graphVersion: "v21.0" })

    expect(logged).toEqual(["WARN Graph version v21.0 ends on 2027-01-21; test with v26.0 and change to it before"])
  })

  it("an Instagram login's token in its last week, and one that has ended", async () => {
    const inAWeek = await toldOn("2026-12-14", { ...own, tokenEndsAt: "2026-12-20" })
    const over = await toldOn("2026-12-21", { ...own, tokenEndsAt: "2026-12-20" })

    expect(inAWeek).toEqual([expect.stringMatching(
      /^WARN instagram\/4: the Instagram token ends on 2026-12-20 .*; make a new one .*, and configure it$/
    )])
    expect(over).toEqual([expect.stringMatching(/^WARN instagram\/4: the Instagram token ended on 2026-12-20; make/)])
  })

  it("any other token of which the end was told", async () => {
    expect(await toldOn("2026-12-14", { tokenEndsAt: new Date("2026-12-20") })).toEqual([
      "WARN instagram/4: the token ends on 2026-12-20; create a new one and configure it"
    ])
  })

  it("nothing, while there is time", async () => {
    expect(await toldOn("2026-12-12", { ...own, tokenEndsAt: "2026-12-20" })).toEqual([])
    expect(await toldOn("2026-12-12", own)).toEqual([])
  })

  it("an end that is no point in time is a problem of the settings", async () => {
    await expect(toldOn("2026-12-12", { ...own, tokenEndsAt: "soon" })).rejects.toThrow(
      "accounts[0].tokenEndsAt is no point in time: write it like 2026-12-20, or leave it out"
    )
  })
})
