/**
 * What the step has to know of a dialogue besides its tables, worked out once: how its context is stored, what its timers
 * mean, which commands come back.
 *
 * @module
 */
import type * as Either from "effect/Either"
import type { ParseError } from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from "xstate"
import type { TimerMeaning } from "../model/Conversation.ts"
import type { Json } from "../model/Json.ts"
import type { Command, Definition } from "./Definition.ts"
import * as Scope from "./Scope.ts"

/** How one context is stored. `write` throws a `ParseError` when the context does not fit its own schema. */
export interface Codec {
  readonly read: (stored: unknown) => Either.Either<unknown, ParseError>
  readonly write: (value: unknown) => Json
}

/** What the step knows of one dialogue. */
export interface Workings {
  readonly definition: Definition
  readonly machine: AnyStateMachine
  readonly scope: Scope.Scope
  readonly data: Codec
  readonly calls: { readonly [path: string]: Codec }
  /** What a timer means, by the type of its event. */
  readonly meanings: ReadonlyMap<string, TimerMeaning>
  readonly commands: ReadonlyMap<string, Command>
  /** XState's name of the history state that commands return by, if there is one. */
  readonly home: string | undefined
  /** The commands that lead somewhere from which the dialogue may return. */
  readonly returning: ReadonlySet<string>
  /** XState's snapshots of where conversations have stood, by state value; for `Course.restore` alone. */
  readonly standing: Map<string, AnyMachineSnapshot>
}

const codec = (schema: Schema.Schema<unknown, Json>): Codec => ({
  read: Schema.decodeUnknownEither(schema),
  write: Schema.encodeSync(schema)
})

/** The path of a state from the root, joined by dots. */
export const pathOf = (node: AnyStateNode): string => node.path.join(".")

const nodesOf = (root: AnyStateNode): ReadonlyArray<AnyStateNode> => [
  root,
  ...Object.values(root.states as { readonly [key: string]: AnyStateNode }).flatMap(nodesOf)
]

const meaningsOf = (definition: Definition): ReadonlyMap<string, TimerMeaning> => {
  const byPath = new Map(
    definition.states.flatMap((state) => state.timer === undefined ? [] : [[state.path, state.timer.meaning] as const])
  )
  return new Map(
    nodesOf(definition.machine.root).flatMap((node) => {
      const meaning = byPath.get(pathOf(node))
      return meaning === undefined ? [] : node.after.map((timer) => [timer.eventType, meaning] as const)
    })
  )
}

const ways = (node: AnyStateNode): ReadonlyArray<AnyStateNode> => [
  ...[...node.transitions.values()].flat().flatMap((way) => way.target ?? []),
  ...(node.always ?? []).flatMap((way) => way.target ?? []),
  ...(node.type === "compound" ? node.initial.target : []),
  ...(node.type === "parallel" ? Object.values(node.states as { readonly [key: string]: AnyStateNode }) : [])
]

/** Whether a walk from these states may come to the history state, going by no command. */
const returns = (from: ReadonlyArray<AnyStateNode>, home: AnyStateNode): boolean => {
  const seen = new Set<AnyStateNode>()
  const open = [...from]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === home) return true
    // The root's own ways are the commands.
    if (seen.has(node) || node.parent === undefined) continue
    seen.add(node)
    open.push(...ways(node), node.parent)
  }
  return false
}

const make = (definition: Definition): Workings => {
  const { machine } = definition
  const root: AnyStateNode = machine.root
  const home: AnyStateNode | undefined = root.states["$return"]
  const returning = home === undefined ? [] : definition.commands.filter((command) => {
    const targets = (root.transitions.get(`in.command.${command.name}`) ?? []).flatMap((way) => way.target ?? [])
    return command.leaves && returns(targets, home)
  })
  return {
    definition,
    machine,
    scope: Scope.make(machine.id),
    data: codec(definition.context),
    calls: Object.fromEntries(Object.entries(definition.calls).map(([path, call]) => [path, codec(call.context)])),
    meanings: meaningsOf(definition),
    commands: new Map(definition.commands.map((command) => [command.name, command])),
    home: home?.id,
    returning: new Set(returning.map((command) => command.name)),
    standing: new Map()
  }
}

// What is worked out depends on the definition alone, so keeping it changes nothing but the time a step takes.
const known = new WeakMap<Definition, Workings>()

/** What the step knows of a dialogue. */
export const of = (definition: Definition): Workings => {
  const before = known.get(definition)
  if (before !== undefined) return before
  const workings = make(definition)
  known.set(definition, workings)
  return workings
}
