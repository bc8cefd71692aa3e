/**
 * Dialogues drawn by hand, and what a search of their paths finds.
 *
 * @module
 */
import { type Chart, Paths } from "@parley/core"

/** Searches a bot that discloses, unless said otherwise. */
export const explore = (dialogue: Paths.Charted, options: Partial<Paths.Options> = {}) =>
  Paths.explore(dialogue, { discloses: true, ...options })

/** What a search finds, as `promise state`. */
export const found = (dialogue: Paths.Charted, options: Partial<Paths.Options> = {}) =>
  explore(dialogue, options).findings.map((one) => `${one.promise} ${one.state}`)

/** The script of the first finding in a state. */
export const scriptTo = (dialogue: Paths.Charted, state: string, options: Partial<Paths.Options> = {}) =>
  explore(dialogue, options).findings.find((one) => one.state === state)?.script

/** An hour in milliseconds. */
export const hour = 3_600_000

/** A dialogue that nobody has made: the checks of `make` refuse much of what the search is for. */
export const drawn = (
  sketches: { readonly [path: string]: Partial<Chart.Sketch> & { readonly word: string } },
  more: Partial<Omit<Paths.Charted, "chart">> & { readonly refusing?: ReadonlyArray<string> } = {}
): Paths.Charted => ({
  id: "drawn",
  starts: [{ _tag: "Words", words: "hi" }],
  commands: [],
  states: [],
  chart: {
    initial: Object.keys(sketches)[0] ?? "",
    sketches: Object.entries(sketches).map(([path, sketch]) => ({
      path,
      plain: false,
      ends: false,
      edges: [],
      ...sketch
    })),
    entrances: [],
    refusing: more.refusing ?? []
  },
  ...more
})

/** A way on. */
export const to = (by: Chart.Way, target: string, more: Partial<Chart.Edge> = {}): Chart.Edge => ({
  by,
  to: target,
  label: by,
  ...more
})
/** A timer of so many hours. */
export const timer = (hours: number, target: string, times = 1) => to("timer", target, { after: hours * hour, times })

/** An end with words. */
export const done = { word: "end", plain: true, ends: true }
