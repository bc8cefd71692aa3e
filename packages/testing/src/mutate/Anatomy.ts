/**
 * A compiled machine taken apart: its ways on and its actions, each with the place where it stands in the configuration, and a machine
 * made again from a configuration that was changed.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import { createMachine } from "@parley/core/xstate"

/** A piece of a machine's configuration. */
export interface Piece {
  readonly [key: string]: unknown
}

/** Where something stands in a configuration, from the top. */
export type Keys = ReadonlyArray<string | number>

/** A way on. `index` is its place among the ways of one event, `target` the path of the state that it leads to. */
export interface Lead {
  readonly state: string
  readonly eventType: string
  readonly index: number
  readonly keys: Keys
  readonly piece: Piece
  readonly target?: string
  readonly guard?: Part
}

/** What an action or a guard of the kit's convention names: the path of its state, and its part there. */
export interface Part {
  readonly at: string
  readonly part: string
  readonly label?: string
}

/** An action that puts something out or keeps something, on the entry of a state or on a way on (`lead`). */
export interface Deed {
  readonly state: string
  readonly type: "put" | "keep"
  readonly part: Part
  readonly keys: Keys
  readonly lead?: Lead
}

/** An action that a raw state has of its own: `assign`, `emit`, `raise` or `cancel`, on a way on (`lead`), or when it is entered or left. */
export interface Raw {
  readonly state: string
  readonly name: string
  readonly when: string
  readonly keys: Keys
  readonly lead?: Lead
}

/** A machine taken apart. */
export interface Anatomy {
  readonly config: Piece
  readonly leads: ReadonlyArray<Lead>
  readonly deeds: ReadonlyArray<Deed>
  readonly raw: ReadonlyArray<Raw>
  /** Where each state stands, by its path; the top is under the empty path. */
  readonly states: ReadonlyMap<string, { readonly keys: Keys; readonly piece: Piece }>
}

/** Whether something is a piece of a configuration. */
export const isPiece = (value: unknown): value is Piece =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const inside = (piece: Piece, key: string): Piece => {
  const value = piece[key]
  return isPiece(value) ? value : {}
}

const named = (
  one: unknown,
  types: ReadonlyArray<string>
): { readonly type: string; readonly part: Part } | undefined => {
  if (!isPiece(one) || typeof one["type"] !== "string" || !types.includes(one["type"])) return undefined
  const params = one["params"]
  if (!isPiece(params) || typeof params["at"] !== "string" || typeof params["part"] !== "string") return undefined
  const { at, label, part } = params
  return { type: one["type"], part: { at, part, ...(typeof label === "string" ? { label } : {}) } }
}

/** The name of an action of XState's own; compiled ones are records. */
const rawName = (action: unknown): string | undefined =>
  typeof action === "function" && "type" in action ? String(action.type).replace(/^xstate\./, "") : undefined

const each = (written: unknown, keys: Keys): ReadonlyArray<readonly [unknown, Keys]> =>
  written === undefined
    ? []
    : Array.isArray(written)
    ? written.map((one: unknown, index) => [one, [...keys, index]] as const)
    : [[written, keys]]

/** The machine of a dialogue, taken apart. */
export const of = ({ machine }: Definition.Definition): Anatomy => {
  // XState types a configuration by what was written; this one was compiled, and is read as what it is.
  const config = machine.config as unknown as Piece
  const leads: Array<Lead> = []
  const deeds: Array<Deed> = []
  const raw: Array<Raw> = []
  const states = new Map<string, { readonly keys: Keys; readonly piece: Piece }>()
  const own = `#${machine.id}.`
  const acts = (state: string, written: unknown, keys: Keys, when: string, lead?: Lead): void => {
    for (const [action, at] of each(written, keys)) {
      const name = rawName(action)
      if (name !== undefined) raw.push({ state, name, when, keys: at, ...(lead === undefined ? {} : { lead }) })
      const found = named(action, ["put", "keep"])
      if (found === undefined) continue
      const type = found.type === "put" ? "put" : "keep"
      deeds.push({ state, type, part: found.part, keys: at, ...(lead === undefined ? {} : { lead }) })
    }
  }
  const ways = (state: string, eventType: string, written: unknown, keys: Keys): void => {
    for (const [index, [one, at]] of each(written, keys).entries()) {
      const piece: Piece = typeof one === "string" ? { target: one } : isPiece(one) ? one : {}
      const { target } = piece
      const guard = named(piece["guard"], ["is"])?.part
      const lead: Lead = {
        state,
        eventType,
        index,
        keys: at,
        piece,
        ...(typeof target === "string" && target.startsWith(own) ? { target: target.slice(own.length) } : {}),
        ...(guard === undefined ? {} : { guard })
      }
      leads.push(lead)
      acts(state, piece["actions"], [...at, "actions"], "its way", lead)
    }
  }
  const walk = (piece: Piece, path: ReadonlyArray<string>, keys: Keys): void => {
    const state = path.join(".")
    const id = typeof piece["id"] === "string" ? piece["id"] : [machine.id, ...path].join(".")
    states.set(state, { keys, piece })
    acts(state, piece["entry"], [...keys, "entry"], "entry")
    acts(state, piece["exit"], [...keys, "exit"], "exit")
    for (const [event, written] of Object.entries(inside(piece, "on"))) {
      ways(state, event, written, [...keys, "on", event])
    }
    for (const [delay, written] of Object.entries(inside(piece, "after"))) {
      ways(state, `xstate.after.${delay}.${id}`, written, [...keys, "after", delay])
    }
    ways(state, "", piece["always"], [...keys, "always"])
    ways(state, `xstate.done.state.${id}`, piece["onDone"], [...keys, "onDone"])
    const invoke = inside(piece, "invoke")
    ways(state, `xstate.done.actor.${String(invoke["id"])}`, invoke["onDone"], [...keys, "invoke", "onDone"])
    ways(state, `xstate.error.actor.${String(invoke["id"])}`, invoke["onError"], [...keys, "invoke", "onError"])
    for (const [name, inner] of Object.entries(inside(piece, "states"))) {
      if (isPiece(inner)) walk(inner, [...path, name], [...keys, "states", name])
    }
  }
  walk(config, [], [])
  return { config, leads, deeds, raw, states }
}

const edited = (whole: unknown, keys: Keys, change: (piece: unknown) => unknown): unknown => {
  const [key, ...rest] = keys
  if (key === undefined) return change(whole)
  if (Array.isArray(whole)) {
    return whole.map((one: unknown, index) => (index === key ? edited(one, rest, change) : one))
      .filter((one) => one !== undefined)
  }
  if (!isPiece(whole)) return whole
  const known = key in whole ? whole : { ...whole, [key]: undefined }
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, one]) => {
      const next = name === key ? edited(one, rest, change) : one
      return next === undefined ? [] : [[name, next]]
    })
  )
}

/** A configuration with one piece changed; taken out where `change` gives `undefined`. The one that was given stays as it is. */
export const edit = (config: Piece, keys: Keys, change: (piece: unknown) => unknown): Piece =>
  // A change below the top leaves the top an object.
  edited(config, keys, change) as Piece

/** What a machine's names stand for. */
export type Implementations = Definition.Definition["machine"]["implementations"]

/** A dialogue whose machine is made again from this configuration; all else is the dialogue's. */
export const remake = (
  definition: Definition.Definition,
  config: Piece,
  implementations: Implementations = definition.machine.implementations
): Definition.Definition => ({
  ...definition,
  // As when it was compiled: XState infers types from literals, and these are parts.
  machine: (createMachine as (config: unknown, implementations: unknown) => Definition.Definition["machine"])(
    config,
    implementations
  )
})
