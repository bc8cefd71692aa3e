import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import type { Message } from "../../src/model/Message.ts"
import * as Capabilities from "../../src/policy/Capabilities.ts"
import { ana, loopback, rig } from "./Rig.ts"

const d = Dialogue.setup({ id: "long", version: 1, context: Schema.Struct({}), states: ["tell", "ask", "end"] })

const dialogue = (words: string | Message) =>
  d.make({
    initial: "tell",
    starts: ["hi"],
    states: {
      tell: d.say(words as string, { to: "ask" }),
      ask: d.confirm("Sure?", { yes: "end", no: "end" }),
      end: d.end()
    }
  })

const sentence = "This sentence has forty characters, all in."
const quiet = { typing: false } as const

describe("words that a channel cannot show as they are", () => {
  it("go out in parts when they are too long, in order, each an outbound of its own", async () => {
    const loop = loopback()
    const made = await rig({ dialogues: [dialogue(`${sentence} `.repeat(60).trim())], loop, bot: quiet })

    await made.say("hi")

    const parts = made.said().slice(0, -1)
    expect(parts).toHaveLength(2)
    expect(parts.join(" ")).toBe(`${sentence} `.repeat(60).trim())
    expect(loop.sent.map(({ order }) => order)).toEqual([1, 2, 3])
  })

  it("are told first that a machine writes, once, before the first part", async () => {
    const made = await rig({
      dialogues: [dialogue(`${sentence} `.repeat(60).trim())],
      bot: { ...quiet, disclosure: { text: "I am a bot." } }
    })

    await made.say("hi")

    expect(made.said()).toHaveLength(4)
    expect(made.said()[0]).toBe("I am a bot.")
  })

  it("are said in words alone where there is nothing else, and the answer by number still counts", async () => {
    const loop = { ...loopback(), capabilities: Capabilities.words }
    const made = await rig({ dialogues: [dialogue("Hello.")], loop, bot: quiet })

    await made.say("hi")

    expect(made.said()).toEqual(["Hello.", "Sure?\n1. Yes\n2. No"])
    expect(loop.sent.at(-1)?.body).not.toHaveProperty("message.quickReplies")
  })

  it("are let go, and kept on record, when nothing can show them", async () => {
    const loop = { ...loopback(), capabilities: Capabilities.words }
    const made = await rig({
      dialogues: [dialogue({ content: { _tag: "Reaction", mid: "m_1", emoji: "👍" } })],
      loop,
      bot: quiet
    })

    await made.say("hi")

    const journal = await made.run(made.store.journal(ana, 0))
    expect(journal.flatMap(({ spoken }) => spoken.map(({ refusal, verdict }) => [verdict, refusal?.rule]))).toEqual([
      ["dropped", "channel.lacks"],
      ["sent", undefined]
    ])
  })

  it("are refused with the cure when a part of them can neither be shown nor said, and none of them goes out", async () => {
    const loop = { ...loopback(), capabilities: Capabilities.words }
    const buttons = [{ _tag: "LogOut" as const }]
    const made = await rig({
      dialogues: [dialogue({ content: { _tag: "Text", text: "Your account", buttons } })],
      loop,
      bot: quiet
    })

    await made.say("hi")

    const journal = await made.run(made.store.journal(ana, 0))
    const [first] = journal.flatMap(({ spoken }) => spoken)
    expect([first?.verdict, first?.refusal?.rule]).toEqual(["refused", "channel.lacks"])
    expect(first?.refusal?.waysOut).toContain("give the button `words`")
    expect(made.said()).toEqual(["Sure?\n1. Yes\n2. No"])
  })
})
