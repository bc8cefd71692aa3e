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
import * as Schema from "effect/Schema"
import { resolve } from "node:path"
import { register } from "tsx/esm/api"
import * as Chat from "./chat/Chat.ts"
import { page } from "./chat/Session.ts"

/** The command could not do its work; the message is for the person who typed it. */
export class CommandError extends Schema.TaggedError<CommandError>()("CommandError", { reason: Schema.String }) {
  override get message() {
    return this.reason
  }
}

const reasonOf = (error: unknown): string => error instanceof Error ? error.message : String(error)

/** Lets this process load TypeScript, as bots and their configuration are written in it. */
const readTypeScript = Effect.sync(() => void register())

const loadBots = (from: string) =>
  Effect.zipRight(
    readTypeScript,
    Effect.tryPromise({ try: () => Bots.load(from), catch: (error) => new CommandError({ reason: reasonOf(error) }) })
  )

const from = Args.path({ name: "path" }).pipe(
  Args.withDescription("A parley.config.ts, or a folder below one."),
  Args.withDefault(".")
)

const chat = CliCommand.make("chat", {
  from,
  bot: Options.text("bot").pipe(
    Options.withDescription("Which bot of the configuration; the first unless given."),
    Options.optional
  ),
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
    const { bots } = yield* loadBots(from)
    const name = Option.getOrElse(bot, () => Object.keys(bots)[0] ?? "")
    const definition = Bots.named(bots, name)
    if (typeof definition === "string") return yield* new CommandError({ reason: definition })
    yield* Chat.run({
      name,
      definition,
      folder: resolve(folder),
      port: Option.getOrUndefined(port),
      graphPort: Option.getOrUndefined(graphPort),
      input: process.stdin,
      output: process.stdout,
      notices: process.stderr
    })
  })).pipe(CliCommand.withDescription("Talk to a bot in the terminal; piped lines are a whole conversation."))

const replay = CliCommand.make("replay", {
  files: Args.file({ name: "file", exists: "yes" }).pipe(Args.withDescription("A .convo file."), Args.atLeast(1))
}, ({ files }) =>
  Effect.gen(function*() {
    yield* readTypeScript
    const colour = process.stdout.isTTY === true && !process.env["NO_COLOR"]
    let failed = 0
    for (const file of files) {
      const passed = yield* Effect.tryPromise({
        try: () => Replay.run(file, { colour, write: (line) => process.stdout.write(`${line}\n`) }),
        catch: (error) => new CommandError({ reason: reasonOf(error) })
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
  CliCommand.withDescription("Conversations as code: talk to a bot, replay its convos, emulate the Graph API."),
  CliCommand.withSubcommands([chat, replay, emulator])
)

/** Runs a command line (`process.argv`): `parley chat`, `parley replay`, `parley emulator`. */
export const main: (
  argv: ReadonlyArray<string>
) => Effect.Effect<void, CommandError | ValidationError.ValidationError, CliApp.CliApp.Environment> = (argv) =>
  CliCommand.run(command, { name: "parley", version: "0.1.0" })(argv).pipe(
    Effect.catchAll((error) =>
      Effect.fail(ValidationError.isValidationError(error) ? error : new CommandError({ reason: error.message }))
    )
  )
