import { type ConversationId, type ConversationStore, type JournalEntry, Message, type Outbound } from "@parley/core"
import * as Effect from "effect/Effect"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as Answers from "../src/inspect/Answers.ts"
import { parley, silence, talk } from "./talked.ts"

let folder: string
let store: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "parley-inspect-"))
  store = await talk(folder, silence)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = async (): Promise<string> => JSON.parse((await parley("inspect", store, "--json")).printed)[0].conversation

describe("parley inspect", () => {
  it("shows how a conversation stands: state, window, owner, notice, what is held, the last turns, the waits", async () => {
    const { complaint, printed } = await parley("inspect", store, await key())

    expect(complaint).toBeUndefined()
    expect(printed).toMatch(/^messenger\/104200000000001\/\d+\n/)
    expect(printed).toContain("  state     no dialogue is active\n")
    expect(printed).toMatch(/ {2}window {4}shut since .*; rule window\.message\n/)
    expect(printed).toContain("  owner     the bot\n")
    expect(printed).toContain("  notice    to be told that this is a machine (lapse)\n")
    expect(printed).toMatch(/ {2}held {6}\S+ {2}Your tea is cold\. {3}since /)
    expect(printed).toMatch(/ {2}answers {3}the first after \d+/)
    expect(printed).toMatch(/TimerFired timer {2}→ /)
  })

  it("shows as many turns as are asked for", async () => {
    const conversation = await key()
    const one = JSON.parse((await parley("inspect", "--turns", "1", "--json", store, conversation)).printed)
    const none = JSON.parse((await parley("inspect", "--turns", "0", "--json", store, conversation)).printed)

    expect(one.turns).toHaveLength(1)
    expect(one.turns[0].turn).toBe(one.revision)
    expect(none.turns).toEqual([])
  })

  it("has a line for each conversation when none is named, and complains of one that is not there", async () => {
    const conversation = await key()

    const all = await parley("inspect", store)
    const other = await parley("inspect", store, `${conversation}9`)

    expect(all.printed).toBe(`${conversation}  no dialogue  window shut, 1 held\n`)
    expect(other.complaint).toBe(
      `There is no conversation "${conversation}9" in this store. Did you mean "${conversation}"?`
    )
  })

  it("shows the state and the timers of a dialogue that is under way", async () => {
    const other = mkdtempSync(join(tmpdir(), "parley-inspect-"))
    const file = await talk(other, (session) => Effect.asVoid(session.person.says("tea")))

    const [one] = JSON.parse((await parley("inspect", file, "--json")).printed)
    const { printed } = await parley("inspect", file, one.conversation)
    rmSync(other, { recursive: true, force: true })

    expect(one).toMatchObject({ dialogue: { id: "tea", version: 1 }, states: ["kind"], quarantined: false })
    expect(printed).toContain("  state     kind of tea version 1\n")
    expect(printed).toMatch(/ {2}timers {4}\S+ {2}\S+ \(in (25h|24h59m\d+s)\), deadline\n/)
  })
})

const conversation: ConversationId.ConversationId = { channel: "messenger", account: "1", person: "2" }

const entry = (
  at: number,
  event: JournalEntry.JournalEntry["inbound"]["event"],
  spoken: ReadonlyArray<string> = []
): JournalEntry.JournalEntry => ({
  format: 1,
  conversation,
  revision: at,
  at,
  inbound: { id: `in/${at}`, conversation, at, receivedAt: at, event },
  locale: "en",
  outcome: "transitioned",
  pack: "messenger",
  seed: 0,
  snapshotHash: 0,
  spoken: spoken.map((outbound) => ({
    outbound,
    body: { _tag: "Message", message: Message.text("Yes.") },
    verdict: "sent"
  })),
  timersSet: [],
  timersCancelled: [],
  tasksStarted: [],
  tasksStopped: []
})

const said = (at: number, spoken: ReadonlyArray<string> = []) =>
  entry(at, { _tag: "Said", mid: `m${at}`, text: "?" }, spoken)

const row = (id: string, receipt: ConversationStore.OutboxRow["receipt"]): ConversationStore.OutboxRow => ({
  outbound: {
    id,
    conversation,
    order: 1,
    address: { _tag: "Scoped", id: "2" },
    body: { _tag: "Message", message: Message.text("Yes.") },
    author: { _tag: "Bot" },
    cause: "in/0",
    at: 0
  } satisfies Outbound.Outbound,
  state: receipt?._tag === "Sent" ? "sent" : "failed",
  attempts: 1,
  ...(receipt === undefined ? {} : { receipt })
})

describe("the time to an answer", () => {
  it("runs from the first of several messages to the moment at which the answer left", () => {
    const { answers, openSince } = Answers.of([said(0), said(2_000, ["a"])], [row("a", { _tag: "Sent", at: 5_000 })])

    expect(answers).toEqual([{ askedAt: 0, answeredAt: 5_000, by: "bot" }])
    expect(openSince).toBeUndefined()
  })

  it("goes on while words failed, and is told as a wait that is open", () => {
    const failed = Answers.of([said(0, ["a"])], [row("a", { _tag: "Failed", reason: "blocked", error: null })])

    expect(failed).toEqual({ answers: [], openSince: 0 })
    expect(Answers.summary(failed, 40_000)).toEqual({ late: 0, openFor: 40_000 })
  })

  it("counts as late what the bot answered after 30 seconds, and never what a person of the business did", () => {
    const journal = [
      said(0, ["a"]),
      said(100_000),
      entry(200_000, { _tag: "Echoed", mid: "e", by: "inbox", text: "Hello" }),
      said(300_000, ["b"])
    ]
    const outbox = [row("a", { _tag: "Sent", at: 30_001 }), row("b", { _tag: "Sent", at: 330_000 })]

    const summary = Answers.summary(Answers.of(journal, outbox), 400_000)

    expect(summary).toEqual({ first: 30_001, longest: 100_000, late: 1 })
  })
})
