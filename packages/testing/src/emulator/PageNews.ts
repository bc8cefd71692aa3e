/**
 * What happens to a page without a person in conversation: the platform's decisions about it, and what is said of it in public
 * (one page of Meta's reference for each field, read 2026-11-21).
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type { JsonObject } from "./JsonObject.ts"
import * as Notices from "./Notices.ts"
import { everyField } from "./Settings.ts"
import type { PageState, World } from "./World.ts"

const Text = Schema.optionalWith(Schema.String, { exact: true })
const Any = Schema.Record({ key: Schema.String, value: Schema.Unknown })

/** Something that happens to a page. */
export const Happening = Schema.Union(
  /** Meta warns the page, blocks it from sending, or lifts that. */
  Schema.TaggedStruct("PolicyEnforced", { action: Schema.Literal("warning", "block", "unblock"), reason: Text }),
  /** Apps get roles in the page's conversations, by app id. */
  Schema.TaggedStruct("RolesGiven", {
    roles: Schema.Record({ key: Schema.String, value: Schema.Array(Schema.String) })
  }),
  /** Something on the page's feed: `item` is a post, status, photo, reaction, like, event…; `verb` add, edited, remove, hide…. */
  Schema.TaggedStruct("FeedChanged", {
    item: Schema.String,
    verb: Schema.String,
    more: Schema.optionalWith(Any, { exact: true })
  }),
  /** Somebody names the page in a post, or on Instagram in a caption or a comment. */
  Schema.TaggedStruct("Mentioned", { by: Schema.String, text: Text }),
  /** Somebody recommends the page, or does not. */
  Schema.TaggedStruct("Rated", { by: Schema.String, recommends: Schema.Boolean, text: Text }),
  /** Somebody fills in the form of a lead ad. */
  Schema.TaggedStruct("LeadCame", { form: Schema.String, ad: Text }),
  /** Somebody writes in a group that the page belongs to. */
  Schema.TaggedStruct("GroupPosted", { group: Schema.String, by: Schema.String, text: Schema.String, comment: Text }),
  /** A story of an Instagram account ran out, and its numbers are there. */
  Schema.TaggedStruct("StoryCounted", { media: Schema.String, reach: Schema.Number, replies: Schema.Number }),
  /** A conversation of the page changed, as the Page topic tells it. */
  Schema.TaggedStruct("ConversationChanged", { thread: Schema.String }),
  /** Any event of any field, word for word. */
  Schema.TaggedStruct("Told", {
    field: Schema.Literal(...everyField),
    array: Schema.optionalWith(Schema.Literal("messaging", "standby", "changes", "calls"), { exact: true }),
    event: Any
  })
)

/** See the schema of the same name. */
export type Happening = typeof Happening.Type

const seconds = (world: World): number => Math.floor(world.now() / 1000)

const given = (key: string, value: string | undefined): JsonObject => value === undefined ? {} : { [key]: value }

const mention = (world: World, state: PageState, by: string, text: string | undefined): void =>
  state.page.channel === "instagram"
    ? Notices.ofPage(world, state, "mentions", {
      media_id: world.ids.digits(17),
      ...(text === undefined ? {} : { comment_id: world.ids.digits(17) })
    })
    : Notices.ofPage(world, state, "mention", {
      item: "post",
      verb: "add",
      post_id: `${world.ids.digits(15)}_${world.ids.digits(15)}`,
      sender_name: by,
      created_time: seconds(world),
      ...given("message", text)
    })

const rating = (world: World, state: PageState, by: string, recommends: boolean, text: string | undefined): void =>
  Notices.ofPage(world, state, "ratings", {
    item: "rating",
    verb: "add",
    open_graph_story_id: world.ids.digits(15),
    reviewer_id: world.ids.digits(16),
    reviewer_name: by,
    recommendation_type: recommends ? "POSITIVE" : "NEGATIVE",
    created_time: seconds(world),
    ...given("review_text", text)
  })

/** A post or a comment in a group comes flat among the messages, dated in seconds ("group_feed", 18 Mar 2026). */
const groupPost = (world: World, state: PageState, group: string, by: string, text: string, comment?: string): void => {
  const post = `${group}_${world.ids.digits(15)}`
  Notices.told(world, state, "group_feed", "messaging", {
    field: "group_feed",
    from: { id: world.ids.digits(16), name: by },
    recipient: { id: state.page.id },
    group_id: group,
    post_id: post,
    parent_id: post,
    ...given("comment_id", comment),
    item: comment === undefined ? "post" : "comment",
    verb: "add",
    message: text,
    created_time: seconds(world)
  })
}

const tell = (world: World, state: PageState, happening: Happening): void => {
  switch (happening._tag) {
    case "PolicyEnforced": {
      const { action, reason } = happening
      if (action !== "warning") state.restricted = action === "block"
      return Notices.toPage(world, state, "messaging_policy_enforcement", {
        policy_enforcement: { action, ...given("reason", reason) }
      })
    }
    case "RolesGiven":
      return Notices.toPage(world, state, "messaging_handovers", { app_roles: happening.roles })
    case "FeedChanged": {
      const { item, more, verb } = happening
      const post_id = `${state.page.id}_${world.ids.digits(15)}`
      return Notices.ofPage(world, state, "feed", { item, verb, post_id, created_time: seconds(world), ...more })
    }
    case "Mentioned":
      return mention(world, state, happening.by, happening.text)
    case "Rated":
      return rating(world, state, happening.by, happening.recommends, happening.text)
    case "LeadCame":
      return Notices.ofPage(world, state, "leadgen", {
        leadgen_id: world.ids.digits(15),
        page_id: state.page.id,
        form_id: happening.form,
        ...given("ad_id", happening.ad),
        created_time: seconds(world)
      })
    case "GroupPosted":
      return groupPost(world, state, happening.group, happening.by, happening.text, happening.comment)
    case "StoryCounted":
      return Notices.ofPage(world, state, "story_insights", {
        media_id: happening.media,
        impressions: happening.reach,
        reach: happening.reach,
        taps_forward: 0,
        taps_back: 0,
        exits: 0,
        replies: happening.replies
      })
    case "ConversationChanged":
      return Notices.ofPage(world, state, "conversations", { page_id: state.page.id, thread_id: happening.thread })
    case "Told":
      return Notices.told(world, state, happening.field, happening.array ?? "messaging", happening.event)
  }
}

/** Lets it happen; the app is told when it is subscribed. */
export const happens = (world: World, state: PageState, happening: Happening): void => {
  tell(world, state, happening)
  world.commit()
}
