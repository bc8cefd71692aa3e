/**
 * A dialogue that tells which of its elements each step touches. It does what the dialogue does; the dialogue itself is left as
 * it is, and costs nothing more.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import * as MachineElements from "./MachineElements.ts"
import type { Machine, Way } from "./MachineElements.ts"

type Scope = Parameters<Machine["transition"]>[2]

interface Microstep {
  readonly type: string
  readonly _transitions?: ReadonlyArray<Way>
  readonly snapshot?: { readonly _nodes: ReadonlyArray<{ readonly id: string }> }
}

interface System {
  readonly _sendInspectionEvent: (event: Microstep) => void
}

interface Params {
  readonly at: string
  readonly part: string
}

type Guard = (given: { readonly context: unknown; readonly event: unknown }, params: Params) => boolean

/** The same machine, whose guards tell what they answered. */
const asking = ({ id, machine }: Definition.Definition, note: (element: string) => void): Machine => {
  // The convention of compiled machines: one guard, named "is", whose parameters say which function is meant.
  const is = machine.implementations.guards["is"] as unknown as Guard | undefined
  if (is === undefined) return machine.provide({})
  const telling: Guard = (given, params) => {
    const answer = is(given, params)
    note(MachineElements.idOf(id, "guard", params.at, params.part, String(answer)))
    return answer
  }
  return machine.provide({ guards: { is: telling } } as Parameters<Machine["provide"]>[0])
}

/** The dialogue, telling `note` of each element that it touches. */
export const watch = (definition: Definition.Definition, note: (element: string) => void): Definition.Definition => {
  const machine = asking(definition, note)
  const { ofState, ofWay } = MachineElements.of(definition, machine)
  const all = (elements: ReadonlyArray<string> | undefined): void => {
    for (const element of elements ?? []) note(element)
  }
  const saw = (step: Microstep): void => {
    if (step.type !== "@xstate.microstep") return
    for (const way of step._transitions ?? []) all(ofWay.get(way))
    for (const node of step.snapshot?._nodes ?? []) all(ofState.get(node.id))
  }
  // The scope is the caller's and used again: it is copied once, with an ear in it.
  const scopes = new WeakMap<object, Scope>()
  const listening = (scope: Scope): Scope => {
    const before = scopes.get(scope)
    if (before !== undefined) return before
    // XState tells inspectors by this; its types keep it to itself.
    const own = scope.system as unknown as System
    const system: System = {
      ...own,
      _sendInspectionEvent: (event) => {
        saw(event)
        own._sendInspectionEvent(event)
      }
    }
    const made = { ...scope, system } as unknown as Scope
    scopes.set(scope, made)
    return made
  }
  const { tasks } = definition
  const ended = (event: { readonly type: string; readonly [key: string]: unknown }): void => {
    if (event.type.startsWith("xstate.after.")) note(MachineElements.idOf(definition.id, "timer", event.type))
    const done = event.type.startsWith("xstate.done.actor.")
    if (!done && !event.type.startsWith("xstate.error.actor.")) return
    const path = event.type.slice(done ? "xstate.done.actor.".length : "xstate.error.actor.".length)
    // Understood makes it so.
    const failure = (event["error"] as { readonly failure?: string } | undefined)?.failure
    const end = done ? "done" : tasks[path]?.failures.find((tag) => tag === failure) ?? "else"
    note(MachineElements.idOf(definition.id, "task", path, end))
  }
  const transition = machine.transition.bind(machine)
  const initial = machine.getInitialSnapshot.bind(machine)
  machine.transition = (snapshot, event, scope) => {
    ended(event)
    return transition(snapshot, event, listening(scope))
  }
  machine.getInitialSnapshot = (scope, input) => {
    const first = initial(listening(scope), input)
    for (let node = machine.root.initial.target[0]; node !== undefined; node = node.initial?.target[0]) {
      all(ofState.get(node.id))
    }
    return first
  }
  return { ...definition, machine }
}
