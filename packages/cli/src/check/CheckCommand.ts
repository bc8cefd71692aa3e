/**
 * `parley check`: what is wrong with bots before anybody talks to them.
 *
 * @module
 */
import type { Script } from "@parley/testing"
import { Nearest, Paths } from "@parley/core"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as ChosenBots from "../command/ChosenBots.ts"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import * as Moment from "../command/Moment.ts"
import { json, print } from "../command/Print.ts"
import * as BotCheck from "./BotCheck.ts"
import * as CheckView from "./CheckView.ts"
import * as Findings from "./Findings.ts"
import * as Ground from "./Ground.ts"
import * as PictureSizes from "./PictureSizes.ts"
import * as Practice from "./Practice.ts"

const approvals: ReadonlyArray<Script.Approval> = ["humanAgent", "utility", "news"]

const approved = (text: string): Effect.Effect<ReadonlyArray<Script.Approval>, CommandError> =>
  text === "none" ? Effect.succeed([]) : Effect.forEach(text.split(","), (name) => {
    const known = approvals.find((one) => one === name.trim())
    if (known !== undefined) return Effect.succeed(known)
    const reason = `--approvals is none, or of ${approvals.join(", ")}, with a comma between.`
    return Effect.fail(new CommandError({ reason: `${reason}${Nearest.hint(name.trim(), approvals)}` }))
  })

/** What good practice says of the bots: bots that share a dialogue share its advice. */
const practiceOf = (bots: ReadonlyArray<ChosenBots.Named>, languages: ReadonlyArray<string>, images: boolean) =>
  Effect.gen(function*() {
    const all: Array<Practice.Advice> = []
    for (const { definition } of bots) {
      const locales = [...new Set([definition.locale, ...languages])]
      all.push(...Practice.of(definition, locales))
      if (images) all.push(...yield* PictureSizes.look(Practice.pictures(definition, locales)))
    }
    const keys = all.map((one) => JSON.stringify(one))
    return all.filter((_, index) => keys.indexOf(keys[index] ?? "") === index)
  })

/** The checks as data, each thing that was found once. */
const data = (
  checks: ReadonlyArray<BotCheck.BotCheck>,
  practice: ReadonlyArray<Practice.Advice>,
  paths: boolean
) => ({
  bots: checks.map(({ dialogues, ...bot }) => ({
    ...bot,
    dialogues: dialogues.map(({ searches, ...dialogue }) => ({
      ...dialogue,
      ...(paths
        ? {
          searches: searches.map(({ ground: { approvals, channel, pack }, report: { isWhole, looked } }) => ({
            channel,
            pack,
            approvals,
            looked,
            isWhole
          }))
        }
        : {})
    }))
  })),
  ...(paths
    ? { findings: Findings.findings(checks), advice: Findings.advice(checks), assumptions: Paths.assumptions }
    : {}),
  practice,
  wrong: Findings.count(checks)
})

const options = {
  from: ConfigFile.from,
  bot: ConfigFile.bot("all of them"),
  paths: Options.boolean("paths").pipe(
    Options.withDescription("Search every path through the dialogues: what is said late, unannounced or not at all.")
  ),
  channel: Options.choice("channel", ["messenger", "instagram", "all"]).pipe(
    Options.withDescription(
      "Whose rules paths are judged by; those of the bot's `accounts`, or of Messenger, unless given."
    ),
    Options.optional
  ),
  pack: Options.choice("pack", ["current", "seeds"]).pipe(
    Options.withDescription("The rules of the day, or those of the seed pages; current unless given."),
    Options.optional
  ),
  approvals: Options.text("approvals").pipe(
    Options.withDescription("What the account is approved for: none, or humanAgent,utility,news with a comma between."),
    Options.optional
  ),
  on: Options.text("on").pipe(
    Options.withDescription("The day by whose rules paths are judged, 2026-11-01; today unless given."),
    Options.optional
  ),
  images: Options.boolean("images").pipe(
    Options.withDescription("Fetch the pictures that are shown, and advise on their size and ratio.")
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}

const names = ["--bot", "--paths", "--channel", "--pack", "--approvals", "--on", "--images", "--json"]

/** `parley check [path]`: prints what is wrong, and fails when anything is. */
export const check = CliCommand.make(
  "check",
  options,
  ({ approvals, asJson, bot, channel, from, images, on, pack, paths }) =>
    Effect.gen(function*() {
      const config = yield* ConfigFile.load(from, names)
      const bots = yield* ChosenBots.orAll(config.bots, bot)
      const wishes: Ground.Wishes = {
        ...(Option.isSome(channel) ? { channel: channel.value } : {}),
        ...(Option.isSome(pack) ? { pack: pack.value } : {}),
        ...(Option.isSome(approvals) ? { approvals: yield* approved(approvals.value) } : {})
      }
      const now = Option.isSome(on) ? yield* Moment.read("on", on.value) : yield* Clock.currentTimeMillis
      // Convos name the day alone, and begin at its midnight.
      const at = now - now % 86_400_000
      const checks = bots.map(({ definition, name }) =>
        BotCheck.of(name, definition, { grounds: paths ? Ground.of(name, config, wishes, at) : [] })
      )
      const wrong = Findings.count(checks)
      const practice = yield* practiceOf(bots, config.coverage?.languages ?? [], images)
      yield* print(
        asJson ? json(data(checks, practice, paths)) : CheckView.render(checks, practice).join("\n")
      )
      if (wrong > 0) {
        const reason = wrong === 1 ? "1 problem was found." : `${wrong} problems were found.`
        return yield* new CommandError({ reason })
      }
    })
).pipe(CliCommand.withDescription("Look for what is wrong with bots before anybody talks to them."))
