/**
 * Convos that were made, written into a folder.
 *
 * @module
 */
import { Explore } from "@parley/testing"
import * as FileSystem from "@effect/platform/FileSystem"
import * as Effect from "effect/Effect"
import { join } from "node:path"
import { CommandError } from "../command/CommandError.ts"

/** Writes convos, and gives the paths of their files. Fails at one that was written by hand, which is never touched. */
export const write = (folder: string, convos: ReadonlyArray<Pick<Explore.Made, "name" | "text">>) =>
  Effect.gen(function*() {
    const files = yield* FileSystem.FileSystem
    yield* files.makeDirectory(folder, { recursive: true })
    return yield* Effect.forEach(convos, ({ name, text }) =>
      Effect.gen(function*() {
        const path = join(folder, `${name}.convo`)
        if ((yield* files.exists(path)) && !(yield* files.readFileString(path)).startsWith(`# ${Explore.mark}`)) {
          const reason = `${path} was written by hand, and is not overwritten: rename it, or give another --out.`
          return yield* new CommandError({ reason })
        }
        yield* files.writeFileString(path, text)
        return path
      }))
  })
