import { type Inbound, Permissions, PolicyPack } from "@parley/core"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Redacted from "effect/Redacted"
import { describe, expect, test } from "vitest"
import * as Credentials from "../../src/graph/Credentials.ts"
import * as GraphClient from "../../src/graph/GraphClient.ts"
import * as MessengerConfig from "../../src/MessengerConfig.ts"
import * as MessengerSettings from "../../src/MessengerSettings.ts"
import { instagramPack, instagramPackWith } from "../../src/policy/InstagramPack.ts"
import { messengerPack, messengerPackWith } from "../../src/policy/MessengerPack.ts"
import * as Packs from "../../src/policy/Packs.ts"
import * as Readings from "../../src/policy/Readings.ts"
import { seedsInstagramPack, seedsMessengerPack } from "../../src/policy/SeedPacks.ts"

const on = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const today = on("2026-11-21")

const packs = [messengerPack, instagramPack, seedsMessengerPack, seedsInstagramPack]

const readings = FastCheck.record({
  adWindow: FastCheck.constantFrom("24 hours" as const, "7 days" as const),
  comments: FastCheck.constantFrom("privateReply" as const, "window" as const),
  tagsEnd: FastCheck.constantFrom("2026-01-12" as const, "2026-02-10" as const, "2026-04-27" as const),
  customerFeedback: FastCheck.constantFrom("accepted" as const, "ended" as const),
  oneTime: FastCheck.constantFrom("accepted" as const, "ended" as const),
  unstated: FastCheck.constantFrom("nothing" as const, "window" as const),
  unreachable1545041: FastCheck.constantFrom("unreachable" as const, "window" as const)
}, { requiredKeys: [] })

const opens = (pack: PolicyPack.PolicyPack, date: string): ReadonlyArray<string> =>
  PolicyPack.on(pack, on(date)).openers.map(({ act }) => act)

const tags = (pack: PolicyPack.PolicyPack, date: string): ReadonlyArray<string> =>
  PolicyPack.on(pack, on(date)).lanes.flatMap(({ tag }) => tag ?? [])

describe("Packs", () => {
  for (const pack of packs) {
    test(`the pack ${pack.name} loads, and from JSON too`, () => {
      const written: unknown = JSON.parse(JSON.stringify(pack))

      expect(PolicyPack.check(pack)).toEqual([])
      expect(PolicyPack.decode(written)).toEqual(Either.right(pack))
    })

    test(`every rule of ${pack.name} names its page and the day it was read`, () => {
      const sources = [...PolicyPack.rules(pack), ...pack.choices].map(({ source }) => source)

      expect(sources.filter(({ page, read }) => page === "" || read !== "2026-11-21")).toEqual([])
      expect(sources.length).toBeGreaterThan(10)
    })
  }

  test("a timeline loads under every reading", () => {
    FastCheck.assert(
      FastCheck.property(readings, (some) => {
        expect(PolicyPack.check(messengerPackWith(some))).toEqual([])
        expect(PolicyPack.check(instagramPackWith(some))).toEqual([])
      })
    )
  })

  test("the packs of the seeds say the same on every day", () => {
    const days = FastCheck.integer({ min: on("2020-01-01"), max: on("2030-01-01") })
    FastCheck.assert(
      FastCheck.property(FastCheck.constantFrom(seedsMessengerPack, seedsInstagramPack), days, (pack, now) => {
        expect({ ...PolicyPack.on(pack, now), at: 0 }).toEqual({ ...PolicyPack.on(pack, on("2024-03-01")), at: 0 })
      })
    )
  })

  test("a name gives a channel's pack", () => {
    const named = Packs.names.flatMap((name) =>
      (["messenger", "instagram"] as const).map((channel) => Packs.named(name, channel).name)
    )

    expect(named).toEqual(["messenger", "instagram", "messenger-seeds", "instagram-seeds"])
    expect(Packs.isName("seeds")).toBe(true)
    expect(Packs.isName("yesterday")).toBe(false)
  })

  test("the nine acts of the seeds are eight on Messenger and six on Instagram", () => {
    expect(opens(seedsMessengerPack, "2024-03-01")).toEqual([
      "message",
      "postback",
      "referral",
      "reaction",
      "plugin",
      "adMessage",
      "comment",
      "post"
    ])
    expect(opens(seedsInstagramPack, "2024-03-01")).toEqual([
      "message",
      "postback",
      "referral",
      "reaction",
      "adMessage",
      "comment"
    ])
  })

  test("the seeds have five tags on Messenger, and the human agent's alone on Instagram", () => {
    const five = [
      "HUMAN_AGENT",
      "ACCOUNT_UPDATE",
      "CONFIRMED_EVENT_UPDATE",
      "POST_PURCHASE_UPDATE",
      "CUSTOMER_FEEDBACK"
    ]

    // The sixth is that of news, which the page calls a type of message.
    expect(tags(seedsMessengerPack, "2026-11-21")).toEqual([...five, "NON_PROMOTIONAL_SUBSCRIPTION"])
    expect(tags(seedsInstagramPack, "2026-11-21")).toEqual(["HUMAN_AGENT"])
  })

  test("a visitor's post allows a private reply by every pack but today's for Instagram, which knows comments alone", () => {
    const granting = packs.map((pack) => {
      const view = PolicyPack.on(pack, today)
      return [
        pack.name,
        ...["comment", "post"].filter((act) => {
          const event: Inbound.Event = { _tag: "Commented", text: "price?", [act]: "1" }
          const conversation = { channel: pack.channel, account: "1", person: "2" }
          const inbound = { id: "i1", conversation, at: today, receivedAt: today, act, event }
          return Permissions.note([], inbound, view).length === 1
        })
      ]
    })

    expect(granting).toEqual([
      ["messenger", "comment", "post"],
      ["instagram", "comment"],
      ["messenger-seeds", "comment", "post"],
      ["instagram-seeds", "comment", "post"]
    ])
  })

  test("each tag names the uses that its row forbids, and says the row", () => {
    const rows = PolicyPack.on(seedsMessengerPack, today).lanes.filter(({ tag }) => tag !== undefined)

    expect(rows.map(({ forbids, tag }) => [tag, forbids.map(({ purpose }) => purpose)])).toEqual([
      ["HUMAN_AGENT", ["promotion", "crossSell", "unrelated"]],
      ["ACCOUNT_UPDATE", ["promotion", "crossSell", "recurringContent", "surveyInvitation"]],
      ["CONFIRMED_EVENT_UPDATE", ["promotion", "unsolicitedEvent", "crossSell", "pastEvent", "surveyInvitation"]],
      ["POST_PURCHASE_UPDATE", ["promotion", "crossSell", "surveyInvitation"]],
      [
        "CUSTOMER_FEEDBACK",
        ["promotion", "recurringContent", "surveyInvitation", "unsolicitedEvent", "pastEvent", "crossSell", "unrelated"]
      ],
      ["NON_PROMOTIONAL_SUBSCRIPTION", ["promotion"]]
    ])
    expect(rows.flatMap(({ forbids }) => forbids).filter(({ row }) => !/^[A-Z].{30,}\.$/.test(row))).toEqual([])
  })

  test("each lane that ended names the way out", () => {
    const lost = PolicyPack.on(messengerPack, today).retired

    expect(lost.map(({ lane, tag }) => tag ?? lane)).toEqual([
      "ACCOUNT_UPDATE",
      "CONFIRMED_EVENT_UPDATE",
      "POST_PURCHASE_UPDATE",
      "sponsored"
    ])
    expect(lost.filter(({ instead }) => instead.length < 20)).toEqual([])
    expect(PolicyPack.on(instagramPack, today).retired).toEqual([])
  })

  test("a person is asked for a series once a week under one title", () => {
    for (const pack of [messengerPack, instagramPack]) {
      expect(PolicyPack.on(pack, today).limits.find(({ id }) => id === "limit.askSameTitle")).toMatchObject({
        most: 1,
        per: on("2026-11-08") - on("2026-11-01")
      })
    }
  })

  test("the notice is due at the start, after a lapse, and after a person of the business, by every pack", () => {
    for (const pack of packs) {
      expect(PolicyPack.on(pack, today).disclosure).toMatchObject({
        lapse: on("2026-11-02") - on("2026-11-01"),
        moments: ["start", "lapse", "fromHuman"]
      })
    }
  })
})

describe("Readings", () => {
  test("every question has one chosen reading and at least one other", () => {
    const { choices } = messengerPack

    expect(choices.map(({ id }) => id)).toEqual([
      ...Object.keys(Readings.standard).map((id) => `choice.${id}`),
      "choice.lapse"
    ])
    expect(choices.filter(({ chosen, others }) => others.length === 0 || others.includes(chosen))).toEqual([])
  })

  test("the name of a timeline tells the readings that are not the standard ones", () => {
    expect(messengerPackWith({ comments: "privateReply" }).name).toBe("messenger")
    expect(messengerPackWith({ comments: "window", adWindow: "24 hours" }).name).toBe(
      "messenger (adWindow: 24 hours, comments: window)"
    )
  })

  test("an ad may keep the window open for 24 hours instead of seven days", () => {
    const ofAd = (pack: PolicyPack.PolicyPack) =>
      PolicyPack.on(pack, today).openers.filter(({ act }) => act === "adMessage").map(({ lasts }) => lasts / 3_600_000)

    expect(ofAd(messengerPack)).toEqual([168])
    expect(ofAd(messengerPackWith({ adWindow: "24 hours" }))).toEqual([24])
  })

  test("comments and visitor posts may open the window still", () => {
    const asWindow = messengerPackWith({ comments: "window" })

    expect(opens(messengerPack, "2026-11-21")).not.toContain("comment")
    expect(opens(asWindow, "2026-11-21")).toEqual(expect.arrayContaining(["comment", "post"]))
  })

  test("three tags may have ended on another day", () => {
    const early = messengerPackWith({ tagsEnd: "2026-01-12" })

    expect([tags(early, "2026-01-11"), tags(early, "2026-01-12")].map((all) => all.includes("ACCOUNT_UPDATE"))).toEqual(
      [
        true,
        false
      ]
    )
    expect(tags(messengerPack, "2026-04-26")).toContain("ACCOUNT_UPDATE")
  })

  test("the tag of surveys may have ended with them, and then names a way out", () => {
    const without = messengerPackWith({ customerFeedback: "ended" })

    expect(tags(messengerPack, "2026-11-21")).toContain("CUSTOMER_FEEDBACK")
    expect(tags(without, "2026-11-21")).not.toContain("CUSTOMER_FEEDBACK")
    expect(PolicyPack.on(without, today).retired.map(({ tag }) => tag)).toContain("CUSTOMER_FEEDBACK")
  })

  test("one-time notifications may have ended, with their permission", () => {
    const view = PolicyPack.on(messengerPackWith({ oneTime: "ended" }), today)

    expect(view.lanes.map(({ lane }) => lane)).not.toContain("oneTime")
    expect(view.permissions.map(({ kind }) => kind)).not.toContain("oneTime")
    expect(view.retired.map(({ lane }) => lane)).toContain("oneTime")
  })

  test("a survey's answer and a reaction taken back may open the window", () => {
    const both = ["surveyAnswer", "unreaction"]

    expect(opens(messengerPack, "2026-11-21").filter((act) => both.includes(act))).toEqual([])
    expect(opens(messengerPackWith({ unstated: "window" }), "2026-11-21")).toEqual(expect.arrayContaining(both))
  })

  test("error 1545041 may say that the window is shut", () => {
    const answered = (code: number, readings: Readings.Readings) => {
      const body = JSON.stringify({ error: { code, error_subcode: 1545041 } })
      const client = GraphClient.make({
        http: { request: () => Effect.succeed({ status: 400, headers: {}, body }) },
        version: "v26.0",
        node: "1",
        credentials: Credentials.make({ token: Redacted.make("t"), appSecret: Redacted.make("s") }),
        unreachable1545041: Readings.complete(readings).unreachable1545041
      })
      return Effect.runSync(client.post("messages", {}))
    }

    for (const code of [200, 551]) {
      expect(answered(code, {})).toMatchObject({ error: { _tag: "Unreachable" } })
      expect(answered(code, { unreachable1545041: "window" })).toMatchObject({ error: { _tag: "WindowClosed" } })
    }
  })
})

describe("the setting `pack`", () => {
  const account = { channel: "messenger", id: "1", token: "t", appSecret: "s" } as const
  const settingsOf = (more: Partial<MessengerSettings.Options>) =>
    Effect.runSync(Effect.either(MessengerSettings.check({ accounts: [account], ...more })))
  const packOf = (more: Partial<MessengerSettings.Options>) => Either.map(settingsOf(more), ({ pack }) => pack.name)

  test("is the timeline unless given, and takes a name, a pack or other readings", () => {
    const own = { ...PolicyPack.open("messenger"), name: "own" }

    expect([
      packOf({}),
      packOf({ pack: "current" }),
      packOf({ pack: "seeds" }),
      packOf({ pack: own }),
      packOf({ readings: { comments: "window" } }),
      packOf({ accounts: [{ ...account, channel: "instagram" }], pack: "seeds" })
    ]).toEqual([
      Either.right("messenger"),
      Either.right("messenger"),
      Either.right("messenger-seeds"),
      Either.right("own"),
      Either.right("messenger (comments: window)"),
      Either.right("instagram-seeds")
    ])
  })

  test("comes from the environment by its name, and a name that is none is told with the others", () => {
    const from = (pack: string) =>
      Effect.runSync(Effect.either(Effect.withConfigProvider(
        MessengerConfig.settings,
        ConfigProvider.fromMap(
          new Map([
            ["PARLEY_MESSENGER_PAGE_ID", "1"],
            ["PARLEY_MESSENGER_PAGE_TOKEN", "t"],
            ["PARLEY_MESSENGER_APP_SECRET", "s"],
            ["PARLEY_MESSENGER_VERIFY_TOKEN", "v"],
            ["PARLEY_MESSENGER_PACK", pack]
          ])
        )
      )))

    expect(Either.map(from("seeds"), ({ pack }) => pack.name)).toEqual(Either.right("messenger-seeds"))
    expect(Either.map(from(""), ({ pack }) => pack.name)).toEqual(Either.right("messenger"))
    expect(Either.mapLeft(from("seed"), ({ problems }) => problems)).toEqual(Either.left([
      { setting: "PARLEY_MESSENGER_PACK", problem: "names no pack", cure: "write current or seeds" }
    ]))
  })

  test("does not start with a pack that does not load, and says which rules and the cure", () => {
    const settings = settingsOf({ pack: { ...seedsMessengerPack, permissions: [] } })

    expect(Either.isLeft(settings) ? settings.left.problems : []).toContainEqual({
      setting: "pack lane.oneTime",
      problem: "does not load: it uses the permission \"oneTime\", which no rule describes at all times",
      cure: "add a permission rule of the kind \"oneTime\" that stands as long as the lane"
    })
  })
})
