import { expect, it } from "vitest"
import * as Barrel from "../../../scripts/architecture/Barrel.ts"
import * as Files from "../../../scripts/architecture/Files.ts"
import * as Globals from "../../../scripts/architecture/Globals.ts"
import * as Rooms from "../../../scripts/architecture/Rooms.ts"
import * as Sources from "../../../scripts/architecture/Sources.ts"

const own = Sources.read("core")

const arrows = {
  model: [],
  dialogue: ["model"],
  policy: ["model", "dialogue"],
  runtime: ["model", "dialogue", "policy"],
  store: ["model", "dialogue", "policy", "runtime"]
}

const bans = [
  { from: /^src\/(model|dialogue|policy)\//, never: /^node:/, because: "pure rooms do not reach the machine" },
  { from: /^src\/(model|policy|runtime|store)\//, never: /^xstate/, because: "XState stays behind the dialogue room" },
  { from: /^src\/runtime\//, never: /sqlite|^@effect\/sql|^pg$/, because: "databases live in the store room" }
]

const allowed: Globals.Allowed = {}

it("imports point up the barrel, which lists every module", () => expect(Barrel.violations(own.src)).toEqual([]))
it("rooms import only along the arrows", () => expect(Rooms.violations(own.src, arrows)).toEqual([]))
it("rooms keep to the packages that are theirs", () => expect(Rooms.banned(own.src, bans)).toEqual([]))
it("packages import only the packages below them", () => expect(Rooms.packageViolations(own)).toEqual([]))
it("no imports go round in a circle", () => expect(Rooms.cycles([...own.src, ...own.test])).toEqual([]))
it("files are short and named after a concept", () =>
  expect(Files.shapeViolations([...own.src, ...own.test])).toEqual([]))
it("every module begins by saying what it is", () => expect(Files.docViolations(own.src)).toEqual([]))
it("no test is left out", () => expect(Files.skipViolations(own.test)).toEqual([]))
it("pure rooms read no clock, no chance, no environment, and run nothing", () => {
  const where = /^src\/(model|dialogue|policy)\//
  expect(Globals.violations(own.src, { where, never: Globals.pure })).toEqual([])
})
it("time, chance, settings and logs come through services", () => {
  const where = /^src\/(?!model\/|dialogue\/|policy\/)/
  expect(Globals.violations(own.src, { where, never: Globals.library, allowed })).toEqual([])
})
