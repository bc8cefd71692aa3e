import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import { ana, hour, loopback, rig } from "./Rig.ts"

const d = Dialogue.setup({
  id: "desk",
  version: 1,
  context: Schema.Struct({}),
  signals: { closed: Schema.Struct({}) },
  states: ["ask", "pass", "wait", "take", "back", "bye", "release", "after", "request", "granted", "silence"]
})

/** A support desk: passes to a help desk, takes back when the case is closed there, gives the conversation up at the end. */
const desk = d.make({
  initial: "ask",
  starts: ["hi"],
  states: {
    ask: d.menu("What is it?", {
      person: { title: "A person", to: "pass" },
      bye: { title: "Nothing", to: "bye" },
      sales: { title: "Sales", to: "request" }
    }),
    pass: d.control("pass", { app: "77", note: "A case", to: "wait" }),
    wait: d.wait({ signal: "closed", to: "take" }),
    take: d.control("take", { to: "back" }),
    back: d.notify("Your case is closed.", { purpose: "orderAction", otherwise: "hold", to: "wait" }),
    bye: d.say("Good bye.", { to: "release" }),
    release: d.control("release", { to: "after" }),
    after: d.notify("One more thing.", { purpose: "orderAction", otherwise: "drop", to: "wait" }),
    request: d.control("request", { timeout: { after: "1 hour", to: "silence" }, to: "granted" }),
    granted: d.say("Here I am.", { to: "ask" }),
    silence: d.control("take", { to: "granted" })
  }
})

const bot = { typing: false } as const
const refusing = (tag: string) => {
  const loop = loopback()
  loop.answer = ({ body }) =>
    Effect.succeed(
      body._tag === "Control" && body.control._tag === tag
        ? { _tag: "Failed", reason: "not the thread owner", error: null }
        : { _tag: "Sent" }
    )
  return loop
}

describe("a conversation that is passed to an app", () => {
  it("is that app's once the channel took it, and the bot's again behind a take", async () => {
    const { conversation, offer, said, say } = await rig({ dialogues: [desk], bot })
    await say("hi")
    await say("A person")
    expect((await conversation()).owner).toMatchObject({ app: "77", why: "A case" })
    await say("hello?")

    await offer({ _tag: "Signalled", signal: "closed", payload: {} })

    expect(said()).toEqual(["What is it?", "Pass", "Take", "Your case is closed."])
    expect((await conversation()).owner).toEqual({ _tag: "Bot" })
  })

  it("stays where it is when the channel refuses, and words behind the take wait", async () => {
    const passing = await rig({ dialogues: [desk], bot, loop: refusing("Pass") })
    await passing.say("hi")
    await passing.say("A person")
    expect((await passing.conversation()).owner).toEqual({ _tag: "Bot" })

    const taking = await rig({ dialogues: [desk], bot, loop: refusing("Take") })
    await taking.say("hi")
    await taking.say("A person")
    await taking.offer({ _tag: "Signalled", signal: "closed", payload: {} })

    expect(taking.said()).toEqual(["What is it?", "Pass", "Take"])
    expect((await taking.conversation()).held).toHaveLength(1)
  })
})

describe("a conversation that is given up", () => {
  it("is nobody's of ours behind the last words, until the person writes to the bot", async () => {
    const { conversation, offer, run, said, say, store } = await rig({ dialogues: [desk], bot })
    await say("hi")
    await say("Nothing")
    expect(said()).toEqual(["What is it?", "Good bye.", "Release"])
    const turn = (await run(store.journal(ana, 0))).find(({ inbound: { event } }) =>
      event._tag === "Said" && event.text === "Nothing"
    )
    expect(turn?.spoken.map(({ verdict }) => verdict)).toEqual(["sent", "sent", "dropped"])
    expect((await conversation()).owner).toMatchObject({ _tag: "App", app: "default" })

    await offer({ _tag: "Said", mid: "beside", text: "to the default app" }, { standby: true })
    expect((await conversation()).owner._tag).toBe("App")
    await say("are you there?")

    expect((await conversation()).owner).toEqual({ _tag: "Bot" })
    expect(said().at(-1)).toBe("There is no news yet. I will write as soon as there is.")
  })

  it("stays the bot's when the channel refuses", async () => {
    const { conversation, say } = await rig({ dialogues: [desk], bot, loop: refusing("Release") })
    await say("hi")
    await say("Nothing")

    expect((await conversation()).owner).toEqual({ _tag: "Bot" })
  })
})

describe("a conversation that is asked for", () => {
  const asked = async () => {
    const made = await rig({ dialogues: [desk], bot })
    await made.say("hi")
    await made.say("Sales")
    await made.offer({ _tag: "Routed", change: "taken", toUs: false, to: "77", by: "app" })
    return made
  }

  it("goes on once the other app gives it up", async () => {
    const { conversation, offer, said } = await asked()

    await offer({ _tag: "Routed", change: "passed", toUs: true })

    expect(said()).toEqual(["What is it?", "Request", "Here I am.", "What is it?"])
    expect((await conversation()).owner).toEqual({ _tag: "Bot" })
  })

  it("goes on, too, when it does not in time", async () => {
    const { advance, said } = await asked()

    await advance(hour)

    expect(said()).toEqual(["What is it?", "Request", "Take", "Here I am.", "What is it?"])
  })
})
