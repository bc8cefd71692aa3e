import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as Start from "../../src/dialogue/Start.ts"
import type { Event } from "../../src/model/Inbound.ts"
import type { Receipt } from "../../src/model/Receipt.ts"
import { waiter } from "./Bots.ts"
import { ana, hour, loopback, type Rig, rig, ruled, words } from "./Rig.ts"

const quiet = { typing: false } as const
const channel = () => loopback({ pack: ruled })
const nothing = Schema.Struct({})
const signals = { back: nothing }
const told = (made: Rig) => made.offer({ _tag: "Signalled", signal: "back", payload: {} })
const back = ({ bot, run }: Rig) => run(bot.signal({ name: "back", payload: {}, to: ana }))
const failed: Receipt = { _tag: "Failed", reason: "no", error: null }

const comment = (made: Rig, id = "c1") =>
  made.offer({ _tag: "Commented", comment: id, text: "how much?" }, { act: "comment", id: `comment/${id}` })

/** Answers whatever comes with two messages. */
const shop = (() => {
  const d = Dialogue.setup({ id: "shop", version: 1, context: nothing, states: ["one", "two", "done"] })
  return d.make({
    initial: "one",
    starts: [Start.comment()],
    states: { one: d.say("One.", { to: "two" }), two: d.say("Two.", { to: "done" }), done: d.end() }
  })
})()

/** Tells, by the leave for it, that something is back. */
const restock = (() => {
  const d = Dialogue.setup({ id: "restock", version: 1, context: nothing, signals, states: ["hello", "wait", "tell"] })
  return d.make({
    initial: "hello",
    starts: ["hi"],
    states: {
      hello: d.say("Hello.", { to: "wait" }),
      wait: d.wait({ signal: "back", to: "tell" }),
      tell: d.notify("It is back.", { purpose: "promotion", topic: "restock", otherwise: "drop", to: "wait" })
    }
  })
})()

const allowed = (token: string, topic = "restock"): Event => ({
  _tag: "OptedIn",
  kind: "one_time_notif_req",
  permission: "oneTime",
  change: "granted",
  token,
  topic
})

describe("one answer in private to a comment", () => {
  it("is one, though the turn has two messages: the second is refused, as nobody has written yet", async () => {
    const loop = channel()
    const made = await rig({ dialogues: [shop], loop, bot: quiet })

    await comment(made)

    expect(made.said()).toEqual(["One."])
    expect(loop.sent[0]).toMatchObject({
      address: { _tag: "Comment", comment: "c1" },
      lane: { lane: "privateReply", permission: "c1" }
    })
    const { held, permissions } = await made.conversation()
    expect(held).toEqual([])
    expect((await made.run(made.bot.ledger(ana))).map(({ rule, verdict }) => [verdict, rule])).toEqual([
      ["sent", "privateReply"],
      ["refused", "permission.used"]
    ])
    expect(permissions).toMatchObject([{ id: "c1", usedBy: loop.sent[0]?.id }])
  })

  it("has the notice inside itself, and nothing comes before it", async () => {
    const made = await rig({
      dialogues: [shop],
      loop: channel(),
      bot: { ...quiet, disclosure: { text: "I am a bot." } }
    })

    await comment(made)

    expect(made.said()).toEqual(["I am a bot.\n\nOne."])
    expect((await made.conversation()).disclosure._tag).toBe("Told")
  })

  it("is left to say when the first try did not arrive", async () => {
    const loop = channel()
    const made = await rig({ dialogues: [shop], loop, bot: quiet })
    loop.answer = () => Effect.succeed(failed)

    await comment(made)

    expect((await made.conversation()).permissions).toMatchObject([{ id: "c1" }])
    expect((await made.conversation()).permissions[0]?.usedBy).toBeUndefined()
  })

  it("is used up when nobody knows whether the first try arrived", async () => {
    const loop = loopback({ pack: ruled, echoes: false })
    const made = await rig({ dialogues: [shop], loop, bot: quiet })
    loop.answer = () => Effect.succeed({ _tag: "Unknown", reason: "socket closed", deadline: 0 })

    await comment(made)

    expect((await made.run(made.store.outbox(ana))).map(({ state }) => state)).toEqual(["parked"])
    expect((await made.conversation()).permissions).toMatchObject([{ id: "c1", usedBy: loop.sent[0]?.id }])
  })

  it("is not spent on words that wait: it is for the comment's own answer", async () => {
    const made = await rig({ dialogues: [waiter], loop: channel(), bot: quiet })
    await made.say("hi")
    await made.advance(30 * hour)
    await made.run(made.bot.signal({ name: "ready", payload: { table: 1 }, to: ana }))
    expect((await made.conversation()).held).toHaveLength(1)

    await comment(made)

    expect(made.said()).toEqual(["I will tell you."])
    const { held, permissions } = await made.conversation()
    expect(held).toHaveLength(1)
    expect(permissions[0]?.usedBy).toBeUndefined()
  })
})

describe("leave for one message on a topic", () => {
  it("carries one outside the window, to its token, and no second", async () => {
    const loop = channel()
    const made = await rig({ dialogues: [restock], loop, bot: quiet })
    await made.say("hi")
    await made.offer(allowed("t1"))
    await made.advance(30 * hour)

    const outcomes = [...await back(made), ...await back(made)]

    expect(outcomes.map(({ status }) => status)).toEqual(["sent", "dropped"])
    expect(loop.sent[1]).toMatchObject({ address: { _tag: "Token", token: "t1" }, lane: { lane: "oneTime" } })
  })

  it("carries none on another topic", async () => {
    const made = await rig({ dialogues: [restock], loop: channel(), bot: quiet })
    await made.say("hi")
    await made.offer(allowed("t1", "shoes"))
    await made.advance(30 * hour)

    expect((await back(made)).map(({ status }) => status)).toEqual(["dropped"])
  })

  it("is not used inside the window, and is there afterwards", async () => {
    const loop = channel()
    const made = await rig({ dialogues: [restock], loop, bot: quiet })
    await made.say("hi")
    await made.offer(allowed("t1"))
    await back(made)
    expect(loop.sent[1]?.lane?.lane).toBe("update")
    await made.advance(30 * hour)

    expect((await back(made)).map(({ status }) => status)).toEqual(["sent"])
  })

  it("is used by a message that came to need it at its sending only, and by no second one", async () => {
    const loop = channel()
    const made = await rig({ dialogues: [restock], loop, bot: quiet })
    await made.say("hi")
    await made.offer(allowed("t1"))
    const retryAt = made.time.now() + 30 * hour
    loop.answer = () => Effect.sync((): Receipt => ({ _tag: "Postponed", reason: "busy", retryAt }))
    await told(made)
    loop.answer = () => Effect.succeed({ _tag: "Sent" })
    await made.advance(31 * hour)
    expect(loop.sent.at(-1)).toMatchObject({ address: { _tag: "Token" }, lane: { lane: "oneTime", permission: "t1" } })
    expect((await made.conversation()).permissions).toMatchObject([{ id: "t1", usedBy: loop.sent[1]?.id }])

    expect((await back(made)).map(({ status }) => status)).toEqual(["dropped"])
  })

  it("is given back by a message that came to travel without it, to where the conversation is", async () => {
    const loop = channel()
    const made = await rig({ dialogues: [restock], loop, bot: quiet })
    await made.say("hi")
    await made.offer(allowed("t1"))
    await made.advance(30 * hour)
    const retryAt = made.time.now() + hour
    loop.answer = () =>
      Effect.sync((): Receipt => ({ _tag: "Postponed", reason: "busy", retryAt: made.time.now() + 30_000 }))
    await told(made)
    await made.say("hello again")
    loop.answer = () => Effect.succeed({ _tag: "Sent" })
    await made.advance(retryAt - made.time.now())

    const sent = loop.sent.filter(({ id }) => id === loop.sent[1]?.id).at(-1)

    expect(sent).toMatchObject({ address: { _tag: "Scoped", id: "ana" }, lane: { lane: "update" } })
    expect((await made.conversation()).permissions[0]?.usedBy).toBeUndefined()
  })

  it("leaves its place to no other when it could not be used after all: what was said first is still the first to wait", async () => {
    const d = Dialogue.setup({
      id: "news",
      version: 1,
      context: Schema.Struct({ number: Schema.optionalWith(Schema.Number, { default: () => 0 }) }),
      signals,
      states: ["hello", "wait", "tell", "tellMore"]
    })
    const news = d.make({
      initial: "hello",
      starts: ["hi"],
      states: {
        hello: d.say("Hello.", { to: "wait" }),
        wait: d.wait({ signal: "back", save: (_, { number }) => ({ number: number + 1 }), to: "tell" }),
        tell: d.notify(({ number }) => `News ${number}a`, {
          purpose: "promotion",
          topic: "restock",
          otherwise: "hold",
          to: "tellMore"
        }),
        tellMore: d.notify(({ number }) => `News ${number}b`, {
          purpose: "promotion",
          topic: "restock",
          otherwise: "hold",
          to: "wait"
        })
      }
    })
    const loop = channel()
    const made = await rig({ dialogues: [news], loop, bot: quiet })
    await made.say("hi")
    await made.advance(30 * hour)
    await told(made)
    await told(made)
    const retryAt = made.time.now() + hour
    loop.answer = () => Effect.sync((): Receipt => ({ _tag: "Postponed", reason: "not yet", retryAt }))

    await made.offer(allowed("t1"))
    await made.offer({ _tag: "Routed", change: "taken", toUs: false, to: "inbox" })
    await made.offer({ _tag: "Routed", change: "passed", toUs: true, from: "inbox" })

    expect(loop.sent.at(-1)?.lane).toMatchObject({ lane: "oneTime" })
    expect((await made.conversation()).held.map(words)).toEqual(["News 1a", "News 1b", "News 2a", "News 2b"])
  })
})
