import { sqlite } from "@parley/core/sqlite"
import { Convo, Parser, Runner, Simulation } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { names } from "../src/Parley.ts"
import { dataOf, listed, namesOf, page, sectionOf, shapeOf } from "./documented.ts"
import { parley as spawned } from "./spawned.ts"
import config from "./stored/parley.config.ts"
import { parley } from "./talked.ts"

const stored = fileURLToPath(new URL("./stored", import.meta.url))

const talk = [
  "bot pizza   person Ana",
  "",
  "> hi",
  "< ...   #disclosure",
  "< Which size?   [Small] [Large]",
  "= size"
].join("\n")

let folder: string
const at = (name: string) => join(folder, name)
const write = (name: string, text: string) => {
  writeFileSync(at(name), text)
  return at(name)
}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "parley-json-"))
  write("parley.config.ts", `export { default } from ${JSON.stringify(join(stored, "parley.config.ts"))}\n`)
  const bot = config.bots["pizza"]
  if (bot === undefined) throw new Error("there is no pizza")
  await Effect.gen(function*() {
    const world = yield* Simulation.make({ bot, store: sqlite(at("pizza.db"), { group: "none" }) })
    const outcome = yield* Runner.run(Either.getOrThrow(Parser.parse(talk)), world)
    expect(Convo.explain(outcome)).toBeUndefined()
  }).pipe(Effect.scoped, Effect.runPromise)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The only conversation of the store. */
const key = async (): Promise<string> =>
  JSON.parse((await parley("ledger", at("pizza.db"), "--json")).printed)[0].conversation

it("every command that ends by itself has --json, and no other", () => {
  const commands = names.flatMap((name) => page.match(new RegExp(`^### parley ${name}( \\w+)?$`, "gm")) ?? [])
    .map((title) => title.replace("### parley ", ""))

  const without = commands.filter((command) => !sectionOf(command).includes("\n| `--json` |"))

  expect(without).toEqual(["dev", "chat", "emulator"])
})

describe("the names that the page lists", () => {
  const own = ["--config", stored]
  const cases: ReadonlyArray<readonly [string, () => ReadonlyArray<string>]> = [
    ["check", () => [stored, "--bot", "pizza", "--paths"]],
    ["graph", () => ["pizza", ...own]],
    ["explore", () => ["pizza", ...own, "--seconds", "1", "--out", at("explored")]],
    ["coverage", () => [at("covered.convo")]],
    ["mutate", () => ["pizza", "--config", folder, "--only", "timer", "--seconds", "0"]],
    ["properties", () => ["pizza", ...own, "--actions", "40", "--only", "lawful"]],
    ["replay-recordings", () => [at("taken.jsonl"), ...own]],
    ["policy diff", () => ["--from", "2024-06-01"]],
    ["inspect", () => [at("pizza.db")]],
    ["ledger", () => [at("pizza.db")]],
    ["disclosures", () => [at("pizza.db")]]
  ]

  it.each(cases)("are those of parley %s --json, and no name is missing there", async (command, rest) => {
    write("covered.convo", `${talk}\n`)
    if (command === "replay-recordings") {
      await parley("record", at("pizza.db"), ...own, "--out", at("taken.jsonl"), "--json")
    }

    const { printed } = await parley(...command.split(" "), ...rest(), "--json")

    expect(namesOf(JSON.parse(printed))).not.toEqual([])
    expect(namesOf(JSON.parse(printed)).filter((name) => !listed(command).includes(name))).toEqual([])
  })
})

it("the page lists the data of every command, where it does not show them", () => {
  const commands = [...page.matchAll(/^### parley (.+)$/gm)].flatMap(([, command]) => command ?? [])
  const shown = (command: string) => listed(command).length > 0 || sectionOf(command).includes("\n```json\n")

  expect(commands.filter((command) => !shown(command))).toEqual(["dev", "chat", "emulator"])
})

describe("parley replay --json", () => {
  it("tells of each file how it ended, in the form that the page shows, and fails as without it", async () => {
    const good = write("good.convo", `${talk}\n`)
    const bad = write("bad.convo", talk.replace("Which size?", "What size?"))
    const broken = write("broken.convo", "bot pizza\n\nhello\n")

    const { complaint, printed } = await parley("replay", good, bad, broken, "--json")

    const data = JSON.parse(printed)
    expect(complaint).toBe("2 of 3 did not go as written.")
    expect(data).toMatchObject({
      asWritten: 1,
      failed: 2,
      convos: [
        { file: good, outcome: "asWritten" },
        { file: bad, outcome: "otherwise", problems: [{ line: 5, expected: "< What size?   [Small] [Large]" }] },
        { file: broken, outcome: "unreadable", problems: [{ line: 3, column: 1 }] }
      ]
    })
    expect(data.convos[0]).not.toHaveProperty("problems")
    expect(shapeOf(data)).toEqual(shapeOf(dataOf("replay")))
  })

  it("has nothing but data on standard output, and exits with 0 where all went as written", async () => {
    const good = write("quiet.convo", `${talk}\n`)

    const { code, errors, output } = await spawned("replay", good, "--json")

    expect({ code, errors }).toEqual({ code: 0, errors: "" })
    expect(JSON.parse(output)).toMatchObject({ asWritten: 1, failed: 0, convos: [{ file: good }] })
  })

  it("goes neither with -u nor with -w, which have no end to tell of", async () => {
    const good = write("other.convo", `${talk}\n`)

    const updating = await parley("replay", "-u", "--json", good)
    const watching = await parley("replay", "-w", "--json", good)

    expect(updating.complaint).toBe("--json tells how a replay ended; leave out -u.")
    expect(watching.complaint).toBe("--json tells how a replay ended; leave out -w.")
  })
})

describe("parley print --json", () => {
  it("prints an entry for each line, in the form that the page shows", async () => {
    const file = write("shown.convo", talk.replace("< ...   #disclosure\n", ""))

    const { complaint, printed } = await parley("print", file, "--json")
    const chosen = await parley("print", file, "--as", "json")

    expect(complaint).toBeUndefined()
    expect(JSON.parse(printed)).toEqual(dataOf("print"))
    expect(chosen.printed).toBe(printed)
  })
})

describe("parley convo --json", () => {
  it("prints the convo and how it was played, in the form that the page shows", async () => {
    const words = ["convo", await key(), "--store", at("pizza.db"), "--config", stored, "--json"]

    const { complaint, printed } = await parley(...words, "--out", at("kept.txt"))
    const reworded = await parley(...words, "--bot", "reworded")

    const data = JSON.parse(printed)
    expect(complaint).toBeUndefined()
    expect(data).toMatchObject({ bot: "pizza", asWritten: true, convo: readFileSync(at("kept.txt"), "utf8") })
    expect(shapeOf(data)).toEqual(shapeOf(dataOf("convo")))
    expect(JSON.parse(reworded.printed)).not.toHaveProperty("out")
  })
})

describe("parley import --json", () => {
  it("prints every convo and all that was refused, in the form that the page shows", async () => {
    const talked = write("hello.convo.txt", "Hello\n#me\nhi\n#bot\nautomated\n")
    const odd = write("event.chat", "user: hi\nbot: [Event=paid]\n")

    const unsaved = await parley("import", talked, odd, "--bot", "pizza", "--json")
    const wasWritten = existsSync(at("hello.convo"))
    const saved = await parley("import", talked, odd, "--bot", "pizza", "--json", "--save")

    const data = JSON.parse(saved.printed)
    expect(JSON.parse(unsaved.printed).convos).toEqual([
      { source: talked, convo: "# Hello\nbot pizza\n> hi\n< ...automated...\n" }
    ])
    expect(wasWritten).toBe(false)
    expect(readFileSync(at("hello.convo"), "utf8")).toBe(data.convos[0].convo)
    expect(data.refused).toMatchObject([{ file: odd, line: 2, column: 1 }])
    expect(saved.complaint).toContain(`${odd}:2:1 [Event] has no counterpart`)
    expect(shapeOf(data)).toEqual(shapeOf(dataOf("import")))
  })
})

describe("parley record --json", () => {
  it("tells how many were recorded and where, in the form that the page shows", async () => {
    const out = at("recordings.jsonl")

    const { complaint, printed } = await parley("record", at("pizza.db"), "--config", stored, "--out", out, "--json")

    expect(complaint).toBeUndefined()
    expect(JSON.parse(printed)).toEqual({ out, recorded: 1, otherWay: 0, leftOut: 0 })
    expect(readdirSync(folder)).toContain("recordings.jsonl")
    expect(shapeOf(JSON.parse(printed))).toEqual(shapeOf(dataOf("record")))
  })
})
