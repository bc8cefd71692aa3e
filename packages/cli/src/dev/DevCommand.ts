/**
 * `parley dev`: a page to play with the bot, beside the editor.
 *
 * @module
 */
import * as Args from "@effect/cli/Args"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { spawn } from "node:child_process"
import { resolve } from "node:path"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import * as Dev from "./Dev.ts"
import * as Sources from "./Sources.ts"

const from = Args.path({ name: "path" }).pipe(
  Args.withDescription("A file that exports a bot or a dialogue, a parley.config.ts, or a folder below one."),
  Args.withDefault(".")
)

const port = (name: string, description: string) =>
  Options.integer(name).pipe(Options.withDescription(description), Options.optional)

const opener: { readonly [platform: string]: readonly [command: string, ...args: ReadonlyArray<string>] } = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""]
}

/** Opens a browser, where there is one. */
const browse = (address: string): void => {
  const [command, ...args] = opener[process.platform] ?? ["xdg-open"]
  const child = spawn(command, [...args, address], { stdio: "ignore", detached: true })
  // The address is in the terminal.
  child.on("error", () => undefined)
  child.unref()
}

/** `parley dev [PATH]`: serves the page until it is interrupted. */
export const dev = CliCommand.make("dev", {
  from,
  bot: ConfigFile.bot("the first"),
  port: port("port", "The page's port; unless given 4300, or a free one when that is taken."),
  webhookPort: port("webhook-port", "The webhook's port; unless given 4310, or a free one when that is taken."),
  graphPort: port("graph-port", "The port of the emulated Graph API; unless given 4311, or a free one."),
  folder: Options.directory("folder").pipe(
    Options.withDescription("Where conversations are kept."),
    Options.withDefault(".parley")
  ),
  noOpen: Options.boolean("no-open").pipe(Options.withDescription("Opens no browser."))
}, ({ bot, folder, from, graphPort, noOpen, port, webhookPort }) =>
  Effect.gen(function*() {
    const place = Sources.find(from)
    if (typeof place === "string") return yield* new CommandError({ reason: place })
    return yield* Dev.run({
      place,
      folder: resolve(folder, "playground"),
      bot: Option.getOrUndefined(bot),
      port: Option.getOrUndefined(port),
      webhookPort: Option.getOrUndefined(webhookPort),
      graphPort: Option.getOrUndefined(graphPort),
      print: (line) => process.stdout.write(`${line}\n`),
      opened: (address) => {
        if (!noOpen && process.stdout.isTTY === true) browse(address)
      }
    })
  })).pipe(
    CliCommand.withDescription("Play with a bot in the browser: chat, statechart, clock, ledger; reloads on change.")
  )
