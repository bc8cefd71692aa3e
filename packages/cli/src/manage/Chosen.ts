/**
 * The accounts that a command looks after: those of `parley.config.ts`, or the one of the environment.
 *
 * @module
 */
import { Accounts, MessengerConfig, MessengerSettings } from "@parley/messenger-adapter"
import { Bots } from "@parley/testing"
import { Nearest } from "@parley/core"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"

/** The option that names one account. */
export const account = Options.text("account").pipe(
  Options.withDescription("The id of one account; all of them unless given."),
  Options.optional
)

const refuse = (error: { readonly message: string }): CommandError => new CommandError({ reason: error.message })

const settingsOf = (config: Bots.Config | undefined) =>
  config?.messenger === undefined
    ? Effect.map(MessengerConfig.settings, (settings) => [settings])
    : Effect.forEach(config.messenger, (options) => Effect.suspend(() => MessengerSettings.check(options)))

const named = (
  accounts: ReadonlyArray<Accounts.Account>,
  wanted: Option.Option<string>
): Effect.Effect<ReadonlyArray<Accounts.Account>, CommandError> => {
  if (Option.isNone(wanted)) return Effect.succeed(accounts)
  const found = accounts.filter(({ id }) => id === wanted.value)
  if (found.length > 0) return Effect.succeed(found)
  const known = accounts.map(({ id }) => id)
  return Effect.fail(
    new CommandError({
      reason: `There is no account "${wanted.value}"; there is ${known.join(", ")}.${Nearest.hint(wanted.value, known)}`
    })
  )
}

/** The accounts of the nearest configuration, or of the environment where there is no configuration or it names none. */
export const load = (options: {
  readonly from: string
  readonly account: Option.Option<string>
  /** The options of the command, for one that was mistyped and read as a path. */
  readonly known: ReadonlyArray<string>
}): Effect.Effect<ReadonlyArray<Accounts.Account>, CommandError, Scope.Scope> =>
  Effect.gen(function*() {
    const { from, known } = options
    const config = !from.startsWith("-") && Bots.find(from) === undefined
      ? undefined
      : yield* ConfigFile.load(from, known)
    const settings = yield* Effect.mapError(settingsOf(config), refuse)
    const accounts = (yield* Effect.forEach(settings, Accounts.make)).flat()
    return yield* named(accounts, options.account)
  })

/** What a call of the platform ended in, as a complaint of the command. */
export const refused = <A, E extends { readonly message: string }, R>(
  account: Accounts.Account,
  effect: Effect.Effect<A, E, R>
): Effect.Effect<A, CommandError, R> =>
  Effect.mapError(effect, (error) => new CommandError({ reason: `${account.channel}/${account.id}: ${error.message}` }))

/** Lines under the name of their account. */
export const under = ({ channel, id }: Accounts.Account, lines: ReadonlyArray<string>): string =>
  [`${channel}/${id}`, ...lines.map((line) => `  ${line}`)].join("\n")

/** "1 setting differs", "2 settings differ". */
export const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`
