/**
 * Every path through a dialogue, with what policy makes of it: states × window × owner × disclosure. Guards count as free
 * choices, and so does what the person, the services and the people of the business do.
 *
 * It finds words that no lane takes when they come, or that come while a person of the business has the conversation, words that
 * nobody announced as a machine's, acts of the person that get no word in time, and states with no way out. Each finding has a
 * script that leads to it.
 *
 * @module
 */
import type { Chart, Edge, Sketch } from "../dialogue/Chart.ts"
import type { Definition } from "../dialogue/Definition.ts"
import type { Millis } from "../model/Instant.ts"
import * as Answer from "./PathAnswer.ts"
import * as PathGraph from "./PathGraph.ts"
import { hears, isOthers, isRest, keeps, speaks } from "./PathGraph.ts"
import { type Advice, order, type Report } from "./PathReport.ts"
import * as Rules from "./PathRules.ts"
import * as Script from "./PathScript.ts"
import { acted, key, later, type Leave, type Standing, without } from "./PathStanding.ts"
import * as Words from "./PathWords.ts"
import { found } from "./PathWords.ts"

export { type Advice, assumptions, type Finding, type Promise, type Report } from "./PathReport.ts"
export { type Channel } from "./PathRules.ts"
export { type Samples } from "./PathScript.ts"

/** What the search reads of a dialogue. */
export type Charted =
  & Pick<Definition, "id" | "starts" | "commands" | "states" | "deferrals" | "chart">
  & Partial<Pick<Definition, "tasks" | "machine">>

/**
 * What the search may assume of the bot. `discloses`: the notice is on, and `lapse` the silence after which it is due again, a day
 * unless given. `channel` has the rules that words are judged by; without one the window alone counts, which an act of the person
 * opens for `window`, a day unless given, and words for a purpose may always come. `margin`: how long before its end a window counts
 * as shut. `answerWithin`: how long the person waits for a word at the longest, 30 seconds unless given, as Meta asks of automated
 * bots ("Messenger Platform and IG Messaging API policy", *Responsiveness*, read 2026-11-21). All lengths are in milliseconds.
 */
export interface Options {
  readonly discloses: boolean
  readonly lapse?: Millis
  readonly channel?: Rules.Channel
  readonly window?: Millis
  readonly margin?: Millis
  readonly answerWithin?: Millis
  /** What people say in the scripts; `...` where it is not known. */
  readonly samples?: Script.Samples
  /** At most so many standings are looked at, 50,000 unless given; a search that ends early says so. */
  readonly most?: number
}

interface Search extends Words.Search, Answer.Search {
  readonly dialogue: Charted
  readonly samples: Script.Samples
  /** The time from which nothing changes any more. */
  readonly horizon: Millis
  /** The silence after which the notice is due again. */
  readonly lapse: Millis
  readonly sketches: ReadonlyMap<string, Sketch>
  /** The states from which the dialogue may come back to where a command was said. */
  readonly returning: ReadonlySet<string>
  /** The states whose timers may come round again without a word of the person. */
  readonly round: ReadonlySet<string>
  /** The way to each state that was come to. */
  readonly ways: Map<string, Script.Script | undefined>
  readonly open: Array<Standing>
}

const day: Millis = 86_400_000

/** The dialogue leaves for another, which hears of no refusal of its words. One that has ended hears of them. */
const unheard = (search: Search, from: Standing): void => {
  for (const { refused, state } of from.pending) {
    if (refused === "hardly") continue
    found(search, {
      promise: "heard",
      state,
      problem:
        "its words may be refused, and the dialogue leaves for another in the same turn: the state for the refusal is never reached",
      cure: "lead to a wait with a timeout before it leaves, or use another otherwise"
    }, from.script)
  }
}

/** A path comes to a state. */
const arrive = (search: Search, from: Omit<Standing, "path">, name: string): void => {
  const to = search.sketches.get(name === "$return" ? from.back ?? search.chart.initial : name)
  if (to === undefined) return
  const said = Words.judge(search, from, to)
  const rests = isRest(to)
  const after = said === undefined ? from.script : said.script
  const script = rests ? Script.and(after, `= ${to.path}`) : after
  if (!search.ways.has(to.path)) search.ways.set(to.path, script)
  const owed = said === undefined ? from.owed : undefined
  if (owed !== undefined) Answer.judge(search, owed, to, script)
  const isLeft = to.word === "wait" && Answer.patience(search, to) === Number.POSITIVE_INFINITY
  const standing: Standing = {
    ...from,
    ...(said === undefined ? {} : { isTold: said.isTold, leave: said.leave, spare: said.spare }),
    path: to.path,
    // A person of the business sees to what was asked; a raw state may have said anything.
    owed: !rests || to.word === "run" || (to.word === "wait" && !isLeft) ? owed : undefined,
    // A reminder's timer counts on through the reminder; anything else that leads to its state begins anew.
    fired: rests && !from.isTimed && name !== "$return" ? without(from.fired, to.path) : from.fired,
    back: search.returning.has(to.path) ? from.back : undefined,
    pending: Words.refusals(search, to).length === 0
      ? from.pending
      : [...from.pending, { state: to.path, refused: said?.refused ?? "hardly" }],
    script
  }
  if (to.word === "goto") unheard(search, standing)
  search.open.push(standing)
}

const fire = (search: Search, from: Standing, sketch: Sketch, edge: Edge, isHuman: boolean): void => {
  const isRound = search.round.has(sketch.path)
  const count = from.fired[sketch.path] ?? 0
  if (isRound && count >= (edge.times ?? 1)) return
  const after = edge.after === undefined || edge.after === "dynamic" ? search.horizon : edge.after
  const elapsed = Math.min(search.horizon, from.elapsed + after)
  arrive(search, {
    ...from,
    elapsed,
    isHuman,
    isTold: from.isTold && elapsed < search.lapse,
    owed: later(from.owed, after, search.answerWithin),
    fired: isRound ? { ...from.fired, [sketch.path]: count + 1 } : from.fired,
    isTimed: true
  }, edge.to)
}

/** Whether a timer or a result is heard now, when a person of the business has the conversation. */
const isHeard = (search: Search, standing: Standing, sketch: Sketch): boolean =>
  !standing.isHuman || (search.dialogue.deferrals ?? {})[sketch.path] === "act"

/** The leave to write later, after an answer or the refusal of the request. */
const allowed = ({ asking }: Search, leave: Leave, { path }: Sketch, { label }: Edge): Leave => {
  const kind = asking.get(path)
  return kind !== undefined && (label === "granted" || label === "given already") ? kind : leave
}

/** Whether a way on may be taken at any time, and without an act that opens the window. */
const isLate = ({ rules }: Search, sketch: Sketch, edge: Edge): boolean =>
  edge.by === "signal" || (Script.isRated(sketch, edge) && !Rules.opensByRating(rules))

/** The time until the latest of them; where a timer would come before it, the script says nothing of time. */
const idle = (search: Search, { elapsed }: Standing, sketch: Sketch, edge: Edge): string | undefined =>
  !isLate(search, sketch, edge) || elapsed >= search.horizon || sketch.edges.some(({ by }) => by === "timer")
    ? undefined
    : Script.time(search.horizon + search.rules.margin - elapsed)

/** Something comes from outside at the latest moment, and nobody waits for a word on it. */
const late = ({ horizon }: Search, from: Standing): Standing => ({
  ...from,
  elapsed: horizon,
  isTold: false,
  owed: undefined,
  isTimed: false
})

const follow = (search: Search, standing: Standing, sketch: Sketch, edge: Edge): void => {
  const before = Script.and(standing.script, idle(search, standing, sketch, edge))
  const script = Script.and(before, Script.step(search.dialogue, sketch, edge, search.samples))
  const from = { ...standing, pending: edge.by === "auto" ? standing.pending : [], script }
  switch (edge.by) {
    case "answer":
      if (standing.isHuman) return
      if (isLate(search, sketch, edge)) return arrive(search, { ...late(search, from), fired: {} }, edge.to)
      return arrive(search, { ...acted(from), leave: allowed(search, from.leave, sketch, edge) }, edge.to)
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
      return arrive(search, late(search, from), edge.to)
    case "released":
      return arrive(search, { ...from, isHuman: false, isTold: false, owed: undefined, isTimed: false }, edge.to)
    case "result": {
      if (!isHeard(search, standing, sketch)) return
      const owed = later(from.owed, Answer.patience(search, sketch), search.answerWithin)
      return arrive(search, { ...from, owed, isTimed: false }, edge.to)
    }
    case "refused":
      // A series alone can have been agreed to before: leave for one message is asked for again.
      if (edge.label === "given already" && search.asking.get(sketch.path) === "oneTime") return
      return arrive(search, { ...from, leave: allowed(search, from.leave, sketch, edge), isTimed: false }, edge.to)
    case "auto":
      return arrive(search, from, edge.to)
  }
}

/** The person says something that leaves the dialogue where it is. */
const hear = (search: Search, standing: Standing): void => {
  const aside = Script.and(standing.script, Script.aside(search.dialogue, standing.path, search.samples))
  const script = Words.spoken(search, { isTold: standing.isTold, script: aside }, 1)
  Words.undisclosed(search, standing.path, standing, script)
  search.open.push({ ...acted(standing), owed: undefined, isTold: true, script })
}

/** The dialogue hears that words of this turn were refused, also when it has ended. */
const hearRefusals = (search: Search, standing: Standing, rests: boolean): void => {
  // Nobody sees where the dialogue rested before: that line is left out.
  const script = rests ? standing.script?.before : standing.script
  for (const { state } of standing.pending) {
    const refused = search.sketches.get(state)
    if (refused === undefined) continue
    for (const edge of Words.refusals(search, refused)) follow(search, { ...standing, script }, refused, edge)
  }
}

const look = (search: Search, standing: Standing): void => {
  const sketch = search.sketches.get(standing.path)
  if (sketch === undefined) return
  const { chart } = search
  const rests = isRest(sketch)
  if (rests || (sketch.ends && sketch.word !== "goto")) hearRefusals(search, standing, rests)
  // The refusal is the next turn, before anything else can come.
  if (rests && standing.pending.some(({ refused }) => refused === "surely")) return
  for (const edge of sketch.edges) {
    if (edge.by !== "refused" || sketch.word === "state") follow(search, standing, sketch, edge)
  }
  if (!rests) return
  const isOpen = !standing.isHuman && Rules.judgePlain(search.rules, standing)._tag === "Goes"
  for (const edge of chart.entrances) {
    if (edge.by === "command" && hears(sketch)) follow(search, standing, sketch, edge)
    // Where the window is open policy lets everything go, but the channel may still refuse it.
    if (edge.by === "refused" && isOpen && speaks(sketch)) follow(search, standing, sketch, edge)
  }
  if (isOthers(sketch)) return
  if (standing.isHuman) {
    const script = Script.and(standing.script, "@ agent returns")
    search.open.push({ ...standing, isHuman: false, isTold: false, pending: [], script })
    return
  }
  if (keeps(sketch)) hear(search, standing)
  const script = Script.and(standing.script, "@ agent takes")
  search.open.push({ ...standing, isHuman: true, owed: undefined, pending: [], script })
}

/** States from which no path leads to an end, to a person of the business, or to a question. */
const deadEnds = (search: Search, chart: Chart): void => {
  for (const state of PathGraph.deadEnds(chart, search.dialogue.commands.some(({ leaves }) => leaves))) {
    found(search, {
      promise: "wayOut",
      state,
      problem: "from here no path comes to an end, to a person of the business, or to a question",
      cure: "lead to one of them, or leave the dialogue a command such as cancel"
    }, search.ways.has(state) ? search.ways.get(state) : Script.and(undefined, `# no path leads to ${state}`))
  }
}

/** Words whose template the account has not, or would not send, whichever way leads to them. */
const templates = (search: Search, { sketches }: Chart): void => {
  for (const { message, path } of sketches) {
    const fault = message === undefined ? undefined : Rules.templateFault(search.rules, message)
    if (fault === undefined) continue
    const { cure, reason } = fault
    found(search, { promise: "deliverable", state: path, problem: reason, cure }, search.ways.get(path))
  }
}

/** Requests for leave that are said again at once when they are refused: of the second refusal nobody hears. */
const requests = (search: Search, chart: Chart): void => {
  for (const state of PathGraph.askingAgain(chart, search.asking)) {
    const script = Script.and(search.ways.get(state), `# the words of ${state} are refused`)
    found(search, {
      promise: "answered",
      state,
      problem:
        "its request may be refused, and is then said once more: the person gets no word, and no dialogue hears of it",
      cure: "lead `refused` to another state"
    }, script)
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

const acts = { Comment: "comment", Post: "post" } as const

/** The ways in: an act of the person, a signal, a comment. A dialogue without starts is led to by another. */
const begin = (search: Search): void => {
  const { starts } = search.dialogue
  const leave: Leave = search.asking.size === 0 ? "any" : "none"
  const none = { isHuman: false, isTold: false, fired: {}, isTimed: false, back: undefined, leave, pending: [] }
  const lines = starts.length === 0 ? [{ _tag: "Anything" as const }] : starts
  for (const start of lines) {
    const isOutside = start._tag === "Signal" || (start._tag === "Rated" && !Rules.opensByRating(search.rules))
    const act = start._tag === "Comment" || start._tag === "Post" ? acts[start._tag] : "message"
    const isTimeless = act !== "message" || start._tag === "GetStarted"
    arrive(search, {
      ...none,
      elapsed: isOutside ? search.horizon : 0,
      act,
      owed: isOutside ? undefined : isTimeless ? Number.NEGATIVE_INFINITY : 0,
      spare: Rules.sparesOne(search.rules, act),
      script: Script.and(
        undefined,
        starts.length === 0 ? "# another dialogue leads here" : Script.opening(start, search.samples)
      )
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
  const { answerWithin = 30_000, channel, discloses, lapse = day, margin = 0, most = 50_000, samples = {} } = options
  const rules = Rules.of(channel, margin, options.window)
  const search: Search = {
    dialogue,
    chart,
    discloses,
    rules,
    samples,
    answerWithin,
    horizon: Rules.horizon(rules, chart.sketches.flatMap(({ message }) => message ?? [])),
    lapse: Math.min(lapse, rules.window),
    sketches: new Map(chart.sketches.map((sketch) => [sketch.path, sketch])),
    returning: PathGraph.leading(chart, new Set(["$return"])),
    round: PathGraph.round(chart),
    asking: PathGraph.asking(dialogue),
    findings: new Map(),
    advice: new Map(),
    ways: new Map(),
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
  templates(search, chart)
  requests(search, chart)
  deadEnds(search, chart)
  const findings = [...search.findings.values()].sort((a, b) => order.indexOf(a.promise) - order.indexOf(b.promise))
  return { findings, advice: [...search.advice.values(), ...adviceOf(chart)], looked: seen.size, isWhole }
}
