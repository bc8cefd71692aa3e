/**
 * The statechart of a dialogue as a drawing, coloured by what was covered.
 *
 * @module
 */
import * as dagre from "@dagrejs/dagre"
import type { Element } from "./Element.ts"
import type { Tally } from "./Tally.ts"

/** Text that stands safely in a page. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)

interface Point {
  readonly x: number
  readonly y: number
}

const line = (points: ReadonlyArray<Point>): string =>
  points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join(" ")

/** What stands on an arrow: the part of the label that is in brackets. */
const onArrow = ({ label }: Element): string => /\((.*)\)$/.exec(label)?.[1] ?? ""

const short = (text: string): string => (text.length > 28 ? `${text.slice(0, 27)}…` : text)

/** The dialogue as SVG: covered states and ways are green, the others red. The repair kit's are left out. */
export const svg = (tally: Tally, dialogue: string): string => {
  const own = tally.elements.filter((element) => element.dialogue === dialogue && element.by === "author")
  const states = own.filter(({ kind }) => kind === "state")
  const names = new Set(states.map(({ state }) => state))
  const anywhere = "(anywhere)"
  const ways = own.filter(({ kind, to }) =>
    kind === "transition" && to !== undefined && (names.has(to) || to === "(back)")
  )
  const graph = new dagre.graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: "TB", nodesep: 28, ranksep: 48, marginx: 12, marginy: 12 })
  graph.setDefaultEdgeLabel(() => ({}))
  const add = (name: string) => {
    if (!graph.hasNode(name)) graph.setNode(name, { width: Math.max(72, name.length * 7.4 + 20), height: 32 })
  }
  for (const { state } of states) add(state)
  for (const way of ways) {
    const from = way.state === "" ? anywhere : way.state
    const to = way.to ?? from
    add(from)
    add(to)
    const text = short(onArrow(way))
    graph.setEdge(from, to, { width: text.length * 6, height: 14, labelpos: "c" }, way.id)
  }
  dagre.layout(graph)
  const seen = (element: Element): string => ((tally.seen[element.id] ?? 0) > 0 ? "yes" : "no")
  const byId = new Map(ways.map((way) => [way.id, way]))
  const byState = new Map(states.map((state) => [state.state, state]))
  const arrows = graph.edges().flatMap((edge: dagre.Edge) => {
    const way = byId.get(edge.name ?? "")
    // Laid out by dagre, an edge has its points.
    const placed = graph.edge(edge) as {
      readonly points?: ReadonlyArray<Point>
      readonly x?: number
      readonly y?: number
    }
    if (way === undefined || placed.points === undefined) return []
    const text = `<text class="on ${seen(way)}" x="${(placed.x ?? 0).toFixed(1)}" y="${
      ((placed.y ?? 0) + 4).toFixed(1)
    }">${escape(short(onArrow(way)))}</text>`
    return [
      `<path class="${seen(way)}" d="${line(placed.points)}" marker-end="url(#${seen(way)})"><title>${
        escape(way.label)
      }</title></path>${text}`
    ]
  })
  const boxes = graph.nodes().map((name: string) => {
    const { height, width, x, y } = graph.node(name) as Point & { readonly width: number; readonly height: number }
    const state = byState.get(name)
    const kind = state === undefined ? "aside" : seen(state)
    return `<g class="${kind}"><rect x="${(x - width / 2).toFixed(1)}" y="${(y - height / 2).toFixed(1)}" width="${
      width.toFixed(1)
    }" height="${height}" rx="6"/><text x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}">${escape(name)}</text><title>${
      escape(state?.word ?? name)
    }</title></g>`
  })
  const { height = 0, width = 0 } = graph.graph() as { readonly width?: number; readonly height?: number }
  const tip = (name: string) =>
    `<marker id="${name}" class="${name}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker>`
  return `<svg viewBox="0 0 ${width.toFixed(0)} ${height.toFixed(0)}" width="${
    width.toFixed(0)
  }" role="img" aria-label="${escape(dialogue)}"><defs>${tip("yes")}${tip("no")}</defs>${arrows.join("")}${
    boxes.join("")
  }</svg>`
}
