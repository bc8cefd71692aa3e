/**
 * `parley properties`: promises that every bot should keep, tried out on random walks.
 *
 * @module
 */
import { Properties } from "@parley/testing"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import * as ChosenBots from "../command/ChosenBots.ts"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import { json, print } from "../command/Print.ts"

const options = {
  bot: ConfigFile.oneBot,
  from: ConfigFile.config(),
  actions: Options.integer("actions").pipe(
    Options.withDescription("How many things happen to each bot, all walks together."),
    Options.withDefault(20_000)
  ),
  seed: Options.integer("seed").pipe(
    Options.withDescription("The seed of everything that is made up."),
    Options.withDefault(1)
  ),
  only: Options.choice("only", Properties.all).pipe(
    Options.withDescription("A promise to look at, and no other; may be given more than once."),
    Options.repeated
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}

interface Checked {
  readonly bot: string
  readonly violations: ReadonlyArray<Properties.Violation>
}

const render = ({ bot, violations }: Checked, actions: number, seed: number): ReadonlyArray<string> =>
  violations.length === 0
    ? [`${bot}: every promise was kept in ${actions} actions from seed ${seed}.`]
    : [`${bot}: ${violations.length} broken.`, ...violations.flatMap((one) => ["", Properties.describe(one)])]

/** `parley properties [bot]`: walks, and fails when a promise was broken. */
export const properties = CliCommand.make(
  "properties",
  options,
  ({ actions, asJson, bot, from, only, seed }) =>
    Effect.gen(function*() {
      const { bots, templates } = yield* ConfigFile.load(from, [])
      const wanted = yield* ChosenBots.orDistinct(bots, bot)
      const checked: Array<Checked> = []
      for (const { definition, name } of wanted) {
        const violations = yield* Properties.check(
          { bot: definition, name, ...(templates === undefined ? {} : { templates }) },
          { actions, seed, only: only.length === 0 ? Properties.all : only }
        )
        checked.push({ bot: name, violations })
      }
      yield* print(
        asJson ? json({ bots: checked }) : checked.flatMap((one) => render(one, actions, seed)).join("\n")
      )
      const broken = checked.reduce((sum, { violations }) => sum + violations.length, 0)
      if (broken > 0) {
        return yield* new CommandError({
          reason: `${broken} ${
            broken === 1 ? "promise was" : "promises were"
          } broken; the shortest convos that show it are above.`
        })
      }
    })
).pipe(CliCommand.withDescription("Try out on random walks what every bot should keep, and show what breaks it."))
