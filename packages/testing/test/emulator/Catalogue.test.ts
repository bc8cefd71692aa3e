import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type * as Emulator from "../../src/emulator/Emulator.ts"
import { everyField } from "../../src/emulator/Settings.ts"
import * as World from "./world.ts"

type Act = (world: World.World, ana: Emulator.Person) => Effect.Effect<unknown, unknown>

interface Case {
  readonly situation: string
  readonly act: Act
  /** What the app is told, among everything else. */
  readonly told: object
  readonly channel?: "instagram"
}

const does = (deed: Emulator.Deed): Act => (_, ana) => ana.does(deed)
const happens = (happening: Emulator.Happening): Act => (world) => world.emulator.happens(happening)
const reply = (world: World.World, ana: Emulator.Person) =>
  Effect.map(world.text(ana.psid, "hello"), ({ message_id }) => String(message_id))

const cases: ReadonlyArray<Case> = [
  { situation: "a text", act: (_, ana) => ana.says("hi"), told: { message: { text: "hi" } } },
  {
    situation: "commands",
    act: (_, ana) => ana.says("/book", { commands: ["book"] }),
    told: { message: { commands: [{ name: "book" }] } }
  },
  {
    situation: "a question about a product",
    act: (_, ana) => ana.says("in red?", { product: "77" }),
    told: { message: { referral: { product: { id: "77" } } } }
  },
  {
    situation: "a message after an ad",
    act: (_, ana) => ana.says("hi", { ad: { adId: "5", ref: "spring" } }),
    told: { message: { referral: { ad_id: "5", source: "ADS", ads_context_data: { ad_title: "Ad" } } } }
  },
  {
    situation: "a sticker",
    act: (_, ana) => ana.sends({ type: "sticker", id: "369239263222822" }),
    told: { message: { attachments: [{ type: "sticker", payload: { sticker_id: "369239263222822" } }] } }
  },
  ...(["post", "reel", "appointment_booking", "template"] as const).map((type): Case => ({
    situation: `a shared ${type}`,
    act: does({ _tag: "Shares", type, payload: { url: "https://fb.example/1" } }),
    told: { message: { attachments: [{ type, payload: { url: "https://fb.example/1" } }] } }
  })),
  {
    situation: "a fallback without a payload",
    act: does({ _tag: "Shares", type: "fallback", text: "look" }),
    told: { message: { text: "look", attachments: [{ type: "fallback", payload: null }] } }
  },
  ...([
    "ephemeral",
    "like_heart",
    "story_mention",
    "ig_reel",
    "ig_post",
    "ig_story",
    "share",
    "media",
    "story"
  ] as const).map((
    type
  ): Case => ({
    situation: `on Instagram, ${type}`,
    channel: "instagram",
    act: does({ _tag: "Shares", type }),
    told: { message: { attachments: [{ type }] } }
  })),
  {
    situation: "on Instagram, an answer to a story",
    channel: "instagram",
    act: does({ _tag: "AnswersStory", text: "wow", story: "9", url: "https://ig.example/9" }),
    told: { message: { text: "wow", reply_to: { story: { id: "9", url: "https://ig.example/9" } } } }
  },
  {
    situation: "something unsupported",
    act: does({ _tag: "SendsUnsupported" }),
    told: { message: { is_unsupported: true } }
  },
  {
    situation: "an edit",
    act: (_, ana) => Effect.flatMap(ana.says("helo"), (mid) => ana.edits(mid, "hello")),
    told: { message_edit: { text: "hello", num_edit: 1 } }
  },
  {
    situation: "a message taken back",
    act: (_, ana) => Effect.flatMap(ana.says("oops"), (mid) => ana.unsends(mid)),
    told: { message: { is_deleted: true } }
  },
  {
    situation: "a reaction",
    act: (world, ana) => Effect.flatMap(reply(world, ana), (mid) => ana.reacts(mid, "❤")),
    told: { reaction: { reaction: "love", action: "react" } }
  },
  { situation: "an echo", act: reply, told: { message: { is_echo: true, app_id: 4242 } } },
  { situation: "a delivery", act: reply, told: { delivery: { mids: [expect.any(String)] } } },
  { situation: "reading", act: (_, ana) => ana.reads, told: { read: { watermark: expect.any(Number) } } },
  { situation: "a tap", act: (_, ana) => ana.postback("MENU"), told: { postback: { payload: "MENU" } } },
  ...["SHORTLINK", "CUSTOMER_CHAT_PLUGIN", "MESSENGER_CODE", "DISCOVER_TAB", "ADS", "IGME-SOURCE-LINK"].map((
    source
  ): Case => ({
    situation: `a referral from ${source}`,
    act: does({ _tag: "Refers", source, ref: "r" }),
    told: { referral: { source, ref: "r", type: "OPEN_THREAD" } }
  })),
  {
    situation: "a lead ad, dated in seconds",
    act: does({ _tag: "AnswersLeadAd", complete: true, answers: { city: "Rome" } }),
    told: { timestamp: 0, referral: { type: "LEAD_COMPLETE" }, lead: { data: [{ name: "city", values: ["Rome"] }] } }
  },
  { situation: "Send to Messenger", act: (_, ana) => ana.optsIn("site"), told: { optin: { ref: "site" } } },
  {
    situation: "a checkbox",
    act: (_, ana) => ana.ticksCheckbox("site", "u1"),
    told: { optin: { user_ref: "u1" }, recipient: { id: World.page.id } }
  },
  {
    situation: "a leave for one message",
    act: (_, ana) => ana.agreesToOneNotification("P"),
    told: { optin: { type: "one_time_notif_req", payload: "P" } }
  },
  {
    situation: "a leave for a series",
    act: (_, ana) => ana.agreesToSeries("News"),
    told: { optin: { type: "notification_messages", title: "News" } }
  },
  {
    situation: "an account linked",
    act: does({ _tag: "LinksAccount", code: "c" }),
    told: { account_linking: { status: "linked", authorization_code: "c" } }
  },
  {
    situation: "an answer judged",
    act: does({ _tag: "JudgesAnswer", mid: "m_1", good: false }),
    told: { response_feedback: { feedback: "Bad response", mid: "m_1" } }
  },
  {
    situation: "an address",
    act: does({ _tag: "GivesAddress", answers: { city: "Rome" } }),
    told: { messaging_customer_information: { screens: [{ responses: [{ key: "city", value: "Rome" }] }] } }
  },
  {
    situation: "an instant form",
    act: does({ _tag: "SubmitsForm", form: "f", answers: { city: "Rome" } }),
    told: { form: { form_id: "f" } }
  },
  {
    situation: "a game",
    act: does({ _tag: "Plays", game: "g", score: 3 }),
    told: { game_play: { game_id: "g", score: 3, context_type: "SOLO" } }
  },
  {
    situation: "a cart",
    act: does({ _tag: "Orders", products: [{ id: "1" }], note: "soon" }),
    told: { order: { products: [{ id: "1" }], note: "soon" } }
  },
  {
    situation: "a coupon",
    act: does({ _tag: "UsesCoupon", code: "SPRING" }),
    told: { template: { type: "coupon", coupon_code: "SPRING" } }
  },
  {
    situation: "control passed by the inbox",
    act: (world, ana) =>
      Effect.flatMap(world.emulator.inbox(ana), (inbox) => Effect.zipRight(inbox.takes(), inbox.passes("back"))),
    told: { pass_thread_control: { new_owner_app_id: "4242", metadata: "back" } }
  },
  {
    situation: "control asked for by the inbox",
    act: (world, ana) => Effect.flatMap(world.emulator.inbox(ana), (inbox) => inbox.requests("please")),
    told: { request_thread_control: { metadata: "please" } }
  },
  {
    situation: "roles of apps, without a sender",
    act: happens({ _tag: "RolesGiven", roles: { "4242": ["primary_receiver"] } }),
    told: { app_roles: { "4242": ["primary_receiver"] }, recipient: { id: World.page.id } }
  },
  {
    situation: "a block by the platform",
    act: happens({ _tag: "PolicyEnforced", action: "block", reason: "spam" }),
    told: { policy_enforcement: { action: "block", reason: "spam" } }
  },
  {
    situation: "a comment",
    act: (_, ana) => ana.comments("nice"),
    told: { field: "feed", value: { item: "comment", verb: "add", message: "nice" } }
  },
  {
    situation: "a comment edited",
    act: (_, ana) =>
      Effect.flatMap(ana.comments("nce"), (comment) => ana.does({ _tag: "EditsComment", comment, text: "nice" })),
    told: { field: "feed", value: { verb: "edited", message: "nice" } }
  },
  {
    situation: "a comment removed",
    act: (_, ana) => Effect.flatMap(ana.comments("x"), (comment) => ana.does({ _tag: "RemovesComment", comment })),
    told: { field: "feed", value: { item: "comment", verb: "remove" } }
  },
  {
    situation: "a reaction to a post",
    act: does({ _tag: "ReactsToPost", post: "1_2", reaction: "love" }),
    told: { field: "feed", value: { item: "reaction", verb: "add", reaction_type: "love", post_id: "1_2" } }
  },
  {
    situation: "anything else on the feed",
    act: happens({ _tag: "FeedChanged", item: "album", verb: "add", more: { published: 1 } }),
    told: { field: "feed", value: { item: "album", published: 1 } }
  },
  {
    situation: "a mention",
    act: happens({ _tag: "Mentioned", by: "Bo", text: "try them" }),
    told: { field: "mention", value: { item: "post", sender_name: "Bo", message: "try them" } }
  },
  {
    situation: "on Instagram, a mention",
    channel: "instagram",
    act: happens({ _tag: "Mentioned", by: "Bo", text: "try them" }),
    told: { field: "mentions", value: { media_id: expect.any(String), comment_id: expect.any(String) } }
  },
  {
    situation: "a rating",
    act: happens({ _tag: "Rated", by: "Bo", recommends: true, text: "good" }),
    told: { field: "ratings", value: { recommendation_type: "POSITIVE", review_text: "good" } }
  },
  {
    situation: "a lead",
    act: happens({ _tag: "LeadCame", form: "f" }),
    told: { field: "leadgen", value: { form_id: "f", page_id: World.page.id } }
  },
  {
    situation: "a post in a group, flat among the messages",
    act: happens({ _tag: "GroupPosted", group: "8", by: "Bo", text: "hello all" }),
    told: { field: "group_feed", from: { name: "Bo" }, group_id: "8", message: "hello all", created_time: 0 }
  },
  {
    situation: "the numbers of a story",
    channel: "instagram",
    act: happens({ _tag: "StoryCounted", media: "3", reach: 9, replies: 1 }),
    told: { field: "story_insights", value: { media_id: "3", reach: 9, replies: 1 } }
  },
  {
    situation: "on Instagram, a comment",
    channel: "instagram",
    act: (_, ana) => ana.comments("nice"),
    told: { field: "comments", value: { text: "nice" } }
  },
  {
    situation: "on Instagram, a comment on a live broadcast",
    channel: "instagram",
    act: (_, ana) => ana.comments("nice", "live"),
    told: { field: "live_comments", value: { text: "nice" } }
  },
  {
    situation: "a conversation changed",
    act: happens({ _tag: "ConversationChanged", thread: "t_1" }),
    told: { field: "conversations", value: { thread_id: "t_1" } }
  },
  ...everyField.map((field): Case => ({
    situation: `any event of ${field}, word for word`,
    act: happens({ _tag: "Told", field, event: { here: field } }),
    told: { here: field }
  })),
  {
    situation: "a call, in its own array",
    act: happens({ _tag: "Told", field: "calls", array: "calls", event: { id: "c1", event: "connect" } }),
    told: { id: "c1", event: "connect" }
  }
]

describe("the app is told of", () => {
  it.scoped.each(cases.map((one) => [one.situation, one] as const))(
    "%s",
    ([, { act, channel, told }]) =>
      Effect.gen(function*() {
        const world = yield* World.make({ page: channel === undefined ? {} : { channel } })
        const ana = yield* world.emulator.person({ name: "Ana" })
        yield* ana.says("before")

        yield* act(world, ana)
        yield* world.emulator.idle

        const all = world.arrived.flatMap(({ entries }) =>
          entries.flatMap((entry: World.Json) => entry.messaging ?? entry.standby ?? entry.changes ?? entry.calls)
        )
        expect(all).toContainEqual(expect.objectContaining(Object.fromEntries(
          Object.entries(told).map(([key, value]) => [
            key,
            typeof value === "object" && value !== null && !Array.isArray(value)
              ? expect.objectContaining(loosely(value))
              : value
          ])
        )))
      })
  )
})

/** Objects inside may hold more than is expected of them. */
const loosely = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      Array.isArray(inner)
        ? inner.map((one) =>
          typeof one === "object" && one !== null && one.constructor === Object
            ? expect.objectContaining(loosely(one))
            : one
        )
        : typeof inner === "object" && inner !== null && inner.constructor === Object
        ? expect.objectContaining(loosely(inner))
        : inner
    ])
  )

describe("on standby", () => {
  it.scoped("a tap loses its payload, and everything else is told as it is", () =>
    Effect.gen(function*() {
      const world = yield* World.make()
      const ana = yield* world.emulator.person()
      yield* ana.says("hi")
      const inbox = yield* world.emulator.inbox(ana)
      yield* inbox.takes()

      yield* ana.postback("MENU", "Menu")
      yield* world.emulator.idle

      const entry = world.arrived.at(-1)?.entries[0]
      expect(entry.standby[0].postback).toEqual({ mid: expect.any(String), title: "Menu" })
    }))
})
