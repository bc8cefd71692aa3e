import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { repository } from "../architecture/Sources.ts"
import * as Lockfile from "../lockfile.mjs"

const text = readFileSync(join(repository, "package-lock.json"), "utf8")
// npm's own file, with the two fields that are read here.
const lock = JSON.parse(text) as Lockfile.Lockfile

it("names no host, so that every registry can serve it", () => {
  expect(text).not.toMatch(/"resolved": "https?:/)
})

it("names the native packages of every platform (`npm run lockfile` when it does not)", () => {
  expect(Lockfile.missing(lock)).toEqual([])
})

it("adds what is missing, with its platform", () => {
  const packages = { "node_modules/tool": { dev: true, optionalDependencies: { "@tool/linux-x64-musl": "1.2.3" } } }
  const complete = Lockfile.complete({ packages })
  expect(complete.packages["node_modules/@tool/linux-x64-musl"]).toEqual({
    version: "1.2.3",
    cpu: ["x64"],
    dev: true,
    libc: ["musl"],
    optional: true,
    os: ["linux"]
  })
  expect(Lockfile.missing(complete)).toEqual([])
})

it("refuses to guess", () => {
  const packages = { "node_modules/tool": { optionalDependencies: { "@tool/fast": "1.2.3" } } }
  expect(() => Lockfile.complete({ packages })).toThrow("@tool/fast@1.2.3 is not locked")
})
