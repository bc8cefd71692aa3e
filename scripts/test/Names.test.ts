import { expect, it } from "vitest"
import * as Names from "../architecture/Names.ts"
import { module } from "../architecture/Sources.ts"

it("lists every exported name by entry point, module and kind", () => {
  const listing = Names.listing({
    name: "@parley/core",
    dependencies: [],
    entries: ["src/index.ts"],
    src: [
      module(
        "src/index.ts",
        `export * as A from "./A.ts"\nexport { make, type Made } from "./B.ts"\nexport * from "./C.ts"\n`
      ),
      module("src/A.ts", "export interface A {}\nexport const A = 1\nexport class B {}\nconst hidden = 1\n"),
      module("src/B.ts", "export const make = 1\nexport type Made = 1\n"),
      module("src/C.ts", "const c = 1\ntype D = 1\nexport { c, D }\n")
    ],
    test: []
  })

  expect(listing).toBe(
    [
      "src/index.ts",
      "  Made: type",
      "  make: export",
      "  A",
      "    A: type and value",
      "    B: class",
      "  D: type",
      "  c: value",
      ""
    ]
      .join("\n")
  )
})
