/**
 * `parley replay`: plays convos, brings them up to date, watches them.
 *
 * @module
 */
import * as Args from "@effect/cli/Args"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { CommandError } from "../command/CommandError.ts"
import { json, print } from "../command/Print.ts"
import * as TypeScript from "../command/TypeScript.ts"
import * as Moment from "../command/Moment.ts"
import * as Playing from "./Playing.ts"
import * as Updating from "./Updating.ts"
import * as Watching from "./Watching.ts"

const momentOf = (on: Option.Option<string>) =>
  Option.match(on, {
    onNone: () => Effect.succeed({}),
    onSome: (written) => Effect.as(Moment.read("on", written), { on: written })
  })

/** The same command line without the wish to watch. */
const again = (): ReadonlyArray<string> => [
  process.execPath,
  ...process.execArgv,
  ...process.argv.slice(1).filter((word) => word !== "--watch" && word !== "-w")
]

/** The command. */
export const replay = CliCommand.make("replay", {
  paths: Args.path({ name: "path" }).pipe(
    Args.withDescription("A .convo file, a folder of them, or a pattern such as tests/**."),
    Args.atLeast(1)
  ),
  pack: Options.choice("pack", ["current", "seeds"]).pipe(
    Options.withDescription("The rules to play under: those of the day, or those of Meta's pages of 2023 and 2024."),
    Options.optional
  ),
  on: Options.text("on").pipe(
    Options.withDescription("The day or moment at which the convos begin, whatever they say: 2026-11-01."),
    Options.optional
  ),
  update: Options.boolean("update").pipe(
    Options.withAlias("u"),
    Options.withDescription("Asks about each line that does not hold: accept, reject or edit. Needs a terminal.")
  ),
  acceptPolicy: Options.boolean("accept-policy").pipe(
    Options.withDescription("With -u, asks about changes of window, lane, tag, disclosure and number of sends, too.")
  ),
  watch: Options.boolean("watch").pipe(
    Options.withAlias("w"),
    Options.withDescription("Plays a convo again whenever it is saved, and all of them when code is.")
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}, ({ acceptPolicy, asJson, on, pack, paths, update, watch }) =>
  Effect.scoped(Effect.gen(function*() {
    const rules = { ...(Option.isSome(pack) ? { pack: pack.value } : {}), ...(yield* momentOf(on)) }
    if (acceptPolicy && !update) {
      return yield* new CommandError({ reason: "--accept-policy goes with -u: parley replay -u --accept-policy" })
    }
    if (update && watch) return yield* new CommandError({ reason: "-u asks and --watch waits; choose one of them." })
    if (asJson && (update || watch)) {
      return yield* new CommandError({ reason: `--json tells how a replay ended; leave out ${update ? "-u" : "-w"}.` })
    }
    const files = yield* Playing.filesOf(paths)
    yield* TypeScript.read
    if (asJson) {
      const played = yield* Playing.silently(files, rules)
      yield* print(json(played))
      return yield* Playing.judge(played.failed, files.length)
    }
    const settings: Playing.Settings = {
      rules,
      colour: process.stdout.isTTY === true && !process.env["NO_COLOR"],
      from: process.cwd(),
      write: (line) => void process.stdout.write(`${line}\n`)
    }
    if (update) {
      const { stdin: input, stdout: output } = process
      return yield* Updating.all(files, settings, { input, output, ci: process.env["CI"], acceptPolicy })
    }
    if (watch) return yield* Watching.run({ files, again: again() }, settings)
    return yield* Playing.all(files, settings)
  }))).pipe(CliCommand.withDescription("Play scripted conversations: one is printed as it goes, many by a line each."))
