/**
 * The `parley.config.ts` that a command works with.
 *
 * @module
 */
import { Bots } from "@parley/testing"
import { Nearest } from "@parley/core"
import * as Args from "@effect/cli/Args"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import { CommandError } from "./CommandError.ts"
import * as TypeScript from "./TypeScript.ts"

/** The argument that says where the configuration is looked for. */
export const from = Args.path({ name: "path" }).pipe(
  Args.withDescription("A parley.config.ts, or a folder below one."),
  Args.withDefault(".")
)

/** The option that names a bot. */
export const bot = (otherwise: string) =>
  Options.text("bot").pipe(
    Options.withDescription(`Which bot of the configuration; ${otherwise} unless given.`),
    Options.optional
  )

/** The argument that names a bot, where the work is done for each that has dialogues of its own. */
export const oneBot = Args.text({ name: "bot" }).pipe(
  Args.withDescription("Which bot of the configuration; each with dialogues of its own unless given."),
  Args.optional
)

/** The option that says where the configuration is looked for, of commands whose argument is a bot. */
export const config = (besides = "") =>
  Options.text("config").pipe(
    Options.withDescription(`A parley.config.ts, or a folder below one${besides}.`),
    Options.withDefault(".")
  )

const misread = (from: string, options: ReadonlyArray<string>): CommandError =>
  new CommandError({
    reason: `There is no option ${from}; --help lists those there are.${Nearest.hint(from, options)}`
  })

/** The nearest configuration. `options` are those of the command, for one that was mistyped and read as a path. */
export const load = (from: string, options: ReadonlyArray<string>): Effect.Effect<Bots.Config, CommandError> =>
  from.startsWith("-") ? Effect.fail(misread(from, options)) : Effect.zipRight(
    TypeScript.read,
    Effect.tryPromise({
      try: () => Bots.load(from),
      catch: CommandError.of
    })
  )
