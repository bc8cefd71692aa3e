/**
 * A person with a phone: what they do and what they see.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Acts from "./Acts.ts"
import type { Entry } from "./Entry.ts"
import type { JsonObject } from "./JsonObject.ts"
import type { Feed, Sight } from "./Feed.ts"
import * as Taps from "./Taps.ts"
import * as Threads from "./Thread.ts"
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

/** What a tap did: what was sent, or the address that was opened on the person's own phone. */
export type Tapped = { readonly mid: string } | { readonly opened: string }

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
  /** Opens an m.me link with a `ref`. */
  readonly follows: (ref: string) => Effect.Effect<void>
  /** Puts an emoji under a message. */
  readonly reacts: (mid: string, emoji: string) => Effect.Effect<void, NoSuchMessage>
  readonly unreacts: (mid: string) => Effect.Effect<void, NoSuchMessage>
  /** Reads all there is. */
  readonly reads: Effect.Effect<void>
  readonly edits: (mid: string, text: string) => Effect.Effect<void, NoSuchMessage>
  readonly unsends: (mid: string) => Effect.Effect<void, NoSuchMessage>
  /** Taps a Send-to-Messenger button on a web page. */
  readonly optsIn: (ref: string) => Effect.Effect<void>
  /** Taps "Notify me" under a one-time notification request; gives the token. */
  readonly agreesToOneNotification: (payload: string) => Effect.Effect<string>
  /** Comments on a post of the page; gives the comment's id. */
  readonly comments: (text: string) => Effect.Effect<string>
  /** Writes on the page's wall; gives the post's id. */
  readonly posts: (text: string) => Effect.Effect<string>
  /** Blocks the page; the next message or tap lifts it. */
  readonly blocks: Effect.Effect<void>
  readonly unblocks: Effect.Effect<void>
  /** Every message, oldest first. */
  readonly transcript: ReadonlyArray<Entry>
  /** What can be tapped now. */
  readonly tappable: ReadonlyArray<Taps.Tappable>
  /** Whether the page is shown as typing. */
  readonly typing: boolean
  /** When the page marked the talk as seen, in milliseconds since the epoch. */
  readonly seen: number | undefined
  /** Whether the page may write without a tag, and until when it may or might. */
  readonly window: { readonly open: boolean; readonly until: number | undefined }
  /** The app that owns the talk; undefined: every app may answer. */
  readonly owner: string | undefined
  /** Calls the listener for each thing this person sees from now on; the answer ends it. */
  readonly watch: (listener: (sight: Sight) => void) => () => void
}

const phone = (thread: Threads.Thread): string => `+1555${thread.psid.slice(-7)}`

const tap = (actor: Acts.Actor, wanted: string): Effect.Effect<Tapped, Taps.NothingToTap> => {
  const found = Taps.find(actor.thread, wanted)
  if (found instanceof Taps.NothingToTap) return Effect.fail(found)
  if (found.kind === "quickReply") {
    const { contentType, payload, title } = found.reply
    // A reply for contact details carries what the person's profile holds.
    const datum = contentType === "user_phone_number"
      ? phone(actor.thread)
      : contentType === "user_email"
      ? `${actor.thread.psid}@example.com`
      : undefined
    return Effect.succeed({ mid: Acts.tapsQuickReply(actor, datum ?? title, datum ?? payload ?? title) })
  }
  const { button } = found
  return button.type === "postback"
    ? Effect.succeed({ mid: Acts.postback(actor, button.title, button.payload ?? "") })
    : Effect.succeed({ opened: button.url ?? button.payload ?? "" })
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
    const url = `https://emulator.invalid/sticker/${attachment.id}.png`
    return Acts.sends(
      actor,
      { type: "sticker", url, attachmentId: attachment.id },
      { url, sticker_id: attachment.id },
      options
    )
  }
  return Acts.sends(actor, { type: attachment.type, url: attachment.url }, { url: attachment.url }, options)
}

/** The handle of a conversation. */
export const make = (world: World, state: PageState, thread: Threads.Thread, feed: Feed): Person => {
  const actor: Acts.Actor = { world, state, thread }
  const about = (mid: string, act: (entry: Entry) => void): Effect.Effect<void, NoSuchMessage> =>
    Effect.suspend(() => {
      const entry = Threads.find(thread, mid)
      return entry === undefined ? Effect.fail(new NoSuchMessage({ mid })) : Effect.sync(() => act(entry))
    })
  const block = (blocked: boolean) =>
    Effect.sync(() => {
      thread.blocked = blocked
      Worlds.keepThread(world, thread)
      world.commit()
    })
  return {
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
          Acts.getStartedPayload(state),
          options?.ref === undefined ? undefined : { ref: options.ref, source: "SHORTLINK", type: "OPEN_THREAD" }
        )
      ),
    follows: (ref) => Effect.sync(() => Acts.follows(actor, ref)),
    reacts: (mid, emoji) => about(mid, (entry) => Acts.reacts(actor, entry, emoji)),
    unreacts: (mid) => about(mid, (entry) => Acts.reacts(actor, entry, undefined)),
    reads: Effect.sync(() => Acts.reads(actor)),
    edits: (mid, text) => about(mid, (entry) => Acts.edits(actor, entry, text)),
    unsends: (mid) => about(mid, (entry) => Acts.unsends(actor, entry)),
    optsIn: (ref) => Effect.sync(() => Acts.optsIn(actor, ref)),
    agreesToOneNotification: (payload) => Effect.sync(() => Acts.agreesToOneNotification(actor, payload)),
    comments: (text) => Effect.sync(() => Acts.comments(actor, "comment", text)),
    posts: (text) => Effect.sync(() => Acts.comments(actor, "post", text)),
    blocks: block(true),
    unblocks: block(false),
    get transcript() {
      return thread.entries
    },
    get tappable() {
      return Taps.all(thread)
    },
    get typing() {
      return world.now() < thread.typingUntil
    },
    get seen() {
      return thread.seenAt
    },
    get window() {
      return { open: Threads.windowOpen(thread, world.now()), until: thread.act?.until }
    },
    get owner() {
      return Threads.owner(thread, state.page.defaultApp, world.now())
    },
    watch: (listener) =>
      feed.listen((sight) => {
        if (sight.psid === thread.psid && sight.page === thread.page) listener(sight)
      })
  }
}
