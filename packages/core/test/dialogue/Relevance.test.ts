/** Words that waited, when they are about to be said late. */
import { type Conversation, Dialogue, type Envelope, type Message, Relevance, Step } from "@parley/core"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { envelope } from "./raw.ts"

const Table = Schema.Struct({
  free: Schema.optionalWith(Schema.Boolean, { default: () => true }),
  since: Schema.optionalWith(Schema.Date, { default: () => new Date(0) })
})
const setup = (id: string) =>
  Dialogue.setup({
    id,
    version: 1,
    context: Table,
    signals: { taken: Schema.Struct({}), over: Schema.Struct({}) },
    states: ["tell", "wait", "again", "done"]
  })
const d = setup("table")
const table = d.make({
  initial: "tell",
  states: {
    tell: d.notify("A table is free.", {
      purpose: "orderAction",
      otherwise: "hold",
      stillTrue: (context, person) => {
        if (person["broken"] === true) throw new Error("no such thing")
        return context.free && context.since.getTime() === 0 && person["gone"] !== true
      },
      to: "wait"
    }),
    wait: d.wait({ signal: "taken", save: () => ({ free: false }), to: "again" }),
    again: d.wait({ signal: "over", to: "done" }),
    done: d.end()
  }
})

const take = (
  dialogue: Parameters<typeof Step.take>[0],
  stored: Parameters<typeof Step.take>[1],
  event: Envelope.DialogueEvent
) => Either.getOrThrow(Step.take(dialogue, stored, envelope(event)))
const active = (id: string, snapshot: Conversation.Active["snapshot"]): Conversation.Active => ({
  id,
  version: 1,
  snapshot
})
const originOf = (result: { readonly said: ReturnType<typeof take>["said"] }): Message.Origin => {
  const [body] = result.said
  if (body?._tag !== "Message" || body.message.origin === undefined) throw new Error("nothing tells where it is from")
  return body.message.origin
}

const begun = take(table, undefined, { type: "start" })
const told = originOf(begun)
const taken = take(table, begun.snapshot, { type: "signal", name: "taken", payload: {} })
const asked = (now?: Conversation.Active, person: Relevance.Asked["person"] = {}): Relevance.Asked => ({
  dialogues: [table],
  person,
  ...(now === undefined ? {} : { active: now })
})
const untrue = "it is true no more, as stillTrue of the state \"tell\" says"

describe("stillTrue", () => {
  it("lets words be said while it holds, and stops them when the dialogue has learned better", () => {
    expect(Relevance.objection(told, asked(active("table", begun.snapshot)))).toBeUndefined()
    expect(Relevance.objection(told, asked(active("table", taken.snapshot)))).toBe(untrue)
  })

  it("sees what outlives the dialogue", () => {
    expect(Relevance.objection(told, asked(active("table", begun.snapshot), { gone: true }))).toBe(untrue)
  })

  it("is asked of the context at the saying once the dialogue has ended, or another one is active", () => {
    expect(Relevance.objection(told, asked())).toBeUndefined()
    expect(Relevance.objection(told, asked(active("other", taken.snapshot)))).toBeUndefined()
    expect(Relevance.objection(told, asked(undefined, { gone: true }))).toBe(untrue)
    expect(told.context).toEqual({ free: true, since: "1970-01-01T00:00:00.000Z" })
  })

  it("counts as untrue when it breaks, or when nothing is known that it could be asked of", () => {
    const { context: _, ...bare } = told

    expect(Relevance.objection(told, asked(undefined, { broken: true }))).toContain("failed: no such thing")
    expect(Relevance.objection(bare, asked())).toContain("nothing is known of its context")
  })

  it("of a called dialogue is asked of that dialogue's own context, as long as the call lasts", () => {
    const e = Dialogue.setup({
      id: "outer",
      version: 1,
      context: Schema.Struct({}),
      signals: { more: Schema.Struct({}) },
      states: ["call", "rest"]
    })
    const outer = e.make({
      initial: "call",
      states: { call: e.call(table, { to: "rest" }), rest: e.wait({ signal: "more", to: "rest" }) }
    })
    const first = take(outer, undefined, { type: "start" })
    const second = take(outer, first.snapshot, { type: "signal", name: "taken", payload: {} })
    const third = take(outer, second.snapshot, { type: "signal", name: "over", payload: {} })
    const origin = originOf(first)
    const ask = (now: typeof first) =>
      Relevance.objection(origin, { dialogues: [outer], person: {}, active: active("outer", now.snapshot) })

    expect(origin).toMatchObject({ dialogue: "outer", state: "call.tell", check: "call.tell" })
    expect([first, second, third].map(ask)).toEqual([undefined, untrue.replace("tell", "call.tell"), undefined])
  })
})

describe("a question that waited", () => {
  const question: Message.Origin = { dialogue: "table", state: "wait", question: true }

  it("is asked while its state waits for the answer, and not once that was left", () => {
    expect(Relevance.objection(question, asked(active("table", begun.snapshot)))).toBeUndefined()
    expect(Relevance.objection(question, asked(active("table", taken.snapshot)))).toBe(
      "the dialogue has left the state \"wait\", whose question it was"
    )
    expect(Relevance.objection(question, asked())).toContain("has left")
    expect(Relevance.objection(question, asked(active("other", begun.snapshot)))).toContain("has left")
  })
})

it("other words, and words of a dialogue that is gone, are said", () => {
  expect(Relevance.objection({ dialogue: "table", state: "tell" }, asked())).toBeUndefined()
  expect(Relevance.objection({ ...told, dialogue: "gone" }, asked(undefined, { gone: true }))).toBeUndefined()
  expect(Relevance.objection({ ...told, check: "gone" }, asked(undefined, { gone: true }))).toBeUndefined()
})
