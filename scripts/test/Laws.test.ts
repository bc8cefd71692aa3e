import { describe, expect, it } from "vitest"
import * as Files from "../architecture/Files.ts"
import * as Globals from "../architecture/Globals.ts"
import * as Rooms from "../architecture/Rooms.ts"
import { imports, module } from "../architecture/Sources.ts"

it.each([
  `import "./a.ts"`,
  `import a from "./a.ts"`,
  `import type * as A from "./a.ts"`,
  `export { a } from "./a.ts"`,
  `export * from "./a.ts"`,
  `export * as A from "./a.ts"`,
  `export type * as A from "./a.ts"`,
  `type A = import("./a.ts").A`,
  `const f = () => import("./a.ts")`
])("an import is seen however it is written: %s", (text) => {
  expect(imports(text)).toEqual(["./a.ts"])
})

describe("rooms", () => {
  const arrows = { model: [], runtime: ["model"] }

  it("refuse an import against the arrow, even of a type", () => {
    const model = module("src/model/A.ts", `import type { B } from "../runtime/B.ts"\n`)
    expect(Rooms.violations([model], arrows)).toEqual([
      "src/model/A.ts imports src/runtime/B.ts: nothing points from model to runtime"
    ])
  })

  it("refuse an import of the assembly from a room, and a room nobody drew", () => {
    const up = module("src/model/A.ts", `export * from "../Assembly.ts"\n`)
    const attic = module("src/attic/A.ts", "")
    expect(Rooms.violations([up, attic], arrows)).toHaveLength(2)
  })

  it("let the assembly and later rooms import what they may", () => {
    const assembly = module("src/Assembly.ts", `import "./runtime/B.ts"\n`)
    const runtime = module("src/runtime/B.ts", `import "../model/A.ts"\n`)
    expect(Rooms.violations([assembly, runtime], arrows)).toEqual([])
  })

  it("refuse a banned package", () => {
    const bans = [{ from: /^src\/model\//, never: /^xstate/, because: "no" }]
    expect(Rooms.banned([module("src/model/A.ts", `import { x } from "xstate/graph"\n`)], bans)).toEqual([
      "src/model/A.ts imports xstate/graph: no"
    ])
  })

  it("refuse a package above, a dependency on one, and a path into another package", () => {
    const own = {
      name: "@parley/core",
      dependencies: ["@parley/testing"],
      entries: [],
      src: [module("src/A.ts", `import "@parley/cli"\nimport "../../testing/src/B.ts"\nimport "@parley/core"\n`)],
      test: [module("test/A.test.ts", `import "@parley/core/sqlite"\nimport "@parley/messenger-adapter"\n`)]
    }
    expect(Rooms.packageViolations(own)).toEqual([
      "@parley/core depends on @parley/testing",
      "src/A.ts imports @parley/cli",
      "src/A.ts imports @parley/core",
      "src/A.ts imports ../testing/src/B.ts, outside of its package",
      "test/A.test.ts imports @parley/messenger-adapter"
    ])
  })

  it("refuse a circle, even of types, and show the way round", () => {
    const a = module("src/A.ts", `import type { B } from "./B.ts"\n`)
    const b = module("src/B.ts", `import { c } from "./C.ts"\n`)
    const c = module("src/C.ts", `export type { A } from "./A.ts"\n`)
    expect(Rooms.cycles([a, b, c])).toEqual(["src/A.ts → src/B.ts → src/C.ts → src/A.ts"])
    expect(Rooms.cycles([a, b])).toEqual([])
  })
})

describe("globals", () => {
  const refused = (text: string, never = Globals.pure) =>
    Globals.violations([module("src/model/A.ts", text)], { where: /^src\/model\//, never })

  it.each([
    ["Date.now", "const at = Date.now()"],
    ["new Date()", "const at = () => new Date().getTime()"],
    ["Date()", "const at = Date()"],
    ["Math.random", "const pick = [1].map(Math.random)"],
    ["process", "const home = () => process.env"],
    ["console", "const say = () => console.log(1)"],
    ["setTimeout", "const later = () => setTimeout(() => {}, 1)"],
    ["performance", "const at = { at: performance.now() }"],
    ["crypto", "const id = () => crypto.randomUUID()"],
    ["globalThis", "const all = globalThis"],
    ["Effect.run*", `import * as Effect from "effect/Effect"\nconst x = Effect.runSync(Effect.void)`],
    ["Runtime.run*", `import * as Runtime from "effect/Runtime"\nconst x = Runtime.runFork`],
    ["let", "let count = 0"],
    ["new Map()", "const cache = new Map<string, string>()"]
  ])("refuses %s", (name, text) => {
    expect(refused(text).map((line) => line.replace(/^\S+ uses /, ""))).toContain(name)
  })

  it.each([
    ["a date of a given instant", "const at = (ms: number) => new Date(ms)"],
    ["a field with the name", "const x = { process: 1 }.process"],
    ["a type with the name", "interface A { readonly console: Console }"],
    ["a parameter with the name", "const f = (process: string) => process"],
    ["an import with the name", `import { performance } from "./Performance.ts"\nconst x = performance`],
    ["a let inside", "const f = () => { let x = 1; x += 1; return x }"],
    ["a map that is filled", "const m = new Map([[1, 2]])"],
    ["an Effect that is named", `import * as Effect from "effect/Effect"\nconst x = Effect.succeed(1)`]
  ])("accepts %s", (_name, text) => {
    expect(refused(text)).toEqual([])
  })

  it("lets an exception through while it is needed, and names one that is not", () => {
    const options = { where: /./, never: ["console"], allowed: { "src/A.ts": ["console"] } }
    expect(Globals.violations([module("src/A.ts", "console.log(1)")], options)).toEqual([])
    expect(Globals.violations([module("src/A.ts", "")], options)).toEqual(["src/A.ts no longer needs console"])
  })
})

describe("files", () => {
  it("may have 400 lines and not one more", () => {
    expect(Files.shapeViolations([module("src/A.ts", "\n".repeat(400))])).toEqual([])
    expect(Files.shapeViolations([module("src/A.ts", "\n".repeat(401))])).toHaveLength(1)
  })

  it.each(["types", "utils", "util", "helpers", "errors", "constants"])("may not be called %s.ts", (name) => {
    expect(Files.shapeViolations([module(`src/room/${name}.ts`, "")])).toHaveLength(1)
  })

  it("must begin by saying what they are, barrels apart", () => {
    const doc = "/**\n * A.\n *\n * @module\n */\n"
    const late = `/** A. */\nconst a = 1\n${doc}`
    expect(Files.docViolations([module("src/A.ts", doc), module("src/bin.ts", `#!/usr/bin/env node\n${doc}`)])).toEqual(
      []
    )
    expect(Files.docViolations([module("src/A.ts", late), module("src/index.ts", "")])).toHaveLength(1)
  })

  const left = ["skip", "only", "todo", "skipIf", "runIf", "fails"]
  it.each(left)("may not leave a test out with %s", (how) => {
    expect(Files.skipViolations([module("test/A.test.ts", `it.effect.${how}("x", () => 1)`)])).toHaveLength(1)
    expect(Files.skipViolations([module("test/A.test.ts", `describe.${how}("x", () => 1)`)])).toHaveLength(1)
  })

  it("may use a method of another object that has such a name", () => {
    expect(Files.skipViolations([module("test/A.test.ts", "stream.skip(1)")])).toEqual([])
  })
})
