/**
 * A person with a phone: what they do and what they see.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as AccountLinks from "./AccountLinks.ts"
import * as Acts from "./Acts.ts"
import * as Deeds from "./Deeds.ts"
import type { Button, Entry } from "./Entry.ts"
import * as Entries from "./Entry.ts"
import * as Feedback from "./Feedback.ts"
import type { Grant } from "./Grant.ts"
import type { JsonObject } from "./JsonObject.ts"
import type { Feed, Sight } from "./Feed.ts"
import * as Leaves from "./Leaves.ts"
import * as MessengerProfile from "./MessengerProfile.ts"
import * as PublicActs from "./PublicActs.ts"
import * as Reach from "./Reach.ts"
import * as Stickers from "./Stickers.ts"
import * as Taps from "./Taps.ts"
import * as Threads from "./Thread.ts"
import * as Windows from "./Windows.ts"
import type { PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

/** No message of this conversation has this id. */
export class NoSuchMessage extends Schema.TaggedError<NoSuchMessage>()("NoSuchMessage", { mid: Schema.String }) {
  override get message(): string {
    return `No message ${this.mid} is in this conversation; take the id from the transcript or from what a send returned.`
  }
}

/** A file or a place that a person sends. */
export type Attachment =
  | { readonly type: "image" | "audio" | "video" | "file"; readonly url: string }
  | { readonly type: "sticker"; readonly id: string }
  | { readonly type: "location"; readonly latitude: number; readonly longitude: number; readonly title?: string }

/** The person has no series by this token. */
export class NoSuchSeries extends Schema.TaggedError<NoSuchSeries>()("NoSuchSeries", { token: Schema.String }) {
  override get message(): string {
    return `This person agreed to no series under the token ${this.token}; take it from what agreeing returned.`
  }
}

/**
 * What a tap did: what was sent, the address that was opened on the person's own phone, or the token of the leave that was
 * given.
 */
export type Tapped = { readonly mid: string } | { readonly opened: string } | { readonly token: string }

/** One person in conversation with one page. Reading properties gives what stands now. */
export interface Person {
  readonly page: string
  readonly psid: string
  readonly name: string
  readonly locale: string
  /** Writes a text; gives its message id. */
  readonly says: (text: string, options?: Acts.MessageOptions) => Effect.Effect<string>
  /** Taps a quick reply of the last message or a button of any message, by title or payload. */
  readonly taps: (titleOrPayload: string) => Effect.Effect<Tapped, Taps.NothingToTap>
  /** Sends media, a sticker or a place; gives the message id. */
  readonly sends: (attachment: Attachment, options?: Acts.MessageOptions) => Effect.Effect<string>
  /** A tap on the menu, an ice breaker, or a button that is no longer in sight. */
  readonly postback: (payload: string, title?: string) => Effect.Effect<string>
  /** Taps Get Started. */
  readonly getStarted: (options?: { readonly ref?: string }) => Effect.Effect<string>
  /** Opens an m.me or ig.me link with a `ref`; taps Get Started when there is no conversation yet. */
  readonly follows: (ref: string) => Effect.Effect<void>
  /** Opens such a link and does nothing more: without a conversation nobody is told, and no window opens. */
  readonly opensLink: (ref: string) => Effect.Effect<void>
  /** Clicks an ad and writes nothing, which opens no window. */
  readonly clicksAd: (ad: Acts.Ad) => Effect.Effect<void>
  /** Fills in the last survey that is open: a score and what they add to it, or words where it asks for words. */
  readonly rates: (answer: string) => Effect.Effect<void, Feedback.NothingToRate>
  /** Puts an emoji under a message. */
  readonly reacts: (mid: string, emoji: string) => Effect.Effect<void, NoSuchMessage>
  readonly unreacts: (mid: string) => Effect.Effect<void, NoSuchMessage>
  /** Reads all there is. */
  readonly reads: Effect.Effect<void>
  readonly edits: (mid: string, text: string) => Effect.Effect<void, NoSuchMessage>
  readonly unsends: (mid: string) => Effect.Effect<void, NoSuchMessage>
  /** Taps a Send-to-Messenger button on a web page. */
  readonly optsIn: (ref: string) => Effect.Effect<void>
  /** Ticks a checkbox of the page on a web page: the app learns `userRef`, and the id with the first message. */
  readonly ticksCheckbox: (ref: string, userRef: string) => Effect.Effect<void>
  /** Agrees to one later message, as by a request that is not in the transcript; gives the token. */
  readonly agreesToOneNotification: (payload: string) => Effect.Effect<string>
  /** Agrees to a series under a title, as by a request that is not in the transcript; gives the token. */
  readonly agreesToSeries: (title: string, payload?: string) => Effect.Effect<string>
  /** Stops the series of a token. */
  readonly stopsSeries: (token: string) => Effect.Effect<void, NoSuchSeries>
  /** Resumes a series that was stopped. */
  readonly resumesSeries: (token: string) => Effect.Effect<void, NoSuchSeries>
  /** Taps "Continue messages": the token of the series lives a year from now. */
  readonly renewsSeries: (token: string) => Effect.Effect<void, NoSuchSeries>
  /** Subscribes to the news of the page, or ends it. */
  readonly wantsNews: Effect.Effect<void>
  readonly wantsNoNews: Effect.Effect<void>
  /** Comments on a post of the page, or on its live broadcast; gives the comment's id. */
  readonly comments: (text: string, on?: "post" | "live") => Effect.Effect<string>
  /** Writes on the page's wall; gives the post's id. */
  readonly posts: (text: string) => Effect.Effect<string>
  /** One of the rarer things: a share, an answer to a form, a game, a linked account. */
  readonly does: (deed: Deeds.Deed) => Effect.Effect<Deeds.Done>
  /** Blocks the page; the next message or tap lifts it. */
  readonly blocks: Effect.Effect<void>
  readonly unblocks: Effect.Effect<void>
  /** Gives up the account; what they write, tap or post next brings it back. */
  readonly leaves: Effect.Effect<void>
  /** Every message, oldest first. */
  readonly transcript: ReadonlyArray<Entry>
  /** What can be tapped now. */
  readonly tappable: ReadonlyArray<Taps.Tappable>
  /** The entries of the menu: the person's own, else the page's in their language. A tap is a `postback`. */
  readonly menu: ReadonlyArray<Button>
  /** Whether the page is shown as typing. */
  readonly typing: boolean
  /** When the page marked the talk as seen, in milliseconds since the epoch. */
  readonly seen: number | undefined
  /** Up to when the person read, in milliseconds since the epoch. */
  readonly readUntil: number | undefined
  readonly blocked: boolean
  /** Whether the page may write without a tag, and until when it may or might. */
  readonly window: { readonly open: boolean; readonly until: number | undefined }
  /** The app that owns the talk; undefined: every app may answer. */
  readonly owner: string | undefined
  /** Calls the listener for each thing this person sees from now on; the answer ends it. */
  readonly watch: (listener: (sight: Sight) => void) => () => void
}

const tap = (actor: Acts.Actor, wanted: string): Effect.Effect<Tapped, Taps.NothingToTap> => {
  const found = Taps.find(actor.thread, wanted)
  if (found instanceof Taps.NothingToTap) return Effect.fail(found)
  if (found.kind === "quickReply") {
    const { contentType, payload, title } = found.reply
    // A reply for contact details carries what the person's profile holds.
    const datum = contentType === "user_phone_number"
      ? Reach.phone(actor.thread)
      : contentType === "user_email"
      ? `${actor.thread.psid}@example.com`
      : undefined
    return Effect.succeed({ mid: Acts.tapsQuickReply(actor, datum ?? title, datum ?? payload ?? title) })
  }
  if (found.kind === "optIn") return Effect.succeed({ token: Leaves.to(actor, found.entry, found.request) })
  if (found.kind === "renewal") {
    const grant = Leaves.under(actor, found.request)
    if (grant === undefined) return Effect.fail(new Taps.NothingToTap({ wanted, offered: [] }))
    Leaves.renews(actor, grant)
    return Effect.succeed({ token: grant.id })
  }
  const { button } = found
  if (button.type === "postback") {
    return Effect.succeed({ mid: Acts.postback(actor, button.title, button.payload ?? "") })
  }
  if (button.type === "account_unlink") {
    AccountLinks.unlinks(actor)
    return Effect.succeed({ opened: "" })
  }
  const address = button.url ?? button.payload ?? ""
  return Effect.succeed({ opened: button.type === "account_link" ? AccountLinks.open(actor, address) : address })
}

const attached = (actor: Acts.Actor, attachment: Attachment, options: Acts.MessageOptions | undefined): string => {
  if (attachment.type === "location") {
    const payload: JsonObject = {
      coordinates: { lat: attachment.latitude, long: attachment.longitude },
      ...(attachment.title === undefined ? {} : { title: attachment.title })
    }
    return Acts.sends(actor, { type: "location" }, payload, options)
  }
  if (attachment.type === "sticker") {
    const url = Stickers.address(attachment.id)
    return Acts.sends(
      actor,
      { type: "sticker", url, attachmentId: attachment.id },
      { url, sticker_id: attachment.id },
      options
    )
  }
  return Acts.sends(actor, { type: attachment.type, url: attachment.url }, { url: attachment.url }, options)
}

/** How things stand for a person. A class, as getters of a literal would keep their world after its end. */
class Standing {
  readonly #actor: Acts.Actor

  constructor(actor: Acts.Actor) {
    this.#actor = actor
  }

  get transcript(): Person["transcript"] {
    return this.#actor.thread.entries
  }

  get tappable(): Person["tappable"] {
    return Taps.all(this.#actor.thread)
  }

  get menu(): Person["menu"] {
    const { state, thread } = this.#actor
    return MessengerProfile.menuOf(state, thread.psid, thread.locale).map(Entries.button)
  }

  get typing(): boolean {
    return this.#actor.world.now() < this.#actor.thread.typingUntil
  }

  get seen(): number | undefined {
    return this.#actor.thread.seenAt
  }

  get readUntil(): number | undefined {
    return this.#actor.thread.readAt
  }

  get blocked(): boolean {
    return this.#actor.thread.blocked
  }

  get window(): Person["window"] {
    const { acts } = this.#actor.thread
    const book = Acts.bookOf(this.#actor)
    return { open: Windows.isOpen(acts, book, this.#actor.world.now()), until: Windows.until(acts, book) }
  }

  get owner(): string | undefined {
    const { state, thread, world } = this.#actor
    return Threads.owner(thread, state.page.defaultApp, world.now())
  }
}

/** The handle of a conversation. */
export const make = (world: World, state: PageState, thread: Threads.Thread, feed: Feed): Person => {
  const actor: Acts.Actor = { world, state, thread }
  const about = (mid: string, act: (entry: Entry) => void): Effect.Effect<void, NoSuchMessage> =>
    Effect.suspend(() => {
      const entry = Threads.find(thread, mid)
      return entry === undefined ? Effect.fail(new NoSuchMessage({ mid })) : Effect.sync(() => act(entry))
    })
  const series = (token: string, act: (grant: Grant) => void): Effect.Effect<void, NoSuchSeries> =>
    Effect.suspend(() => {
      const grant = Leaves.series(actor, token)
      return grant === undefined ? Effect.fail(new NoSuchSeries({ token })) : Effect.sync(() => act(grant))
    })
  const block = (blocked: boolean) =>
    Effect.sync(() => {
      thread.blocked = blocked
      Worlds.keepThread(world, thread)
      world.commit()
    })
  return Object.assign<Standing, Omit<Person, keyof Standing>>(new Standing(actor), {
    page: state.page.id,
    psid: thread.psid,
    name: thread.name,
    locale: thread.locale,
    says: (text, options) => Effect.sync(() => Acts.says(actor, text, options)),
    taps: (wanted) => Effect.suspend(() => tap(actor, wanted)),
    sends: (attachment, options) => Effect.sync(() => attached(actor, attachment, options)),
    postback: (payload, title = "Menu") => Effect.sync(() => Acts.postback(actor, title, payload)),
    getStarted: (options) =>
      Effect.sync(() =>
        Acts.postback(
          actor,
          "Get Started",
          MessengerProfile.getStartedPayload(state),
          options?.ref === undefined ? undefined : { ref: options.ref, source: "SHORTLINK", type: "OPEN_THREAD" }
        )
      ),
    follows: (ref) => Effect.sync(() => Acts.follows(actor, ref)),
    opensLink: (ref) => Effect.sync(() => Acts.opensLink(actor, ref)),
    clicksAd: (ad) => Effect.sync(() => Acts.clicksAd(actor, ad)),
    rates: (answer) => Effect.suspend(() => Feedback.rates(actor, answer) ? Effect.void : new Feedback.NothingToRate()),
    reacts: (mid, emoji) => about(mid, (entry) => Acts.reacts(actor, entry, emoji)),
    unreacts: (mid) => about(mid, (entry) => Acts.reacts(actor, entry, undefined)),
    reads: Effect.sync(() => Acts.reads(actor)),
    edits: (mid, text) => about(mid, (entry) => Acts.edits(actor, entry, text)),
    unsends: (mid) => about(mid, (entry) => Acts.unsends(actor, entry)),
    optsIn: (ref) => Effect.sync(() => PublicActs.optsIn(actor, ref)),
    ticksCheckbox: (ref, userRef) => Effect.sync(() => PublicActs.ticksCheckbox(actor, ref, userRef)),
    agreesToOneNotification: (payload) => Effect.sync(() => Leaves.toOne(actor, payload)),
    agreesToSeries: (title, payload) => Effect.sync(() => Leaves.toSeries(actor, title, payload)),
    stopsSeries: (token) => series(token, (grant) => Leaves.stops(actor, grant)),
    resumesSeries: (token) => series(token, (grant) => Leaves.resumes(actor, grant)),
    renewsSeries: (token) => series(token, (grant) => Leaves.renews(actor, grant)),
    wantsNews: Effect.sync(() => Leaves.toNews(actor, "wanted")),
    wantsNoNews: Effect.sync(() => Leaves.toNews(actor, "unwanted")),
    comments: (text, on) => Effect.sync(() => PublicActs.writes(actor, on === "live" ? "live" : "comment", text)),
    posts: (text) => Effect.sync(() => PublicActs.writes(actor, "post", text)),
    does: (deed) => Effect.sync(() => Deeds.run(actor, deed)),
    blocks: block(true),
    unblocks: block(false),
    leaves: Effect.sync(() => {
      thread.unreachable = true
      Worlds.keepThread(world, thread)
      world.commit()
    }),
    watch: (listener) =>
      feed.listen((sight) => {
        if (sight.psid === thread.psid && sight.page === thread.page) listener(sight)
      })
  })
}
