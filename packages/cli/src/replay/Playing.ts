/**
 * The plain replay: one convo is read along as it goes, many are told by a line each, and what failed in full.
 *
 * @module
 */
import { Convo, Replay, Suite } from "@parley/testing"
import * as Effect from "effect/Effect"
import { availableParallelism } from "node:os"
import { Worker } from "node:worker_threads"
import { CommandError } from "../command/CommandError.ts"
import * as Threads from "./Threads.ts"

/** How convos are shown, and under which rules they are played. */
export interface Settings {
  readonly rules: Suite.Rules
  readonly colour: boolean
  /** The directory that commands are typed in. */
  readonly from: string
  /** Takes one line of output, without its line end. */
  readonly write: (line: string) => void
}

/** What a rejected promise of a play becomes. */
export const tried = <A>(run: () => Promise<A>): Effect.Effect<A, CommandError> =>
  Effect.tryPromise({ try: run, catch: CommandError.of })

/** The convo files that paths mean, each once. Fails when a path means none. */
export const filesOf = (paths: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<string>, CommandError> =>
  Effect.try({
    try: () => [...new Set(paths.flatMap(Suite.files))],
    catch: CommandError.of
  })

/** Plays one file and tells how it ended; gives whether it went as written. */
export const one = async (
  file: string,
  configurations: Suite.Configurations,
  { colour, from, rules, write }: Settings
): Promise<boolean> => {
  const outcome = await Convo.runFile(file, await configurations.of(file, rules))
  const text = Convo.explain(outcome, { colour, from })
  write(text === undefined ? `${file}: as written` : `${text}\n`)
  return outcome._tag === "Passed"
}

const lengthOf = (millis: number): string => (millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`)

/** Where a helper's code is: built, or in TypeScript, which a thread must learn to read before it can begin. */
const helper = (): URL => {
  if (!import.meta.url.endsWith(".ts")) return new URL("./PlayingThread.js", import.meta.url)
  const begin = `import { register } from ${JSON.stringify(import.meta.resolve("tsx/esm/api"))}
register()
await import(${JSON.stringify(new URL("./PlayingThread.ts", import.meta.url).href)})`
  return new URL(`data:text/javascript,${encodeURIComponent(begin)}`)
}

/** Plays files in a thread of their own, and takes what it tells. Rejects when one of them cannot be played. */
const elsewhere = (order: Threads.Order, take: (told: Threads.Told) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(helper(), { workerData: order })
    worker.on("message", take)
    worker.on("error", reject)
    worker.on("exit", () => resolve())
  })

/** Plays files on as many cores as it pays; gives those that did not go as written. What is told stands in the files' order. */
const onAllCores = async (files: ReadonlyArray<string>, settings: Settings): Promise<ReadonlyArray<string>> => {
  const { colour, from, rules, write } = settings
  const [own = [], ...others] = Threads.split(files, availableParallelism())
  const failed: Array<string> = []
  const waiting: Array<ReadonlyArray<string>> = []
  const helpers = others.map((share, index) => {
    const lines: Array<string> = []
    waiting[index] = lines
    return elsewhere({ files: share, rules, colour, from }, (told) => {
      lines.push(...told.lines)
      if (!told.passed) failed.push(told.file)
    })
  })
  // A thread that fails while this one plays is heard of below.
  const helped = Promise.all(helpers).then(() => undefined, (error: unknown) => ({ error }))
  const configurations = new Suite.Configurations()
  for (const file of own) if (!await one(file, configurations, settings)) failed.push(file)
  const broken = await helped
  if (broken !== undefined) throw broken.error
  for (const line of waiting.flat()) write(line)
  return failed
}

/** Plays files, many at a time on several cores. Fails with their number when some did not go as written. */
export const all = (files: ReadonlyArray<string>, settings: Settings): Effect.Effect<void, CommandError> =>
  Effect.gen(function*() {
    const { colour, from, rules, write } = settings
    const [first] = files
    if (files.length === 1 && first !== undefined) {
      const passed = yield* tried(() => Replay.run(first, { rules, colour, from, write }))
      if (!passed) return yield* new CommandError({ reason: "1 of 1 did not go as written." })
      return
    }
    const clock = yield* Effect.clock
    const began = clock.unsafeCurrentTimeMillis()
    const failed = yield* tried(() => onAllCores(files, settings))
    const took = lengthOf(clock.unsafeCurrentTimeMillis() - began)
    write(`${files.length - failed.length} of ${files.length} as written, in ${took}`)
    if (failed.length > 0) {
      return yield* new CommandError({ reason: `${failed.length} of ${files.length} did not go as written.` })
    }
  })
