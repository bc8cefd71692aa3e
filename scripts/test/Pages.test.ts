import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import * as Examples from "../docs/Examples.ts"
import * as Pages from "../docs/Pages.ts"

/** The modules of all packages. */
const modules = readdirSync(join(Examples.root, "packages")).flatMap((name) =>
  readdirSync(join(Examples.root, "packages", name, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join("packages", name, "src", path))
).map((path) => ({ path, text: readFileSync(join(Examples.root, path), "utf8") }))

it("no page and no message has its reader run the package of another that npm knows as parley", () => {
  const texts = [...Pages.all(), ...modules]

  const wrong = texts.filter(({ text }) => /\bnpx (?:-y |--yes )?parley\b/.test(text))

  expect(texts.length).toBeGreaterThan(200)
  expect(wrong.map(({ path }) => path)).toEqual([])
})
