/**
 * The replay that goes on: a convo that is saved is played at once, and all of them in a fresh process when code changes.
 *
 * @module
 */
import { Bots, Suite } from "@parley/testing"
import * as Chunk from "effect/Chunk"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { dirname, relative } from "node:path"
import type { CommandError } from "../command/CommandError.ts"
import { folders, isCode, saves } from "../command/Saves.ts"
import * as Playing from "./Playing.ts"

/** A save comes as several events; what comes within this time is one. */
const breath = Duration.millis(20)

/** Plays all files in a process of its own, which reads the code anew. */
const afresh = (command: ReadonlyArray<string>): Effect.Effect<void> =>
  Effect.async((resume) => {
    const [executable = process.execPath, ...args] = command
    const child = spawn(executable, args, { stdio: ["ignore", "inherit", "inherit"] })
    child.on("close", () => resume(Effect.void))
    child.on("error", () => resume(Effect.void))
    return Effect.sync(() => void child.kill())
  })

/** What is watched, and how a run in a fresh process is started. */
export interface Watched {
  readonly files: ReadonlyArray<string>
  readonly again: ReadonlyArray<string>
}

/** Plays files, and goes on until it is interrupted. */
export const run = (
  { again, files }: Watched,
  settings: Playing.Settings
): Effect.Effect<never, CommandError, Scope.Scope> =>
  Effect.gen(function*() {
    const { from, write } = settings
    const clock = yield* Effect.clock
    const configurations = new Suite.Configurations()
    const known = new Set(files)
    const play = (file: string) =>
      Effect.gen(function*() {
        const began = clock.unsafeCurrentTimeMillis()
        const told = yield* Effect.match(
          Playing.tried(() => Playing.one(file, configurations, { ...settings, quiet: false })),
          { onFailure: ({ message }) => message, onSuccess: ({ words }) => words }
        )
        write(told)
        write(`${relative(from, file)}: ${clock.unsafeCurrentTimeMillis() - began} ms`)
      })
    const homes = files.flatMap((file) => {
      const config = Bots.find(file)
      return config === undefined ? [] : folders(dirname(config))
    })
    const queue = yield* saves([...new Set([...files.map((file) => dirname(file)), ...homes])])
    for (const file of files) yield* play(file)
    write("Waiting for a change; Ctrl-C ends.")
    return yield* Effect.forever(Effect.gen(function*() {
      const first = yield* Queue.take(queue)
      yield* Effect.sleep(breath)
      const paths = new Set([first, ...Chunk.toReadonlyArray(yield* Queue.takeAll(queue))])
      if ([...paths].some((path) => isCode(path))) return yield* afresh(again)
      for (const path of paths) {
        const file = [...known].find((one) => relative(one, path) === "")
        const fresh = file ?? (path.endsWith(".convo") ? path : undefined)
        if (fresh === undefined || !existsSync(fresh)) continue
        known.add(fresh)
        yield* play(fresh)
      }
    }))
  })
