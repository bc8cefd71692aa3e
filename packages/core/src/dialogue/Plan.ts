/**
 * What the words of a dialogue leave behind while they are compiled: the functions that the machine names, and a sketch
 * of every state for the checks.
 *
 * @module
 */
import type { Millis } from "../model/Instant.ts"
import type { Sketch } from "./Chart.ts"
import type {
  Check,
  Deferral,
  Definition,
  MachineContext,
  MachineOutput,
  StateInfo,
  TaskDefinition
} from "./Definition.ts"
import type { Kit } from "./Repair.ts"

export type { Edge, Sketch } from "./Chart.ts"

/** A node, a transition or an action of an XState machine, as configuration. */
export interface Node {
  readonly [key: string]: unknown
}

/** An event as the functions of a machine see it: ours, or one of XState's own with a result or an error. */
export interface Happened {
  readonly type: string
  readonly [key: string]: unknown
}

/** What an action of the machine emits. */
export type Output = (context: MachineContext, event: Happened) => MachineOutput

/** What an action of the machine keeps. */
export type Save = (context: MachineContext, event: Happened) => MachineContext

/** What a guard of the machine asks. */
export type Test = (context: MachineContext, event: Happened) => boolean

/** Something wrong in a dialogue, and what to do about it. */
export interface Mistake {
  readonly state: string
  readonly problem: string
  readonly cure: string
}

/** Functions by the path of their state, then by their part in it. */
export type Functions<F> = ReadonlyMap<string, ReadonlyMap<string, F>>

/** What compiling collects. */
export interface Plan {
  readonly id: string
  readonly version: number
  readonly kit: Kit
  /** The commands that a state answers where it stands, because the author gave them no state of their own. */
  readonly inPlace: ReadonlySet<string>
  /** The names of all commands. */
  readonly commands: ReadonlySet<string>
  readonly outputs: Map<string, Map<string, Output>>
  readonly saves: Map<string, Map<string, Save>>
  readonly tests: Map<string, Map<string, Test>>
  readonly delays: Map<string, (context: MachineContext) => Millis>
  readonly tasks: Map<string, TaskDefinition>
  readonly calls: Map<string, Definition["calls"][string]>
  readonly states: Array<StateInfo>
  readonly sketches: Array<Sketch>
  readonly questions: Array<string>
  readonly offers: Map<string, NonNullable<Definition["offers"]>[string]>
  /** The transitions for refused messages, from the top of the machine. */
  readonly refusals: Array<Node>
  /** The states whose refused messages are for the dialogue's `refused`. */
  readonly refusing: Set<string>
  readonly checks: Map<string, Check>
  readonly deferrals: Map<string, Exclude<Deferral, "wait">>
  readonly signals: Map<string, Definition["signals"][string]>
  readonly mistakes: Array<Mistake>
}

/** An empty plan. */
export const make = (
  given: Pick<Plan, "id" | "version" | "kit" | "inPlace" | "commands">
): Plan => ({
  ...given,
  outputs: new Map(),
  saves: new Map(),
  tests: new Map(),
  delays: new Map(),
  tasks: new Map(),
  calls: new Map(),
  states: [],
  sketches: [],
  questions: [],
  offers: new Map(),
  refusals: [],
  refusing: new Set(),
  checks: new Map(),
  deferrals: new Map(),
  signals: new Map(),
  mistakes: []
})
