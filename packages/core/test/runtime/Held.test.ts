import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as Start from "../../src/dialogue/Start.ts"
import * as Conversation from "../../src/model/Conversation.ts"
import * as Message from "../../src/model/Message.ts"
import type { Outbound } from "../../src/model/Outbound.ts"
import type { Receipt } from "../../src/model/Receipt.ts"
import * as Held from "../../src/runtime/Held.ts"
import * as Judging from "../../src/runtime/Judging.ts"
import * as MemoryStore from "../../src/runtime/MemoryStore.ts"
import { survey } from "../policy/rulebook.ts"
import { echo } from "./Bots.ts"
import { ana, day, hour, loopback, type Rig, rig, ruled, start, windowed, words } from "./Rig.ts"
import { seeded } from "./seeded.ts"

const quiet = { typing: false } as const
const telling = { typing: false, disclosure: { text: "I am a bot." } } as const
const channel = () => loopback({ pack: windowed })

/** Tells of each parcel as it comes; once the shop is shut (a negative number), none of them is worth telling any more. */
const parcels = (() => {
  const d = Dialogue.setup({
    id: "parcels",
    version: 1,
    context: Schema.Struct({ number: Schema.optionalWith(Schema.Number, { default: () => 0 }) }),
    signals: { came: Schema.Struct({ number: Schema.Number }) },
    states: ["hello", "wait", "tell"]
  })
  return d.make({
    initial: "hello",
    starts: ["hi"],
    states: {
      hello: d.say("I will tell you.", { to: "wait" }),
      wait: d.wait({
        signal: "came",
        save: ({ number }) => ({ number }),
        meanwhile: "Nothing yet.",
        to: [{ when: ({ number }) => number < 0, to: "wait" }, "tell"]
      }),
      tell: d.notify(({ number }) => `Parcel ${number}.`, {
        purpose: "shipping",
        otherwise: { hold: "2 days" },
        stillTrue: ({ number }) => number >= 0,
        to: "wait"
      })
    }
  })
})()

/** Begins with a signal. */
const waiting = (() => {
  const d = Dialogue.setup({
    id: "waiting",
    version: 1,
    context: Schema.Struct({}),
    signals: { came: Schema.Struct({ number: Schema.Number }) },
    states: ["tell", "done"]
  })
  return d.make({
    initial: "tell",
    starts: [Start.signal("came")],
    states: {
      tell: d.notify("It came.", { purpose: "shipping", otherwise: "hold", to: "done" }),
      done: d.end()
    }
  })
})()

const comes = ({ bot, run }: Rig, number: number) => run(bot.signal({ name: "came", payload: { number }, to: ana }))

/** What the journal says of words that were let go. */
const dropped = async ({ run, store }: Rig) =>
  (await run(store.journal(ana, 0))).flatMap(({ spoken }) =>
    spoken.flatMap(({ body, refusal, verdict }) =>
      verdict === "dropped" && body._tag === "Message" ? [[Message.words(body.message), refusal?.rule]] : []
    )
  )

describe("words that wait for the person to write", () => {
  it("come in the order in which they were said, behind a due notice and before the answer, each once", async () => {
    const made = await rig({ dialogues: [parcels], loop: channel(), bot: telling })
    await made.say("hi")
    await made.advance(30 * hour)
    for (const number of [1, 2, 3]) await comes(made, number)
    expect((await made.conversation()).held).toHaveLength(3)

    await made.say("hello")
    await made.say("and?")

    expect(made.said()).toEqual([
      "I am a bot.",
      "I will tell you.",
      "I am a bot.",
      "Parcel 1.",
      "Parcel 2.",
      "Parcel 3.",
      "Nothing yet.",
      "Nothing yet."
    ])
    expect((await made.conversation()).held).toEqual([])
  })

  it("wait for no longer than they were told to, and the journal says that they expired", async () => {
    const made = await rig({ dialogues: [parcels], loop: channel(), bot: quiet })
    await made.say("hi")
    await made.advance(30 * hour)
    await comes(made, 1)
    await made.advance(hour)
    await comes(made, 2)
    await made.advance(2 * day - hour)

    await made.say("hello")

    expect(made.said()).toEqual(["I will tell you.", "Parcel 2.", "Nothing yet."])
    expect(await dropped(made)).toEqual([["Parcel 1.", "held.expired"]])
  })

  it("are let go when they are not true any more", async () => {
    const made = await rig({ dialogues: [parcels], loop: channel(), bot: quiet })
    await made.say("hi")
    await made.advance(30 * hour)
    await comes(made, 1)
    await comes(made, -1)

    await made.say("hello")

    expect(made.said()).toEqual(["I will tell you.", "Nothing yet."])
    expect(await dropped(made)).toEqual([["Parcel 1.", "held.unwanted"]])
  })

  it("do not ask a question that was left, or that the answer asks again", async () => {
    const loop = channel()
    const made = await rig({ dialogues: [echo], loop, bot: quiet })
    loop.answer = () =>
      Effect.succeed({ _tag: "Refused", refusal: { rule: "platform.window", reason: "shut", waysOut: [] } })
    await made.say("hi")
    expect((await made.conversation()).held).toHaveLength(1)
    loop.answer = () => Effect.succeed({ _tag: "Sent" })

    await made.say("x")

    expect(made.said().slice(1)).toEqual(["1: x", "Say something"])
    expect(await dropped(made)).toEqual([["Say something", "held.saidAnew"]])
  })

  it("are a hundred at most; what does not fit is let go", async () => {
    const made = await rig({ dialogues: [parcels], loop: channel(), bot: quiet })
    await made.say("hi")
    await made.advance(30 * hour)
    for (let number = 1; number <= Held.limit; number++) await comes(made, number)

    const [outcome] = await comes(made, 101)

    expect(outcome?.status).toBe("dropped")
    expect((await made.conversation()).held).toHaveLength(100)
    expect(await dropped(made)).toEqual([["Parcel 101.", "held.limit"]])
  })

  it("are kept over a restart of the process", async () => {
    const store = MemoryStore.make()
    const first = await rig({ dialogues: [parcels], loop: channel(), bot: quiet, store })
    await first.say("hi")
    await first.advance(30 * hour)
    await comes(first, 1)
    await first.close()
    const second = await rig({ dialogues: [parcels], loop: channel(), bot: quiet, store, time: first.time })

    await second.say("hello")

    expect(second.said()).toEqual(["Parcel 1.", "Nothing yet."])
  })

  it("stay where they are when the person does something that opens no window", async () => {
    const made = await rig({ dialogues: [parcels], loop: channel(), bot: quiet })
    await made.say("hi")
    await made.advance(30 * hour)
    await comes(made, 1)

    await made.offer({ _tag: "Read" })
    await made.offer({ _tag: "Commented", comment: "c1", text: "nice" }, { act: "comment" })

    expect(made.said()).toEqual(["I will tell you."])
    expect((await made.conversation()).held).toHaveLength(1)
  })

  it("come when the conversation comes back to the bot inside the window", async () => {
    const made = await rig({ dialogues: [parcels], loop: channel(), bot: telling })
    await made.say("hi")
    await made.offer({ _tag: "Routed", change: "taken", toUs: false, to: "inbox" })
    await comes(made, 1)

    await made.offer({ _tag: "Routed", change: "passed", toUs: true })

    expect(made.said().slice(2)).toEqual(["I am a bot.", "Parcel 1."])
  })
})

describe("words that came to wait when they were to be sent", () => {
  it("stand among those that waited already in the order in which all were said", async () => {
    const loop = channel()
    const made = await rig({ dialogues: [parcels], loop, bot: quiet })
    await made.say("hi")
    const retryAt = made.time.now() + hour
    loop.answer = () => Effect.succeed({ _tag: "Postponed", reason: "busy", retryAt })
    for (const number of [1, 2]) await made.offer({ _tag: "Signalled", signal: "came", payload: { number } })
    await made.offer({ _tag: "Routed", change: "taken", toUs: false, to: "inbox" })
    for (const number of [3, 4]) await made.offer({ _tag: "Signalled", signal: "came", payload: { number } })
    loop.answer = () => Effect.succeed({ _tag: "Sent" })
    await made.advance(2 * hour)

    const { held } = await made.conversation()

    expect(held.map(words)).toEqual(["Parcel 1.", "Parcel 2.", "Parcel 3.", "Parcel 4."])
  })
})

describe("a window that the channel finds shut at the send", () => {
  const shut = (): Effect.Effect<Receipt> =>
    Effect.succeed({
      _tag: "Refused",
      refusal: { rule: "platform.window", reason: "shut by their clock", waysOut: [] }
    })

  it("keeps the words for later, as they asked, and whoever caused them is told so", async () => {
    const loop = channel()
    const made = await rig({ dialogues: [parcels], loop, bot: quiet })
    await made.say("hi")
    loop.answer = shut
    const [outcome] = await comes(made, 1)
    expect(outcome).toMatchObject({ status: "held", reason: "shut by their clock" })
    expect((await made.conversation()).held).toMatchObject([{ expiresAt: made.time.now() + 2 * day }])
    loop.answer = () => Effect.succeed({ _tag: "Sent" })

    await made.say("hello")

    expect(made.said()).toEqual(["I will tell you.", "Parcel 1.", "Parcel 1.", "Nothing yet."])
    expect(new Set(loop.sent.map(({ id }) => id)).size).toBe(4)
  })
})

const row = (message: Message.Message): Outbound => ({
  id: "o1",
  conversation: ana,
  order: 1,
  address: { _tag: "Scoped", id: "ana" },
  body: { _tag: "Message", message },
  author: { _tag: "Bot" },
  cause: "in-1",
  at: start
})

describe("the second look at the moment of sending", () => {
  const line = { transport: channel(), account: { channel: "loop", account: "1", approvals: [] } }
  const conversation = { ...Conversation.empty(ana), acts: [{ act: "message", at: start, inbound: "in-1" }], order: 1 }
  const way = (now: number, seenAt: number | undefined, margin = 0) =>
    Judging.judge(row(Message.text("Hello")), {
      conversation: seenAt === undefined ? conversation : { ...conversation, seenAt },
      line,
      now,
      margin
    })?._tag

  it("finds the last millisecond of the window open and its end shut, a margin earlier where there is one", () => {
    const end = start + day

    expect([way(end - 1, undefined), way(end, undefined)]).toEqual(["Allowed", "Held"])
    expect([way(end - 60_001, undefined, 60_000), way(end - 60_000, undefined, 60_000)]).toEqual(["Allowed", "Held"])
  })

  it("finds no window open that was shut when the conversation was last seen, though the clock says so", () => {
    expect([way(start, start + day - 1), way(start, start + day)]).toEqual(["Allowed", "Held"])
  })

  it("counts seven days from the act that a lane names, and not from a later one of another kind", () => {
    const acts = [
      { act: "message", at: start, inbound: "in-1" },
      { act: "postback", at: start + 6 * day, inbound: "in-2" }
    ]
    const verdict = (now: number) =>
      Judging.judge(row(survey), {
        conversation: { ...conversation, acts },
        line: { ...line, transport: loopback({ pack: ruled }) },
        now,
        margin: 0
      })

    expect(verdict(start + 7 * day - 1)).toMatchObject({ _tag: "Allowed" })
    expect(verdict(start + 7 * day)).toMatchObject({ _tag: "Held", refusal: { rule: "window.old" } })
  })

  it("does with words behind a notice that did not arrive what they ask for", () => {
    const verdict = (otherwise: "hold" | "drop" | "refuse") =>
      Judging.unannounced(row(Message.text("Hello", { otherwise, holdFor: 5 })), start)

    expect(verdict("hold")).toMatchObject({ _tag: "Held", until: start + 5, refusal: { rule: "disclosure.first" } })
    expect([verdict("drop")._tag, verdict("refuse")._tag]).toEqual(["Dropped", "Refused"])
  })
})

describe("a margin for clocks that differ", () => {
  it("is a minute unless the bot says otherwise: a window that ends within it counts as shut", async () => {
    const conversation = { ...Conversation.empty(ana), acts: [{ act: "message", at: start, inbound: "in-1" }] }
    const tell = async (margin?: "10 minutes") => {
      const made = await rig({
        dialogues: [waiting],
        loop: channel(),
        bot: { ...quiet, ...(margin === undefined ? {} : { margin }) },
        store: await seeded(conversation)
      })
      await made.advance(day - 60_001)
      const outcomes = [await made.run(made.bot.signal({ name: "came", payload: { number: 1 }, to: ana }))]
      await made.advance(1)
      outcomes.push(await made.run(made.bot.signal({ name: "came", payload: { number: 2 }, to: ana })))
      return outcomes.map(([outcome]) => outcome?.status)
    }

    expect(await tell()).toEqual(["sent", "held"])
    expect(await tell("10 minutes")).toEqual(["held", "held"])
  })
})
