/**
 * `parley emulator`: the Graph API on a port, for bots of any kind.
 *
 * @module
 */
import { Emulator, EmulatorServer } from "@parley/testing"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { resolve } from "node:path"
import { page } from "../chat/Session.ts"
import { CommandError } from "../command/CommandError.ts"
import * as Approvals from "./Approvals.ts"
import * as Subscribed from "./Subscribed.ts"
import * as Switches from "./Switches.ts"

/** The command. It runs until it is interrupted. */
export const emulator = CliCommand.make("emulator", {
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
  channel: Options.choice("channel", ["messenger", "instagram"]).pipe(
    Options.withDescription("A Page, or an Instagram professional account."),
    Options.withDefault("messenger" as const)
  ),
  app: Options.text("app").pipe(Options.withDescription("The app's id."), Options.withDefault(page.appId)),
  token: Options.redacted("token").pipe(Options.withDescription("The page's token."), Options.optional),
  appSecret: Options.redacted("app-secret").pipe(Options.withDescription("The app's secret."), Options.optional),
  verifyToken: Options.redacted("verify-token").pipe(Options.withDescription("The verify token."), Options.optional),
  fields: Options.text("fields").pipe(
    Options.withDescription("What the app is subscribed to until it calls subscribed_apps: messages,feed or all."),
    Options.withDefault("all")
  ),
  approvals: Options.text("approvals").pipe(
    Options.withDescription("What App Review granted: humanAgent,utility; none, or all."),
    Options.withDefault("all")
  ),
  strict: Options.text("strict").pipe(
    Options.withDescription("How to read what Meta leaves open: rateLimits=true. As often as needed."),
    Options.repeated
  )
}, (options) =>
  Effect.scoped(
    Effect.gen(function*() {
      const made = yield* Emulator.make({
        pages: [{
          id: options.page,
          appId: options.app,
          channel: options.channel,
          token: Option.getOrElse(options.token, () => page.token),
          appSecret: Option.getOrElse(options.appSecret, () => page.appSecret),
          verifyToken: Option.getOrElse(options.verifyToken, () => page.verifyToken),
          webhookUrl: options.webhook,
          fields: yield* Subscribed.read(options.fields),
          approvals: yield* Approvals.read(options.approvals)
        }],
        strict: yield* Switches.read(options.strict),
        ...(Option.isSome(options.storage) ? { storage: resolve(options.storage.value) } : {})
      })
      const { url } = yield* EmulatorServer.listen(made, { port: options.port })
      yield* Console.log(`Graph API at ${url}, control API at ${url}/_emulator, webhooks to ${options.webhook}`)
      yield* Effect.never
    }).pipe(Effect.mapError(CommandError.of))
  )).pipe(CliCommand.withDescription("Run the Graph API emulator on a port of this machine."))
