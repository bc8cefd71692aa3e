/**
 * Every path through a dialogue, with what policy makes of it: states × window × owner × disclosure. Guards count as free
 * choices, and so does what the person, the services and the people of the business do.
 *
 * It finds plain words that come when the window is shut or while a person of the business has the conversation, words that
 * nobody announced as a machine's, acts of the person that get no word, and states with no way out. Each finding has a script
 * that leads to it.
 *
 * @module
 */
import type { Chart, Edge, Sketch } from "../dialogue/Chart.ts"
import type { Definition } from "../dialogue/Definition.ts"
import type { Millis } from "../model/Instant.ts"
import * as PathGraph from "./PathGraph.ts"
import { hears, isRest, speaks } from "./PathGraph.ts"
import { type Advice, type Finding, order, type Report } from "./PathReport.ts"
import * as Script from "./PathScript.ts"

export { type Advice, assumptions, type Finding, type Promise, type Report } from "./PathReport.ts"

/** What the search reads of a dialogue. */
export type Charted = Pick<Definition, "id" | "starts" | "commands" | "states" | "deferrals" | "chart">

/**
 * What the search may assume of the bot. `discloses`: the notice is on; `window`: for how long an act of the person opens it, in
 * milliseconds, a day unless given.
 */
export interface Options {
  readonly discloses: boolean
  readonly window?: Millis
  /** At most so many standings are looked at, 50,000 unless given; a search that ends early says so. */
  readonly most?: number
}

/**
 * Where a path stands. `elapsed` counts from the person's last act, in milliseconds, up to the length of the window; `isOwed`:
 * nothing was said since; `fired`: the states whose timers led on since; `isTimed`: a timer led here; `back`: where the last
 * command was said; `spare`: one private reply is left; `pending`: states of this turn whose words may be refused, of which the
 * dialogue hears in the next one.
 */
interface Standing {
  readonly path: string
  readonly elapsed: Millis
  readonly isHuman: boolean
  readonly isTold: boolean
  readonly isOwed: boolean
  readonly fired: { readonly [state: string]: number }
  readonly isTimed: boolean
  readonly back: string | undefined
  readonly spare: boolean
  readonly pending: ReadonlyArray<string>
  readonly script: Script.Script | undefined
}

interface Search {
  readonly dialogue: Charted
  readonly chart: Chart
  readonly discloses: boolean
  readonly window: Millis
  readonly sketches: ReadonlyMap<string, Sketch>
  /** The states from which the dialogue may come back to where a command was said. */
  readonly returning: ReadonlySet<string>
  /** The states whose timers may come round again without a word of the person. */
  readonly round: ReadonlySet<string>
  readonly findings: Map<string, Finding>
  readonly open: Array<Standing>
}

const day: Millis = 86_400_000

const key = ({ back, elapsed, fired, isHuman, isOwed, isTimed, isTold, path, pending, spare }: Standing): string => {
  const counts = Object.keys(fired).sort().map((state) => `${state}*${fired[state] ?? 0}`)
  return [path, elapsed, isHuman, isTold, isOwed, isTimed, spare, back, ...pending, "", ...counts].join("|")
}

const without = (fired: Standing["fired"], state: string): Standing["fired"] => {
  if (fired[state] === undefined) return fired
  const { [state]: _, ...rest } = fired
  return rest
}

const found = (search: Search, finding: Omit<Finding, "script">, script: Script.Script | undefined): void => {
  // The notice is on or off for the whole dialogue.
  const name = finding.promise === "disclosed" ? finding.promise : `${finding.promise} ${finding.state}`
  if (!search.findings.has(name)) search.findings.set(name, { ...finding, script: Script.lines(script) })
}

const undisclosed = (search: Search, state: string, script: Script.Script | undefined): void =>
  found(search, {
    promise: "disclosed",
    state,
    problem: "it speaks to a person who was not told that this is a machine, as the notice is off",
    cure: "leave the bot's `disclosure` on"
  }, script)

/** The script with words of the bot, behind the notice when it is due. */
const said = (search: Search, { isTold, script }: Pick<Standing, "isTold" | "script">): Script.Script | undefined =>
  Script.and(isTold || !search.discloses ? script : Script.and(script, "< ...   #disclosure"), "< ...")

/** What a state says is judged, and added to the script. */
const judge = (search: Search, from: Omit<Standing, "path">, to: Sketch): Script.Script | undefined => {
  const { path, plain } = to
  const isShut = from.elapsed >= search.window && !from.spare
  const late = Script.and(from.script, `# the words of ${path} wait until the person writes`)
  if (plain && isShut) {
    found(search, {
      promise: "deliverable",
      state: path,
      problem: "its words may come when the window is shut",
      cure: "use notify with a purpose, or shorten the timers on the way"
    }, late)
  }
  if (plain && from.isHuman) {
    found(search, {
      promise: "silent",
      state: path,
      problem: "its words may come while a person of the business has the conversation, and are kept back",
      cure: "let what leads here wait until the conversation comes back"
    }, from.script)
  }
  if (!speaks(to)) return from.script
  if (plain && (isShut || from.isHuman)) return late
  if (isShut || from.isHuman) return Script.and(from.script, `# policy sends, keeps or drops the words of ${path}`)
  const script = said(search, from)
  if (!from.isTold && !search.discloses) undisclosed(search, path, script)
  return script
}

/** The ways that a refusal of a state's words leads, when the dialogue asked to be told. */
const refusals = ({ chart }: Search, { edges, path }: Sketch): ReadonlyArray<Edge> => [
  ...edges.filter(({ by }) => by === "refused"),
  ...(chart.refusing.includes(path) ? chart.entrances.filter(({ by }) => by === "refused") : [])
]

/** The dialogue ends: whoever asked to be told of a refusal is gone when it comes. */
const unheard = (search: Search, from: Standing): void => {
  if (from.elapsed < search.window && !from.isHuman) return
  for (const state of from.pending) {
    found(search, {
      promise: "heard",
      state,
      problem:
        "its words may be refused, and the dialogue ends in the same turn: the state for the refusal is never reached",
      cure: "lead to a wait with a timeout before the end, or use another otherwise"
    }, Script.and(from.script, "= (none)"))
  }
}

const silent = "the person did something, and the dialogue"

/** A path comes to a state. */
const arrive = (search: Search, from: Omit<Standing, "path">, name: string): void => {
  const to = search.sketches.get(name === "$return" ? from.back ?? search.chart.initial : name)
  if (to === undefined) return
  const says = speaks(to)
  const after = judge(search, from, to)
  const rests = isRest(to)
  const script = rests ? Script.and(after, `= ${to.path}`) : after
  const isOwed = from.isOwed && !says
  if (isOwed && to.word === "end" && to.ends) {
    found(search, {
      promise: "answered",
      state: to.path,
      problem: `${silent} ends without a word`,
      cure: "give this end words, or say something on the way"
    }, Script.and(script, "= (none)"))
  }
  if (isOwed && to.word === "wait") {
    found(search, {
      promise: "answered",
      state: to.path,
      problem: `${silent} waits without a word`,
      cure: "say something on the way"
    }, script)
  }
  const standing: Standing = {
    ...from,
    path: to.path,
    // A person of the business sees to what was asked; a raw state may have said anything.
    isOwed: isOwed && (!rests || to.word === "run"),
    isTold: from.isTold || says,
    spare: from.spare && !says,
    // A reminder's timer counts on through the reminder; anything else that leads to its state begins anew.
    fired: rests && !from.isTimed && name !== "$return" ? without(from.fired, to.path) : from.fired,
    back: search.returning.has(to.path) ? from.back : undefined,
    pending: refusals(search, to).length === 0 ? from.pending : [...from.pending, to.path],
    script
  }
  if (to.ends && to.word !== "state") unheard(search, standing)
  search.open.push(standing)
}

/** The person does something: the window is open, and timers may fire again. */
const acted = (standing: Standing): Standing => ({
  ...standing,
  elapsed: 0,
  isOwed: true,
  fired: {},
  isTimed: false,
  spare: false,
  pending: []
})

const fire = (search: Search, from: Standing, sketch: Sketch, edge: Edge, isHuman: boolean): void => {
  const isRound = search.round.has(sketch.path)
  const count = from.fired[sketch.path] ?? 0
  if (isRound && count >= (edge.times ?? 1)) return
  const after = edge.after === undefined || edge.after === "dynamic" ? search.window : edge.after
  const elapsed = Math.min(search.window, from.elapsed + after)
  arrive(search, {
    ...from,
    elapsed,
    isHuman,
    isTold: from.isTold && elapsed < search.window,
    isOwed: false,
    fired: isRound ? { ...from.fired, [sketch.path]: count + 1 } : from.fired,
    isTimed: true
  }, edge.to)
}

/** Whether a timer or a result is heard now, when a person of the business has the conversation. */
const isHeard = (search: Search, standing: Standing, sketch: Sketch): boolean =>
  !standing.isHuman || (search.dialogue.deferrals ?? {})[sketch.path] === "act"

const follow = (search: Search, standing: Standing, sketch: Sketch, edge: Edge): void => {
  const script = Script.and(standing.script, Script.step(search.dialogue, sketch, edge))
  const from = { ...standing, pending: edge.by === "auto" ? standing.pending : [], script }
  switch (edge.by) {
    case "answer":
      if (!standing.isHuman) arrive(search, acted(from), edge.to)
      return
    case "command":
      if (!standing.isHuman) arrive(search, { ...acted(from), back: sketch.path }, edge.to)
      return
    case "timer":
      // The timer of a handover takes the conversation back before it leads on.
      if (isHeard(search, standing, sketch)) {
        fire(search, from, sketch, edge, standing.isHuman && sketch.word !== "handover")
      }
      return
    case "signal":
      return arrive(search, { ...from, elapsed: search.window, isTold: false, isOwed: false, isTimed: false }, edge.to)
    case "released":
      return arrive(search, { ...from, isHuman: false, isTold: false, isOwed: false, isTimed: false }, edge.to)
    case "result":
      if (isHeard(search, standing, sketch)) arrive(search, { ...from, isTimed: false }, edge.to)
      return
    case "refused":
      return arrive(search, { ...from, isTimed: false }, edge.to)
    case "auto":
      return arrive(search, from, edge.to)
  }
}

/** The person says something that leaves the dialogue where it is. */
const hear = (search: Search, standing: Standing): void => {
  const script = said(search, { ...standing, script: Script.and(standing.script, Script.anyWords) })
  if (!standing.isTold && !search.discloses) undisclosed(search, standing.path, script)
  search.open.push({ ...acted(standing), isOwed: false, isTold: true, script })
}

const look = (search: Search, standing: Standing): void => {
  const sketch = search.sketches.get(standing.path)
  if (sketch === undefined) return
  const { chart } = search
  for (const edge of sketch.edges) {
    if (edge.by !== "refused" || sketch.word === "state") follow(search, standing, sketch, edge)
  }
  if (!isRest(sketch)) return
  for (const path of standing.pending) {
    const refused = search.sketches.get(path)
    if (refused === undefined) continue
    // The refusal is heard before anybody sees where the dialogue rests: that line is left out.
    const from = { ...standing, script: standing.script?.before }
    for (const edge of refusals(search, refused)) follow(search, from, refused, edge)
  }
  const isOpen = standing.elapsed < search.window && !standing.isHuman
  for (const edge of chart.entrances) {
    if (edge.by === "command" && hears(sketch)) follow(search, standing, sketch, edge)
    // Where the window is open policy lets everything go, but the channel may still refuse it.
    if (edge.by === "refused" && isOpen && speaks(sketch)) follow(search, standing, sketch, edge)
  }
  if (sketch.word === "handover") return
  if (standing.isHuman) {
    const script = Script.and(standing.script, "@ agent returns")
    search.open.push({ ...standing, isHuman: false, isTold: false, pending: [], script })
    return
  }
  if (hears(sketch)) hear(search, standing)
  const script = Script.and(standing.script, "@ agent takes")
  search.open.push({ ...standing, isHuman: true, isOwed: false, pending: [], script })
}

/** States from which no path leads to an end, to a person of the business, or to a question. */
const deadEnds = (search: Search, chart: Chart): void => {
  for (const state of PathGraph.deadEnds(chart, search.dialogue.commands.some(({ leaves }) => leaves))) {
    found(search, {
      promise: "wayOut",
      state,
      problem: "from here no path comes to an end, to a person of the business, or to a question",
      cure: "lead to one of them, or leave the dialogue a command such as cancel"
    }, Script.and(undefined, `= ${state}`))
  }
}

/** Handovers that nothing in the dialogue ends. */
const adviceOf = ({ sketches }: Chart): ReadonlyArray<Advice> =>
  sketches
    .filter(({ edges, word }) => word === "handover" && !edges.some((edge) => edge.by === "timer"))
    .map(({ path }) => ({
      state: path,
      advice:
        "only a person of the business ends it, or the bot's `humanFor` once they were silent for so long and the "
        + "customer writes; `resumeAfter` ends it in any case"
    }))

/** The ways in: an act of the person, a signal, a comment. A dialogue without starts is led to by another. */
const begin = (search: Search): void => {
  const { starts } = search.dialogue
  const none = { isHuman: false, isTold: false, fired: {}, isTimed: false, back: undefined, spare: false, pending: [] }
  const lines = starts.length === 0 ? [{ _tag: "Anything" as const }] : starts
  for (const start of lines) {
    const isPublic = start._tag === "Comment" || start._tag === "Post"
    const isSignal = start._tag === "Signal"
    arrive(search, {
      ...none,
      elapsed: isPublic || isSignal ? search.window : 0,
      isOwed: !isSignal,
      spare: isPublic,
      script: Script.and(undefined, Script.opening(start))
    }, search.chart.initial)
  }
}

/**
 * Searches all paths of a dialogue, shortest first. Of a dialogue that was made by hand and has no `chart` nothing is looked at, and
 * the search is not whole.
 *
 * @example
 * import { Dialogue, Paths } from "@parley/core"
 * import { Schema } from "effect"
 *
 * const d = Dialogue.setup({ id: "name", version: 1, context: Schema.Struct({}), states: ["ask", "done"] })
 * const name = d.make({
 *   initial: "ask",
 *   states: { ask: d.ask("Your name?", { answer: Schema.NonEmptyString, to: "done" }), done: d.end() }
 * })
 * const { findings } = Paths.explore(name, { discloses: true })
 * findings.map(({ promise, state }) => `${promise}: ${state}`) // => ["answered: done"]
 */
export const explore = (dialogue: Charted, options: Options): Report => {
  const { chart } = dialogue
  if (chart === undefined) return { findings: [], advice: [], looked: 0, isWhole: false }
  const most = options.most ?? 50_000
  const search: Search = {
    dialogue,
    chart,
    discloses: options.discloses,
    window: options.window ?? day,
    sketches: new Map(chart.sketches.map((sketch) => [sketch.path, sketch])),
    returning: PathGraph.leading(chart, new Set(["$return"])),
    round: PathGraph.round(chart),
    findings: new Map(),
    open: []
  }
  begin(search)
  const seen = new Set<string>()
  let isWhole = true
  for (const standing of search.open) {
    const name = key(standing)
    if (seen.has(name)) continue
    isWhole = seen.size < most
    if (!isWhole) break
    seen.add(name)
    look(search, standing)
  }
  deadEnds(search, chart)
  const findings = [...search.findings.values()].sort((a, b) => order.indexOf(a.promise) - order.indexOf(b.promise))
  return { findings, advice: adviceOf(chart), looked: seen.size, isWhole }
}
