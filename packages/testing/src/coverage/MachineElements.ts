/**
 * The elements of a dialogue, read from its machine.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import * as Span from "../convo/Span.ts"
import type { Element } from "./Element.ts"

/** A machine, a state of one, and one of its transitions, as XState has them. */
export type Machine = Definition.Definition["machine"]
type Node = Machine["root"]

/** A transition, as far as coverage reads it. */
export interface Way {
  readonly target?: ReadonlyArray<{ readonly path: ReadonlyArray<string>; readonly id: string }> | undefined
  readonly eventType: string
  readonly guard?: unknown
  readonly actions: ReadonlyArray<unknown>
}

/** The elements of a dialogue, and which of them XState's own objects stand for. */
export interface MachineElements {
  readonly elements: ReadonlyArray<Element>
  /** What a transition is, by the object. */
  readonly ofWay: ReadonlyMap<object, ReadonlyArray<string>>
  /** What entering a state is, by the state's XState id. */
  readonly ofState: ReadonlyMap<string, ReadonlyArray<string>>
}

/** The name of an element. */
export const idOf = (dialogue: string, kind: Element["kind"], ...rest: ReadonlyArray<string>): string =>
  [dialogue, kind, ...rest].join("|")

interface At {
  readonly at: string
  readonly part: string
  readonly label?: string
}

// The machine's conventions: a guard of ours is named "is", an action that emits "put"; both carry their place.
const named = (one: unknown, type: string): At | undefined => {
  if (typeof one !== "object" || one === null || !("type" in one) || one.type !== type || !("params" in one)) {
    return undefined
  }
  return one.params as At
}

/** Guards that the repair kit asks, or that only keep a net under what the author wrote. */
const kitGuards = /^(old|first|back:.*|timeout|yes|refused late|taken back|given already|refused)$/

/** A guard that says no only where the net under it takes over. */
const netted = "granted"

/** Ways on that the repair kit takes. */
const kitWays = /^(old|first|back:.*|yes|refused late|taken back|given already|refused)$/

/** Words that the repair kit has for every question. */
const kitWords = new Set(["oldButton", "help", "noWayBack", "noAgent", "busy", "useButton", "cancelled"])

/** What is put out and said to nobody. */
const silent = new Set(["goto", "locale", "person", "control", "pass", "take"])

const pathOf = (node: { readonly path: ReadonlyArray<string> }): string => node.path.join(".")

const nodesOf = (node: Node): ReadonlyArray<Node> => [
  node,
  ...Object.values(node.states as { readonly [key: string]: Node }).flatMap(nodesOf)
]

const happens = (eventType: string): string => {
  if (eventType === "") return "by itself"
  if (eventType.startsWith("xstate.after.")) {
    const millis = Number(/^xstate\.after\.(\d+)/.exec(eventType)?.[1])
    return Number.isFinite(millis) ? `after ${Span.encode(millis)}` : "after its timer"
  }
  if (eventType.startsWith("xstate.done.")) return "done"
  if (eventType.startsWith("xstate.error.")) return "any other failure"
  if (eventType.startsWith("in.command.")) return `"${eventType.slice("in.command.".length)}"`
  if (eventType.startsWith("in.signal.")) return `signal ${eventType.slice("in.signal.".length)}`
  return { "in.message": "any other message", "in.released": "given back", "in.refused": "refused" }[eventType]
    ?? eventType.replace(/^(in|xstate)\./, "")
}

/** A part as a reader knows it: `option:s` is the option s. */
const partly = ({ label, part }: At): string =>
  label ??
    part.replace(/^to#/, "case #").replace(/#(\d+)$/, (_, index: string) => ` #${Number(index) + 1}`).replace(":", " ")
      .replace("  ", " ")

const messagesOf = (actions: ReadonlyArray<unknown>): ReadonlyArray<At> =>
  actions.flatMap((action) => {
    const put = named(action, "put")
    return put === undefined || silent.has(put.part) ? [] : [put]
  })

const isKitWay = (way: Way, guard: At | undefined): boolean => {
  if (guard !== undefined && kitWays.test(guard.part)) return true
  if (way.guard !== undefined && guard === undefined) return true
  if (way.eventType === "in.command.back" || way.target?.some(({ path }) => path[0] === "$cancelled") === true) {
    return true
  }
  const stays = way.target === undefined || way.target.length === 0
  if (stays && way.eventType.startsWith("in.command.")) return true
  return stays && messagesOf(way.actions).every(({ part }) => part !== "invalid" && part !== "waiting")
}

/** Whether a way can never be taken: it does nothing, or it is a command's answer in a state where nobody is heard. */
const isDead = (root: Node, node: Node, way: Way): boolean => {
  const stays = way.target === undefined || way.target.length === 0
  if (stays && way.actions.length === 0) return true
  if (way.guard === undefined || named(way.guard, "is") !== undefined || node !== root) return false
  // Said again in its own state, a command is answered there: not where that state leads on by itself, ends, or listens itself.
  const path = way.target?.[0]?.path
  const at = path?.reduce<Node | undefined>((found, key) => found?.states[key], root)
  if (at === undefined) return false
  const leads = at.always?.some((one: { readonly guard?: unknown }) => one.guard === undefined) === true
  return leads || at.type === "final" || at.transitions.has(way.eventType)
}

const waysOf = (node: Node): ReadonlyArray<readonly [way: Way, index: number]> => {
  const lists = [...node.transitions.values(), ...(node.always === undefined ? [] : [node.always])]
  // XState's own transitions; read here and nowhere changed.
  return (lists as ReadonlyArray<ReadonlyArray<Way>>).flatMap((list) => list.map((way, index) => [way, index] as const))
}

/** The elements of a dialogue. `machine` is its own, or one made from it. */
export const of = (definition: Definition.Definition, machine: Machine = definition.machine): MachineElements => {
  const { id } = definition
  const root: Node = machine.root
  const elements = new Map<string, Element>()
  const ofWay = new Map<object, ReadonlyArray<string>>()
  const ofState = new Map<string, ReadonlyArray<string>>()
  const words = new Map(definition.states.map((state) => [state.path, state.word]))
  const add = (kind: Element["kind"], rest: ReadonlyArray<string>, more: Omit<Element, "id" | "kind" | "dialogue">) => {
    const key = idOf(id, kind, ...rest)
    if (!elements.has(key)) elements.set(key, { id: key, kind, dialogue: id, ...more })
    return key
  }
  const said = (all: ReadonlyArray<At>): ReadonlyArray<string> =>
    all.map(({ at, part }) => {
      const by = kitWords.has(part) ? "kit" : "author"
      return add("message", [at, part], { state: at, label: `${at === "" ? "anywhere" : at}: ${part}`, by })
    })
  for (const node of nodesOf(root)) {
    if (node.type === "history" || node.key === "$left") continue
    const path = pathOf(node)
    if (node !== root) {
      const by = path.includes("$") ? "kit" : "author"
      const word = words.get(path) ?? (node.meta as { readonly word?: string } | undefined)?.word
      const own = add("state", [path], { state: path, label: path, by, ...(word === undefined ? {} : { word }) })
      ofState.set(node.id, [own, ...said(messagesOf(node.entry))])
    }
    for (const [way, index] of waysOf(node)) {
      if (isDead(root, node, way)) continue
      const guard = named(way.guard, "is")
      const kit = isKitWay(way, guard)
      const target = way.target?.[0]
      const to = target === undefined ? undefined : target.path[0] === "$return" ? "(back)" : target.path.join(".")
      const how = guard === undefined ? happens(way.eventType) : partly(guard)
      const timed = way.eventType.startsWith("xstate.after.")
      const from = path === "" ? "anywhere" : path
      ofWay.set(way, [
        add("transition", [path, way.eventType, String(index)], {
          state: path,
          label: `${from} → ${to ?? "stays"} (${timed ? happens(way.eventType) : how})`,
          by: kit ? "kit" : "author",
          ...(to === undefined ? {} : { to })
        }),
        ...said(messagesOf(way.actions))
      ])
      if (guard !== undefined) {
        for (const answer of ["true", "false"]) {
          const isNet = kitGuards.test(guard.part) || (guard.part === netted && answer === "false")
          const by = isNet ? "kit" : "author"
          const label = `${guard.at === "" ? "anywhere" : guard.at}: ${partly(guard)} is ${answer}`
          add("guard", [guard.at, guard.part, answer], { state: guard.at, label, by })
        }
      }
      if (timed) {
        add("timer", [way.eventType], { state: path, label: `${path}: ${happens(way.eventType)}`, by: "author" })
      }
    }
  }
  for (const [path, task] of Object.entries(definition.tasks)) {
    for (const end of ["done", ...task.failures, "else"]) {
      const label = `${path}: ${task.name} ${
        end === "done" ? "done" : end === "else" ? "fails otherwise" : `fails ${end}`
      }`
      add("task", [path, end], { state: path, label, by: "author" })
    }
  }
  return { elements: [...elements.values()], ofWay, ofState }
}
