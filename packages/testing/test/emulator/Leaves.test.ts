import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import type * as Emulator from "../../src/emulator/Emulator.ts"
import * as World from "./world.ts"

const day = 86_400_000
const today = Date.UTC(2026, 10, 1)
const seriesEnd = Date.UTC(2026, 1, 10)

interface Given {
  readonly at?: number
  readonly channel?: "messenger" | "instagram"
  readonly rules?: "byDate" | "seeds"
  readonly approvals?: Emulator.PageOptions["approvals"]
  readonly region?: string
}

/** A person who wrote at `at`. */
const met = ({ approvals, at = today, channel = "messenger", region, rules = "byDate" }: Given = {}) =>
  Effect.gen(function*() {
    yield* TestClock.setTime(at)
    const world = yield* World.make({
      strict: { rules },
      page: { channel, ...(approvals === undefined ? {} : { approvals }) }
    })
    const ana = yield* world.emulator.person(region === undefined ? {} : { region })
    yield* ana.says("hi")
    const send = (recipient: object, message: object = { text: "hello" }, more: object = {}, path?: string) =>
      Effect.map(
        world.send({ recipient, message, ...more }, path === undefined ? {} : { path }),
        ({ json }) => json.error === undefined ? "sent" : `${json.error.code}/${json.error.error_subcode ?? "-"}`
      )
    return { ana, send, world, at: (moment: number) => TestClock.setTime(moment) }
  })

const template = (payload: object) => ({ attachment: { type: "template", payload } })
const askOnce = template({ template_type: "one_time_notif_req", title: "Back in stock", payload: "restock" })
const askSeries = (title: string) => template({ template_type: "notification_messages", title, payload: "offers" })

describe("a private reply", () => {
  for (
    const [place, channel, rules] of [
      ["comment", "messenger", "byDate"],
      ["post", "messenger", "byDate"],
      ["comment", "instagram", "byDate"],
      ["comment", "messenger", "seeds"],
      ["post", "messenger", "seeds"],
      ["post", "instagram", "seeds"]
    ] as const
  ) {
    const second = channel === "instagram" ? "100/2534025" : "10900/-"
    const written = Effect.gen(function*() {
      const known = yield* met({ channel, rules })
      const id = yield* place === "comment" ? known.ana.comments("price?") : known.ana.posts("price?")
      return { ...known, reply: known.send(place === "comment" ? { comment_id: id } : { post_id: id }), id }
    })
    it.scoped(`to a ${place} is one message (${channel}, ${rules})`, () =>
      Effect.gen(function*() {
        const { ana, id, reply } = yield* written
        expect([yield* reply, yield* reply]).toEqual(["sent", second])
        expect(ana.transcript.at(-1)).toMatchObject({ answers: id })
      }))
    it.scoped(`to a ${place} is taken one millisecond before seven days (${channel}, ${rules})`, () =>
      Effect.gen(function*() {
        const { at, reply } = yield* written
        yield* at(today + 7 * day - 1)
        expect(yield* reply).toBe("sent")
      }))
    it.scoped(`to a ${place} is refused at exactly seven days (${channel}, ${rules})`, () =>
      Effect.gen(function*() {
        const { at, reply } = yield* written
        yield* at(today + 7 * day)
        expect(yield* reply).toBe(second)
      }))
  }

  it.scoped("to a visitor's post is of Messenger alone, since Instagram's page names comments only", () =>
    Effect.gen(function*() {
      const { ana, send } = yield* met({ channel: "instagram" })
      const post = yield* ana.posts("nice")
      expect(yield* send({ post_id: post })).toBe("100/2534025")
    }))

  it.scoped("to a comment on a live broadcast is taken while it is on", () =>
    Effect.gen(function*() {
      const { ana, send, world } = yield* met({ channel: "instagram" })
      const first = yield* ana.comments("hello", "live")
      const second = yield* ana.comments("still there?", "live")
      expect(yield* send({ comment_id: first })).toBe("sent")
      yield* world.emulator.endBroadcasts()
      expect(yield* send({ comment_id: second })).toBe("100/2534025")
      yield* world.emulator.idle
      expect(world.arrived.flatMap(({ entries }) => entries[0].changes ?? []).map(({ field }) => field)).toEqual([
        "live_comments",
        "live_comments"
      ])
    }))

  it.scoped("needs no window, and opens none", () =>
    Effect.gen(function*() {
      const { ana, send, world } = yield* met()
      yield* world.emulator.advance("3 days")
      const comment = yield* ana.comments("price?")
      expect(yield* send({ comment_id: comment })).toBe("sent")
      expect(yield* send({ id: ana.psid })).toBe("10/2018278")
    }))

  it.scoped("takes a form or a request for leave only inside the window", () =>
    Effect.gen(function*() {
      const { ana, send, world } = yield* met()
      const comment = yield* ana.comments("price?")
      yield* world.emulator.advance("24 hours")
      expect(yield* send({ comment_id: comment }, askOnce)).toBe("10/2018278")
    }))
})

describe("a one-time notification", () => {
  const agreed = (given: Given = {}) =>
    Effect.gen(function*() {
      const known = yield* met(given)
      yield* known.send({ id: known.ana.psid }, askOnce)
      const tapped = yield* known.ana.taps("Notify me")
      return { ...known, token: "token" in tapped ? tapped.token : "" }
    })

  it.scoped("is asked for inside the window alone", () =>
    Effect.gen(function*() {
      const { ana, at, send } = yield* met()
      yield* at(today + day - 1)
      expect(yield* send({ id: ana.psid }, askOnce)).toBe("sent")
      yield* at(today + day)
      expect(yield* send({ id: ana.psid }, askOnce)).toBe("10/2018278")
      const human = { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" }
      expect(yield* send({ id: ana.psid }, askOnce, human)).toBe("10/2018278")
    }))

  it.scoped("is agreed to once under each request, and tells the app the token", () =>
    Effect.gen(function*() {
      const { ana, token, world } = yield* agreed()
      expect((yield* Effect.flip(ana.taps("Notify me"))).offered).toEqual([])
      yield* world.emulator.idle
      expect(World.ofKind(world, "optin").map(({ optin }) => optin)).toEqual([
        { type: "one_time_notif_req", payload: "restock", one_time_notif_token: token }
      ])
    }))

  it.scoped("is one message", () =>
    Effect.gen(function*() {
      const { send, token } = yield* agreed()
      const spend = send({ one_time_notif_token: token })
      expect([yield* spend, yield* spend]).toEqual(["sent", "100/-"])
    }))

  for (
    const [rules, millis, outcome] of [
      ["byDate", 365 * day - 1, "sent"],
      ["byDate", 365 * day, "100/-"],
      ["seeds", 365 * day, "sent"]
    ] as const
  ) {
    it.scoped(`is ${outcome} ${millis} ms after the leave (${rules})`, () =>
      Effect.gen(function*() {
        const { at, send, token } = yield* agreed({ rules })
        yield* at(today + millis)
        expect(yield* send({ one_time_notif_token: token })).toBe(outcome)
      }))
  }

  it.scoped("is not there on Instagram", () =>
    Effect.gen(function*() {
      const { ana, send } = yield* met({ channel: "instagram" })
      expect(yield* send({ id: ana.psid }, askOnce)).toBe("100/-")
      const token = yield* ana.agreesToOneNotification("restock")
      expect(yield* send({ one_time_notif_token: token })).toBe("100/-")
    }))
})

describe("a series of notifications", () => {
  const agreed = (given: Given = {}) =>
    Effect.gen(function*() {
      const known = yield* met(given)
      const token = yield* known.ana.agreesToSeries("Offers", "offers")
      return { ...known, token, spend: known.send({ notification_messages_token: token }) }
    })
  const inJapan = { region: "JP" }

  for (
    const [since, at, cool] of [["until 1 Sep 2025", Date.UTC(2025, 7, 1), day], [
      "since then",
      today,
      2 * day
    ]] as const
  ) {
    it.scoped(`waits ${cool / day} days between two messages, ${since}`, () =>
      Effect.gen(function*() {
        const known = yield* agreed({ ...inJapan, at })
        const first = yield* known.spend
        yield* known.at(at + cool - 1)
        const early = yield* known.spend
        yield* known.at(at + cool)
        expect([first, early, yield* known.spend]).toEqual(["sent", "4/2018354", "sent"])
      }))
  }

  it.scoped("waits for nothing by the seed pages", () =>
    Effect.gen(function*() {
      const { spend } = yield* agreed({ rules: "seeds" })
      expect([yield* spend, yield* spend]).toEqual(["sent", "sent"])
    }))

  for (const [moment, outcome] of [[seriesEnd - 1, "sent"], [seriesEnd, "100/-"]] as const) {
    it.scoped(`is ${outcome} at ${new Date(moment).toISOString()} to somebody whose place is not known`, () =>
      Effect.gen(function*() {
        const { at, spend } = yield* agreed({ at: seriesEnd - day })
        yield* at(moment)
        expect(yield* spend).toBe(outcome)
      }))
  }

  it.scoped("ended on 10 Feb 2026, except in five regions", () =>
    Effect.gen(function*() {
      for (const region of ["AU", "EU", "FR", "JP", "KR", "UK", "GB", "CH", "US", undefined]) {
        const known = yield* agreed({ at: seriesEnd - 3 * day, ...(region === undefined ? {} : { region }) })
        yield* known.at(seriesEnd - 1)
        const before = yield* known.spend
        yield* known.at(seriesEnd + 2 * day)
        const lives = region !== undefined && region !== "US" && region !== "CH"
        expect([region, before, yield* known.spend]).toEqual([region, "sent", lives ? "sent" : "100/-"])
        expect(yield* known.send({ id: known.ana.psid }, askSeries("More"))).toBe("10/2018278")
        yield* known.ana.says("again")
        expect(yield* known.send({ id: known.ana.psid }, askSeries("More"))).toBe(lives ? "sent" : "100/-")
      }
    }))

  it.scoped("ends with its token, which the person prolongs for a year", () =>
    Effect.gen(function*() {
      const { ana, at, spend, token, world } = yield* agreed(inJapan)
      yield* at(today + 365 * day - 1)
      yield* ana.renewsSeries(token)
      yield* at(today + 365 * day)
      expect(yield* spend).toBe("sent")
      yield* at(today + 730 * day - 1)
      expect(yield* spend).toBe("100/-")
      yield* world.emulator.idle
      expect(World.ofKind(world, "optin").map(({ optin }) => [optin.user_token_status, optin.token_expiry_timestamp]))
        .toEqual([["NOT_REFRESHED", today + 365 * day], ["REFRESHED", today + 730 * day - 1]])
    }))

  it.scoped("stops and resumes when the person says so", () =>
    Effect.gen(function*() {
      const { ana, spend, token, world } = yield* agreed(inJapan)
      yield* ana.stopsSeries(token)
      expect(yield* spend).toBe("10/1893015")
      yield* ana.resumesSeries(token)
      expect(yield* spend).toBe("sent")
      yield* world.emulator.idle
      expect(World.ofKind(world, "optin").map(({ optin }) => optin.notification_messages_status)).toEqual([
        undefined,
        "STOP NOTIFICATIONS",
        "RESUME NOTIFICATIONS"
      ])
      expect((yield* Effect.flip(ana.stopsSeries("1"))).message).toContain("agreed to no series")
    }))

  it.scoped("is asked for once a week under the same title, and not again once it was given", () =>
    Effect.gen(function*() {
      const { ana, at, send } = yield* met({ ...inJapan })
      const ask = (title: string) => send({ id: ana.psid }, askSeries(title))
      expect(yield* ask("Offers")).toBe("sent")
      yield* at(today + day - 1)
      yield* ana.says("still here")
      expect([yield* ask("Offers"), yield* ask("News")]).toEqual(["9/2018352", "sent"])
      yield* at(today + 7 * day - 1)
      yield* ana.says("still here")
      expect(yield* ask("Offers")).toBe("9/2018352")
      yield* at(today + 7 * day)
      expect(yield* ask("Offers")).toBe("sent")
      yield* ana.taps("Get updates")
      yield* at(today + 14 * day)
      yield* ana.says("still here")
      expect(yield* ask("Offers")).toBe("613/1893016")
    }))

  it.scoped("is asked for five times a day and ten times a week on Instagram", () =>
    Effect.gen(function*() {
      const { ana, at, send } = yield* met({ ...inJapan, channel: "instagram" })
      const outcomes: Array<string> = []
      for (const offset of [0, 0, 0, 0, 0, 0, day, day, day, day, day, 2 * day]) {
        yield* at(today + offset)
        yield* ana.says("hi")
        outcomes.push(yield* send({ id: ana.psid }, askSeries(`Title ${outcomes.length}`)))
      }
      expect(outcomes.map((outcome) => outcome === "sent")).toEqual([
        ...Array<boolean>(5).fill(true),
        false,
        ...Array<boolean>(5).fill(true),
        false
      ])
    }))

  it.scoped("is listed with the moment of its next message", () =>
    Effect.gen(function*() {
      const { ana, spend, token, world } = yield* agreed(inJapan)
      yield* spend
      const answer = yield* world.emulator.graph({
        method: "GET",
        path: "/v26.0/me/notification_message_tokens",
        headers: { authorization: "Bearer PAGE-TOKEN" }
      })
      expect(JSON.parse(answer.body).data).toMatchObject([{
        recipient_id: ana.psid,
        notification_messages_token: token,
        topic_title: "Offers",
        next_eligible_time: today + 2 * day
      }])
    }))
})

describe("news", () => {
  const tagged = { messaging_type: "MESSAGE_TAG", tag: "NON_PROMOTIONAL_SUBSCRIPTION" }
  const news = { approvals: { news: true } }

  it.scoped("go to a person who subscribed, until they end it", () =>
    Effect.gen(function*() {
      const { ana, send, world } = yield* met(news)
      yield* world.emulator.advance("30 days")
      const tell = send({ id: ana.psid }, { text: "news" }, tagged)
      expect(yield* tell).toBe("10/2018278")
      yield* ana.wantsNews
      expect(yield* tell).toBe("sent")
      yield* ana.wantsNoNews
      expect(yield* tell).toBe("10/2018278")
    }))
  it.scoped("are subscribed to and ended by opt-ins, of which the app is told", () =>
    Effect.gen(function*() {
      const { ana, world } = yield* met(news)
      yield* ana.wantsNews
      yield* ana.wantsNoNews
      yield* world.emulator.idle
      expect(World.ofKind(world, "optin").map(({ optin }) => optin)).toEqual([
        { type: "news_messages" },
        { type: "news_messages", notification_messages_status: "STOP NOTIFICATIONS" }
      ])
    }))
  it.scoped("need a registered publisher", () =>
    Effect.gen(function*() {
      const { ana, send, world } = yield* met()
      yield* ana.wantsNews
      yield* world.emulator.advance("30 days")
      expect(yield* send({ id: ana.psid }, { text: "news" }, tagged)).toBe("10/2018065")
    }))
  it.scoped("are not there on Instagram", () =>
    Effect.gen(function*() {
      const { ana, send } = yield* met({ ...news, channel: "instagram" })
      yield* ana.wantsNews
      expect(yield* send({ id: ana.psid }, { text: "news" }, tagged)).toBe("100/-")
    }))
})

describe("a sponsored message", () => {
  const path = "/v26.0/me/sponsored_messages"
  const end = Date.UTC(2024, 6, 31)
  const ad = { text: "Half price" }

  it.scoped("goes to a person who once wrote, and says that it is one", () =>
    Effect.gen(function*() {
      const { ana, send, world } = yield* met({ rules: "seeds" })
      yield* world.emulator.advance("400 days")
      expect(yield* send({ id: ana.psid }, ad, {}, path)).toBe("sent")
      expect(ana.transcript.at(-1)).toMatchObject({ text: "Half price", sponsored: true })
      const ben = yield* world.emulator.person()
      yield* ben.comments("nice")
      expect(yield* send({ id: ben.psid }, ad, {}, path)).toBe("10/2018278")
    }))
  for (const [moment, outcome] of [[end - 1, "sent"], [end, "100/-"]] as const) {
    it.scoped(`is ${outcome} at ${new Date(moment).toISOString()}`, () =>
      Effect.gen(function*() {
        const { ana, at, send } = yield* met({ at: end - 30 * day })
        yield* at(moment)
        expect(yield* send({ id: ana.psid }, ad, {}, path)).toBe(outcome)
      }))
  }
  it.scoped("was never there on Instagram", () =>
    Effect.gen(function*() {
      const { ana, send } = yield* met({ rules: "seeds", channel: "instagram" })
      expect(yield* send({ id: ana.psid }, ad, {}, path)).toBe("100/-")
    }))
})
