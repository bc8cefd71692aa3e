/**
 * A running bot: the one door in, and everything behind it.
 *
 * @module
 */
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as Scope from "effect/Scope"
import type * as Stream from "effect/Stream"
import type { Conversation } from "../model/Conversation.ts"
import type { ConversationId } from "../model/ConversationId.ts"
import * as ConversationIds from "../model/ConversationId.ts"
import type { Inbound } from "../model/Inbound.ts"
import type * as MessageLedger from "../policy/MessageLedger.ts"
import * as Alarm from "./Alarm.ts"
import type { BotDefinition } from "./BotDefinition.ts"
import * as BotProblem from "./BotProblem.ts"
import * as Broadcast from "./Broadcast.ts"
import * as ConversationStore from "./ConversationStore.ts"
import * as Delivery from "./Delivery.ts"
import * as Dialogues from "./Dialogues.ts"
import * as Door from "./Door.ts"
import * as Front from "./Front.ts"
import type { Listener } from "./Happening.ts"
import * as Host from "./Host.ts"
import * as InboxBridge from "./InboxBridge.ts"
import * as InboxHttp from "./InboxHttp.ts"
import * as Keeping from "./Keeping.ts"
import * as Mailbox from "./Mailbox.ts"
import { Pace } from "./Pace.ts"
import * as Presence from "./Presence.ts"
import * as Records from "./Records.ts"
import * as SharedScheduler from "./SharedScheduler.ts"
import * as Showing from "./Showing.ts"
import * as Signalling from "./Signalling.ts"
import type { Outcome, Request, UnknownSignal } from "./Signals.ts"
import * as Tasks from "./Tasks.ts"
import * as Timers from "./Timers.ts"
import type { Request as HttpRequest, Response as HttpResponse } from "./Transport.ts"
import * as Transport from "./Transport.ts"

/** What a running bot can do. */
export interface Service extends Keeping.Keeping {
  readonly definition: BotDefinition<unknown>
  /** The one door in: succeeds when every inbound is durable. Turns follow by themselves. */
  readonly accept: (
    batch: ReadonlyArray<Inbound>
  ) => Effect.Effect<ReadonlyArray<ConversationStore.Acceptance>, ConversationStore.StoreError>
  /** Answers a request: a transport's paths, `/health`, or 404. Bodies are at most `bodyLimit` bytes, which the server holds. */
  readonly handle: (request: HttpRequest) => Effect.Effect<HttpResponse>
  /** The largest body for a request line, in bytes; 0 where no body is read. */
  readonly bodyLimit: (url: string) => number
  /** Tells conversations of something outside, and waits for what is said because of it. */
  readonly signal: (
    request: Request
  ) => Effect.Effect<ReadonlyArray<Outcome>, ConversationStore.StoreError | UnknownSignal>
  /** Tells everyone whom a query finds, at a pace; goes on where it was after a restart. */
  readonly broadcast: (
    request: Broadcast.Request
  ) => Stream.Stream<Outcome, ConversationStore.StoreError | UnknownSignal>
  /** Takes back words that wait for the person to write: one outbound, or all of the conversation. */
  readonly withdraw: (id: ConversationId, outbound?: string) => Effect.Effect<void, ConversationStore.StoreError>
  /** What people of the business can do: write to a customer, give a conversation back. */
  readonly inbox: InboxBridge.InboxBridge
  /** Every message of a conversation with its lane, rule and evidence, oldest first. */
  readonly ledger: (id: ConversationId) => Effect.Effect<ReadonlyArray<MessageLedger.Row>, ConversationStore.StoreError>
  /** Takes up what is due or left over, and waits until it is done. For hosts that sleep between requests. */
  readonly tick: Effect.Effect<void, ConversationStore.StoreError>
  /** How much is under way now: turns, deliveries, tasks. Waiting for a timer or an echo is not under way. */
  readonly busy: () => number
  /** Waits until nothing is under way. */
  readonly idle: Effect.Effect<void>
  /** Watches; gives back how to stop. */
  readonly observe: (listener: Listener) => () => void
  /** The record of a conversation as it stands; a new one has revision 0. */
  readonly conversation: (
    id: ConversationId
  ) => Effect.Effect<Conversation, ConversationStore.StoreError | ConversationStore.CorruptConversation>
  /** Begins the end: no more requests and no new work from now on; what is under way goes on. */
  readonly drain: Effect.Effect<void>
  /** Notes in the store that this process lives. */
  readonly heartbeat: Effect.Effect<void, ConversationStore.StoreError>
}

const checked = (
  definition: BotDefinition<unknown>,
  transports: ReadonlyArray<Transport.Service>
): Effect.Effect<void, BotProblem.BotProblem> => {
  const problems = BotProblem.find(definition, transports)
  return problems.length === 0 ? Effect.void : Effect.fail(new BotProblem.BotProblem({ problems }))
}

/** The services of the tasks, built once and closed with the bot. */
const servicesOf = <R>(
  definition: BotDefinition<R>
): Effect.Effect<Context.Context<R>, BotProblem.BotProblem, R | Scope.Scope> =>
  Effect.flatMap(Effect.context<R>(), (outer) => {
    if (definition.services === undefined) return Effect.succeed(outer)
    const built = Layer.build(definition.services)
    return Effect.mapBoth(built, {
      onFailure: (error) => BotProblem.fromServices(error),
      onSuccess: (own) => Context.merge(outer, own)
    })
  })

/** Takes up what processes before this one left behind. */
const recovered = Effect.fnUntraced(function*({ delivery, host, mailbox, tasks, timers }: {
  readonly host: Host.Host
  readonly mailbox: Mailbox.Mailbox
  readonly delivery: Delivery.Delivery
  readonly timers: Timers.Timers
  readonly tasks: Tasks.Tasks
}) {
  const now = host.now()
  const left = yield* host.store.recover(now)
  const moved = Timers.afterDowntime(left.timers, left.lastAliveAt, now)
  if (moved.length > 0) yield* host.store.rescheduleTimers(moved)
  yield* host.store.heartbeat(now)
  for (const id of left.inboxes) mailbox.wake(id)
  for (const id of left.outboxes) delivery.wake(id)
  for (const { conversation, task } of left.tasks) tasks.recover(conversation, task)
  yield* timers.look
})

/** The parts that live as long as the bot, wired to one another. */
const assemble = (host: Host.Host, provide: Tasks.Provide) => {
  const alarm = Alarm.make(host)
  const mailbox: Mailbox.Mailbox = Mailbox.make(host, alarm, (commit) => committed(commit))
  const door = Door.make(host, mailbox)
  const showing = Showing.make(host)
  const delivery = Delivery.make(host, alarm, mailbox, showing)
  const timers = Timers.make(host, alarm, door)
  const tasks = Tasks.make(host, door, Presence.make(host, alarm, showing), provide)

  const committed = (turn: ConversationStore.TurnCommit): Host.Begun | undefined => {
    const { conversation, inbox, outbox } = turn
    const { id } = conversation
    for (const timer of turn.timersSet) timers.expect(timer.due)
    for (const task of turn.tasksStopped) tasks.stop(id, task)
    for (const task of turn.tasksStarted) tasks.start(id, task)
    const { event, standby } = turn.journal.inbound
    if (standby !== true && (event._tag === "Said" || event._tag === "Tapped")) showing.show(conversation, "markSeen")
    const speaks = outbox.length > 0 || turn.settled.length > 0
    if (!speaks) delivery.note(conversation)
    if (outbox.length === 0) {
      const hasEnded = turn.tasksStopped.length > 0 || event._tag === "TaskSucceeded" || event._tag === "TaskFailed"
      if (turn.tasksStarted.length > 0) showing.show(conversation, "typingOn")
      // Nobody types any more, and no message of this turn takes the sign away.
      else if (hasEnded && conversation.tasks.length === 0) showing.show(conversation, "typingOff")
    }
    if (inbox.outcome === "done") { for (const inbound of turn.inbounds) mailbox.wake(inbound.conversation) }
    return speaks ? delivery.begin(id, conversation, outbox) : undefined
  }

  const recover = Effect.suspend(() => recovered({ host, mailbox, delivery, timers, tasks }))

  return { alarm, door, keeping: Keeping.make(host, mailbox, tasks), timers, recover }
}

/** The withdrawal has its turn like everything else. */
const withdraw = (
  host: Host.Host,
  door: Door.Door,
  id: ConversationId,
  outbound: string | undefined
): Effect.Effect<void, ConversationStore.StoreError> =>
  Effect.flatMap(Random.nextIntBetween(0, Number.MAX_SAFE_INTEGER), (number) => {
    const now = host.now()
    return Effect.asVoid(door.accept([{
      id: `withdrawn/${ConversationIds.key(id)}/${number.toString(36)}`,
      conversation: id,
      at: now,
      receivedAt: now,
      event: { _tag: "Withdrawn", ...(outbound === undefined ? {} : { outbound }) }
    }]))
  })

/** Only timers that reckon from the end of a process need to know when it was. */
const needsHeartbeat = (definition: BotDefinition<unknown>): boolean =>
  definition.dialogues.some((dialogue) =>
    dialogue.states.some(({ timer }) => timer !== undefined && timer.meaning !== "deadline")
  )

const close = Effect.fnUntraced(function*(host: Host.Host) {
  host.close()
  if (host.busy.count() > 0 && host.definition.grace > 0) {
    // Scopes close uninterruptibly, and a wait that cannot be interrupted has no end.
    yield* Effect.interruptible(Effect.timeoutOption(host.busy.idle, Duration.millis(host.definition.grace)))
  }
  yield* host.stop
  yield* Effect.ignore(host.store.heartbeat(host.now()))
})

/** Runs a bot in the scope of the moment: what `Bot.layer` does, for those who assemble by hand. */
export const make: <R>(
  definition: BotDefinition<R>
) => Effect.Effect<
  Service,
  BotProblem.BotProblem | ConversationStore.StoreError,
  ConversationStore.ConversationStore | Transport.Transports | R | Scope.Scope
> = Effect.fnUntraced(
  function*<R>(definition: BotDefinition<R>) {
    const store = yield* ConversationStore.ConversationStore
    const transports = yield* Transport.Transports
    yield* checked(definition, transports)
    yield* Effect.forEach(transports, ({ keepIn }) => keepIn === undefined ? Effect.void : keepIn(store), {
      discard: true
    })
    const services = yield* servicesOf(definition)
    const pace = yield* Pace
    const clock = yield* Effect.clock
    const runtime = SharedScheduler.on(yield* Effect.runtime<never>())
    const dialogues = Dialogues.make(definition.dialogues)
    const seed = yield* Random.nextIntBetween(0, 2 ** 32)
    const host = Host.make({ definition, dialogues, store, transports, pace, clock, seed, runtime })
    yield* Scope.addFinalizer(yield* Effect.scope, close(host))
    // That the services are there is in the type of the definition; the dialogues have forgotten theirs.
    const provide: Tasks.Provide = (effect) => Effect.provide(effect, services as Context.Context<unknown>)
    const { alarm, door, keeping, recover, timers } = assemble(host, provide)
    yield* recover
    const beat = Effect.suspend(() => store.heartbeat(host.now()))
    if (definition.heartbeat !== undefined && needsHeartbeat(definition)) {
      const every = Duration.millis(definition.heartbeat)
      host.forkWaiting(Effect.forever(Effect.delay(Effect.ignoreLogged(beat), every)))
    }
    const inbox = InboxBridge.make(host, door)
    const http = definition.inbox === undefined ? undefined : InboxHttp.make(inbox, definition.inbox)
    const front = Front.make(host, transports, { accept: door.accept, forget: keeping.forget, inbox: http })
    return {
      ...keeping,
      definition,
      accept: door.accept,
      handle: front.handle,
      bodyLimit: front.bodyLimit,
      signal: (request) => Signalling.send(host, door, request),
      broadcast: (request) => Broadcast.send(host, door, request),
      withdraw: (id, outbound) => withdraw(host, door, id, outbound),
      inbox,
      ledger: (id) => Records.ledger(store, id),
      tick: Effect.gen(function*() {
        yield* host.busy.idle
        yield* recover
        alarm.ring()
        yield* timers.look
        yield* host.busy.idle
      }),
      busy: host.busy.count,
      idle: host.busy.idle,
      observe: host.observe,
      conversation: (id) => Effect.map(store.load(id), ({ conversation }) => conversation),
      drain: Effect.sync(host.close),
      heartbeat: beat
    }
  }
)

/** A running bot. */
export class Bot extends Context.Tag("@parley/core/Bot")<Bot, Service>() {
  /**
   * Runs a bot as long as the scope lasts. Fails when its parts do not fit together. When the scope closes it takes no more
   * turns, waits for what is under way up to `grace`, and gives its leases back; what is left is durable.
   */
  static readonly layer = <R>(
    definition: BotDefinition<R>
  ): Layer.Layer<
    Bot,
    BotProblem.BotProblem | ConversationStore.StoreError,
    ConversationStore.ConversationStore | Transport.Transports | R
  > => Layer.scoped(this, make(definition))
}
