/**
 * `parley held`: the words in a store that wait for the person to write, and taking them back.
 *
 * @module
 */
import { ConversationId, ConversationStore, type Inbound, Message, Nearest, type Outbound, Records } from "@parley/core"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { CommandError } from "../command/CommandError.ts"
import { json, print } from "../command/Print.ts"
import * as StoreFile from "./StoreFile.ts"

/** Words that wait, for people and other programs. Moments are ISO 8601. */
interface Row {
  readonly conversation: string
  readonly outbound: string
  readonly since: string
  readonly until?: string
  readonly purpose: string
  readonly words: string
}

const iso = (at: number): string => DateTime.formatIso(DateTime.unsafeMake(at))

const rowOf = ({ at, body, conversation, expiresAt, id }: Outbound.Outbound): ReadonlyArray<Row> =>
  body._tag === "Control" ? [] : [{
    conversation: ConversationId.key(conversation),
    outbound: id,
    since: iso(at),
    ...(expiresAt === undefined ? {} : { until: iso(expiresAt) }),
    purpose: body.message.purpose ?? "reply",
    words: Message.words(body.message)
  }]

const lines = ({ conversation, outbound, purpose, since, until, words }: Row): ReadonlyArray<string> => [
  `${conversation}  ${outbound}`,
  `  ${words}`,
  `  ${purpose}, since ${since}${until === undefined ? "" : `, until ${until}`}`
]

const withdrawn = (
  conversation: ConversationId.ConversationId,
  at: number,
  outbound?: string
): Inbound.Inbound => ({
  id: `withdrawn/${outbound ?? ConversationId.key(conversation)}/${at}`,
  conversation,
  at,
  receivedAt: at,
  event: { _tag: "Withdrawn", ...(outbound === undefined ? {} : { outbound }) }
})

/** What takes back the words that were named: one message by its id, or all of a conversation. */
const taking = (held: ReadonlyArray<Outbound.Outbound>, name: string, now: number) => {
  const one = held.find(({ id }) => id === name)
  if (one !== undefined) return Effect.succeed({ count: 1, inbound: withdrawn(one.conversation, now, one.id) })
  const all = held.filter(({ conversation }) => ConversationId.key(conversation) === name)
  const [first] = all
  if (first !== undefined) return Effect.succeed({ count: all.length, inbound: withdrawn(first.conversation, now) })
  const known = held.flatMap(({ conversation, id }) => [id, ConversationId.key(conversation)])
  return Effect.fail(
    new CommandError({
      reason: `Nothing waits under "${name}"; give the id of a message or a conversation as \`parley held\` lists them.`
        + Nearest.hint(name, known)
    })
  )
}

const list = (asJson: boolean) =>
  Effect.gen(function*() {
    const rows = (yield* Records.held(yield* ConversationStore.ConversationStore)).flatMap(rowOf)
    yield* print(asJson ? json(rows) : rows.length === 0 ? "Nothing waits." : rows.flatMap(lines).join("\n"))
  })

const takeBack = (name: string, asJson: boolean) =>
  Effect.gen(function*() {
    const store = yield* ConversationStore.ConversationStore
    const { count, inbound } = yield* taking(yield* Records.held(store), name, yield* Clock.currentTimeMillis)
    yield* store.accept([inbound])
    const what = count === 1
      ? "1 message is taken back; the bot strikes it"
      : `${count} messages are taken back; the bot strikes them`
    const told = `${what} when it starts, before anything else is said.`
    yield* print(asJson ? json({ conversation: ConversationId.key(inbound.conversation), takenBack: count }) : told)
  })

/** `parley held STORE`: the words that wait; with `--cancel` those named are not said any more. */
export const held = CliCommand.make("held", {
  file: StoreFile.file,
  cancel: Options.text("cancel").pipe(
    Options.withDescription("Take back one message by its id, or all of a conversation (channel/account/person)."),
    Options.optional
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}, ({ asJson, cancel, file }) =>
  Option.match(cancel, {
    onNone: () => StoreFile.reading(file)(list(asJson)),
    onSome: (name) => StoreFile.writing(file)(takeBack(name, asJson))
  })).pipe(
    CliCommand.withDescription("Show the words that wait for a person to write again, or take them back.")
  )
