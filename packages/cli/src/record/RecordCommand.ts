/**
 * `parley record`: recordings of the conversations of a store, without what tells who the people are.
 *
 * @module
 */
import { ConversationStore } from "@parley/core"
import { Recorder, Recording, RecordingFold, Vocabulary } from "@parley/testing"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import { randomBytes } from "node:crypto"
import * as ConfigFile from "../command/ConfigFile.ts"
import { json, print } from "../command/Print.ts"
import * as StoreFile from "../records/StoreFile.ts"
import * as Files from "./Files.ts"

const keep = Options.choice("keep", Recording.Kept.literals).pipe(
  Options.withDescription("What is not redacted; may be given more than once. Ids of people and secrets always are."),
  Options.repeated
)

const count = (of: number, one: string): string => `${of} ${one}${of === 1 ? "" : "s"}`

/** What became of the conversations. */
interface Done {
  readonly out: string
  readonly recorded: number
  /** Those among them that go another way with stand-ins than with the person's own words. */
  readonly otherWay: number
  readonly leftOut: number
}

const told = ({ leftOut, otherWay, out, recorded }: Done): ReadonlyArray<string> => [
  `${count(recorded, "conversation")} recorded in ${out}`,
  ...(otherWay === 0 ? [] : [
    `${otherWay} of them go another way with stand-ins than with the person's own words; that way is recorded (--keep words keeps theirs)`
  ]),
  ...(leftOut === 0
    ? []
    : [`${count(leftOut, "conversation")} left out: the store does not keep them from their beginning`])
]

/** `parley record STORE`: the inbox, the outbox and the clock of each conversation, as the journal keeps them. */
export const record = CliCommand.make("record", {
  file: StoreFile.file,
  conversation: Options.text("conversation").pipe(
    Options.withDescription("One conversation, as channel/account/person; all of them unless given."),
    Options.optional
  ),
  config: Files.config,
  bot: ConfigFile.bot("the first that has their dialogues"),
  keep,
  out: Options.text("out").pipe(
    Options.withDescription("The file that is written."),
    Options.withDefault("recordings.jsonl")
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}, (options) =>
  Effect.gen(function*() {
    const store = yield* ConversationStore.ConversationStore
    const ids = yield* StoreFile.conversations(store, options.conversation)
    const stored = yield* Effect.forEach(ids, (id) =>
      Effect.zipWith(store.load(id), store.journal(id, 0), ({ conversation }, journal) => ({ conversation, journal })))
    const config = yield* ConfigFile.load(options.config, [
      "--conversation",
      "--config",
      "--bot",
      "--keep",
      "--out",
      "--json"
    ])
    const dialogues = new Set(stored.flatMap(({ journal }) =>
      journal.flatMap(({ dialogue }) =>
        dialogue?.id ?? []
      )
    ))
    const { definition, name } = yield* Files.botOf(config, options.bot, dialogues)
    const fold = RecordingFold.make(Files.foldOptions(config, { name, definition }))
    const own = Vocabulary.of(
      definition.dialogues,
      stored.map(({ journal }) => journal),
      stored.map(({ conversation }) => conversation.person)
    )
    const salt = randomBytes(16).toString("hex")
    const recorded = stored.flatMap((one) => {
      const whole = Recorder.whole(one, name)
      const known = one.conversation.person
      return whole === undefined ? [] : [Recorder.record(whole, fold, { own, salt, keep: options.keep, known })]
    })
    yield* Files.write(options.out, recorded.map(({ recording }) => Recording.print(recording)).join(""))
    const bent = recorded.filter((one) => one.bent).length
    const lost = stored.length - recorded.length
    const done = { out: options.out, recorded: recorded.length, otherWay: bent, leftOut: lost }
    yield* print(options.asJson ? json(done) : told(done).join("\n"))
  }).pipe(StoreFile.reading(options.file))).pipe(
    CliCommand.withDescription("Record a store's conversations, redacted, to be replayed against another build.")
  )
