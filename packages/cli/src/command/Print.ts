/**
 * What a command prints.
 *
 * @module
 */
import type * as PlatformError from "@effect/platform/Error"
import * as Terminal from "@effect/platform/Terminal"
import * as Effect from "effect/Effect"
import { Progress } from "./Progress.ts"

/** Prints to standard output, and waits until it is written. A last line end is added where there is none. */
export const print = (text: string): Effect.Effect<void, PlatformError.PlatformError, Terminal.Terminal> =>
  Effect.gen(function*() {
    const terminal = yield* Terminal.Terminal
    yield* (yield* Progress).hush
    yield* terminal.display(text.endsWith("\n") ? text : `${text}\n`)
  })

/** Data for another program: as JSON, indented. */
export const json = (data: unknown): string => JSON.stringify(data, null, 2)
