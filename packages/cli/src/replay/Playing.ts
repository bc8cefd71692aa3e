/**
 * The plain replay: one convo is read along as it goes, many are told by a line each, and what failed in full.
 *
 * @module
 */
import { Convo, Replay, Suite } from "@parley/testing"
import * as Effect from "effect/Effect"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"

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
  Effect.tryPromise({ try: run, catch: (error) => new CommandError({ reason: ConfigFile.reasonOf(error) }) })

/** The convo files that paths mean, each once. Fails when a path means none. */
export const filesOf = (paths: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<string>, CommandError> =>
  Effect.try({
    try: () => [...new Set(paths.flatMap(Suite.files))],
    catch: (error) => new CommandError({ reason: ConfigFile.reasonOf(error) })
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

/** Plays files one after the other. Fails with their number when some did not go as written. */
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
    const failed = yield* tried(async () => {
      const configurations = new Suite.Configurations()
      const failures: Array<string> = []
      for (const file of files) if (!await one(file, configurations, settings)) failures.push(file)
      return failures
    })
    const took = lengthOf(clock.unsafeCurrentTimeMillis() - began)
    write(`${files.length - failed.length} of ${files.length} as written, in ${took}`)
    if (failed.length > 0) {
      return yield* new CommandError({ reason: `${failed.length} of ${files.length} did not go as written.` })
    }
  })
