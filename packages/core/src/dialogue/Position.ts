/**
 * Where a dialogue stands, in memory: what a snapshot says once it is read.
 *
 * @module
 */
import type { AnyStateNode } from "xstate"
import type { Instant } from "../model/Instant.ts"
import type { Json } from "../model/Json.ts"
import type { Sys } from "./Definition.ts"
import type { DialogueEvent } from "./Envelope.ts"

/** How a task ended. */
export type Ended = Extract<DialogueEvent, { readonly type: "taskSucceeded" | "taskFailed" }>

/**
 * The place that a command left, to come back to.
 *
 * `timers` are those that ran there, with the time at which each is due; `tasks` went on running (their source, by id);
 * `results` are the ends of tasks that came meanwhile.
 */
export interface Frame {
  readonly value: Json
  readonly timers: { readonly [id: string]: Instant }
  readonly retries: { readonly [state: string]: number }
  readonly tasks: { readonly [id: string]: string }
  readonly results: ReadonlyArray<Ended>
}

/** Where a dialogue stands. `migrated`: the stored form was of an older version. */
export interface Position {
  readonly value: Json
  readonly data: unknown
  readonly sys: Omit<Sys, "turn" | "returning">
  /** The tasks that run, their source by id. */
  readonly tasks: { readonly [id: string]: string }
  /** XState's history: the states that each history state leads back to, by XState's names. */
  readonly history: { readonly [id: string]: ReadonlyArray<string> }
  /** The timers that run, with the time at which each is due. */
  readonly timers: { readonly [id: string]: Instant }
  readonly frames: ReadonlyArray<Frame>
  /** Commands that wait for a task to end. */
  readonly deferred: ReadonlyArray<string>
  readonly done: boolean
  readonly migrated: boolean
}

type Nodes = { readonly [key: string]: AnyStateNode }

/** Reads a state value as a person would: `address`, `order.size`, `kitchen.oven + kitchen.table`. */
export const describe = (value: Json): string => {
  if (typeof value === "string") return value
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value)
  return Object.entries(value as { readonly [key: string]: Json }).map(([key, inner]) => {
    const below = describe(inner)
    return below === "" ? key : below.split(" + ").map((path) => `${key}.${path}`).join(" + ")
  }).join(" + ")
}

/** Whether the dialogue stands in the state with this path, or below it. */
export const isIn = (value: Json, path: string): boolean =>
  describe(value).split(" + ").some((one) => one === path || one.startsWith(`${path}.`))

const at = (parent: AnyStateNode, key: string): string => [...parent.path, key].join(".")

/**
 * What is wrong with a state value under a state, or `undefined`. XState itself would enter the first child of a state that
 * has become compound, without its entry actions.
 */
export const problem = (node: AnyStateNode, value: Json): string | undefined => {
  const states = node.states as Nodes
  if (typeof value === "string") {
    const child = states[value]
    if (child === undefined || child.type === "history") return `there is no state "${at(node, value)}"`
    return child.type === "compound" || child.type === "parallel"
      ? `the state "${at(node, value)}" has states of its own now, and the snapshot does not say which`
      : undefined
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "its state is not a state value"
  const inner = value as { readonly [key: string]: Json }
  const keys = Object.keys(inner)
  if (node.type === "parallel") {
    const missing = Object.values(states).find((child) => child.type !== "history" && !keys.includes(child.key))
    if (missing !== undefined) return `the snapshot says nothing of the state "${at(node, missing.key)}"`
  } else if (node.type === "compound" ? keys.length !== 1 : keys.length > 0) {
    return `the state "${node.path.join(".")}" has no such states`
  }
  for (const key of keys) {
    const child = states[key]
    if (child === undefined || child.type === "history") return `there is no state "${at(node, key)}"`
    const below = inner[key]
    const wrong = below === undefined ? undefined : problem(child, below)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

/** The innermost states of a value that stands under a state. */
export const leaves = (node: AnyStateNode, value: Json): ReadonlyArray<AnyStateNode> => {
  const states = node.states as Nodes
  const inner: { readonly [key: string]: Json } = typeof value === "string"
    ? { [value]: {} }
    : value as { readonly [key: string]: Json }
  const keys = Object.keys(inner)
  return keys.length === 0 ? [node] : keys.flatMap((key) => {
    const child = states[key]
    return child === undefined ? [] : leaves(child, inner[key] ?? {})
  })
}
