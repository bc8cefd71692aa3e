/**
 * Mistakes in the ways on: conditions, targets, swapped branches, questions that never give up, and what is not heard.
 *
 * @module
 */
import { not } from "@parley/core/xstate"
import * as Anatomy from "./Anatomy.ts"
import * as Functions from "./Functions.ts"
import type { Change } from "./Mutation.ts"
import type { Subject } from "./Subject.ts"

type Lead = Anatomy.Lead

const piece = (value: unknown): Anatomy.Piece =>
  Anatomy.isPiece(value) ? value : typeof value === "string" ? { target: value } : {}

const without = (given: unknown, key: string): Anatomy.Piece => {
  const { [key]: _, ...rest } = piece(given)
  return rest
}

/** A part as it stands in a name. */
const short = (part: string): string => part.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "")

/** What tells a way from the others of its state. */
const called = ({ eventType, guard, index }: Lead): string => {
  if (guard !== undefined) return short(guard.part)
  if (eventType.startsWith("in.")) return short(eventType.slice("in.".length)) + (index === 0 ? "" : `-${index + 1}`)
  if (eventType.startsWith("xstate.after.")) return "timeout"
  if (eventType.startsWith("xstate.error.")) return "else"
  if (eventType.startsWith("xstate.done.")) return "done"
  return index === 0 ? "next" : `next-${index + 1}`
}

/** A question's answers lead on in this event. */
const isGivingUp = ({ guard }: Lead): boolean => guard?.part === "giveUp"

/** Conditions that the author wrote, and answers that a question tells apart. */
export const guards = (subject: Subject): ReadonlyArray<Change> =>
  subject.anatomy.leads.flatMap((lead): ReadonlyArray<Change> => {
    const way = subject.way(lead)
    if (way === undefined || lead.piece["guard"] === undefined || isGivingUp(lead)) return []
    const { guard, keys, state } = lead
    const asked = guard === undefined ? undefined : subject.element("guard", guard.at, guard.part, "true")
    // What has no element of its own is a condition of a raw state, or the kit's.
    const by = guard === undefined ? (state === "" ? "kit" : "author") : asked?.by ?? "kit"
    const answered = (answer: string): ReadonlyArray<string> =>
      guard === undefined
        ? []
        : [subject.element("guard", guard.at, guard.part, answer)?.id ?? way.id]
    const known = { kind: "guard" as const, state, by }
    return [
      {
        ...known,
        elements: answered("false"),
        what: `guard-dropped:${called(lead)}`,
        sentence: `${way.label}: goes this way whatever its condition says`,
        change: () => subject.edit(keys, (one) => without(one, "guard"))
      },
      {
        ...known,
        elements: [...answered("true"), ...answered("false")],
        what: `guard-negated:${called(lead)}`,
        sentence: `${way.label}: goes this way when its condition does not hold`,
        change: () =>
          subject.edit(keys, (one) => ({ ...piece(one), guard: not(piece(one)["guard"] as Parameters<typeof not>[0]) }))
      }
    ]
  })

/** How often a question asks before it gives up. */
export const retries = (subject: Subject): ReadonlyArray<Change> =>
  subject.anatomy.leads.flatMap((lead): ReadonlyArray<Change> => {
    const way = subject.way(lead)
    if (way === undefined || !isGivingUp(lead)) return []
    const refused = subject.element("guard", lead.state, "giveUp", "false")
    const known = { kind: "retries" as const, state: lead.state, by: way.by }
    return [
      {
        ...known,
        elements: [way.id],
        what: "retries-none",
        sentence: `${way.label}: never gives up`,
        change: () => subject.edit(lead.keys, () => undefined)
      },
      {
        ...known,
        elements: refused === undefined ? [] : [refused.id],
        what: "retries-one",
        sentence: `${way.label}: gives up at the first wrong answer`,
        change: () => subject.edit(lead.keys, (one) => without(one, "guard"))
      },
      {
        ...known,
        elements: [way.id],
        what: "retries-more",
        sentence: `${way.label}: asks once more before it gives up`,
        change: () => Functions.counting(subject.definition, { at: lead.state, parts: /^giveUp$/ }, lead.state)
      }
    ]
  })

/** The states beside a state, in the author's order, from the one after it on. */
const beside = ({ definition }: Subject, path: string): ReadonlyArray<string> => {
  const base = path.slice(0, path.lastIndexOf(".") + 1)
  const all = definition.states.map((state) => state.path).filter((one) =>
    one.startsWith(base) && !one.slice(base.length).includes(".")
  )
  const at = all.indexOf(path) + 1
  return [...all.slice(at), ...all.slice(0, at)]
}

const leadingTo = (subject: Subject, target: string) => (one: unknown): Anatomy.Piece => ({
  ...piece(one),
  target: `#${subject.definition.machine.id}.${target}`
})

/** Ways that lead elsewhere. */
export const targets = (subject: Subject): ReadonlyArray<Change> =>
  subject.anatomy.leads.flatMap((lead): ReadonlyArray<Change> => {
    const way = subject.way(lead)
    if (way === undefined || lead.target === undefined) return []
    const { state, target } = lead
    const other = beside(subject, target === "$return" ? state : target).find((one) => one !== target && one !== state)
    if (other === undefined) return []
    return [{
      kind: "target",
      state,
      by: way.by,
      elements: [way.id],
      what: `target:${called(lead)}`,
      sentence: `${way.label}: leads to ${other}`,
      change: () => subject.edit(lead.keys, leadingTo(subject, other))
    }]
  })

/** Neighbours among the ways of one event, that lead to different states. */
export const branches = (subject: Subject): ReadonlyArray<Change> =>
  subject.anatomy.leads.flatMap((lead, index): ReadonlyArray<Change> => {
    const next = subject.anatomy.leads[index + 1]
    if (next === undefined || next.state !== lead.state || next.eventType !== lead.eventType) return []
    const [one, other] = [subject.way(lead), subject.way(next)]
    if (one?.by !== "author" || other?.by !== "author" || isGivingUp(lead) || isGivingUp(next)) return []
    const [first, second] = [lead.target, next.target]
    if (first === undefined || second === undefined || first === second) return []
    return [{
      kind: "branch",
      state: lead.state,
      by: "author",
      elements: [one.id, other.id],
      what: `branch-swapped:${called(lead)}-${called(next)}`,
      sentence: `${one.label} and ${other.label} are swapped`,
      change: () => {
        const half = Anatomy.edit(subject.anatomy.config, lead.keys, leadingTo(subject, second))
        const config = Anatomy.edit(half, next.keys, leadingTo(subject, first))
        return Anatomy.remake(subject.definition, config)
      }
    }]
  })

const heard: { readonly [event: string]: string } = {
  "in.released": "does not notice that the conversation comes back",
  "in.optedIn": "does not hear the answer to its request",
  "in.rated": "does not hear the answer to its survey",
  "in.refused": "does not hear that its message was refused"
}

const event = /^in\.(?:signal\..+|released|optedIn|rated|refused)$/

/** What comes from outside and is not heard. */
export const events = (subject: Subject): ReadonlyArray<Change> =>
  subject.anatomy.leads.flatMap((lead): ReadonlyArray<Change> => {
    const way = subject.way(lead)
    if (way === undefined || lead.index > 0 || !event.test(lead.eventType)) return []
    const { eventType, state } = lead
    const place = state === "" ? "the dialogue" : state
    const all = subject.anatomy.states.get(state)?.keys ?? []
    const ways = subject.anatomy.leads.filter((one) => one.state === state && one.eventType === eventType)
    return [{
      kind: "event",
      state,
      by: way.by,
      elements: ways.flatMap((one) => subject.way(one)?.id ?? []),
      what: `event-unheard:${short(eventType.slice("in.".length))}`,
      sentence: `${place} ${heard[eventType] ?? `does not hear the signal ${eventType.slice("in.signal.".length)}`}`,
      change: () => subject.edit([...all, "on", eventType], () => undefined)
    }]
  })

/** Dialogues that are left for no other. */
export const departures = (subject: Subject): ReadonlyArray<Change> =>
  subject.anatomy.deeds.flatMap(({ keys, part: { at, part }, type }): ReadonlyArray<Change> => {
    const element = subject.element("state", at)
    if (type !== "put" || part !== "goto") return []
    return [{
      kind: "target",
      state: at,
      by: "author",
      elements: element === undefined ? [] : [element.id],
      what: "goto-forgotten",
      sentence: `${at}: the dialogue ends, and no other begins`,
      change: () => subject.edit(keys, () => undefined)
    }]
  })
