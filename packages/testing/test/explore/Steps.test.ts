import {
  BotDefinition,
  type Conversation,
  Conversation as Conversations,
  Dialogue,
  Dialogues,
  PolicyPack,
  Turn
} from "@parley/core"
import { Capabilities, Packs } from "@parley/messenger-adapter"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Steps from "../../src/explore/Steps.ts"

const d = Dialogue.setup({ id: "tea", version: 1, context: Schema.Struct({}), states: ["kind", "hot", "cold"] })
const tea = d.make({
  initial: "kind",
  starts: [/tea/],
  states: {
    kind: d.menu("Which?", {
      hot: { title: "Hot", to: "hot" },
      cold: { title: "Cold", to: "cold" }
    }),
    hot: d.end("Careful!"),
    cold: d.end("Enjoy!")
  }
})

const definition = BotDefinition.make({ dialogues: [tea] })
const id = { channel: "messenger", account: "1", person: "2" }
const at = Date.parse("2026-11-21T09:00Z")

/** One turn, as the runtime takes it, and how it went. */
const says = (before: Conversation.Conversation, text: string) => {
  const inbound = {
    id: `messenger/1/message/${text}`,
    conversation: id,
    at,
    receivedAt: at,
    act: "message",
    event: { _tag: "Said" as const, mid: text, text }
  }
  const { commit } = Turn.take(before, { sequence: 1, inbound }, {
    definition,
    dialogues: Dialogues.make(definition.dialogues),
    view: PolicyPack.on(Packs.named("current", "messenger"), at),
    approvals: [],
    templates: undefined,
    capabilities: Capabilities.of("messenger"),
    now: at
  })
  const after = commit.conversation
  return { after, steps: Steps.of({ dialogues: definition.dialogues, before, after, inbound, locale: "en", at }) }
}

describe("the steps of a turn", () => {
  it("are the guards that were asked and the ways that were taken, by the names that coverage gives them", () => {
    const begun = says(Conversations.empty(id), "tea")

    const chosen = says(begun.after, "cold")

    expect(begun.steps).toEqual({ guards: [], taken: [] })
    expect(chosen.steps.guards.map(({ answer, guard, to }) => [guard, to, answer])).toEqual([
      ["old", "no other state", false],
      ["option:hot", "hot", false],
      ["option:cold", "cold", true]
    ])
    expect(chosen.steps.taken).toEqual(["tea|transition|kind|in.message|2"])
  })

  it("are none for a turn whose dialogue is not there any more", () => {
    const { after } = says(Conversations.empty(id), "tea")
    const inbound = {
      id: "messenger/1/message/x",
      conversation: id,
      at,
      receivedAt: at,
      event: { _tag: "Said" as const, mid: "x", text: "cold" }
    }

    const steps = Steps.of({ dialogues: [], before: after, after, inbound, locale: "en", at })

    expect(steps).toEqual({ guards: [], taken: [] })
  })
})
