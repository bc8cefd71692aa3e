import { describe, expect, it } from "@effect/vitest"
import type { Json } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Parser from "../../src/convo/Parser.ts"
import * as Report from "../../src/convo/Report.ts"
import * as Standing from "../../src/convo/Standing.ts"
import * as Runner from "../../src/convo/Runner.ts"
import type { Happening, World } from "../../src/convo/World.ts"

/** A world with a parrot in it: it types, says back what it hears, twice on "twice", and sleeps after an hour. */
const parrot = (): World => {
  const seen = new Map<string, Array<Happening>>()
  const of = (who: string) => {
    const found = seen.get(who) ?? []
    seen.set(who, found)
    return found
  }
  let now = Date.parse("2026-03-02T09:00Z")
  let calls = 0
  const say = (who: string, text: string, options: ReadonlyArray<string> = []) => {
    calls++
    of(who).push({ _tag: "Shown", sign: "typing" }, { _tag: "Said", message: { id: `${calls}`, text, options } })
  }
  return {
    now: () => now,
    acts: (who, act) =>
      Effect.sync(() => {
        of(who).push({ _tag: "Shown", sign: "seen" })
        if (act._tag !== "Says") return
        if (act.text === "menu") say(who, "Choose", ["A", "B"])
        else say(who, `You said ${act.text}`)
        if (act.text === "twice") say(who, "again")
      }),
    happenings: of,
    calls: () =>
      Array.from(
        { length: calls },
        (_, id) => ({ method: "POST", path: "/v1/me/messages", body: { id, type: "RESPONSE" } })
      ),
    marks: () => Effect.succeed(["reply"]),
    standing: () =>
      Effect.sync(() => ({
        dialogue: "parrot",
        states: ["listening"],
        context: { heard: calls, name: "Polly" },
        held: 0,
        window: now > Date.parse("2026-03-03T09:00Z") ? "closed" as const : "open" as const,
        owner: "bot" as const
      })),
    advance: (millis) =>
      Effect.sync(() => {
        now += millis
      }),
    signal: (who, name) => Effect.sync(() => say(who, `Signal ${name}`)),
    agent: () => Effect.void,
    trouble: () => Effect.void,
    problems: () => [],
    begin: () => {},
    moment: () => {
      const moment = { at: now, state: "listening", window: "open" as const }
      return () => moment
    },
    unhandled: () => [],
    open: () => Effect.succeed([]),
    why: () => Effect.succeed([{ about: "received", lines: ["whatever was said"] }])
  }
}

const run = (text: string) =>
  Effect.runPromise(
    Runner.run(Either.getOrThrow(Parser.parse(`bot parrot   person Ana\n${text}`)), parrot(), { file: "a.convo" })
  )

const report = async (text: string) => {
  const outcome = await run(text)
  if (outcome._tag === "Passed") throw new Error("The convo passed.")
  return outcome.report
}

describe("a convo", () => {
  it("passes when all goes as written", async () => {
    const outcome = await run([
      "> hi",
      "* seen",
      "* typing",
      "< You said {what}",
      "= listening   {\"heard\":1,\"name\":\"P...\"}",
      "> {what} there",
      "$ POST /messages {\"type\":\"RESPONSE\"}",
      "< You said hi there   #reply",
      "> menu",
      "< Choose   [A] [...]",
      "~ 25h   window closed",
      "! no send   held 0",
      "! no typing",
      "! no call POST /messages",
      "@ Luis > hey",
      "@ Luis < ...",
      "signal shipped",
      "< Signal shipped"
    ].join("\n"))
    expect(outcome).toMatchObject({ _tag: "Passed" })
    expect(outcome._tag === "Passed" && outcome.conversation.map((spoken) => spoken.text)).toContain(
      "< Choose   [A] [B]"
    )
  })

  it.each([
    ["says too little", "> hi\n< You said hi\n< And more", 4, "said nothing more"],
    ["says too much before the next act", "> twice\n< You said twice\n> hi\n= listening", 4, "said more"],
    ["says too much before time passes", "> hi\n~ 1h\n= listening", 3, "said more"],
    ["says too much at the end", "> hi", 2, "said more"],
    ["says something else", "> hi\n< You say hi", 3, "said something else"],
    ["offers other buttons", "> menu\n< Choose   [A]", 3, "offers [A] [B], not [A]"],
    ["offers buttons where none should be", "> menu\n< Choose   []", 3, "offers [A] [B], not no buttons"],
    ["is in another lane", "> hi\n< You said hi   #tagged", 3, "not marked #tagged"],
    ["stands elsewhere", "= sleeping", 2, "The state is listening (parrot)"],
    ["remembers something else", "= listening   {\"name\":\"Bo\"}", 2, "name is \"Polly\", not \"Bo\""],
    ["has another window", "~ 1h   window closed", 2, "The window is open"],
    ["types where it must not", "> hi\n< ...\n! no typing", 4, "was shown"],
    ["calls where it must not", "> hi\n< ...\n! no call POST /messages", 4, "call was made"],
    ["does not call as it must", "> hi\n< ...\n$ POST /messages {\"type\":\"UPDATE\"}", 4, "No such call"],
    ["holds nothing", "! no send   held 1", 2, "0 messages are held"],
    ["is told of another moment too late", "~ 1h\n~ until 2026-03-02T09:30Z", 3, "later already"],
    ["says to another person what it should not", "@ Luis > hi\n@ Luis < bye", 3, "said something else"],
    ["says to another person what nobody reads", "@ Luis > hi\n> hi\n< ...\n@ Luis < ...", 3, "said more"]
  ])("fails when the bot %s", async (_, text, line, problem) => {
    const found = await report(text)
    expect(found.line).toBe(line)
    expect(found.problem).toContain(problem)
  })
})

describe("the end of a convo", () => {
  it("fails when something is left open in the world", async () => {
    const world = { ...parrot(), open: () => Effect.succeed(["The bubble of dots is left open."]) }
    const script = Either.getOrThrow(Parser.parse("bot parrot\n> hi\n< ...\n"))

    const outcome = await Effect.runPromise(Runner.run(script, world))

    expect(outcome).toMatchObject({ _tag: "Failed", report: { line: 3, problem: "The bubble of dots is left open." } })
  })

  it("fails when nobody handled what came in last", async () => {
    const world = () => {
      const made = parrot()
      return { ...made, unhandled: () => made.calls().length > 0 ? ["Nobody handled the signal shipped."] : [] }
    }
    const script = (text: string) => Either.getOrThrow(Parser.parse(`bot parrot\n> hi\n< ...\n${text}`))

    expect(await Effect.runPromise(Runner.run(script(""), world()))).toMatchObject({ _tag: "Failed" })
    expect(await Effect.runPromise(Runner.run(script("! no taker\n"), world()))).toMatchObject({ _tag: "Passed" })
  })
})

describe("what is asked of data", () => {
  it.each([
    [{ a: 1 }, { a: 1, b: 2 }, undefined],
    [{ a: "x..." }, { a: "xyz" }, undefined],
    [{ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 2, d: 3 }] } }, undefined],
    [[1], [1, 2], "it is [1,2], not [1]"],
    [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, "a[0].b is 2, not 1"],
    [{ a: 1 }, {}, "a is absent, not 1"],
    [{ a: 1 }, undefined, "it is absent, not {\"a\":1}"],
    [null, 0, "it is 0, not null"]
  ])("%j of %j finds %j", (asked, found, difference) => {
    expect(Standing.differs(asked as Json.Json, found as Json.Json | undefined)).toBe(difference)
  })
})

describe("a report", () => {
  it("shows the conversation so far, the line, what came instead, the state and the window", async () => {
    const text = Report.render(await report("> hi\n< You said hi\n> twice\n< You said Twice"))
    expect(text).toBe([
      "a.convo:5 The bot said something else. The words differ.",
      "",
      "    time            state      window",
      "    03-02 09:00:00  listening  open    > hi",
      "    03-02 09:00:00  listening  open    < You said hi",
      "    03-02 09:00:00  listening  open    > twice",
      "    03-02 09:00:00  listening  open  → < You said Twice",
      "                                       instead: < You said twice",
      "                                       instead: < again",
      "                                       words:   < You said [-Twice-]{+twice+}",
      "",
      "    why",
      "      stands    listening (parrot), window open, 2026-03-02T09:00:00.000Z",
      "      received  whatever was said",
      "",
      "    again: npx -p @parley/cli parley replay a.convo"
    ].join("\n"))
  })

  it("is coloured only when asked", async () => {
    const found = await report("> hi")
    expect(Report.render(found)).not.toContain("\u001b")
    expect(Report.render(found, { colour: true })).toContain("\u001b[31m")
  })
})
