/**
 * The Send API: `POST /{page}/messages`.
 *
 * Checks come in this order, which the platform does not document: token and permission (before this module), what
 * `Judgement` judges, content.
 *
 * @module
 */
import type * as Types from "effect/Types"
import * as Content from "./Content.ts"
import type { Entry } from "./Entry.ts"
import * as Entries from "./Entry.ts"
import { type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import * as Notices from "./Notices.ts"
import * as Refusal from "./Refusal.ts"
import * as Rules from "./Rules.ts"
import * as SendPolicy from "./SendPolicy.ts"
import * as ThreadControl from "./ThreadControl.ts"
import * as Threads from "./Thread.ts"
import * as Uploads from "./Uploads.ts"
import * as Utility from "./Utility.ts"
import type { PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

const isRefusal = (value: object): value is Refusal.Refusal => "code" in value && "status" in value

/** Whether a request shows something instead of sending a message. */
export const isAction = (request: JsonObject): boolean => request["sender_action"] !== undefined

/** The request with its message; `template` beside it is what one official sample prints. */
const withMessage = (world: World, request: JsonObject): JsonObject => {
  if (request["message"] !== undefined || request["template"] === undefined) return request
  const template = objectAt(request, "template")
  return template === undefined || world.strict.topLevelTemplate === false
    ? request
    : { ...request, message: { template } }
}

/** Takes one call: the body of a 200, or a refusal. Nothing is changed by a refused call. */
export const send = (
  world: World,
  state: PageState,
  given: JsonObject,
  version?: string
): JsonObject | Refusal.Refusal => {
  const request = Uploads.withFile(world, state, withMessage(world, given))
  if (isRefusal(request)) return request
  const allowed = SendPolicy.judge(world, state, request)
  if (isRefusal(allowed)) return allowed
  return isAction(request)
    ? act(world, allowed.thread, request)
    : say(world, state, allowed, request, "plain", version)
}

/**
 * Takes one call of `POST /{page}/sponsored_messages`, the emulator's stand-in for the ads by which sponsored messages were
 * sent: `recipient` with an `id`, and a `message`.
 */
export const sponsor = (world: World, state: PageState, request: JsonObject): JsonObject | Refusal.Refusal => {
  const allowed = SendPolicy.judgeSponsored(world, state, request)
  return isRefusal(allowed) ? allowed : say(world, state, allowed, request, "sponsored")
}

const say = (
  world: World,
  state: PageState,
  { grant, thread, to }: SendPolicy.Allowed,
  request: JsonObject,
  label: "plain" | "sponsored",
  version?: string
): JsonObject | Refusal.Refusal => {
  const message = objectAt(request, "message") ?? {}
  const template = objectAt(message, "template")
  const filled = template === undefined ? undefined : Utility.fill(state, template)
  const refusal =
    (filled === undefined ? Content.judge(world, state, message, version) : isRefusal(filled) ? filled : undefined)
      ?? judgeRest(state, thread, request)
  if (refusal !== undefined) return refusal
  const at = world.now()
  const entry = entryOf(world, state, request, message, filled !== undefined && !isRefusal(filled) ? filled : undefined)
  if (grant?.kind === "comment" || grant?.kind === "post") entry.answers = grant.id
  if (label === "sponsored") entry.sponsored = true
  const reusable = Uploads.keepReusable(world, state, message)
  if (grant !== undefined) Worlds.grant(world, state, { ...grant, usedAt: at })
  Worlds.say(world, thread, entry)
  // Whom only a handle names is not named to the app either.
  const named = to._tag === "Grant" || to.key === "id"
  if (named) {
    Notices.echo(world, state, thread, at, state.page.appId, echoOf(message, entry), state.faults.forEcho())
    Notices.delivered(world, state, thread, at, entry.mid)
  }
  const control = objectAt(request, "thread_control")
  if (control !== undefined) ThreadControl.afterSend(world, state, thread, control)
  const answer = named ? { recipient_id: thread.psid, message_id: entry.mid } : { message_id: entry.mid }
  return reusable === undefined ? answer : { ...answer, attachment_id: reusable }
}

const notifications = new Set(["REGULAR", "SILENT_PUSH", "NO_PUSH"])

const judgeRest = (state: PageState, thread: Threads.Thread, request: JsonObject): Refusal.Refusal | undefined => {
  const notification = textAt(request, "notification_type")
  if (notification !== undefined && !notifications.has(notification.toUpperCase())) {
    return Refusal.parameter(`Param notification_type must be one of {${[...notifications].join(", ")}}`)
  }
  const persona = textAt(request, "persona_id")
  if (persona !== undefined && !state.personas.has(persona)) {
    return Refusal.parameter("Param persona_id is not a persona of this page")
  }
  const control = judgeControl(state, request)
  if (control !== undefined) return control
  const replyTo = objectAt(request, "reply_to")
  if (replyTo === undefined) return undefined
  const mid = textAt(replyTo, "mid") ?? ""
  return Threads.find(thread, mid) === undefined
    ? Refusal.parameter("Param reply_to[mid] is not a message of this thread")
    : undefined
}

/** What becomes of the talk after the message; nothing named is a release. */
const judgeControl = (state: PageState, request: JsonObject): Refusal.Refusal | undefined => {
  const control = objectAt(request, "thread_control")
  if (control === undefined) return undefined
  const type = textAt(control, "control_type")
  if (type !== undefined && type !== "pass" && type !== "release") {
    return Refusal.parameter("Param thread_control[control_type] must be one of {pass, release}")
  }
  const to = textAt(control, "app_id")
  return to !== undefined && to !== state.page.appId && to !== state.page.inboxApp ? Refusal.wrongApp : undefined
}

const entryOf = (
  world: World,
  state: PageState,
  request: JsonObject,
  message: JsonObject,
  filled: Utility.Filled | undefined
): Types.Mutable<Entry> => {
  const entry: Types.Mutable<Entry> = {
    mid: world.ids.mid(state.page.channel),
    at: world.now(),
    from: "page",
    appId: state.page.appId,
    ...(filled === undefined
      ? Entries.shown(message)
      : { kind: "utility", text: filled.text, template: filled.name })
  }
  const note = (key: "metadata" | "replyTo" | "persona" | "messagingType" | "tag" | "notification", value?: string) => {
    if (value !== undefined) entry[key] = value
  }
  const replyTo = objectAt(request, "reply_to")
  note("metadata", textAt(message, "metadata"))
  if (replyTo !== undefined) note("replyTo", textAt(replyTo, "mid"))
  note("persona", textAt(request, "persona_id"))
  note("messagingType", textAt(request, "messaging_type"))
  note("tag", textAt(request, "tag"))
  note("notification", textAt(request, "notification_type"))
  return entry
}

/** What an echo tells of a message: its text and attachments; quick replies are not told. */
const echoOf = (message: JsonObject, entry: Entry): JsonObject => {
  const attachment = objectAt(message, "attachment")
  const attachments = message["attachments"]
  return {
    mid: entry.mid,
    ...(entry.metadata === undefined ? {} : { metadata: entry.metadata }),
    ...(entry.text === undefined || entry.kind === "buttons" ? {} : { text: entry.text }),
    ...(attachment !== undefined ? { attachments: [attachment] } : {}),
    ...(Array.isArray(attachments) ? { attachments } : {})
  }
}

const actions = new Set(["typing_on", "typing_off", "mark_seen", "react", "unreact"])

const act = (
  world: World,
  thread: Threads.Thread,
  request: JsonObject
): JsonObject | Refusal.Refusal => {
  const given = textAt(request, "sender_action") ?? ""
  const action = world.strict.lowerCaseActions === true ? given : given.toLowerCase()
  if (!actions.has(action)) return Refusal.parameter(`Param sender_action must be one of {${[...actions].join(", ")}}`)
  const now = world.now()
  const { page, psid } = thread
  if (action === "typing_on" || action === "typing_off") {
    const on = action === "typing_on"
    thread.typingUntil = on ? now + Rules.typingFor : 0
    world.feed.show(now, page, psid, { kind: "typing", on })
  } else if (action === "mark_seen") {
    thread.seenAt = now
    Worlds.keepThread(world, thread)
    world.feed.show(now, page, psid, { kind: "seen" })
  } else {
    const payload = objectAt(request, "payload") ?? {}
    const entry = Threads.find(thread, textAt(payload, "message_id") ?? "")
    const emoji = textAt(payload, "reaction")
    if (entry === undefined) return Refusal.parameter("Param payload[message_id] is not a message of this thread")
    if (action === "react" && emoji === undefined) return Refusal.parameter("Param payload[reaction] is required.")
    const { pageReaction: _, ...bare } = entry
    Worlds.change(world, thread, action === "react" && emoji !== undefined ? { ...bare, pageReaction: emoji } : bare)
  }
  return { recipient_id: psid }
}
