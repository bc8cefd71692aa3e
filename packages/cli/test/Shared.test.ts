import { Conversation, type JournalEntry, type Receipt } from "@parley/core"
import { expect, it } from "vitest"
import type { Past } from "../src/dev/History.ts"
import * as Shared from "../src/dev/Shared.ts"

const id = { channel: "messenger", account: "1", person: "2" }
const moment = Date.UTC(2026, 2, 2, 9)

const entry = (
  revision: number,
  event: JournalEntry.JournalEntry["inbound"]["event"],
  outbound?: string,
  at = moment
): JournalEntry.JournalEntry => ({
  format: 1,
  conversation: id,
  revision,
  at,
  inbound: { id: `${revision}`, conversation: id, at, receivedAt: at, event },
  outcome: "transitioned",
  pack: "open",
  spoken: outbound === undefined
    ? []
    : [{ outbound, body: { _tag: "Message", message: { body: { _tag: "Text", text: "hm" } } }, verdict: "sent" }]
} as unknown as JournalEntry.JournalEntry)

const past = (entries: ReadonlyArray<JournalEntry.JournalEntry>): Past => {
  const empty = Conversation.empty(id)
  return {
    turns: entries.map((one) => ({ entry: one, before: empty, after: empty, retaken: false })),
    now: empty,
    outcomes: new Map<string, Receipt.Receipt>([
      ["o1", { _tag: "Sent", mid: "answer-1" }],
      ["o2", { _tag: "Sent", mid: "answer-2" }]
    ])
  }
}

const talk = past([
  entry(1, { _tag: "Said", mid: "words-1", text: "hi" }, "o1"),
  entry(2, { _tag: "Said", mid: "words-2", text: "and" }, "o2")
])

const transcript = ["before", "words-1", "words-2", "answer-1", "second part of answer-1", "answer-2"].map((mid) => ({
  mid
}))

it("an answer that comes after the person wrote again belongs to the turn that said it", () => {
  expect([...Shared.messages(talk, 0, transcript)]).toEqual([
    "before",
    "words-1",
    "answer-1",
    "second part of answer-1"
  ])
  expect(Shared.messages(talk, 1, transcript).size).toBe(transcript.length)
})

it("a turn ends before the next act, and no earlier than it was taken", () => {
  const later = past([
    entry(1, { _tag: "Said", mid: "words-1", text: "hi" }),
    entry(2, { _tag: "Said", mid: "words-2", text: "and" }, undefined, moment + 60_000)
  ])

  expect(Shared.until(later.turns, 0, moment + 90_000)).toBe(moment + 59_999)
  expect(Shared.until(later.turns, 1, moment + 90_000)).toBe(moment + 90_000)
  expect(Shared.until(talk.turns, 0, moment)).toBe(moment)
})
