import { BotDefinition, Dialogue } from "@parley/core"
import { Convo } from "@parley/testing"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"

const d = Dialogue.setup({
  id: "desk",
  version: 1,
  context: Schema.Struct({}),
  signals: { closed: Schema.Struct({}) },
  states: ["ask", "keep", "pass", "wait", "take", "back", "bye", "release", "request", "granted", "late"]
})

const desk = d.make({
  initial: "ask",
  starts: ["hi"],
  states: {
    ask: d.menu("What is it?", {
      person: { title: "A person", to: "keep" },
      bye: { title: "Nothing", to: "bye" },
      sales: { title: "Sales", to: "request" }
    }),
    keep: d.control("extend", { for: "3 days", to: "pass" }),
    pass: d.control("pass", { app: "inbox", note: "a lost parcel", to: "wait" }),
    wait: d.wait({ signal: "closed", to: "take" }),
    take: d.control("take", { to: "back" }),
    back: d.notify("Your case is closed.", { purpose: "orderAction", otherwise: "hold", to: "wait" }),
    bye: d.say("Good bye.", { to: "release" }),
    release: d.control("release", { to: "wait" }),
    request: d.control("request", { note: "A sale", timeout: { after: "1 hour", to: "late" }, to: "granted" }),
    granted: d.say("Here I am.", { to: "ask" }),
    late: d.control("take", { to: "granted" })
  }
})

const bots = { desk: BotDefinition.make({ dialogues: [desk], disclosure: false, typing: false }) }

const play = async (lines: ReadonlyArray<string>) =>
  Convo.explain(
    await Convo.runText(["bot desk   person Ana   start 2026-11-02T09:00Z", ...lines, ""].join("\n"), { bots })
  )

describe("control of a thread, from the dialogue to the platform", () => {
  it("is kept, passed behind the words before it, and taken back before the words behind it", async () => {
    expect(
      await play([
        "> hi",
        "< What is it?   [A person] [Nothing] [Sales]",
        "> [A person]",
        "$ POST /extend_thread_control {\"duration\":259200}",
        "$ POST /pass_thread_control {\"target_app_id\":\"263902037430900\",\"metadata\":\"a lost parcel\"}",
        "> hello?",
        "! no send",
        "signal closed {}",
        "$ POST /take_thread_control",
        "$ POST /messages",
        "< Your case is closed.",
        "> thanks",
        "< There is no news yet. I will write as soon as there is."
      ])
    ).toBeUndefined()
  })

  it("is given up behind the last words, and comes back with what the person writes to the bot", async () => {
    expect(
      await play([
        "> hi",
        "< What is it?",
        "> [Nothing]",
        "< Good bye.",
        "$ POST /release_thread_control",
        "signal closed {}",
        "$ POST /take_thread_control",
        "< Your case is closed."
      ])
    ).toBeUndefined()
    expect(
      await play([
        "> hi",
        "< What is it?",
        "> [Nothing]",
        "< Good bye.",
        "> are you there?",
        "< There is no news yet. I will write as soon as there is."
      ])
    ).toBeUndefined()
  })

  it("is asked for, and the dialogue goes on once the inbox gives it", async () => {
    expect(
      await play([
        "> hi",
        "< What is it?",
        "> [Sales]",
        "$ POST /request_thread_control {\"metadata\":\"A sale\"}",
        "@ agent takes",
        "! no send",
        "@ agent returns",
        "< Here I am.",
        "< What is it?"
      ])
    ).toBeUndefined()
  })

  it("is taken when nobody gives it in time", async () => {
    expect(
      await play([
        "> hi",
        "< What is it?",
        "> [Sales]",
        "@ agent takes",
        "~ 59m59s",
        "! no send",
        "~ 1s",
        "$ POST /take_thread_control",
        "< Here I am.",
        "< What is it?"
      ])
    ).toBeUndefined()
  })
})
