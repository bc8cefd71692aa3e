import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { Desk } from "./created.ts"

const own = join(import.meta.dirname, "..")
const repository = join(own, "..", "..")

beforeAll(() => {
  const made = spawnSync(process.execPath, [join(own, "templates.mjs")], { encoding: "utf8" })
  expect(made.stderr).toBe("")
})

const json = (...path: ReadonlyArray<string>) => JSON.parse(readFileSync(join(...path), "utf8"))

describe("npm create parley", () => {
  it("writes a project that stands on its own, under the name of its folder", async () => {
    using desk = new Desk()

    const { code, printed } = await desk.create(["my-bot", "--template", "pizza", "--no-install"])

    expect({ code, printed }).toMatchObject({ code: 0 })
    expect(printed).toContain("cd my-bot\n  npm install\n  npm run dev")
    expect(desk.files("my-bot")).toEqual(expect.arrayContaining([
      ".dockerignore",
      ".env.example",
      ".gitignore",
      "Dockerfile",
      "README.md",
      "package.json",
      "parley.config.ts",
      "src/main.ts",
      "src/pizza.ts",
      "tests/convos.test.ts",
      "tests/order.convo",
      "tsconfig.build.json",
      "tsconfig.json",
      "vitest.config.ts"
    ]))
    expect(desk.files("my-bot").filter((path) => /kill|chat|cli|node_modules|test-results/.test(path))).toEqual([])
    const manifest = json(desk.folder, "my-bot", "package.json")
    expect(manifest).toMatchObject({ name: "my-bot", private: true, type: "module" })
    expect(Object.keys(manifest.dependencies)).toEqual([
      "@effect/platform",
      "@parley/core",
      "@parley/messenger-adapter",
      "effect"
    ])
    expect(manifest.devDependencies).toMatchObject({ "@parley/cli": "0.1.0", "@parley/testing": "0.1.0" })
    expect(manifest.parley).toBeUndefined()
  })

  it("asks at a terminal for what was not said, and takes what is usual for an empty line", async () => {
    using desk = new Desk()

    const { code, printed } = await desk.create(["--no-install"], ["4", ""])

    expect(code).toBe(0)
    expect(printed).toContain("1. hello")
    expect(printed).toContain("Which one? (hello)")
    expect(printed).toContain("In which folder? (support-bot)")
    expect(desk.files("support-bot")).toContain("src/support.ts")
  })

  it("writes nothing when the terminal goes away before it has its answers", async () => {
    using desk = new Desk()

    const { code, printed } = await desk.create(["--no-install"], ["pizza"])

    expect(code).toBe(1)
    expect(printed).toContain("nothing was written")
    expect(desk.files()).toEqual([])
  })

  it("takes the first template without asking when it is told to", async () => {
    using desk = new Desk()

    const { code } = await desk.create(["--yes", "--no-install"])

    expect(code).toBe(0)
    expect(desk.files("hello-bot")).toContain("src/hello.ts")
  })

  it("writes into the folder where it stands, and gives the name that was wished", async () => {
    using desk = new Desk()
    mkdirSync(join(desk.folder, ".git"))

    const { code, printed } = await desk.create([".", "-t", "1", "--name", "@café/bot", "--no-install"])
    const again = await desk.create([".", "-t", "1", "--name", "@cafe/bot", "--no-install"])

    expect(code).toBe(1)
    expect(printed).toContain("\"@café/bot\" is no name for a package")
    expect(again.code).toBe(0)
    expect(again.printed).not.toContain("cd ")
    expect(json(desk.folder, "package.json").name).toBe("@cafe/bot")
  })

  it.each([["Ein Bot für Käthe", "ein-bot-fur-kathe"], ["...", "bot"]])(
    "calls the bot of %j %s",
    async (folder, name) => {
      using desk = new Desk()

      await desk.create([`./x/${folder}/`, "-t", "hello", "--no-install"])

      const at = folder === "..." ? desk.folder + "/x/..." : join(desk.folder, "x", folder)
      expect(json(at, "package.json").name).toBe(name)
    }
  )

  it("lists the templates in order of learning", async () => {
    using desk = new Desk()

    const { printed } = await desk.create(["--list"])

    const numbers = printed.trim().split("\n").map((line) => Number(/^ *(\d)\. \w/.exec(line)?.[1]))
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect(printed).toMatch(/1\. hello .*\n.*2\. pizza .*\n.*3\. appointment .*\n.*4\. support .*\n.*5\. order-status /)
  })

  it("tells its version and its options", async () => {
    using desk = new Desk()

    const version = await desk.create(["--version"])
    const help = await desk.create(["--help"])

    expect(version.printed.trim()).toBe(json(own, "package.json").version)
    for (const option of ["--template", "--name", "--no-install", "--yes", "--list"]) {
      expect(help.printed).toContain(option)
    }
  })
})

describe("what cannot be done is refused, with what to do", () => {
  it("a folder that is not empty, which stays as it was", async () => {
    using desk = new Desk()
    mkdirSync(join(desk.folder, "mine"))
    for (const name of ["a.txt", "b.txt", "c.txt", "d.txt"]) writeFileSync(join(desk.folder, "mine", name), "mine")

    const { code, printed } = await desk.create(["mine", "--template", "hello", "--no-install"])

    expect(code).toBe(1)
    expect(printed).toContain("mine is not empty: it has a.txt, b.txt, c.txt, and 1 more. Nothing was written.")
    expect(printed).toContain("Name a folder that is not there yet")
    expect(desk.files("mine")).toEqual(["a.txt", "b.txt", "c.txt", "d.txt"])
  })

  it("a file of that name", async () => {
    using desk = new Desk()
    writeFileSync(join(desk.folder, "mine"), "mine")

    const { code, printed } = await desk.create(["mine", "--template", "hello", "--no-install"])

    expect(code).toBe(1)
    expect(printed).toContain("mine is a file.")
  })

  it.each([
    [["bot", "--template", "piza", "--no-install"], "there is no template \"piza\"; there is hello, pizza,"],
    [
      ["bot", "--no-install"],
      "here is no terminal to ask at. Say it all: npm create parley my-bot -- --template hello"
    ],
    [["one", "two", "--template", "hello"], "one folder at a time: \"one\", and then again for \"two\"."],
    [["bot", "--tempalte", "pizza"], "Unknown option '--tempalte'"]
  ])("%j", async (args, sentence) => {
    using desk = new Desk()

    const { code, printed } = await desk.create(args)

    expect(code).toBe(1)
    expect(printed).toContain(`create-parley: ${sentence}`)
    expect(existsSync(join(desk.folder, "bot"))).toBe(false)
  })
})

describe("what every project has", () => {
  it("is of the versions that this repository was tested with", () => {
    const base = json(own, "project", "package.json")
    const root = json(repository, "package.json").devDependencies
    const core = json(repository, "packages", "core", "package.json").devDependencies

    const tools = Object.keys(base.devDependencies)

    expect(base.devDependencies).toEqual(Object.fromEntries(tools.map((name) => [name, root[name]])))
    expect(base.dependencies["@effect/platform"]).toBe(core["@effect/platform"])
  })
})
