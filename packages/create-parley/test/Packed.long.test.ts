import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as Image from "./Image.ts"
import { Registry } from "./Registry.ts"
import * as Running from "./Running.ts"

const own = join(import.meta.dirname, "..")
const repository = join(own, "..", "..")
const packages = ["core", "messenger-adapter", "testing", "cli", "create-parley"]
const long = 600_000

let desk: string
let registry: Registry
let env: Record<string, string>

const run = (cwd: string, program: string, ...args: ReadonlyArray<string>): Promise<string> =>
  Running.succeed(program, args, { cwd, env: { HOME: desk, ...env } })

/** The command as `npm create` runs it: from the packed package alone. */
const create = (...args: ReadonlyArray<string>): Promise<string> =>
  run(desk, process.execPath, join(desk, "create", "package", "dist", "bin.js"), ...args)

/** The names of the templates in the packed package. */
const templates = (): ReadonlyArray<string> => readdirSync(join(desk, "create", "package", "templates"))

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), "packed-"))
  env = { npm_config_cache: join(desk, "cache"), npm_config_audit: "false", npm_config_fund: "false" }
  await run(own, process.execPath, "templates.mjs")
  const where = packages.flatMap((name) => ["-w", join(repository, "packages", name)])
  const made = JSON.parse(
    await run(repository, "npm", "pack", "--json", "--ignore-scripts", "--pack-destination", desk, ...where)
  )
  const files = Object.values(made as Record<string, { readonly filename: string }>).map(({ filename }) =>
    join(desk, filename)
  )
  registry = await new Registry(repository, files).listen()
  env = { ...env, npm_config_registry: registry.url }
  mkdirSync(join(desk, "create"))
  await run(desk, "tar", "-xzf", files.find((file) => file.includes("create-parley")) ?? "", "-C", join(desk, "create"))
}, long)

afterAll(async () => {
  await registry?.[Symbol.asyncDispose]()
  await rm(desk, { recursive: true, force: true })
}, long)

describe("the packed packages", () => {
  it("are all that a new bot needs: it is created, installed, and its tests pass", async () => {
    const printed = await create("hello-bot", "--template", "hello")

    expect(printed).toContain("Tests  ")
    expect(printed).toContain("cd hello-bot\n  npm run dev")
    expect(existsSync(join(desk, "hello-bot", "package-lock.json"))).toBe(true)
  }, long)

  it("compile with every template, each in a fresh folder", async () => {
    for (const name of templates()) await create(`all/${name}`, "--template", name, "--no-install")
    // Installed once for all of them, as they differ in little.
    const manifests = templates().map((name) =>
      JSON.parse(readFileSync(join(desk, "all", name, "package.json"), "utf8"))
    )
    const union = (key: "dependencies" | "devDependencies") =>
      Object.assign({}, ...manifests.map((manifest) => manifest[key])) as Record<string, string>
    const all = { private: true, dependencies: { ...union("dependencies"), ...union("devDependencies") } }
    writeFileSync(join(desk, "all", "package.json"), JSON.stringify(all))
    await run(join(desk, "all"), "npm", "install")

    // All templates have one tsconfig.json, so one run of the compiler reads them all.
    const [first = ""] = templates()
    const include = JSON.parse(readFileSync(join(desk, "all", first, "tsconfig.json"), "utf8")).include as Array<string>
    const settings = { extends: `./${first}/tsconfig.json`, include: include.map((path) => `*/${path}`) }
    writeFileSync(join(desk, "all", "tsconfig.json"), JSON.stringify(settings))
    await run(join(desk, "all"), process.execPath, "node_modules/typescript/bin/tsc")
  }, long)
})

describe("the Dockerfile of each template", () => {
  it("builds in an empty folder, and what it starts asks for what it misses", async () => {
    const project = join(desk, "hello-bot")

    const { command, env: set, folder } = await Image.build(project, join(desk, "image-hello"), env)
    const [program = "", ...args] = command
    const { code, errors } = await Running.run(program, args, { cwd: folder, env: set })

    expect(code).toBe(1)
    expect(errors).toContain("PARLEY_MESSENGER_PAGE_TOKEN")
    expect(existsSync(join(folder, "node_modules", "@parley", "core"))).toBe(true)
    expect(existsSync(join(folder, "node_modules", "vitest"))).toBe(false)
  }, long)

  it("is that of the first, or is built itself", async () => {
    const text = (name: string) => readFileSync(join(own, "..", "..", "examples", name, "Dockerfile"), "utf8")
    const different = templates().filter((name) => text(name) !== text("hello"))

    for (const name of different) {
      const project = join(desk, `docker-${name}`)
      await create(project, "--template", name, "--no-install")
      await run(project, "npm", "install", "--package-lock-only")
      const { command, folder } = await Image.build(project, join(desk, `image-${name}`), env)
      expect(command[0]).toBe("node")
      expect(existsSync(join(folder, command.at(-1) ?? ""))).toBe(true)
    }
  }, long)
})
