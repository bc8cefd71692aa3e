/**
 * How a turn went through its dialogue: the guards that were asked and the ways that were taken, worked out after the fact.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import { Scope, Understood } from "@parley/core"
import * as MachineElements from "../coverage/MachineElements.ts"
import * as Guards from "../simulation/Guards.ts"

/** One guard that was asked. */
export type Tried = Guards.Tried

/** A turn: the conversation before and after, what came in, the dialogues that there are. */
export type Question = Guards.Question

/** How a turn went; `taken` are the ids of transitions, as coverage has them. */
export interface Steps {
  readonly guards: ReadonlyArray<Tried>
  readonly taken: ReadonlyArray<string>
}

// What a dialogue's transitions are called depends on it alone.
const known = new WeakMap<Definition.Definition, MachineElements.MachineElements>()

const elementsOf = (definition: Definition.Definition): MachineElements.MachineElements => {
  const before = known.get(definition)
  if (before !== undefined) return before
  const made = MachineElements.of(definition)
  known.set(definition, made)
  return made
}

const taken = (question: Question): ReadonlyArray<string> => {
  const { before, dialogues, inbound, locale } = question
  const definition = Guards.definitionOf(question, before)
  const event = Guards.told(dialogues, before, inbound, locale)
  if (before.dialogue === undefined || definition === undefined || event === undefined) return []
  const course = Guards.courseOf(question, before.dialogue.snapshot, definition)
  const understood = course === undefined ? undefined : Understood.from(definition, event, course.ledger.tasks)
  if (course === undefined || understood === undefined) return []
  const { trace } = Scope.collect(
    course.workings.scope,
    (inert) => course.workings.machine.transition(course.snapshot, understood, inert)
  )
  const { ofWay } = elementsOf(definition)
  const prefix = `${definition.id}|transition|`
  return trace.taken.flatMap((way) => ofWay.get(way)?.filter((id) => id.startsWith(prefix)) ?? [])
}

/** How a turn went. Nothing is found of one that threw, and of one in which the dialogue began or could not be read. */
export const of = (question: Question): Steps => {
  try {
    return { guards: Guards.tried(question), taken: taken(question) }
  } catch {
    // The turn itself has told what is wrong with the author's functions.
    return { guards: [], taken: [] }
  }
}
