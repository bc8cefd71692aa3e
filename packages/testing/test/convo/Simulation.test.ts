import { describe, expect, it } from "@effect/vitest"
import { BotDefinition, Dialogue } from "@parley/core"
import { Convo, Replay } from "@parley/testing"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"

const d = Dialogue.setup({
  id: "table",
  version: 1,
  context: Schema.Struct({ guests: Schema.optionalWith(Schema.String, { default: () => "" }) }),
  signals: { tableReady: Schema.Struct({ table: Schema.Number }) },
  states: ["guests", "book", "booked", "waiting", "ready", "over", "busy", "nudge", "human"]
})

/** Books a table: a place that may be slow, may fail, and may never answer. */
class Book extends Context.Tag("Book")<Book, { readonly book: (guests: string) => Effect.Effect<void> }>() {}

const table = d.make({
  initial: "guests",
  starts: [/hi/],
  commands: { agent: "human" },
  states: {
    guests: d.ask("How many?", {
      answer: Schema.NonEmptyTrimmedString,
      save: (guests) => ({ guests }),
      timeout: { after: "10 minutes", to: "nudge" },
      to: "book"
    }),
    book: d.run("Book", {
      run: ({ guests }) => Effect.flatMap(Book, ({ book }) => book(guests)),
      recovery: "rerun",
      success: { to: "booked" },
      failure: { else: "busy" }
    }),
    booked: d.say("I will tell you.", { to: "waiting" }),
    waiting: d.wait({ signal: "tableReady", to: "ready" }),
    ready: d.notify("Your table is ready.", { purpose: "eventReminder", otherwise: "hold", to: "over" }),
    over: d.end(),
    busy: d.end("The kitchen is closed."),
    nudge: d.end("Another time, then."),
    human: d.handover("inbox", { resume: "guests" })
  }
})

const bot = (book: (guests: string) => Effect.Effect<void>) =>
  BotDefinition.make({ dialogues: [table], disclosure: false, services: Layer.succeed(Book, { book }) })

const bots = {
  table: bot(() => Effect.void),
  slow: bot(() => Effect.sleep("3 minutes")),
  real: bot(() =>
    Effect.async<void>((resume) => {
      setImmediate(() => resume(Effect.void))
    })
  ),
  away: bot(() => Effect.never),
  broken: bot(() => Effect.die(new Error("no oven")))
}

const play = async (name: keyof typeof bots, lines: ReadonlyArray<string>) =>
  Convo.explain(
    await Convo.runText([`bot ${name}   person Ana   start 2026-11-02T09:00Z`, ...lines, ""].join("\n"), {
      bots,
      guard: 100
    })
  )

describe("a simulated bot", () => {
  it("answers, and every call goes through the adapter and the emulator", async () => {
    expect(
      await play("table", [
        "> hi",
        "* seen",
        "* typing",
        "< How many?   #reply",
        "= guests",
        "$ POST /messages {\"messaging_type\":\"RESPONSE\"}",
        "> 4",
        "< I will tell you.",
        "= waiting   {\"guests\":\"4\"}"
      ])
    ).toBeUndefined()
  })

  it("lets timers fire at their moment and not before", async () => {
    expect(
      await play("table", ["> hi", "< How many?", "~ 9m59s", "! no send", "~ 1s", "< Another time, then.", "= (none)"])
    )
      .toBeUndefined()
  })

  it("lets a task sleep for as long as it does", async () => {
    expect(await play("slow", ["> hi", "< How many?", "> 4", "! no send", "= book", "~ 3m", "< I will tell you."]))
      .toBeUndefined()
  })

  it("waits for a task that does something real", async () => {
    expect(await play("real", ["> hi", "< How many?", "> 4", "< I will tell you."])).toBeUndefined()
  })

  it("waits for an async function, though its timeout sleeps beside it", async () => {
    const kit = Dialogue.setup({ id: "call", version: 1, context: Schema.Struct({}), states: ["call", "done", "late"] })
    const call = kit.make({
      initial: "call",
      starts: [/hi/],
      states: {
        call: kit.run("Call", {
          run: () => new Promise<void>((answer) => setTimeout(answer, 20)),
          recovery: "rerun",
          timeout: "30 seconds",
          success: { to: "done" },
          failure: { else: "late" }
        }),
        done: kit.end("Called."),
        late: kit.end("Too late.")
      }
    })
    const caller = BotDefinition.make({ dialogues: [call], disclosure: false })

    const outcome = await Convo.runText("bot caller   person Ana\n> hi\n< Called.\n> hi\n< Called.\n", {
      bots: { caller }
    })

    expect(Convo.explain(outcome)).toBeUndefined()
  })

  it("fails when a task does not come back", async () => {
    expect(await play("away", ["> hi", "< How many?", "> 4"])).toContain("Work left the simulation")
  })

  it("shows the dialogue a task that died", async () => {
    expect(await play("broken", ["> hi", "< How many?", "> 4", "< The kitchen is closed."])).toBeUndefined()
  })

  it("hears signals, holds what may not be said, and says it once the person writes", async () => {
    expect(
      await play("table", [
        "> hi",
        "< How many?",
        "> 4",
        "< I will tell you.",
        "~ 25h   window closed",
        "signal tableReady {\"table\":7}",
        "! no send   held 1",
        "> hi",
        "< Your table is ready.",
        "< How many?"
      ])
    ).toBeUndefined()
  })

  it("loses nothing in a crash", async () => {
    expect(
      await play("table", [
        "> hi",
        "< How many?",
        "% crash",
        "> 4",
        "! no send",
        "% restart",
        "< I will tell you.",
        "= waiting   {\"guests\":\"4\"}"
      ])
    ).toBeUndefined()
  })

  it("runs a task again that a crash cut off", async () => {
    expect(
      await play("slow", [
        "> hi",
        "< How many?",
        "> 4",
        "~ 2m",
        "% crash",
        "% restart",
        "~ 2m59s",
        "! no send",
        "~ 1s",
        "< I will tell you."
      ])
    ).toBeUndefined()
  })

  it("says nothing twice when an answer was lost or a webhook came twice", async () => {
    expect(await play("table", ["% lose answer", "> hi", "< How many?", "% duplicate", "> 4", "< I will tell you."]))
      .toBeUndefined()
  })

  it("talks to several people at once", async () => {
    expect(
      await play("table", [
        "> hi",
        "< How many?",
        "@ Luis > hi",
        "@ Luis < How many?",
        "@ Luis > 2",
        "@ Luis < I will tell you.",
        "@ Luis = waiting   {\"guests\":\"2\"}",
        "= guests",
        "> 4",
        "< I will tell you."
      ])
    ).toBeUndefined()
  })

  it("is silent while a person of the business speaks", async () => {
    expect(
      await play("table", [
        "> hi",
        "< How many?",
        "@ agent > Eva here.",
        "> hello Eva",
        "! no send"
      ])
    ).toBeUndefined()
  })

  it("may do what its account was approved for, and no more", async () => {
    const late = async (approvals: string, check: string) => {
      const lines = ["> hi", "< How many?", "~ 10m", "< Another time, then.", "~ 2d", "@ bridge > Eva here.", check, ""]
      const outcome = await Convo.runText([`bot table   approvals ${approvals}`, ...lines].join("\n"), { bots })
      return Convo.explain(outcome)
    }
    expect(await late("humanAgent", "< Eva here.   #humanAgent")).toBeUndefined()
    expect(await late("none", "! no send")).toBeUndefined()
  })

  it("answers on Instagram as well", async () => {
    const convo = "bot table   channel instagram\n> hi\n< How many?   #reply\n> 4\n< I will tell you.\n"
    expect(Convo.explain(await Convo.runText(convo, { bots }))).toBeUndefined()
  })

  it("is told apart from others by its name", async () => {
    expect(await play("tabel" as "table", [])).toContain("There is no bot \"tabel\"; there is table, slow")
  })
})

describe("a failure", () => {
  it("points at the line of the file", async () => {
    const outcome = await Convo.runText("bot table\n> hi\n< How few?\n", { bots, file: "/tests/a.convo" })
    expect(() => Convo.assertPassed(outcome)).toThrow(Convo.ConvoFailed)
    try {
      Convo.assertPassed(outcome)
    } catch (error) {
      expect((error as Error).stack).toContain("    at /tests/a.convo:3:1")
      expect((error as Error).message).toContain("instead: < How many?")
    }
  })

  it("is the same every time", async () => {
    const lines = ["> hi", "< How many?", "> 4", "< I will tell you.", "~ 1d", "> now"]
    const first = await play("table", lines)
    expect(first).toContain("said more")
    for (let run = 0; run < 20; run++) expect(await play("table", lines)).toBe(first)
  })
})

describe("a replay", () => {
  const directory = mkdtempSync(join(tmpdir(), "parley-replay-"))
  afterAll(() => rmSync(directory, { recursive: true }))

  const replay = async (lines: ReadonlyArray<string>) => {
    const file = join(directory, "a.convo")
    writeFileSync(file, ["bot table", ...lines, ""].join("\n"))
    const written: Array<string> = []
    const passed = await Replay.run(file, { bots, write: (line) => written.push(line) })
    return { passed, written: written.join("\n").replaceAll(directory, "") }
  }

  it("prints the conversation as it goes", async () => {
    expect(await replay(["> hi", "< How many?"])).toEqual({
      passed: true,
      written: "> hi\n< How many?\n\n/a.convo: as written"
    })
  })

  it("stops at a difference with the line, what was said instead, and the state", async () => {
    const { passed, written } = await replay(["> hi", "< How few?"])
    expect(passed).toBe(false)
    expect(written).toContain("/a.convo:3 The bot said something else.")
    expect(written).toContain("instead: < How many?")
    expect(written).toContain("stands    guests (table), window open")
  })
})
