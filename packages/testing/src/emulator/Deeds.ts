/**
 * The rarer things that a person does, each told to the app by an event of its own (one page of Meta's reference for each field,
 * read 2026-11-21).
 *
 * @module
 */
import * as Schema from "effect/Schema"
import * as AccountLinks from "./AccountLinks.ts"
import type { Actor } from "./Acts.ts"
import * as Acts from "./Acts.ts"
import type { JsonObject } from "./JsonObject.ts"
import * as Notices from "./Notices.ts"
import * as PublicActs from "./PublicActs.ts"
import type { Field } from "./Settings.ts"

const Text = Schema.optionalWith(Schema.String, { exact: true })
const Any = Schema.Record({ key: Schema.String, value: Schema.Unknown })
const Payload = Schema.optionalWith(Any, { exact: true })

/** What can be shared besides one's own pictures and files. */
const Shared = Schema.Literal(
  "fallback",
  "post",
  "reel",
  "appointment_booking",
  "template",
  "ig_post",
  "ig_reel",
  "ig_story",
  "story",
  "story_mention",
  "share",
  "media",
  "ephemeral",
  "like_heart"
)

/** Where a link into the conversation stood. The list is open: Meta wrote other words at other times. */
const Source = Schema.String

/** Something that a person does. */
export const Deed = Schema.Union(
  /** Shares something of the platform; `payload` is what the webhook shows of it. */
  Schema.TaggedStruct("Shares", { type: Shared, payload: Payload, text: Text }),
  /** Sends what the API does not show: the app is told that there was something. */
  Schema.TaggedStruct("SendsUnsupported", {}),
  /** Answers a story, on Instagram. */
  Schema.TaggedStruct("AnswersStory", { text: Schema.String, story: Schema.String, url: Schema.String }),
  /** Comes into a conversation that exists, by a link, a code, an advertisement, a plugin. */
  Schema.TaggedStruct("Refers", { source: Source, ref: Text, type: Text, more: Payload }),
  /** Fills in the form of a lead ad in the conversation, or leaves it half done. Dated in seconds. */
  Schema.TaggedStruct("AnswersLeadAd", { complete: Schema.Boolean, answers: Any, ad: Text }),
  /** Says that an answer of the page was good or bad. */
  Schema.TaggedStruct("JudgesAnswer", { mid: Schema.String, good: Schema.Boolean }),
  /** Fills in the form for an address. */
  Schema.TaggedStruct("GivesAddress", { answers: Schema.Record({ key: Schema.String, value: Schema.String }) }),
  /** Submits an instant form of the conversation. */
  Schema.TaggedStruct("SubmitsForm", { form: Schema.String, answers: Any }),
  /** Plays an instant game. */
  Schema.TaggedStruct("Plays", { game: Schema.String, score: Schema.Number, payload: Text }),
  /** Sends a cart of the page's shop. */
  Schema.TaggedStruct("Orders", { products: Schema.Array(Any), note: Text }),
  /** Sees or uses a coupon. */
  Schema.TaggedStruct("UsesCoupon", { code: Schema.String, payload: Text }),
  /** Comes back from the page's login with the code that it made; without one nothing was linked and nothing is told. */
  Schema.TaggedStruct("LinksAccount", { code: Text }),
  /** Ends the link. */
  Schema.TaggedStruct("UnlinksAccount", {}),
  /** Changes or takes back a comment. */
  Schema.TaggedStruct("EditsComment", { comment: Schema.String, text: Schema.String }),
  Schema.TaggedStruct("RemovesComment", { comment: Schema.String }),
  /** Reacts to a post of the page: `like`, `love`, `haha` and the like. */
  Schema.TaggedStruct("ReactsToPost", {
    post: Schema.String,
    reaction: Schema.String,
    taken: Schema.optionalWith(Schema.Boolean, { exact: true })
  })
)

/** See the schema of the same name. */
export type Deed = typeof Deed.Type

/** What a deed made: the id of a message, if it made one. */
export interface Done {
  readonly mid?: string
}

const given = (key: string, value: unknown): JsonObject => value === undefined ? {} : { [key]: value }

/** Attachments that come without a payload. */
const bare: ReadonlySet<string> = new Set(["ephemeral", "like_heart"])

const shares = (actor: Actor, deed: Extract<Deed, { _tag: "Shares" }>): Done => {
  const { payload, text, type } = deed
  const url = typeof payload?.["url"] === "string" ? payload["url"] : undefined
  const shown = bare.has(type)
    ? {}
    : { payload: payload ?? (type === "fallback" ? null : { url: "https://emulator.invalid/shared" }) }
  const mid = Acts.message(
    actor,
    {
      kind: "media",
      media: [{ type, ...(url === undefined ? {} : { url }) }],
      ...(text === undefined ? {} : { text })
    },
    { ...given("text", text), attachments: [{ type, ...shown }] },
    {}
  )
  return { mid }
}

const tell = ({ state, thread, world }: Actor, field: Field, content: JsonObject, at = world.now()): Done => {
  Notices.fromPerson(world, state, thread, field, at, content)
  world.commit()
  return {}
}

const refers = (actor: Actor, { more, ref, source, type = "OPEN_THREAD" }: Extract<Deed, { _tag: "Refers" }>): Done => {
  const { state, thread, world } = actor
  const at = world.now()
  // An ad that was only clicked opens nothing; any other way in does.
  Acts.note(actor, source === "ADS" ? "adReferral" : "referral", at)
  Notices.fromPerson(world, state, thread, "messaging_referrals", at, {
    referral: { ...given("ref", ref), source, type, ...more }
  })
  world.commit()
  return {}
}

const lead = (actor: Actor, { ad, answers, complete }: Extract<Deed, { _tag: "AnswersLeadAd" }>): Done => {
  const { state, thread, world } = actor
  const at = world.now()
  Notices.fromPerson(world, state, thread, "messaging_referrals", at, {
    timestamp: Math.floor(at / 1000),
    referral: { ...given("ad_id", ad), source: "ADS", type: complete ? "LEAD_COMPLETE" : "LEAD_INCOMPLETE" },
    lead: { data: Object.entries(answers).map(([name, value]) => ({ name, values: [value] })) }
  })
  world.commit()
  return {}
}

const changesComment = ({ state, thread, world }: Actor, id: string, text: string, verb: "edited" | "remove"): Done => {
  // Instagram tells of new comments alone.
  if (state.page.channel === "messenger") Notices.changed(world, state, thread, world.now(), "comment", id, text, verb)
  world.commit()
  return {}
}

/** Does it. */
export const run = (actor: Actor, deed: Deed): Done => {
  const { state, thread, world } = actor
  switch (deed._tag) {
    case "Shares":
      return shares(actor, deed)
    case "SendsUnsupported":
      return { mid: Acts.message(actor, { kind: "media", media: [] }, { is_unsupported: true }, {}) }
    case "AnswersStory": {
      const { story, text, url } = deed
      return { mid: Acts.says(actor, text, { story: { id: story, url } }) }
    }
    case "Refers":
      return refers(actor, deed)
    case "AnswersLeadAd":
      return lead(actor, deed)
    case "JudgesAnswer":
      return tell(actor, "response_feedback", {
        response_feedback: { feedback: deed.good ? "Good response" : "Bad response", mid: deed.mid }
      })
    case "GivesAddress":
      return tell(actor, "messaging_customer_information", {
        messaging_customer_information: {
          screens: [{
            screen_id: "shipping_address",
            responses: Object.entries(deed.answers).map(([key, value]) => ({ key, value }))
          }]
        }
      })
    case "SubmitsForm":
      return tell(actor, "messaging_in_thread_lead_form_submit", {
        form: { form_id: deed.form, answers: Object.entries(deed.answers).map(([key, value]) => ({ key, value })) }
      })
    case "Plays":
      return tell(actor, "messaging_game_plays", {
        game_play: {
          game_id: deed.game,
          player_id: world.ids.digits(16),
          locale: thread.locale,
          context_type: "SOLO",
          context_id: world.ids.digits(16),
          score: deed.score,
          ...given("payload", deed.payload)
        }
      })
    case "Orders":
      return tell(actor, "send_cart", { order: { products: deed.products, ...given("note", deed.note) } })
    case "UsesCoupon":
      return tell(actor, "messages", {
        template: { type: "coupon", ...given("payload", deed.payload), coupon_code: deed.code }
      })
    case "LinksAccount":
      if (deed.code !== undefined) AccountLinks.links(actor, deed.code)
      return {}
    case "UnlinksAccount":
      AccountLinks.unlinks(actor)
      return {}
    case "EditsComment":
      return changesComment(actor, deed.comment, deed.text, "edited")
    case "RemovesComment":
      return changesComment(actor, deed.comment, "", "remove")
    case "ReactsToPost":
      PublicActs.reacts({ world, state, thread }, deed.post, deed.reaction, deed.taken === true ? "remove" : "add")
      return {}
  }
}
