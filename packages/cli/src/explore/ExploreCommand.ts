/**
 * `parley explore`: convos that nobody had to write, until everything that a dialogue can do was met.
 *
 * @module
 */
import { Explore } from "@parley/testing"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import { join } from "node:path"
import * as ChosenBots from "../command/ChosenBots.ts"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import { json, print } from "../command/Print.ts"
import * as ExploreView from "./ExploreView.ts"
import * as MadeFiles from "./MadeFiles.ts"

const options = {
  bot: ConfigFile.oneBot,
  from: ConfigFile.config(),
  out: Options.text("out").pipe(
    Options.withDescription("The folder for the convos; a folder below it for each bot, where there are several."),
    Options.withDefault("convos/explored")
  ),
  seconds: Options.float("seconds").pipe(
    Options.withDescription("How long each bot is explored at the longest."),
    Options.withDefault(10)
  ),
  seed: Options.integer("seed").pipe(
    Options.withDescription("The seed of everything that is made up."),
    Options.withDefault(1)
  ),
  kit: Options.boolean("kit").pipe(
    Options.withDescription("Make convos for the repair kit's answers, too: back, repeat, old buttons.")
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}

/**
 * `parley explore [bot]`: writes the convos, and fails when something of the author's was not reached or the bot could not take
 * something.
 */
export const explore = CliCommand.make(
  "explore",
  options,
  ({ asJson, bot, from, kit, out, seconds, seed }) =>
    Effect.gen(function*() {
      const { bots, templates } = yield* ConfigFile.load(from, [])
      const wanted = yield* ChosenBots.orDistinct(bots, bot)
      const explored: Array<ExploreView.Explored> = []
      for (const { definition, name } of wanted) {
        const exploration = yield* Effect.tryPromise({
          try: () =>
            Explore.run(definition, { name, seconds, seed, kit, ...(templates === undefined ? {} : { templates }) }),
          catch: CommandError.of
        })
        const files = yield* MadeFiles.write(wanted.length > 1 ? join(out, name) : out, exploration.convos)
        explored.push({ bot: name, exploration, files })
      }
      yield* print(
        asJson
          ? json({ bots: explored.map(ExploreView.data) })
          : explored.flatMap(ExploreView.render).join("\n")
      )
      const open = explored.reduce((sum, one) => sum + ExploreView.count(one), 0)
      if (open > 0) {
        return yield* new CommandError({
          reason: `${open} things were not reached or not taken; they are listed above.`
        })
      }
    })
).pipe(CliCommand.withDescription("Explore a bot, and write convos that cover everything it can do."))
