/**
 * `parley replay-recordings`: many recordings taken again by the build at hand.
 *
 * @module
 */
import { ConversationId } from "@parley/core"
import { Parser, Recording, RecordingClasses, RecordingFold } from "@parley/testing"
import * as Args from "@effect/cli/Args"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import { readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import * as ChosenBots from "../command/ChosenBots.ts"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import { json, print } from "../command/Print.ts"
import * as Files from "./Files.ts"
import * as View from "./RecordingsView.ts"

/** The files that a path means: itself, or those in the folder that end in .jsonl. */
const filesOf = (path: string): Effect.Effect<ReadonlyArray<string>, CommandError> =>
  Effect.try({
    try: () =>
      statSync(path).isDirectory()
        ? readdirSync(path).filter((name) => name.endsWith(".jsonl")).sort().map((name) => join(path, name))
        : [path],
    catch: CommandError.of
  })

const lengthOf = (millis: number): string => (millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`)

/** `parley replay-recordings PATH…`: fails where a recording behaves otherwise or cannot go on. */
export const recordings = CliCommand.make("replay-recordings", {
  paths: Args.path({ name: "path", exists: "yes" }).pipe(
    Args.withDescription("A file that `parley record` wrote, or a folder of them."),
    Args.atLeast(1)
  ),
  config: Files.config,
  bot: ConfigFile.bot("the one that each recording names"),
  strict: Options.boolean("strict").pipe(Options.withDescription("Fails where only words have changed, too.")),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}, ({ asJson, bot, config: from, paths, strict }) =>
  Effect.gen(function*() {
    const config = yield* ConfigFile.load(from, ["--config", "--bot", "--strict", "--json"])
    const files = (yield* Effect.forEach(paths, filesOf)).flat()
    if (files.length === 0) {
      return yield* new CommandError({
        reason: `There is no recording in ${paths.join(", ")}: no file ends in .jsonl.`
      })
    }
    const folds = new Map<string, RecordingFold.Fold>()
    const began = yield* Clock.currentTimeMillis
    const verdicts: Array<RecordingClasses.Verdict & { readonly conversation: string }> = []
    for (const file of files) {
      const read = Recording.parse(yield* Files.read(file))
      if (Either.isLeft(read)) {
        const [first, ...more] = read.left.map((problem) => Parser.format(problem, file))
        return yield* new CommandError({
          reason: `${first ?? file}${more.length === 0 ? "" : `\n… and ${more.length} more`}`
        })
      }
      for (const recording of read.right) {
        const { bot: own, conversation } = recording.head
        const name = Option.getOrElse(bot, () => own)
        const fold = folds.get(name)
          ?? RecordingFold.make(Files.foldOptions(config, yield* ChosenBots.named(config.bots, name)))
        folds.set(name, fold)
        verdicts.push({ ...RecordingClasses.judge(recording, fold), conversation: ConversationId.key(conversation) })
      }
    }
    const took = (yield* Clock.currentTimeMillis) - began
    const found = RecordingClasses.grouped(verdicts)
    yield* print(asJson ? json({ ...found, millis: took }) : View.lines(found, lengthOf(took)).join("\n"))
    const { behaviour, cannotResume, wording } = found.counts
    const failed = behaviour + cannotResume + (strict ? wording : 0)
    if (failed > 0) {
      return yield* new CommandError({ reason: `${failed} of ${verdicts.length} do not go as they were recorded.` })
    }
  })).pipe(
    CliCommand.withDescription("Replay recordings against this build: identical, other words, other behaviour, stuck.")
  )
