/**
 * What the app is told: builds the events of webhooks and puts them in the queue.
 *
 * @module
 */
import type { EchoFault } from "./Fault.ts"
import type { JsonObject } from "./JsonObject.ts"
import type { Pending } from "./Pending.ts"
import * as Queue from "./Queue.ts"
import type { Field } from "./Settings.ts"
import * as Threads from "./Thread.ts"
import type { PageState, World } from "./World.ts"

/** Whether the page's own app gets events of this talk as the owner, or only listens in. */
const array = (world: World, state: PageState, thread: Threads.Thread): "messaging" | "standby" => {
  const owner = Threads.owner(thread, state.page.defaultApp, world.now())
  return owner === undefined || owner === state.page.appId ? "messaging" : "standby"
}

/** Something that the person did. On standby a postback loses its payload. */
export const fromPerson = (
  world: World,
  state: PageState,
  thread: Threads.Thread,
  field: Field,
  at: number,
  content: JsonObject
): void => {
  // Who is blocked by the page writes into the void.
  if (thread.shutOut !== undefined) return
  const to = array(world, state, thread)
  const postback = content["postback"]
  const stripped = to === "standby" && typeof postback === "object" && postback !== null
    ? { ...content, postback: Object.fromEntries(Object.entries(postback).filter(([key]) => key !== "payload")) }
    : content
  Queue.push(world, state, {
    field,
    psid: thread.psid,
    at,
    array: to,
    event: { sender: { id: thread.psid }, recipient: { id: state.page.id }, timestamp: at, ...stripped }
  })
}

/** Something that a person did whose id the app is not told. */
export const fromNobody = (
  world: World,
  state: PageState,
  thread: Threads.Thread,
  field: Field,
  at: number,
  content: JsonObject
): void =>
  Queue.push(world, state, {
    field,
    psid: thread.psid,
    at,
    event: { recipient: { id: state.page.id }, timestamp: at, ...content }
  })

/** Something about the page itself, under `changes`; in milliseconds or seconds as the value says. */
export const ofPage = (world: World, state: PageState, field: Field, value: JsonObject): void =>
  Queue.push(world, state, { field, psid: "", at: world.now(), array: "changes", event: value })

/** Something about the page itself among the messages: an event without a sender. */
export const toPage = (world: World, state: PageState, field: Field, content: JsonObject): void => {
  const at = world.now()
  Queue.push(world, state, {
    field,
    psid: "",
    at,
    event: { recipient: { id: state.page.id }, timestamp: at, ...content }
  })
}

/** An event word for word as the caller made it. */
export const told = (
  world: World,
  state: PageState,
  field: Field,
  array: Pending["array"],
  event: JsonObject
): void => Queue.push(world, state, { field, psid: "", at: world.now(), array, event })

/** The echo of a message of the page, whichever app wrote it. On Instagram echoes come with `messages`. */
export const echo = (
  world: World,
  state: PageState,
  thread: Threads.Thread,
  at: number,
  appId: string,
  message: JsonObject,
  fault: EchoFault | undefined
): void =>
  Queue.push(world, state, {
    field: state.page.channel === "instagram" ? "messages" : "message_echoes",
    psid: thread.psid,
    at,
    array: array(world, state, thread),
    fault,
    event: {
      sender: { id: state.page.id },
      recipient: { id: thread.psid },
      timestamp: at,
      // The platform prints app ids as numbers here. The spread comes last: in front, V8 would make a class for each echo.
      message: { is_echo: true, app_id: Number(appId), ...message }
    }
  })

/** The person's device got the message. Instagram tells nothing of it. */
export const delivered = (world: World, state: PageState, thread: Threads.Thread, at: number, mid: string): void => {
  if (state.page.channel === "instagram") return
  Queue.push(world, state, {
    field: "message_deliveries",
    psid: thread.psid,
    at,
    array: array(world, state, thread),
    event: {
      sender: { id: thread.psid },
      recipient: { id: state.page.id },
      timestamp: at,
      delivery: { mids: [mid], watermark: at }
    }
  })
}

/** A change of who owns the talk, told to the page's own app. */
export const routing = (
  world: World,
  state: PageState,
  thread: Threads.Thread,
  kind: "pass_thread_control" | "take_thread_control" | "request_thread_control",
  content: JsonObject
): void => {
  const at = world.now()
  Queue.push(world, state, {
    field: "messaging_handovers",
    psid: thread.psid,
    at,
    event: { sender: { id: thread.psid }, recipient: { id: state.page.id }, timestamp: at, [kind]: content }
  })
}

/** A comment or a visitor post, under `changes`. */
export const changed = (
  world: World,
  state: PageState,
  thread: Threads.Thread,
  at: number,
  place: "comment" | "post" | "live",
  id: string,
  text: string,
  verb: "add" | "edited" | "remove" = "add"
): void => {
  if (thread.shutOut === "banned") return
  const instagram = state.page.channel === "instagram"
  const seconds = Math.floor(at / 1000)
  Queue.push(world, state, {
    field: !instagram ? "feed" : place === "live" ? "live_comments" : "comments",
    psid: thread.psid,
    at,
    array: "changes",
    event: instagram
      ? {
        id,
        text,
        from: { id: thread.psid, username: thread.name },
        media: { id: state.page.id, media_product_type: "FEED" }
      }
      : {
        item: place === "post" ? "post" : "comment",
        verb,
        ...(place === "post" ? {} : { comment_id: id }),
        post_id: place === "post" ? id : id.slice(0, id.lastIndexOf("_")),
        from: { id: thread.psid, name: thread.name },
        created_time: seconds,
        message: text
      }
  })
}
