/**
 * What V8 logs of the hidden classes of objects (`--log-maps`): where in the sources new ones were made, and how often.
 *
 * A literal that begins with a spread and adds a property (`{ ...base, extra }`) makes a class of its own at each run, which costs
 * one to two microseconds where it otherwise costs thirty nanoseconds. The log tells such a class by the word "prototype".
 *
 * @module
 */
import { SourceMap } from "node:module"

/** Source maps by the address of the module. */
export interface Maps {
  readonly [url: string]: ConstructorParameters<typeof SourceMap>[0]
}

/** A place in the sources that makes classes, and a property by which they differ. */
export interface Place {
  readonly url: string
  readonly line: number
  readonly property: string
  readonly count: number
}

interface Code {
  readonly start: bigint
  readonly end: bigint
  readonly url: string
}

/** A function as V8 names it: its name, its module, its line and its column. */
const urlOf = (name: string): string => /(?:^| )(file:\/\/\S+):\d+:\d+$/.exec(name)?.[1] ?? ""

/** The places that made classes of their own at least so many times, those that made the most first. */
export const places = (log: string, maps: Maps, least: number): ReadonlyArray<Place> => {
  const codes: Array<Code> = []
  const counts = new Map<string, Place>()
  for (const row of log.split("\n")) {
    const [kind, ...rest] = row.split(",")
    if (kind === "code-creation") {
      const [, , , at = "0", size = "0", name = ""] = rest
      codes.push({ start: BigInt(at), end: BigInt(at) + BigInt(size), url: urlOf(name) })
    }
    if (kind !== "map") continue
    const [what, , , , at = "0", line, column, why, property = ""] = rest
    if (what !== "Transition" || why !== "prototype") continue
    const place = `${at} ${line} ${column}`
    const known = counts.get(place)
    if (known !== undefined) {
      counts.set(place, { ...known, count: known.count + 1 })
      continue
    }
    const url = codes.findLast(({ end, start }) => start <= BigInt(at) && BigInt(at) < end)?.url ?? ""
    const map = maps[url]
    const found = map === undefined ? undefined : new SourceMap(map).findEntry(Number(line) - 1, Number(column) - 1)
    counts.set(place, {
      url,
      line: found !== undefined && "originalLine" in found ? Number(found.originalLine) + 1 : Number(line),
      property,
      count: 1
    })
  }
  return [...counts.values()].filter(({ count }) => count >= least).sort((one, other) => other.count - one.count)
}
