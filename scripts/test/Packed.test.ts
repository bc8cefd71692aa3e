import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import * as Examples from "../docs/Examples.ts"
import * as Packages from "../packed/Packages.ts"

const packages = Packages.all()
const read = (...path: ReadonlyArray<string>) => readFileSync(join(Examples.root, ...path), "utf8")

it("`npm run packed` uses every package that is published, by hand in its bot", () => {
  const bot = read("packed", "bot.ts")

  const unused = packages.filter(({ name }) => !bot.includes(`from "${name}"`))

  expect(unused.map(({ name }) => name)).toEqual([])
})

it("`npm run packed` loads every entry of every package, those for vitest by vitest", () => {
  const entries = packages.flatMap((one) => one.entries)
  const loaded = Packages.loading(Packages.loadable(packages)) + read("packed", "table.test.ts")

  expect(entries.length).toBeGreaterThan(packages.length)
  expect(entries.filter((entry) => !loaded.includes(`from "${entry}"`))).toEqual([])
})

it("every package carries the licence of the repository", () => {
  const licence = read("LICENSE")

  const without = packages.filter(({ folder }) => {
    const own = join(folder, "LICENSE")
    return !existsSync(own) || readFileSync(own, "utf8") !== licence
  })

  expect(without.map(({ name }) => name)).toEqual([])
})

it("a module that loads entries ends with a mistake where one gives nothing", () => {
  expect(Packages.loading(["a", "@b/c"])).toContain("const entries = { \"a\": entry0, \"@b/c\": entry1 }")
})

it("the page on performance says what an installation weighs and how long a start takes", () => {
  const page = read("docs", "performance.md")

  const figures = [
    "core and adapter with all they need",
    "a bot that listens, processor time",
    "| `parley --version` |",
    "| `parley --help`"
  ]

  expect(figures.filter((figure) => !page.includes(figure))).toEqual([])
})
