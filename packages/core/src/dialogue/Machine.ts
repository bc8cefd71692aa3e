/**
 * A plan and its nodes as one plain XState machine, whose actions and guards have names and JSON parameters.
 *
 * @module
 */
import { assign, createMachine, emit, fromPromise, stateIn } from "xstate"
import type { AnyStateMachine } from "xstate"
import type { MachineContext, MachineInput, TaskDefinition, Turn } from "./Definition.ts"
import { edges, type Place, reference, say } from "./Place.ts"
import type { Edge, Functions, Happened, Node } from "./Plan.ts"
import { backways } from "./Question.ts"

/** A command that leads to a state. */
export interface Leaving {
  readonly name: string
  readonly to: string
}

/** What a machine is made of. */
export interface Parts {
  readonly place: Place
  readonly initial: string
  readonly states: { readonly [name: string]: Node }
  readonly leaving: ReadonlyArray<Leaving>
  readonly begin: (input: unknown, turn: Turn) => unknown
  /** The state for refused messages that have none of their own. */
  readonly refused?: string
}

/** The turn of a machine that runs under a host that tells it nothing. */
const nowhere: Turn = { at: 0, locale: "en", channel: "none", person: {} }

/** More microsteps than any dialogue needs; an endless `always` throws instead of hanging. */
const maxIterations = 1000

interface Given<P> {
  readonly context: MachineContext
  readonly event: Happened
  readonly params?: P
}

interface At {
  readonly at: string
  readonly part: string
}

const found = <F>(functions: Functions<F>, params: At): F => {
  const one = functions.get(params.at)?.get(params.part)
  if (one === undefined) throw new Error(`nothing stands for ${params.part} of ${params.at}`)
  return one
}

/** The transitions from the top: commands that leave, commands answered in place, refusals. */
const top = (parts: Parts): Node => {
  const { place } = parts
  const { plan } = place
  const on: { [event: string]: ReadonlyArray<Node> } = {}
  for (const { name, to } of parts.leaving) {
    const target = reference(place, to)
    on[`in.command.${name}`] = [
      // Said again in its own state, a command must not forget where it came from.
      { guard: stateIn(target), target },
      // Leaving the root as well makes XState note where the dialogue stood.
      { target, reenter: true }
    ]
  }
  const answered = (name: "help" | "noAgent" | "noWayBack"): Node => ({
    actions: [say(place, name, (context) => plan.kit[name](context.sys.turn))]
  })
  if (plan.inPlace.has("help")) on["in.command.help"] = [answered("help")]
  if (plan.inPlace.has("agent")) on["in.command.agent"] = [answered("noAgent")]
  if (plan.inPlace.has("cancel")) on["in.command.cancel"] = [{ target: reference(place, "$cancelled") }]
  if (plan.inPlace.has("back")) {
    const ways = backways(place, plan.questions)["in.command.back"]
    on["in.command.back"] = [...(Array.isArray(ways) ? ways as ReadonlyArray<Node> : []), answered("noWayBack")]
  }
  const refused = parts.refused === undefined ? [] : [{ target: reference(place, parts.refused) }]
  if (plan.refusals.length + refused.length > 0) on["in.refused"] = [...plan.refusals, ...refused]
  return on
}

/** The edges that lead from the top to states, for the checks. */
export const entrances = (parts: Parts): ReadonlyArray<Edge> => [
  ...parts.leaving.flatMap(({ name, to }) => edges(parts.place, { by: "command", part: name, to })),
  ...(parts.refused === undefined ? [] : edges(parts.place, { by: "refused", part: "refused", to: parts.refused }))
]

/** An actor for a host that runs the machine itself; there, only async functions can run. */
const actor = (task: TaskDefinition) =>
  fromPromise<unknown, unknown>(async ({ input, signal }) => {
    const work = task.run(input, {
      signal,
      id: task.name,
      get conversation(): never {
        throw new Error(`the task ${task.name} asks whose it is: only a bot knows; give the machine an actor for it`)
      }
    })
    if (typeof work === "object" && work !== null && "then" in work) return work
    throw new Error(`the task ${task.name} is an Effect: give the machine an actor for it with machine.provide`)
  })

/** The machine. */
export const make = (parts: Parts): AnyStateMachine => {
  const { place } = parts
  const { plan } = place
  const root = (name: string): Node => ({ type: "final", meta: { word: name } })
  const config: Node = {
    id: plan.id,
    version: String(plan.version),
    initial: parts.initial,
    options: { maxIterations },
    context: ({ input }: { readonly input?: MachineInput }): MachineContext => {
      const turn = input?.turn ?? nowhere
      const sys = { turn, retries: {}, drafts: {}, calls: {}, trail: [] }
      return { data: parts.begin(input?.input, turn), sys }
    },
    output: ({ event }: { readonly event: Happened }) => event["output"],
    on: top(parts),
    states: {
      ...parts.states,
      $return: { type: "history", history: "deep", target: parts.initial },
      ...(plan.inPlace.has("cancel")
        ? {
          $cancelled: {
            ...root("cancel"),
            entry: [say(place, "cancelled", (context) => plan.kit.cancelled(context.sys.turn))]
          }
        }
        : {}),
      ...(plan.calls.size === 0 ? {} : { $left: root("goto") })
    }
  }
  const implementations = {
    actions: {
      put: emit(({ context, event }: Given<At>, params: At) => found(plan.outputs, params)(context, event)),
      keep: assign(({ context, event }: Given<At>, params: At) => found(plan.saves, params)(context, event)),
      returning: assign(({ context }: Given<undefined>) => ({
        ...context,
        sys: { ...context.sys, returning: true as const }
      }))
    },
    guards: {
      is: ({ context, event }: Given<At>, params: At): boolean => found(plan.tests, params)(context, event)
    },
    delays: Object.fromEntries(
      [...plan.delays].map(([name, length]) => [name, ({ context }: Given<undefined>) => length(context)])
    ),
    actors: Object.fromEntries([...plan.tasks].map(([path, task]) => [path, actor(task)]))
  }
  // XState infers a machine's types from its literal configuration; ours is made of parts, and is checked when it is made.
  return (createMachine as (config: unknown, implementations: unknown) => AnyStateMachine)(config, implementations)
}
