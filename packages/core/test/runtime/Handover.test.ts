import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import { hour, loopback, rig } from "./Rig.ts"

const desk = (() => {
  const d = Dialogue.setup({ id: "desk", version: 1, context: Schema.Struct({}), states: ["ask", "human"] })
  return d.make({
    initial: "ask",
    starts: ["hi"],
    states: {
      ask: d.ask("What is it?", { answer: Schema.String, to: "human" }),
      human: d.handover("inbox", {
        say: "A colleague takes over.",
        note: "Help",
        resume: "ask",
        resumeAfter: "12 hours"
      })
    }
  })
})()

const bot = { typing: false, disclosure: { text: "I am a bot." } } as const

describe("a conversation that is handed over", () => {
  it("belongs to the person of the business once the channel took the control, after the words before it", async () => {
    const { conversation, said, say } = await rig({ dialogues: [desk], bot })
    await say("hi")
    await say("help me")
    expect(said()).toEqual(["I am a bot.", "What is it?", "A colleague takes over.", "Pass"])
    expect((await conversation()).owner).toMatchObject({ _tag: "Human", app: "inbox", why: "Help" })
    await say("hello?")
    expect(said()).toHaveLength(4)
  })

  it("stays with the bot when the channel refuses the control", async () => {
    const loop = loopback()
    const { conversation, happenings, say } = await rig({ dialogues: [desk], bot, loop })
    await say("hi")
    loop.answer = (outbound) =>
      Effect.succeed(
        outbound.body._tag === "Control" ? { _tag: "Failed", reason: "no such app", error: null } : { _tag: "Sent" }
      )
    await say("help me")
    expect((await conversation()).owner._tag).toBe("Bot")
    expect(happenings.some((one) => one._tag === "Failed" && one.reason === "no such app")).toBe(true)
  })

  it("is taken back when its time is over: first the control, then the notice, then the question, each once", async () => {
    const { advance, conversation, said, say } = await rig({ dialogues: [desk], bot })
    await say("hi")
    await say("help me")
    await advance(12 * hour)
    expect(said().slice(4)).toEqual(["Take", "I am a bot.", "What is it?"])
    expect((await conversation()).owner._tag).toBe("Bot")
    await say("still here")
    expect(said().slice(7)).toEqual(["A colleague takes over.", "Pass"])
  })

  it("keeps the words behind a take that failed for later", async () => {
    const loop = loopback()
    const { advance, conversation, said, say } = await rig({ dialogues: [desk], bot, loop })
    await say("hi")
    await say("help me")
    loop.answer = () => Effect.succeed({ _tag: "Failed", reason: "no", error: null })
    await advance(12 * hour)
    expect(said().slice(4)).toEqual(["Take"])
    expect((await conversation()).owner._tag).toBe("Human")
    expect((await conversation()).held).toHaveLength(1)
  })
})
