/**
 * The word `state`: a node of an XState machine as it is written there.
 *
 * @module
 */
import type { MetaObject, ParameterizedObject, ProvidedActor, StateNodeConfig } from "xstate"
import type { MachineEvent, MachineOutput, Sys } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import { mistake, pathOf, type Place } from "../Place.ts"
import type { Edge, Node } from "../Plan.ts"
import type { AnyState, State } from "../State.ts"

/** The context that functions of a raw node are given: the author's, and the bookkeeping beside it. */
export interface RawContext<C> {
  readonly data: C
  readonly sys: Sys
}

/** A node of an XState machine. Tasks and other actors have their own word, `run`. */
export type RawNode<C> = Omit<
  StateNodeConfig<
    RawContext<C>,
    MachineEvent,
    ProvidedActor,
    ParameterizedObject,
    ParameterizedObject,
    string,
    string,
    unknown,
    MachineOutput,
    MetaObject
  >,
  "invoke"
>

/** The word `state`. */
export interface Raw<C, K extends string> {
  /**
   * A node of an XState machine: parallel and nested states, history, `always`, guards, `assign`, `emit`, `raise`,
   * delays. Other actions, and actors, are refused by name when the dialogue is made. The context is `{ data, sys }`;
   * events are those of `Definition.MachineEvent`; messages are emitted as `out.message`. Names in `leadsTo` may be
   * targets.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({ id: "raw", version: 1, context: Schema.Struct({}), states: ["quiet", "done"] })
   * const raw = d.make({
   *   initial: "quiet",
   *   states: { quiet: d.state({ on: { "in.message": "done" } }, { leadsTo: ["done"] }), done: d.end("You spoke.") }
   * })
   * raw.states[0]?.word // => "state"
   */
  <const T extends K = never>(
    node: RawNode<C>,
    options?: { readonly leadsTo?: ReadonlyArray<T> }
  ): State<C, T, Facts.Silent>
}

const allowed = new Set(["xstate.assign", "xstate.emit", "xstate.raise", "xstate.cancel"])

const nodeKeys = new Set(["on", "after", "always", "onDone", "entry", "exit"])

const list = (
  value: unknown
): ReadonlyArray<unknown> => (value === undefined ? [] : Array.isArray(value) ? value : [value])

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value)

const nameOf = (value: unknown): string => {
  if (typeof value === "string") return value
  if (typeof value === "function") return "type" in value ? String(value.type) : value.name || "a function"
  return isNode(value) ? String(value["type"]) : String(value)
}

const checkActions = (place: Place, actions: unknown): void => {
  for (const action of list(actions)) {
    const name = nameOf(action)
    if (typeof action === "function" && allowed.has(name)) continue
    mistake(
      place,
      `the action ${name} is not one that a pure step can run`,
      "use assign, emit, raise or cancel; for work outside, use run"
    )
  }
}

const checkGuard = (place: Place, guard: unknown): void => {
  if (guard === undefined || typeof guard === "function") return
  mistake(place, `the guard ${nameOf(guard)} is a name that nothing stands for`, "write the guard as a function")
}

/** A transition, or several, of one event: checked, and told as edges. */
const transitions = (
  place: Place,
  by: Edge["by"],
  label: string,
  written: unknown,
  top: boolean,
  after?: Edge["after"]
): ReadonlyArray<Edge> =>
  list(written).flatMap((one): ReadonlyArray<Edge> => {
    const transition = typeof one === "string" ? { target: one } : isNode(one) ? one : {}
    checkActions(place, transition["actions"])
    checkGuard(place, transition["guard"])
    return list(transition["target"]).flatMap((target): ReadonlyArray<Edge> => {
      const name = String(target)
      const own = `#${place.plan.id}.`
      if (!name.startsWith(own) && (!top || name.startsWith(".") || name.startsWith("#"))) return []
      const to = name.startsWith(own) ? name.slice(own.length) : pathOf(place, name)
      return [{ by, to, label, ...(after === undefined ? {} : { after }) }]
    })
  })

const wayOf = (event: string): Edge["by"] =>
  event.startsWith("in.signal.")
    ? "signal"
    : event.startsWith("in.command.")
    ? "command"
    : event === "in.released"
    ? "released"
    : event === "in.refused"
    ? "refused"
    : "answer"

/** The edges that lead out of a node, and the mistakes in it, at every depth. */
const scan = (place: Place, node: Node, path: string, top: boolean): ReadonlyArray<Edge> => {
  if (node["invoke"] !== undefined) {
    mistake(place, "invoke starts an actor", "use run for a task and call for another dialogue")
  }
  checkActions(place, node["entry"])
  checkActions(place, node["exit"])
  const on = isNode(node["on"]) ? node["on"] : {}
  const after = isNode(node["after"]) ? node["after"] : {}
  const states = isNode(node["states"]) ? node["states"] : {}
  if ("*" in on) mistake(place, "the event \"*\" also takes XState's own events", "name the events, such as in.message")
  place.plan.states.push({ path, word: "state" })
  return [
    ...Object.entries(on).flatMap(([event, one]) => transitions(place, wayOf(event), event, one, top)),
    ...transitions(place, "auto", "always", node["always"], top),
    ...transitions(place, "auto", "done", node["onDone"], top),
    ...Object.entries(after).flatMap(([delay, one]) => {
      const millis = Number(delay)
      if (!(Number.isFinite(millis) && millis > 0)) {
        mistake(place, `the delay ${delay} is a name that nothing stands for`, "write it in milliseconds")
      }
      return transitions(place, "timer", "after", one, top, millis)
    }),
    ...Object.entries(states).flatMap(([name, inner]) =>
      isNode(inner) ? scan(place, inner, `${path}.${name}`, false) : []
    )
  ]
}

const targetsOf = (written: unknown): ReadonlyArray<unknown> =>
  list(written).flatMap((one) => list(isNode(one) ? one["target"] : one))

const inside = (node: Node, key: string): ReadonlyArray<readonly [string, unknown]> =>
  isNode(node[key]) ? Object.entries(node[key]) : []

/** Every name that a target inside a node has in its path. */
const named = (node: Node): ReadonlyArray<string> => [
  ...[...inside(node, "on"), ...inside(node, "after"), ["", node["always"]], ["", node["onDone"]], [
    "",
    node["initial"]
  ]]
    .flatMap(([_, written]) => targetsOf(written))
    .flatMap((target) => String(target).split(/[.#]/)),
  ...inside(node, "states").flatMap(([_, inner]) => isNode(inner) ? named(inner) : [])
]

/** Notes states inside a node that nothing inside it leads to. A name that is used twice counts as led to. */
const checkReached = (place: Place, node: Node, path: string, names: ReadonlySet<string>): void => {
  for (const [name, inner] of inside(node, "states")) {
    if (!isNode(inner)) continue
    const state = `${path}.${name}`
    const isReached = node["type"] === "parallel" || inner["type"] === "history" || names.has(name)
      || (typeof inner["id"] === "string" && inner["id"].split(".").every((part) => names.has(part)))
    if (isReached) checkReached(place, inner, state, names)
    else place.plan.mistakes.push({ state, problem: "no state leads here", cure: "lead to it, or take it out" })
  }
}

/** A node as it is written. */
export const state = (node: object, options: { readonly leadsTo?: ReadonlyArray<string> } = {}): AnyState => ({
  word: "state",
  compile: (place) => {
    // Its keys are XState's; they are read one by one and checked.
    const written = node as Node
    const found = scan(place, written, place.path, true)
    checkReached(place, written, place.path, new Set(named(written)))
    const told = (options.leadsTo ?? [])
      .map((name) => pathOf(place, name))
      .filter((path) => found.every((edge) => edge.to !== path))
      .map((to): Edge => ({ by: "answer", to, label: "leadsTo" }))
    const moves = Object.keys(written).some((key) => nodeKeys.has(key)) || isNode(written["states"])
    place.plan.sketches.push({
      path: place.path,
      word: "state",
      plain: false,
      // Whatever it does inside is the author's own; only a node that can do nothing at all is a dead end.
      ends: written["type"] === "final" || written["type"] === "history" || moves,
      edges: [...found, ...told]
    })
    return { meta: { word: "state" }, ...written }
  }
})
