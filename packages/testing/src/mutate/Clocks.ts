/**
 * Mistakes in timers: half as long, twice as long, or gone.
 *
 * @module
 */
import * as Span from "../convo/Span.ts"
import * as Anatomy from "./Anatomy.ts"
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
