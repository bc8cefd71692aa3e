/**
 * The files that are saved while a command goes on.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import { readdirSync, watch } from "node:fs"
import { join } from "node:path"

const skipped = (name: string): boolean => name === "node_modules" || name === "dist" || name.startsWith(".")

/** A folder and those below it, but for what was built, what was installed and what is hidden. */
export const folders = (root: string): ReadonlyArray<string> => [
  root,
  ...readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !skipped(entry.name))
    .flatMap((entry) => folders(join(root, entry.name)))
]

/** The files that are saved below some folders, as they are. */
export const saves = (roots: ReadonlyArray<string>): Effect.Effect<Queue.Dequeue<string>, never, Scope.Scope> =>
  Effect.gen(function*() {
    const queue = yield* Queue.unbounded<string>()
    yield* Effect.acquireRelease(
      Effect.sync(() =>
        roots.map((root) =>
          watch(root, (_, name) => {
            if (name !== null) queue.unsafeOffer(join(root, name))
          })
        )
      ),
      (watchers) => Effect.sync(() => watchers.forEach((watcher) => watcher.close()))
    )
    return queue
  })

/** Whether a file is code, or what code reads. */
export const isCode = (path: string): boolean => /\.[cm]?[jt]sx?$|\.json$/.test(path)
