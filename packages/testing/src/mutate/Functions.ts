/**
 * The functions that a compiled machine names, wrapped: what one of them puts out, or keeps, comes out otherwise.
 *
 * @module
 */
import type { Definition, Message } from "@parley/core"
import { assign, emit } from "@parley/core/xstate"
import * as Anatomy from "./Anatomy.ts"

/** What functions of a machine are given. */
export interface Given {
  readonly context: Definition.MachineContext
  readonly event: unknown
}

/** Changes what a part puts out. */
export type Putting = (output: Definition.MachineOutput, part: Anatomy.Part) => Definition.MachineOutput

/** Changes what a part keeps. */
export type Keeping = (
  after: Definition.MachineContext,
  before: Definition.MachineContext,
  part: Anatomy.Part
) => Definition.MachineContext

// The convention of compiled machines: two actions, named "put" and "keep", whose parameters say which function is meant. XState
// hangs what was given to `emit` and `assign` on what it makes of it.
interface Put {
  readonly event: (given: Given, part: Anatomy.Part) => Definition.MachineOutput
}
interface Keep {
  readonly assignment: (given: Given, part: Anatomy.Part) => Definition.MachineContext
}

const wrapped = (definition: Definition.Definition, actions: Anatomy.Piece): Definition.Definition => {
  const { implementations } = definition.machine
  // The types of a machine's actions are those of its configuration, which has none.
  const own = { ...implementations.actions, ...actions } as unknown as Anatomy.Implementations["actions"]
  const config = definition.machine.config as unknown as Anatomy.Piece
  return Anatomy.remake(definition, config, { ...implementations, actions: own })
}

/** The dialogue, which puts out what `change` makes of it. */
const putting = (definition: Definition.Definition, change: Putting): Definition.Definition => {
  const put = definition.machine.implementations.actions["put"] as unknown as Put | undefined
  if (put === undefined) return definition
  const changed = (given: Given, part: Anatomy.Part) => change(put.event(given, part), part)
  return wrapped(definition, { put: (emit as (event: unknown) => unknown)(changed) })
}

/** The dialogue, which keeps what `change` makes of it. */
export const keeping = (definition: Definition.Definition, change: Keeping): Definition.Definition => {
  const keep = definition.machine.implementations.actions["keep"] as unknown as Keep | undefined
  if (keep === undefined) return definition
  const changed = (given: Given, part: Anatomy.Part) => change(keep.assignment(given, part), given.context, part)
  return wrapped(definition, { keep: (assign as (assignment: unknown) => unknown)(changed) })
}

/** The dialogue, whose messages of one part are what `change` makes of them. */
export const saying = (
  definition: Definition.Definition,
  { at, part }: Anatomy.Part,
  change: (message: Message.Message) => Message.Message
): Definition.Definition =>
  putting(definition, (output, of) =>
    output.type === "out.message" && of.at === at && of.part === part
      ? { ...output, message: change(output.message) }
      : output)
