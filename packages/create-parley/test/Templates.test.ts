import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import * as Sources from "../../../scripts/architecture/Sources.ts"

const examples = join(Sources.repository, "examples")
const names = readdirSync(examples).filter((name) => existsSync(join(examples, name, "package.json")))

const manifest = (name: string) => JSON.parse(readFileSync(join(examples, name, "package.json"), "utf8"))

const filesOf = (name: string): ReadonlyArray<string> =>
  readdirSync(join(examples, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(examples, name).length + 1))
    .filter((path) => !/^(node_modules|test-results|dist|\.\w+)\//.test(path))

it("templates are numbered in order of learning, without gaps", () => {
  const orders = names.map((name) => manifest(name).parley.template.order as number).toSorted((one, other) =>
    one - other
  )

  expect(orders).toEqual(names.map((_, index) => index + 1))
})

it("the package tells of each template what the template tells of itself", () => {
  const readme = readFileSync(join(examples, "..", "packages", "create-parley", "README.md"), "utf8")
  const told = [...readme.matchAll(/^\| (\d) \| `(.+?)` \| (.+) \|$/gm)].map(([, order, name, about]) => ({
    order: Number(order),
    name,
    about
  }))

  const known = names.map((name) => {
    const { about, order } = manifest(name).parley.template
    return { order, name, about }
  })

  expect(told).toEqual(known.toSorted((one, other) => one.order - other.order))
})

describe.each(names)("the template %s", (name) => {
  const { parley: { template }, ...declared } = manifest(name)
  const omitted = (path: string) =>
    ["vitest.config.ts", "tsconfig.json", ...template.omit ?? []].some((one) =>
      path === one || path.startsWith(`${one}/`)
    )
  const kept = filesOf(name).filter((path) => !omitted(path))

  it("has all that a bot begins with", () => {
    expect(kept).toEqual(
      expect.arrayContaining([".env.example", "Dockerfile", "README.md", "parley.config.ts", "src/main.ts"])
    )
    expect(kept.some((path) => path.endsWith(".convo"))).toBe(true)
    for (const test of ["convos", "explore", "properties"]) expect(kept).toContain(`tests/${test}.test.ts`)
  })

  it("says what it teaches in a line", () => {
    expect(template.title).toMatch(/^[A-Z][\w ]+$/)
    expect(template.about.length).toBeLessThan(100)
    // The first command that a reader meets starts the bot.
    expect(readFileSync(join(examples, name, "README.md"), "utf8").split("```sh\n")[1]).toMatch(/^npm run dev\b/)
  })

  it("speaks two languages, and has a conversation in each", () => {
    const texts = readFileSync(join(examples, name, "src", "texts.ts"), "utf8")
    const [, catalogue = ""] = /Catalogue\.make\(\{\n([\s\S]+?)\n\}\)/.exec(texts) ?? []
    const languages = [...catalogue.matchAll(/^ {2}(\w\w): \{$/gm)].map(([, language]) => language)
    const convos = kept.filter((path) => path.endsWith(".convo")).map((path) =>
      readFileSync(join(examples, name, path), "utf8")
    )

    expect(languages).toHaveLength(2)
    for (const language of languages) {
      expect(convos.some((text) => text.includes(` ${language}_`)), language).toBe(true)
    }
  })

  it("stands on its own: nothing outside of its folder, and no package that it does not name", () => {
    const modules = kept.filter((path) => path.endsWith(".ts")).map((path) =>
      Sources.module(path, readFileSync(join(examples, name, path), "utf8"))
    )
    const outside = modules.flatMap(({ internal, path }) =>
      internal.filter((target) => target.startsWith("..") || omitted(target)).map((target) => `${path}: ${target}`)
    )
    const packageOf = (specifier: string) => specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/")
    const allowed = (path: string) =>
      path.startsWith("src/")
        ? Object.keys(declared.dependencies).filter((one) => !["@parley/testing", "@parley/cli"].includes(one))
        : [...Object.keys({ ...declared.dependencies, ...declared.devDependencies }), "vitest"]
    const unnamed = modules.flatMap(({ external, path }) =>
      external.map(packageOf).filter((one) => !one.startsWith("node:") && !allowed(path).includes(one)).map((one) =>
        `${path}: ${one}`
      )
    )

    expect(outside).toEqual([])
    expect(unnamed).toEqual([])
  })
})
