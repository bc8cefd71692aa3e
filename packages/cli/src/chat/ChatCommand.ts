/**
 * `parley chat`: a conversation with a bot in the terminal.
 *
 * @module
 */
import { Bots } from "@parley/testing"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { dirname, resolve } from "node:path"
import * as ChosenBots from "../command/ChosenBots.ts"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import * as Chat from "./Chat.ts"

/** The command. It runs until it is left, or until there are no more lines. */
export const chat = CliCommand.make("chat", {
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
    const { accounts, bots, templates } = yield* ConfigFile.load(from, ["--bot", "--folder", "--port", "--graph-port"])
    const chosen = yield* ChosenBots.named(bots, Option.getOrElse(bot, () => Object.keys(bots)[0] ?? ""))
    yield* Chat.run({
      ...chosen,
      ...(templates === undefined ? {} : { templates }),
      ...(accounts?.[chosen.name] === undefined ? {} : { accounts: accounts[chosen.name] }),
      folder: resolve(folder),
      port: Option.getOrUndefined(port),
      graphPort: Option.getOrUndefined(graphPort),
      input: process.stdin,
      output: process.stdout,
      notices: process.stderr,
      // Loaded for those who see a terminal: piped lines have no use for a page.
      beside: (session, time, held) =>
        Effect.flatMap(
          Effect.promise(() => import("../dev/Beside.ts")),
          ({ serve }) => serve({ session, time, held, ...chosen, home: dirname(Bots.find(from) ?? resolve(from)) })
        )
    })
  }).pipe(Effect.mapError(CommandError.of))).pipe(
    CliCommand.withDescription("Talk to a bot in the terminal; piped lines are a whole conversation.")
  )
