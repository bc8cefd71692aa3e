/**
 * `parley convo`: a stored conversation as a convo.
 *
 * @module
 */
import { ConversationId, ConversationStore } from "@parley/core"
import { Convo, Retold } from "@parley/testing"
import * as Args from "@effect/cli/Args"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { CommandError } from "../command/CommandError.ts"
import * as ConfigFile from "../command/ConfigFile.ts"
import { json, print } from "../command/Print.ts"
import * as StoreFile from "../records/StoreFile.ts"
import * as Ending from "../command/Ending.ts"
import * as Files from "./Files.ts"

const store = Options.file("store", { exists: "yes" }).pipe(
  Options.withDescription("The SQLite file of a bot, whether it runs now or not, or a copy of it.")
)

const lost = new Set(["refused", "failed", "parked"])

/** A conversation with all that the store keeps of it. */
const stored = (key: string) =>
  Effect.gen(function*() {
    const store = yield* ConversationStore.ConversationStore
    const [id] = yield* StoreFile.conversations(store, Option.some(key))
    if (id === undefined) return yield* new CommandError({ reason: `There is no conversation "${key}" in this store.` })
    const { conversation } = yield* store.load(id)
    const journal = yield* store.journal(id, 0)
    if (journal[0]?.revision !== 1) {
      return yield* new CommandError({
        reason: `The store no longer keeps how ${
          ConversationId.key(id)
        } began, so it cannot be told from its beginning.`
      })
    }
    const outbox = yield* store.outbox(id)
    const undelivered = new Set(outbox.filter(({ state }) => lost.has(state)).map(({ outbound }) => outbound.id))
    return { conversation, journal, undelivered }
  })

/** A convo that was made, and how it was played, for another program. */
const data = (
  { conversation, out }: { readonly conversation: string; readonly out: Option.Option<string> },
  bot: string,
  { played, text }: { readonly text: string; readonly played: Convo.Outcome }
) => ({
  conversation,
  bot,
  ...(Option.isSome(out) ? { out: out.value } : {}),
  convo: text,
  asWritten: played._tag === "Passed",
  problems: Ending.problems(played)
})

/** `parley convo CONVERSATION --store FILE`: prints the convo, or says at which line the bot no longer does the same. */
export const convo = CliCommand.make("convo", {
  conversation: Args.text({ name: "conversation" }).pipe(
    Args.withDescription("The conversation, as channel/account/person; `parley ledger` lists them.")
  ),
  store,
  config: Files.config,
  bot: ConfigFile.bot("the first that has its dialogue"),
  person: Options.text("person").pipe(
    Options.withDescription("The name of the person in the convo."),
    Options.optional
  ),
  out: Files.out,
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}, (options) =>
  Effect.gen(function*() {
    const kept = yield* stored(options.conversation)
    const config = yield* ConfigFile.load(options.config, [
      "--store",
      "--config",
      "--bot",
      "--person",
      "--out",
      "--json"
    ])
    const dialogues = new Set(kept.journal.flatMap(({ dialogue }) => dialogue?.id ?? []))
    const { definition, name } = yield* Files.botOf(config, options.bot, dialogues)
    const account = config.accounts?.[name]?.find(({ channel }) => channel === kept.conversation.id.channel)
    const script = Retold.script(kept, {
      bot: name,
      dialogues: definition.dialogues,
      ...(Option.isSome(options.person) ? { person: options.person.value } : {}),
      header: {
        ...(account?.pack === undefined ? {} : { pack: account.pack }),
        ...(account?.approvals === undefined ? {} : { approvals: account.approvals })
      }
    })
    const text = Convo.print(script)
    if (Option.isSome(options.out)) yield* Files.write(options.out.value, text)
    else if (!options.asJson) yield* print(text)
    const played = yield* Convo.run(script, {
      bots: config.bots,
      ...(config.templates === undefined ? {} : { templates: config.templates }),
      ...(Option.isSome(options.out) ? { file: options.out.value } : {}),
      quiet: options.asJson
    })
    if (options.asJson) yield* print(json(data(options, name, { text, played })))
    const problem = Convo.explain(played)
    if (problem === undefined) return
    return yield* new CommandError({
      reason: `The bot does not do the same now, or the convo cannot tell all that happened:\n\n${problem}`
    })
  }).pipe(StoreFile.reading(options.store))).pipe(
    CliCommand.withDescription("Make a convo of a stored conversation, and play it to see that it holds.")
  )
