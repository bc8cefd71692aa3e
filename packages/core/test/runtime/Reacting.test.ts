import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import { loopback, rig } from "./Rig.ts"

const d = Dialogue.setup({ id: "thanks", version: 1, context: Schema.Struct({}), states: ["react", "say", "end"] })

const thanks = d.make({
  initial: "react",
  starts: ["hi"],
  states: {
    react: d.say({ content: { _tag: "Reaction", mid: "m_1", emoji: "👍" } }, { to: "say" }),
    say: d.say("You are welcome.", { to: "end" }),
    end: d.end()
  }
})

describe("a reaction of the bot", () => {
  it("goes out in the order in which it was said, and nothing is typed for it", async () => {
    const plain = loopback()
    const loop = { ...plain, capabilities: { ...plain.capabilities, reactions: true } }
    const { said, say } = await rig({ dialogues: [thanks], loop })

    await say("hi")

    expect(said()).toEqual(["👍", "You are welcome."])
    expect(loop.acts.filter((action) => action === "typingOn")).toHaveLength(1)
  })
})
