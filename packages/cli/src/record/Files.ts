/**
 * What the commands of this room read and write beside the store.
 *
 * @module
 */
import { Nearest } from "@parley/core"
import { type Bots, type RecordingFold, Templates } from "@parley/testing"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { readFile, writeFile } from "node:fs/promises"
import * as ChosenBots from "../command/ChosenBots.ts"
import { CommandError } from "../command/CommandError.ts"

const tried = <A>(run: () => Promise<A>): Effect.Effect<A, CommandError> =>
  Effect.tryPromise({ try: run, catch: CommandError.of })

/** The option that says where the configuration is. */
export const config = Options.text("config").pipe(
  Options.withDescription("A parley.config.ts, or a folder below one; the nearest unless given."),
  Options.withDefault(".")
)

/** The option that says where the output goes. */
export const out = Options.text("out").pipe(
  Options.withDescription("The file that is written; printed unless given."),
  Options.optional
)

/** The text of a file. */
export const read = (path: string) => tried(() => readFile(path, "utf8"))

/** Writes a file. */
export const write = (path: string, text: string) => tried(() => writeFile(path, text))

/** The bot that was named, or the first that has one of these dialogues. */
export const botOf = (
  { bots }: Bots.Config,
  name: Option.Option<string>,
  dialogues: ReadonlySet<string>
): Effect.Effect<ChosenBots.Named, CommandError> => {
  if (Option.isSome(name)) return ChosenBots.named(bots, name.value)
  const found = Object.entries(bots).find(([, bot]) => bot.dialogues.some(({ id }) => dialogues.has(id)))
    ?? (dialogues.size === 0 ? Object.entries(bots)[0] : undefined)
  if (found !== undefined) return Effect.succeed({ name: found[0], definition: found[1] })
  const [first = ""] = dialogues
  const known = Object.values(bots).flatMap((bot) => bot.dialogues.map(({ id }) => id))
  return Effect.fail(
    new CommandError({
      reason: `No bot of the configuration has the dialogue "${first}"; name one with --bot.${
        Nearest.hint(first, known)
      }`
    })
  )
}

/** What takes recordings again: the bot under the rules of its account. */
export const foldOptions = (
  { accounts, templates }: Bots.Config,
  { definition, name }: ChosenBots.Named
): RecordingFold.Options => {
  const account = accounts?.[name]?.[0]
  return {
    definition,
    ...(account?.pack === undefined ? {} : { pack: account.pack }),
    ...(account?.approvals === undefined ? {} : { approvals: account.approvals }),
    ...(templates === undefined ? {} : { templates: Templates.declared(templates) })
  }
}
