import { expect, it } from "vitest"
import * as Barrel from "../../../scripts/architecture/Barrel.ts"
import * as Files from "../../../scripts/architecture/Files.ts"
import * as Globals from "../../../scripts/architecture/Globals.ts"
import * as Rooms from "../../../scripts/architecture/Rooms.ts"
import * as Sources from "../../../scripts/architecture/Sources.ts"

const own = Sources.read("cli")

const arrows = {
  command: [],
  chat: ["command", "dev"],
  dev: ["chat", "command"],
  emulator: ["chat", "command"],
  records: ["command"],
  policy: ["command"],
  check: ["command"],
  manage: ["command", "records"],
  replay: ["command"],
  record: ["command", "records"],
  explore: ["command"],
  mutate: ["command", "explore"],
  properties: ["command"],
  graph: ["command", "dev"],
  inspect: ["command", "dev", "records"],
  doctor: ["command"]
}

it("imports point up the barrel, which lists every module", () => expect(Barrel.violations(own.src)).toEqual([]))
it("rooms import only along the arrows", () => expect(Rooms.violations(own.src, arrows)).toEqual([]))
it("packages import only the packages below them", () => expect(Rooms.packageViolations(own)).toEqual([]))
it("no imports go round in a circle", () => expect(Rooms.cycles([...own.src, ...own.test])).toEqual([]))
it("files are short and named after a concept", () =>
  expect(Files.shapeViolations([...own.src, ...own.test])).toEqual([]))
it("every module begins by saying what it is", () => expect(Files.docViolations(own.src)).toEqual([]))
it("no test is left out", () => expect(Files.skipViolations(own.test)).toEqual([]))
it("nothing changeable stands at the top of a module", () =>
  expect(Globals.violations(own.src, { where: /^src\//, never: ["let"] })).toEqual([]))
