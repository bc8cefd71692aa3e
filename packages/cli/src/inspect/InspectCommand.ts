/**
 * `parley inspect`: a stored conversation as it stands.
 *
 * @module
 */
import { ConversationId, ConversationStore, Records } from "@parley/core"
import * as Args from "@effect/cli/Args"
import * as CliCommand from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { json, print } from "../command/Print.ts"
import * as StoreFile from "../records/StoreFile.ts"
import * as Inspection from "./Inspection.ts"
import * as InspectView from "./InspectView.ts"

const look = (store: ConversationStore.Service, id: ConversationId.ConversationId, quarantined: boolean) =>
  Effect.all({
    conversation: Effect.map(store.load(id), (loaded) => loaded.conversation),
    journal: store.journal(id, 0),
    outbox: store.outbox(id),
    quarantined: Effect.succeed(quarantined)
  })

/** `parley inspect STORE [CONVERSATION]`: state, window, owner, timers, tasks, what is held, the last turns, how long people waited. */
export const inspect = CliCommand.make("inspect", {
  file: StoreFile.file,
  conversation: Args.text({ name: "conversation" }).pipe(
    Args.withDescription("One conversation, as channel/account/person; a line for each of them unless given."),
    Args.optional
  ),
  turns: Options.integer("turns").pipe(
    Options.withDescription("How many of the last turns are shown."),
    Options.withDefault(5)
  ),
  asJson: Options.boolean("json").pipe(Options.withDescription("Print data for another program."))
}, ({ asJson, conversation, file, turns }) =>
  Effect.gen(function*() {
    const store = yield* ConversationStore.ConversationStore
    const ids = yield* StoreFile.conversations(store, conversation)
    const aside = new Set((yield* Records.conversations(store, { quarantined: true })).map(ConversationId.key))
    const now = yield* Clock.currentTimeMillis
    const found = yield* Effect.forEach(ids, (id) =>
      Effect.map(look(store, id, aside.has(ConversationId.key(id))), (stored) =>
        Inspection.of(stored, { now, turns })))
    const isOne = conversation._tag === "Some"
    const lines = isOne
      ? found.flatMap((one) =>
        InspectView.render(one, now)
      )
      : found.map((one) => InspectView.line(one, now))
    yield* print(
      asJson ? json(isOne ? found[0] : found) : lines.length === 0 ? "There are no conversations." : lines.join("\n")
    )
  }).pipe(StoreFile.reading(file))).pipe(
    CliCommand.withDescription(
      "Show how a stored conversation stands: state, window, owner, timers, what waits, how long people waited."
    )
  )
