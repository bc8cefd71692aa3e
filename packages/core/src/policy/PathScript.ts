/**
 * A path through a dialogue as the lines of a convo.
 *
 * @module
 */
import type { Edge, Sketch } from "../dialogue/Chart.ts"
import type { Definition, Start } from "../dialogue/Definition.ts"
import type { Millis } from "../model/Instant.ts"

/** A script from its end, so that paths share their beginnings. */
export interface Script {
  readonly line: string
  readonly before: Script | undefined
}

/** A script with one more line; without one, the script. A note is not made twice in a row. */
export const and = (script: Script | undefined, line: string | undefined): Script | undefined =>
  line === undefined || (line.startsWith("#") && line === script?.line) ? script : { line, before: script }

/** The lines of a script, first to last. */
export const lines = (script: Script | undefined): ReadonlyArray<string> => {
  const found: Array<string> = []
  for (let one = script; one !== undefined; one = one.before) found.push(one.line)
  return found.reverse()
}

/**
 * What people and services say in a script, where somebody knows: an answer that leads a way on from a state and one that a state does
 * not take, in the marks of a `>` line; what opens a dialogue; the payload of a signal, as JSON.
 */
export interface Samples {
  readonly answer?: (state: string, way: string) => string | undefined
  readonly odd?: (state: string) => string | undefined
  readonly opening?: (start: Start) => string | undefined
  readonly payload?: (signal: string) => string | undefined
}

/** What a script reads of a dialogue. */
export type Scripted = Pick<Definition, "commands" | "states"> & Partial<Pick<Definition, "machine">>

const length = (millis: Millis): string =>
  millis % 3_600_000 === 0
    ? `${millis / 3_600_000}h`
    : millis % 60_000 === 0
    ? `${millis / 60_000}m`
    : `${Math.ceil(millis / 1000)}s`

/** Time that goes by. */
export const time = (millis: Millis): string => `~ ${length(millis)}`

/** Words of the person that the script does not know: any that fit. */
const anyWords = "..."

/** The best answer to a survey, on any scale from five up. */
const rates = "(rates 5)"

const open = (start: Start): string => {
  switch (start._tag) {
    case "Words":
      return start.words
    case "GetStarted":
      return "(get started)"
    case "Ref":
      return `(ref ${start.ref})`
    case "Payload":
      return `(payload ${start.payload})`
    case "Comment":
      return "(comment ...)"
    case "Post":
      return "(post ...)"
    case "Rated":
      return rates
    default:
      return anyWords
  }
}

/** A signal with its payload. */
const signalled = (signal: string, { payload }: Samples): string => {
  const sent = payload?.(signal)
  return sent === undefined ? `signal ${signal}` : `signal ${signal} ${sent}`
}

/** How the person, or a signal, opens a dialogue. */
export const opening = (start: Start, samples: Samples): string =>
  start._tag === "Signal" ? signalled(start.signal, samples) : `> ${samples.opening?.(start) ?? open(start)}`

const option = /^option:(.*)$/s

/** Whether a way on is the answer to a survey. */
export const isRated = ({ word }: Sketch, { by, label }: Edge): boolean =>
  word === "survey" && by === "answer" && label === "answered"

/** What the person says to take an answer: the title of the option where it is known. */
const answer = (dialogue: Scripted, from: Sketch, edge: Edge, { answer }: Samples): string => {
  const options = dialogue.states.find(({ path }) => path === from.path)?.options
  const key = option.exec(edge.label)?.[1]
  const index = options?.findIndex((one) => one.key === key) ?? -1
  const title = options?.[index]?.title
  if (title !== undefined && title !== "") return `> [${title.replace(/[\\\]]/g, "\\$&")}]`
  // An option is taken by its number as well: what is only known as it runs has its first.
  if (title === "" || edge.label === "option") return `> ${Math.max(0, index) + 1}`
  if (isRated(from, edge)) return `> ${rates}`
  if (edge.label === "giveUp") return `# the person answers ${from.path} wrongly, as often as it asks again`
  return `> ${answer?.(from.path, edge.label) ?? anyWords}`
}

const worded = ({ commands }: Pick<Scripted, "commands">, name: string): string | undefined =>
  commands.find((one) => one.name === name)?.words.find((one) => typeof one === "string")

/** The person says something that leads nowhere: a word that has everything said again, where there is one. */
export const aside = (dialogue: Scripted, state: string, { odd }: Samples): string => {
  const isKept = dialogue.commands.some(({ leaves, name }) => name === "repeat" && !leaves)
  return `> ${(isKept ? worded(dialogue, "repeat") : undefined) ?? odd?.(state) ?? anyWords}`
}

/** The line that takes an edge, if it takes one. What the script cannot make happen is told in a comment. */
export const step = (dialogue: Scripted, from: Sketch, edge: Edge, samples: Samples): string | undefined => {
  switch (edge.by) {
    case "answer":
      return answer(dialogue, from, edge, samples)
    case "command":
      return `> ${worded(dialogue, edge.label) ?? anyWords}`
    case "timer":
      return edge.after === undefined || edge.after === "dynamic" ? "~ 24h" : time(edge.after)
    case "signal":
      return signalled(edge.label.replace(/^in\.signal\./, ""), samples)
    case "released":
      return "@ agent returns"
    case "result":
      return `# the task of ${from.path} ends: ${edge.label}`
    case "refused":
      return `# the words of ${from.path} are refused`
    case "auto":
      return undefined
  }
}

interface Node {
  readonly entry: ReadonlyArray<unknown>
  readonly states: { readonly [name: string]: Node }
}

const isWords = (action: unknown): boolean =>
  typeof action === "object" && action !== null && "type" in action && action.type === "put" && "params" in action
  && typeof action.params === "object" && action.params !== null && "part" in action.params
  && /^(?:words\d*|question|request)$/.test(String(action.params.part))

/** How many messages a state says as it is entered; one where that is not known. */
export const count = ({ machine }: Scripted, state: string): number => {
  let node: Node | undefined = machine?.root
  for (const name of state.split(".")) node = node?.states[name]
  return Math.max(1, node?.entry.filter(isWords).length ?? 1)
}
