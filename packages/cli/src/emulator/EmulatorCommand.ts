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
import { page } from "../chat/Accounts.ts"
import { CommandError } from "../command/CommandError.ts"
import * as Approvals from "./Approvals.ts"
import * as Subscribed from "./Subscribed.ts"
import * as Switches from "./Switches.ts"
import * as Typed from "./Typed.ts"

const webhook = "http://127.0.0.1:4310/webhook"

const unless = (words: string, usual: string): string => `${words} ${usual} unless given.`

/** The command. It runs until it is interrupted. */
export const emulator = CliCommand.make("emulator", {
  port: Options.integer("port").pipe(
    Options.withDescription(unless("0 takes a free one;", "4311")),
    Options.withDefault(4311)
  ),
  webhook: Options.text("webhook").pipe(
    Options.withDescription(unless("Where webhooks go:", webhook)),
    Options.withDefault(webhook)
  ),
  storage: Options.file("storage").pipe(
    Options.withDescription("A file that keeps everything over a restart; in memory unless given."),
    Options.optional
  ),
  page: Options.text("page").pipe(
    Options.withDescription(unless("The page's id:", page.id)),
    Options.withDefault(page.id)
  ),
  channel: Options.choice("channel", ["messenger", "instagram"]).pipe(
    Options.withDescription(unless("A Page, or an Instagram professional account:", "messenger")),
    Options.withDefault("messenger" as const)
  ),
  app: Options.text("app").pipe(
    Options.withDescription(unless("The app's id:", page.appId)),
    Options.withDefault(page.appId)
  ),
  token: Options.redacted("token").pipe(
    Options.withDescription(unless("The page's token:", page.token)),
    Options.optional
  ),
  appSecret: Options.redacted("app-secret").pipe(
    Options.withDescription(unless("The app's secret:", page.appSecret)),
    Options.optional
  ),
  verifyToken: Options.redacted("verify-token").pipe(
    Options.withDescription(unless("The verify token:", page.verifyToken)),
    Options.optional
  ),
  fields: Options.text("fields").pipe(
    Options.withDescription(
      unless("What the app is subscribed to until it calls subscribed_apps: messages,feed for two;", "all")
    ),
    Options.withDefault("all")
  ),
  approvals: Options.text("approvals").pipe(
    Options.withDescription(
      "What App Review granted: humanAgent,utility for two, or none; all (but news and phoneNumbers) unless given."
    ),
    Options.withDefault("all")
  ),
  strict: Options.text("strict").pipe(
    Options.withDescription("How to read what Meta leaves open: rateLimits=true. As often as needed."),
    Options.repeated
  )
}, (options) =>
  Effect.scoped(
    Effect.gen(function*() {
      const port = yield* Typed.port(options.port)
      const made = yield* Emulator.make({
        pages: [{
          id: yield* Typed.id("page", options.page),
          appId: yield* Typed.id("app", options.app),
          channel: options.channel,
          token: Option.getOrElse(options.token, () => page.token),
          appSecret: Option.getOrElse(options.appSecret, () => page.appSecret),
          verifyToken: Option.getOrElse(options.verifyToken, () => page.verifyToken),
          webhookUrl: yield* Typed.address(options.webhook),
          fields: yield* Subscribed.read(options.fields),
          approvals: yield* Approvals.read(options.approvals)
        }],
        strict: yield* Switches.read(options.strict),
        ...(Option.isSome(options.storage) ? { storage: resolve(options.storage.value) } : {})
      })
      const { url } = yield* EmulatorServer.listen(made, { port })
      yield* Console.log(`Graph API at ${url}, control API at ${url}/_emulator, webhooks to ${options.webhook}`)
      yield* Effect.never
    }).pipe(Effect.mapError(CommandError.of))
  )).pipe(CliCommand.withDescription("Run the Graph API emulator on a port of this machine."))
