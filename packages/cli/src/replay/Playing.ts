/**
 * The plain replay: one convo is read along as it goes, many are told by a line each, and what failed in full.
 *
 * @module
 */
import { Convo, Replay, Suite } from "@parley/testing"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { availableParallelism } from "node:os"
import { Worker } from "node:worker_threads"
import { CommandError } from "../command/CommandError.ts"
import { Progress } from "../command/Progress.ts"
import * as Ending from "../command/Ending.ts"
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

/** How many files ended which way, and each of them, for another program. */
export interface Played {
  readonly asWritten: number
  readonly failed: number
  /** Real milliseconds, all files together. */
  readonly millis: number
  readonly convos: ReadonlyArray<Ending.Ending>
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

/** Plays one file, and tells how it ended. */
export const one = async (
  file: string,
  configurations: Suite.Configurations,
  { colour, from, quiet, rules }: Omit<Threads.Order, "files">
): Promise<Threads.Told> => {
  const outcome = await Convo.runFile(file, { ...await configurations.of(file, rules), quiet })
  const text = Convo.explain(outcome, { colour, from })
  return { words: text === undefined ? `${file}: as written` : `${text}\n`, ending: Ending.of(file, outcome) }
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

/** Plays files on as many cores as it pays; what is told stands in the files' order. */
const onAllCores = async (
  files: ReadonlyArray<string>,
  order: Omit<Threads.Order, "files">,
  take: (told: Threads.Told) => void
): Promise<void> => {
  const [own = [], ...others] = Threads.split(files, availableParallelism())
  const waiting: Array<ReadonlyArray<Threads.Told>> = []
  const helpers = others.map((share, index) => {
    const heard: Array<Threads.Told> = []
    waiting[index] = heard
    return elsewhere({ ...order, files: share }, (told) => void heard.push(told))
  })
  // A thread that fails while this one plays is heard of below.
  const helped = Promise.all(helpers).then(() => undefined, (error: unknown) => ({ error }))
  const configurations = new Suite.Configurations()
  for (const file of own) take(await one(file, configurations, order))
  const broken = await helped
  if (broken !== undefined) throw broken.error
  for (const told of waiting.flat()) take(told)
}

const played = (
  files: ReadonlyArray<string>,
  order: Omit<Threads.Order, "files">,
  take: (told: Threads.Told) => void
): Effect.Effect<Played, CommandError> =>
  Effect.gen(function*() {
    const began = yield* Clock.currentTimeMillis
    const convos: Array<Ending.Ending> = []
    yield* tried(() =>
      onAllCores(files, order, (told) => {
        convos.push(told.ending)
        take(told)
      })
    )
    const asWritten = convos.filter(({ outcome }) => outcome === "asWritten").length
    const millis = (yield* Clock.currentTimeMillis) - began
    return { asWritten, failed: convos.length - asWritten, millis, convos }
  })

/** Fails with the number of those that did not go as written, where there are any. */
export const judge = (failed: number, all: number): Effect.Effect<void, CommandError> =>
  failed === 0 ? Effect.void : Effect.fail(new CommandError({ reason: `${failed} of ${all} did not go as written.` }))

/** Plays files, many at a time on several cores, without a word; what it gives says how each ended. */
export const silently = (files: ReadonlyArray<string>, rules: Suite.Rules): Effect.Effect<Played, CommandError> =>
  Effect.flatMap(Progress, (progress) => {
    let count = 0
    return played(files, { rules, colour: false, from: ".", quiet: true }, () => {
      count += 1
      Effect.runSync(progress.tell(`${count} of ${files.length} convos`))
    })
  })

/** Plays files, many at a time on several cores. Fails with their number when some did not go as written. */
export const all = (files: ReadonlyArray<string>, settings: Settings): Effect.Effect<void, CommandError> =>
  Effect.gen(function*() {
    const { colour, from, rules, write } = settings
    const [first] = files
    if (files.length === 1 && first !== undefined) {
      const passed = yield* tried(() => Replay.run(first, { rules, colour, from, write }))
      return yield* judge(passed ? 0 : 1, 1)
    }
    const { asWritten, failed, millis } = yield* played(
      files,
      { rules, colour, from, quiet: false },
      ({ words }) => write(words)
    )
    write(`${asWritten} of ${files.length} as written, in ${lengthOf(millis)}`)
    yield* judge(failed, files.length)
  })
