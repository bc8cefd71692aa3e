import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as Message from "../../src/model/Message.ts"
import type { Receipt } from "../../src/model/Receipt.ts"
import { loopback, rig } from "./Rig.ts"

const d = Dialogue.setup({ id: "desk", version: 1, context: Schema.Struct({}), states: ["ask", "bye", "more", "end"] })

const last = Message.text("A colleague goes on from here.", { control: { _tag: "Pass", to: "77" } })

const desk = d.make({
  initial: "ask",
  starts: ["hi"],
  states: {
    ask: d.menu("What is it?", { person: { title: "A person", to: "bye" } }),
    bye: d.say(last, { to: "more" }),
    more: d.notify("One more thing.", { purpose: "orderAction", otherwise: "drop", to: "end" }),
    end: d.end()
  }
})

const asked = async (answer: Receipt) => {
  const loop = loopback()
  loop.answer = ({ body }) =>
    Effect.succeed(body._tag === "Message" && body.message.control !== undefined ? answer : { _tag: "Sent" })
  const made = await rig({ dialogues: [desk], loop, bot: { typing: false } })
  await made.say("hi")
  await made.say("A person")
  return { ...made, loop }
}

describe("last words that give the conversation away", () => {
  it("go out in one request, after which the conversation is whose they named", async () => {
    const { conversation, loop, said } = await asked({ _tag: "Sent", mid: "m_1" })

    expect(said()).toEqual(["What is it?", "A colleague goes on from here."])
    expect(loop.sent.map(({ body }) => body._tag)).toEqual(["Message", "Message"])
    expect((await conversation()).owner).toMatchObject({ app: "77" })
  })

  it("leave it where it is when the channel does not take them", async () => {
    const { conversation } = await asked({ _tag: "Failed", reason: "no", error: null })

    expect((await conversation()).owner).toEqual({ _tag: "Bot" })
  })
})
