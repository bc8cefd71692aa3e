/**
 * The other edges of a page, each with its module.
 *
 * @module
 */
import * as AccountLinks from "./AccountLinks.ts"
import * as Conversations from "./Conversations.ts"
import { type JsonObject, textAt } from "./JsonObject.ts"
import * as Labels from "./Labels.ts"
import * as MessengerProfile from "./MessengerProfile.ts"
import * as Moderation from "./Moderation.ts"
import * as Personas from "./Personas.ts"
import type * as Refusal from "./Refusal.ts"
import * as SeriesTokens from "./SeriesTokens.ts"
import * as Subscriptions from "./Subscriptions.ts"
import * as TemplateApi from "./TemplateApi.ts"
import * as ThreadControl from "./ThreadControl.ts"
import * as Uploads from "./Uploads.ts"
import type { PageState, World } from "./World.ts"

type Answer = JsonObject | Refusal.Refusal
type Edge = (world: World, state: PageState, request: JsonObject) => Answer

const threadOwner: Edge = (world, state, request) =>
  ThreadControl.ownerOf(world, state, textAt(request, "recipient") ?? "")

/** What App Review says of the page's features. */
const features: Edge = (_, { page }) => ({
  data: [
    { feature: "subscription_messaging", status: page.approvals.news ? "approved" : "rejected" },
    ...["gender", "locale", "time_zone"].map((feature) => ({
      feature,
      status: page.approvals.profile ? "approved" : "rejected"
    }))
  ]
})

const edges: ReadonlyMap<string, Edge> = new Map([
  ["POST message_attachments", Uploads.upload],
  ["POST subscribed_apps", Subscriptions.install],
  ["GET subscribed_apps", Subscriptions.installed],
  ["DELETE subscribed_apps", Subscriptions.uninstall],
  ["POST messenger_profile", MessengerProfile.set],
  ["GET messenger_profile", MessengerProfile.get],
  ["DELETE messenger_profile", MessengerProfile.remove],
  ["POST custom_user_settings", MessengerProfile.setMenu],
  ["GET custom_user_settings", MessengerProfile.getMenu],
  ["DELETE custom_user_settings", MessengerProfile.removeMenu],
  ["POST message_templates", TemplateApi.create],
  ["GET message_templates", TemplateApi.list],
  ["DELETE message_templates", TemplateApi.remove],
  ["POST personas", Personas.create],
  ["GET personas", Personas.list],
  ["GET notification_message_tokens", SeriesTokens.list],
  ["GET thread_owner", threadOwner],
  ["GET conversations", Conversations.list],
  ["POST custom_labels", Labels.create],
  ["GET custom_labels", Labels.list],
  ["POST unlink_accounts", AccountLinks.unlink],
  ["POST moderate_conversations", Moderation.call],
  ["GET messaging_feature_review", features],
  ["POST nlp_configs", () => ({ success: true })]
])

const names: ReadonlySet<string> = new Set([...edges.keys()].map((key) => key.slice(key.indexOf(" ") + 1)))

/** The edge of a method and name, if there is one here. */
export const edge = (method: string, name: string): Edge | undefined => edges.get(`${method} ${name}`)

/** Whether there is an edge of this name, whatever its methods. */
export const isEdge = (name: string): boolean => names.has(name)
