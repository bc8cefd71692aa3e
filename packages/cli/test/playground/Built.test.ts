/**
 * What the page is made of, and what of it reaches a browser.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import { gzipSync } from "node:zlib"
import { expect, it } from "vitest"
import * as Files from "../../../../scripts/architecture/Files.ts"
import * as Globals from "../../../../scripts/architecture/Globals.ts"
import * as Rooms from "../../../../scripts/architecture/Rooms.ts"
import * as Sources from "../../../../scripts/architecture/Sources.ts"

const cli = join(import.meta.dirname, "..", "..")
const built = join(cli, "dist", "playground")

const modules = readdirSync(join(cli, "playground", "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => Sources.module(relative(cli, path), readFileSync(path, "utf8")))

it("files are short and named after a concept, and each begins by saying what it is", () => {
  expect(modules.length).toBeGreaterThan(20)
  expect(Files.shapeViolations(modules)).toEqual([])
  expect(Files.docViolations(modules)).toEqual([])
})

it("no imports go round in a circle, and nothing changeable stands at the top of a module", () => {
  expect(Rooms.cycles(modules)).toEqual([])
  expect(Globals.violations(modules, { where: /^playground\//, never: ["let"] })).toEqual([])
})

it("of the command line the page takes the types of the contract, of the testing package the layout, and nothing else", () => {
  const taken = modules.flatMap(({ internal }) => internal.filter((path) => !path.startsWith("playground/")))

  expect([...new Set(taken)].sort()).toEqual(["../testing/src/coverage/ChartLayout.ts", "src/dev/Protocol.ts"])
  for (const { path, text } of modules) {
    expect(text, path).not.toMatch(/^import (?!type )[^"]*"[^"]*\/src\/dev\//m)
  }
})

it("the page is small: script and style sheet under 64 KB when they are packed, and one font", () => {
  const packed = ["page.js", "page.css"].map((name) => gzipSync(readFileSync(join(built, name))).length)

  expect(packed.reduce((sum, size) => sum + size, 0)).toBeLessThan(64 * 1_024)
  expect(readdirSync(built).filter((name) => name.endsWith(".woff2"))).toEqual(["inter-latin-wght-normal.woff2"])
})

it("what is built in keeps its licence beside it", () => {
  const licences = readFileSync(join(built, "LICENSES.txt"), "utf8")

  for (const name of ["preact", "@preact/signals", "@dagrejs/dagre", "@fontsource-variable/inter"]) {
    expect(licences).toContain(`${name}\n\n`)
  }
})

it("the page itself names no other server", () => {
  const page = readFileSync(join(built, "index.html"), "utf8")

  expect(page).not.toMatch(/https?:|\/\//)
  expect(readFileSync(join(built, "page.css"), "utf8")).not.toMatch(/url\(["']?https?:/)
})
