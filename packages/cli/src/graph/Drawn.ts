/**
 * What of a dialogue is drawn: the author's states, the repair kit's when they are asked for, and the ways between them.
 *
 * @module
 */
import { ChartLayout } from "@parley/testing"
import type { ChartPicture, WayPicture } from "../dev/Picture.ts"

/** The place from which a way leads that can be taken wherever the dialogue stands. */
export const anywhere = "(anywhere)"

/** What is drawn, before it has its place. */
export interface Parts {
  readonly spots: ReadonlyArray<ChartLayout.Spot>
  readonly lines: ReadonlyArray<ChartLayout.Way>
  /** Which ways of the dialogue a line stands for, by its id. */
  readonly ways: ReadonlyMap<string, ReadonlyArray<WayPicture>>
}

/** A drawing, and which ways of the dialogue each of its lines stands for. */
export interface Drawn extends Pick<Parts, "ways"> {
  readonly layout: ChartLayout.Layout
}

const isDrawn = (by: "author" | "kit", kit: boolean): boolean => kit || by === "author"

const label = (ways: ReadonlyArray<WayPicture>): string =>
  [...new Set(ways.map((way) => way.label).filter((words) => words !== ""))].join(" · ")

/** The parts of a dialogue's drawing; `kit` draws the repair kit's, too. Ways between the same two states share one line. */
export const parts = (chart: ChartPicture, kit: boolean): Parts => {
  const states = chart.states.filter(({ by }) => isDrawn(by, kit))
  const known = new Set(states.map(({ path }) => path))
  const ways = new Map<string, ReadonlyArray<WayPicture>>()
  for (const way of chart.ways) {
    const from = way.from === "" ? anywhere : way.from
    if (!isDrawn(way.by, kit) || way.to === undefined || !known.has(way.to)) continue
    if (from !== anywhere && !known.has(from)) continue
    const id = `${from} → ${way.to}`
    ways.set(id, [...(ways.get(id) ?? []), way])
  }
  const lines = [...ways].flatMap(([id, group]) => {
    const [first] = group
    return first?.to === undefined
      ? []
      : [{ id, from: first.from === "" ? anywhere : first.from, to: first.to, label: label(group) }]
  })
  const spots: ReadonlyArray<ChartLayout.Spot> = [
    ...(lines.some(({ from }) => from === anywhere) ? [{ id: anywhere, label: "anywhere" }] : []),
    ...states.map(({ parent, path }) => ({
      id: path,
      label: parent === undefined ? path : path.slice(parent.length + 1),
      ...(parent === undefined || !known.has(parent) ? {} : { parent })
    }))
  ]
  return { spots, lines, ways }
}

/** Draws a dialogue. */
export const make = (chart: ChartPicture, kit: boolean): Drawn => {
  const { lines, spots, ways } = parts(chart, kit)
  return { layout: ChartLayout.layout(spots, lines), ways }
}
