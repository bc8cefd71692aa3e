/**
 * `parley print`: a convo in its canonical form, as the TypeScript that makes it, or as data, an entry for each line.
 *
 * @module
 */
import { Convo, Parser } from "@parley/testing"
import * as Args from "@effect/cli/Args"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { readFile } from "node:fs/promises"
import { CommandError } from "../command/CommandError.ts"
import { json, print as display } from "../command/Print.ts"
import { tried } from "./Playing.ts"

const forms = { text: Convo.print, typescript: Convo.typescript, json } as const

/** The command. */
export const print = CliCommand.make("print", {
  file: Args.file({ name: "file", exists: "yes" }).pipe(Args.withDescription("A .convo file.")),
  as: Options.choice("as", ["text", "typescript", "json"]).pipe(
    Options.withDescription("In which form; text unless given."),
    Options.withDefault("text" as const)
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("The same as --as json."))
}, ({ as, asJson, file }) =>
  Effect.gen(function*() {
    const parsed = Parser.parse(yield* tried(() => readFile(file, "utf8")))
    if (Either.isLeft(parsed)) {
      return yield* new CommandError({
        reason: parsed.left.map((problem) => Parser.format(problem, file)).join("\n")
      })
    }
    yield* display(forms[asJson ? "json" : as](parsed.right))
  })).pipe(CliCommand.withDescription("Print a convo in its canonical form, as TypeScript, or as data."))
