import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import * as Playing from "../src/replay/Playing.ts"
import * as Updating from "../src/replay/Updating.ts"
import * as Watching from "../src/replay/Watching.ts"
import { parley } from "./spawned.ts"
import * as Terminal from "./terminal.ts"

const config = fileURLToPath(new URL("./rules/parley.config.ts", import.meta.url))
const late = readFileSync(new URL("./rules/late.convo", import.meta.url), "utf8")
const [first = ""] = late.split("\n").filter((line) => line.startsWith("< "))

let folder: string
const at = (name: string) => join(folder, name)
const write = (name: string, text: string) => {
  writeFileSync(at(name), text)
  return at(name)
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-convos-"))
  writeFileSync(at("parley.config.ts"), `export { default } from ${JSON.stringify(config)}\n`)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const settings = (lines: Array<string>): Playing.Settings => ({
  rules: {},
  colour: false,
  from: folder,
  write: (line) => void lines.push(line)
})

describe("a replay of many files", () => {
  it("finds them in folders and by patterns, tells each by a line, and counts", async () => {
    mkdirSync(at("deep/er"), { recursive: true })
    write("deep/er/one.convo", late)
    write("deep/two.convo", late)
    const lines: Array<string> = []

    const files = await Effect.runPromise(Playing.filesOf([`${folder}/**`, at("deep")]))
    await Effect.runPromise(Playing.all(files, settings(lines)))

    expect(files).toEqual([at("deep/er/one.convo"), at("deep/two.convo")])
    expect(lines.slice(0, 2)).toEqual(files.map((file) => `${file}: as written`))
    expect(lines[2]).toMatch(/^2 of 2 as written, in /)
  })

  it("tells in full what failed, and fails with the number", async () => {
    const files = [write("good.convo", late), write("bad.convo", late.replace(first, "< Something else"))]
    const lines: Array<string> = []

    const ended = await Effect.runPromise(Effect.either(Playing.all(files, settings(lines))))

    expect(Either.isLeft(ended) && ended.left.message).toBe("1 of 2 did not go as written.")
    expect(lines.join("\n")).toContain("→ < Something else")
    expect(lines.join("\n")).toContain("again: npx -p @parley/cli parley replay bad.convo")
  })

  it("says what a path does not mean", async () => {
    const none = await Effect.runPromise(Effect.either(Playing.filesOf([at("nothing.convo")])))
    const empty = await Effect.runPromise(Effect.either(Playing.filesOf([`${folder}/**`])))

    expect(Either.isLeft(none) && none.left.message).toBe(`There is no ${at("nothing.convo")}.`)
    expect(Either.isLeft(empty) && empty.left.message).toContain("no *.convo files that fit")
  })
})

describe("an update", () => {
  const run = (file: string, terminal: Terminal.Terminal, options: { acceptPolicy?: boolean; ci?: string } = {}) =>
    Effect.runPromise(Effect.either(Updating.all([file], settings([]), {
      input: terminal.input,
      output: terminal.output,
      ci: options.ci,
      acceptPolicy: options.acceptPolicy === true
    })))

  it("asks hunk by hunk at a terminal, and writes what was accepted", async () => {
    const file = write("words.convo", late.replace("What is it?", "What was it?"))
    const terminal = Terminal.make()

    const ended = run(file, terminal)
    await terminal.shows("  - < What was it?   [Thanks]")
    await terminal.shows(/accept, reject, edit, quit/)
    terminal.type("a\r")

    expect(Either.isRight(await ended)).toBe(true)
    expect(readFileSync(file, "utf8")).toBe(late)
  })

  it("leaves a change of policy, unless these may be accepted", async () => {
    const without = late.replace(/^< .*#disclosure\n/m, "")
    const file = write("policy.convo", without)
    const terminal = Terminal.make()

    const refused = await run(file, terminal)
    const kept = readFileSync(file, "utf8")
    const allowed = Terminal.make()
    const ended = run(file, allowed, { acceptPolicy: true })
    await allowed.shows(/accept, reject, edit, quit/)
    allowed.type("a\r")
    await ended

    expect(Either.isLeft(refused)).toBe(true)
    expect(terminal.raw()).toContain("add --accept-policy")
    expect(kept).toBe(without)
    expect(readFileSync(file, "utf8")).toContain("#disclosure")
  })

  it("never writes in CI, nor where nobody can be asked", async () => {
    const wrong = late.replace(first, "< Something else")
    const file = write("ci.convo", wrong)

    const ci = await run(file, Terminal.make(), { ci: "true", acceptPolicy: true })
    const piped = await parley("replay", "-u", file)

    expect(Either.isLeft(ci) && ci.left.message).toContain("This is CI")
    expect(piped).toMatchObject({ code: 1, output: "" })
    expect(piped.errors).toMatch(/Nothing was written\./)
    expect(readFileSync(file, "utf8")).toBe(wrong)
  })
})

describe("watching", () => {
  it("plays a convo again when it is saved", async () => {
    const file = write("watched.convo", late)
    const lines: Array<string> = []
    const heard = new Set<() => void>()
    const told = (wanted: RegExp, count: number) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (lines.filter((line) => wanted.test(line)).length < count) return
          heard.delete(look)
          resolve()
        }
        heard.add(look)
        look()
      })
    const watching = Effect.runFork(Effect.scoped(Watching.run({ files: [file], again: [] }, {
      ...settings(lines),
      write: (line) => {
        lines.push(line)
        for (const look of heard) look()
      }
    })))

    await told(/Waiting for a change/, 1)
    writeFileSync(file, late.replace(first, "< Something else"))
    await told(/^watched\.convo: \d+ ms$/, 2)
    watching.unsafeInterruptAsFork(watching.id())

    expect(lines.join("\n")).toContain("→ < Something else")
  })
})

describe("parley print", () => {
  it("gives the canonical text, or the TypeScript that makes it", async () => {
    const file = write("loose.convo", "bot late     person Ana\n>  hi\n<   ...    #disclosure\n")

    const text = await parley("print", file)
    const script = await parley("print", file, "--as", "typescript")

    expect(text).toMatchObject({ code: 0, output: "bot late   person Ana\n> hi\n< ...   #disclosure\n" })
    expect(script.output).toContain("  c.bot(\"...\", { disclosure: true })")
  })
})
