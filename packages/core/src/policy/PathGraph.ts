/**
 * What can be told from a dialogue's chart without walking it: which states lead where.
 *
 * @module
 */
import type { Chart, Edge, Sketch } from "../dialogue/Chart.ts"

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

/** Whether a dialogue waits here for something. */
export const isRest = ({ word }: Sketch): boolean => resting.has(word)

/** Whether what the person says here has an answer, whatever it is. What a raw state hears is not known. */
export const hears = ({ word }: Sketch): boolean => resting.has(word) && word !== "handover" && word !== "state"

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
