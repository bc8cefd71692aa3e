import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import type { Receipt } from "../../src/model/Receipt.ts"
import { ana, ben, hour, loopback, type Rig, rig, windowed } from "./Rig.ts"

const quiet = { typing: false } as const
const channel = () => loopback({ pack: windowed })
const nothing = Schema.Struct({})
const signals = { ready: nothing }
const ready = ({ bot, run }: Rig, to = ana) => run(bot.signal({ name: "ready", payload: {}, to }))
const alerts = ({ happenings }: Rig) =>
  happenings.flatMap((one) => one._tag === "Failed" && one.what === "message" ? [one.reason] : [])

const d = Dialogue.setup({
  id: "order",
  version: 1,
  context: Schema.Struct({ heard: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  signals,
  states: ["hello", "wait", "one", "two", "late", "firstLost", "secondLost"]
})

/** Two messages in a turn, each with a state of its own that hears of its refusal. */
const order = d.make({
  initial: "hello",
  starts: ["hi"],
  states: {
    hello: d.say("Hello.", { to: "wait" }),
    wait: d.wait({ signal: "ready", meanwhile: ({ heard }) => `So far: ${heard}`, to: "one" }),
    one: d.notify("One.", { purpose: "shipping", otherwise: { refused: "firstLost" }, to: "two" }),
    two: d.notify("Two.", { purpose: "receipt", otherwise: { refused: "secondLost" }, to: "late" }),
    late: d.wait({ signal: "ready", meanwhile: ({ heard }) => `So far: ${heard}`, to: "one" }),
    firstLost: d.remember({ save: ({ heard }) => ({ heard: `${heard} first` }), to: "late" }),
    secondLost: d.remember({ save: ({ heard }) => ({ heard: `${heard} second` }), to: "late" })
  }
})

describe("a message that no rule lets through", () => {
  it("takes the dialogue, in a turn of its own, to the state that hears of it, each refusal to its own", async () => {
    const made = await rig({ dialogues: [order], loop: channel(), bot: quiet })
    await made.say("hi")
    await made.advance(25 * hour)

    const outcomes = await ready(made)
    await made.say("well?")

    expect(outcomes.map(({ status }) => status)).toEqual(["refused", "refused"])
    expect(made.said()).toEqual(["Hello.", "So far:  first second"])
    const journal = await made.run(made.store.journal(ana, 0))
    const told = journal.flatMap(({ inbound: { event }, outcome }) =>
      event._tag === "Settled" ? [[event.outcome, event.state, outcome]] : []
    )
    expect(told).toEqual([["refused", "one", "transitioned"], ["refused", "two", "transitioned"]])
    expect(alerts(made)).toEqual([])
  })

  it("is told of in the same way when the rules shut before it was sent", async () => {
    const loop = channel()
    const made = await rig({ dialogues: [order], loop, bot: quiet })
    await made.say("hi")
    const retryAt = made.time.now() + 25 * hour
    loop.answer = () => Effect.sync((): Receipt => ({ _tag: "Postponed", reason: "busy", retryAt }))
    await made.offer({ _tag: "Signalled", signal: "ready", payload: {} })
    loop.answer = () => Effect.succeed({ _tag: "Sent" })
    await made.advance(26 * hour)

    await made.say("well?")

    expect(made.said()).toEqual(["Hello.", "One.", "So far:  first second"])
  })

  it("is told of when the channel itself refuses it by its rules", async () => {
    const loop = channel()
    const made = await rig({ dialogues: [order], loop, bot: quiet })
    await made.say("hi")
    loop.answer = () =>
      Effect.succeed({ _tag: "Refused", refusal: { rule: "platform.window", reason: "shut", waysOut: [] } })
    await ready(made)
    loop.answer = () => Effect.succeed({ _tag: "Sent" })

    await made.say("well?")

    expect(made.said().at(-1)).toBe("So far:  first second")
  })

  it("is refused once and for all to somebody who never wrote, whatever it asks for, and reported once", async () => {
    const made = await rig({ dialogues: [starting("hold")], loop: channel(), bot: quiet })

    const [outcome] = await ready(made, ben)

    expect(outcome).toMatchObject({ status: "refused" })
    expect((await made.conversation(ben)).held).toEqual([])
    expect(alerts(made)).toHaveLength(1)
    expect(alerts(made)[0]).toContain("may not write first")
    expect(alerts(made)[0]).toContain("What helps: ")
  })
})

/** Says something as soon as a signal comes. */
const starting = (otherwise: "hold" | "drop") => {
  const s = Dialogue.setup({ id: "starting", version: 1, context: nothing, signals, states: ["tell", "done"] })
  return s.make({
    initial: "tell",
    starts: [{ _tag: "Signal", signal: "ready" }],
    states: { tell: s.notify("It is ready.", { purpose: "shipping", otherwise, to: "done" }), done: s.end() }
  })
}

const answering = (() => {
  const a = Dialogue.setup({
    id: "answering",
    version: 1,
    context: nothing,
    signals,
    states: ["hello", "wait", "tell", "sorry", "over"]
  })
  return a.make({
    initial: "hello",
    starts: ["hi"],
    states: {
      hello: a.say("Hello.", { to: "wait" }),
      wait: a.wait({ signal: "ready", to: "tell" }),
      tell: a.notify("It is ready.", { purpose: "shipping", otherwise: { refused: "sorry" }, to: "over" }),
      sorry: a.notify("It could not be told.", { purpose: "shipping", otherwise: { refused: "sorry" }, to: "over" }),
      over: a.wait({ signal: "ready", to: "tell" })
    }
  })
})()

describe("a refusal while a refusal is answered", () => {
  it("is recorded and reported, and leads nowhere: there is no circle", async () => {
    const made = await rig({ dialogues: [answering], loop: channel(), bot: quiet })
    await made.say("hi")
    await made.advance(25 * hour)

    await ready(made)

    const journal = await made.run(made.store.journal(ana, 0))
    expect(journal.map(({ inbound: { event }, spoken }) => [event._tag, ...spoken.map(({ verdict }) => verdict)]))
      .toEqual([["Said", "sent"], ["Signalled", "refused"], ["Settled", "refused"]])
    expect(alerts(made)).toEqual([expect.stringContaining("\"It could not be told.\" was refused")])
  })
})

describe("a refusal that nobody hears", () => {
  it("is one alert, and one line in the ledger", async () => {
    const made = await rig({ dialogues: [order], loop: channel(), bot: quiet })
    await made.say("hi")

    await made.offer({
      _tag: "Settled",
      outbound: "o9",
      outcome: "refused",
      state: "nowhere",
      refusal: { rule: "window.shut", reason: "the window is shut", waysOut: ["wait"] }
    })

    expect(alerts(made)).toEqual([
      "a message was refused, and no dialogue hears of it: the window is shut. What helps: wait"
    ])
  })
})

describe("a message that is let go", () => {
  it("is in the journal with its reason, and is no alert", async () => {
    const made = await rig({ dialogues: [starting("drop")], loop: channel(), bot: quiet })
    await made.say("hi")
    await made.advance(25 * hour)

    const [outcome] = await ready(made)

    expect(outcome).toMatchObject({ status: "dropped" })
    expect(outcome?.reason).toContain("shut at")
    const [row] = (await made.run(made.bot.ledger(ana))).slice(-1)
    expect(row).toMatchObject({ verdict: "dropped", words: "It is ready.", rule: "window.shut" })
    expect(alerts(made)).toEqual([])
  })
})
