/**
 * What became of recordings in another build: the same, other words, other behaviour, or a dialogue that cannot go on; grouped by
 * the first transition that differs.
 *
 * @module
 */
import type { Inbound, JournalEntry, Json } from "@parley/core"
import { Payload, Position } from "@parley/core"
import type { Fold, Pair } from "./Fold.ts"
import type { Recording } from "./Recording.ts"

/** The classes, from none to the gravest difference. */
export const names = ["identical", "wording", "behaviour", "cannotResume"] as const
/** The class of a recording. */
export type Class = (typeof names)[number]

/** How one recording goes now. `transition` is the first that differs, `turn` its number in the conversation. */
export interface Verdict {
  readonly class: Class
  readonly transition?: string
  readonly turn?: number
  /** What differs there, as it was and as it is. */
  readonly was?: string
  readonly is?: string
}

/** Recordings of one class that differ first at the same transition. */
export interface Group {
  readonly class: Class
  readonly transition: string
  readonly count: number
  /** The first of them: its conversation, its turn, and what differs. */
  readonly example: Verdict & { readonly conversation: string }
}

/** Fields that people read; all others are behaviour. Where words came from and where a button's build counts, is neither. */
const read = new Set(["text", "title", "subtitle", "words", "parameters"])
const ignored = new Set(["origin", "outbound", "pack", "rule", "until", "reason", "waysOut", "actAt"])

const bare = (value: unknown, isBehaviour: boolean): Json.Json => {
  if (Array.isArray(value)) return value.map((one) => bare(one, isBehaviour))
  if (typeof value !== "object" || value === null) return value as Json.Json // A leaf of JSON.
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]: [string, unknown]) => {
      if (ignored.has(name)) return []
      if (isBehaviour && read.has(name)) return [[name, null]]
      const choice = name === "payload" && typeof one === "string" ? Payload.decode(one) : undefined
      return [[
        name,
        choice === undefined ? bare(one, isBehaviour) : `${choice.dialogue}/${choice.state}/${choice.key}`
      ]]
    })
  )
}

const same = (was: unknown, is: unknown): boolean => JSON.stringify(was) === JSON.stringify(is)

const place = ({ dialogue, state }: JournalEntry.JournalEntry): string =>
  dialogue === undefined ? "(none)" : `${dialogue.id}.${state === undefined ? "…" : Position.describe(state)}`

/** What happened, without what is one person's. */
const happened = (event: Inbound.Event): string => {
  switch (event._tag) {
    case "Said": {
      const choice = event.choice === undefined ? undefined : Payload.decode(event.choice)
      return choice === undefined ? "message" : `choice ${choice.key}`
    }
    case "Tapped":
      return `button ${Payload.decode(event.payload)?.key ?? event.payload}`
    case "TimerFired":
      return `timer ${event.timer}`
    case "TaskSucceeded":
      return `task ${event.task}`
    case "TaskFailed":
      return `task ${event.task} fails${event.failure === undefined ? "" : ` ${event.failure}`}`
    case "Signalled":
      return `signal ${event.signal}`
    case "Settled":
      return `settled ${event.outcome}`
    default:
      return event._tag
  }
}

/** What a turn did, apart from the words. The moment of a timer is in its name, so a change of length is one of behaviour. */
const behaviour = (entry: JournalEntry.JournalEntry) => ({
  to: place(entry),
  outcome: entry.outcome,
  said: entry.spoken.map(({ body, discloses, lane, verdict }) => ({
    verdict,
    lane: lane?.lane,
    tag: lane?.tag,
    discloses,
    body: bare(body, true)
  })),
  timersSet: entry.timersSet,
  timersCancelled: entry.timersCancelled,
  tasksStarted: entry.tasksStarted,
  tasksStopped: entry.tasksStopped
})

const wording = ({ spoken }: JournalEntry.JournalEntry) => spoken.map(({ body }) => bare(body, false))

/** The first field of what a turn did that differs, as it was and as it is. */
const difference = (was: object, is: object): { readonly was: string; readonly is: string } => {
  const now = new Map<string, unknown>(Object.entries(is))
  const [name, before] = Object.entries(was).find(([key, one]) => !same(one, now.get(key))) ?? ["", undefined]
  const told = (value: unknown): string => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`
  return { was: told(before), is: told(now.get(name)) }
}

const broke = ({ is, was }: Pair): boolean =>
  (is.outcome === "parked" || is.outcome === "quarantined") && was.outcome !== is.outcome

/** How a recording goes in a build. */
export const judge = (recording: Recording, fold: Fold): Verdict => {
  const obstacle = fold.obstacle(recording)
  if (obstacle !== undefined) {
    return {
      class: "cannotResume",
      transition: `${recording.head.stands?.id ?? "(none)"} stands`,
      turn: recording.turns.length,
      was: "it could go on",
      is: obstacle
    }
  }
  let from = "(none)"
  let worded: Verdict | undefined
  for (const pair of fold.turns(recording)) {
    const { is, was } = pair
    const transition = `${from} + ${happened(was.inbound.event)} → ${place(was)}`
    if (broke(pair)) {
      return { class: "cannotResume", transition, turn: was.revision, was: was.outcome, is: pair.problem ?? is.outcome }
    }
    const [before, now] = [behaviour(was), behaviour(is)]
    if (!same(before, now)) {
      return { class: "behaviour", transition, turn: was.revision, ...difference(before, now) }
    }
    if (worded === undefined) {
      const [said, says] = [wording(was), wording(is)]
      if (!same(said, says)) {
        const at = said.findIndex((one, index) => !same(one, says[index]))
        worded = {
          class: "wording",
          transition,
          turn: was.revision,
          was: JSON.stringify(said[at]),
          is: JSON.stringify(says[at])
        }
      }
    }
    // Where a turn leaves no state behind the dialogue stands where it stood.
    if (was.dialogue === undefined || was.state !== undefined) from = place(was)
  }
  return worded ?? { class: "identical" }
}

/** Verdicts by class, and those that differ by the first transition that does; the largest group first. */
export const grouped = (
  verdicts: Iterable<Verdict & { readonly conversation: string }>
): { readonly counts: { readonly [C in Class]: number }; readonly groups: ReadonlyArray<Group> } => {
  const counts = { identical: 0, wording: 0, behaviour: 0, cannotResume: 0 }
  const groups = new Map<string, Group>()
  for (const verdict of verdicts) {
    counts[verdict.class]++
    if (verdict.transition === undefined) continue
    const key = `${verdict.class} ${verdict.transition}`
    const known = groups.get(key)
    groups.set(
      key,
      known === undefined
        ? { class: verdict.class, transition: verdict.transition, count: 1, example: verdict }
        : { ...known, count: known.count + 1 }
    )
  }
  const grave = (group: Group): number => names.indexOf(group.class)
  return {
    counts,
    groups: [...groups.values()].sort((one, other) => grave(other) - grave(one) || other.count - one.count)
  }
}
