/**
 * What was tried in each state, for those who want to know why something was not reached.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import * as Printer from "../convo/Printer.ts"
import type { Input } from "./Input.ts"

/** What was tried so far. */
export interface Tried {
  readonly note: (states: ReadonlyArray<string>, input: Input) => void
  /** What was tried in a state, or in the nearest before it in which anything was. */
  readonly towards: (dialogue: Definition.Definition | undefined, state: string) => Attempts
}

/** What was tried in a state, as a convo writes it. `in` is empty where no dialogue had begun. */
export interface Attempts {
  readonly in: string
  readonly tried: ReadonlyArray<string>
}

const before = (chart: Definition.Definition["chart"], state: string): ReadonlyArray<string> =>
  (chart?.sketches ?? []).filter(({ edges }) => edges.some(({ to }) => to === state)).map(({ path }) => path)

const most = 24

const written = (input: Input): string => {
  switch (input._tag) {
    case "Act":
      return Printer.line({ _tag: "Person", act: input.act })
    case "Grants":
      return "> (a yes to the request)"
    case "Signal":
      return Printer.line({ _tag: "Signal", signal: input.signal, payload: input.payload })
    case "Timer":
      return "~ its timer"
    case "Task":
      return input.ending._tag === "Natural"
        ? `% task ${input.name} as it is`
        : Printer.line({ _tag: "Trouble", trouble: { _tag: "Task", task: input.name, course: input.ending } })
    case "Silence":
      return Printer.line({ _tag: "Time", move: { _tag: "For", millis: input.millis } })
    case "Agent":
      return Printer.line({ _tag: "Agent", act: input.act })
  }
}

/** Nothing was tried yet. */
export const make = (): Tried => {
  const states = new Map<string, Set<string>>()
  const note = (state: string, input: Input): void => {
    let tried = states.get(state)
    if (tried === undefined) {
      tried = new Set()
      states.set(state, tried)
    }
    if (tried.size < most) tried.add(written(input))
  }
  return {
    note: (paths, input) => {
      for (const path of paths) note(path, input)
    },
    towards: (dialogue, state) => {
      const known = new Set([state])
      // States that are passed through in no time, and those that were not reached, have nothing of their own.
      for (const path of known) {
        const tried = states.get(path)
        if (tried !== undefined) return { in: path, tried: [...tried] }
        for (const one of before(dialogue?.chart, path)) known.add(one)
      }
      return { in: "", tried: [...states.get("") ?? []] }
    }
  }
}
