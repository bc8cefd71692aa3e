import { Message, type Outbound } from "@parley/core"
import { messenger } from "@parley/messenger-adapter"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { createHmac } from "node:crypto"
import { describe, expect, it } from "vitest"
import * as Pages from "./pages.ts"

const ids = (name: string, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, n) => `${name}${n}`)

const film: Outbound.Outbound["body"] = {
  _tag: "Message",
  message: { content: { _tag: "Media", kind: "video", url: "https://x.example/v.mp4" } }
}

const comment: Partial<Outbound.Outbound> = {
  address: { _tag: "Comment", comment: "c" },
  lane: { lane: "privateReply", rule: "r", pack: "p" }
}

describe("the rate of a page", () => {
  it("is 300 messages in any second: the next one is kept for later, and goes in its turn", () =>
    Pages.run(Effect.gen(function*() {
      const { send } = yield* Pages.make(() => Pages.taken)
      const first = yield* Effect.forEach(ids("a", 300), (id) => send(id))
      yield* TestClock.adjust("400 millis")

      const late = yield* Effect.forEach(ids("b", 301), (id) => send(id))
      yield* TestClock.adjust("600 millis")
      const again = yield* Effect.forEach(ids("b", 300), (id) => send(id))
      const other = yield* send("c")

      expect(first.filter(({ _tag }) => _tag === "Sent")).toHaveLength(300)
      expect(late.slice(0, 300).map((one) => Pages.waits(one, Pages.start + 400))).toEqual(Array(300).fill(600))
      expect(late.slice(300).map((one) => Pages.waits(one, Pages.start + 400))).toEqual([1600])
      expect(again.map(({ _tag }) => _tag)).toEqual(Array(300).fill("Sent"))
      expect(Pages.waits(other, Pages.start + 1000)).toBe(1000)
    })))

  it("holds up no other page, and no other kind of message", () =>
    Pages.run(Effect.gen(function*() {
      const { send } = yield* Pages.make(() => Pages.taken)
      const films = yield* Effect.forEach(ids("f", 11), (id) => send(id, { body: film }))
      const words = yield* send("words")
      const elsewhere = yield* send("elsewhere", { account: "2", body: film })

      expect(films.map((one) => Pages.waits(one))).toEqual([...Array<number>(10).fill(0), 1000])
      expect([words._tag, elsewhere._tag]).toEqual(["Sent", "Sent"])
    })))

  it("is 750 private replies in an hour, while other messages go on", () =>
    Pages.run(Effect.gen(function*() {
      const { send } = yield* Pages.make(() => Pages.taken)
      for (const [index, id] of ids("p", 750).entries()) {
        if (index % 250 === 249) yield* TestClock.adjust("1 second")
        yield* send(id, comment)
      }
      const over = yield* send("over", comment)
      const words = yield* send("words")
      yield* TestClock.adjust("1 hour")

      expect(over).toMatchObject({ _tag: "Postponed", retryAt: Pages.start + 3_600_000 })
      expect(words._tag).toBe("Sent")
      expect((yield* send("over", comment))._tag).toBe("Sent")
    })))

  it("is spent by no private reply that waits while the page's token has expired", () =>
    Pages.run(Effect.gen(function*() {
      let answer = Pages.refused(190, 463)
      const { send } = yield* Pages.make(() => answer)
      const waiting = yield* Effect.forEach(ids("w", 1000), (id) => send(id, comment))
      answer = Pages.taken
      yield* TestClock.adjust("1 minute")

      const sent: Array<string> = []
      for (const [index, id] of ids("w", 750).entries()) {
        if (index % 250 === 249) yield* TestClock.adjust("1 second")
        sent.push((yield* send(id, comment))._tag)
      }

      expect(new Set(waiting.map(({ _tag }) => _tag))).toEqual(new Set(["Postponed"]))
      // The one by which the end of the token was learnt went out, too.
      expect(sent).toEqual([...Array<string>(749).fill("Sent"), "Postponed"])
    })))

  it("lets another message try an open circuit when the one that may try has to wait for its place", () =>
    Pages.run(Effect.gen(function*() {
      let answer = Pages.taken
      const { send } = yield* Pages.make(() => answer)
      for (const [index, id] of ids("p", 750).entries()) {
        if (index % 250 === 249) yield* TestClock.adjust("1 second")
        yield* send(id, comment)
      }
      answer = Pages.refused(190, 463)
      yield* send("a")
      answer = Pages.taken
      yield* TestClock.adjust("1 minute")

      const over = yield* send("over", comment)
      const words = yield* send("words")

      expect([over._tag, words._tag]).toEqual(["Postponed", "Sent"])
    })))

  it("lets a change of hands and a show of typing pass uncounted", () =>
    Pages.run(Effect.gen(function*() {
      const { send } = yield* Pages.make(() => ({ body: { success: true, recipient_id: "42" } }))
      yield* Effect.forEach(ids("a", 300), (id) => send(id))
      expect((yield* send("take", { body: { _tag: "Control", control: { _tag: "Take" } } }))._tag).toBe("Sent")
    })))
})

describe("the rate of an Instagram account", () => {
  const signature = (body: Uint8Array) => `sha256=${createHmac("sha256", "sec").update(body).digest("hex")}`

  /** The webhook of a comment on a live broadcast, or on a post. */
  const commented = (field: "live_comments" | "comments", id: string) => {
    const value = { id, from: { id: "42", username: "ana" }, media: { id: "7" }, text: "How much?" }
    const entry = [{ id: "1", time: Pages.start / 1000, changes: [{ field, value }] }]
    const body = Buffer.from(JSON.stringify({ object: "instagram", entry }))
    return {
      method: "POST",
      url: "/webhook/instagram",
      headers: { "x-hub-signature-256": signature(body) },
      body
    }
  }

  const account = (
    channel: "instagram",
    id: string
  ) => ({ channel, id, token: `tok${id}`, appSecret: "sec" } as const)

  it("is 100 private replies in a second to comments on a live broadcast, which spend none of those to others", () =>
    Pages.run(Effect.gen(function*() {
      const transport = yield* messenger({
        accounts: [account("instagram", "1")],
        http: { request: () => Effect.succeed({ status: 200, headers: {}, body: JSON.stringify(Pages.taken.body) }) }
      })
      const reply = (id: string, to: string) =>
        transport.send({
          id,
          conversation: { channel: "instagram", account: "1", person: "42" },
          order: 1,
          address: { _tag: "Comment", comment: to },
          body: { _tag: "Message", message: Message.text("12 €") },
          author: { _tag: "Bot" },
          lane: { lane: "privateReply", rule: "r", pack: "p" },
          cause: "c",
          at: Pages.start
        })
      yield* transport.handle(commented("live_comments", "live"), () => Effect.void)
      yield* transport.handle(commented("comments", "post"), () => Effect.void)

      const live = yield* Effect.forEach(ids("l", 101), (id) => reply(id, "live"))
      const others: Array<string> = []
      for (let round = 0; round < 3; round += 1) {
        yield* TestClock.adjust("1 second")
        for (const receipt of yield* Effect.forEach(ids(`o${round}-`, 250), (id) => reply(id, "post"))) {
          others.push(receipt._tag)
        }
      }
      const over = yield* reply("over", "post")

      expect(live.map((one) => Pages.waits(one))).toEqual([...Array<number>(100).fill(0), 1000])
      expect(others).toEqual(Array(750).fill("Sent"))
      expect(over._tag).toBe("Postponed")
    })))
})

describe("what the platform says of the usage", () => {
  const usage = (percent: number, regain = 0) => ({
    "x-business-use-case-usage": JSON.stringify({
      "1": [{ type: "messenger", call_count: percent, total_time: 3, estimated_time_to_regain_access: regain }]
    })
  })

  it("slows the page down from 95 percent on, before anything is refused, and lets it go when there is room again", () =>
    Pages.run(Effect.gen(function*() {
      let percent = 94
      const { send } = yield* Pages.make(() => ({ ...Pages.taken, headers: usage(percent) }))
      const free = yield* Effect.forEach(["a", "b"], (id) => send(id))
      percent = 95
      yield* send("c")
      const slow = yield* Effect.forEach(["d", "e", "f"], (id) => send(id))
      const elsewhere = yield* send("x", { account: "2" })
      percent = 20
      yield* TestClock.adjust("1 second")
      const turn = yield* send("d")
      const after = yield* Effect.forEach(["g", "h"], (id) => send(id))

      expect(free.map((one) => Pages.waits(one))).toEqual([0, 0])
      expect(slow.map((one) => Pages.waits(one))).toEqual([1000, 2000, 3000])
      expect(elsewhere._tag).toBe("Sent")
      expect(turn._tag).toBe("Sent")
      expect(after.map(({ _tag }) => _tag)).toEqual(["Sent", "Sent"])
    })))

  it("goes by the usage of the app, too", () =>
    Pages.run(Effect.gen(function*() {
      const headers = { "x-app-usage": "{\"call_count\":100,\"total_time\":25,\"total_cputime\":25}" }
      const { send } = yield* Pages.make(() => ({ ...Pages.taken, headers }))
      yield* send("a")
      expect(Pages.waits(yield* send("b"))).toBe(10_000)
    })))

  it("holds all of the page's messages until the time that an error names, without asking again, and shows no typing", () =>
    Pages.run(Effect.gen(function*() {
      let calls = 0
      const { send, transport } = yield* Pages.make(({ path }) => {
        if (path.includes("/2/")) return Pages.taken
        calls += 1
        return { ...Pages.refused(80006), headers: usage(100, 7) }
      })
      const first = yield* send("a")
      const second = yield* send("b")
      yield* transport.act(
        { channel: "messenger", account: "1", person: "42" },
        { _tag: "Scoped", id: "42" },
        "typingOn"
      )
      const elsewhere = yield* send("x", { account: "2" })

      expect(Pages.waits(first)).toBeGreaterThanOrEqual(420_000)
      expect(Pages.waits(second)).toBe(Pages.waits(first))
      expect([calls, elsewhere._tag]).toEqual([1, "Sent"])
    })))

  it("holds up nobody else for a limit of one conversation or one kind of message", () =>
    Pages.run(Effect.gen(function*() {
      const answers = [Pages.refused(613), Pages.refused(4, 2018022), Pages.taken]
      const { send } = yield* Pages.make(() => answers.shift() ?? Pages.taken)
      yield* send("a")
      yield* send("b")
      expect((yield* send("c"))._tag).toBe("Sent")
    })))

  it("believes no nonsense", () =>
    Pages.run(Effect.gen(function*() {
      const nonsense = [
        "{",
        "[]",
        "{\"1\":[null,7,{\"call_count\":\"999\"}]}",
        "999",
        "{\"1\":{\"call_count\":999}}",
        ""
      ]
      const { send } = yield* Pages.make(() => ({
        ...Pages.taken,
        headers: { "x-business-use-case-usage": nonsense.shift(), "x-app-usage": "[999]" }
      }))
      const sent = yield* Effect.forEach(ids("a", 7), (id) => send(id))
      expect(sent.map(({ _tag }) => _tag)).toEqual(Array(7).fill("Sent"))
    })))

  it("waits no longer than the day that the limits count, whatever an answer says", () =>
    Pages.run(Effect.gen(function*() {
      const { send } = yield* Pages.make(() => ({ ...Pages.refused(80006), headers: usage(100, 1e12) }))
      expect(Pages.waits(yield* send("a"))).toBeLessThanOrEqual(86_415_000)
    })))
})
