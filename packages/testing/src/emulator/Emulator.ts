/**
 * A stateful stand-in for the Graph API: people write to pages, apps answer through the Send API, webhooks carry both
 * ways, and the platform's rules are judged on the emulator's own clock.
 *
 * In process it is a value with functions; `EmulatorServer` puts the same value on a port.
 *
 * @module
 */
import type * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import * as Deliveries from "./Deliveries.ts"
import * as Disk from "./Disk.ts"
import type { Fault } from "./Fault.ts"
import type { Sight } from "./Feed.ts"
import * as Graph from "./Graph.ts"
import type { GraphRequest, GraphResponse } from "./GraphCall.ts"
import * as Handshake from "./Handshake.ts"
import * as HttpDelivery from "./HttpDelivery.ts"
import * as Inboxes from "./Inbox.ts"
import type { Pending } from "./Pending.ts"
import * as Looks from "./PageLooks.ts"
import * as PageNews from "./PageNews.ts"
import * as People from "./Person.ts"
import * as PublicActs from "./PublicActs.ts"
import * as Queue from "./Queue.ts"
import * as Settings from "./Settings.ts"
import type { StorageError } from "./SqliteDriver.ts"
import type { Thread } from "./Thread.ts"
import * as TemplateApi from "./TemplateApi.ts"
import * as Twins from "./Twin.ts"
import * as Worlds from "./World.ts"

export type { Deed } from "./Deeds.ts"
export type { Deliver, WebhookAnswer, WebhookRequest } from "./Deliveries.ts"
export type { Button, Card, Entry, Media, QuickReply } from "./Entry.ts"
export type { Sight } from "./Feed.ts"
export type { GraphRequest, GraphResponse } from "./GraphCall.ts"
export type { Inbox } from "./Inbox.ts"
export type { Happening } from "./PageNews.ts"
export type { PageLooks } from "./PageLooks.ts"
export type { Pending } from "./Pending.ts"
export type { Attachment, Person, Tapped } from "./Person.ts"
export type { PageOptions, RetryOptions, Strictness, UtilityTemplate } from "./Settings.ts"
export { Fault } from "./Fault.ts"
export { ConnectionLost } from "./Graph.ts"
export { HandshakeFailed } from "./Handshake.ts"
export { NoSuchMessage, NoSuchSeries } from "./Person.ts"
export { everyField, isField } from "./Settings.ts"
export { StorageError } from "./SqliteDriver.ts"
export type { Review } from "./TemplateApi.ts"
export type { TwinOptions } from "./Twin.ts"
export { NothingToTap } from "./Taps.ts"
export type { Alert, KnownFile } from "./World.ts"

/** What an emulator is made from. */
export interface Options {
  readonly pages: ReadonlyArray<Settings.PageOptions>
  /** Carries webhooks to the app; without it they are POSTed to the `webhookUrl` of their page. */
  readonly deliver?: Deliveries.Deliver
  /** The clock that the emulator's own offset is added to; the surrounding `Clock` when not given. */
  readonly clock?: Clock.Clock
  /** A SQLite file that keeps everything over a restart; in memory when not given. */
  readonly storage?: string
  readonly strict?: Settings.Strictness
  readonly retry?: Settings.RetryOptions
  /** Files on the web that are missing, slow, too large or not what they are called; any other address is taken as it is. */
  readonly files?: ReadonlyArray<Worlds.KnownFile>
  /** Where ids start from; 1 when not given. The same acts in the same order give the same ids. */
  readonly seed?: number
}

/** The emulator has no such page. */
export class UnknownPage extends Schema.TaggedError<UnknownPage>()("UnknownPage", {
  page: Schema.String,
  pages: Schema.Array(Schema.String)
}) {
  override get message(): string {
    return `The emulator has no page ${this.page}; it was made with ${this.pages.join(", ")}.`
  }
}

/** How to find or make a person. */
export interface PersonOptions {
  /** The page's id; the first page when not given. */
  readonly page?: string
  /** An existing person's id, or the id a new one should have; a new id when not given. */
  readonly psid?: string
  readonly name?: string
  /** As the profile prints it, `en_US` for one. */
  readonly locale?: string
  /** Hours from UTC. */
  readonly timezone?: number
  /** Where the person is, as far as rules differ: `EU`, `JP`, `US`. Nowhere in particular when not given. */
  readonly region?: string
  /** As the profile prints it: `male`, `female`. */
  readonly gender?: string
  /** The account was made with a phone number: it has no profile. */
  readonly hidden?: boolean
}

/** The operations of an emulator. */
export interface Service {
  /** One call of the Graph API. */
  readonly graph: (request: GraphRequest) => Effect.Effect<GraphResponse, Graph.ConnectionLost>
  /** Finds or makes a person. An unknown page is a mistake of the caller and dies as `UnknownPage`. */
  readonly person: (options?: PersonOptions) => Effect.Effect<People.Person>
  /** The person with this id, if the page knows one. */
  readonly find: (psid: string, page?: string) => Effect.Effect<Option.Option<People.Person>>
  /** The people of a page, in the order in which they came. */
  readonly people: (page?: string) => Effect.Effect<ReadonlyArray<People.Person>>
  /** A new person who went through the same as this one up to a moment, as if that moment were now. */
  readonly twin: (
    person: { readonly page: string; readonly psid: string },
    options: Twins.TwinOptions
  ) => Effect.Effect<People.Person>
  /** What a page shows around its conversations, and what is set to go wrong. */
  readonly looks: (page?: string) => Looks.PageLooks
  /** The human agent's side of a conversation. */
  readonly inbox: (person: { readonly page: string; readonly psid: string }) => Effect.Effect<Inboxes.Inbox>
  /** Asks for a fault; on the first page when none is named. */
  readonly inject: (fault: Fault, page?: string) => Effect.Effect<void>
  /** Forgets the faults that did not strike yet. */
  readonly clearFaults: Effect.Effect<void>
  /** Milliseconds since the epoch on the emulator's clock. */
  readonly now: Effect.Effect<number>
  /** How far the emulator's clock is ahead of the one it was given, in milliseconds. */
  readonly offset: Effect.Effect<number>
  /** Turns the emulator's own clock forward. */
  readonly advance: (by: Duration.DurationInput) => Effect.Effect<void>
  /** Webhooks that are not answered yet, oldest first. */
  readonly pending: Effect.Effect<ReadonlyArray<Pending>>
  /** How many webhooks are not answered yet. */
  readonly waiting: () => number
  /** Sends everything that waits at once: what was put off after failures, and what a fault holds back. */
  readonly flush: Effect.Effect<void>
  /** Webhooks being sent or ready to be sent; those put off for later are not counted. */
  readonly busy: () => number
  /** Waits until nothing is being sent or ready to be sent. */
  readonly idle: Effect.Effect<void>
  /** Makes a page's token bad (`true`) or good again. */
  readonly expireToken: (expired: boolean, page?: string) => Effect.Effect<void>
  /** Restricts a page from sending, or lifts the restriction. */
  readonly restrict: (restricted: boolean, page?: string) => Effect.Effect<void>
  /** Ends the live broadcasts of a page: comments on them take no private reply any more. */
  readonly endBroadcasts: (page?: string) => Effect.Effect<void>
  /** Checks the app's webhook address as the dashboard does; fails with what is wrong. */
  readonly verifyWebhook: (page?: string) => Effect.Effect<void, Handshake.HandshakeFailed>
  /** What a page itself goes through, and what others do with it: each tells the app. */
  readonly happens: (happening: PageNews.Happening, page?: string) => Effect.Effect<void>
  /** Decides about a utility template; gives in how many languages the page has it. The app is told of each. */
  readonly reviewTemplate: (review: TemplateApi.Review, page?: string) => Effect.Effect<number>
  /** Puts a file on the web, or takes its faults away: later calls that name its address are judged by it. */
  readonly publish: (file: Worlds.KnownFile) => Effect.Effect<void>
  /** What the platform told the developer: webhooks that fail for a quarter of an hour, and the end of a subscription. */
  readonly alerts: Effect.Effect<ReadonlyArray<Worlds.Alert>>
  /** Calls the listener for everything that anybody sees from now on; the answer ends it. */
  readonly watch: (listener: (sight: Sight) => void) => () => void
  /** The sights after a sequence number, as far back as they are kept. */
  readonly sightsAfter: (seq: number) => ReadonlyArray<Sight>
  /** The sequence number of the last sight; 0 before the first. */
  readonly lastSight: () => number
  /** The pages, without their secrets. */
  readonly pages: ReadonlyArray<{
    readonly id: string
    readonly name: string
    readonly channel: "messenger" | "instagram"
    readonly appId: string
  }>
}

/** Makes an emulator; its workers end with the scope. */
export const make: (options: Options) => Effect.Effect<Service, StorageError, Scope.Scope> = Effect.fnUntraced(
  function*(options: Options) {
    const clock = options.clock ?? (yield* Effect.clock)
    const world = Worlds.make({
      pages: options.pages.map(Settings.page),
      strict: options.strict ?? {},
      clock,
      seed: options.seed ?? 1,
      disk: options.storage === undefined ? Disk.memory : yield* Disk.sqlite(options.storage),
      files: options.files ?? []
    })
    const deliver = options.deliver ?? (yield* HttpDelivery.make(options.pages))
    const deliveries = yield* Deliveries.make(world, deliver, clock, options.retry ?? {})
    const states = [...world.pages.values()]
    const pageOf = (id: string | undefined): Worlds.PageState => {
      const state = id === undefined ? states[0] : world.pages.get(id)
      // A wrong page is a mistake in the code that calls, not an outcome to handle.
      if (state === undefined) throw new UnknownPage({ page: id ?? "(none)", pages: [...world.pages.keys()] })
      return state
    }
    const handle = (state: Worlds.PageState, thread: Thread) => People.make(world, state, thread, world.feed)
    const onPage = (page: string | undefined, change: (state: Worlds.PageState) => void) =>
      Effect.sync(() => change(pageOf(page)))
    return {
      graph: Graph.make(world, clock, deliver),
      person: (wanted = {}) =>
        Effect.sync(() => {
          const state = pageOf(wanted.page)
          const known = wanted.psid === undefined ? undefined : state.threads.get(wanted.psid)
          return handle(state, known ?? newThread(world, state, wanted))
        }),
      find: (psid, page) =>
        Effect.sync(() => {
          const state = pageOf(page)
          return Option.map(Option.fromNullable(state.threads.get(psid)), (thread) => handle(state, thread))
        }),
      people: (page) =>
        Effect.sync(() => {
          const state = pageOf(page)
          return [...state.threads.values()].map((thread) => handle(state, thread))
        }),
      twin: ({ page, psid }, options) =>
        Effect.sync(() => {
          const state = pageOf(page)
          const thread = state.threads.get(psid) ?? newThread(world, state, { psid })
          return handle(state, Twins.make(world, state, thread, options))
        }),
      looks: (page) => Looks.of(pageOf(page)),
      inbox: ({ page, psid }) =>
        Effect.sync(() => {
          const state = pageOf(page)
          return Inboxes.make(world, state, state.threads.get(psid) ?? newThread(world, state, { psid }))
        }),
      inject: (fault, page) => onPage(page, (state) => state.faults.add(fault)),
      clearFaults: Effect.sync(() => {
        for (const state of states) {
          state.faults.clear()
          Queue.release(state)
        }
      }),
      now: Effect.sync(world.now),
      offset: Effect.sync(world.offset),
      advance: (by) =>
        Effect.sync(() => {
          world.shift(Duration.toMillis(by))
          world.commit()
          for (const state of states) state.wake()
        }),
      pending: Effect.sync(() =>
        states.flatMap(({ pending, held }) => [...pending, ...(held?.events ?? [])]).sort((a, b) => a.seq - b.seq)
      ),
      waiting: () => {
        let count = 0
        for (const { held, pending } of states) count += pending.length + (held?.events.length ?? 0)
        return count
      },
      flush: Effect.sync(() => {
        for (const state of states) Queue.hurry(state)
      }),
      busy: deliveries.busy,
      idle: deliveries.idle,
      expireToken: (expired, page) =>
        onPage(page, (state) => {
          state.expired = expired
        }),
      restrict: (restricted, page) =>
        onPage(page, (state) => {
          state.restricted = restricted
        }),
      endBroadcasts: (page) => onPage(page, (state) => PublicActs.endBroadcasts(world, state)),
      verifyWebhook: (page) =>
        Effect.suspend(() => {
          const state = pageOf(page)
          return Handshake.verify(deliver, state.page, world.ids.digits(10))
        }),
      happens: (happening, page) => onPage(page, (state) => PageNews.happens(world, state, happening)),
      reviewTemplate: (review, page) => Effect.sync(() => TemplateApi.review(world, pageOf(page), review)),
      publish: (file) =>
        Effect.sync(() => {
          world.files.set(file.url, file)
        }),
      alerts: Effect.sync(() => world.alerts.slice()),
      watch: world.feed.listen,
      sightsAfter: world.feed.after,
      lastSight: world.feed.last,
      pages: states.map(({ page }) => ({ id: page.id, name: page.name, channel: page.channel, appId: page.appId }))
    }
  }
)

const newThread = (world: Worlds.World, state: Worlds.PageState, wanted: PersonOptions): Thread => {
  const thread: Thread = {
    page: state.page.id,
    psid: wanted.psid ?? world.ids.psid(),
    name: wanted.name ?? "Test Person",
    locale: wanted.locale ?? "en_US",
    timezone: wanted.timezone ?? 0,
    ...(wanted.region === undefined ? {} : { region: wanted.region }),
    ...(wanted.gender === undefined ? {} : { gender: wanted.gender }),
    ...(wanted.hidden === true ? { hidden: true } : {}),
    blocked: false,
    acts: [],
    typingUntil: 0,
    entries: []
  }
  state.threads.set(thread.psid, thread)
  Worlds.keepThread(world, thread)
  world.commit()
  return thread
}

/** The emulator as a service. */
export class Emulator extends Context.Tag("@parley/testing/Emulator")<Emulator, Service>() {
  /** An emulator for the life of the layer. */
  static readonly layer = (options: Options): Layer.Layer<Emulator, StorageError> =>
    Layer.scoped(Emulator, make(options))
}
