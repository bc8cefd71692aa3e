/**
 * What can be told from a dialogue's chart without walking it: which states lead where.
 *
 * @module
 */
import type { Chart, Edge, Sketch } from "../dialogue/Chart.ts"
import type { Definition } from "../dialogue/Definition.ts"

const resting: ReadonlySet<string> = new Set([
  "ask",
  "choose",
  "confirm",
  "menu",
  "optIn",
  "run",
  "wait",
  "handover",
  "state"
])

/** Words that wait for something where they have a way on by it, and go on at once where they have none. */
const waiting: ReadonlyMap<string, Edge["by"]> = new Map([["survey", "answer"], ["control", "released"]])

/** Whether a dialogue waits here for something. */
export const isRest = ({ edges, word }: Sketch): boolean =>
  resting.has(word) || edges.some(({ by }) => by === waiting.get(word))

const deaf: ReadonlySet<string> = new Set(["handover", "control", "state"])

/** Whether what the person says here has an answer, whatever it is. What a raw state hears is not known. */
export const hears = (sketch: Sketch): boolean => isRest(sketch) && !deaf.has(sketch.word)

/** Whether words of the person may leave a dialogue here as it is. A survey is left by any. */
export const keeps = (sketch: Sketch): boolean => hears(sketch) && sketch.word !== "survey"

/** Whether somebody else has the conversation while a dialogue waits here. */
export const isOthers = ({ word }: Sketch): boolean => word === "handover" || word === "control"

/** Whether something is said to everyone who comes here. */
export const speaks = ({ plain, word }: Sketch): boolean => plain || word === "notify" || word === "survey"

/** The states from which some path leads to one of these, by the edges that count; by all of them unless given. */
export const leading = (
  { sketches }: Chart,
  targets: ReadonlySet<string>,
  counts: (edge: Edge) => boolean = () => true
): ReadonlySet<string> => {
  const leads = new Set<string>()
  let grew = true
  while (grew) {
    grew = false
    for (const { edges, path } of sketches) {
      if (leads.has(path) || !edges.some((edge) => counts(edge) && (targets.has(edge.to) || leads.has(edge.to)))) {
        continue
      }
      leads.add(path)
      grew = true
    }
  }
  return leads
}

const isAlone = ({ by }: Edge): boolean => by !== "answer" && by !== "command"

/** The states with a timer to which the dialogue may come back without an act of the person. */
export const round = (chart: Chart): ReadonlySet<string> =>
  new Set(
    chart.sketches
      .filter(({ edges }) => edges.some((edge) => edge.by === "timer"))
      .map(({ path }) => path)
      .filter((path) => leading(chart, new Set([path, "$return"]), isAlone).has(path))
  )

/** States from which no path leads to an end, to a person of the business, to a question, or to a command that leaves. */
export const deadEnds = (chart: Chart, isLeft: boolean): ReadonlyArray<string> => {
  const out = chart.sketches.filter((sketch) =>
    sketch.ends || sketch.word === "handover" || sketch.edges.some((edge) => edge.by === "answer")
    || (isLeft && hears(sketch))
  )
  const targets = new Set([...out.map(({ path }) => path), "$return"])
  const leads = leading(chart, targets)
  return chart.sketches.map(({ path }) => path).filter((path) => !leads.has(path) && !targets.has(path))
}

interface Node {
  readonly path: ReadonlyArray<string>
  readonly meta?: unknown
  readonly states: { readonly [name: string]: Node }
}

const kinds = ["oneTime", "recurring"] as const

/** The kinds of leave that a dialogue asks for. */
export type Asked = typeof kinds[number]

const asks = ({ meta, path, states }: Node): ReadonlyArray<readonly [string, Asked]> => {
  // What an author of a raw machine writes here may be anything; the word `optIn` writes the kind of leave.
  const kind =
    typeof meta === "object" && meta !== null && "word" in meta && meta.word === "optIn" && "permission" in meta
      ? kinds.find((one) => one === meta.permission)
      : undefined
  const own = kind === undefined ? [] : [[path.join("."), kind] as const]
  return [...own, ...Object.values(states).flatMap(asks)]
}

/** The states that ask leave to write later, with the kind of leave. */
export const asking = ({ machine }: Partial<Pick<Definition, "machine">>): ReadonlyMap<string, Asked> =>
  new Map(machine === undefined ? [] : asks(machine.root))

/** The states whose request, once refused, is said again at once and without a word on the way. */
export const askingAgain = ({ sketches }: Chart, asking: ReadonlyMap<string, Asked>): ReadonlyArray<string> => {
  const byPath = new Map(sketches.map((sketch) => [sketch.path, sketch]))
  const leadsTo = (state: string, from: string, seen: ReadonlySet<string>): boolean => {
    if (from === state) return true
    const sketch = byPath.get(from)
    if (sketch === undefined || seen.has(from) || isRest(sketch) || speaks(sketch)) return false
    return sketch.edges.some(({ by, to }) => by === "auto" && leadsTo(state, to, new Set([...seen, from])))
  }
  return sketches.flatMap(({ edges, path }) =>
    asking.has(path)
      && edges.some(({ by, label, to }) =>
        by === "refused" && label !== "given already" && leadsTo(path, to, new Set())
      )
      ? [path]
      : []
  )
}
