/**
 * Dialogues as a Mermaid state diagram, for pages that draw one from text ("State diagrams", Mermaid's documentation, read
 * 2026-11-21).
 *
 * @module
 */
import type { ChartLayout } from "@parley/testing"
import type { ChartPicture } from "../dev/Picture.ts"
import * as Drawn from "./Drawn.ts"

/** A name that means nothing to Mermaid: letters, digits and `_`, no word of its own. */
const nameOf = (prefix: string, id: string): string =>
  prefix + id.replace(/[^A-Za-z0-9]/g, (sign) => `_${sign.codePointAt(0)?.toString(16) ?? ""}_`)

/** Words that stand safely behind a colon or in quotes: signs that Mermaid reads are written by their numbers. */
const safe = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/["#;:{}<>`[\]()|\\]/g, (sign) => `#${sign.codePointAt(0) ?? 0};`)

const inside = (
  { lines, spots }: Drawn.Parts,
  chart: ChartPicture,
  prefix: string
): ReadonlyArray<string> => {
  const state = (spot: ChartLayout.Spot): ReadonlyArray<string> => {
    const children = spots.filter(({ parent }) => parent === spot.id)
    const head = `state "${safe(spot.label)}" as ${nameOf(prefix, spot.id)}`
    return children.length === 0
      ? [head]
      : [`${head} {`, ...children.flatMap(state).map((line) => `  ${line}`), "}"]
  }
  const known = new Set(spots.map(({ id }) => id))
  const ends = chart.states.filter(({ path, type }) => type === "final" && known.has(path))
  return [
    ...spots.filter(({ parent }) => parent === undefined).flatMap(state),
    ...(known.has(chart.initial) ? [`[*] --> ${nameOf(prefix, chart.initial)}`] : []),
    ...lines.map(({ from, label, to }) =>
      `${nameOf(prefix, from)} --> ${nameOf(prefix, to)}${label === "" ? "" : ` : ${safe(label)}`}`
    ),
    ...ends.filter(({ parent }) => parent === undefined).map(({ path }) => `${nameOf(prefix, path)} --> [*]`)
  ]
}

/** The text of a diagram; of several dialogues, each stands in a frame of its own. */
export const render = (charts: ReadonlyArray<ChartPicture>, kit: boolean): string => {
  const [only, ...more] = charts
  const lines = only !== undefined && more.length === 0
    ? inside(Drawn.parts(only, kit), only, "s_")
    : charts.flatMap((chart, index) => [
      `state "${safe(chart.dialogue)}" as d${index} {`,
      ...inside(Drawn.parts(chart, kit), chart, `d${index}_`).map((line) => `  ${line}`),
      "}"
    ])
  return ["stateDiagram-v2", ...lines.map((line) => `  ${line}`), ""].join("\n")
}
