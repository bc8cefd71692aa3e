import * as NodeContext from "@effect/platform-node/NodeContext"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import * as TestClock from "effect/TestClock"
import * as TestContext from "effect/TestContext"
import { execFileSync } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"
import { stripVTControlCharacters } from "node:util"
import { beforeAll, describe, expect, it } from "vitest"
import * as ExitCode from "../src/command/ExitCode.ts"
import * as Progress from "../src/command/Progress.ts"
import { main, names } from "../src/Parley.ts"
import { page, sectionOf } from "./documented.ts"
import { parley, start } from "./spawned.ts"

/** What a command line prints by way of the console: helps and completions. */
const shown = async (...words: ReadonlyArray<string>): Promise<string> => {
  const lines: Array<string> = []
  const told = Effect.flatMap(Effect.console, (console) =>
    Effect.withConsole(main(["node", "parley", ...words]), {
      ...console,
      log: (text: string) => Effect.sync(() => void lines.push(text)),
      error: (text: string) => Effect.sync(() => void lines.push(text))
    }))
  await Effect.runPromise(Effect.exit(Effect.provide(told, NodeContext.layer)))
  return stripVTControlCharacters(lines.join("\n"))
}

/** Commands that have commands of their own. */
const inner: { readonly [name: string]: ReadonlyArray<string> } = {
  policy: ["diff"],
  profile: ["diff", "push"],
  templates: ["diff", "push"]
}

const commands = names.flatMap((name): ReadonlyArray<string> => inner[name]?.map((one) => `${name} ${one}`) ?? [name])

/** Every command has these. */
const common = new Set(["--completions", "--log-level", "--help", "--wizard", "--version"])

const optionsOf = (help: string): ReadonlyArray<string> =>
  [...(help.split(/\nOPTIONS\n/)[1] ?? "").matchAll(/^(?:\(-\w, )?(--[\w-]+)/gm)]
    .flatMap(([, name = ""]) => common.has(name) ? [] : [name])
    .sort()

// Loads every command once: no test pays for it.
beforeAll(async () => void await shown("--completions", "bash"), 240_000)

describe("the page of the command line", () => {
  it("has a section for each command, and none for another", () => {
    const sections = [...page.matchAll(/^### parley (.+)$/gm)].map(([, name]) => name)

    expect(new Set(sections)).toEqual(new Set(commands))
    expect(sections).toHaveLength(commands.length)
  })

  it.each(commands)("has the options of `parley %s`, and what it does, as --help tells them", async (command) => {
    const help = await shown(...command.split(" "), "--help")

    const section = sectionOf(command)
    const described = [...section.matchAll(/^\| `(?:-\w, )?(--[\w-]+)/gm)].flatMap(([, name]) => name ?? []).sort()
    expect(described).toEqual(optionsOf(help))
    const [, does = ""] = /\nDESCRIPTION\n\n(.+)\n/.exec(help) ?? []
    expect(does).not.toBe("")
    expect(section).toContain(does)
  })

  it("has the exit codes of the command", () => {
    const rows = [...page.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(([, code, means]) => ({ code: Number(code), means }))

    expect(rows).toEqual(ExitCode.all)
  })
})

describe("completion", () => {
  it("completes commands and options in bash", async () => {
    const script = await shown("--completions", "bash")
    const completed = (...words: ReadonlyArray<string>): ReadonlyArray<string> =>
      execFileSync("bash", [
        "-c",
        `${script}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}\n`
        + "_parley_bash_completions parley\nprintf '%s\\n' \"${COMPREPLY[@]}\""
      ], { encoding: "utf8" }).trim().split("\n")

    expect(completed("parley", "re")).toEqual(names.filter((name) => name.startsWith("re")).toSorted())
    expect(completed("parley", "profile", "p")).toEqual(["push"])
    expect(completed("parley", "graph", "--f")).toEqual(["--format"])
  })

  it.each(["zsh", "fish"])("knows every command in %s", async (shell) => {
    const script = await shown("--completions", shell)

    for (const name of names) expect(script).toContain(name)
  })
})

describe("colours", () => {
  it("are not in what another program reads", async () => {
    const child = start(["check", "--help"], {})
    let output = ""
    child.stdout.on("data", (data: Buffer) => {
      output += data.toString()
    })
    await once(child, "close")

    expect(output).toContain("OPTIONS")
    expect(output).toBe(stripVTControlCharacters(output))
  })
})

describe("an exit code", () => {
  it("is 1 when it failed, and 130 when it was stopped before it was done", () => {
    const stopped = Exit.interrupt(FiberId.none)
    const codes = [Exit.void, Exit.fail("no"), Exit.die("broken"), stopped].map((exit) => ExitCode.of(exit, ["check"]))

    expect(codes).toEqual([0, 1, 1, 130])
  })

  it("is 130 of a command that a signal ends while it waits for the platform", async () => {
    const silent = createServer(() => undefined)
    silent.listen(0, "127.0.0.1")
    await once(silent, "listening")
    const { port } = silent.address() as AddressInfo
    const child = start(["doctor", fileURLToPath(new URL("rules", import.meta.url))], {
      PARLEY_MESSENGER_PAGE_ID: "1112223334445556",
      PARLEY_MESSENGER_PAGE_TOKEN: "a-token",
      PARLEY_MESSENGER_APP_SECRET: "a-secret",
      PARLEY_MESSENGER_VERIFY_TOKEN: "a-text",
      PARLEY_MESSENGER_GRAPH_URL: `http://127.0.0.1:${port}`
    })

    await once(silent, "request")
    child.kill("SIGINT")
    const [code]: ReadonlyArray<number | null> = await once(child, "close")
    silent.closeAllConnections()
    silent.close()

    expect(code).toBe(130)
  })

  it("is 0 of one that runs until it is stopped", async () => {
    const child = start(["emulator", "--port", "0"], {})

    await once(child.stdout, "data")
    child.kill("SIGINT")
    const [code]: ReadonlyArray<number | null> = await once(child, "close")

    expect(code).toBe(0)
  })
})

describe("progress", () => {
  const told = (isTTY: boolean) => {
    let written = ""
    const screen: Progress.Screen = {
      isTTY,
      write: (text: string | Uint8Array) => {
        written += String(text)
        return true
      }
    }
    const run = Effect.gen(function*() {
      const open = yield* Deferred.make<void>()
      const command = Effect.zipRight(Progress.tell("counting"), Deferred.await(open))
      const fiber = yield* Effect.fork(Progress.during(screen, "parley explore")(command))
      yield* TestClock.adjust("900 millis")
      const early = written
      yield* TestClock.adjust("1300 millis")
      const late = written
      yield* Deferred.succeed(open, undefined)
      yield* Fiber.join(fiber)
      return { early, late, after: written }
    })
    return Effect.runPromise(Effect.provide(run, TestContext.TestContext))
  }

  it("is told on a terminal from the second second on, and taken away at the end", async () => {
    const { after, early, late } = await told(true)

    expect(early).toBe("")
    expect(late).toContain("counting … 1 s")
    expect(late).toContain("counting … 2 s")
    expect(after).toBe(`${late}\r\u001b[K`)
  })

  it("is told to nobody else", async () => {
    expect((await told(false)).after).toBe("")
  })
})

it("nothing is loaded before it is asked for but what every command needs", () => {
  const text = readFileSync(new URL("../src/Parley.ts", import.meta.url), "utf8")

  const loaded = [...text.matchAll(/^import .* from "(.+)"$/gm)].map(([, from = ""]) => from)

  expect(loaded.filter((from) => from.startsWith(".") || from.startsWith("@parley"))).toEqual([
    "./command/CommandError.ts",
    "./command/Progress.ts",
    "./command/Version.ts"
  ])
})

it("the version is told before anything is loaded, and is that of the package", async () => {
  const text = readFileSync(new URL("../src/bin.ts", import.meta.url), "utf8")
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))

  const told = await parley("--version")

  expect(told).toEqual({ code: 0, output: `${version}\n`, errors: "" })
  expect([...text.matchAll(/^import .* from "(.+)"$/gm)].map(([, from]) => from)).toEqual([
    "node:module",
    "./command/Version.ts"
  ])
  expect((await shown("--version")).trim()).toBe(version)
})
