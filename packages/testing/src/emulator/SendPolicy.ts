/**
 * Whether a message may travel now: messaging types, tags, the window. The judge's own reading of the policy pages.
 *
 * @module
 */
import { type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import * as Rules from "./Rules.ts"
import * as Template from "./Template.ts"
import * as Threads from "./Thread.ts"
import type { PageState, World } from "./World.ts"

const messagingTypes = new Set(["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"])

/** The refusal of a channel for a shut window. */
export const shut = (state: PageState): Refusal.Refusal =>
  state.page.channel === "instagram" ? Refusal.outsideInstagramWindow : Refusal.outsideWindow

/** Why a message to a known person may not travel now, if it may not. */
export const judge = (
  world: World,
  state: PageState,
  thread: Threads.Thread,
  request: JsonObject,
  message: JsonObject
): Refusal.Refusal | undefined => {
  const type = textAt(request, "messaging_type")?.toUpperCase()
  if (type === undefined && world.strict.messagingTypeRequired === true) {
    return Refusal.parameter("Param messaging_type is required.")
  }
  if (type !== undefined && !messagingTypes.has(type)) {
    return Refusal.parameter(`Param messaging_type must be one of {${[...messagingTypes].join(", ")}}`)
  }
  const tag = textAt(request, "tag")?.toUpperCase()
  if (type === "UTILITY" || objectAt(message, "template") !== undefined) return judgeUtility(state, message)
  if (type === "MESSAGE_TAG" && tag === undefined) {
    return Refusal.parameter("Param tag is required when messaging_type is MESSAGE_TAG.")
  }
  if (tag !== undefined && (type === "MESSAGE_TAG" || type === undefined)) {
    return judgeTag(world, state, thread, tag, message)
  }
  return Threads.windowOpen(thread, world.now()) ? undefined : shut(state)
}

const judgeUtility = (state: PageState, message: JsonObject): Refusal.Refusal | undefined => {
  if (!state.page.approvals.utility || state.page.channel === "instagram") {
    return Refusal.noPermission("page_utility_messaging")
  }
  return objectAt(message, "template") === undefined
    ? Refusal.parameter("Param message[template] is required when messaging_type is UTILITY.")
    : undefined
}

const judgeTag = (
  world: World,
  state: PageState,
  thread: Threads.Thread,
  tag: string,
  message: JsonObject
): Refusal.Refusal | undefined => {
  const now = world.now()
  const standing = Rules.tagStanding(tag, now, world.strict.retiredTags ?? "byDate")
  if (standing === "unknown") return Refusal.parameter(`Param tag is not a message tag: ${tag}`)
  if (standing === "retired") {
    return Refusal.parameter(`The message tag ${tag} is no longer supported; use a utility message instead`)
  }
  if (state.page.channel === "instagram" && tag !== "HUMAN_AGENT") {
    return Refusal.parameter(`The message tag ${tag} is not supported on Instagram`)
  }
  // A tag does not widen what a sticker or a reply may do.
  if (message["sticker_id"] !== undefined && !Threads.windowOpen(thread, now)) return shut(state)
  if (tag === "HUMAN_AGENT") {
    if (!state.page.approvals.humanAgent) return Refusal.noPermission("Human Agent")
    return within(thread, now) ? undefined : shut(state)
  }
  if (tag === "CUSTOMER_FEEDBACK") {
    if (!Template.isSurvey(message)) {
      return Refusal.parameter("The tag CUSTOMER_FEEDBACK needs the customer_feedback template")
    }
    return within(thread, now) ? undefined : shut(state)
  }
  if (tag === "NON_PROMOTIONAL_SUBSCRIPTION" && !state.page.approvals.news) return Refusal.outsideNewsWindow
  return undefined
}

const within = (thread: Threads.Thread, now: number): boolean =>
  thread.lastMessageAt !== undefined && now < thread.lastMessageAt + Rules.taggedFor
