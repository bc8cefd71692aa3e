/**
 * What the control API lets a person and an agent do, each with the JSON it takes.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Deed as Rarer } from "./Deeds.ts"
import type { Service } from "./Emulator.ts"
import type { Person } from "./Person.ts"
import * as Taps from "./Taps.ts"

/** What a person does here has no place on the page's channel. */
export class NotOnChannel extends Schema.TaggedError<NotOnChannel>()("NotOnChannel", { what: Schema.String }) {
  override get message(): string {
    return `Instagram has no ${this.what}; let the person write, or tap what a message offers.`
  }
}

/** One thing that can be done in a conversation. */
export interface Deed {
  readonly run: (emulator: Service, person: Person, input: unknown) => Effect.Effect<unknown, unknown>
}

const deed = <A, I>(
  schema: Schema.Schema<A, I>,
  run: (person: Person, input: A, emulator: Service) => Effect.Effect<unknown, unknown>
): Deed => {
  const decode = Schema.decodeUnknown(schema)
  return {
    run: (emulator, person, input) => Effect.flatMap(decode(input), (decoded) => run(person, decoded, emulator))
  }
}

/** What only Messenger has. */
const onMessenger = <A, E>(
  what: string,
  { page }: Person,
  { pages }: Service,
  act: Effect.Effect<A, E>
): Effect.Effect<A, E | NotOnChannel> =>
  pages.some(({ channel, id }) => id === page && channel === "instagram") ? new NotOnChannel({ what }) : act

const Nothing = Schema.Struct({})
const Mid = Schema.Struct({ mid: Schema.String })
const Token = Schema.Struct({ token: Schema.String })
const Ad = Schema.Struct({
  adId: Schema.String,
  ref: Schema.optionalWith(Schema.String, { exact: true }),
  title: Schema.optionalWith(Schema.String, { exact: true })
})
const MessageOptions = {
  story: Schema.optionalWith(Schema.Struct({ id: Schema.String, url: Schema.String }), { exact: true }),
  product: Schema.optionalWith(Schema.String, { exact: true }),
  commands: Schema.optionalWith(Schema.Array(Schema.String), { exact: true }),
  replyTo: Schema.optionalWith(Schema.String, { exact: true }),
  ad: Schema.optionalWith(Ad, { exact: true })
}
const Attachment = Schema.Union(
  Schema.Struct({ type: Schema.Literal("image", "audio", "video", "file"), url: Schema.String, ...MessageOptions }),
  Schema.Struct({ type: Schema.Literal("sticker"), id: Schema.String, ...MessageOptions }),
  Schema.Struct({
    type: Schema.Literal("location"),
    latitude: Schema.Number,
    longitude: Schema.Number,
    title: Schema.optionalWith(Schema.String, { exact: true }),
    ...MessageOptions
  })
)
const Metadata = Schema.Struct({ metadata: Schema.optional(Schema.String) })

const withMid = (effect: Effect.Effect<string>) => Effect.map(effect, (mid) => ({ mid }))
const done = <E>(effect: Effect.Effect<void, E>) => Effect.as(effect, { done: true })

/** The deeds of a person, by the last part of the path. */
export const deeds: ReadonlyMap<string, Deed> = new Map([
  [
    "says",
    deed(
      Schema.Struct({ text: Schema.String, ...MessageOptions }),
      (person, { text, ...options }) => withMid(person.says(text, options))
    )
  ],
  ["taps", deed(Schema.Struct({ what: Schema.String }), (person, { what }) => person.taps(what))],
  [
    "sends",
    deed(
      Attachment,
      (person, { ad, commands, product, replyTo, story, ...attachment }) =>
        withMid(person.sends(attachment, {
          ...(ad === undefined ? {} : { ad }),
          ...(commands === undefined ? {} : { commands }),
          ...(product === undefined ? {} : { product }),
          ...(replyTo === undefined ? {} : { replyTo }),
          ...(story === undefined ? {} : { story })
        }))
    )
  ],
  [
    "postback",
    deed(
      Schema.Struct({ payload: Schema.String, title: Schema.optional(Schema.String) }),
      (person, { payload, title }) => withMid(person.postback(payload, title))
    )
  ],
  [
    "get-started",
    deed(
      Schema.Struct({ ref: Schema.optional(Schema.String) }),
      (person, { ref }, emulator) =>
        onMessenger("Get Started", person, emulator, withMid(person.getStarted(ref === undefined ? {} : { ref })))
    )
  ],
  ["follows", deed(Schema.Struct({ ref: Schema.String }), (person, { ref }) => done(person.follows(ref)))],
  ["opens-link", deed(Schema.Struct({ ref: Schema.String }), (person, { ref }) => done(person.opensLink(ref)))],
  ["clicks-ad", deed(Ad, (person, ad) => done(person.clicksAd(ad)))],
  [
    "ticks-checkbox",
    deed(
      Schema.Struct({ ref: Schema.String, userRef: Schema.String }),
      (person, { ref, userRef }, emulator) =>
        onMessenger("checkbox on web pages", person, emulator, done(person.ticksCheckbox(ref, userRef)))
    )
  ],
  [
    "opts-in",
    deed(
      Schema.Struct({ ref: Schema.String }),
      (person, { ref }, emulator) => onMessenger("button on web pages", person, emulator, done(person.optsIn(ref)))
    )
  ],
  [
    "reacts",
    deed(
      Schema.Struct({ mid: Schema.String, emoji: Schema.String }),
      (person, { emoji, mid }) => done(person.reacts(mid, emoji))
    )
  ],
  ["unreacts", deed(Mid, (person, { mid }) => done(person.unreacts(mid)))],
  ["reads", deed(Nothing, (person) => done(person.reads))],
  [
    "edits",
    deed(
      Schema.Struct({ mid: Schema.String, text: Schema.String }),
      (person, { mid, text }) => done(person.edits(mid, text))
    )
  ],
  ["unsends", deed(Mid, (person, { mid }) => done(person.unsends(mid)))],
  ["does", deed(Rarer, (person, rarer) => person.does(rarer))],
  ["blocks", deed(Nothing, (person) => done(person.blocks))],
  ["unblocks", deed(Nothing, (person) => done(person.unblocks))],
  [
    "comments",
    deed(
      Schema.Struct({ text: Schema.String, on: Schema.optional(Schema.Literal("post", "live")) }),
      (person, { on, text }) => Effect.map(person.comments(text, on), (comment) => ({ comment }))
    )
  ],
  [
    "posts",
    deed(
      Schema.Struct({ text: Schema.String }),
      (person, { text }) => Effect.map(person.posts(text), (post) => ({ post }))
    )
  ],
  [
    "agrees-to-one-notification",
    deed(
      Schema.Struct({ payload: Schema.String }),
      (person, { payload }) => Effect.map(person.agreesToOneNotification(payload), (token) => ({ token }))
    )
  ],
  [
    "agrees-to-series",
    deed(
      Schema.Struct({ title: Schema.String, payload: Schema.optional(Schema.String) }),
      (person, { payload, title }) => Effect.map(person.agreesToSeries(title, payload), (token) => ({ token }))
    )
  ],
  ["stops-series", deed(Token, (person, { token }) => done(person.stopsSeries(token)))],
  ["resumes-series", deed(Token, (person, { token }) => done(person.resumesSeries(token)))],
  ["renews-series", deed(Token, (person, { token }) => done(person.renewsSeries(token)))],
  ["rates", deed(Schema.Struct({ answer: Schema.String }), (person, { answer }) => done(person.rates(answer)))],
  ["wants-news", deed(Nothing, (person) => done(person.wantsNews))],
  ["wants-no-news", deed(Nothing, (person) => done(person.wantsNoNews))],
  ["leaves", deed(Nothing, (person) => done(person.leaves))],
  [
    "inbox/says",
    deed(
      Schema.Struct({ text: Schema.String }),
      (person, { text }, emulator) => Effect.flatMap(emulator.inbox(person), (inbox) => withMid(inbox.says(text)))
    )
  ],
  [
    "inbox/takes",
    deed(
      Metadata,
      (person, { metadata }, emulator) => Effect.flatMap(emulator.inbox(person), (inbox) => done(inbox.takes(metadata)))
    )
  ],
  [
    "inbox/passes",
    deed(
      Metadata,
      (person, { metadata }, emulator) =>
        Effect.flatMap(emulator.inbox(person), (inbox) => done(inbox.passes(metadata)))
    )
  ],
  [
    "inbox/releases",
    deed(Nothing, (person, _, emulator) => Effect.flatMap(emulator.inbox(person), (inbox) => done(inbox.releases)))
  ],
  [
    "inbox/requests",
    deed(
      Metadata,
      (person, { metadata }, emulator) =>
        Effect.flatMap(emulator.inbox(person), (inbox) => done(inbox.requests(metadata)))
    )
  ]
])

/** What is known of a person, as JSON. */
export const shown = (person: Person) => ({
  page: person.page,
  psid: person.psid,
  name: person.name,
  locale: person.locale,
  typing: person.typing,
  seen: person.seen ?? null,
  window: { open: person.window.open, until: person.window.until ?? null },
  owner: person.owner ?? null,
  menu: person.menu,
  tappable: person.tappable.map((tappable) => {
    const shownAs = { kind: tappable.kind, mid: tappable.entry.mid, title: Taps.title(tappable) }
    return tappable.kind === "button"
      ? { ...shownAs, payload: tappable.button.payload ?? null, url: tappable.button.url ?? null }
      : { ...shownAs, payload: Taps.payload(tappable) ?? null }
  }),
  transcript: person.transcript
})
