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

/** A script with one more line; without one, the script. */
export const and = (script: Script | undefined, line: string | undefined): Script | undefined =>
  line === undefined ? script : { line, before: script }

/** The lines of a script, first to last. */
export const lines = (script: Script | undefined): ReadonlyArray<string> => {
  const found: Array<string> = []
  for (let one = script; one !== undefined; one = one.before) found.push(one.line)
  return found.reverse()
}

const length = (millis: Millis): string =>
  millis % 3_600_000 === 0
    ? `${millis / 3_600_000}h`
    : millis % 60_000 === 0
    ? `${millis / 60_000}m`
    : `${Math.ceil(millis / 1000)}s`

/** Words of the person that the script does not know: any that fit. */
export const anyWords = "> ..."

/** How the person, or a signal, opens a dialogue. */
export const opening = (start: Start): string => {
  switch (start._tag) {
    case "Words":
      return `> ${start.words}`
    case "GetStarted":
      return "> (get started)"
    case "Ref":
      return `> (ref ${start.ref})`
    case "Payload":
      return `> (payload ${start.payload})`
    case "Comment":
      return "> (comment ...)"
    case "Post":
      return "> (post ...)"
    case "Signal":
      return `signal ${start.signal}`
    case "Pattern":
    case "Anything":
      return anyWords
  }
}

const option = /^option:(.*)$/s

/** What the person says to take an answer: the title of the option where it is known. */
const answer = (dialogue: Pick<Definition, "states">, from: Sketch, edge: Edge): string => {
  const key = option.exec(edge.label)?.[1]
  const title = dialogue.states.find(({ path }) => path === from.path)?.options?.find((one) => one.key === key)?.title
  return title === undefined || title === "" ? anyWords : `> [${title}]`
}

const command = (dialogue: Pick<Definition, "commands">, name: string): string => {
  const words = dialogue.commands.find((one) => one.name === name)?.words.find((one) => typeof one === "string")
  return words === undefined ? anyWords : `> ${words}`
}

/** The line that takes an edge, if it takes one. What the script cannot make happen is told in a comment. */
export const step = (
  dialogue: Pick<Definition, "commands" | "states">,
  from: Sketch,
  edge: Edge
): string | undefined => {
  switch (edge.by) {
    case "answer":
      return answer(dialogue, from, edge)
    case "command":
      return command(dialogue, edge.label)
    case "timer":
      return `~ ${edge.after === undefined || edge.after === "dynamic" ? "24h" : length(edge.after)}`
    case "signal":
      return `signal ${edge.label.replace(/^in\.signal\./, "")}`
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
