/** Timers and results that come while a person of the business has the conversation. */
import { Deferral, Dialogue, type Outcome, Step } from "@parley/core"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { expect, it } from "vitest"
import { envelope } from "./raw.ts"

const d = Dialogue.setup({
  id: "late",
  version: 1,
  context: Schema.Struct({}),
  states: ["dropped", "kept", "work", "look", "human", "bye"]
})
const late = d.make({
  initial: "dropped",
  commands: { kept: "kept", work: "work", look: "look", human: "human" },
  states: {
    dropped: d.ask("A?", {
      answer: Schema.String,
      timeout: { after: "1 hour", to: "bye", whileHuman: "drop" },
      to: "bye"
    }),
    kept: d.ask("B?", { answer: Schema.String, timeout: { after: "1 hour", to: "bye" }, to: "bye" }),
    work: d.run("Work", { run: async () => 1, whileHuman: "drop", success: { to: "bye" }, failure: { else: "bye" } }),
    look: d.run("Look", { run: async () => 1, success: { to: "bye" }, failure: { else: "bye" } }),
    human: d.handover("inbox", { resume: "bye", resumeAfter: "1 hour" }),
    bye: d.end()
  }
})

const begun = Either.getOrThrow(Step.take(late, undefined, envelope({ type: "start" })))
const timerOf = (result: Outcome.Result) => result.timersSet[0]?.id ?? "none"
const at = (command: string): string =>
  timerOf(Either.getOrThrow(Step.take(late, begun.snapshot, envelope({ type: "command", name: command }))))
const fired = (timer: string): Deferral.Late => ({ _tag: "TimerFired", timer, revision: 1 })
const ended = (task: string): Deferral.Late => ({ _tag: "TaskSucceeded", task, revision: 1, output: 1 })

it("a timer waits until the bot has the conversation again, unless it is declared to be dropped", () => {
  expect(Deferral.fate(late, fired(at("kept")))).toEqual({ _tag: "Later", event: fired(at("kept")) })
  expect(Deferral.fate(late, fired(timerOf(begun)))).toEqual({ _tag: "Never" })
})

it("the timer that takes the conversation back acts at once", () => {
  expect(Deferral.fate(late, fired(at("human")))).toEqual({ _tag: "Now" })
})

it("a result waits, too; one that is dropped comes back as the task's failure, so that the dialogue goes on", () => {
  expect(Deferral.fate(late, ended("look"))).toEqual({ _tag: "Later", event: ended("look") })
  expect(Deferral.fate(late, ended("work"))).toMatchObject({
    _tag: "Later",
    event: { _tag: "TaskFailed", task: "work", revision: 1 }
  })
})

it("a failure is kept whatever was declared", () => {
  const failed: Deferral.Late = { _tag: "TaskFailed", task: "work", revision: 1, error: "no" }

  expect(Deferral.fate(late, failed)).toEqual({ _tag: "Later", event: failed })
})

it("an id that the dialogue does not know waits", () => {
  expect(Deferral.of(late, "xstate.after.1.late.gone")).toBe("wait")
})
