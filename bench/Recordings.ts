/**
 * What the replay of a recording costs: ten turns folded by another build, without a store or a channel.
 *
 * @module
 */
import { BotDefinition, Dialogue, type JournalEntry } from "@parley/core"
import { Recording, RecordingClasses, RecordingFold } from "@parley/testing"
import { Either, Schema } from "effect"

const kit = Dialogue.setup({
  id: "tenTurns",
  version: 1,
  context: Schema.Struct({ last: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  states: ["listen"]
})

const definition = BotDefinition.make({
  dialogues: [kit.make({
    initial: "listen",
    starts: [/start/],
    states: { listen: kit.ask("Go on.", { answer: Schema.String, save: (last) => ({ last }), to: "listen" }) }
  })]
})

const id = { channel: "messenger", account: "1", person: "2" }

/** What came in, in the form of a journal whose other fields the fold fills in. */
const heard = (turn: number): JournalEntry.JournalEntry => {
  const at = Date.parse("2026-03-02T18:00Z") + turn * 60_000
  const text = turn === 0 ? "start" : `line ${turn}`
  return {
    format: 1,
    conversation: id,
    revision: turn + 1,
    at,
    inbound: {
      id: `messenger/1/${turn}`,
      conversation: id,
      at,
      receivedAt: at,
      act: "message",
      event: { _tag: "Said", mid: `m_${turn}`, text }
    },
    locale: "en",
    outcome: "recorded",
    pack: "messenger",
    seed: 0,
    snapshotHash: 0,
    spoken: [],
    timersSet: [],
    timersCancelled: [],
    tasksStarted: [],
    tasksStopped: []
  }
}

/** Recordings of ten turns a second on this core, each of them read from its lines and judged. */
export const recordingsPerSecond = (count: number): number => {
  const fold = RecordingFold.make({ definition })
  const head = { parley: "recording", format: 1, bot: "listener", conversation: id } as const
  const inbox = { head, turns: Array.from({ length: 10 }, (_, turn) => heard(turn)) }
  const text = Recording.print({ head, turns: [...fold.turns(inbox)].map(({ is }) => is) })
  const run = (times: number) => {
    for (let index = 0; index < times; index++) {
      for (const recording of Either.getOrThrow(Recording.parse(text))) {
        const verdict = RecordingClasses.judge(recording, fold)
        if (verdict.class !== "identical") throw new Error(`${verdict.was} became ${verdict.is}`)
      }
    }
  }
  run(Math.max(200, Math.ceil(count / 10)))
  const before = process.cpuUsage()
  run(count)
  const { system, user } = process.cpuUsage(before)
  return count / ((user + system) / 1_000_000)
}
