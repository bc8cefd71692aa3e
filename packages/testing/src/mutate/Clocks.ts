/**
 * Mistakes in timers: half as long, twice as long, gone, one time too many, or another one after the process was down.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import * as Span from "../convo/Span.ts"
import * as Anatomy from "./Anatomy.ts"
import * as Functions from "./Functions.ts"
import type { Change } from "./Mutation.ts"
import type { Subject } from "./Subject.ts"

type Length = (given: unknown) => number

/** The timer of a state under another name, in its place. */
const renamed = (after: unknown, from: string, to: string): Anatomy.Piece =>
  Object.fromEntries(
    Object.entries(Anatomy.isPiece(after) ? after : {}).map(([delay, ways]) => [delay === from ? to : delay, ways])
  )

const lasting = (subject: Subject, keys: Anatomy.Keys, delay: string, factor: number) => {
  const fixed = Number(delay)
  const { definition } = subject
  if (Number.isFinite(fixed)) {
    const length = String(Math.max(1, Math.round(fixed * factor)))
    return subject.edit(keys, (after) => renamed(after, delay, length))
  }
  const { implementations } = definition.machine
  // A length that is worked out is a function of what a machine gives.
  const length = implementations.delays[delay] as unknown as Length
  const own: Length = (given) => Math.max(1, Math.round(length(given) * factor))
  const delays = { ...implementations.delays, [delay]: own } as unknown as typeof implementations.delays
  return Anatomy.remake(definition, subject.anatomy.config, { ...implementations, delays })
}

const spoken = (delay: string, factor: number): string => {
  const fixed = Number(delay)
  return Number.isFinite(fixed) ? ` (${Span.encode(Math.round(fixed * factor))}, not ${Span.encode(fixed)})` : ""
}

/** The states that a state leads to, at however many steps. */
const after = ({ definition: { chart } }: Subject, state: string): ReadonlySet<string> => {
  const found = new Set<string>()
  const open = [state]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const { edges = [] } = chart?.sketches.find((sketch) => sketch.path === path) ?? {}
    for (const { to } of edges) {
      if (found.has(to)) continue
      found.add(to)
      open.push(to)
    }
  }
  return found
}

/** Timers that lead on once more than they may, without a word from the person; where one is never met again, that is no mistake. */
export const repeats = (subject: Subject): ReadonlyArray<Change> =>
  subject.anatomy.leads.flatMap((lead): ReadonlyArray<Change> => {
    const { guard, state, target } = lead
    if (guard === undefined || !/^timeout(?:#0)?$/.test(guard.part) || target === undefined) return []
    const { word } = subject.definition.states.find(({ path }) => path === state) ?? {}
    if (word === "handover" || word === "control" || !(target === state || after(subject, target).has(state))) return []
    const last = subject.element("guard", state, guard.part, "false")
    return [{
      kind: "timer",
      state,
      by: "author",
      elements: last === undefined ? [] : [last.id],
      what: "timer-again",
      sentence: `${state}: its timer leads on once more than it may`,
      change: () =>
        Functions.counting(subject.definition, { at: state, parts: /^timeout(?:#\d+)?$/ }, `${state}:timeout`)
    }]
  })

const sentences = {
  remaining: "fires at once when the process was down, where what was left of it was to pass",
  restart: "fires at once when the process was down, where it was to begin anew"
}

/** Timers that mean something else once the process was down. What nobody wrote down is the usual meaning, and stays. */
export const meanings = ({ definition }: Subject): ReadonlyArray<Change> =>
  definition.states.flatMap(({ path, timer }): ReadonlyArray<Change> => {
    if (timer === undefined || timer.meaning === "deadline") return []
    const { meaning } = timer
    const changed = (): Definition.Definition => ({
      ...definition,
      states: definition.states.map((one) =>
        one.path === path && one.timer !== undefined
          ? { ...one, timer: { ...one.timer, meaning: "deadline" as const } }
          : one
      )
    })
    return [{
      kind: "timer",
      state: path,
      by: "author",
      elements: [],
      needs: { _tag: "Trouble", trouble: "Crash" },
      what: "timer-meaning",
      sentence: `${path}: its timer ${sentences[meaning]}`,
      change: changed
    }]
  })

/** Timers that are shorter, longer, or gone. */
export const timers = (subject: Subject): ReadonlyArray<Change> =>
  [...subject.anatomy.states].flatMap(([state, { keys, piece }]) => {
    const after = piece["after"]
    return Object.keys(Anatomy.isPiece(after) ? after : {}).flatMap((delay, index): ReadonlyArray<Change> => {
      const lead = subject.anatomy.leads.find((one) =>
        one.state === state && one.eventType.startsWith(`xstate.after.${delay}.`)
      )
      const fired = lead === undefined ? undefined : subject.element("timer", lead.eventType)
      const late = fired === undefined ? [] : [fired.id]
      const known = { kind: "timer" as const, state, by: "author" as const }
      const nth = index === 0 ? "" : `:${index + 1}`
      const at = [...keys, "after"]
      return [
        {
          ...known,
          // It may fire where it did not.
          elements: [],
          what: `timer-shorter${nth}`,
          sentence: `${state}: its timer is half as long${spoken(delay, 0.5)}`,
          change: () => lasting(subject, at, delay, 0.5)
        },
        {
          ...known,
          elements: late,
          what: `timer-longer${nth}`,
          sentence: `${state}: its timer is twice as long${spoken(delay, 2)}`,
          change: () => lasting(subject, at, delay, 2)
        },
        {
          ...known,
          elements: late,
          what: `timer-gone${nth}`,
          sentence: `${state}: its timer is gone`,
          change: () => subject.edit([...at, delay], () => undefined)
        }
      ]
    })
  })
