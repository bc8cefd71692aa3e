/**
 * A moment that was typed on the command line.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import { CommandError } from "./CommandError.ts"

/** Reads a day or a moment in ISO form, in milliseconds since 1970; a day begins at midnight, UTC. `option` is who asked. */
export const read = (option: string, text: string): Effect.Effect<number, CommandError> => {
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at)
    ? Effect.fail(
      new CommandError({ reason: `--${option} is "${text}"; write a day or a moment: 2026-11-01, 2026-11-01T09:00Z.` })
    )
    : Effect.succeed(at)
}
