import type { Address, LaneName, Message } from "@parley/core"
import { Fit } from "@parley/core"
import { Capabilities, type Channel, Limits, Render, Unsendable } from "@parley/messenger-adapter"
import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"

const address: Address.Address = { _tag: "Scoped", id: "42" }
const lane: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }

const problem = (message: Message.Message, channel: Channel.Channel, readings: Limits.Readings = {}): string => {
  const limits = Limits.of(channel, readings)
  const rendered = Render.render({ id: "out-1", channel, address, lane, message, limits })
  return Either.isLeft(rendered) ? Unsendable.describe(rendered.left) : "sendable"
}

const a = (length: number) => "a".repeat(length)
const text = (words: string): Message.Message => ({ content: { _tag: "Text", text: words } })
const image = "https://x.example/i.png"
const times = <A>(count: number, one: A): [A, ...Array<A>] => [one, ...Array.from({ length: count - 1 }, () => one)]
const native = (content: Message.Content): Message.Message => ({ content })

describe("a text", () => {
  it("of 1999 characters passes, and of 2000 is refused, or parted before", () => {
    expect(problem(text(a(1999)), "messenger")).toBe("sendable")
    expect(problem(text(a(2000)), "messenger")).toContain("text: it has 2000 characters and the limit is 1999")

    const parts = Fit.fit(text(a(2000)), Capabilities.of("messenger"), "en")
    expect(parts.map((part) => problem(part, "messenger"))).toEqual(["sendable", "sendable"])
  })

  it("is counted in characters, an emoji as one", () => {
    expect(problem(text("🎉".repeat(1999)), "messenger")).toBe("sendable")
    expect(problem(text("🎉".repeat(2000)), "messenger")).toContain("it has 2000 characters")
  })

  it("is counted in bytes of UTF-8 on Instagram", () => {
    expect(problem(text("ä".repeat(500)), "instagram")).toBe("sendable")
    expect(problem(text("ä".repeat(501)), "instagram")).toContain("text: it has 1002 bytes and the limit is 1000")
  })
})

describe("where the pages differ", () => {
  it.each<[string, Channel.Channel, Limits.Readings, (size: number) => Message.Message, number]>([
    ["2000 characters pass by another reading", "messenger", { text: "up to 2000" }, (n) => text(a(n)), 2000],
    [
      "30 pictures pass by another reading",
      "messenger",
      { pictures: 30 },
      (n) => native({ _tag: "Pictures", urls: times(n, image) }),
      30
    ],
    [
      "999 characters of any size pass by another reading",
      "instagram",
      { instagramText: "under 1000 characters" },
      (n) => text("ä".repeat(n)),
      999
    ]
  ])("%s", (_name, channel, readings, of, most) => {
    expect(problem(of(most), channel, readings)).toBe("sendable")
    expect(problem(of(most + 1), channel, readings)).toContain(`the limit is ${most}`)
    expect(problem(of(most), channel)).not.toBe("sendable")
  })

  it("the bot parts its texts by the same reading", () => {
    const parted = (readings: Limits.Readings) =>
      Fit.fit(text(a(2000)), Capabilities.of("messenger", readings), "en").length

    expect(parted({})).toBe(2)
    expect(parted({ text: "up to 2000" })).toBe(1)
  })

  it("what the standard readings of Messenger let pass, every other lets pass too", () => {
    const messages = [text(a(1999)), native({ _tag: "Pictures", urls: times(10, image) })]
    const readings: ReadonlyArray<Limits.Readings> = [
      ...Limits.readings.text.map((one) => ({ text: one })),
      ...Limits.readings.pictures.map((one) => ({ pictures: one }))
    ]

    for (const message of messages) {
      expect(readings.map((reading) => problem(message, "messenger", reading))).toEqual(readings.map(() => "sendable"))
    }
  })
})
