/**
 * What a bot can talk about: made with words that know the dialogue's context and the names of its states.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type { Json } from "../model/Json.ts"
import type { Definition, Start as Opening, Stored, Turn } from "./Definition.ts"
import { DialogueMistakes, mistakes } from "./Diagnose.ts"
import type * as Facts from "./Facts.ts"
import * as Machine from "./Machine.ts"
import type { Place } from "./Place.ts"
import * as Plan from "./Plan.ts"
import * as Repair from "./Repair.ts"
import * as Start from "./Start.ts"
import type { AnyState, State } from "./State.ts"
import type { Back } from "./Target.ts"
import type { Blueprint } from "./words/Call.ts"
import { kit, type Words } from "./Words.ts"

/** What the type of a dialogue tells: what it needs, takes, gives, and hears from outside. */
export interface Types {
  readonly context: unknown
  readonly states: string
  readonly services: unknown
  readonly purposes: string
  readonly capabilities: string
  readonly input: unknown
  readonly output: unknown
  readonly signals: unknown
}

/** A dialogue: its machine, and the tables beside it. */
export interface Dialogue<T extends Types> extends Definition {
  readonly id: string
  /** What a `call` inlines. */
  readonly blueprint: Blueprint
  /** Known to the compiler only. */
  readonly Types?: () => T
  /** Known to the compiler only. */
  readonly Takes?: (_: T["input"]) => void
  /** Known to the compiler only. */
  readonly Gives?: () => T["output"]
  /** Known to the compiler only. */
  readonly Needs?: () => Facts.Needs<T["services"], T["purposes"], T["capabilities"]>
}

/** Any dialogue. */
export interface Any extends Definition {
  readonly blueprint: Blueprint
  readonly Types?: () => Types
}

type TypesOf<D> = D extends { readonly Types?: () => infer T extends Types } ? T : never

/** The services that the tasks of a dialogue need. */
export type Services<D> = TypesOf<D>["services"]

/** The purposes, capabilities and services that a dialogue needs, together. */
export type Needs<D> = D extends unknown
  ? Facts.Needs<TypesOf<D>["services"], TypesOf<D>["purposes"], TypesOf<D>["capabilities"]>
  : never

/** What a dialogue takes when it is started by `goto`, `call` or a signal. */
export type Input<D> = TypesOf<D>["input"]

/** What a dialogue gives when it ends. */
export type Output<D> = TypesOf<D>["output"]

/** The context of a dialogue. */
export type Context<D> = TypesOf<D>["context"]

/** The signals of a dialogue, by name, with their payloads. */
export type Signals<D> = TypesOf<D>["signals"]

/** What a bot's transports offer together. */
export interface Offer {
  readonly purposes: string
  readonly capabilities: string
}

/**
 * A sentence for each purpose and capability that a dialogue needs and no transport offers; `unknown` when there is
 * none. Intersect a dialogue's parameter with it to refuse the dialogue. All sentences stand in one refusal: of two side by
 * side the compiler would print neither.
 */
export type Unmet<D, O extends Offer> = (
  | `no transport of this bot may send for the purpose ${Exclude<TypesOf<D>["purposes"], O["purposes"]>}`
  | `no transport of this bot is capable of ${Exclude<
    TypesOf<D>["capabilities"],
    Facts.WithTemplates<O["capabilities"]>
  >}`
) extends infer Sentence extends string ? [Sentence] extends [never] ? unknown : Facts.Refused<Sentence>
  : never

type Schemas = { readonly [name: string]: Schema.Schema.AnyNoContext }
type Payloads<S> = { readonly [Name in keyof S]: S[Name] extends Schema.Schema<infer A, infer _I> ? A : never }

/** How a context begins; needed when nothing but the schema's defaults would not do. */
type Beginning<C, I, In> = {} extends I ? { readonly begin?: (input: In, turn: Turn) => C }
  : { readonly begin: (input: In, turn: Turn) => C }

/** What a dialogue is made with. */
export type Setup<C, I, K extends string, S extends Schemas, In, InI, Out, OutI> = {
  /** Its name among the bot's dialogues; it is stored, and stands in button payloads. Letters, digits, `-` and `_`. */
  readonly id: string
  /** A whole number from one, raised when stored conversations could not go on as they are; see `migrate`. */
  readonly version: number
  /** What is known while it runs, and how it is stored. */
  readonly context: Schema.Schema<C, I>
  /** What may come from outside while it waits. */
  readonly signals?: S
  /** What it takes from the one that starts it. */
  readonly input?: Schema.Schema<In, InI>
  /** What it gives when it ends. */
  readonly output?: Schema.Schema<Out, OutI>
  /** The names of its states. */
  readonly states: ReadonlyArray<K>
} & Beginning<C, I, In>

/** A command: the state that it leads to, that state with words of one's own, or `false` to be without it. */
export type Command<K extends string> = K | false | {
  readonly to: K
  readonly words: ReadonlyArray<string | RegExp>
}

/** The facts of states, by their names. */
export interface States {
  readonly [name: string]: Facts.Facts
}

/** What `make` is given. */
export interface Making<C, K extends string, RS extends States> {
  readonly initial: K
  /** What opens it: words, patterns, or values of `Start`. */
  readonly starts?: ReadonlyArray<Start.Like>
  /**
   * What a person may say anywhere in it. `help`, `repeat`, `back`, `cancel` and `agent` are known and have words
   * already; any other name is its own word unless `words` are given.
   */
  readonly commands?: { readonly [name: string]: Command<K> }
  readonly states:
    & { readonly [P in keyof RS]: State<C, K | Back, RS[P]> }
    & { readonly [P in K]: unknown }
    & { readonly [P in Exclude<keyof RS, K>]: never }
    & Facts.CheckWindow<NoInfer<RS>>
  /**
   * Where the dialogue goes when one of its messages was refused and has no state of its own for that (`otherwise: "refuse"`,
   * or words that the channel would not take).
   */
  readonly refused?: K
  /** Takes stored conversations of an older version to the next: `migrate[1]` reads version 1. */
  readonly migrate?: { readonly [version: number]: (stored: Stored) => Stored }
  /** What becomes of a stored conversation that no migration can read; `quarantine` unless given. */
  readonly unmigratable?: "restart" | "quarantine"
  /** Replies of the repair kit in one's own words, and the words (`words`) by which a person stops and starts messages. */
  readonly repair?: Repair.Own
}

/** The words of a dialogue, and `make`, which puts its states together. */
export interface Kit<C, K extends string, S, In, Out> extends Words<C, K, S, Out> {
  /**
   * Makes the dialogue. Throws `DialogueMistakes` with everything that is wrong with it and cannot be seen by the
   * compiler.
   */
  readonly make: <RS extends States>(making: Making<C, K, RS>) => Dialogue<{
    readonly context: C
    readonly states: K
    readonly services: Facts.NeedsOf<RS>["services"]
    readonly purposes: Facts.NeedsOf<RS>["purposes"]
    readonly capabilities: Facts.NeedsOf<RS>["capabilities"]
    readonly input: In
    readonly output: Out
    readonly signals: S
  }>
}

const isName = (name: string): boolean => /^[A-Za-z0-9_-]+$/.test(name)

/** File, line and column of the caller outside this package, as the engine tells it. */
const caller = (): string | undefined =>
  new Error().stack?.split("\n").slice(1).find((line) => !line.includes("/dialogue/Dialogue."))?.trim().replace(
    /^at\s+/,
    ""
  )

interface AnySetup {
  readonly id: string
  readonly version: number
  readonly context: Schema.Schema<unknown, Json>
  readonly signals?: { readonly [name: string]: Schema.Schema<unknown, Json> }
  readonly input?: Schema.Schema<unknown, Json>
  readonly output?: Schema.Schema<unknown, Json>
  readonly states: ReadonlyArray<string>
  readonly begin?: (input: unknown, turn: Turn) => unknown
}

interface AnyMaking {
  readonly initial: string
  readonly starts?: ReadonlyArray<Start.Like>
  readonly commands?: { readonly [name: string]: Command<string> }
  readonly states: { readonly [name: string]: AnyState }
  readonly migrate?: { readonly [version: number]: (stored: Stored) => Stored }
  readonly unmigratable?: "restart" | "quarantine"
  readonly refused?: string
  readonly repair?: Repair.Own
}

const commandsOf = (given: AnyMaking["commands"] = {}) => {
  const known = Object.keys(Repair.commands) as ReadonlyArray<Repair.Known>
  const names = [...new Set([...known, ...Object.keys(given)])].filter((name) => given[name] !== false)
  const leaving = names.flatMap((name) => {
    const command = given[name]
    if (command === undefined || command === false) return []
    return [{ name, to: typeof command === "string" ? command : command.to }]
  })
  const leaves = new Set(leaving.map((one) => one.name))
  const commands = names.map((name) => {
    const command = given[name]
    const own = typeof command === "object" ? command.words : undefined
    const words = own ?? (Repair.isKnown(name) ? Repair.commands[name] : [name])
    // Calling off leaves the dialogue, though it leads to no state of the author's.
    return { name, words, leaves: leaves.has(name) || name === "cancel" }
  })
  return { commands, leaving, inPlace: new Set(names.filter((name) => !leaves.has(name))) }
}

/** Mistakes in the migrations: one that can never be used, because the next is missing or its version is not an older one. */
const migrationMistakes = (version: number, migrate: AnyMaking["migrate"] = {}): ReadonlyArray<Plan.Mistake> => {
  const given = Object.keys(migrate).map(Number)
  const useless = given.filter((from) => !(Number.isSafeInteger(from) && from > 0 && from < version))
  if (useless.length > 0) {
    return useless.map((from) => ({
      state: "",
      problem: `migrate[${from}] reads no version that is older than ${version}`,
      cure: "raise the version, or take it out"
    }))
  }
  if (given.length === 0) return []
  const first = Math.min(...given)
  return Array.from({ length: version - first }, (_, index) => first + index)
    .filter((from) => !given.includes(from))
    .map((from) => ({
      state: "",
      problem: `there is a migrate[${first}], but no migrate[${from}]`,
      cure: `give it migrate[${from}], so that version ${first} comes to version ${version}`
    }))
}

/** Mistakes in the starts: a signal that the dialogue does not declare can never be sent to it. */
const startMistakes = (plan: Plan.Plan, starts: ReadonlyArray<Opening>): ReadonlyArray<Plan.Mistake> =>
  starts.flatMap((start) =>
    start._tag !== "Signal" || plan.signals.has(start.signal) ? [] : [{
      state: "",
      problem: `it starts with the signal "${start.signal}", which it does not declare`,
      cure: "declare it in `signals`"
    }]
  )

/** Mistakes in messages that tell of their refusal when nothing hears it. */
const unheardRefusals = (plan: Plan.Plan): ReadonlyArray<Plan.Mistake> =>
  [...plan.refusing].map((state) => ({
    state,
    problem: "its message is to be refused when no lane is open, and no state hears of it",
    cure: "give the dialogue a state under `refused`, or the message one: otherwise: { refused: \"state\" }"
  }))

const make = (setup: AnySetup, begin: Blueprint["begin"], making: AnyMaking): Any => {
  const { commands, inPlace, leaving } = commandsOf(making.commands)
  const { id, version } = setup
  const own = Repair.kit(making.repair)
  const plan = Plan.make({ id, version, kit: own, inPlace, commands: new Set(commands.map((one) => one.name)) })
  if (!isName(id)) {
    plan.mistakes.push({
      state: "",
      problem: `the id "${id}" cannot stand in a payload`,
      cure: "use letters, digits, - and _"
    })
  }
  if (!(Number.isSafeInteger(version) && version > 0)) {
    plan.mistakes.push({ state: "", problem: `the version is ${version}`, cure: "use a whole number from 1" })
  }
  for (const name of Object.keys(making.states)) {
    if (!isName(name)) {
      plan.mistakes.push({
        state: name,
        problem: "the name cannot stand in a path",
        cure: "use letters, digits, - and _"
      })
    }
  }
  const signals = setup.signals ?? {}
  for (const [name, schema] of Object.entries(signals)) plan.signals.set(name, schema)
  const top: Place = {
    plan,
    path: "",
    base: "",
    context: setup.context,
    calledBy: [id],
    read: (context) => context.data,
    write: (context, data) => ({ ...context, data })
  }
  const states = Object.fromEntries(
    Object.entries(making.states).map(([name, state]) => [name, state.compile({ ...top, path: name })])
  )
  const parts: Machine.Parts = {
    place: top,
    initial: making.initial,
    states,
    leaving,
    begin,
    ...(making.refused === undefined ? {} : { refused: making.refused })
  }
  const starts = (making.starts ?? []).map(Start.from)
  const isSignalled = starts.some((start) => start._tag === "Signal")
  plan.mistakes.push(
    ...startMistakes(plan, starts),
    ...migrationMistakes(version, making.migrate),
    ...(making.refused === undefined ? unheardRefusals(plan) : [])
  )
  const entrances = Machine.entrances(parts)
  const found = mistakes(plan, making.initial, entrances, isSignalled)
  if (found.length > 0) {
    const where = caller()
    throw new DialogueMistakes({ dialogue: id, ...(where === undefined ? {} : { where }), mistakes: found })
  }
  return {
    id,
    version,
    machine: Machine.make(parts),
    context: setup.context,
    calls: Object.fromEntries(plan.calls),
    ...(setup.input === undefined ? {} : { input: setup.input }),
    ...(setup.output === undefined ? {} : { output: setup.output }),
    signals: Object.fromEntries(plan.signals),
    starts,
    commands,
    tasks: Object.fromEntries(plan.tasks),
    states: plan.states,
    chart: { initial: making.initial, sketches: plan.sketches, entrances, refusing: [...plan.refusing] },
    offers: Object.fromEntries(plan.offers),
    checks: Object.fromEntries(plan.checks),
    deferrals: Object.fromEntries(plan.deferrals),
    migrate: making.migrate ?? {},
    unmigratable: making.unmigratable ?? "quarantine",
    repair: Repair.definition(own, making.repair?.words),
    blueprint: {
      id,
      version,
      initial: making.initial,
      context: setup.context,
      signals,
      begin,
      states: making.states,
      migrate: making.migrate ?? {}
    }
  }
}

/**
 * The words of a dialogue, bound to its context and to the names of its states.
 *
 * The context begins as what its schema makes of `{}`; a schema that needs more takes `begin`.
 *
 * @example
 * import { Dialogue } from "@parley/core"
 * import { Schema } from "effect"
 *
 * const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["hello"] })
 * const hello = d.make({ initial: "hello", starts: ["hi"], states: { hello: d.end("Hello!") } })
 * hello.starts // => [{ _tag: "Words", words: "hi" }]
 */
export const setup = <
  C extends object,
  I,
  const K extends string,
  S extends Schemas = {},
  In = void,
  InI = unknown,
  Out = void,
  OutI = unknown
>(
  options: Setup<C, I, K, S, In, InI, Out, OutI>
): Kit<C, K, Payloads<S>, In, Out> => {
  // The schemas' encoded sides are JSON by what stores keep; inside, dialogues have no types.
  const untyped = options as unknown as AnySetup
  const decode = Schema.decodeUnknownSync(untyped.context)
  const begin: Blueprint["begin"] = untyped.begin ?? (() => decode({}))
  const made = { ...kit, make: (making: AnyMaking) => make(untyped, begin, making) }
  return made as unknown as Kit<C, K, Payloads<S>, In, Out>
}
