/**
 * Convos: scripted conversations, in text or in TypeScript, played under virtual time through the real adapter against the
 * emulator.
 *
 * @module
 */
import { type Happening, Nearest } from "@parley/core"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { readFileSync } from "node:fs"
import * as Simulation from "../simulation/Simulation.ts"
import * as Bots from "./Bots.ts"
import type { Anything, Builder, HeaderOptions } from "./Builder.ts"
import { builder } from "./Builder.ts"
import * as Parser from "./Parser.ts"
import * as Printer from "./Printer.ts"
import * as Report from "./Report.ts"
import * as Runner from "./Runner.ts"
import type { Line, Script } from "./Script.ts"
import * as Scripts from "./Script.ts"
import * as TypeScript from "./TypeScript.ts"

/** What the type of a dialogue tells of its states, its signals and its context. */
export type NamesOf<D> = D extends {
  readonly Types?: () => {
    readonly states: infer S extends string
    readonly signals: infer G
    readonly context: infer C extends object
  }
} ? { readonly states: S; readonly signals: { readonly [Name in keyof G]: G[Name] }; readonly context: C }
  : Anything

/** How a convo ended: as written, otherwise, or before it began because its text cannot be read. */
export type Outcome =
  | Runner.Outcome
  | { readonly _tag: "Unreadable"; readonly file: string | undefined; readonly problems: ReadonlyArray<Parser.Problem> }

/** How convos are run. */
export interface Options extends Runner.Options {
  /** The bots that `bot NAME` can mean. */
  readonly bots: Bots.Bots
  /** The utility templates of the account; none, and undeclared, unless given. */
  readonly templates?: Bots.Config["templates"]
  /** The rules to play under, whatever the header says. */
  readonly pack?: Scripts.Header["pack"]
  /** The moment at which the convo begins, in ISO form, whatever the header says. */
  readonly on?: string
  /** How long real work of services may stay away, in real milliseconds; 5,000 unless given. */
  readonly guard?: number
  /** Hears all that the bot does. */
  readonly watch?: Happening.Listener
  /** Whether the bot logs nothing. */
  readonly quiet?: boolean
}

/** A convo did not go as written. `stack` points at the line of the convo. */
export class ConvoFailed extends Error {
  override readonly name = "ConvoFailed"
  constructor(message: string, place: { readonly file: string | undefined; readonly line: number }) {
    super(message)
    if (place.file !== undefined) this.stack = `${this.name}: ${message}\n    at ${place.file}:${place.line}:1`
  }
}

/** A convo in TypeScript. With `dialogue`, the names that it knows are checked by the compiler. */
export const make = <D = unknown>(
  header: HeaderOptions & { readonly dialogue?: D },
  lines: (c: Builder<NamesOf<D>>) => ReadonlyArray<Line>
): Script => {
  const { above, dialogue: _, ...fields } = header
  // What a dialogue's type tells narrows what may be written; the words are the same for all.
  const words = builder as unknown as Builder<NamesOf<D>>
  return { lines: [...(above?.(builder) ?? []), { _tag: "Header", ...fields }, ...lines(words)] }
}

/** The convo that a text holds, or everything that is wrong with it. Never throws. */
export const parse = Parser.parse

/** A convo as text. `parse` reads it back without loss. */
export const print = Printer.print

/** A convo as the TypeScript that makes it. */
export const typescript = TypeScript.print

const lineOf = (script: Script): number => script.lines.findIndex((line) => line._tag === "Header") + 1

/** The templates of which the header says that only these are approved. */
const approved = (templates: Options["templates"], names: Scripts.Header["templates"]): Options["templates"] =>
  names === undefined
    ? templates
    : (templates ?? []).map((one) => (names.includes(one.name) ? one : { ...one, status: "pending" as const }))

/** Runs a convo. Never fails: every ending is a value. */
export const run = (script: Script, options: Options): Effect.Effect<Outcome> => {
  const header = Scripts.header(script)
  const unreadable = (message: string): Effect.Effect<Outcome> =>
    Effect.succeed({
      _tag: "Unreadable",
      file: options.file,
      problems: [{ line: Math.max(1, lineOf(script)), column: 1, message }]
    })
  if (header === undefined) return unreadable("The convo has no header.")
  const bot = Bots.named(options.bots, header.bot)
  if (typeof bot === "string") return unreadable(bot)
  const unheard = header.templates?.find((name) => options.templates?.some((one) => one.name === name) !== true)
  if (unheard !== undefined) {
    const names = (options.templates ?? []).map(({ name }) => name)
    return unreadable(`There is no template "${unheard}".${Nearest.hint(unheard, names)}`)
  }
  const templates = approved(options.templates, header.templates)
  const begins = options.on ?? header.start
  const world = Simulation.make({
    bot,
    ...(begins === undefined ? {} : { start: Date.parse(begins) }),
    ...(header.seed === undefined ? {} : { seed: header.seed }),
    ...(header.locale === undefined ? {} : { locale: header.locale }),
    ...(header.channel === undefined ? {} : { channel: header.channel }),
    ...(header.approvals === undefined ? {} : { approvals: header.approvals }),
    ...(options.pack === undefined && header.pack === undefined ? {} : { pack: options.pack ?? header.pack }),
    ...(templates === undefined ? {} : { templates }),
    ...(options.guard === undefined ? {} : { guard: options.guard }),
    ...(options.watch === undefined ? {} : { watch: options.watch }),
    ...(options.quiet === undefined ? {} : { quiet: options.quiet })
  })
  return Effect.scoped(
    Effect.matchEffect(world, {
      onFailure: (error) => unreadable(error.message),
      onSuccess: (built): Effect.Effect<Outcome> => Runner.run(script, built, options)
    })
  )
}

/** Runs the convo that a text holds. Resolves with every ending; never rejects. */
export const runText = (text: string, options: Options): Promise<Outcome> =>
  Either.match(Parser.parse(text), {
    onLeft: (problems): Promise<Outcome> => Promise.resolve({ _tag: "Unreadable", file: options.file, problems }),
    onRight: (script) => Effect.runPromise(run(script, options))
  })

/** Runs the convo of a file. Rejects only when the file cannot be read. */
export const runFile = async (file: string, options: Options): Promise<Outcome> =>
  // A thousand small files are read sooner one by one than through the threads that wait for them.
  runText(readFileSync(file, "utf8"), { file, ...options })

/** An ending as text; `undefined` when the convo went as written. */
export const explain = (outcome: Outcome, options: Report.Options = {}): string | undefined => {
  switch (outcome._tag) {
    case "Passed":
      return undefined
    case "Failed":
      return Report.render(outcome.report, options)
    case "Unreadable":
      return outcome.problems.map((problem) => Parser.format(problem, outcome.file)).join("\n")
  }
}

/** Throws `ConvoFailed` unless the convo went as written; for runners that count what throws as failed. */
export const assertPassed = (outcome: Outcome, options: Report.Options = {}): void => {
  const text = explain(outcome, options)
  if (text === undefined || outcome._tag === "Passed") return
  const place = outcome._tag === "Failed"
    ? outcome.report
    : { file: outcome.file, line: outcome.problems[0]?.line ?? 1 }
  throw new ConvoFailed(text, place)
}
