/**
 * What a person types for the emulator's port, its webhook and its ids, looked at before anything starts.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import { CommandError } from "../command/CommandError.ts"

const wrong = (reason: string): Effect.Effect<never, CommandError> => Effect.fail(new CommandError({ reason }))

/** A port that there can be. */
export const port = (given: number): Effect.Effect<number, CommandError> =>
  given >= 0 && given <= 65_535
    ? Effect.succeed(given)
    : wrong(`--port is ${given}; give one from 1 to 65535, or 0 for any that is free.`)

/** The address that webhooks are sent to, by http or https. */
export const address = (given: string): Effect.Effect<string, CommandError> =>
  URL.canParse(given) && /^https?:\/\//i.test(given)
    ? Effect.succeed(given)
    : wrong(`--webhook is "${given}"; write the bot's whole address: http://127.0.0.1:4310/webhook.`)

/** An id of Meta's, by the option that it stands behind. */
export const id = (option: string, given: string): Effect.Effect<string, CommandError> =>
  /^\d+$/.test(given) ? Effect.succeed(given) : wrong(`--${option} is "${given}"; an id is made of digits.`)
