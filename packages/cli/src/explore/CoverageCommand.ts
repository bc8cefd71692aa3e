/**
 * `parley coverage`: what of the dialogues the convos touch, and what not.
 *
 * @module
 */
import {
  Convo,
  Coverage,
  CoverageHtml,
  CoverageSummary,
  CoverageTally,
  CoverageText,
  Explore,
  SourcePlaces
} from "@parley/testing"
import * as Args from "@effect/cli/Args"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as FileSystem from "@effect/platform/FileSystem"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { join, relative, resolve } from "node:path"
import * as ChosenBots from "../command/ChosenBots.ts"
import { CommandError } from "../command/CommandError.ts"
import * as TypeScript from "../command/TypeScript.ts"
import { json, print } from "../command/Print.ts"
import * as ConvoFiles from "./ConvoFiles.ts"

/** What a group of convos came to. */
interface Counted {
  readonly group: ConvoFiles.Group
  readonly tally: CoverageTally.Tally
  readonly failed: ReadonlyArray<string>
}

const play = async (group: ConvoFiles.Group): Promise<Counted> => {
  const { config: { bots, coverage: { languages } = {}, templates }, files } = group
  const coverage = Coverage.of(bots, languages === undefined ? {} : { languages })
  const failed: Array<string> = []
  for (const file of files) {
    const outcome = await Convo.runFile(file, {
      bots: coverage.bots,
      watch: coverage.watch,
      quiet: true,
      ...(templates === undefined ? {} : { templates })
    })
    if (outcome._tag !== "Passed") failed.push(Convo.explain(outcome) ?? file)
  }
  return { group, tally: coverage.tally(), failed }
}

/** The shortest convos to what a group does not cover, by the element's id. */
const missing = async ({ group, tally }: Counted, seconds: number): Promise<ReadonlyMap<string, Explore.Made>> => {
  const { bots, templates } = group.config
  const found = new Map<string, Explore.Made>()
  for (const { definition, name } of ChosenBots.distinct(bots)) {
    const { convos } = await Explore.run(definition, {
      name,
      seconds,
      covered: tally,
      set: "each",
      ...(templates === undefined ? {} : { templates })
    })
    for (const convo of convos) for (const { id } of convo.covers) if (!found.has(id)) found.set(id, convo)
  }
  return found
}

const attempt = <A>(run: () => Promise<A>): Effect.Effect<A, CommandError> =>
  Effect.tryPromise({ try: run, catch: CommandError.of })

const options = {
  paths: Args.path({ name: "path", exists: "yes" }).pipe(
    Args.withDescription("Convos, folders of convos, or tallies (.json) of other runs; the folder here unless given."),
    Args.repeated
  ),
  threshold: Options.float("threshold").pipe(
    Options.withDescription(
      "Fail when less than so many per cent are covered; as the configuration says unless given."
    ),
    Options.optional
  ),
  html: Options.text("html").pipe(
    Options.withDescription("Write one page with the statecharts coloured."),
    Options.optional
  ),
  tally: Options.text("tally").pipe(
    Options.withDescription("Write the tally, for another run to add up."),
    Options.optional
  ),
  convos: Options.text("convos").pipe(
    Options.withDescription("Write the shortest convo to each thing that is missing into this folder."),
    Options.optional
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}

/** `parley coverage [path…]`: plays convos, adds tallies up, and says what is covered. */
export const coverage = CliCommand.make(
  "coverage",
  options,
  ({ asJson, convos, html, paths, tally: into, threshold }) =>
    Effect.gen(function*() {
      const files = yield* FileSystem.FileSystem
      yield* TypeScript.read
      const given = paths.length === 0 ? ["."] : paths
      const tallies = yield* Effect.forEach(given.filter((path) => path.endsWith(".json")), (path) =>
        Effect.flatMap(files.readFileString(path), (text) =>
          Effect.mapError(
            CoverageTally.decode(text),
            (error) =>
              new CommandError({ reason: `${path} is no tally: ${error.message}` })
          )))
      const groups = yield* attempt(() =>
        ConvoFiles.groups(given.filter((path) => !path.endsWith(".json")))
      )
      const counted: Array<Counted> = []
      for (const group of groups) counted.push(yield* attempt(() => play(group)))
      const tally = CoverageTally.merge([...tallies, ...counted.map((one) => one.tally)])
      const summary = CoverageSummary.of(tally)

      const ways = new Map<string, Explore.Made>()
      if (Option.isSome(convos) || Option.isSome(html)) {
        for (const one of counted) {
          const whole = { ...one, tally: CoverageTally.merge([one.tally, ...tallies]) }
          for (const [id, made] of yield* attempt(() => missing(whole, 10))) ways.set(id, made)
        }
      }
      const folder = Option.getOrUndefined(convos)
      if (folder !== undefined) {
        yield* files.makeDirectory(folder, { recursive: true })
        for (const { name, text } of new Set(ways.values())) {
          yield* files.writeFileString(join(folder, `${name}.convo`), text)
        }
      }
      const places = groups.map(({ folder }) => ({ folder, places: SourcePlaces.below(folder) }))
      const place = (element: Parameters<SourcePlaces.SourcePlaces["of"]>[0]): string | undefined =>
        places.flatMap(({ folder, places }) => {
          const found = places.of(element)
          return found === undefined ? [] : [relative(process.cwd(), resolve(folder, found))]
        })[0]
      if (Option.isSome(html)) {
        yield* files.writeFileString(
          html.value,
          CoverageHtml.render(tally, { place, convo: ({ id }) => ways.get(id)?.text })
        )
      }
      if (Option.isSome(into)) yield* files.writeFileString(into.value, CoverageTally.encode(tally))
      const report = {
        place,
        convo: ({ id }: { readonly id: string }) => {
          const made = ways.get(id)
          return made === undefined || folder === undefined ? undefined : join(folder, `${made.name}.convo`)
        }
      }
      yield* print(
        asJson
          ? json({
            ...summary,
            missing: summary.missing.map((element) => ({
              ...element,
              place: place(element),
              convo: ways.get(element.id)?.text
            }))
          })
          : CoverageText.render(summary, report).join("\n")
      )
      const failed = counted.flatMap((one) => one.failed)
      if (failed.length > 0) {
        return yield* new CommandError({
          reason: `${failed.length} convos did not go as written:\n${failed.join("\n")}`
        })
      }
      const covered = CoverageSummary.percent(summary.all)
      const wanted = Option.getOrElse(
        threshold,
        () => Math.max(0, ...groups.map(({ config }) => config.coverage?.threshold ?? 0))
      )
      if (covered < wanted) {
        return yield* new CommandError({ reason: `${covered} % are covered, and ${wanted} % are asked for.` })
      }
    })
).pipe(CliCommand.withDescription("Say what of the dialogues the convos cover, and what not."))
