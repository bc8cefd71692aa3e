import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import type { Event } from "../../src/model/Inbound.ts"
import * as Message from "../../src/model/Message.ts"
import type { Receipt } from "../../src/model/Receipt.ts"
import type { PolicyPack } from "../../src/policy/PolicyPack.ts"
import type { Middleware } from "../../src/runtime/Middleware.ts"
import { ana, day, hour, loopback, type Rig, rig, ruled, start } from "./Rig.ts"

const week = 7 * day
const source = { page: "a test", read: "2026-11-21" }
const asks = (of: "title" | "leave") => ({ asks: { kind: "recurring", of } as const, source })

/** A channel on which a person is asked for a series once a week under the same title. */
const counting: PolicyPack = {
  ...ruled,
  limits: [
    { id: "title", what: "requests", most: 1, per: week, ...asks("title") },
    { id: "given", what: "series", most: 1, ...asks("leave") }
  ]
}

const Title = Schema.Struct({ title: Schema.optionalWith(Schema.String, { default: () => "Deals" }) })
const d = Dialogue.setup({ id: "club", version: 1, context: Title, states: ["ask", "yes", "no", "shut"] })
/** Asks for leave to send deals. */
const club = d.make({
  initial: "ask",
  starts: ["hi"],
  states: {
    ask: d.optIn(({ title }) => title, {
      permission: "recurring",
      topic: "deals",
      to: "yes",
      declined: "no",
      refused: "shut"
    }),
    yes: d.ask("What else?", { answer: Schema.String, to: "yes" }),
    no: d.end("All right."),
    shut: d.ask("Let us talk.", { answer: Schema.String, to: "shut" })
  }
})

const quiet = { typing: false } as const
const open = (answer?: (attempt: number) => Effect.Effect<Receipt>, echoes = true) => {
  const loop = loopback({ pack: counting, echoes })
  if (answer !== undefined) loop.answer = (outbound, attempt) => outbound.order === 1 ? answer(attempt) : sent
  return rig({ dialogues: [club], loop, bot: quiet })
}
const sent = Effect.succeed<Receipt>({ _tag: "Sent", mid: "m" })
const requests = async (made: Rig) => (await made.conversation()).requests ?? []
const agreed: Event = {
  _tag: "OptedIn",
  kind: "notification_messages",
  permission: "recurring",
  change: "granted",
  token: "t1",
  topic: "deals"
}

describe("a request for leave", () => {
  it("is kept with the conversation, with the moment at which it was sent", async () => {
    const made = await open(() => Effect.delay(sent, 90_000))

    await made.say("hi")
    expect(await requests(made)).toMatchObject([{ title: "Deals", topic: "deals", at: start }])
    await made.advance(90_000)

    expect(await requests(made)).toMatchObject([{ title: "Deals", at: start + 90_000 }])
  })

  it("counts from its sending also where no dialogue hears what becomes of it", async () => {
    const e = Dialogue.setup({ id: "plain", version: 1, context: Title, states: ["say", "wait"] })
    const content = { _tag: "Request", permission: "recurring", topic: "deals", title: "Deals", payload: "p" } as const
    const asking: Middleware = (said) =>
      said.map((body) =>
        body._tag === "Message" && Message.words(body.message) === "Deals" ? { ...body, message: { content } } : body
      )
    const plain = e.make({
      initial: "say",
      starts: ["hi"],
      states: { say: e.say("Deals", { to: "wait" }), wait: e.ask("Yes?", { answer: Schema.String, to: "wait" }) }
    })
    const loop = loopback({ pack: counting })
    loop.answer = () => Effect.delay(sent, 90_000)
    const made = await rig({ dialogues: [plain], loop, bot: { ...quiet, middleware: [asking] } })

    await made.say("hi")
    await made.advance(90_000)

    expect(await requests(made)).toMatchObject([{ at: start + 90_000 }])
  })

  it("is not asked again within a week: the dialogue hears of it and goes on", async () => {
    const made = await open()
    await made.say("hi")
    await made.say("no")
    await made.advance(week - 1)
    await made.say("hi")

    expect(made.said()).toEqual(["Deals", "All right.", "Let us talk."])
    const rows = await made.run(made.bot.ledger(ana))
    expect(rows.map(({ rule, verdict }) => [verdict, rule])).toEqual([
      ["sent", "reply"],
      ["sent", "reply"],
      ["refused", "request.tooSoon"],
      ["sent", "reply"]
    ])
  })

  it("leads on to the next question, too, for a person who wants no more messages: it answers them", async () => {
    const made = await open()
    await made.say("hi")
    await made.say("no")
    await made.say("stop")
    await made.say("hi")

    expect(made.said()).toEqual(["Deals", "All right.", expect.any(String), "Let us talk."])
  })

  it("leads on without a word when they asked for silence before its refusal came", async () => {
    const refusal = { rule: "platform.rules", reason: "asked too often", waysOut: [] }
    const late = () => Effect.delay(Effect.succeed<Receipt>({ _tag: "Refused", refusal }), 10_000)
    const [patient, quieted] = await Promise.all([open(late), open(late)])
    await patient.say("hi")
    await quieted.say("hi")
    await quieted.say("stop")

    await patient.advance(10_000)
    await quieted.advance(10_000)

    expect(patient.said()).toEqual(["Deals", "Let us talk."])
    expect(quieted.said()).toEqual(["Deals", expect.stringContaining("only answer you")])
    expect(quieted.happenings.filter(({ _tag }) => _tag === "Failed")).toEqual([])
  })

  it("is asked again once the week is over", async () => {
    const made = await open()
    await made.say("hi")
    await made.say("no")
    await made.advance(week)
    await made.say("hi")

    expect(made.said()).toEqual(["Deals", "All right.", "Deals"])
    expect(await requests(made)).toMatchObject([{ at: start + week }])
  })

  it("leads on as after a yes when the person gave the leave already", async () => {
    const made = await open()
    await made.say("hi")
    await made.offer(agreed)
    await made.say("cancel")
    await made.advance(8 * day)
    await made.say("hi")

    expect(made.said()).toEqual(["Deals", "What else?", expect.any(String), "What else?"])
    expect((await made.run(made.bot.ledger(ana))).map(({ rule }) => rule)).toContain("request.given")
  })

  it("that was never sent does not count", async () => {
    const made = await open(() => Effect.succeed({ _tag: "Failed", reason: "no", error: null }))

    await made.say("hi")

    expect(await requests(made)).toEqual([])
  })

  it("of which nobody knows whether it was sent counts", async () => {
    const made = await open(() => Effect.succeed({ _tag: "Unknown", reason: "closed", deadline: 0 }), false)

    await made.say("hi")

    expect(await requests(made)).toMatchObject([{ title: "Deals" }])
  })

  it("whose echo tells that it was sent counts from then on", async () => {
    const made = await open(() => Effect.succeed({ _tag: "Unknown", reason: "closed", deadline: 0 }))
    await made.say("hi")
    await made.advance(5_000)

    await made.offer({ _tag: "Echoed", mid: "e", outbound: made.loop.sent[0]?.id ?? "" })

    expect(await requests(made)).toMatchObject([{ at: start + 5_000 }])
  })

  it("that the channel refuses for its own count is heard of too", async () => {
    const refusal = { rule: "platform.rules", reason: "asked too often", waysOut: [] }
    const made = await open(() => Effect.succeed({ _tag: "Refused", refusal }))

    await made.say("hi")

    expect(made.said()).toEqual(["Deals", "Let us talk."])
    expect(await requests(made)).toEqual([])
  })

  it("is refused the second time in one turn, before either was sent", async () => {
    const e = Dialogue.setup({ id: "twice", version: 1, context: Title, states: ["first", "second", "wait"] })
    const same = { permission: "recurring", topic: "deals" } as const
    const twice = e.make({
      initial: "first",
      starts: ["hi"],
      states: {
        first: e.optIn("Deals", { ...same, to: "second", timeout: { after: "1 second", to: "second" } }),
        second: e.optIn("Deals", { ...same, to: "wait" }),
        wait: e.ask("Yes?", { answer: Schema.String, to: "wait" })
      }
    })
    const loop = loopback({ pack: counting })
    loop.answer = (outbound) => outbound.order === 1 ? Effect.delay(sent, hour) : sent
    const made = await rig({ dialogues: [twice], loop, bot: quiet })

    await made.say("hi")
    await made.advance(2_000)
    await made.advance(hour)

    expect(made.said()).toEqual(["Deals", "Yes?"])
  })

  it("that comes to be refused after the person went on changes nothing", async () => {
    const refusal = { rule: "platform.rules", reason: "asked too often", waysOut: [] }
    const made = await open(() => Effect.delay(Effect.succeed<Receipt>({ _tag: "Refused", refusal }), 10_000))
    await made.say("hi")
    await made.offer(agreed)

    await made.advance(20_000)

    expect(made.said()).toEqual(["Deals", "What else?"])
  })
})

describe("a conversation that was stored before requests were kept", () => {
  it("is read, and its next request is the first", async () => {
    const made = await open()
    await made.say("no idea")
    expect("requests" in await made.conversation()).toBe(false)

    await made.say("hi")

    expect(await requests(made)).toHaveLength(1)
  })
})

describe("a message whose template the account does not have", () => {
  it("is refused before the commit, and the dialogue is told of the names that there are", async () => {
    const e = Dialogue.setup({
      id: "order",
      version: 1,
      context: Schema.Struct({}),
      signals: { left: Schema.Struct({}) },
      states: ["wait", "tell", "told"]
    })
    const order = e.make({
      initial: "wait",
      starts: ["hi"],
      states: {
        wait: e.wait({ signal: "left", to: "tell" }),
        tell: e.notify("It left.", {
          purpose: "receipt",
          utility: { name: "shiped", language: "en", parameters: () => ({}) },
          otherwise: { refused: "told" },
          to: "wait"
        }),
        told: e.handover("inbox", { note: "Please call.", resume: "wait" })
      }
    })
    const loop = loopback({
      pack: counting,
      approvals: ["utility"],
      templates: [{ name: "shipped", languages: ["en"] }]
    })
    const made = await rig({ dialogues: [order], loop, bot: quiet })
    await made.say("hi")
    await made.advance(70 * day)

    const [outcome] = await made.run(made.bot.signal({ name: "left", payload: {}, to: ana }))

    expect(outcome).toMatchObject({ status: "refused" })
    expect(outcome?.reason).toContain("the account has no template \"shiped\"")
    expect(made.said()).toEqual(["Pass"])
  })
})
