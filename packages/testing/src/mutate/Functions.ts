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

/** What a part would put out for a person of another language. */
export type Spoken = (locale: string) => Definition.MachineOutput

/** Changes what a part puts out. */
export type Putting = (
  output: Definition.MachineOutput,
  part: Anatomy.Part,
  spoken: Spoken
) => Definition.MachineOutput

/** Changes what a condition says; `ask` gives its own answer, for the context as it is or for another one. */
export type Asking = (
  ask: (context?: Definition.MachineContext) => boolean,
  given: Given,
  part: Anatomy.Part
) => boolean

/** Changes what a part keeps. */
export type Keeping = (
  after: Definition.MachineContext,
  before: Definition.MachineContext,
  part: Anatomy.Part
) => Definition.MachineContext

// The convention of compiled machines: two actions, named "put" and "keep", and a guard, named "is", whose parameters say which function
// is meant. XState hangs what was given to `emit` and `assign` on what it makes of it.
interface Put {
  readonly event: (given: Given, part: Anatomy.Part) => Definition.MachineOutput
}
interface Keep {
  readonly assignment: (given: Given, part: Anatomy.Part) => Definition.MachineContext
}

type Is = (given: Given, part: Anatomy.Part) => boolean

const wrapped = (
  definition: Definition.Definition,
  own: { readonly actions?: Anatomy.Piece; readonly guards?: Anatomy.Piece }
): Definition.Definition => {
  const { implementations } = definition.machine
  // The types of a machine's actions and guards are those of its configuration, which has none.
  const actions = { ...implementations.actions, ...own.actions } as unknown as Anatomy.Implementations["actions"]
  const guards = { ...implementations.guards, ...own.guards } as unknown as Anatomy.Implementations["guards"]
  const config = definition.machine.config as unknown as Anatomy.Piece
  return Anatomy.remake(definition, config, { ...implementations, actions, guards })
}

const elsewhere = ({ context, ...given }: Given, locale: string): Given => {
  const { sys } = context
  return { ...given, context: { ...context, sys: { ...sys, turn: { ...sys.turn, locale } } } }
}

/** The dialogue, which puts out what `change` makes of it. */
export const putting = (definition: Definition.Definition, change: Putting): Definition.Definition => {
  const put = definition.machine.implementations.actions["put"] as unknown as Put | undefined
  if (put === undefined) return definition
  const changed = (given: Given, part: Anatomy.Part) =>
    change(put.event(given, part), part, (locale) => put.event(elsewhere(given, locale), part))
  return wrapped(definition, { actions: { put: (emit as (event: unknown) => unknown)(changed) } })
}

/** The dialogue, whose conditions say what `change` makes of them. */
export const asking = (definition: Definition.Definition, change: Asking): Definition.Definition => {
  const is = definition.machine.implementations.guards["is"] as unknown as Is | undefined
  if (is === undefined) return definition
  const changed: Is = (given, part) => change((context = given.context) => is({ ...given, context }, part), given, part)
  return wrapped(definition, { guards: { is: changed } })
}

/** The dialogue, in which a count is one less wherever these conditions of a state ask for it. */
export const counting = (
  definition: Definition.Definition,
  { at, parts }: { readonly at: string; readonly parts: RegExp },
  counter: string
): Definition.Definition =>
  asking(definition, (ask, { context }, part) => {
    if (part.at !== at || !parts.test(part.part)) return ask()
    const { sys } = context
    return ask({ ...context, sys: { ...sys, retries: { ...sys.retries, [counter]: (sys.retries[counter] ?? 0) - 1 } } })
  })

/** The dialogue, which keeps what `change` makes of it. */
export const keeping = (definition: Definition.Definition, change: Keeping): Definition.Definition => {
  const keep = definition.machine.implementations.actions["keep"] as unknown as Keep | undefined
  if (keep === undefined) return definition
  const changed = (given: Given, part: Anatomy.Part) => change(keep.assignment(given, part), given.context, part)
  return wrapped(definition, { actions: { keep: (assign as (assignment: unknown) => unknown)(changed) } })
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
