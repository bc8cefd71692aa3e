/**
 * Whether the configuration holds together: everything that is wrong with it at once.
 *
 * @module
 */
import { BotProblem } from "@parley/core"
import { MessengerConfig, type MessengerConfigError, MessengerSettings } from "@parley/messenger-adapter"
import { Bots } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as ConfigFile from "../command/ConfigFile.ts"
import * as Check from "./Check.ts"

/** What was found, and the settings that hold together. */
export interface Configured {
  readonly checks: ReadonlyArray<Check.Check>
  readonly settings: ReadonlyArray<MessengerSettings.Settings>
}

const about = "config"

const problemsOf = ({ problems }: MessengerConfigError): ReadonlyArray<Check.Check> =>
  problems.map(({ cure, problem, setting }) => Check.bad("failed", about, `${setting} ${problem}`, cure))

const botsOf = ({ bots }: Bots.Config): ReadonlyArray<Check.Check> =>
  Object.entries(bots).flatMap(([name, definition]) => {
    const problems = BotProblem.find(definition)
    return problems.length === 0
      ? [Check.ok(about, `the bot "${name}" holds together`)]
      : problems.map((problem) =>
        Check.bad(
          "failed",
          about,
          `the bot "${name}": ${problem}`,
          `mend it; \`parley check --bot ${name}\` tells more`
        )
      )
  })

const ofFile = (options: ReadonlyArray<MessengerSettings.Options>): Configured => {
  const read = options.map((one) => MessengerSettings.check(one))
  return {
    checks: read.flatMap((one) =>
      Either.isLeft(one) ? problemsOf(one.left) : [
        Check.ok(about, `the settings of ${one.right.accounts.length} ${one.right.channel} account(s) hold together`)
      ]
    ),
    settings: read.flatMap((one) => Either.isRight(one) ? [one.right] : [])
  }
}

const none = Check.bad(
  "skipped",
  "account",
  "no account is configured, so nothing was asked of the platform",
  "set PARLEY_MESSENGER_PAGE_ID, PARLEY_MESSENGER_PAGE_TOKEN and PARLEY_MESSENGER_APP_SECRET, or `messenger` in parley.config.ts"
)

const ofEnvironment: Effect.Effect<Configured> = Effect.match(MessengerConfig.settings, {
  onFailure: (error) => ({ checks: problemsOf(error), settings: [] }),
  onSuccess: (settings) => ({
    checks: [Check.ok(about, "the settings of the environment hold together")],
    settings: [settings]
  })
})

/** Looks at the configuration near `from`, and at the environment where it names no accounts; `isSet` is whether that holds any setting. */
export const look = (
  from: string,
  options: { readonly known: ReadonlyArray<string>; readonly isSet: boolean }
): Effect.Effect<Configured> =>
  Effect.gen(function*() {
    const loaded = Bots.find(from) === undefined && !from.startsWith("-")
      ? undefined
      : yield* Effect.either(ConfigFile.load(from, options.known))
    const config = loaded !== undefined && Either.isRight(loaded) ? loaded.right : undefined
    const ofBots = loaded === undefined
      ? [
        Check.bad(
          "warning",
          about,
          "there is no parley.config.ts here or above",
          "write one: export default defineConfig({ bots: { … } })"
        )
      ]
      : Either.isLeft(loaded)
      ? [Check.bad("failed", about, loaded.left.reason, "mend it: no command can read the bots before")]
      : botsOf(loaded.right)
    const { checks, settings } = config?.messenger !== undefined
      ? ofFile(config.messenger)
      : options.isSet
      ? yield* ofEnvironment
      : { checks: [none], settings: [] }
    return { checks: [...ofBots, ...checks], settings }
  })
