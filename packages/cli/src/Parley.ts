/**
 * The `parley` command and its subcommands.
 *
 * @module
 */
import type * as CliApp from "@effect/cli/CliApp"
import * as CliCommand from "@effect/cli/Command"
import * as ValidationError from "@effect/cli/ValidationError"
import * as Effect from "effect/Effect"
import { CommandError } from "./command/CommandError.ts"
import * as Progress from "./command/Progress.ts"
import * as Version from "./command/Version.ts"

/** Each command by its name, in the order of the help. It is loaded when it is asked for: loading all of them takes a while. */
const commands = {
  dev: async () => (await import("./dev/DevCommand.ts")).dev,
  chat: async () => (await import("./chat/ChatCommand.ts")).chat,
  replay: async () => (await import("./replay/ReplayCommand.ts")).replay,
  explore: async () => (await import("./explore/ExploreCommand.ts")).explore,
  coverage: async () => (await import("./explore/CoverageCommand.ts")).coverage,
  mutate: async () => (await import("./mutate/MutateCommand.ts")).mutate,
  properties: async () => (await import("./properties/PropertiesCommand.ts")).properties,
  print: async () => (await import("./replay/PrintCommand.ts")).print,
  convo: async () => (await import("./record/ConvoCommand.ts")).convo,
  import: async () => (await import("./record/ImportCommand.ts")).importing,
  record: async () => (await import("./record/RecordCommand.ts")).record,
  "replay-recordings": async () => (await import("./record/RecordingsCommand.ts")).recordings,
  check: async () => (await import("./check/CheckCommand.ts")).check,
  doctor: async () => (await import("./doctor/DoctorCommand.ts")).doctor,
  graph: async () => (await import("./graph/GraphCommand.ts")).graph,
  emulator: async () => (await import("./emulator/EmulatorCommand.ts")).emulator,
  inspect: async () => (await import("./inspect/InspectCommand.ts")).inspect,
  ledger: async () => (await import("./records/LedgerCommand.ts")).ledger,
  held: async () => (await import("./records/HeldCommand.ts")).held,
  disclosures: async () => (await import("./records/DisclosuresCommand.ts")).disclosures,
  policy: async () => (await import("./policy/PolicyCommand.ts")).policy,
  profile: async () => (await import("./manage/ProfileCommand.ts")).profile,
  templates: async () => (await import("./manage/TemplatesCommand.ts")).templates,
  resubscribe: async () => (await import("./manage/ResubscribeCommand.ts")).resubscribe,
  reconcile: async () => (await import("./manage/ReconcileCommand.ts")).reconcile
} as const

type Name = keyof typeof commands

/** The names of all commands, in the order of the help. */
export const names = Object.keys(commands) as ReadonlyArray<Name>

const isName = (word: string): word is Name => Object.hasOwn(commands, word)

/** Which commands a command line needs: the one it names; none to tell the version; all of them to list or complete them. */
const needed = (word: string | undefined): ReadonlyArray<Name> =>
  word === "--version" ? [] : word !== undefined && isName(word) ? [word] : names

/** The commands that show by themselves how far they are, or talk with whoever is at the terminal. */
const telling: ReadonlySet<string> = new Set(["chat", "dev", "emulator", "mutate", "replay"])

const tellsByItself = ([word = "", ...rest]: ReadonlyArray<string>): boolean =>
  telling.has(word) && !(word === "replay" && rest.includes("--json"))

const root = CliCommand.make("parley").pipe(
  CliCommand.withDescription(
    "Conversations as code: talk to a bot, replay its convos, check it, emulate the Graph API, read its records, look after its accounts."
  )
)

const settings = { name: "parley", version: Version.read() }

const asked = async (word: string | undefined) => {
  const [first, ...rest] = await Promise.all(needed(word).map((name) => commands[name]()))
  return first === undefined
    ? CliCommand.run(root, settings)
    : CliCommand.run(CliCommand.withSubcommands(root, [first, ...rest]), settings)
}

/**
 * Runs a command line (`process.argv`). It fails with what is printed for the person who typed it: a `CommandError`, or a
 * `ValidationError` of the arguments, which is printed already.
 */
export const main = (
  argv: ReadonlyArray<string>
): Effect.Effect<void, CommandError | ValidationError.ValidationError, CliApp.CliApp.Environment> => {
  const word = argv[2]
  const run = Effect.flatMap(Effect.promise(() => asked(word)), (run) => run(argv))
  const isQuiet = word === undefined || tellsByItself(argv.slice(2))
  const told = isQuiet ? run : Progress.during(process.stderr, `parley ${word}`)(run)
  return Effect.catchAll(
    told,
    (error) =>
      Effect.fail(ValidationError.isValidationError(error) ? error : new CommandError({ reason: error.message }))
  )
}
