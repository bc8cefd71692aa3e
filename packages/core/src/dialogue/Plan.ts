/**
 * What the words of a dialogue leave behind while they are compiled: the functions that the machine names, and a sketch
 * of every state for the checks.
 *
 * @module
 */
import type { Millis } from "../model/Instant.ts"
import type { Definition, MachineContext, MachineOutput, StateInfo, TaskDefinition } from "./Definition.ts"
import type { Kit } from "./Repair.ts"

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

/** How a state is left. */
export type Way = "answer" | "command" | "auto" | "timer" | "signal" | "released" | "result" | "refused"

/** One way from a state to another. `times` bounds how often a timer leads on before the person says something. */
export interface Edge {
  readonly by: Way
  readonly to: string
  readonly label: string
  readonly after?: Millis | "dynamic"
  readonly times?: number
}

/**
 * A state as the checks see it: whether its words need an open window, whether it ends, whether the person is heard.
 */
export interface Sketch {
  readonly path: string
  readonly word: string
  readonly plain: boolean
  readonly ends: boolean
  readonly edges: ReadonlyArray<Edge>
}

/** What compiling collects. Keys of functions are `path/part`. */
export interface Plan {
  readonly id: string
  readonly version: number
  readonly kit: Kit
  /** The commands that a state answers where it stands, because the author gave them no state of their own. */
  readonly inPlace: ReadonlySet<string>
  /** The names of all commands. */
  readonly commands: ReadonlySet<string>
  readonly outputs: Map<string, Output>
  readonly saves: Map<string, Save>
  readonly tests: Map<string, Test>
  readonly delays: Map<string, (context: MachineContext) => Millis>
  readonly tasks: Map<string, TaskDefinition>
  readonly calls: Map<string, Definition["calls"][string]>
  readonly states: Array<StateInfo>
  readonly sketches: Array<Sketch>
  readonly questions: Array<string>
  readonly offers: Map<string, NonNullable<Definition["offers"]>[string]>
  /** The transitions for refused messages, from the top of the machine. */
  readonly refusals: Array<Node>
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
  signals: new Map(),
  mistakes: []
})
