/**
 * A conversation with a dialogue through XState's public pure functions: what is said, and where it stands.
 */
import { type AnyMachineSnapshot, initialTransition, transition } from "xstate"
import type { Definition, MachineContext, MachineOutput } from "../../src/dialogue/Definition.ts"
import * as Payload from "../../src/dialogue/Payload.ts"
import * as Message from "../../src/model/Message.ts"

export interface Talk {
  readonly said: ReadonlyArray<string>
  readonly out: ReadonlyArray<MachineOutput>
  /** Ids of timers set and cancelled, in order, with `+` and `-`. */
  readonly timers: ReadonlyArray<string>
  readonly state: unknown
  readonly status: string
  readonly output: unknown
  readonly data: unknown
  readonly sys: MachineContext["sys"]
  /** The quick replies of the last message: title and payload. */
  readonly offered: ReadonlyArray<{ readonly title: string; readonly payload: string }>
  readonly write: (text: string) => Talk
  /** Taps the offered option with this title. */
  readonly tap: (title: string) => Talk
  readonly command: (name: string) => Talk
  readonly signal: (name: string, payload: unknown) => Talk
  readonly event: (event: { readonly type: string; readonly [key: string]: unknown }) => Talk
  /** Fires the timer whose id ends so. */
  readonly fire: (end?: string) => Talk
  readonly finish: (task: string, output: unknown) => Talk
  readonly fail: (task: string, error: unknown) => Talk
}

interface Action {
  readonly type: string
  readonly params: {
    readonly event?: { readonly type: string }
    readonly id?: string
    readonly sendId?: string
    readonly delay?: number
  }
}

const talk = (
  definition: Definition,
  [snapshot, actions]: readonly [AnyMachineSnapshot, ReadonlyArray<unknown>],
  running: ReadonlyMap<string, { readonly type: string }>
): Talk => {
  if (snapshot.status === "error") throw snapshot.error
  const timers = new Map(running)
  const changes: Array<string> = []
  const out: Array<MachineOutput> = []
  for (const { params, type } of actions as ReadonlyArray<Action>) {
    if (type === "xstate.emit") out.push(params.event as MachineOutput)
    if (type === "xstate.raise" && params.event !== undefined && params.id !== undefined) {
      timers.set(params.id, params.event)
      changes.push(`+${params.id}`)
    }
    if (type === "xstate.cancel" && params.sendId !== undefined) {
      timers.delete(params.sendId)
      changes.push(`-${params.sendId}`)
    }
  }
  const messages = out.flatMap((one) => one.type === "out.message" ? [one.message] : [])
  const context = snapshot.context as MachineContext
  const event: Talk["event"] = (given) => talk(definition, transition(definition.machine, snapshot, given), timers)
  const offered = messages.at(-1)?.quickReplies ?? []
  return {
    said: messages.map(Message.words),
    out,
    timers: changes,
    state: snapshot.value,
    status: snapshot.status,
    output: snapshot.output,
    data: context.data,
    sys: context.sys,
    offered,
    event,
    write: (text) => event({ type: "in.message", text }),
    tap: (title) => {
      const reply = offered.find((one) => one.title === title)
      if (reply === undefined) throw new Error(`nothing called ${title} is offered`)
      return event({ type: "in.message", text: title, choice: Payload.decode(reply.payload) })
    },
    command: (name) => event({ type: `in.command.${name}` }),
    signal: (name, payload) => event({ type: `in.signal.${name}`, payload }),
    fire: (end = "") => {
      const found = [...timers].find(([id]) => id.endsWith(end))
      if (found === undefined) throw new Error(`no timer ${end} runs`)
      timers.delete(found[0])
      return event(found[1])
    },
    finish: (task, output) => event({ type: `xstate.done.actor.${task}`, output, actorId: task }),
    fail: (task, error) => event({ type: `xstate.error.actor.${task}`, error, actorId: task })
  }
}

/** The first turn of a dialogue. */
export const begin = (definition: Definition, input?: unknown, locale = "en"): Talk =>
  talk(
    definition,
    initialTransition(definition.machine, {
      turn: { at: 0, locale, channel: "test", person: {} },
      ...(input === undefined ? {} : { input })
    }),
    new Map()
  )
