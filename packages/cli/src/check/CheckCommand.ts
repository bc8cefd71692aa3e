/**
 * `parley check`: what is wrong with bots before anybody talks to them.
 *
 * @module
 */
import { Bots } from "@parley/testing"
import { Paths } from "@parley/core"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import { json, print } from "../command/Print.ts"
import * as BotCheck from "./BotCheck.ts"
import * as CheckView from "./CheckView.ts"

const chosen = (bots: Bots.Bots, name: Option.Option<string>) => {
  if (Option.isNone(name)) return Effect.succeed(Object.entries(bots))
  const found = Bots.named(bots, name.value)
  return typeof found === "string"
    ? Effect.fail(new CommandError({ reason: found }))
    : Effect.succeed([[name.value, found] as const])
}

/** `parley check [path]`: prints what is wrong, and fails when anything is. */
export const check = CliCommand.make("check", {
  from: ConfigFile.from,
  bot: ConfigFile.bot("all of them"),
  paths: Options.boolean("paths").pipe(
    Options.withDescription("Search every path through the dialogues: what is said late, unannounced or not at all.")
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}, ({ asJson, bot, from, paths }) =>
  Effect.gen(function*() {
    const config = yield* ConfigFile.load(from, ["--bot", "--paths", "--json"])
    const bots = yield* chosen(config.bots, bot)
    const checks = bots.map(([name, definition]) => BotCheck.of(name, definition, { paths }))
    const wrong = checks.reduce((sum, one) => sum + BotCheck.count(one), 0)
    yield* print(
      asJson
        ? json({ bots: checks, ...(paths ? { assumptions: Paths.assumptions } : {}), wrong })
        : CheckView.render(checks, DateTime.formatIsoDateUtc(yield* DateTime.now)).join("\n")
    )
    if (wrong > 0) {
      return yield* new CommandError({ reason: wrong === 1 ? "1 problem was found." : `${wrong} problems were found.` })
    }
  })).pipe(CliCommand.withDescription("Look for what is wrong with bots before anybody talks to them."))
