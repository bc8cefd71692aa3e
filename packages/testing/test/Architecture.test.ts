import { expect, it } from "vitest"
import * as Barrel from "../../../scripts/architecture/Barrel.ts"
import * as Files from "../../../scripts/architecture/Files.ts"
import * as Globals from "../../../scripts/architecture/Globals.ts"
import * as Rooms from "../../../scripts/architecture/Rooms.ts"
import * as Sources from "../../../scripts/architecture/Sources.ts"

const own = Sources.read("testing")

// A convo names the world it is played in, and the simulation is that world: the barrel keeps their files in order.
const arrows = {
  emulator: [],
  fixture: ["emulator"],
  contracts: [],
  convo: ["simulation"],
  simulation: ["emulator", "convo"],
  coverage: ["convo"],
  explore: ["convo", "simulation", "coverage"],
  properties: ["convo", "emulator", "explore", "simulation"],
  mutate: ["convo", "coverage", "explore"],
  import: ["convo"],
  record: ["convo"]
}

const bans = [
  { from: /^src\/emulator\//, never: /^@parley\//, because: "the emulator judges them with its own rules" }
]

it("imports point up the barrel, which lists every module", () => expect(Barrel.violations(own.src)).toEqual([]))
it("rooms import only along the arrows", () => expect(Rooms.violations(own.src, arrows)).toEqual([]))
it("rooms keep to the packages that are theirs", () => expect(Rooms.banned(own.src, bans)).toEqual([]))
it("packages import only the packages below them", () => expect(Rooms.packageViolations(own)).toEqual([]))
it("no imports go round in a circle", () => expect(Rooms.cycles([...own.src, ...own.test])).toEqual([]))
it("files are short and named after a concept", () =>
  expect(Files.shapeViolations([...own.src, ...own.test])).toEqual([]))
it("every module begins by saying what it is", () => expect(Files.docViolations(own.src)).toEqual([]))
it("no test is left out", () => expect(Files.skipViolations(own.test)).toEqual([]))
it("time and chance come through services", () => {
  const never = ["Date.now", "new Date()", "Math.random", "setTimeout", "setInterval", "let"]
  expect(Globals.violations(own.src, { where: /^src\//, never })).toEqual([])
})
