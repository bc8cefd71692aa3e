/**
 * Labels of the page's inbox: `custom_labels`, and whom each is put on.
 *
 * @module
 */
import * as Fields from "./Fields.ts"
import { type JsonObject, textAt } from "./JsonObject.ts"
import * as Notices from "./Notices.ts"
import * as Refusal from "./Refusal.ts"
import type { Label, PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

type Answer = JsonObject | Refusal.Refusal

const shown = (id: string, { name }: Label, request: JsonObject): JsonObject =>
  // The name had another name in older versions.
  Fields.pick({ id, name, page_label_name: name }, Fields.of(request))

/** `POST custom_labels`; the name of a label is its own on the page. */
export const create = (world: World, state: PageState, request: JsonObject): Answer => {
  const name = textAt(request, "page_label_name") ?? textAt(request, "name") ?? ""
  if (name === "") return Refusal.parameter("Param page_label_name is required.")
  if ([...state.labels.values()].some((label) => label.name === name)) {
    return Refusal.parameter(`The page already has a label ${name}`)
  }
  const id = world.ids.digits(16)
  state.labels.set(id, { name, people: [] })
  Worlds.keepPage(world, state)
  return { id }
}

/** `GET custom_labels`. */
export const list = (_: World, state: PageState, request: JsonObject): Answer =>
  Fields.paged([...state.labels], ([id]) => id, request, ([id, label]) => shown(id, label, request))

/** `GET /{psid}/custom_labels`. */
export const ofPerson = (state: PageState, psid: string, request: JsonObject): Answer =>
  Fields.paged(
    [...state.labels].filter(([, { people }]) => people.includes(psid)),
    ([id]) => id,
    request,
    ([id, label]) => shown(id, label, request)
  )

const put = (world: World, state: PageState, id: string, label: Label, psid: string, on: boolean): Answer => {
  if (!state.threads.has(psid)) return Refusal.noPerson
  const others = label.people.filter((one) => one !== psid)
  state.labels.set(id, { ...label, people: on ? [...others, psid] : others })
  Worlds.keepPage(world, state)
  Notices.ofPage(world, state, "inbox_labels", {
    user: { id: psid },
    label: { id, page_label_name: label.name },
    action: on ? "add" : "remove"
  })
  return { success: true }
}

/** A call on a label itself or its edge `label`; nothing when the id is no label of the page. */
export const one = (
  world: World,
  state: PageState,
  { edge, id, method }: { readonly method: string; readonly id: string; readonly edge: string },
  request: JsonObject
): Answer | undefined => {
  const label = state.labels.get(id)
  if (label === undefined) return undefined
  if (edge === "label") {
    const psid = textAt(request, "user") ?? ""
    if (method === "POST") return put(world, state, id, label, psid, true)
    return method === "DELETE" ? put(world, state, id, label, psid, false) : Refusal.unsupported(method)
  }
  if (edge !== "") return Refusal.unknownPath(`/${edge}`)
  if (method === "GET") return shown(id, label, request)
  if (method !== "DELETE") return Refusal.unsupported(method)
  state.labels.delete(id)
  Worlds.keepPage(world, state)
  return { success: true }
}
