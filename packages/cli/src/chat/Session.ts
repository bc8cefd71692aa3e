/**
 * A bot to talk to on this machine: the bot behind the real Messenger adapter and a real webhook, the emulated Graph API on
 * a port of its own, both kept in files, and one clock over both that can be turned.
 *
 * @module
 */
import type { Bot, BotDefinition, Conversation, ConversationStore, Happening, Json, VirtualTime } from "@parley/core"
import { NodeServer } from "@parley/core"
import { sqlite } from "@parley/core/sqlite"
import { messenger, SubscribedFields } from "@parley/messenger-adapter"
import { type Bots, Emulator, EmulatorServer, Place, Templates, type World } from "@parley/testing"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as ExecutionStrategy from "effect/ExecutionStrategy"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Scope from "effect/Scope"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import * as Accounts from "./Accounts.ts"
import * as Port from "./Port.ts"
import * as Running from "./Running.ts"
import * as SentBodies from "./SentBodies.ts"

/** The bot or the emulator cannot be started here. */
export class SessionError extends Schema.TaggedError<SessionError>()("SessionError", { reason: Schema.String }) {
  override get message() {
    return this.reason
  }
}

/** What a session is made from. */
export interface Options {
  readonly name: string
  readonly definition: BotDefinition.BotDefinition
  /**
   * The utility templates of the emulated platform; none unless given. The bot knows the same: another one is refused before it is
   * said. Unless given it takes templates at their word.
   */
  readonly templates?: Bots.Config["templates"]
  /** The accounts of the bot; one on each channel, approved for everything under the rules of the day, unless given. */
  readonly accounts?: ReadonlyArray<Bots.Account>
  /** The folder for the files; made when it is not there. */
  readonly folder: string
  /** Ports to listen on; 0 takes a free one. Without one a usual port is taken, or a free one when that is in use. */
  readonly port: number | undefined
  readonly graphPort: number | undefined
}

/** Something went wrong that whoever makes the bot should know of; `dialogue` and `states` are where the conversation stands. */
export interface Failure extends Pick<World.Standing, "dialogue" | "states"> {
  readonly reason: string
}

/** A bot that runs, people before it, and the time between them. */
export interface Session {
  /** The first person of the first account: who sits at the terminal. */
  readonly person: Emulator.Person
  /** Those that the bot runs for: at least one on each channel. */
  readonly accounts: ReadonlyArray<Accounts.Account>
  readonly emulator: Emulator.Service
  /** The template that a message of the bot is, as it was sent. */
  readonly sent: (mid: string) => Json.Json | undefined
  readonly store: ConversationStore.Service
  readonly webhook: string
  readonly graph: string
  /** The bot that runs now. */
  readonly bot: () => Bot.Service
  /** Lets another build of the bot go on in place of the one that runs; that one goes on where the other cannot start. */
  readonly replace: (definition: BotDefinition.BotDefinition) => Effect.Effect<void, SessionError>
  /** Calls the listener for what the bot does from now on, whichever build of it. */
  readonly observe: (listener: Happening.Listener) => () => void
  /** Calls the listener for what the person sees from now on. */
  readonly watch: (listener: (sight: Emulator.Sight) => void) => () => void
  /** Calls the listener for what fails from now on, such as a turn or a task. */
  readonly failures: (listener: (failure: Failure) => void) => () => void
  readonly now: () => number
  /** Waits until nothing is under way; the pauses of typing pass at once. */
  readonly settle: Effect.Effect<void, VirtualTime.Unsettled>
  /** Moves the clock on, through everything that is due on the way. The clock stays ahead over restarts. */
  readonly wait: (length: Duration.Duration) => Effect.Effect<void, VirtualTime.Unsettled>
  readonly standing: Effect.Effect<
    { readonly standing: World.Standing; readonly conversation: Conversation.Conversation },
    ConversationStore.StoreError | ConversationStore.CorruptConversation
  >
}

const real = Clock.make()

/** The emulator reads the session's clock less its own kept offset, so that both always show the same time. */
const behind = (time: VirtualTime.Service, offset: () => number): Clock.Clock => ({
  [Clock.ClockTypeId]: Clock.ClockTypeId,
  unsafeCurrentTimeMillis: () => time.now() - offset(),
  unsafeCurrentTimeNanos: () => BigInt(Math.round(time.now() - offset())) * 1_000_000n,
  currentTimeMillis: Effect.sync(() => time.now() - offset()),
  currentTimeNanos: Effect.sync(() => BigInt(Math.round(time.now() - offset())) * 1_000_000n),
  sleep: (length) => time.clock.sleep(length)
})

/** Starts the emulator and the bot; both end with the scope. Must run under `time.provide`. */
export const start = (
  options: Options,
  time: VirtualTime.Service
): Effect.Effect<Session, SessionError, Scope.Scope> =>
  Effect.mapError(inFreePorts(options, time), (error) =>
    new SessionError({
      reason: isOfFiles(error)
        ? `${error.message} The files of this chat are in ${options.folder}: end another parley chat that uses them, `
          + "give a folder of your own with --folder, or delete that one to begin anew."
        : error.message
    }))

const ofFiles = new Set(["StorageError", "StoreError", "StoreInUse", "StoreForeign", "StoreTooNew", "Folder"])

const isOfFiles = (error: { readonly _tag: string }): boolean => ofFiles.has(error._tag)

/** The folder for the files cannot be made. */
class Folder extends Schema.TaggedError<Folder>()("Folder", { folder: Schema.String, reason: Schema.String }) {
  override get message() {
    return `The folder ${this.folder} cannot be made: ${this.reason}.`
  }
}

/** How often ports are looked for again that another process took between the look and the listening. */
const looks = 5

/** A port that is free when it is looked at may be taken a moment later: everything is put down again, and others are looked for. */
const inFreePorts = (options: Options, time: VirtualTime.Service, left = looks): ReturnType<typeof assemble> =>
  Effect.gen(function*() {
    const scope = yield* Scope.fork(yield* Effect.scope, ExecutionStrategy.sequential)
    const exit = yield* Effect.exit(Scope.extend(assemble(options, time), scope))
    if (Exit.isSuccess(exit)) return exit.value
    yield* Scope.close(scope, exit)
    const failure = Cause.failureOption(exit.cause)
    const again = left > 1 && Option.isSome(failure) && Port.wasTaken(failure.value)
    return yield* again ? inFreePorts(options, time, left - 1) : exit
  })

/** The real adapter of an account, before the emulated Graph API. */
const transport = (account: Accounts.Account, graphBaseUrl: string, templates: Options["templates"]) => {
  const { appId, appSecret, approvals, channel, id, pack, path, token, verifyToken } = account
  return messenger({
    accounts: [{
      channel,
      id,
      token,
      appSecret,
      appId,
      approvals,
      // Instagram has none.
      ...(templates === undefined || channel === "instagram" ? {} : { templates: Templates.declared(templates) })
    }],
    pack,
    path,
    verifyToken: Redacted.make(verifyToken),
    graphBaseUrl,
    silence: false
  })
}

/** A page of the emulator for an account. */
const pageOf = (account: Accounts.Account, port: number, templates: Options["templates"]) => {
  const { appId, appSecret, approvals, channel, id, name, path, token, verifyToken } = account
  return {
    id,
    appId,
    token,
    appSecret,
    verifyToken,
    channel,
    name,
    webhookUrl: `http://127.0.0.1:${port}${path}`,
    fields: SubscribedFields.of(channel, "facebook"),
    approvals: {
      humanAgent: approvals.includes("humanAgent"),
      utility: approvals.includes("utility"),
      news: approvals.includes("news")
    },
    templates: channel === "messenger" ? templates ?? [] : []
  }
}

const assemble = (options: Options, time: VirtualTime.Service) =>
  Effect.gen(function*() {
    yield* Effect.try({
      try: () => mkdirSync(options.folder, { recursive: true }),
      catch: (error) =>
        new Folder({ folder: options.folder, reason: error instanceof Error ? error.message : String(error) })
    })
    let offset = 0
    const port = yield* Port.choose(options.port, 4310)
    const webhook = `http://127.0.0.1:${port}/webhook`
    const accounts = Accounts.of(options.accounts)
    const emulator = yield* Emulator.make({
      pages: accounts.map((account) => pageOf(account, port, options.templates)),
      // It judges all of its pages by the same rules: those of the seed pages only where all accounts are under them.
      strict: { rules: accounts.every(({ pack }) => pack === "seeds") ? "seeds" : "byDate" },
      clock: behind(time, () => offset),
      storage: join(options.folder, "emulator.db")
    })
    const sent = SentBodies.noting(emulator)
    offset = yield* emulator.offset
    // Not more than is lacking: the clock is ahead already where ports are looked for again.
    yield* time.advance(Math.max(0, offset - (time.now() - real.unsafeCurrentTimeMillis())))
    const graph = yield* EmulatorServer.listen(sent.emulator, { port: yield* Port.choose(options.graphPort, 4311) })

    const running = yield* Running.make({
      definition: options.definition,
      store: sqlite(join(options.folder, `${options.name}.db`)),
      transports: accounts.map((account) => transport(account, graph.url, options.templates)),
      time
    })
    yield* NodeServer.make(running, { port, host: "127.0.0.1" })

    yield* Effect.acquireRelease(
      Effect.sync(() => [time.watch("the bot", running.busy), time.watch("the emulator", emulator.busy)]),
      (stops) => Effect.sync(() => stops.forEach((stop) => stop()))
    )
    const [first] = accounts
    const known = yield* emulator.people(first?.id)
    const person = known[0] ?? (yield* emulator.person({ name: "You" }))
    const id = { channel: first?.channel ?? "messenger", account: person.page, person: person.psid }
    yield* emulator.flush

    // Time that was skipped stays skipped: the next process begins no earlier than this one ended.
    const keepLead = Effect.suspend(() => {
      const more = Math.max(0, time.now() - real.unsafeCurrentTimeMillis() - offset)
      return Effect.tap(emulator.advance(more), () => {
        offset += more
      })
    })

    const standingOf = (conversation: Conversation.Conversation): World.Standing => {
      const its = accounts.find((one) => one.id === conversation.id.account)
      const rules = Accounts.rules(its ?? { channel: "messenger", pack: "current" })
      return Place.standing(conversation, rules, time.now())
    }

    const session: Session = {
      person,
      accounts,
      emulator,
      sent: sent.of,
      store: running.store,
      bot: running.bot,
      replace: (definition) =>
        Effect.mapError(running.replace(definition), ({ message }) => new SessionError({ reason: message })),
      observe: running.observe,
      webhook,
      graph: graph.url,
      watch: (listener) => person.watch(listener),
      failures: (listener) => {
        let stands: Pick<World.Standing, "dialogue" | "states"> = { dialogue: undefined, states: [] }
        return running.observe((happening) => {
          // A failure is told right after its turn, which left the conversation where it stood.
          if (happening._tag === "TurnCommitted") stands = standingOf(happening.conversation)
          if (happening._tag === "Failed") listener({ ...stands, reason: happening.reason })
        })
      },
      now: time.now,
      settle: Effect.zipRight(time.settle, keepLead),
      wait: (length) => Effect.zipRight(time.advance(length), keepLead),
      standing: Effect.map(Effect.suspend(() => running.bot().conversation(id)), (conversation) => ({
        conversation,
        standing: standingOf(conversation)
      }))
    }
    return session
  })
