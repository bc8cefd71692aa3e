/**
 * What was tried in each state, for those who want to know why something was not reached.
 *
 * @module
 */
import * as Printer from "../convo/Printer.ts"
import type { Input } from "./Input.ts"

/** What was tried so far. */
export interface Tried {
  readonly note: (states: ReadonlyArray<string>, input: Input) => void
  /** What was tried in a state, as a convo writes it; everywhere, for the state without a name. */
  readonly in: (state: string) => ReadonlyArray<string>
}

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
    in: (state) => [...states.get(state) ?? []]
  }
}
