import { ConversationId } from "@parley/core"
import { sqlite } from "@parley/core/sqlite"
import { Convo, Parser, Recording, Runner, Simulation } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { parley as spawned } from "./spawned.ts"
import config from "./stored/parley.config.ts"
import { parley } from "./talked.ts"

const example = join(import.meta.dirname, "stored")

let folder: string
let store: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "parley-recordings-"))
  store = join(folder, "pizza.db")
  const bot = config.bots["pizza"]
  if (bot === undefined) throw new Error("there is no pizza")
  const order = Either.getOrThrow(Parser.parse([
    "bot pizza",
    "> hi",
    "< ...   #disclosure",
    "< Which size?",
    "> [Large]",
    "< Where to?",
    "> 12 Main Street",
    "< A pizza to 12 Main Street?",
    "> yes",
    "< Your pizza is on its way to 12 Main Street. Enjoy!"
  ].join("\n")))
  await Effect.gen(function*() {
    const world = yield* Simulation.make({
      bot,
      start: Date.parse("2026-03-02T18:00Z"),
      store: sqlite(store, { group: "none" })
    })
    expect(Convo.explain(yield* Runner.run(order, world)) ?? "as written").toBe("as written")
  }).pipe(Effect.scoped, Effect.runPromise)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The only conversation of the store. */
const key = async (): Promise<string> =>
  JSON.parse((await parley("ledger", store, "--format", "json")).printed)[0].conversation

describe("parley convo", () => {
  it("makes a convo of a stored conversation, which the same bot plays as written", async () => {
    const file = join(example, `retold-${process.pid}.convo`)
    try {
      const made = await parley(
        "convo",
        await key(),
        "--store",
        store,
        "--config",
        example,
        "--person",
        "Ana",
        "--out",
        file
      )

      const text = readFileSync(file, "utf8")
      expect(made.complaint).toBeUndefined()
      expect(text).toMatch(/^bot pizza {3}person Ana {3}start 2026-03-02T18:00/)
      expect(text).toContain("> 12 Main Street\n< A pizza to 12 Main Street?   [Yes] [No]\n")
      expect(await parley("replay", file)).toMatchObject({ complaint: undefined })
    } finally {
      rmSync(file, { force: true })
    }
  })

  it("prints the convo also where the bot no longer does the same, and says at which line", async () => {
    const made = await parley("convo", await key(), "--store", store, "--config", example, "--bot", "reworded")

    expect(made.printed).toContain("bot reworded")
    expect(made.printed).toContain("< Where to?\n")
    expect(made.complaint).toMatch(/^The bot does not do the same now, or the convo cannot tell all that happened:\n/)
    expect(made.complaint).toContain("instead: < Which street?")
  })

  it("complains of a conversation that is not there, and of a configuration without its dialogue", async () => {
    const unknown = await parley("convo", "messenger/1/2", "--store", store, "--config", example)
    const foreign = await parley(
      "convo",
      await key(),
      "--store",
      store,
      "--config",
      join(import.meta.dirname, "faulty")
    )

    expect(unknown.complaint).toMatch(/^There is no conversation "messenger\/1\/2" in this store\./)
    expect(foreign.complaint).toMatch(/^No bot of the configuration has the dialogue "pizza"; name one with --bot\./)
  })
})

describe("parley record", () => {
  it("records without what tells who the person is, and the same build takes it the same way", async () => {
    const file = join(folder, "recordings.jsonl")

    const recorded = await parley("record", store, "--config", example, "--out", file)
    const replayed = await parley("replay-recordings", folder, "--config", example)

    const text = readFileSync(file, "utf8")
    const person = ConversationId.fromKey(await key())?.person ?? "?"
    expect(recorded).toEqual({ printed: `1 conversation recorded in ${file}\n`, complaint: undefined })
    expect(text).not.toMatch(new RegExp(`Main|Street|${person}`))
    expect(Either.getOrThrow(Recording.parse(text))[0]?.head).toMatchObject({ bot: "pizza", kept: [] })
    expect(replayed.complaint).toBeUndefined()
    expect(replayed.printed).toMatch(/^1 recordings in .*\n +1 {2}identical\n +0 {2}wording changed\n/)
  })

  it("keeps what it is told to keep", async () => {
    const file = join(folder, "kept.txt")

    await parley("record", store, "--config", example, "--keep", "words", "--out", file)

    expect(readFileSync(file, "utf8")).toContain("12 Main Street")
  })
})

describe("parley replay-recordings", () => {
  it("exits with 1 where behaviour has changed, with the transition, and gives the same as data", async () => {
    const file = join(folder, "changed.txt")
    await parley("record", store, "--config", example, "--out", file)
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("\"state\":\"address\"", "\"state\":\"street\""))

    const told = await spawned("replay-recordings", file, "--config", example)
    const data = JSON.parse((await parley("replay-recordings", file, "--config", example, "--json")).printed)

    expect(told).toMatchObject({ code: 1, errors: "parley: 1 of 1 do not go as they were recorded.\n" })
    expect(told.output).toContain(
      "behaviour changed: 1 at pizza.size + choice l → pizza.street\n  was to pizza.street\n"
    )
    expect(data.counts).toEqual({ identical: 0, wording: 0, behaviour: 1, cannotResume: 0 })
    expect(data.groups[0]).toMatchObject({
      class: "behaviour",
      count: 1,
      transition: "pizza.size + choice l → pizza.street"
    })
  })

  it("fails over words alone when it is strict", async () => {
    const file = join(folder, "worded.txt")
    await parley("record", store, "--config", example, "--out", file)

    const mild = await parley("replay-recordings", file, "--config", example, "--bot", "reworded")
    const strict = await parley("replay-recordings", file, "--config", example, "--bot", "reworded", "--strict")

    expect(mild.complaint).toBeUndefined()
    expect(mild.printed).toContain("wording changed: 1 at pizza.size + choice l → pizza.address")
    expect(strict.complaint).toBe("1 of 1 do not go as they were recorded.")
  })

  it("tells where a file cannot be read", async () => {
    const file = join(folder, "broken.txt")
    writeFileSync(file, "{}\n")

    expect((await parley("replay-recordings", file, "--config", example)).complaint).toContain(`${file}:1:1 The turn`)
  })
})

describe("parley import", () => {
  it("prints one convo, and writes many beside their sources", async () => {
    const talk = join(folder, "hello.convo.txt")
    const chat = join(folder, "size.chat")
    writeFileSync(join(folder, "hi.utterances.txt"), "UTT_HI\nhi\n")
    writeFileSync(talk, "Hello\n#me\nUTT_HI\n#bot\nautomated\n")
    writeFileSync(chat, "user: hi\nbot: Which size?\n")
    const utterances = join(folder, "hi.utterances.txt")

    const printed = await parley("import", talk, utterances, "--bot", "pizza")
    const saved = await parley("import", talk, chat, utterances, "--bot", "pizza", "--save")
    const unsaved = await parley("import", talk, chat, "--bot", "pizza")

    expect(printed.printed).toBe("# Hello\nbot pizza\n> hi\n< ...automated...\n")
    expect(saved.complaint).toBeUndefined()
    expect(readdirSync(folder).filter((name) => name.endsWith(".convo")).sort()).toEqual(["hello.convo", "size.convo"])
    expect(readFileSync(join(folder, "size.convo"), "utf8")).toBe("bot pizza\n> hi\n< Which size?\n")
    expect(unsaved.complaint).toBe("Only one convo is printed; with --save or --out FOLDER all are written.")
  })

  it("refuses what has no counterpart with line and reason, and files that it does not know", async () => {
    const chat = join(folder, "event.chat")
    writeFileSync(chat, "user: hi\nbot: [Event=paid]\n")

    const refused = await parley("import", chat, "--bot", "pizza")
    const unknown = await parley("import", store, "--bot", "pizza")

    expect(refused.complaint).toBe(
      `${chat}:2:1 [Event] has no counterpart: what comes from outside is a line of its own: signal NAME.`
    )
    expect(unknown.complaint).toMatch(/what this is cannot be told by its name; import reads/)
  })
})
