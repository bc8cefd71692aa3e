/**
 * Conversations in one SQLite file: the default of a bot that runs on one machine. Each operation is a transaction; those
 * of one tick share a commit. The file belongs to one process at a time, so leases live in its memory, and a process that
 * starts after a crash finds none.
 *
 * @module
 */
import * as Config from "effect/Config"
import type { ConfigError } from "effect/ConfigError"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import * as ConversationId from "../model/ConversationId.ts"
import type { Inbound } from "../model/Inbound.ts"
import * as ConversationStore from "../runtime/ConversationStore.ts"
import * as Leases from "../runtime/Leases.ts"
import * as GroupCommit from "./GroupCommit.ts"
import * as SqliteConversations from "./SqliteConversations.ts"
import type { Database } from "./SqliteDriver.ts"
import { reason } from "./SqliteDriver.ts"
import type { Durability, OpenError } from "./SqliteFile.ts"
import * as SqliteFile from "./SqliteFile.ts"
import * as SqliteInbox from "./SqliteInbox.ts"
import * as SqliteJournal from "./SqliteJournal.ts"
import * as SqliteOutbox from "./SqliteOutbox.ts"
import * as SqliteRecord from "./SqliteRecord.ts"
import type { ReadError } from "./SqliteSnapshot.ts"
import * as SqliteSnapshot from "./SqliteSnapshot.ts"
import * as SqliteTasks from "./SqliteTasks.ts"
import * as SqliteTimers from "./SqliteTimers.ts"

export type { Durability, OpenError } from "./SqliteFile.ts"
export { StoreInUse } from "./SqliteFile.ts"
export { SqliteMissing } from "./SqliteDriver.ts"
export { StoreForeign, StoreTooNew, StoreTooOld } from "./SqliteMigrations.ts"
export type { ReadError } from "./SqliteSnapshot.ts"

/** How a SQLite store works. */
export interface Options {
  /** `full` unless given: every commit is on the disk. `process` is quicker, and may lose the last moments with the power. */
  readonly durability?: Durability
  /** `tick` unless given: the operations of one tick of the event loop share a commit. `none`: each has its own, at once. */
  readonly group?: GroupCommit.Grouping
  /** How long a message that was being sent at a crash waits for its echo. 20 seconds unless given. */
  readonly echoFor?: Duration.DurationInput
  /** How long to wait, at the start, for another process to let go of the file. One second unless given. */
  readonly waitFor?: Duration.DurationInput
  /** How many of the conversations used last are kept in memory. 4,096 unless given. */
  readonly cache?: number
}

/** Everything of one open file, wired together. */
const parts = (database: Database, cache: number) => {
  const conversations = SqliteConversations.make(database, { cache })
  const outbox = SqliteOutbox.make(database, { cache })
  const journal = SqliteJournal.make(database)
  const timers = SqliteTimers.make(database, { damaged: (key, why) => quarantine(key, why) })
  const tasks = SqliteTasks.make(database, { damaged: (key, why) => quarantine(key, why) })
  const arrived = (key: ConversationId.Key, { event }: Inbound): void => {
    if (event._tag === "TimerFired") timers.fired(key, event.timer, event.revision)
    else if (event._tag === "TaskSucceeded" || event._tag === "TaskFailed") tasks.ended(key, event.task, event.revision)
  }
  const inbox = SqliteInbox.make(database, { cache, confirms: outbox.confirms, arrived })
  const quarantine = (key: ConversationId.Key, why: string): void => {
    const id = ConversationId.fromKey(key)
    if (id === undefined) return
    conversations.quarantine(key, id, why)
    timers.setAside(key)
  }
  return { conversations, outbox, journal, timers, tasks, inbox, quarantine }
}

/** The operations on an open database; `close` writes what waits and refuses the rest. */
export const service = (
  database: Database,
  options: {
    readonly group: GroupCommit.Grouping
    readonly echoFor: number
    readonly cache: number
    readonly readOnly?: true
  }
): { readonly store: ConversationStore.Service; readonly close: Effect.Effect<void> } => {
  const { conversations, inbox, journal, outbox, quarantine, tasks, timers } = parts(database, options.cache)
  const leases = Leases.make()
  const checkpoint = database.prepare("pragma wal_checkpoint(truncate)")
  const meta = {
    get: database.prepare("select value from meta where name = ?"),
    put: database.prepare("insert or replace into meta (name, value) values (?, ?)")
  }
  const group = GroupCommit.make(database, {
    grouping: options.group,
    undone: () => {
      conversations.undone()
      inbox.undone()
      outbox.undone()
    }
  })
  const { close, read, write } = options.readOnly === true ? GroupCommit.readOnly(group) : group
  const ids = (keys: ReadonlyArray<ConversationId.Key>) => keys.flatMap((key) => ConversationId.fromKey(key) ?? [])

  const load = (
    id: ConversationId.ConversationId
  ): Either.Either<ConversationStore.Loaded, ConversationStore.CorruptConversation> => {
    const key = ConversationId.key(id)
    const corrupt = (why: string) => new ConversationStore.CorruptConversation({ conversation: key, reason: why })
    const { quarantined, record } = conversations.standing(key, id)
    if (Either.isLeft(record)) return Either.left(corrupt(record.left))
    try {
      return Either.right({ conversation: record.right, next: quarantined ? undefined : inbox.next(key) })
    } catch (cause) {
      if (cause instanceof SqliteRecord.Damaged) return Either.left(corrupt(cause.message))
      throw cause
    }
  }

  const nextAfter = (key: ConversationId.Key): ConversationStore.InboxRow | undefined => {
    try {
      return inbox.next(key)
    } catch (cause) {
      if (!(cause instanceof SqliteRecord.Damaged)) throw cause
      // The turn itself is sound and is kept.
      quarantine(key, cause.message)
      return undefined
    }
  }

  const commit = (turn: ConversationStore.TurnCommit): ConversationStore.Committed => {
    const { id } = turn.conversation
    const key = ConversationId.key(id)
    const { quarantined, revision } = conversations.standing(key, id)
    if (revision !== turn.expected || !inbox.leave(key, turn.inbox.sequence, turn.inbox.outcome)) {
      return { _tag: "Conflict", revision }
    }
    conversations.write(key, turn.conversation)
    for (const outbound of turn.outbox) outbox.add(key, outbound)
    for (const { outbound, receipt } of turn.settled) outbox.settle(outbound, receipt)
    for (const timer of turn.timersCancelled) timers.cancel(key, timer)
    for (const timer of turn.timersSet) timers.set(key, timer)
    for (const task of turn.tasksStopped) tasks.stop(key, task)
    for (const task of turn.tasksStarted) tasks.start(key, task)
    for (const inbound of turn.inbounds) inbox.accept(inbound)
    journal.add(key, turn.journal)
    const aside = turn.inbox.outcome === "quarantined"
    if (aside) quarantine(key, turn.journal.error ?? "The turn failed.")
    return { _tag: "Committed", next: aside || quarantined ? undefined : nextAfter(key) }
  }

  const reschedule = ({ conversation: id, timer }: SqliteTimers.Owned): void => {
    const key = ConversationId.key(id)
    if (!timers.reschedule(key, timer)) return
    const { record } = conversations.standing(key, id)
    if (Either.isLeft(record)) return
    const moved = record.right.timers.map((old) => old.id === timer.id && old.revision === timer.revision ? timer : old)
    conversations.write(key, { ...record.right, timers: moved })
  }

  const forget = (id: ConversationId.ConversationId): void => {
    const key = ConversationId.key(id)
    for (const part of [conversations, inbox, outbox, timers, tasks, journal]) part.forget(key)
    leases.forget(id)
  }

  const store: ConversationStore.Service = {
    accept: (batch) => write("accept what came in", () => batch.map(inbox.accept)),
    claim: (id, request) => Effect.sync(() => leases.claim(id, request)),
    release: (lease) => Effect.sync(() => leases.release(lease)),
    load: (id) => Effect.flatten(read("read a conversation", () => load(id))),
    commit: (turn) => write("commit a turn", () => commit(turn)),
    quarantine: (id, why) => write("set a conversation aside", () => quarantine(ConversationId.key(id), why.reason)),
    reinstate: (id) =>
      write("reinstate a conversation", () => {
        const key = ConversationId.key(id)
        if (!conversations.reinstate(key)) return
        inbox.reinstate(key)
        timers.reinstate(key)
      }),
    claimOutbox: (id, now) => write("claim what is to be sent", () => outbox.claim(ConversationId.key(id), now)),
    settle: (settlements, next) =>
      write("write the outcome of a send", () => {
        for (const { inbounds, outbound, receipt } of settlements) {
          if (outbox.settle(outbound, receipt)) { for (const inbound of inbounds) inbox.accept(inbound) }
        }
        return next === undefined ? undefined : outbox.claim(ConversationId.key(next.conversation), next.now)
      }),
    due: (now, limit) => write("find what is due", () => timers.due(now, limit)),
    recover: (now) =>
      write("find what was left behind", () => {
        outbox.interrupt(now + options.echoFor)
        const running = tasks.running()
        const movable = timers.movable()
        const alive = meta.get.get("alive")?.["value"]
        return {
          inboxes: ids(inbox.waiting()),
          outboxes: ids(outbox.unsettled()),
          tasks: running,
          timers: movable,
          lastAliveAt: alive === undefined ? undefined : Number(alive)
        }
      }),
    bookmark: (name) =>
      read("read a bookmark", () => {
        const found = meta.get.get(`bookmark/${name}`)?.["value"]
        return typeof found === "string" ? found : undefined
      }),
    keepBookmark: (name, place) => write("keep a bookmark", () => void meta.put.run(`bookmark/${name}`, place)),
    heartbeat: (now) => write("note that it lives", () => void meta.put.run("alive", Math.trunc(now))),
    rescheduleTimers: (moved) => write("move timers", () => moved.forEach(reschedule)),
    list: (query, cursor) => read("list conversations", () => conversations.list(query, cursor)),
    journal: (id, from) => read("read a journal", () => journal.from(ConversationId.key(id), from)),
    outbox: (id) => read("read an outbox", () => outbox.all(ConversationId.key(id))),
    forget: (id) =>
      Effect.zipRight(
        write("forget a conversation", () => forget(id)),
        // The log still has the old pages until they are moved into the file.
        read("forget a conversation", () => void checkpoint.get())
      ),
    trim: (before) => write("trim", () => inbox.trim(before) + outbox.trim(before) + journal.trim(before))
  }
  return { store, close }
}

/** Opens a file and gives the operations on it, for as long as the scope lives. */
export const make = (
  file: string,
  options: Options = {}
): Effect.Effect<ConversationStore.Service, OpenError, Scope.Scope> =>
  Effect.gen(function*() {
    const database = yield* SqliteFile.open({
      file,
      durability: options.durability ?? "full",
      waitFor: Duration.toMillis(options.waitFor ?? "1 second")
    })
    const { close, store } = yield* Effect.try({
      try: () =>
        service(database, {
          group: options.group ?? "tick",
          echoFor: Duration.toMillis(options.echoFor ?? "20 seconds"),
          cache: options.cache ?? 4_096
        }),
      catch: (cause) => new ConversationStore.StoreError({ operation: `open ${file}`, reason: reason(cause) })
    })
    yield* Effect.addFinalizer(() => close)
    return store
  })

/**
 * The store of a file as it stands now, to be read: beside the bot that runs on it, without a lock, and without a change to the
 * file. What the bot does afterwards is not seen, and whatever writes is a `StoreError`. For another process than the bot's.
 */
export const readOnly = (file: string): Effect.Effect<ConversationStore.Service, ReadError, Scope.Scope> =>
  Effect.gen(function*() {
    const database = yield* SqliteSnapshot.open(file)
    const { close, store } = yield* Effect.try({
      try: () => service(database, { group: "none", echoFor: 0, cache: 64, readOnly: true }),
      catch: (cause) => new ConversationStore.StoreError({ operation: `read ${file}`, reason: reason(cause) })
    })
    yield* Effect.addFinalizer(() => close)
    return store
  })

/** The store of a file as it stands now, to be read beside the bot that runs on it: `readOnly` as a layer. */
export const layerReadOnly = (file: string): Layer.Layer<ConversationStore.ConversationStore, ReadError> =>
  Layer.scoped(ConversationStore.ConversationStore, readOnly(file))

/** A store on the given file, which is made when it is not there, with its folder. ":memory:" keeps it in memory. */
export const layer = (
  file: string,
  options: Options = {}
): Layer.Layer<ConversationStore.ConversationStore, OpenError> =>
  Layer.scoped(ConversationStore.ConversationStore, make(file, options))

/**
 * A store as the environment says: `PARLEY_STORE` is the file (".parley/parley.db" unless given), `PARLEY_DURABILITY` is
 * "full" (the default) or "process".
 */
export const layerConfig: Layer.Layer<ConversationStore.ConversationStore, OpenError | ConfigError> = Layer
  .unwrapEffect(
    Effect.map(
      Config.all({
        file: Config.nonEmptyString("PARLEY_STORE").pipe(Config.withDefault(".parley/parley.db")),
        durability: Config.literal("full", "process")("PARLEY_DURABILITY").pipe(Config.withDefault("full" as const))
      }),
      ({ durability, file }) => layer(file, { durability })
    )
  )

/**
 * A store on the given file, for `createBot`: `store: sqlite("pizza.db")`. The file is made when it is not there.
 */
export const sqlite = (
  file: string,
  options: Options = {}
): Layer.Layer<ConversationStore.ConversationStore, OpenError> => layer(file, options)
