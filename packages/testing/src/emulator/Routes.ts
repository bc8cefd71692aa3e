/**
 * Which module answers a call of the Graph API: by the object in the path, its edge, and the method.
 *
 * @module
 */
import * as AccountLinks from "./AccountLinks.ts"
import * as Conversations from "./Conversations.ts"
import * as Fields from "./Fields.ts"
import { type JsonObject } from "./JsonObject.ts"
import * as Labels from "./Labels.ts"
import * as PageApi from "./PageApi.ts"
import * as PageIds from "./PageIds.ts"
import * as Personas from "./Personas.ts"
import * as Profiles from "./Profiles.ts"
import * as Rates from "./Rates.ts"
import * as Refusal from "./Refusal.ts"
import * as SendApi from "./SendApi.ts"
import * as Stickers from "./Stickers.ts"
import * as Subscriptions from "./Subscriptions.ts"
import * as TemplateApi from "./TemplateApi.ts"
import * as ThreadControl from "./ThreadControl.ts"
import * as Tokens from "./Tokens.ts"
import * as UploadSessions from "./UploadSessions.ts"
import type { PageState, World } from "./World.ts"

/** A call whose caller is known: a page, or an app with all its pages. */
export interface Call {
  readonly as: "page" | "app"
  /** The page; for an app its first one. */
  readonly state: PageState
  readonly states: ReadonlyArray<PageState>
  readonly method: string
  /** The path without the version: the object, its edge, and what lies under that. */
  readonly object: string
  readonly edge: string
  readonly rest: ReadonlyArray<string>
  readonly parameters: JsonObject
  /** As the path names it. */
  readonly version: string | undefined
}

type Answer = JsonObject | Refusal.Refusal

/** The edges by which messages leave. */
const sends: ReadonlySet<string> = new Set(["messages", "sponsored_messages"])

const isOwn = ({ object, state }: Call): boolean => object === "me" || object === state.page.id

/** Whether a call sends a message or an action. */
export const isSend = (call: Call): boolean =>
  call.as === "page" && isOwn(call) && sends.has(call.edge) && call.method === "POST" && call.rest.length === 0

/** Whether a call subscribes the app to webhooks: its address is asked first. */
export const isSubscribing = ({ as, edge, method, object, state }: Call): boolean =>
  as === "app" && object === state.page.appId && edge === "subscriptions" && method === "POST"

const send = (world: World, { edge, parameters, state, version }: Call): Answer => {
  if (!state.page.approvals.messaging) return Refusal.notApproved
  if (state.restricted) return Refusal.restricted
  return edge === "messages"
    ? SendApi.send(world, state, parameters, version)
    : SendApi.sponsor(world, state, parameters)
}

const me = (world: World, { method, parameters, state }: Call): Answer => {
  if (method !== "GET") return Refusal.unsupported(method)
  if (parameters["account_linking_token"] !== undefined) return AccountLinks.recipient(world, state, parameters)
  const { id, name } = state.page
  const wanted = Fields.of(parameters)
  const account = { id, name, ...(state.page.channel === "instagram" ? { user_id: id, username: name } : {}) }
  return wanted.length === 0 ? { id, name } : Fields.pick(account, wanted)
}

const own = (world: World, call: Call): Answer => {
  const { edge, method, parameters, state } = call
  if (edge === "") return me(world, call)
  if (sends.has(edge)) return method === "POST" ? send(world, call) : Refusal.unsupported(method)
  if (ThreadControl.edges.has(edge)) {
    return method === "POST" ? ThreadControl.call(world, state, edge, parameters) : Refusal.unsupported(method)
  }
  const other = PageApi.edge(method, edge)
  if (other !== undefined) return other(world, state, parameters)
  return PageApi.isEdge(edge) ? Refusal.unsupported(method) : Refusal.unknownPath(`/${edge}`)
}

/** An object that belongs to the page: a person, a persona, a label, a conversation, a message. */
const owned = (world: World, { edge, method, object, parameters, state }: Call): Answer => {
  const thread = state.threads.get(object)
  if (thread !== undefined) {
    if (edge === "custom_labels") return Labels.ofPerson(state, object, parameters)
    if (edge !== "") return Refusal.unknownPath(`/${edge}`)
    return method === "GET" ? Profiles.one(state, thread, parameters) : Refusal.unsupported(method)
  }
  const label = Labels.one(world, state, { method, id: object, edge }, parameters)
  if (label !== undefined) return label
  const read = method === "GET"
    ? Conversations.one(world, state, object, edge, parameters)
      ?? (edge === "" ? Conversations.ofMessage(state, object, parameters) : undefined)
    : undefined
  return read ?? (edge === "" ? Personas.one(world, state, method, object) : undefined) ?? Refusal.noObject(object)
}

/** Paths that belong to nobody, or to an app. */
const common = (world: World, call: Call): Answer | undefined => {
  const { edge, method, object, parameters, rest, state } = call
  if (call.as === "app" && edge === "ids_for_pages") {
    return method === "GET" ? PageIds.of(call.states, object, parameters) : Refusal.unsupported(method)
  }
  switch (object) {
    case "debug_token":
      return method === "GET" ? Tokens.debug(world, parameters) : Refusal.unsupported(method)
    case "refresh_access_token":
      return method === "GET" ? Tokens.refresh(world, state, parameters) : Refusal.unsupported(method)
    case "message_template_library":
      return method === "GET" ? TemplateApi.ofLibrary(parameters) : Refusal.unsupported(method)
    case "sticker_search":
      return call.as === "app" ? Stickers.search(parameters) : Refusal.badToken
    case "sticker_packs":
      if (call.as !== "app") return Refusal.badToken
      if (edge === "") return Stickers.list()
      return rest.length === 1 && rest[0] === "stickers" ? Stickers.ofPack(edge) : Refusal.noObject(edge)
    default:
      return undefined
  }
}

const ofApp = (world: World, { edge, method, object, parameters, state, states }: Call): Answer => {
  if (object !== state.page.appId || edge !== "subscriptions") return Refusal.badToken
  if (method === "GET") return Subscriptions.list(states)
  return method === "DELETE" ? Subscriptions.unsubscribe(world, states, parameters) : Refusal.unsupported(method)
}

/** What a call counts as where limits are on; nothing of what is not limited. */
const countsOf = (call: Call): ReadonlyArray<Rates.Counted> => {
  const { edge, object, parameters, state } = call
  if (isSend(call)) return Rates.counts(parameters, (comment) => state.grants.get(comment)?.live !== undefined)
  if (edge === "messenger_profile") return ["profile"]
  if (edge === "custom_user_settings") return [`menu/${String(parameters["psid"])}`]
  return edge === "conversations" || object.startsWith("t_") ? ["conversation"] : []
}

/** Counts a call; a refusal when it is one too many, and then it counts for nothing. */
const counted = (world: World, call: Call): Refusal.Refusal | undefined => {
  const counts = countsOf(call)
  if (world.strict.rateLimits !== true || counts.length === 0) return undefined
  const { state } = call
  const now = world.now()
  const { channel } = state.page
  const done = state.sent.filter(({ at }) => at > now - Rates.remembered)
  const matter = { channel, strict: world.strict, now, reachable: state.threads.size, done }
  const refusal = Rates.judge(counts, matter)
  state.sent = refusal === undefined ? [...done, { counts, at: now }] : done
  state.regainAt = refusal === undefined ? undefined : Rates.regainAt(counts, matter)
  return refusal
}

/** Answers a call. */
export const answer = (world: World, call: Call): Answer => {
  const shared = common(world, call) ?? UploadSessions.answer(world, call.state, call)
  if (shared !== undefined) return shared
  if (call.as === "app") return ofApp(world, call)
  if (call.rest.length > 0) return Refusal.unknownPath(`/${call.rest.join("/")}`)
  const tooMany = counted(world, call)
  if (tooMany !== undefined) return tooMany
  return isOwn(call) ? own(world, call) : owned(world, call)
}
