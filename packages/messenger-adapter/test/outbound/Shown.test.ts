import { Capabilities as Words, Fit, type LaneName, type Message, type Outbound } from "@parley/core"
import { Capabilities, type Channel, type SendBody } from "@parley/messenger-adapter"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import * as Prepare from "../../src/outbound/Prepare.ts"
import { messageOf, natives, plain } from "./messages.ts"

const lane: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }
const runs = { numRuns: 1500, seed: 11 }

const outbound = (message: Message.Message): Outbound.Outbound => ({
  id: "out-1",
  conversation: { channel: "messenger", account: "1", person: "42" },
  order: 1,
  address: { _tag: "Scoped", id: "42" },
  body: { _tag: "Message", message },
  author: { _tag: "Bot" },
  lane,
  cause: "c",
  at: 0
})

/** The bodies in which a channel shows a message, or the first field that keeps one of its parts from being sent. */
const sent = (
  message: Message.Message,
  channel: Channel.Channel
): Either.Either<ReadonlyArray<SendBody.SendMessage>, string> => {
  const can = Capabilities.of(channel)
  const lack = Fit.lacking(message, can)
  if (lack !== undefined) return Either.left(`${lack.reason}: ${lack.waysOut.join(", ")}`)
  const prepared = Fit.fit(message, can, "en").map((part) =>
    Prepare.of(outbound(part), { channel, personas: () => ({ Lea: "777" }) })
  )
  return Either.mapBoth(Either.all(prepared), {
    onLeft: ({ field, problem }) => `${field}: ${problem}`,
    // No message here is a reaction or a control.
    onRight: (all) => all.map(({ body }) => body as SendBody.SendMessage)
  })
}

const names = new Set(["type", "template_type", "content_type", "media_type", "metadata"])

/** All texts of a body in order, but for Meta's own words. */
const texts = (value: unknown): string => {
  if (typeof value === "string") return value
  if (typeof value !== "object" || value === null) return ""
  return Object.entries(value).map(([name, one]) => names.has(name) ? "" : texts(one)).join("")
}

/** All texts of a message, the quick replies last, as a person sees them. */
const textsOf = ({ message: { quick_replies, ...more } }: SendBody.SendMessage): string =>
  texts(more) + texts(quick_replies)

const bare = (text: string): string => text.replace(/\s/gu, "")

/** One thing that is shown: what it is called, and what must be found from there on. */
interface Unit {
  readonly name: string
  readonly leaves: ReadonlyArray<string | undefined>
}

type Kept = (kind: Message.Button["_tag"]) => boolean

const ofButton = (button: Message.Button, kept: Kept): ReadonlyArray<string | undefined> => {
  switch (button._tag) {
    case "Postback":
      return [button.title, kept("Postback") ? button.payload : undefined]
    case "Link":
      return [button.title, button.url]
    case "Call":
      return [button.title, button.phone]
    case "LogIn":
      return [button.url]
    case "LogOut":
      return [kept("LogOut") ? undefined : button.words]
    case "Play":
      return [button.title, kept("Play") ? button.payload : undefined]
  }
}

const upload = (url: string): string => url.replace(/^attachment:/, "")

/** What a channel has to show of a content. */
const units = (content: Message.Content, can: Words.Capabilities): ReadonlyArray<Unit> => {
  const kept: Kept = (kind) => can.buttons.max > 0 && can.buttons.kinds.includes(kind)
  const under = (buttons: ReadonlyArray<Message.Button> = []) => buttons.flatMap((one) => ofButton(one, kept))
  switch (content._tag) {
    case "Text":
      return [{ name: content.text, leaves: under(content.buttons) }]
    case "Media":
      return [{ name: upload(content.url), leaves: [] }]
    case "Pictures":
      return content.urls.map((url) => ({ name: upload(url), leaves: [] }))
    case "Cards":
      return content.cards.map(({ buttons, imageUrl, subtitle, title, url }) => ({
        name: title,
        leaves: [subtitle, imageUrl, url, ...under(buttons)]
      }))
    case "Native":
      return can.native.includes(content.kind) ? [] : [{ name: content.words, leaves: [] }]
    default:
      return []
  }
}

const ofReply = (reply: Message.QuickReply, can: Words.Capabilities): ReadonlyArray<string | undefined> => {
  const { asks, imageUrl, payload, title } = reply
  const shown = can.quickReplies.max > 0
  if (asks !== undefined) return can.quickReplies.asks.includes(asks) ? [] : [title]
  return shown ? [title, payload, imageUrl] : [title === "" ? imageUrl : title]
}

/** What of a message is not found again in its parts, in order; an address has to stand whole in one of them. */
const lost = (
  message: Message.Message,
  parts: ReadonlyArray<string>,
  can: Words.Capabilities
): ReadonlyArray<string> => {
  const said = bare(parts.join(""))
  const isLost = (leaf: string, from: number): boolean =>
    leaf.startsWith("http") ? !parts.some((part) => part.includes(leaf)) : said.indexOf(bare(leaf), from) < 0
  const out: Array<string> = []
  let from = 0
  for (const { leaves, name } of units(message.content, can)) {
    const at = said.indexOf(bare(name), from)
    if (at < 0) out.push(name)
    out.push(...leaves.filter((leaf) => leaf !== undefined).filter((leaf) => isLost(leaf, from)))
    if (at >= 0) from = at + bare(name).length
  }
  const replies = (message.quickReplies ?? []).flatMap((one) => ofReply(one, can)).filter((leaf) => leaf !== undefined)
  return [...out, ...replies.filter((leaf) => isLost(leaf, from))]
}

// Templates, surveys and requests for leave travel by lanes that only Messenger has: the lane refuses them. A post of
// Instagram's own is not Messenger's to show.
const message = messageOf(fc.oneof(
  { weight: 4, arbitrary: plain },
  fc.oneof(...Object.entries(natives).filter(([kind]) => kind !== "MEDIA_SHARE").map(([, one]) => one))
))

describe("what Messenger shows", () => {
  it("is shown whole: each text, title, address and payload is found again in what is sent, in order", () => {
    let count = 0
    fc.assert(
      fc.property(message, (given) => {
        const bodies = sent(given, "messenger")
        if (Either.isLeft(bodies)) return
        count += 1
        expect(
          lost(given, bodies.right.map(textsOf), Capabilities.of("messenger"))
        )
          .toEqual([])
      }),
      runs
    )

    expect(count).toBeGreaterThan(500)
  })

  it("is shown by Instagram too, with nothing lost, or refused with its cure before anything goes out", () => {
    const can = Capabilities.of("instagram")
    let count = 0
    fc.assert(
      fc.property(message, (given) => {
        if (Either.isLeft(sent(given, "messenger"))) return
        const lack = Fit.lacking(given, can)
        if (lack !== undefined) {
          expect(lack.waysOut).not.toEqual([])
          return
        }
        count += 1
        const bodies = Either.getOrThrowWith(sent(given, "instagram"), (problem) => new Error(problem))

        expect(lost(given, bodies.map(textsOf), can)).toEqual([])
        expect(bodies.filter((body) => body.reply_to !== undefined).length).toBe(given.replyTo === undefined ? 0 : 1)
        expect(bodies.slice(0, -1).every((body) => body.thread_control === undefined)).toBe(true)
        expect(bodies.at(-1)?.thread_control === undefined).toBe(given.control === undefined)
      }),
      runs
    )

    expect(count).toBeGreaterThan(500)
  })

  it("is said by a terminal in words alone, with nothing lost, or refused with its cure", () => {
    const can = Words.words
    let count = 0
    fc.assert(
      fc.property(message, (given) => {
        if (Either.isLeft(sent(given, "messenger"))) return
        const lack = Fit.lacking(given, can)
        if (lack !== undefined) {
          expect(lack.waysOut).not.toEqual([])
          return
        }
        count += 1
        const parts = Fit.fit(given, can, "en")
        const said = parts.map(({ content }) => content._tag === "Text" ? content : { text: "", buttons: [content] })

        expect(said.every(({ buttons, text }) => buttons === undefined && text.trim() !== "")).toBe(true)
        expect(parts.every(({ quickReplies }) => quickReplies === undefined)).toBe(true)
        expect(lost(given, said.map(({ text }) => text), can)).toEqual([])
      }),
      runs
    )

    expect(count).toBeGreaterThan(500)
  })
})
