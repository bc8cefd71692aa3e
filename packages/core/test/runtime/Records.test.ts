import { ConversationStore, DisclosureReport, MemoryStore, Records } from "@parley/core"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import type { TurnCommit } from "../../src/runtime/ConversationStore.ts"
import { at, conversation, said, turn } from "../store/Samples.ts"

const names = Array.from({ length: 205 }, (_, index) => `p${String(index).padStart(3, "0")}`)

/** The turn with its words in the journal, and the same words waiting: said without a notice, and once more later. */
const spoken = (commit: TurnCommit): TurnCommit => ({
  ...commit,
  conversation: { ...commit.conversation, held: commit.outbox },
  journal: {
    ...commit.journal,
    spoken: commit.outbox.map(({ body, id }) => ({ outbound: id, body, verdict: "sent" }))
  }
})

/** A store in which so many people had one turn each: more than a page of it. */
const filled = Effect.gen(function*() {
  const store = yield* ConversationStore.ConversationStore
  yield* store.accept(names.map((name) => said(name, `m-${name}`)))
  for (const name of names) yield* store.commit(spoken(turn(yield* store.load(conversation(name)))))
  return store
})

const run = <A, E>(work: Effect.Effect<A, E, ConversationStore.ConversationStore>) =>
  Effect.runPromise(Effect.provide(work, MemoryStore.layer))

describe("the records of a store", () => {
  it("go through all of its pages", async () => {
    const { held, ids, report } = await run(Effect.gen(function*() {
      const store = yield* filled
      return {
        ids: yield* Records.conversations(store, {}),
        held: yield* Records.held(store),
        report: yield* Records.disclosures(store, { from: at, until: at + 1 })
      }
    }))

    expect(ids.map(({ person }) => person)).toEqual(names)
    expect(held.map(({ id }) => id)).toEqual(names.map((name) => `${name}-1`))
    expect(report.conversations).toHaveLength(names.length)
  })

  it("tell words that no notice came before, as rows of a table too", async () => {
    const report = await run(Effect.flatMap(filled, (store) => Records.disclosures(store, { from: at, until: at + 1 })))

    const lines = DisclosureReport.toCsv(report).split("\r\n")
    expect(lines.slice(0, 2)).toEqual([
      "conversation,at,outcome,toldAt,why,outbound,words",
      "messenger/page/p000,2026-03-02T09:00:00.000Z,missing,,start,p000-1,Yes."
    ])
  })

  it("leave out what happened at other times", async () => {
    const report = await run(Effect.flatMap(filled, (store) => Records.disclosures(store, { from: 0, until: at })))

    expect(report).toEqual({ from: 0, until: at, conversations: [] })
  })
})
