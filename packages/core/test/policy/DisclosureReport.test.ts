import {
  type ConversationId,
  DisclosureReport,
  type Inbound,
  type JournalEntry,
  type LaneName,
  Message,
  type Receipt
} from "@parley/core"
import { describe, expect, test } from "vitest"

const hour = 3_600_000
const day = 24 * hour
const at = Date.UTC(2026, 10, 2, 9)
const ana = { channel: "messenger", account: "1", person: "ana" }
const ben = { channel: "messenger", account: "1", person: "ben" }
const period = { from: at, until: at + 7 * day }

const heard: Inbound.Event = { _tag: "Said", mid: "m", text: "Hi" }
const human: Inbound.Event = { _tag: "Echoed", mid: "e", text: "Maria here" }
const ended = (outbound: string, outcome: "sent" | "failed"): Inbound.Event => ({ _tag: "Settled", outbound, outcome })

const words = (outbound: string, lane: LaneName.LaneName = "reply"): JournalEntry.Spoken => ({
  outbound,
  body: { _tag: "Message", message: Message.text(`words ${outbound}`) },
  verdict: "sent",
  lane: { lane, rule: "r", pack: "p" }
})
const notice = (outbound: string): JournalEntry.Spoken => ({ ...words(outbound), discloses: true })

type Step = readonly [when: number, event: Inbound.Event, ...spoken: ReadonlyArray<JournalEntry.Spoken>]

const journal = (
  conversation: ConversationId.ConversationId,
  ...steps: ReadonlyArray<Step>
): ReadonlyArray<JournalEntry.JournalEntry> =>
  steps.map(([when, event, ...spoken], index) => ({
    format: 1,
    conversation,
    revision: index + 1,
    at: when,
    inbound: { id: `${conversation.person}${index}`, conversation, at: when, receivedAt: when, event },
    locale: "en",
    outcome: "transitioned",
    pack: "messenger",
    seed: 7,
    snapshotHash: 1,
    spoken,
    timersSet: [],
    timersCancelled: [],
    tasksStarted: [],
    tasksStopped: []
  }))

const only = (entries: ReadonlyArray<JournalEntry.JournalEntry>, more: Partial<DisclosureReport.Period> = {}) => {
  const [account, ...others] = DisclosureReport.of(entries, { ...period, ...more }).conversations
  expect(others).toEqual([])
  return account
}

describe("the report on disclosure", () => {
  test("it shows every conversation of the period, and when each person was told", () => {
    const entries = [
      ...journal(ben, [at + hour, heard, notice("b1"), words("b2")], [at + hour + 5, ended("b1", "sent")]),
      ...journal(ana, [at, heard, notice("a1"), words("a2")], [at + 3, ended("a1", "sent")], [
        at + 9,
        heard,
        words("a3")
      ])
    ]
    const report = DisclosureReport.of(entries, period)
    expect(report.conversations.map(({ conversation, notices, said, violations }) => [
      conversation,
      said,
      notices.map((one) => one.toldAt),
      violations
    ])).toEqual([
      ["messenger/1/ana", 3, [at + 3], []],
      ["messenger/1/ben", 2, [at + hour + 5], []]
    ])
  })

  test("bot words that no notice came before are violations", () => {
    const account = only(journal(ana, [at, heard, words("a1")], [at + 1, heard, notice("a2"), words("a3")]))
    expect(account?.violations).toEqual([{ at, outbound: "a1", words: "words a1", why: "start" }])
  })

  test("a notice from before the period counts, and its moment is told apart from those of the period", () => {
    const entries = journal(ana, [at - hour, heard, notice("a1")], [at - hour + 1, ended("a1", "sent")], [
      at,
      heard,
      words("a2")
    ])
    expect(only(entries)).toEqual({
      conversation: "messenger/1/ana",
      said: 1,
      toldBefore: { outbound: "a1", saidAt: at - hour, outcome: "told", toldAt: at - hour + 1, words: "words a1" },
      notices: [],
      violations: []
    })
  })

  test("of several notices from before the period the last that did not fail is kept, and none from its end on", () => {
    const entries = journal(
      ana,
      [at - 9 * day, heard, notice("a1")],
      [at - 9 * day + 1, ended("a1", "sent")],
      [at - 5 * day, heard, notice("a2")],
      [at - 5 * day + 1, ended("a2", "sent")],
      [at - 2 * day, heard, notice("a3")],
      [at - 2 * day + 1, ended("a3", "failed")],
      [at, heard, words("a4")],
      [at + 7 * day, ended("a4", "sent"), notice("a5")]
    )
    const account = only(entries)
    expect(account?.toldBefore).toMatchObject({ outbound: "a2", toldAt: at - 5 * day + 1 })
    expect(account?.notices).toEqual([])
  })

  test("a notice that was said before the period and arrived within it is one of the period", () => {
    const entries = journal(ana, [at - 1, heard, notice("a1")], [at, ended("a1", "sent")])
    const account = only(entries)
    expect(account).toMatchObject({ notices: [{ outbound: "a1", toldAt: at }] })
    expect(account).not.toHaveProperty("toldBefore")
  })

  test("words from before the period are not judged, nor those from its end on", () => {
    const later = [at + 7 * day, ended("a0", "sent"), words("a3")] as const
    const entries = journal(ana, [at - 1, heard, words("a1")], [at, heard], [at + 7 * day, heard, words("a2")], later)
    expect(only(entries)).toEqual({ conversation: "messenger/1/ana", said: 0, notices: [], violations: [] })
    expect(DisclosureReport.of(journal(ana, [at - 1, heard, words("a1")]), period).conversations).toEqual([])
  })

  test("a notice that did not arrive tells nobody, and one that waits for its receipt is shown as such", () => {
    const failed = journal(ana, [at, heard, notice("a1")], [at + 1, ended("a1", "failed")], [
      at + 2,
      heard,
      words("a2")
    ])
    expect(only(failed)).toMatchObject({
      notices: [{ outcome: "failed" }],
      violations: [{ outbound: "a2", why: "start" }]
    })
    const waiting = only(journal(ana, [at, heard, notice("a1"), words("a2")]))
    expect(waiting).toMatchObject({ notices: [{ outcome: "waiting", saidAt: at }], violations: [] })
    expect(waiting?.notices[0]).not.toHaveProperty("toldAt")
  })

  test("the echo of a notice that was given up tells after all", () => {
    const late: Inbound.Event = { _tag: "Echoed", mid: "e", outbound: "a1" }
    const account = only(journal(ana, [at, heard, notice("a1")], [at + 1, ended("a1", "failed")], [at + 9, late]))
    expect(account?.notices).toMatchObject([{ outcome: "told", toldAt: at + 9 }])
  })

  test("after a person of the business the bot has to say it again, however that person came in", () => {
    const ways: ReadonlyArray<Inbound.Event> = [
      human,
      { _tag: "Written", by: "Maria", message: Message.text("Hello") },
      { _tag: "Routed", change: "passed", toUs: false, to: "inbox" },
      { _tag: "Routed", change: "taken", to: "inbox" }
    ]
    for (const way of ways) {
      const told = [[at, heard, notice("a1")], [at + 1, ended("a1", "sent")], [at + 2, way]] as const
      expect(only(journal(ana, ...told, [at + 3, heard, words("a2")]))?.violations).toMatchObject([{
        why: "fromHuman"
      }])
      expect(only(journal(ana, ...told, [at + 3, heard, notice("a2"), words("a3")]))?.violations).toEqual([])
    }
  })

  test("what our own app wrote by another road is no change of hands", () => {
    const ours: Inbound.Event = { _tag: "Echoed", mid: "e", by: "us" }
    const entries = journal(ana, [at, heard, notice("a1")], [at + 1, ended("a1", "sent")], [at + 2, ours], [
      at + 3,
      heard,
      words("a2")
    ])
    expect(only(entries)?.violations).toEqual([])
  })

  test("what a person of the business writes through the bridge needs no notice", () => {
    const written: Inbound.Event = { _tag: "Written", by: "Maria", message: Message.text("Hello") }
    expect(only(journal(ana, [at, written, words("a1")]))).toMatchObject({ said: 0, violations: [] })
  })

  test("words after a silence are judged when its length is given", () => {
    const entries = journal(ana, [at, heard, notice("a1")], [at + 1, ended("a1", "sent")], [
      at + day,
      heard,
      words("a2")
    ])
    expect(only(entries)?.violations).toEqual([])
    expect(only(entries, { lapse: day })?.violations).toMatchObject([{ outbound: "a2", why: "lapse" }])
    expect(only(entries, { lapse: day + 1 })?.violations).toEqual([])
  })

  test("an approved template needs no notice, and one that discloses is one", () => {
    expect(only(journal(ana, [at, heard, words("a1", "utility")]))?.violations).toEqual([])
    const template = { ...words("a1", "utility"), discloses: true as const }
    const entries = journal(ana, [at, heard, template], [at + 1, ended("a1", "sent")], [at + 2, heard, words("a2")])
    expect(only(entries)).toMatchObject({ notices: [{ toldAt: at + 1 }], violations: [] })
  })

  test("what was held, refused or failed was never said", () => {
    const outcomes = new Map<string, Receipt.Receipt>([["a2", { _tag: "Failed", reason: "551", error: null }]])
    const held: JournalEntry.Spoken = { ...words("a1"), verdict: "held" }
    const heldNotice: JournalEntry.Spoken = { ...notice("a0"), verdict: "held" }
    const account = only(journal(ana, [at, heard, heldNotice, held, words("a2")]), { outcomes })
    expect(account).toEqual({ conversation: "messenger/1/ana", said: 0, notices: [], violations: [] })
  })

  test("conversations in which nobody asks for the notice have no violations", () => {
    const entries = [...journal(ana, [at, heard, words("a1")]), ...journal(ben, [at, heard, words("b1")])]
    const report = DisclosureReport.of(entries, { ...period, asked: ({ person }) => person === "ben" })
    expect(report.conversations.map(({ violations }) => violations.length)).toEqual([0, 1])
  })

  test("the turns may come in any order", () => {
    const entries = journal(ana, [at, heard, notice("a1"), words("a2")], [at + 1, ended("a1", "sent")], [
      at + 2,
      heard,
      words("a3")
    ])
    expect(DisclosureReport.of(entries.toReversed(), period)).toEqual(DisclosureReport.of(entries, period))
  })

  test("the last notice from before the period is a line and a row of its own, the first", () => {
    const entries = journal(ana, [at - hour, heard, notice("a1")], [at - hour + 1000, ended("a1", "sent")], [
      at,
      heard,
      words("a2")
    ])
    const report = DisclosureReport.of(entries, period)
    expect(DisclosureReport.describe(report).split("\n")).toEqual([
      "messenger/1/ana: 1 message of the bot",
      "  before, told at 2026-11-02T08:00:01.000Z: \"words a1\""
    ])
    expect(DisclosureReport.toCsv(report).trimEnd().split("\r\n")).toEqual([
      "conversation,at,outcome,toldAt,why,outbound,words",
      "messenger/1/ana,2026-11-02T08:00:00.000Z,told,2026-11-02T08:00:01.000Z,,a1,words a1"
    ])
  })

  test("it reads as lines, with what was said undisclosed in capitals", () => {
    const entries = journal(ana, [at, heard, notice("a1")], [at + 1000, ended("a1", "sent")], [at + 2000, human], [
      at + 3000,
      heard,
      words("a2")
    ])
    expect(DisclosureReport.describe(DisclosureReport.of(entries, period)).split("\n")).toEqual([
      "messenger/1/ana: 2 messages of the bot",
      "  told at 2026-11-02T09:00:01.000Z: \"words a1\"",
      "  NOT DISCLOSED at 2026-11-02T09:00:03.000Z, after a person of the business, and the customer was not told again: "
      + "\"words a2\""
    ])
  })
})
