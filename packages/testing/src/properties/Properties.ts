/**
 * Promises that every bot should keep, tried out on random walks. What breaks one is made into the shortest convo that shows it.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Printer from "../convo/Printer.ts"
import type { Line, Script } from "../convo/Script.ts"
import type { WorldError } from "../convo/World.ts"
import type { Bench } from "./Bench.ts"
import * as Benches from "./Bench.ts"
import * as Chance from "./Chance.ts"
import type { Property } from "./Property.ts"
import * as Names from "./Property.ts"
import * as Shrink from "./Shrink.ts"
import * as Simpler from "./Simpler.ts"
import type { Step } from "./Step.ts"
import type { Subject } from "./Subject.ts"
import * as Subjects from "./Subject.ts"
import * as Twin from "./Twin.ts"
import type { Violation } from "./Violation.ts"
import * as Walk from "./Walk.ts"

export type { Property } from "./Property.ts"
export type { Subject } from "./Subject.ts"
export type { Violation } from "./Violation.ts"
export { all, length, sentences } from "./Property.ts"
export { describe } from "./Violation.ts"

/** How long is walked, and from which seed. */
export interface Options {
  /** How many things happen, all walks together; 20,000 unless given. */
  readonly actions?: number
  /** The seed of everything that is made up; 1 unless given. */
  readonly seed?: number
  /** The promises to look at; all unless given. */
  readonly only?: ReadonlyArray<Property>
  /** Answers to try, by the path of the question's state: for schemas that made-up answers do not fit. */
  readonly answers?: { readonly [state: string]: ReadonlyArray<string> }
}

/** Half of the walks are walked again, with restarts or with webhooks that go astray; only among several can those overtake one another. */
const twinOf = (chance: Chance.Chance, isCrowd: boolean): Twin.Disturbance | undefined =>
  chance.in(1, 2) ? undefined : isCrowd || chance.in(1, 4) ? "webhooks" : "restart"

/** The shortest convo that breaks a promise as these lines do. */
const violation = (
  subject: Subject,
  { judge }: Bench,
  property: Property,
  lines: ReadonlyArray<Line>,
  seed: number
): Effect.Effect<Violation | undefined> =>
  Effect.gen(function*() {
    const fails = (some: ReadonlyArray<Line>) => Effect.map(judge(property, some), (found) => found !== undefined)
    // A bot that does otherwise each time has nothing that could be shown.
    if (!(yield* fails(lines))) return undefined
    const { list } = yield* Shrink.shrink(lines, {
      fails,
      simpler: Simpler.of,
      simplerLists: Simpler.alone,
      key: Simpler.key
    })
    const found = yield* judge(property, list)
    if (found === undefined) return undefined
    const header = Subjects.header(subject)
    const convo = Printer.print({ lines: [header, { _tag: "Blank" }, ...list] })
    return { property, sentence: found.why, convo, seed, bot: header.bot, lines: list.length }
  })

const linesOf = (steps: ReadonlyArray<Step>): ReadonlyArray<Line> => steps.map(({ line }) => line)

const walks = (
  subject: Subject,
  options: Options
): Effect.Effect<ReadonlyArray<Violation>, WorldError> =>
  Effect.gen(function*() {
    const { actions = 20_000, answers = {}, only = Names.all, seed = 1 } = options
    const benches = new Map<number, Bench>()
    const benchOf = (walk: number): Bench => {
      // By the walk's own seed, so that it is found again by that alone; few, because what they work out is worth keeping.
      const made = Math.abs(walk % 8)
      const bench = benches.get(made) ?? Benches.make(subject, made + 1, answers)
      benches.set(made, bench)
      return bench
    }
    const open = new Set(only)
    const violations: Array<Violation> = []
    const note = (property: Property, lines: ReadonlyArray<Line>, walk: number) =>
      Effect.map(violation(subject, benchOf(walk), property, lines, walk), (found) => {
        if (found === undefined) return
        open.delete(property)
        violations.push(found)
      })
    for (let walk = 0; walk * Names.length < actions && open.size > 0; walk++) {
      const own = seed + walk
      const set = benchOf(own)
      const chance = Chance.make(own)
      const isBrisk = chance.in(4, 5)
      const tried = isBrisk ? Benches.brisk(subject) : subject
      const isCrowd = chance.in(1, 2)
      const plan = { chance, isCrowd, length: Math.min(Names.length, actions - walk * Names.length) }
      const seen = yield* Walk.random(tried, set.doings, plan, Twin.seen)
      for (const property of open) {
        if (Benches.isTwin(property)) continue
        const found = set.judges[property](seen.steps, tried)
        if (found !== undefined) yield* note(property, linesOf(seen.steps.slice(0, found.at + 1)), own)
      }
      const twin = isBrisk ? twinOf(chance, isCrowd) : undefined
      if (twin === undefined || !open.has(twin)) continue
      const lines = Twin.disturb(linesOf(seen.steps), twin, chance)
      const isCut = twin === "restart" && seen.steps.some((step, at) => step.line !== lines[at] && Twin.isWorking(step))
      const found = yield* isCut ? Twin.compare(tried, lines, twin) : Twin.against(seen, tried, lines, twin)
      if (found !== undefined) yield* note(twin, lines, own)
    }
    return violations
  })

/**
 * What a convo breaks of a promise, in a sentence; `undefined` when it holds. What the convo expects the bot to say is not looked at.
 */
export const breaks = (subject: Subject, property: Property, { lines }: Script): Effect.Effect<string | undefined> =>
  Effect.map(
    Benches.make(subject, 1, {}).judge(property, lines.filter(({ _tag }) => _tag !== "Header")),
    (found) => found?.why
  )

/**
 * Looks for broken promises: at most one violation for each, made as short as can be. The same bot, actions and seed give the same
 * violations. A bot that cannot be built is not sound.
 */
export const check = (subject: Subject, options: Options = {}): Effect.Effect<ReadonlyArray<Violation>> =>
  Effect.catchAll(walks(subject, options), ({ reason }) => {
    const header = Subjects.header(subject)
    const convo = Printer.print({ lines: [header] })
    return Effect.succeed([
      { property: "sound" as const, sentence: reason, convo, seed: options.seed ?? 1, bot: header.bot, lines: 0 }
    ])
  })
