import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import type { Receipt } from "../../src/model/Receipt.ts"
import { ana, hour, loopback, type Rig, rig, type RigOptions, windowed } from "./Rig.ts"

const signals = { ready: Schema.Struct({}) }
const d = Dialogue.setup({
  id: "parcel",
  version: 1,
  context: Schema.Struct({ lost: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  signals,
  states: ["hello", "wait", "one", "two", "done", "oneLost", "twoLost", "after"]
})

/** Its last words are two, each with a state that hears of its refusal, and it ends with them. */
const parcel = d.make({
  initial: "hello",
  starts: ["hi"],
  states: {
    hello: d.say("Hello.", { to: "wait" }),
    wait: d.wait({ signal: "ready", to: "one" }),
    one: d.notify("One.", { purpose: "shipping", otherwise: { refused: "oneLost" }, to: "two" }),
    two: d.notify("Two.", { purpose: "receipt", otherwise: { refused: "twoLost" }, to: "done" }),
    done: d.end(),
    oneLost: d.remember({ save: ({ lost }) => ({ lost: `${lost} one` }), to: "done" }),
    twoLost: d.remember({ save: ({ lost }) => ({ lost: `${lost} two` }), to: "after" }),
    after: d.ask(({ lost }) => `Lost:${lost}`, { answer: Schema.String, to: "done" })
  }
})

const o = Dialogue.setup({ id: "other", version: 1, context: Schema.Struct({}), states: ["ask", "end", "sorry"] })
/** Has a state for refusals, too: those of its own words. */
const other = o.make({
  initial: "ask",
  starts: ["other"],
  refused: "sorry",
  states: {
    ask: o.ask("What else?", { answer: Schema.String, to: "end" }),
    sorry: o.end("That was refused."),
    end: o.end("Fine.")
  }
})

const begin = (more: Partial<RigOptions> = {}): Promise<Rig> =>
  rig({ dialogues: [parcel, other], loop: loopback({ pack: windowed }), bot: { typing: false }, ...more })
const ready = ({ bot, run }: Rig) => run(bot.signal({ name: "ready", payload: {}, to: ana }))
const told = async ({ run, store }: Rig) =>
  (await run(store.journal(ana, 0))).flatMap(({ inbound: { event }, outcome, state }) =>
    event._tag === "Settled" && event.outcome === "refused" ? [[outcome, state]] : []
  )
const alerts = ({ happenings }: Rig) =>
  happenings.flatMap((one) => one._tag === "Failed" && one.what === "message" ? [one.reason] : [])

const refused: Receipt = {
  _tag: "Refused",
  refusal: { rule: "platform.window", reason: "shut by the channel's clock", waysOut: [] }
}

describe("the last words of a dialogue that ends with them", () => {
  it("lead it on to the state that hears of their refusal, each refusal to its own", async () => {
    const made = await begin()
    await made.say("hi")
    await made.advance(25 * hour)

    await ready(made)

    expect(await told(made)).toEqual([["transitioned", "done"], ["transitioned", "after"]])
    expect(alerts(made)).toEqual([])
    expect((await made.conversation()).dialogue?.id).toBe("parcel")
    expect((await made.conversation()).lastWords).toBeUndefined()
    await made.say("well?")
    expect((await made.conversation()).dialogue).toBeUndefined()
  })

  it("are heard of when the channel refuses them after the end, also by the next process", async () => {
    const first = await begin()
    await first.say("hi")
    const retryAt = first.time.now() + hour
    first.loop.answer = () => Effect.sync((): Receipt => ({ _tag: "Postponed", reason: "busy", retryAt }))
    await first.offer({ _tag: "Signalled", signal: "ready", payload: {} })
    expect((await first.conversation()).dialogue).toBeUndefined()
    expect((await first.conversation()).lastWords?.awaits).toHaveLength(2)
    await first.close()

    const { loop, store, time } = first
    loop.answer = () => Effect.succeed(refused)
    const second = await begin({ loop, store, time })
    await second.advance(2 * hour)

    expect(await told(second)).toEqual([["transitioned", "done"], ["transitioned", "after"]])
    expect(loop.sent.filter(({ body }) => body._tag === "Message").map(({ body }) => body)).toContainEqual(
      expect.objectContaining({
        message: expect.objectContaining({ content: { _tag: "Text", text: "Lost: one two" } })
      })
    )
  })

  it("leave nothing behind once they were sent", async () => {
    const made = await begin()
    await made.say("hi")

    await ready(made)

    expect(made.said()).toEqual(["Hello.", "One.", "Two."])
    expect(await made.conversation()).not.toHaveProperty("lastWords")
    expect(await made.conversation()).not.toHaveProperty("dialogue")
  })

  it("are no matter of another dialogue that has begun meanwhile: their refusal is one alert", async () => {
    const made = await begin()
    await made.say("hi")
    const retryAt = made.time.now() + hour
    made.loop.answer = ({ order }) =>
      Effect.sync((): Receipt => order === 3 ? { _tag: "Postponed", reason: "busy", retryAt } : { _tag: "Sent" })
    await made.offer({ _tag: "Signalled", signal: "ready", payload: {} })
    await made.say("other")
    made.loop.answer = ({ order }) => Effect.succeed(order === 3 ? refused : { _tag: "Sent" })

    await made.advance(2 * hour)

    expect((await made.conversation()).dialogue?.id).toBe("other")
    expect(made.said()).not.toContain("That was refused.")
    expect(alerts(made)).toEqual([
      "a message was refused, and no dialogue hears of it: shut by the channel's clock"
    ])
    expect(await made.conversation()).not.toHaveProperty("lastWords")
  })
})
