/**
 * The mistakes in a dialogue that types cannot see, found when it is made, all at once.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import * as Payload from "./Payload.ts"
import type { Edge, Mistake, Plan, Sketch } from "./Plan.ts"
import { optionLimits } from "./Text.ts"
import { fold } from "./Wording.ts"

/** A dialogue has mistakes: all that were found, each with the state and the cure. `where` is the place of `make`. */
export class DialogueMistakes extends Schema.TaggedError<DialogueMistakes>()("DialogueMistakes", {
  dialogue: Schema.String,
  where: Schema.optionalWith(Schema.String, { exact: true }),
  mistakes: Schema.Array(Schema.Struct({ state: Schema.String, problem: Schema.String, cure: Schema.String }))
}) {
  override get message(): string {
    const lines = this.mistakes.map((one) =>
      `- ${one.state === "" ? "" : `${one.state}: `}${one.problem}. Cure: ${one.cure}.`
    )
    const count = this.mistakes.length === 1 ? "a mistake" : `${this.mistakes.length} mistakes`
    const where = this.where === undefined ? "" : ` (made at ${this.where})`
    return `The dialogue ${this.dialogue} has ${count}${where}:\n${lines.join("\n")}`
  }
}

/** The longest payload that Meta's Send API takes, in characters. */
const payloadLimit = 1000

const day = 86_400_000

/** The length of a text as a person counts it. */
const characters = (text: string): number => [...text].length

/** Mistakes in the options of questions. */
const options = (plan: Plan): ReadonlyArray<Mistake> =>
  plan.states.flatMap(({ options, path }): ReadonlyArray<Mistake> => {
    if (options === undefined) return []
    const state = path
    const found: Array<Mistake> = []
    if (options.length === 0) {
      found.push({ state, problem: "there is nothing to choose", cure: "give it at least one option" })
    }
    if (options.length > optionLimits.count) {
      found.push({
        state,
        problem: `it offers ${options.length} options, and a message can carry ${optionLimits.count}`,
        cure: "split the question in two, or offer the most likely and let people type the rest"
      })
    }
    const titles = new Map<string, string>()
    for (const { key, title } of options) {
      if (characters(title) > optionLimits.title) {
        found.push({
          state,
          problem: `the title "${title}" has ${characters(title)} characters, and ${optionLimits.title} are shown`,
          cure: "shorten it, and put the rest into the question"
        })
      }
      const folded = fold(title)
      const other = titles.get(folded)
      if (title !== "" && other !== undefined) {
        found.push({
          state,
          problem: `the options ${other} and ${key} are both called "${title}", case and accents aside`,
          cure: "give them different titles, so that typed answers are clear"
        })
      }
      titles.set(folded, key)
      const payload = Payload.encode({ dialogue: plan.id, version: plan.version, state, key })
      if (payload.length > payloadLimit) {
        found.push({
          state,
          problem: `the payload of the option ${key} has ${payload.length} characters, and ${payloadLimit} are allowed`,
          cure: "shorten the option's key or the names of its states"
        })
      }
    }
    return found
  })

/** The states that can be reached. */
const reached = (sketches: ReadonlyMap<string, Sketch>, from: ReadonlyArray<string>): ReadonlySet<string> => {
  const seen = new Set<string>()
  const open = [...from]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    for (const edge of sketches.get(path)?.edges ?? []) open.push(edge.to)
  }
  return seen
}

/** Mistakes in the ways between states. */
const ways = (plan: Plan, initial: string, entrances: ReadonlyArray<Edge>): ReadonlyArray<Mistake> => {
  const sketches = new Map(plan.sketches.map((sketch) => [sketch.path, sketch]))
  const refused = plan.sketches.flatMap((sketch) =>
    sketch.edges.filter((edge) => edge.by === "refused").map((edge) => edge.to)
  )
  const seen = reached(sketches, [initial, ...entrances.map((edge) => edge.to), ...refused])
  const called = new Set(plan.calls.keys())
  const isTop = (path: string): boolean => ![...called].some((call) => path.startsWith(`${call}.`))
  return plan.sketches.flatMap((sketch): ReadonlyArray<Mistake> => {
    const state = sketch.path
    const found: Array<Mistake> = []
    if (!seen.has(state) && isTop(state) && !state.endsWith(".$done")) {
      found.push({ state, problem: "no state leads here", cure: "lead to it, give it a command, or take it out" })
    }
    if (!sketch.ends && sketch.edges.length === 0) {
      found.push({ state, problem: "nothing leads on from here", cure: "give it a target, or make it an end" })
    }
    for (const edge of sketch.edges) {
      if (edge.to === "$return" || sketches.has(edge.to)) continue
      found.push({
        state,
        problem: `it leads to ${edge.to}, which is not a state`,
        cure: "name a state of the dialogue"
      })
    }
    return found
  })
}

/** Circles of states that lead on by themselves and under no condition. */
const circles = (plan: Plan): ReadonlyArray<Mistake> => {
  const sketches = new Map(plan.sketches.map((sketch) => [sketch.path, sketch]))
  const found: Array<Mistake> = []
  const done = new Set<string>()
  for (const start of sketches.keys()) {
    const trail: Array<string> = []
    let path: string | undefined = start
    while (path !== undefined && !done.has(path) && !trail.includes(path)) {
      trail.push(path)
      const edges: ReadonlyArray<Edge> = sketches.get(path)?.edges ?? []
      const [only] = edges
      path = edges.length === 1 && only?.by === "auto" ? only.to : undefined
    }
    if (path !== undefined && trail.includes(path)) {
      const circle = [...trail.slice(trail.indexOf(path)), path]
      found.push({
        state: path,
        problem: `it goes round for ever: ${circle.join(" → ")}`,
        cure: "put a question or an end into the circle"
      })
    }
    for (const one of trail) done.add(one)
  }
  return found
}

interface Walk {
  readonly path: string
  readonly elapsed: number
  readonly fired: ReadonlyMap<string, number>
  readonly script: ReadonlyArray<string>
}

/** More steps than a dialogue of ordinary shape needs; a wilder one is left to policy, which checks every send. */
const steps = 20_000

const spoken = (millis: number): string =>
  millis % 3_600_000 === 0
    ? `${millis / 3_600_000}h`
    : millis % 60_000 === 0
    ? `${millis / 60_000}m`
    : `${Math.round(millis / 1000)}s`

/** What a script says to take an edge. */
const line = (edge: Edge): ReadonlyArray<string> => {
  if (edge.by === "signal") return [`signal ${edge.label}`]
  if (edge.by !== "timer") return []
  return [`~ ${edge.after === undefined || edge.after === "dynamic" ? "any time" : spoken(edge.after)}`]
}

/**
 * Plain words that timers and signals can reach a day or more after the person's last word, each with the way there.
 * The person speaks at every question; from there only what happens by itself is followed.
 */
const lateWords = (plan: Plan, initial: string, isSignalled: boolean): ReadonlyArray<Mistake> => {
  const sketches = new Map(plan.sketches.map((sketch) => [sketch.path, sketch]))
  const found = new Map<string, Mistake>()
  const late = (target: Sketch, script: ReadonlyArray<string>): void => {
    if (!target.plain || found.has(target.path)) return
    found.set(target.path, {
      state: target.path,
      problem: `its words may come when the window is shut: ${script.join("  ")}`,
      cure: "use notify with a purpose, or shorten the timers on the way"
    })
  }
  const open: Array<Walk> = plan.sketches
    .filter((sketch) => sketch.edges.some((edge) => edge.by === "timer" || edge.by === "signal"))
    .map((sketch) => ({ path: sketch.path, elapsed: 0, fired: new Map(), script: [`= ${sketch.path}`] }))
  const first = sketches.get(initial)
  if (isSignalled && first !== undefined) {
    const script = ["a signal starts it", `= ${initial}`]
    late(first, script)
    open.push({ path: initial, elapsed: Number.POSITIVE_INFINITY, fired: new Map(), script })
  }
  for (let count = 0; count < steps; count++) {
    const walk = open.pop()
    if (walk === undefined) break
    for (const edge of sketches.get(walk.path)?.edges ?? []) {
      if (edge.by !== "timer" && edge.by !== "signal" && edge.by !== "auto" && edge.by !== "result") continue
      // Without a timer or a signal first, the person has just spoken.
      if (walk.elapsed === 0 && walk.script.length === 1 && edge.by !== "timer" && edge.by !== "signal") continue
      const target = sketches.get(edge.to)
      if (target === undefined) continue
      // What goes on by itself may do so again after each timer; a timer, as often as its state allows.
      const round = edge.by === "timer" ? "" : walk.elapsed
      const name = `${walk.path} ${edge.by} ${edge.label} ${edge.to} ${round}`
      const times = (walk.fired.get(name) ?? 0) + 1
      if (times > (edge.times ?? 1)) continue
      const isAnyTime = edge.by === "signal" || edge.after === "dynamic"
      const elapsed = isAnyTime ? Number.POSITIVE_INFINITY : walk.elapsed + (edge.after ?? 0)
      const script = [...walk.script, ...line(edge), `= ${edge.to}`]
      if (elapsed >= day) late(target, script)
      open.push({ path: edge.to, elapsed, fired: new Map([...walk.fired, [name, times]]), script })
    }
  }
  return [...found.values()]
}

/** All mistakes of a compiled dialogue. `isSignalled`: a signal can start it, when nobody has written for long. */
export const mistakes = (
  plan: Plan,
  initial: string,
  entrances: ReadonlyArray<Edge>,
  isSignalled: boolean
): ReadonlyArray<Mistake> => [
  ...plan.mistakes,
  ...options(plan),
  ...ways(plan, initial, entrances),
  ...circles(plan),
  ...lateWords(plan, initial, isSignalled)
]
