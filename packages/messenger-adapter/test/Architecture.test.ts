import { expect, it } from "vitest"
import * as Barrel from "../../../scripts/architecture/Barrel.ts"
import * as Files from "../../../scripts/architecture/Files.ts"
import * as Globals from "../../../scripts/architecture/Globals.ts"
import * as Rooms from "../../../scripts/architecture/Rooms.ts"
import * as Sources from "../../../scripts/architecture/Sources.ts"

const own = Sources.read("messenger-adapter")

const arrows = {
  wire: [],
  policy: ["wire"],
  graph: ["wire", "policy"],
  inbound: ["wire", "policy", "graph"],
  outbound: ["wire", "policy", "graph"],
  manage: ["wire", "policy", "graph", "inbound"]
}

const bans = [
  { from: /^src\/(wire|policy)\//, never: /^node:|^undici$/, because: "spelling and rules do not reach the machine" }
]

// A deadline for each call by the clock service costs twice what the call does (an `Effect.timeout` is 114 to 195 µs).
const allowed: Globals.Allowed = { "src/graph/UndiciHttp.ts": ["setTimeout"] }

it("imports point up the barrel, which lists every module", () => expect(Barrel.violations(own.src)).toEqual([]))
it("rooms import only along the arrows", () => expect(Rooms.violations(own.src, arrows)).toEqual([]))
it("rooms keep to the packages that are theirs", () => expect(Rooms.banned(own.src, bans)).toEqual([]))
it("packages import only the packages below them", () => expect(Rooms.packageViolations(own)).toEqual([]))
it("no imports go round in a circle", () => expect(Rooms.cycles([...own.src, ...own.test])).toEqual([]))
it("files are short and named after a concept", () =>
  expect(Files.shapeViolations([...own.src, ...own.test])).toEqual([]))
it("every module begins by saying what it is", () => expect(Files.docViolations(own.src)).toEqual([]))
it("no test is left out", () => expect(Files.skipViolations(own.test)).toEqual([]))
it("spelling and rules are pure", () => {
  const where = /^src\/(wire|policy)\//
  expect(Globals.violations(own.src, { where, never: Globals.pure })).toEqual([])
})
it("time, chance, settings and logs come through services", () => {
  const where = /^src\/(?!wire\/|policy\/)/
  expect(Globals.violations(own.src, { where, never: Globals.library, allowed })).toEqual([])
})
