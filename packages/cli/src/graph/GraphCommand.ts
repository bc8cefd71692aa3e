/**
 * `parley graph`: the dialogues of a bot as a drawing.
 *
 * @module
 */
import { Bots } from "@parley/testing"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as FileSystem from "@effect/platform/FileSystem"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { dirname, resolve } from "node:path"
import { Nearest } from "@parley/core"
import * as ChosenBots from "../command/ChosenBots.ts"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import { json, print } from "../command/Print.ts"
import * as Charts from "../dev/Charts.ts"
import type { ChartPicture } from "../dev/Picture.ts"
import * as Mermaid from "./Mermaid.ts"
import * as Raster from "./Raster.ts"
import * as Svg from "./Svg.ts"

const options = {
  bot: ConfigFile.oneBot,
  from: ConfigFile.config(),
  format: Options.choice("format", ["mermaid", "svg", "png", "json"]).pipe(
    Options.withDescription("How it is drawn; as the file of --out is named, or mermaid, unless given."),
    Options.optional
  ),
  out: Options.text("out").pipe(
    Options.withDescription("The file it is written to; standard output unless given."),
    Options.optional
  ),
  dialogue: Options.text("dialogue").pipe(
    Options.withDescription("One dialogue by its id; all of them unless given."),
    Options.optional
  ),
  kit: Options.boolean("kit").pipe(
    Options.withDescription("Draw the repair kit's states and ways, too: back, help, cancel.")
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("The same as --format json."))
}

type Format = "mermaid" | "svg" | "png" | "json"

const endings: { readonly [ending: string]: Format } = {
  mmd: "mermaid",
  mermaid: "mermaid",
  svg: "svg",
  png: "png",
  json: "json"
}

/** Endings that say nothing, such as that of a Markdown page, leave Mermaid. */
const formatOf = (format: Option.Option<Format>, out: Option.Option<string>, asJson: boolean): Format =>
  asJson
    ? "json"
    : Option.getOrElse(format, () => endings[/\.(\w+)$/.exec(Option.getOrElse(out, () => ""))?.[1] ?? ""] ?? "mermaid")

const chosen = (
  charts: ReadonlyArray<ChartPicture>,
  dialogue: Option.Option<string>
): Effect.Effect<ReadonlyArray<ChartPicture>, CommandError> => {
  if (Option.isNone(dialogue)) return Effect.succeed(charts)
  const found = charts.filter((chart) => chart.dialogue === dialogue.value)
  if (found.length > 0) return Effect.succeed(found)
  const known = charts.map((chart) => chart.dialogue)
  return Effect.fail(
    new CommandError({
      reason: `There is no dialogue "${dialogue.value}"; there is ${known.join(", ")}.${
        Nearest.hint(dialogue.value, known)
      }`
    })
  )
}

const drawn = (
  charts: ReadonlyArray<ChartPicture>,
  format: Exclude<Format, "png">,
  kit: boolean
): string => {
  switch (format) {
    case "mermaid":
      return Mermaid.render(charts, kit)
    case "svg":
      return Svg.render(charts, { kit, theme: "auto" })
    case "json":
      return `${json(charts)}\n`
  }
}

const needsFile = new CommandError({
  reason: "A PNG goes into a file: give one with --out, as in `parley graph --out chart.png`."
})

/** `parley graph [bot]`: draws the dialogues of a bot, read from their machines. */
export const graph = CliCommand.make(
  "graph",
  options,
  ({ asJson, bot, dialogue, format: wanted, from, kit, out }) =>
    Effect.gen(function*() {
      const format = formatOf(wanted, out, asJson)
      const { bots } = yield* ConfigFile.load(from, [])
      const named = yield* ChosenBots.orDistinct(bots, bot)
      const dialogues = [...new Set(named.flatMap(({ definition }) => definition.dialogues))]
      const folder = dirname(Bots.find(from) ?? resolve(from, "parley.config.ts"))
      const charts = yield* chosen(Charts.of(dialogues, folder), dialogue)
      const file = Option.getOrUndefined(out)
      if (format === "png") {
        if (file === undefined) return yield* needsFile
        const files = yield* FileSystem.FileSystem
        return yield* files.writeFile(file, yield* Raster.png(Svg.render(charts, { kit })))
      }
      const text = drawn(charts, format, kit)
      if (file === undefined) return yield* print(text)
      const files = yield* FileSystem.FileSystem
      yield* files.writeFileString(file, text)
    })
).pipe(CliCommand.withDescription("Draw the dialogues of a bot: as text for Mermaid, as a picture, as data."))
