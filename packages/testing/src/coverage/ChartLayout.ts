/**
 * Where the states and the ways of a dialogue stand in its drawing: in reports, in pictures, and on the playground's page, where a
 * step only changes how the parts look, never where they stand.
 *
 * @module
 */
import * as dagre from "@dagrejs/dagre"

/** A state to be placed; one with a `parent` stands inside that one's frame. */
export interface Spot {
  readonly id: string
  readonly label: string
  readonly parent?: string
}

/** A way from state to state to be drawn; `label` is what stands on it, "" for nothing. */
export interface Way {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly label: string
}

/** A point of the drawing, in its own units. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A state in its place: `x` and `y` are its middle. */
export interface Box extends Spot, Point {
  readonly width: number
  readonly height: number
}

/** A way in its place: the path of the line, and where its label stands. */
export interface Line extends Way {
  readonly path: string
  readonly at: Point
}

/** A whole drawing. */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyArray<Box>
  /** The frames around states that have others inside, outer ones first. */
  readonly frames: ReadonlyArray<Box>
  readonly lines: ReadonlyArray<Line>
}

const height = 38
const letter = 7.6
const smallLetter = 6.3

/** Cuts a label that would push the states apart; the whole of it is told when the state is chosen. */
export const short = (text: string, most = 24): string => text.length > most ? `${text.slice(0, most - 1)}…` : text

const round = (value: number): string => value.toFixed(1)

/** A line that bends softly through the points instead of breaking at them. */
const smooth = (points: ReadonlyArray<Point>): string => {
  const [first, ...rest] = points
  const last = rest.at(-1)
  if (first === undefined || last === undefined) return ""
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last
    const isLast = index === rest.length - 2
    const end = isLast ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 }
    return `Q${round(point.x)} ${round(point.y)} ${round(end.x)} ${round(end.y)}`
  })
  const start = `M${round(first.x)} ${round(first.y)}`
  return bends.length === 0 ? `${start}L${round(last.x)} ${round(last.y)}` : `${start}${bends.join("")}`
}

/** A line that comes back to the state it left: a loop at the state's right side, as wide as the room before its label. */
const loop = (
  { height, width, x, y }: Pick<Box, "x" | "y" | "width" | "height">,
  label: Point,
  wide: number
): string => {
  const side = x + width / 2
  // A curve of two control points reaches three quarters of the way to them.
  const out = side + Math.max(16, label.x - wide / 2 - side) / 0.75
  return `M${round(side)} ${round(y - height / 4)}C${round(out)} ${round(y - height / 2)} ${round(out)} ${
    round(y + height / 2)
  } ${round(side)} ${round(y + height / 4)}`
}

/** A line cannot end at a frame: it ends at the first state inside. */
const inside = (spots: ReadonlyArray<Spot>, id: string): string => {
  const child = spots.find(({ parent }) => parent === id)
  return child === undefined ? id : inside(spots, child.id)
}

const depth = (spots: ReadonlyArray<Spot>, spot: Spot): number => {
  const parent = spots.find(({ id }) => id === spot.parent)
  return parent === undefined ? 0 : depth(spots, parent) + 1
}

/** Places the states from top to bottom, the ways between them with as few crossings as can be. Ways to unknown states are left out. */
export const layout = (spots: ReadonlyArray<Spot>, ways: ReadonlyArray<Way>): Layout => {
  const graph = new dagre.graphlib.Graph({ multigraph: true, compound: true })
  graph.setGraph({ rankdir: "TB", nodesep: 36, ranksep: 42, edgesep: 18, marginx: 36, marginy: 18 })
  graph.setDefaultEdgeLabel(() => ({}))
  const known = new Set(spots.map(({ id }) => id))
  const hasInside = new Set(spots.flatMap(({ parent }) => parent === undefined ? [] : [parent]))
  for (const { id, label } of spots) {
    graph.setNode(id, { width: Math.max(84, short(label).length * letter + 36), height })
  }
  for (const { id, parent } of spots) if (parent !== undefined && known.has(parent)) graph.setParent(id, parent)
  const drawn = ways.filter(({ from, to }) => known.has(from) && known.has(to))
  for (const way of drawn) {
    const text = short(way.label)
    graph.setEdge(inside(spots, way.from), inside(spots, way.to), {
      width: text === "" ? 0 : text.length * smallLetter + 12,
      height: text === "" ? 0 : 18,
      labelpos: "c"
    }, way.id)
  }
  dagre.layout(graph)
  const size = graph.graph() as { readonly width?: number; readonly height?: number }
  const byId = new Map(drawn.map((way) => [way.id, way]))
  const placed = spots.map((spot): Box => {
    // Laid out by dagre, a node has its place.
    const { height, width, x, y } = graph.node(spot.id) as Pick<Box, "x" | "y" | "width" | "height">
    return { ...spot, x, y, width, height }
  })
  return {
    width: size.width ?? 0,
    height: size.height ?? 0,
    boxes: placed.filter(({ id }) => !hasInside.has(id)),
    frames: placed.filter(({ id }) => hasInside.has(id)).sort((a, b) => depth(spots, a) - depth(spots, b)),
    lines: graph.edges().flatMap((edge: dagre.Edge) => {
      const way = byId.get(edge.name ?? "")
      // Laid out by dagre, an edge has its points.
      const found = graph.edge(edge) as {
        readonly points?: ReadonlyArray<Point>
        readonly x?: number
        readonly y?: number
        readonly width?: number
      }
      if (way === undefined || found.points === undefined) return []
      const middle = found.points[Math.floor(found.points.length / 2)] ?? { x: 0, y: 0 }
      const at = { x: found.x ?? middle.x, y: found.y ?? middle.y }
      const own = edge.v === edge.w ? placed.find(({ id }) => id === edge.v) : undefined
      return [{ ...way, path: own === undefined ? smooth(found.points) : loop(own, at, found.width ?? 0), at }]
    })
  }
}
