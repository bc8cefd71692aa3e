/**
 * `parley import`: conversations that were written for other tools, as convos.
 *
 * @module
 */
import { Botium, ChatFile, Convo, Parser } from "@parley/testing"
import * as Args from "@effect/cli/Args"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import { basename, dirname, join } from "node:path"
import { CommandError } from "../command/CommandError.ts"
import { json, print } from "../command/Print.ts"
import * as Files from "./Files.ts"

const forms = /\.(convo\.txt|utterances\.txt|chat)$/

const formOf = (file: string): string | undefined => forms.exec(file)?.[1]

const nameOf = (file: string): string => basename(file).replace(forms, ".convo")

/** A convo that was made of a file, and where it was written, if it was. */
interface Imported {
  readonly source: string
  readonly out?: string
  readonly convo: string
}

/** What could not be turned into a convo, and where it stands. */
type Refused = Parser.Problem & { readonly file: string }

/** `parley import FILE…`: prints convos, or writes them beside their sources or into a folder. */
export const importing = CliCommand.make("import", {
  files: Args.file({ name: "file", exists: "yes" }).pipe(
    Args.withDescription("Botium's .convo.txt with the .utterances.txt that they name, and Bot Framework's .chat."),
    Args.atLeast(1)
  ),
  bot: Options.text("bot").pipe(Options.withDescription("The bot that the convos are for.")),
  person: Options.text("person").pipe(
    Options.withDescription("The name of the person; that of the file unless given."),
    Options.optional
  ),
  out: Options.directory("out", { exists: "yes" }).pipe(
    Options.withDescription("The folder that the convos are written to; beside their sources with --save."),
    Options.optional
  ),
  save: Options.boolean("save").pipe(Options.withDescription("Writes files; without it one convo is printed.")),
  asJson: Options.boolean("json").pipe(
    Options.withDescription("Print data for another program: every convo, whether it is written or not.")
  )
}, ({ asJson, bot, files, out, person, save }) =>
  Effect.gen(function*() {
    const unknown = files.filter((file) => formOf(file) === undefined)
    if (unknown.length > 0) {
      return yield* new CommandError({
        reason: `${
          unknown.join(", ")
        }: what this is cannot be told by its name; import reads .convo.txt, .utterances.txt and .chat.`
      })
    }
    const utterances = yield* Effect.forEach(
      files.filter((file) => formOf(file) === "utterances.txt"),
      (file) => Effect.map(Files.read(file), Botium.utterances)
    )
    const options = {
      bot,
      utterances: utterances.filter((one) => one !== undefined),
      ...(Option.isSome(person) ? { person: person.value } : {})
    }
    const sources = files.filter((file) => formOf(file) !== "utterances.txt")
    const isSaved = save || Option.isSome(out)
    if (sources.length !== 1 && !isSaved && !asJson) {
      return yield* new CommandError({
        reason: "Only one convo is printed; with --save or --out FOLDER all are written."
      })
    }
    const convos: Array<Imported> = []
    const refused: Array<Refused> = []
    for (const file of sources) {
      const text = yield* Files.read(file)
      const read = formOf(file) === "chat" ? ChatFile.read(text, options) : Botium.read(text, options)
      if (Either.isLeft(read)) {
        refused.push(...read.left.map((problem) => ({ file, ...problem })))
        continue
      }
      const convo = Convo.print(read.right)
      const path = isSaved ? join(Option.getOrElse(out, () => dirname(file)), nameOf(file)) : undefined
      if (path !== undefined) yield* Files.write(path, convo)
      convos.push({ source: file, ...(path === undefined ? {} : { out: path }), convo })
      if (!asJson) yield* print(path === undefined ? convo : `${file} → ${path}`)
    }
    if (asJson) yield* print(json({ convos, refused }))
    if (refused.length > 0) {
      return yield* new CommandError({
        reason: refused.map(({ file, ...problem }) => Parser.format(problem, file)).join("\n")
      })
    }
  })).pipe(
    CliCommand.withDescription("Turn conversations of Botium and of Bot Framework's chat files into convos.")
  )
