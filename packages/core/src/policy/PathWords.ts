/**
 * What a search of paths makes of the words that a state says: whether they come, how they stand in a script, and what is wrong
 * with them.
 *
 * @module
 */
import type { Chart, Edge, Sketch } from "../dialogue/Chart.ts"
import type { Refusal } from "../model/LaneName.ts"
import * as DisclosurePlan from "./DisclosurePlan.ts"
import * as Lane from "./Lane.ts"
import { type Asked, speaks } from "./PathGraph.ts"
import type { Advice, Finding } from "./PathReport.ts"
import * as Rules from "./PathRules.ts"
import * as Script from "./PathScript.ts"
import type { Refused, Standing } from "./PathStanding.ts"

/** What judging words needs of a search. */
export interface Search {
  readonly dialogue: Script.Scripted
  readonly chart: Chart
  readonly discloses: boolean
  readonly rules: Rules.Rules
  /** The states that ask leave to write later, with its kind. */
  readonly asking: ReadonlyMap<string, Asked>
  readonly findings: Map<string, Finding>
  readonly advice: Map<string, Advice>
}

/** What words leave behind: the script with them, what the person was told, what was used up, and whether a refusal comes. */
export interface Said extends Pick<Standing, "isTold" | "leave" | "spare" | "script"> {
  readonly refused: Refused
}

/** Notes a finding, unless there is one of its kind for its state. */
export const found = (
  search: Pick<Search, "findings">,
  finding: Omit<Finding, "script">,
  script: Script.Script | undefined
): void => {
  // The notice is on or off for the whole dialogue.
  const name = finding.promise === "disclosed" ? finding.promise : `${finding.promise} ${finding.state}`
  if (!search.findings.has(name)) search.findings.set(name, { ...finding, script: Script.lines(script) })
}

/** Notes that somebody is spoken to who was not told, where the notice is off. */
export const undisclosed = (
  search: Search,
  state: string,
  { isTold }: Pick<Standing, "isTold">,
  script: Script.Script | undefined
): void => {
  if (isTold || search.discloses) return
  found(search, {
    promise: "disclosed",
    state,
    problem: "it speaks to a person who was not told that this is a machine, as the notice is off",
    cure: "leave the bot's `disclosure` on"
  }, script)
}

/** The script with `count` messages of the bot, behind the notice when it is due. */
export const spoken = (
  search: Search,
  { isTold, script }: Pick<Standing, "isTold" | "script">,
  count: number
): Script.Script | undefined => {
  let after = isTold || !search.discloses ? script : Script.and(script, "< ...   #disclosure")
  for (let said = 0; said < count; said++) after = Script.and(after, "< ...")
  return after
}

/** The ways that a refusal of a state's words leads, when the dialogue asked to be told. */
export const refusals = ({ chart }: Pick<Search, "chart">, { edges, path }: Sketch): ReadonlyArray<Edge> => [
  ...edges.filter(({ by }) => by === "refused"),
  ...(chart.refusing.includes(path) ? chart.entrances.filter(({ by }) => by === "refused") : [])
]

const fate = {
  Held: "wait until the person writes",
  Dropped: "are dropped",
  Refused: "are refused"
} as const

const asked = { hold: "Held", drop: "Dropped", refuse: "Refused" } as const

type Goes = Extract<Rules.Judged, { readonly _tag: "Goes" }>
type Stays = Extract<Rules.Judged, { readonly _tag: "Stays" }>

const stayed = (path: string, from: Standing["script"], { verdict }: Stays): Script.Script | undefined =>
  Script.and(from, `# the words of ${path} ${fate[verdict]}`)

const cureOf = ({ waysOut }: Refusal): string =>
  waysOut.length === 0 ? "let them come while the window is open" : waysOut.join("; ")

/** Words for a purpose that no lane takes. Whoever drops them, or hears of their refusal, has seen to it. */
const outside = (search: Search, from: Omit<Standing, "path">, to: Sketch, judged: Stays): void => {
  const { refusal, verdict } = judged
  const state = to.path
  if (verdict === "Dropped" || (verdict === "Refused" && refusals(search, to).length > 0)) {
    const words = `no lane takes its words when the window is shut (${refusal.rule}), and they ${fate[verdict]}`
    search.advice.set(state, { state, advice: `${words} as it asks. Ways out: ${cureOf(refusal)}` })
    return
  }
  found(search, {
    promise: "deliverable",
    state,
    problem: `no lane takes its words when they come, and they ${fate[verdict]}`,
    cure: cureOf(refusal),
    refusal
  }, stayed(state, from.script, judged))
}

const kept = (from: Omit<Standing, "path">, script: Script.Script | undefined, refused: Refused): Said => ({
  isTold: from.isTold,
  leave: from.leave,
  spare: false,
  script,
  refused
})

/** The words go out in a lane: behind the notice, with it in one message, or without it. */
const goes = (search: Search, from: Omit<Standing, "path">, to: Sketch, { lane }: Goes): Said => {
  const count = Script.count(search.dialogue, to.path)
  const isAlone = DisclosurePlan.isSingle(lane)
  const isFree = DisclosurePlan.precedes(lane)
  const before = isAlone || !isFree ? { isTold: true, script: from.script } : from
  const script = spoken(search, before, count)
  if (isFree) undisclosed(search, to.path, from, script)
  return {
    // A template says nothing of a machine unless it is declared to: the notice stays due.
    isTold: from.isTold || isFree || to.message?.utility?.discloses === true,
    leave: lane.lane === "oneTime" ? "spent" : from.leave,
    spare: from.spare && lane.lane !== "privateReply",
    script,
    refused: "hardly"
  }
}

/** What a state says for a purpose is judged. */
const meant = (search: Search, from: Omit<Standing, "path">, to: Sketch): Said => {
  const judged = to.message === undefined
    ? { _tag: "Unknown" as const }
    : Rules.judge(search.rules, from, to.message)
  const unsure = Script.and(from.script, `# policy sends, keeps or drops the words of ${to.path}`)
  if (from.isHuman) {
    const asks = to.message === undefined ? undefined : Lane.fallback(to.message).otherwise
    const script = asks === undefined
      ? unsure
      : Script.and(from.script, `# the words of ${to.path} ${fate[asked[asks]]}`)
    return kept(from, script, asks === undefined ? "maybe" : asks === "refuse" ? "surely" : "hardly")
  }
  if (judged._tag === "Goes") return goes(search, from, to, judged)
  if (judged._tag === "Stays") {
    outside(search, from, to, judged)
    return kept(from, stayed(to.path, from.script, judged), judged.verdict === "Refused" ? "surely" : "hardly")
  }
  const open = Rules.judgePlain(search.rules, from)
  return open._tag === "Goes" ? goes(search, from, to, open) : kept(from, unsure, "maybe")
}

/** A request for leave that the rules never take, whenever it comes. */
const unasked = (search: Search, from: Omit<Standing, "path">, { path }: Sketch): Said | undefined => {
  const kind = search.asking.get(path)
  if (kind === undefined || !search.rules.isKnown || from.isHuman) return undefined
  const judged = Rules.judgeRequest(search.rules, from, kind)
  if (judged._tag !== "Stays") return undefined
  const { refusal } = judged
  const script = stayed(path, from.script, judged)
  found(search, {
    promise: "deliverable",
    state: path,
    problem: "no lane takes its request for leave, and it is refused",
    cure: refusal.waysOut.length === 0 ? "leave it out: there is no such leave to be had here" : cureOf(refusal),
    refusal
  }, script)
  return kept(from, script, "surely")
}

/** Plain words are judged. */
const said = (search: Search, from: Omit<Standing, "path">, to: Sketch): Said => {
  const { path } = to
  const judged = Rules.judgePlain(search.rules, from)
  const isShut = judged._tag === "Stays"
  const late = isShut
    ? stayed(path, from.script, judged)
    : Script.and(from.script, `# the words of ${path} wait until the person writes`)
  if (isShut) {
    found(search, {
      promise: "deliverable",
      state: path,
      problem: "its words may come when the window is shut",
      cure: "use notify with a purpose, or shorten the timers on the way"
    }, late)
  }
  if (from.isHuman) {
    found(search, {
      promise: "silent",
      state: path,
      problem: "its words may come while a person of the business has the conversation, and are kept back",
      cure: "let what leads here wait until the conversation comes back"
    }, from.script)
  }
  const refused = isShut ? undefined : unasked(search, from, to)
  if (refused !== undefined) return refused
  return isShut || from.isHuman || judged._tag === "Unknown"
    ? kept(from, late, "hardly")
    : goes(search, from, to, judged)
}

/** What becomes of the words of a state to which a path comes; `undefined` when it says none. */
export const judge = (search: Search, from: Omit<Standing, "path">, to: Sketch): Said | undefined => {
  if (!speaks(to)) return undefined
  return to.plain ? said(search, from, to) : meant(search, from, to)
}
