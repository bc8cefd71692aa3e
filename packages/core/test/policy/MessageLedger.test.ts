import { describe, expect, it } from "@effect/vitest"
import type { JournalEntry, Spoken } from "../../src/model/JournalEntry.ts"
import * as Message from "../../src/model/Message.ts"
import type { Receipt } from "../../src/model/Receipt.ts"
import * as MessageLedger from "../../src/policy/MessageLedger.ts"

const at = Date.UTC(2026, 10, 2, 9)
const ana = { channel: "messenger", account: "1", person: "7" }

const spoken = (words: string, rest: Partial<Spoken> = {}): Spoken => ({
  outbound: `o/${words}`,
  body: { _tag: "Message", message: Message.text(words) },
  verdict: "sent",
  lane: { lane: "reply", rule: "window.message", pack: "messenger", act: "message", actAt: at, until: at + 1000 },
  ...rest
})

const entry = (...said: ReadonlyArray<Spoken>): JournalEntry => ({
  format: 1,
  conversation: ana,
  revision: 3,
  at,
  inbound: { id: "m1", conversation: ana, at, receivedAt: at, event: { _tag: "Said", mid: "m1", text: "Hi" } },
  locale: "en",
  outcome: "transitioned",
  pack: "messenger",
  packVersion: "2026-11-02.abc1234",
  seed: 7,
  snapshotHash: 1,
  spoken: said,
  disclosure: "Told",
  timersSet: [],
  timersCancelled: [],
  tasksStarted: [],
  tasksStopped: []
})

const refused: Spoken = {
  body: { _tag: "Message", message: Message.text("Buy!", { purpose: "promotion" }) },
  verdict: "refused",
  refusal: { rule: "window.shut", reason: "the window shut", waysOut: [] }
}

describe("the ledger", () => {
  it("shows each message with its lane, its rule and the act that opened the window", () => {
    const [row] = MessageLedger.rows([entry(spoken("Hello"))], new Map())
    expect(row).toMatchObject({
      at: "2026-11-02T09:00:00.000Z",
      conversation: "messenger/1/7",
      author: "bot",
      purpose: "reply",
      words: "Hello",
      lane: "reply",
      rule: "window.message",
      act: "message",
      actAt: "2026-11-02T09:00:00.000Z",
      pack: "messenger",
      packVersion: "2026-11-02.abc1234",
      disclosure: "told",
      outcome: "waiting"
    })
  })

  it("says how each sending ended", () => {
    const outcomes = new Map<string, Receipt>([
      ["o/a", { _tag: "Sent", mid: "m_1" }],
      ["o/b", { _tag: "Failed", reason: "code 551: cannot be reached", error: null }],
      ["o/c", { _tag: "Parked", reason: "no echo came" }],
      ["o/d", { _tag: "Postponed", reason: "later", retryAt: at }]
    ])
    const said = ["a", "b", "c", "d"].map((words) => spoken(words))
    const rows = MessageLedger.rows([entry(...said)], outcomes)
    expect(rows.map(({ mid, outcome, reason }) => [outcome, mid ?? reason])).toEqual([
      ["sent", "m_1"],
      ["failed", "code 551: cannot be reached"],
      ["unknown", "no echo came"],
      ["waiting", "later"]
    ])
  })

  it("shows the lane and the words by which a message went, where the rules had changed since it was said", () => {
    const sent: Receipt = {
      _tag: "Sent",
      at: at + 60_000,
      lane: { lane: "utility", rule: "lane.utility", pack: "messenger", packVersion: "2026-11-20.def5678" },
      message: Message.text("There is news.")
    }
    const [row] = MessageLedger.rows([entry(spoken("News."))], new Map([["o/News.", sent]]))
    expect(row).toMatchObject({
      lane: "utility",
      rule: "lane.utility",
      packVersion: "2026-11-20.def5678",
      words: "There is news.",
      sentAt: "2026-11-02T09:01:00.000Z"
    })
    expect(row).not.toHaveProperty("act")
  })

  it("tells two editions of the rules apart, also for what was refused, and reads rows that were stored without one", () => {
    const { packVersion: _, ...old } = entry(spoken("News."))
    const entries = [old, entry(spoken("News.")), { ...entry(refused), packVersion: "2026-11-20.def5678" }]

    const rows = MessageLedger.rows(entries, new Map())
    const [head = "", ...lines] = MessageLedger.toCsv(rows).trimEnd().split("\r\n")
    const column = head.split(",").indexOf("packVersion")

    expect(rows.map(({ pack }) => pack)).toEqual(["messenger", "messenger", "messenger"])
    expect(rows.map((row) => row.packVersion)).toEqual([undefined, "2026-11-02.abc1234", "2026-11-20.def5678"])
    expect(rows[0]).not.toHaveProperty("packVersion")
    expect(lines.map((line) => line.split(",")[column])).toEqual(["", "2026-11-02.abc1234", "2026-11-20.def5678"])
  })

  it("names the rule and the reason of what was refused, and the person who wrote through the bridge", () => {
    const written = entry(refused)
    const by: JournalEntry = {
      ...written,
      inbound: {
        ...written.inbound,
        event: { _tag: "Written", by: "Maria", message: Message.text("Buy!") }
      }
    }
    expect(MessageLedger.rows([by], new Map())).toMatchObject([
      { author: "Maria", verdict: "refused", outcome: "refused", rule: "window.shut", reason: "the window shut" }
    ])
  })

  it("leaves controls out, as they are no messages", () => {
    const control: Spoken = { body: { _tag: "Control", control: { _tag: "Take" } }, verdict: "sent" }
    expect(MessageLedger.rows([entry(control)], new Map())).toEqual([])
  })

  it("becomes CSV that a strict reader takes: quotes doubled, lines kept whole, one column for each name", () => {
    const csv = MessageLedger.toCsv(MessageLedger.rows([entry(spoken("one, \"two\"\nthree"))], new Map()))
    const [head, ...rest] = csv.split("\r\n")
    expect(head).toBe(MessageLedger.columns.join(","))
    expect(rest.join("\r\n")).toContain("\"one, \"\"two\"\"\nthree\"")
    expect(csv.endsWith("\r\n")).toBe(true)
  })

  it("does not let a stranger's text run as a formula", () => {
    const csv = MessageLedger.toCsv(MessageLedger.rows([entry(spoken("=1+1"))], new Map()))
    expect(csv).toContain(",'=1+1,")
  })
})
