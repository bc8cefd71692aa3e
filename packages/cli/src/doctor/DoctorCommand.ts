/**
 * `parley doctor`: whether everything around a bot is as it should be, each with its cure.
 *
 * @module
 */
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { resolve } from "node:path"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import { json, print } from "../command/Print.ts"
import * as Progress from "../command/Progress.ts"
import * as Check from "./Check.ts"
import * as Configured from "./Configured.ts"
import * as Machine from "./Machine.ts"
import * as Platform from "./Platform.ts"
import * as WebhookCheck from "./WebhookCheck.ts"

const options = {
  from: ConfigFile.from,
  webhook: Options.text("webhook").pipe(
    Options.withDescription(
      "The address of a bot that runs, as http://127.0.0.1:3000: handshake and signature are tried."
    ),
    Options.optional
  ),
  store: Options.text("store").pipe(
    Options.withDescription("The bot's store; that of PARLEY_STORE, or .parley/parley.db, unless given."),
    Options.optional
  ),
  offline: Options.boolean("offline").pipe(Options.withDescription("Ask nothing of the platform.")),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}

const known = ["--webhook", "--store", "--offline", "--json"]

const addressOf = (text: string): Effect.Effect<URL, CommandError> =>
  URL.canParse(text) && /^https?:/.test(text)
    ? Effect.succeed(new URL(text))
    : Effect.fail(new CommandError({ reason: `--webhook is "${text}"; write an address: http://127.0.0.1:3000` }))

const storeFile = Effect.orElseSucceed(
  Config.withDefault(Config.string("PARLEY_STORE"), ".parley/parley.db"),
  () => ".parley/parley.db"
)

/** The settings that an account cannot do without. */
const isSet = Effect.map(
  Effect.all(
    ["PAGE_ID", "PAGE_TOKEN", "APP_SECRET"].map((name) => Effect.option(Config.string(`PARLEY_MESSENGER_${name}`)))
  ),
  (found) => found.some((one) => Option.isSome(one) && one.value !== "")
)

/** `parley doctor [path]`: looks at everything, prints what was found, and fails when anything failed. */
export const doctor = CliCommand.make(
  "doctor",
  options,
  ({ asJson, from, offline, store, webhook }) =>
    Effect.gen(function*() {
      const address = Option.isSome(webhook) ? yield* addressOf(webhook.value) : undefined
      yield* Progress.tell("reading the configuration")
      const { checks: configured, settings } = yield* Configured.look(from, { known, isSet: yield* isSet })
      yield* Progress.tell("looking at the store")
      const ofStore = yield* Machine.store(resolve(Option.isSome(store) ? store.value : yield* storeFile))
      const ofPlatform = offline ? [] : yield* Platform.look(settings)
      yield* Progress.tell("looking at the webhook")
      const checks = [
        Machine.node(process.versions.node),
        ...configured,
        ...ofStore,
        ...ofPlatform,
        ...(yield* WebhookCheck.look(address, settings))
      ]
      const failed = checks.filter(({ status }) => status === "failed").length
      yield* print(asJson ? json({ checks, failed }) : Check.render(checks).join("\n"))
      if (failed > 0) {
        return yield* new CommandError({ reason: failed === 1 ? "1 check failed." : `${failed} checks failed.` })
      }
    })
).pipe(CliCommand.withDescription("Look whether everything around a bot is as it should be, and tell the cures."))
