import { readdirSync, readFileSync } from "node:fs"
import { join, sep } from "node:path"
import { describe, expect, it } from "vitest"
import * as Files from "../architecture/Files.ts"
import * as Rooms from "../architecture/Rooms.ts"
import { module, repository } from "../architecture/Sources.ts"

const generated = /(^|\/)(node_modules|dist|test-results|coverage|\.\w[^/]*)\//

/** Everything in a folder beside the packages that is code: the packages have the same laws in their own tests. */
const codeIn = (folder: string) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.split(sep).join("/")}`)
    .filter((path) => /\.m?[jt]s$/.test(path) && !generated.test(path))
    .toSorted()
    .map((path) => module(path, readFileSync(join(repository, path), "utf8")))

/** Configurations and declarations say what they are by their names; tests say it in their promises. */
const speaksForItself = /(^|\/)tests?\/|\.config\.ts$|\.d\.mts$/

describe.each(["scripts", "bench", "examples"])("the code in %s", (folder) => {
  const code = codeIn(folder)

  it("is found", () => expect(code.length).toBeGreaterThan(5))
  it("stands in files that are short and named after a concept", () => expect(Files.shapeViolations(code)).toEqual([]))
  it("leaves no test out", () => expect(Files.skipViolations(code)).toEqual([]))
  it("goes round in no circle", () => expect(Rooms.cycles(code)).toEqual([]))
  it("begins by saying what it is", () =>
    expect(Files.docViolations(code.filter((one) => !speaksForItself.test(one.path)))).toEqual([]))
})
