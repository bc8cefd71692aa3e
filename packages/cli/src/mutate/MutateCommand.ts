/**
 * `parley mutate`: whether the convos of a bot notice small mistakes in it.
 *
 * @module
 */
import { Bots, Convo, Mutate, Mutation, SourcePlaces } from "@parley/testing"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as FileSystem from "@effect/platform/FileSystem"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { dirname, relative, resolve } from "node:path"
import * as ChosenBots from "../command/ChosenBots.ts"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import { json, print } from "../command/Print.ts"
import * as ConvoFiles from "../explore/ConvoFiles.ts"
import * as MadeFiles from "../explore/MadeFiles.ts"
import * as MutateView from "./MutateView.ts"

/** The convos of a configuration, read. One that cannot be read is told of by `parley replay`. */
const readConvos = (files: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const system = yield* FileSystem.FileSystem
    return yield* Effect.forEach(files, (file) =>
      Effect.flatMap(system.readFileString(file), (text) => {
        const read = Convo.parse(text)
        const name = relative(process.cwd(), file)
        return read._tag === "Right"
          ? Effect.succeed({ name, script: read.right })
          : Effect.fail(new CommandError({ reason: `${name} cannot be read; parley replay ${name} says why.` }))
      }))
  })

const far = ({ done, stage, total }: Mutate.Progress): string =>
  stage === "trying"
    ? `${done} of ${total} mutations tried`
    : `looking for convos: ${done} of ${total} that none noticed`

/**
 * Tells on standard error how far it is, once a second; a terminal shows one line that changes, and goes at the end. Who stops it is
 * told how far it went.
 */
const progress = (began: number, now: () => number) => {
  const { stderr } = process
  let told = began
  let last: Mutate.Progress | undefined
  const clear = () => {
    if (stderr.isTTY && told > began) stderr.write("\r\u001b[K")
  }
  return {
    tell: (progress: Mutate.Progress): void => {
      last = progress
      const at = now()
      if (at - told < 1_000) return
      told = at
      stderr.write(stderr.isTTY ? `\r${far(progress)}\u001b[K` : `${far(progress)}\n`)
    },
    end: Effect.sync(clear),
    stopped: Effect.sync(() => {
      clear()
      const how = last === undefined ? "before the first mutation was tried" : far(last)
      stderr.write(`parley: Stopped: ${how}. There is no score, since that is of all of them.\n`)
    })
  }
}

const options = {
  bot: ConfigFile.oneBot,
  from: ConfigFile.config("; the convos below its folder are asked"),
  only: Options.choice("only", Mutation.kinds).pipe(
    Options.withDescription("The kind of mistake to make; may be given several times, and all are made unless given."),
    Options.repeated
  ),
  kit: Options.boolean("kit").pipe(
    Options.withDescription("Make mistakes in the repair kit's answers, too: back, help, old buttons.")
  ),
  threshold: Options.float("threshold").pipe(
    Options.withDescription("Fail when less than so many per cent are noticed; nothing is asked unless given."),
    Options.optional
  ),
  seconds: Options.float("seconds").pipe(
    Options.withDescription("How long each bot is explored for convos that would notice the rest; 0 for not at all."),
    Options.withDefault(5)
  ),
  out: Options.text("out").pipe(
    Options.withDescription("Write the convos that would notice what was missed into this folder."),
    Options.optional
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}

/**
 * `parley mutate [bot]`: makes one small mistake after the other, and plays the convos until one notices. Fails when a convo does not
 * go as written with the bots as they are, and when fewer are noticed than `--threshold` asks for.
 */
export const mutate = CliCommand.make(
  "mutate",
  options,
  ({ asJson, bot, from, kit, only, out, seconds, threshold }) =>
    Effect.gen(function*() {
      const config = yield* ConfigFile.load(from, [])
      const folder = dirname(Bots.find(from) ?? resolve(from, "parley.config.ts"))
      const named = Option.getOrUndefined(bot)
      if (named !== undefined) yield* ChosenBots.named(config.bots, named)
      const groups = yield* Effect.tryPromise({
        try: () => ConvoFiles.groups([folder]),
        catch: CommandError.of
      })
      const convos = yield* readConvos(groups.find((group) => group.folder === folder)?.files ?? [])
      if (convos.length === 0) {
        return yield* new CommandError({ reason: `There are no convos below ${folder}; parley explore writes some.` })
      }
      const clock = yield* Effect.clock
      const began = yield* Clock.currentTimeMillis
      const { end, stopped, tell } = progress(began, () => clock.unsafeCurrentTimeMillis())
      const score = yield* Mutate.run({
        bots: config.bots,
        convos,
        kit,
        seconds,
        places: SourcePlaces.below(folder),
        onProgress: tell,
        ...(config.templates === undefined ? {} : { templates: config.templates }),
        ...(named === undefined ? {} : { bot: named }),
        ...(only.length === 0 ? {} : { only })
      }).pipe(Effect.tap(() => end), Effect.onInterrupt(() => stopped))
      const tried = { bots: named === undefined ? Object.keys(config.bots) : [named], convos: convos.length, score }
      if (Option.isSome(out)) yield* MadeFiles.write(out.value, MutateView.convosOf(tried))
      yield* print(asJson ? json(MutateView.data(tried)) : MutateView.render(tried).join("\n"))
      if (score.failed.length > 0) {
        return yield* new CommandError({
          reason: `${score.failed.length} convos do not go as written with the bots as they are; mend them first.`
        })
      }
      if (Option.isSome(threshold) && score.percent < threshold.value) {
        return yield* new CommandError({
          reason: `${score.percent} % are noticed, and ${threshold.value} % are asked for.`
        })
      }
    })
).pipe(CliCommand.withDescription("Make small mistakes in a bot, and say which of them its convos do not notice."))
