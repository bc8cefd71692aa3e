import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { expect, it } from "vitest"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import * as Route from "../../src/dialogue/Route.ts"
import * as Step from "../../src/dialogue/Step.ts"
import { envelope } from "./raw.ts"

const d = Dialogue.setup({
  id: "listening",
  version: 1,
  context: Schema.Struct({}),
  states: ["silent", "heard", "deaf"]
})
const dialogue = d.make({
  initial: "silent",
  commands: { stop: "deaf" },
  states: {
    silent: d.state({ on: { "in.message": "heard" } }, { leadsTo: ["heard"] }),
    heard: d.say("I heard you.", { to: "silent" }),
    deaf: d.end()
  }
})

const begun = Either.getOrThrow(Step.take(dialogue, undefined, envelope({ type: "start" })))

const said = (text: string) => {
  const active = { id: "listening", version: 1, snapshot: begun.snapshot }
  const event = { _tag: "Said", mid: "m", text } as const
  const routed = Route.route({ dialogues: [dialogue], active, event, locale: "en" })
  if (routed._tag !== "Active") throw new Error(`routed to ${routed._tag}`)
  const { outcome, said } = Either.getOrThrow(Step.take(dialogue, begun.snapshot, envelope(routed.event)))
  return { outcome, said: said.map((one) => one._tag === "Message" ? one.message.content : one._tag) }
}

it("hears a word of the repair kit as the person's words where a state of the author's own takes no such command", () => {
  expect(said("repeat")).toEqual({ outcome: "transitioned", said: [{ _tag: "Text", text: "I heard you." }] })
  expect(said("again")).toEqual(said("repeat"))
})

it("takes a word for the command where the dialogue answers it", () => {
  expect(said("help").said).not.toEqual(said("repeat").said)
  expect(said("stop").said).toEqual([])
})
