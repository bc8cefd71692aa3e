/**
 * What a state says, before anybody speaks with it: `…` stands for what depends on the conversation.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import { Message } from "@parley/core"

/** A state of a machine, as XState has it. */
export type Node = Definition.Definition["machine"]["root"]

interface At {
  readonly at: string
  readonly part: string
}

type Put = (given: { readonly context: unknown; readonly event: unknown }, params: At) => unknown

const unknown = "…"

/** A value of which nothing is known: whatever is read of it is unknown too, and as words it is `…`. */
const anything: unknown = new Proxy(function() {}, {
  get: (_, key) => {
    if (key === Symbol.toPrimitive || key === "toString" || key === "valueOf" || key === "toJSON") return () => unknown
    if (key === Symbol.iterator) return function*() {}
    return key === "length" ? 0 : anything
  },
  apply: () => anything
})

const turn: Definition.Turn = { at: 0, locale: "en", channel: "messenger", person: {} }

const sys: Definition.Sys = { turn, retries: {}, drafts: {}, calls: {}, trail: [] }

/** The convention of compiled machines: an action named "put", whose parameters say which function is meant. */
const puts = (actions: ReadonlyArray<unknown>): ReadonlyArray<At> =>
  actions.flatMap((action) => {
    const { params, type } = action as { readonly type?: unknown; readonly params?: unknown }
    return type === "put" ? [params as At] : []
  })

const said = (put: Put, at: At, locale: string): ReadonlyArray<Message.Message> => {
  const context = { data: anything, sys: { ...sys, turn: { ...turn, locale }, calls: anything } }
  try {
    const event = put({ context, event: { type: "" } }, at) as { readonly type: string; readonly message?: unknown }
    // An event that says something carries a message: the machine's own convention.
    return event.type === "out.message" ? [event.message as Message.Message] : []
  } catch {
    // The author's function wants to know more than there is to know.
    return [Message.text(unknown)]
  }
}

/** The messages that entering a state says, in a language. */
export const of = (
  definition: Definition.Definition,
  node: Node,
  locale = "en"
): ReadonlyArray<Message.Message> => {
  const action = definition.machine.implementations.actions["put"] as unknown as { readonly event?: Put } | undefined
  const put = action?.event
  return put === undefined ? [] : puts(node.entry).flatMap((at) => said(put, at, locale))
}
