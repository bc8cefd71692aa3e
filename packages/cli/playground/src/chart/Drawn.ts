/**
 * What of a dialogue is drawn: the author's states, the repair kit's when they are asked for, and the ways between them.
 *
 * @module
 */
import type { ChartPicture, PlacePicture, WayPicture } from "../../../src/dev/Protocol.ts"
import * as ChartLayout from "../../../../testing/src/coverage/ChartLayout.ts"

/** A drawing, and which ways of the dialogue each of its lines stands for. */
export interface Drawn {
  readonly layout: ChartLayout.Layout
  readonly ways: ReadonlyMap<string, ReadonlyArray<WayPicture>>
  /** The ways that lead to a state from wherever the dialogue stands, by that state: they are told at the state, not drawn. */
  readonly commands: ReadonlyMap<string, ReadonlyArray<WayPicture>>
}

const isDrawn = (by: "author" | "kit", kit: boolean): boolean => kit || by === "author"

/** What stands on a line for several ways: each of their labels once. */
export const label = (ways: ReadonlyArray<WayPicture>): string =>
  [...new Set(ways.map((way) => way.label).filter((words) => words !== ""))].join(" · ")

/** Draws a dialogue. Ways between the same two states share one line. */
export const make = (chart: ChartPicture, kit: boolean): Drawn => {
  const states = chart.states.filter(({ by }) => isDrawn(by, kit))
  const known = new Set(states.map(({ path }) => path))
  const groups = new Map<string, ReadonlyArray<WayPicture>>()
  const commands = new Map<string, ReadonlyArray<WayPicture>>()
  for (const way of chart.ways) {
    if (!isDrawn(way.by, kit) || way.to === undefined || !known.has(way.to)) continue
    if (way.from === "") commands.set(way.to, [...(commands.get(way.to) ?? []), way])
    if (!known.has(way.from)) continue
    const id = `${way.from} → ${way.to}`
    groups.set(id, [...(groups.get(id) ?? []), way])
  }
  const lines = [...groups].flatMap(([id, ways]) => {
    const [first] = ways
    return first?.to === undefined ? [] : [{ id, from: first.from, to: first.to, label: label(ways) }]
  })
  // The first state that is placed stands at the top.
  const ordered = [
    ...states.filter(({ path }) => path === chart.initial),
    ...states.filter(({ path }) => path !== chart.initial)
  ]
  const spots = ordered.map(({ parent, path }): ChartLayout.Spot => ({
    id: path,
    label: parent === undefined ? path : path.slice(parent.length + 1),
    ...(parent === undefined || !known.has(parent) ? {} : { parent })
  }))
  return { layout: ChartLayout.layout(spots, lines), ways: groups, commands }
}

/** Whether a line of the drawing was taken by the last turn. */
export const wasTaken = (drawn: Drawn, line: string, place: PlacePicture): boolean =>
  drawn.ways.get(line)?.some(({ id }) => place.taken.includes(id)) === true

/** The innermost of the active states: where the dialogue is said to stand. */
export const innermost = (place: PlacePicture): string | undefined =>
  place.states.filter((path) => !place.states.some((other) => other.startsWith(`${path}.`))).at(-1)
