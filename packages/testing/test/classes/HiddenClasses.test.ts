/**
 * A gate on the classes that V8 makes for objects while a bot takes turns.
 */
import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { afterAll, expect, it } from "vitest"
import * as MapLog from "./MapLog.ts"

const folder = mkdtempSync(join(tmpdir(), "parley-classes-"))
afterAll(() => rmSync(folder, { recursive: true }))

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const people = 24

/** Code that is interpreted and never moved, so that the log tells its places. */
const flags = ["--no-opt", "--no-sparkplug", "--no-flush-bytecode", "--no-compact"]

/** Lets a bot take turns in a process of its own; gives the log with what the process printed. */
const talk = async () => {
  const file = join(folder, "maps.log")
  const logging = ["--log-maps", "--no-log-maps-details", "--no-logfile-per-isolate", `--logfile=${file}`]
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, ...logging, "--import", "tsx", "--conditions", "parley-source", here("talk.fixture.ts"), String(people)],
    { maxBuffer: 64_000_000 }
  )
  const printed: { readonly turns: number; readonly maps: MapLog.Maps } = JSON.parse(stdout)
  return { ...printed, log: readFileSync(file, "utf8") }
}

/** The words of the log are those of the V8 in Node 20; later ones share the classes. */
const makesClasses = process.versions.node.startsWith("20.")

it(
  "no place in the packages makes a class for an object at each turn: none adds a property behind a leading spread",
  async () => {
    const { log, maps, turns } = await talk()

    // What happens once for each person may.
    const found = MapLog.places(log, maps, people + turns / 20)
      .map(({ count, line, property, url }) => ({
        at: `${url.replace(/^.*\/packages\//, "")}:${line}`,
        property,
        count
      }))
    const [planted, ...others] = found.filter(({ at }) => /^[\w-]+\/(?:src|test)\//.test(at))

    expect(turns).toBeGreaterThan(people * 10)
    expect(others).toEqual([])
    if (!makesClasses) return expect(planted).toBeUndefined()
    expect(planted?.at).toMatch(/^testing\/test\/classes\/talk\.fixture\.ts:\d+$/)
    expect(planted?.property).toBe("planted")
    expect(planted?.count).toBeGreaterThan(turns * 0.9)
  },
  60_000
)
