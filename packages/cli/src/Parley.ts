/**
 * The `parley` command and its subcommands.
 *
 * @module
 */
import { Bots, Emulator, EmulatorServer, Replay } from "@parley/testing"
import * as Args from "@effect/cli/Args"
import type * as CliApp from "@effect/cli/CliApp"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as ValidationError from "@effect/cli/ValidationError"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { resolve } from "node:path"
import * as Chat from "./chat/Chat.ts"
import { page } from "./chat/Session.ts"
import { check } from "./check/CheckCommand.ts"
import { CommandError } from "./command/CommandError.ts"
import * as ConfigFile from "./command/ConfigFile.ts"
import * as Moment from "./command/Moment.ts"
import { profile } from "./manage/ProfileCommand.ts"
import { reconcile } from "./manage/ReconcileCommand.ts"
import { resubscribe } from "./manage/ResubscribeCommand.ts"
import { templates } from "./manage/TemplatesCommand.ts"
import { policy } from "./policy/PolicyCommand.ts"
import { disclosures } from "./records/DisclosuresCommand.ts"
import { held } from "./records/HeldCommand.ts"
import { ledger } from "./records/LedgerCommand.ts"

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
    const name = Option.getOrElse(bot, () => Object.keys(bots)[0] ?? "")
    const definition = Bots.named(bots, name)
    if (typeof definition === "string") return yield* new CommandError({ reason: definition })
    yield* Chat.run({
      name,
      definition,
      ...(templates === undefined ? {} : { templates }),
      folder: resolve(folder),
      port: Option.getOrUndefined(port),
      graphPort: Option.getOrUndefined(graphPort),
      input: process.stdin,
      output: process.stdout,
      notices: process.stderr
    })
  })).pipe(CliCommand.withDescription("Talk to a bot in the terminal; piped lines are a whole conversation."))

const momentOf = (on: Option.Option<string>) =>
  Option.match(on, {
    onNone: () => Effect.succeed({}),
    onSome: (written) => Effect.as(Moment.read("on", written), { on: written })
  })

const replay = CliCommand.make("replay", {
  files: Args.file({ name: "file", exists: "yes" }).pipe(Args.withDescription("A .convo file."), Args.atLeast(1)),
  pack: Options.choice("pack", ["current", "seeds"]).pipe(
    Options.withDescription("The rules to play under: those of the day, or those of Meta's pages of 2023 and 2024."),
    Options.optional
  ),
  on: Options.text("on").pipe(
    Options.withDescription("The day or moment at which the convos begin, whatever they say: 2026-11-01."),
    Options.optional
  )
}, ({ files, on, pack }) =>
  Effect.gen(function*() {
    const rules = { ...(Option.isSome(pack) ? { pack: pack.value } : {}), ...(yield* momentOf(on)) }
    yield* ConfigFile.readTypeScript
    const colour = process.stdout.isTTY === true && !process.env["NO_COLOR"]
    let failed = 0
    for (const file of files) {
      const passed = yield* Effect.tryPromise({
        try: () => Replay.run(file, { ...rules, colour, write: (line) => process.stdout.write(`${line}\n`) }),
        catch: (error) => new CommandError({ reason: ConfigFile.reasonOf(error) })
      })
      if (!passed) failed++
    }
    if (failed > 0) {
      return yield* new CommandError({ reason: `${failed} of ${files.length} did not go as written.` })
    }
  })).pipe(CliCommand.withDescription("Play scripted conversations and print them as they go."))

const emulator = CliCommand.make("emulator", {
  port: Options.integer("port").pipe(Options.withDescription("0 takes a free one."), Options.withDefault(4311)),
  webhook: Options.text("webhook").pipe(
    Options.withDescription("Where webhooks go."),
    Options.withDefault("http://127.0.0.1:4310/webhook")
  ),
  storage: Options.file("storage").pipe(
    Options.withDescription("A file that keeps everything over a restart; in memory unless given."),
    Options.optional
  ),
  page: Options.text("page").pipe(Options.withDescription("The page's id."), Options.withDefault(page.id)),
  token: Options.redacted("token").pipe(Options.withDescription("The page's token."), Options.optional),
  appSecret: Options.redacted("app-secret").pipe(Options.withDescription("The app's secret."), Options.optional),
  verifyToken: Options.redacted("verify-token").pipe(Options.withDescription("The verify token."), Options.optional)
}, (options) =>
  Effect.scoped(Effect.gen(function*() {
    const made = yield* Emulator.make({
      pages: [{
        id: options.page,
        appId: page.appId,
        token: Option.getOrElse(options.token, () => page.token),
        appSecret: Option.getOrElse(options.appSecret, () => page.appSecret),
        verifyToken: Option.getOrElse(options.verifyToken, () => page.verifyToken),
        webhookUrl: options.webhook
      }],
      ...(Option.isSome(options.storage) ? { storage: resolve(options.storage.value) } : {})
    })
    const { url } = yield* EmulatorServer.listen(made, { port: options.port })
    yield* Console.log(`Graph API at ${url}, control API at ${url}/_emulator, webhooks to ${options.webhook}`)
    yield* Effect.never
  }))).pipe(CliCommand.withDescription("Run the Graph API emulator on a port of this machine."))

const command = CliCommand.make("parley").pipe(
  CliCommand.withDescription(
    "Conversations as code: talk to a bot, replay its convos, check it, emulate the Graph API, read its records, look after its accounts."
  ),
  CliCommand.withSubcommands([
    chat,
    replay,
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
 * and `disclosures`, for the rules `policy diff`, for accounts `profile`, `templates`, `resubscribe` and `reconcile`.
 */
export const main: (
  argv: ReadonlyArray<string>
) => Effect.Effect<void, CommandError | ValidationError.ValidationError, CliApp.CliApp.Environment> = (argv) =>
  CliCommand.run(command, { name: "parley", version: "0.1.0" })(argv).pipe(
    Effect.catchAll((error) =>
      Effect.fail(ValidationError.isValidationError(error) ? error : new CommandError({ reason: error.message }))
    )
  )
