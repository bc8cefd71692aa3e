/**
 * The Conversations API: what was said, for whoever missed it ("Conversations API"; only the newest 20 messages tell more than
 * their id).
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import type { Entry } from "./Entry.ts"
import * as Fields from "./Fields.ts"
import { type JsonObject, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import * as Rules from "./Rules.ts"
import type { Thread } from "./Thread.ts"
import type { PageState, World } from "./World.ts"

type Answer = JsonObject | Refusal.Refusal

/** The id of a conversation. */
const idOf = (thread: Thread): string => `t_${thread.psid}`

/** A moment as the Graph API writes it. */
const written = (at: number): string => DateTime.formatIso(DateTime.unsafeMake(at)).replace(/\.\d+Z$/, "+0000")

const lastAt = ({ entries }: Thread): number => entries[entries.length - 1]?.at ?? 0

const party = (state: PageState, thread: Thread, from: Entry["from"]): JsonObject =>
  from === "page"
    ? { id: state.page.id, name: state.page.name, username: state.page.name }
    : { id: thread.psid, name: thread.name, username: thread.name }

const everything = (state: PageState, thread: Thread, entry: Entry): JsonObject => {
  const other = entry.from === "page" ? "person" : "page"
  const media = (entry.media ?? []).filter(({ url }) => url !== undefined)
  return {
    id: entry.mid,
    created_time: written(entry.at),
    from: party(state, thread, entry.from),
    to: { data: [party(state, thread, other)] },
    message: entry.unsent === true ? "" : entry.text ?? "",
    ...(media.length === 0
      ? {}
      : { attachments: { data: media.map(({ type, url }) => ({ mime_type: type, file_url: url })) } }),
    ...(entry.replyTo === undefined ? {} : { reply_to: { mid: entry.replyTo, is_self_reply: false } }),
    ...(entry.reaction === undefined && entry.pageReaction === undefined ? {} : {
      reactions: {
        data: [
          ...(entry.reaction === undefined ? [] : [{ reaction: entry.reaction, users: [{ id: thread.psid }] }]),
          ...(entry.pageReaction === undefined
            ? []
            : [{ reaction: entry.pageReaction, users: [{ id: state.page.id }] }])
        ]
      }
    })
  }
}

const usual: ReadonlyArray<Fields.Field> = [{ name: "created_time", inside: [] }]

const isDetailed = ({ entries }: Thread, entry: Entry): boolean =>
  entries.length - entries.indexOf(entry) <= Rules.detailed

const message = (state: PageState, thread: Thread, entry: Entry, wanted: ReadonlyArray<Fields.Field>): JsonObject =>
  Fields.pick(
    isDetailed(thread, entry)
      ? everything(state, thread, entry)
      : { id: entry.mid, created_time: written(entry.at) },
    wanted.length === 0 ? usual : wanted
  )

const messages = (state: PageState, thread: Thread, { inside, limit }: Fields.Field, request: JsonObject): JsonObject =>
  Fields.paged(
    thread.entries.toReversed(),
    ({ mid }) => mid,
    { ...(limit === undefined ? {} : { limit }), ...request },
    (entry) => message(state, thread, entry, inside)
  )

const shown = (
  world: World,
  state: PageState,
  thread: Thread,
  wanted: ReadonlyArray<Fields.Field>,
  request: JsonObject
): JsonObject => {
  const own = thread.owner !== undefined && world.now() < thread.owner.until
    ? thread.owner.appId
    : state.page.defaultApp
  const nested = wanted.find(({ name }) => name === "messages")
  return Fields.pick({
    id: idOf(thread),
    link: `/${state.page.id}/inbox/${thread.psid}/`,
    updated_time: written(lastAt(thread)),
    message_count: thread.entries.length,
    unread_count: thread.seenAt === undefined || thread.seenAt < lastAt(thread) ? 1 : 0,
    can_reply: true,
    is_owner: own === undefined || own === state.page.appId,
    participants: { data: [party(state, thread, "person"), party(state, thread, "page")] },
    ...(nested === undefined ? {} : { messages: messages(state, thread, nested, request) })
  }, wanted)
}

/** `GET conversations`, the newest first; by `user_id`, and by `folder` (`inbox`, `spam`). */
export const list = (world: World, state: PageState, request: JsonObject): Answer => {
  const platform = textAt(request, "platform")?.toLowerCase()
  if (platform !== undefined && platform !== "messenger" && platform !== "instagram") {
    return Refusal.parameter("Param platform must be one of {MESSENGER, INSTAGRAM}")
  }
  if (platform !== undefined && platform !== state.page.channel) return { data: [] }
  const person = textAt(request, "user_id")
  const spam = textAt(request, "folder")?.toLowerCase() === "spam"
  const found = [...state.threads.values()]
    .filter((thread) => thread.entries.length > 0 && (thread.spam === true) === spam)
    .filter(({ psid }) => person === undefined || psid === person)
    .sort((a, b) => lastAt(b) - lastAt(a))
  const { after: _, limit: __, ...inner } = request
  const asked = Fields.of(request)
  const wanted = asked.length === 0 ? Fields.of({ fields: "link,updated_time" }) : asked
  return Fields.paged(found, idOf, request, (thread) => shown(world, state, thread, wanted, inner))
}

/** `GET /{conversation}` and its edge `messages`; nothing when the id is no conversation of the page. */
export const one = (
  world: World,
  state: PageState,
  id: string,
  edge: string,
  request: JsonObject
): Answer | undefined => {
  const thread = id.startsWith("t_") ? state.threads.get(id.slice(2)) : undefined
  if (thread === undefined || thread.entries.length === 0) return undefined
  const wanted = Fields.of(request)
  if (edge === "messages") return messages(state, thread, { name: "messages", inside: wanted }, request)
  if (edge !== "") return Refusal.unknownPath(`/${edge}`)
  return shown(world, state, thread, wanted.length === 0 ? Fields.of({ fields: "link,updated_time" }) : wanted, request)
}

/** `GET /{message}`; a message that is not among the newest 20 is answered as deleted. Nothing when it is no message of the page. */
export const ofMessage = (state: PageState, mid: string, request: JsonObject): Answer | undefined => {
  for (const thread of state.threads.values()) {
    const entry = thread.entries.find((one) => one.mid === mid)
    if (entry === undefined) continue
    return isDetailed(thread, entry) && entry.unsent !== true
      ? message(state, thread, entry, Fields.of(request))
      : Refusal.messageGone
  }
  return undefined
}
