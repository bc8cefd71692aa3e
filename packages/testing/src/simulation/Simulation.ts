/**
 * A whole world in one process: a bot behind the real Messenger adapter, the Graph API emulator before it, people, a human
 * agent, and one virtual time over all of them. A person's line becomes a signed webhook, its bytes go through the
 * adapter, the bot's calls go to the emulator, and what people see comes back.
 *
 * @module
 */
import type { BotDefinition, Happening, Json } from "@parley/core"
import { ConversationStore, MemoryStore, VirtualTime } from "@parley/core"
import { GraphHttp, messenger, type MessengerSettings, Packs } from "@parley/messenger-adapter"
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as Pattern from "../convo/Pattern.ts"
import type { AgentAct, Trouble } from "../convo/Script.ts"
import type { World } from "../convo/World.ts"
import { WorldError } from "../convo/World.ts"
import * as Emulator from "../emulator/Emulator.ts"
import type { Person } from "../emulator/Person.ts"
import type * as Settings from "../emulator/Settings.ts"
import type { BotProcess } from "./BotProcess.ts"
import * as BotProcesses from "./BotProcess.ts"
import * as DeclaredStore from "./DeclaredStore.ts"
import { Escapes } from "./Escapes.ts"
import { GraphCalls } from "./GraphCalls.ts"
import { Guests } from "./Guests.ts"
import * as Loose from "./Loose.ts"
import * as PersonActs from "./PersonActs.ts"
import * as Place from "./Place.ts"
import { Sights } from "./Sights.ts"
import * as Subscribed from "./Subscribed.ts"
import * as TaskCourses from "./TaskCourses.ts"
import * as Templates from "./Templates.ts"
import { Turns } from "./Turns.ts"
import * as Why from "./Why.ts"

/** What a simulation is made of. */
export interface Options {
  readonly bot: BotDefinition.BotDefinition
  /** Where time begins, in milliseconds since the epoch; 2026-01-01T00:00Z unless given. */
  readonly start?: number
  /** The seed of ids and random numbers; 1 unless given. */
  readonly seed?: number
  /** The language of the people, as `es_ES`. */
  readonly locale?: string
  /** Where the people are, as the platform knows it: `EU`, `US`; nowhere in particular unless given. */
  readonly region?: string | undefined
  /** Where conversations live; in memory unless given. It outlives crashes of the bot. */
  readonly store?: Layer.Layer<ConversationStore.ConversationStore, unknown>
  /** The channel; `messenger` unless given. */
  readonly channel?: "messenger" | "instagram"
  /** The rules of the bot and of the platform: those of the day, or those of the seed pages; `current` unless given. */
  readonly pack?: Packs.Name | undefined
  /** What the account was approved for; `humanAgent` and `utility` unless given. */
  readonly approvals?: ReadonlyArray<MessengerSettings.Approval>
  /** The utility templates of the account, on the platform and in the settings of the bot; none, and undeclared, unless given. */
  readonly templates?: ReadonlyArray<Settings.UtilityTemplate> | undefined
  /** How long real work of services may stay away, in real milliseconds; 5,000 unless given. */
  readonly guard?: number
  /** Hears all that the bot does. */
  readonly watch?: Happening.Listener
  /** Whether nothing is logged; failures that were asked for are no news. */
  readonly quiet?: boolean
}

const page = "101010101010101"
const appId = "202020202020202"
const secrets = { token: "EAAsimulation", appSecret: "simulated-app-secret", verifyToken: "simulated" }

const reasonOf = (cause: Cause.Cause<unknown>): string => {
  const error = Cause.squash(cause)
  return error instanceof Error ? error.message : String(error)
}

const orWorldError = <A>(effect: Effect.Effect<A, unknown>): Effect.Effect<A, WorldError> =>
  Effect.catchAllCause(effect, (cause) => Effect.fail(new WorldError({ reason: reasonOf(cause) })))

/** A world with what stands behind it, for those who judge it from outside. */
export interface Opened {
  readonly world: World
  readonly emulator: Emulator.Service
  readonly calls: GraphCalls
  /** A person of the world, made at the first mention. */
  readonly person: (who: string) => Effect.Effect<Person, WorldError>
}

/** Makes a world with a bot in it. It ends with the scope. Fails when a part of the bot cannot be built. */
export const make = (options: Options): Effect.Effect<World, WorldError, Scope.Scope> =>
  Effect.map(open(options), ({ world }) => world)

/** As `make`, with what stands behind the world. */
export const open: (options: Options) => Effect.Effect<Opened, WorldError, Scope.Scope> = Effect.fnUntraced(
  function*(options: Options) {
    const escapes = new Escapes()
    const time = VirtualTime.make({
      outside: escapes,
      ...(options.start === undefined ? {} : { start: options.start }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.guard === undefined ? {} : { guard: options.guard })
    })
    const scope = yield* Scope.make()
    const run = <A>(effect: Effect.Effect<A, unknown>) => orWorldError(time.run(effect))
    let running: BotProcess | undefined
    const stop = Effect.suspend(() => {
      const stopped = running
      running = undefined
      return stopped === undefined ? Effect.void : run(stopped.close)
    })
    // Whatever is closed is closed under this time: fibers of the simulation run nowhere else.
    const end = Effect.ignore(stop).pipe(
      Effect.zipRight(Effect.ignore(time.run(Scope.close(scope, Exit.void)))),
      Effect.zipRight(Effect.sync(() => escapes.close()))
    )
    // Not by `Effect.addFinalizer`, which compares all that two fibers know before and after each of them.
    yield* Scope.addFinalizer(yield* Effect.scope, end)

    const store = options.store === undefined
      ? MemoryStore.make()
      : DeclaredStore.make(
        Context.get(
          yield* run(time.declare("the store's start")(Layer.buildWithScope(options.store, scope))),
          ConversationStore.ConversationStore
        ),
        time
      )
    const { approvals = ["humanAgent", "utility"], channel = "messenger", pack = "current" } = options
    const rules = Packs.named(pack, channel)
    const calls = new GraphCalls()
    const courses = TaskCourses.make()
    const sights = new Sights(appId)
    const people = new Map<string, Person>()
    const turns = new Turns()
    const guests = new Guests()
    const idsOf = (psid: string) => guests.all({ channel, account: page, person: psid })
    /** The person's own conversation, or the guest's while only that one had a turn. */
    const idOf = ({ psid }: { readonly psid: string }) =>
      idsOf(psid).find((id) => turns.of(id) !== undefined) ?? { channel, account: page, person: psid }
    let problems: Array<string> = []
    let calledFrom = 0

    const emulator: Emulator.Service = yield* run(Scope.extend(
      Emulator.make({
        pages: [{
          id: page,
          appId,
          ...secrets,
          channel,
          defaultApp: appId,
          fields: Subscribed.fields(channel),
          approvals: {
            humanAgent: approvals.includes("humanAgent"),
            utility: approvals.includes("utility"),
            news: approvals.includes("news")
          },
          templates: options.templates ?? []
        }],
        strict: { rules: pack === "seeds" ? "seeds" : "byDate", adWindow: "7 days" },
        clock: time.clock,
        seed: options.seed ?? 1,
        deliver: (request) => running === undefined ? Effect.fail("down") : running.handle(request)
      }),
      scope
    ))
    const momentOf = (psid: string) => Place.moment(turns.of(idOf({ psid })), rules, time.now())
    emulator.watch((sight) => sights.see(sight, () => momentOf(sight.psid)))

    const http: GraphHttp.Service = {
      request: (request) => {
        const call = calls.note(request)
        return Effect.mapBoth(emulator.graph(request), {
          onSuccess: (response) => {
            call.answer = response
            return response
          },
          onFailure: () => new GraphHttp.Unanswered({ reason: "the connection was closed" })
        })
      }
    }
    const transport = messenger({
      accounts: [{
        channel,
        id: page,
        appId,
        token: secrets.token,
        appSecret: secrets.appSecret,
        approvals,
        // Instagram has none, whatever convos for Messenger may send.
        ...(options.templates === undefined || channel === "instagram"
          ? {}
          : { templates: Templates.declared(options.templates) })
      }],
      pack,
      verifyToken: secrets.verifyToken,
      // Where the emulator sends webhooks, whatever the channel.
      path: "/webhook",
      http
    })
    const start = Effect.suspend(() =>
      Effect.map(
        run(BotProcesses.start({
          time,
          definition: options.bot,
          store,
          transport,
          courses,
          ...(options.watch === undefined ? {} : { watch: options.watch }),
          ...(options.quiet === undefined ? {} : { quiet: options.quiet }),
          onProblem: (problem) => {
            problems.push(problem)
          },
          onTurn: (turn) => turns.see(turn)
        })),
        (started) => {
          running = started
        }
      )
    )
    yield* start

    const person = (who: string): Effect.Effect<Person, WorldError> => {
      const known = people.get(who)
      if (known !== undefined) return Effect.succeed(known)
      const named = {
        name: who,
        ...(options.locale === undefined ? {} : { locale: options.locale }),
        ...(options.region === undefined ? {} : { region: options.region })
      }
      return Effect.map(emulator.person(named), (made) => {
        people.set(who, made)
        return made
      })
    }

    const trouble = (what: Trouble): Effect.Effect<void, WorldError> => {
      switch (what._tag) {
        case "Crash":
          return Effect.suspend(() => {
            const killed = running
            running = undefined
            return killed === undefined ? Effect.void : run(killed.kill)
          })
        case "Restart":
          // What waited while the bot was down is delivered at once, as the platform would within a minute.
          return Effect.zipRight(stop, Effect.zipRight(start, run(emulator.flush)))
        case "Task":
          return Effect.sync(() => courses.plan(what.task, what.course))
        default:
          return emulator.inject(PersonActs.fault(what))
      }
    }

    const signal = (who: string, name: string, payload: Json.Json | undefined): Effect.Effect<void, WorldError> =>
      Effect.flatMap(person(who), (to) => {
        if (running === undefined) {
          return Effect.fail(new WorldError({ reason: "The bot is down; restart it before a signal." }))
        }
        return run(Effect.forkDaemon(
          running.within(running.bot.signal({ name, payload: payload ?? {}, to: idOf(to) })).pipe(
            Effect.catchAllCause((cause) =>
              Effect.sync(() => {
                problems.push(reasonOf(cause))
              })
            )
          )
        ))
      })

    const bridge = (who: string, act: AgentAct): Effect.Effect<void, WorldError> =>
      Effect.flatMap(person(who), (to) => {
        if (running === undefined) {
          return Effect.fail(
            new WorldError({ reason: "The bot is down; restart it before someone writes through it." })
          )
        }
        const { inbox } = running.bot
        return run(Effect.forkDaemon(running.within(
          act._tag === "Says"
            ? inbox.write({ to: idOf(to), by: "agent", message: Pattern.fill(act.text, {}) })
            : inbox.handBack(idOf(to), "agent")
        )))
      })

    const agent = (who: string, act: AgentAct): Effect.Effect<void, WorldError> =>
      act._tag !== "Takes" && act.bridge === true ?
        bridge(who, act) :
        Effect.flatMap(
          person(who),
          ({ psid }) =>
            run(Effect.flatMap(emulator.inbox({ page, psid }), (inbox): Effect.Effect<unknown, unknown> => {
              switch (act._tag) {
                case "Says":
                  return inbox.says(Pattern.fill(act.text, {}))
                case "Takes":
                  return inbox.takes()
                case "Returns":
                  return inbox.passes()
              }
            }))
        )

    const world: World = {
      now: time.now,
      begin: () => {
        turns.begin()
        calledFrom = calls.all.length
      },
      acts: (who, act) =>
        // What people do is done in one step, and needs no fiber of its own.
        Effect.flatMap(person(who), (found) =>
          orWorldError(Effect.flatten(time.act(() => Effect.runSyncExit(PersonActs.does(found, act, guests)))))),
      happenings: (who) => {
        const known = people.get(who)
        return known === undefined ? [] : sights.of(known.psid)
      },
      calls: () => calls.all,
      marks: (who, message) =>
        Effect.flatMap(
          person(who),
          (found) =>
            Effect.map(run(Effect.forEach(idsOf(found.psid), store.outbox)), (rows) => {
              const row = rows.flat().find(({ receipt }) => receipt?._tag === "Sent" && receipt.mid === message.id)
              const lane = row?.outbound.lane
              const shown = found.transcript.find(({ mid }) => mid === message.id)
              return [
                ...(row?.outbound.discloses === true ? ["disclosure"] : []),
                ...(lane === undefined ? [] : [lane.lane]),
                ...(lane?.tag === undefined ? [] : [`tag:${lane.tag}`]),
                ...(shown?.sponsored === true ? ["label:Sponsored"] : [])
              ]
            })
        ),
      standing: (who) =>
        Effect.flatMap(
          person(who),
          (found) =>
            Effect.map(run(store.load(idOf(found))), ({ conversation }) =>
              Place.standing(conversation, rules, time.now()))
        ),
      advance: (millis) => orWorldError(time.advance(millis)),
      signal,
      agent,
      trouble,
      problems: () => {
        const found = problems
        problems = []
        const untaken = running === undefined || emulator.waiting() === 0
          ? []
          : Effect.runSync(emulator.pending).filter(({ attempts }) => attempts > 0)
        return untaken.length === 0
          ? found
          : [
            ...found,
            `The bot did not take ${untaken.length} webhooks (${untaken.map(({ field }) => field).join(", ")}).`
          ]
      },
      moment: (who) => {
        const known = people.get(who)
        return known === undefined ? Place.moment(undefined, rules, time.now()) : momentOf(known.psid)
      },
      unhandled: () => Loose.unhandled(turns.all()),
      open: () =>
        Effect.match(time.lookOutside, {
          onFailure: (left) => [left.message],
          onSuccess: () => {
            const tasks = turns.conversations().flatMap(Loose.tasks)
            // The dots of a task that runs are its own.
            return tasks.length > 0
              ? tasks
              : [...people].flatMap(([who, { psid }]) => Loose.typing(who, sights.types(psid)))
          }
        }),
      why: (who) =>
        Effect.flatMap(
          person(who),
          (found) =>
            Effect.flatMap(Effect.orElseSucceed(run(store.journal(idOf(found), 0)), () => []), (journal) =>
              Effect.map(emulator.pending, (pending) =>
                Why.make({
                  definition: options.bot,
                  conversation: turns.of(idOf(found)),
                  turns: turns.all().filter(({ after }) =>
                    after.id.person === idOf(found).person
                  ),
                  journal,
                  calls: calls.all.slice(calledFrom),
                  undelivered: pending.map(({ field }) => field),
                  running: running !== undefined,
                  now: time.now()
                })))
        )
    }
    return { world, emulator, calls, person }
  }
)
