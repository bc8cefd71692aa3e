/**
 * The store that a command reads, and the conversations in it.
 *
 * @module
 */
import { ConversationId, type ConversationStore, Nearest, Records } from "@parley/core"
import { layerReadOnly, type OpenError, type ReadError, sqlite } from "@parley/core/sqlite"
import * as Args from "@effect/cli/Args"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { resolve } from "node:path"
import { CommandError } from "../command/CommandError.ts"

/** The argument that names the file. */
export const file = Args.file({ name: "store", exists: "yes" }).pipe(
  Args.withDescription("The SQLite file of a bot, whether it runs now or not, or a copy of it.")
)

/** The option that says how records are printed. */
export const format = Options.choice("format", ["text", "csv", "json"]).pipe(
  Options.withDescription("How it is printed."),
  Options.withDefault("text" as const)
)

/** The option by which every command that reads prints data. */
export const asJson = Options.boolean("json").pipe(Options.withDescription("The same as --format json."))

const on =
  (store: Layer.Layer<ConversationStore.ConversationStore, OpenError | ReadError>) =>
  <A, E extends { readonly message: string }, R>(
    command: Effect.Effect<A, E, R>
  ): Effect.Effect<A, CommandError, Exclude<R, ConversationStore.ConversationStore>> =>
    Effect.mapError(Effect.provide(command, store), (error) => new CommandError({ reason: error.message }))

/** Gives a command the store of a file to read, as it stands now: beside a bot that runs, and without a change to the file. */
export const reading = (file: string) => on(layerReadOnly(resolve(file)))

/** Gives a command the store of a file to write; no bot may run on it. */
export const writing = (file: string) => on(sqlite(resolve(file)))

const idOf = (key: string) =>
  // What was typed may be no encoding at all.
  Option.flatMap(Option.liftThrowable(ConversationId.fromKey)(key), Option.fromNullable)

/** A conversation by its key, which has to be in the store. */
const conversation = (
  store: ConversationStore.Service,
  key: string
): Effect.Effect<ConversationId.ConversationId, CommandError | ConversationStore.StoreError> =>
  Effect.gen(function*() {
    const id = idOf(key)
    if (Option.isNone(id)) {
      return yield* new CommandError({ reason: `"${key}" names no conversation; write channel/account/person.` })
    }
    const known = (yield* Records.conversations(store, {})).map(ConversationId.key)
    if (known.includes(ConversationId.key(id.value))) return id.value
    return yield* new CommandError({
      reason: `There is no conversation "${key}" in this store.${Nearest.hint(key, known)}`
    })
  })

/** The conversation of a key, or all of them where none was given. */
export const conversations = (store: ConversationStore.Service, key: Option.Option<string>) =>
  Option.match(key, {
    onNone: () => Records.conversations(store, {}),
    onSome: (one) => Effect.map(conversation(store, one), (id) => [id])
  })
