/**
 * The bots of a configuration that a command works with.
 *
 * @module
 */
import type { BotDefinition } from "@parley/core"
import { Bots } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { CommandError } from "./CommandError.ts"

/** A bot with its name in the configuration. */
export interface Named {
  readonly name: string
  readonly definition: BotDefinition.BotDefinition
}

const all = (bots: Bots.Bots): ReadonlyArray<Named> =>
  Object.entries(bots).map(([name, definition]) => ({ name, definition }))

/** The bot of a name; fails with the names that there are. */
export const named = (bots: Bots.Bots, name: string): Effect.Effect<Named, CommandError> => {
  const definition = Bots.named(bots, name)
  return typeof definition === "string"
    ? Effect.fail(new CommandError({ reason: definition }))
    : Effect.succeed({ name, definition })
}

/** Each bot with a dialogue that no bot before it has: what is to be looked at once is in these. */
export const distinct = (bots: Bots.Bots): ReadonlyArray<Named> =>
  Bots.distinct(bots).map(([name, definition]) => ({ name, definition }))

/** The bot that was named, or all of them. */
export const orAll = (
  bots: Bots.Bots,
  name: Option.Option<string>
): Effect.Effect<ReadonlyArray<Named>, CommandError> =>
  Option.isSome(name) ? Effect.map(named(bots, name.value), (one) => [one]) : Effect.succeed(all(bots))

/** The bot that was named, or each with a dialogue that no bot before it has. */
export const orDistinct = (
  bots: Bots.Bots,
  name: Option.Option<string>
): Effect.Effect<ReadonlyArray<Named>, CommandError> =>
  Option.isSome(name) ? Effect.map(named(bots, name.value), (one) => [one]) : Effect.succeed(distinct(bots))
