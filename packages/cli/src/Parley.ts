/**
 * The `parley` command and its subcommands.
 *
 * @module
 */
import type * as CliApp from "@effect/cli/CliApp"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as ValidationError from "@effect/cli/ValidationError"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { resolve } from "node:path"
import * as Chat from "./chat/Chat.ts"
import { check } from "./check/CheckCommand.ts"
import * as ChosenBots from "./command/ChosenBots.ts"
import { CommandError } from "./command/CommandError.ts"
import * as ConfigFile from "./command/ConfigFile.ts"
import { emulator } from "./emulator/EmulatorCommand.ts"
import { coverage } from "./explore/CoverageCommand.ts"
import { explore } from "./explore/ExploreCommand.ts"
import { mutate } from "./mutate/MutateCommand.ts"
import { profile } from "./manage/ProfileCommand.ts"
import { reconcile } from "./manage/ReconcileCommand.ts"
import { resubscribe } from "./manage/ResubscribeCommand.ts"
import { templates } from "./manage/TemplatesCommand.ts"
import { policy } from "./policy/PolicyCommand.ts"
import { properties } from "./properties/PropertiesCommand.ts"
import { convo } from "./record/ConvoCommand.ts"
import { importing } from "./record/ImportCommand.ts"
import { record } from "./record/RecordCommand.ts"
import { recordings } from "./record/RecordingsCommand.ts"
import { disclosures } from "./records/DisclosuresCommand.ts"
import { held } from "./records/HeldCommand.ts"
import { ledger } from "./records/LedgerCommand.ts"
import { print } from "./replay/PrintCommand.ts"
import { replay } from "./replay/ReplayCommand.ts"

const chat = CliCommand.make("chat", {
  from: ConfigFile.from,
  bot: ConfigFile.bot("the first"),
  folder: Options.directory("folder").pipe(
    Options.withDescription("Where the conversation is kept."),
    Options.withDefault(".parley")
  ),
  port: Options.integer("port").pipe(
    Options.withDescription("The webhook's port; unless given 4310, or a free one when that is taken."),
    Options.optional
  ),
  graphPort: Options.integer("graph-port").pipe(
    Options.withDescription("The port of the emulated Graph API; unless given 4311, or a free one."),
    Options.optional
  )
}, ({ bot, folder, from, graphPort, port }) =>
  Effect.gen(function*() {
    const { bots, templates } = yield* ConfigFile.load(from, ["--bot", "--folder", "--port", "--graph-port"])
    yield* Chat.run({
      ...yield* ChosenBots.named(bots, Option.getOrElse(bot, () => Object.keys(bots)[0] ?? "")),
      ...(templates === undefined ? {} : { templates }),
      folder: resolve(folder),
      port: Option.getOrUndefined(port),
      graphPort: Option.getOrUndefined(graphPort),
      input: process.stdin,
      output: process.stdout,
      notices: process.stderr
    })
  })).pipe(CliCommand.withDescription("Talk to a bot in the terminal; piped lines are a whole conversation."))

const command = CliCommand.make("parley").pipe(
  CliCommand.withDescription(
    "Conversations as code: talk to a bot, replay its convos, check it, emulate the Graph API, read its records, look after its accounts."
  ),
  CliCommand.withSubcommands([
    chat,
    replay,
    explore,
    coverage,
    mutate,
    properties,
    print,
    convo,
    importing,
    record,
    recordings,
    check,
    emulator,
    ledger,
    held,
    disclosures,
    policy,
    profile,
    templates,
    resubscribe,
    reconcile
  ])
)

/**
 * Runs a command line (`process.argv`): `parley chat`, `replay`, `check`, `emulator`, for the records of a store `ledger`, `held`
 * and `disclosures`, for conversations that people had `convo`, `record`, `replay-recordings` and `import`, for the rules `policy diff`, for accounts `profile`, `templates`, `resubscribe` and `reconcile`.
 */
export const main: (
  argv: ReadonlyArray<string>
) => Effect.Effect<void, CommandError | ValidationError.ValidationError, CliApp.CliApp.Environment> = (argv) =>
  CliCommand.run(command, { name: "parley", version: "0.1.0" })(argv).pipe(
    Effect.catchAll((error) =>
      Effect.fail(ValidationError.isValidationError(error) ? error : new CommandError({ reason: error.message }))
    )
  )
