/**
 * The other edges of a page: uploads, profile, subscriptions, utility templates, series, and people.
 *
 * @module
 */
import { arrayAt, isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import * as Personas from "./Personas.ts"
import * as Refusal from "./Refusal.ts"
import * as SeriesTokens from "./SeriesTokens.ts"
import type { Field } from "./Settings.ts"
import { everyField, templateKey } from "./Settings.ts"
import * as ThreadControl from "./ThreadControl.ts"
import type { PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

type Answer = JsonObject | Refusal.Refusal
type Edge = (world: World, state: PageState, request: JsonObject) => Answer

const mediaTypes = new Set(["audio", "file", "image", "video"])

const upload: Edge = (world, state, request) => {
  const attachment = objectAt(objectAt(request, "message") ?? {}, "attachment")
  const type = textAt(attachment ?? {}, "type") ?? ""
  if (attachment === undefined || !mediaTypes.has(type)) {
    return Refusal.parameter(`Param message[attachment][type] must be one of {${[...mediaTypes].join(", ")}}`)
  }
  const url = textAt(objectAt(attachment, "payload") ?? {}, "url")
  const file = objectAt(request, "filedata")
  if (url === undefined && file === undefined) return Refusal.parameter("A url or filedata is required.", 2018008)
  if (file !== undefined && Number(file["size"]) > 25 * 1024 * 1024) {
    return Refusal.parameter("The attachment is too large", 2018109)
  }
  if (file !== undefined && type !== "file" && !(textAt(file, "type") ?? "").startsWith(`${type}/`)) {
    return Refusal.parameter("The type of the file does not match", 2018047)
  }
  const id = world.ids.digits(16)
  const kept = { type, at: world.now(), ...(url === undefined ? {} : { url }) }
  state.uploads.set(id, kept)
  Worlds.keep(world, state, "attachment", id, kept)
  return { attachment_id: id }
}

/** A list is an array, or text with commas. */
const listAt = (request: JsonObject, key: string): ReadonlyArray<string> =>
  arrayAt(request, key)?.map(String)
    ?? (textAt(request, key) ?? "").split(",").map((name) => name.trim()).filter((name) => name !== "")

const isField = (value: string): value is Field => everyField.some((field) => field === value)

const subscribe: Edge = (world, state, request) => {
  state.fields = new Set(listAt(request, "subscribed_fields").filter(isField))
  Worlds.keepPage(world, state)
  return { success: true }
}

const unsubscribe: Edge = (world, state) => {
  state.fields = new Set()
  Worlds.keepPage(world, state)
  return { success: true }
}

const subscriptions: Edge = (_, state) => ({
  data: state.fields.size === 0
    ? []
    : [{ id: state.page.appId, name: "App", link: "", subscribed_fields: [...state.fields] }]
})

const setProfile: Edge = (world, state, request) => {
  const menu = request["persistent_menu"] !== undefined
  if (menu && request["get_started"] === undefined && state.profile["get_started"] === undefined) {
    return Refusal.parameter("You must set a Get Started button if you also wish to use persistent menu")
  }
  const { access_token: _, appsecret_proof: __, platform: ___, ...properties } = request
  state.profile = { ...state.profile, ...properties }
  Worlds.keepPage(world, state)
  return { result: "success" }
}

const fieldsOf = (request: JsonObject): ReadonlyArray<string> => listAt(request, "fields")

const getProfile: Edge = (_, state, request) => {
  const found = fieldsOf(request).filter((name) => state.profile[name] !== undefined)
  return { data: found.length === 0 ? [] : [Object.fromEntries(found.map((name) => [name, state.profile[name]]))] }
}

const deleteProfile: Edge = (world, state, request) => {
  const gone = new Set(fieldsOf(request))
  state.profile = Object.fromEntries(Object.entries(state.profile).filter(([name]) => !gone.has(name)))
  Worlds.keepPage(world, state)
  return { result: "success" }
}

const createTemplate: Edge = (world, state, request) => {
  const name = textAt(request, "name") ?? ""
  const components = (arrayAt(request, "components") ?? []).filter(isObject)
  const body = components.find((component) => textAt(component, "type")?.toUpperCase() === "BODY")
  const text = textAt(body ?? {}, "text") ?? ""
  if (name === "" || text === "") return Refusal.parameter("Params name and components with a BODY are required.")
  if (/^\s*\{\{|\}\}\s*$/.test(text)) return Refusal.parameter("A placeholder may not start or end the text")
  const template = { name, language: textAt(request, "language") ?? "en", body: text }
  const key = templateKey(template)
  state.templates.set(key, template)
  Worlds.keep(world, state, "template", key, template)
  return { id: world.ids.digits(16), status: "APPROVED", category: "UTILITY" }
}

const templates: Edge = (_, state) => ({
  data: [...state.templates.values()].map(({ name, language, body }) => ({
    name,
    language,
    status: "APPROVED",
    category: "UTILITY",
    components: [{ type: "BODY", text: body }]
  }))
})

const deleteTemplate: Edge = (world, state, request) => {
  const name = textAt(request, "name") ?? ""
  const keys = [...state.templates].filter(([, template]) => template.name === name).map(([key]) => key)
  if (keys.length === 0) return Refusal.parameter(`Template name (${name}) does not exist`)
  for (const key of keys) {
    state.templates.delete(key)
    world.disk.remove("template", `${state.page.id}/${key}`)
  }
  return { success: true }
}

const threadOwner: Edge = (world, state, request) =>
  ThreadControl.ownerOf(world, state, textAt(request, "recipient") ?? "")

const edges: ReadonlyMap<string, Edge> = new Map([
  ["POST message_attachments", upload],
  ["POST subscribed_apps", subscribe],
  ["GET subscribed_apps", subscriptions],
  ["DELETE subscribed_apps", unsubscribe],
  ["POST messenger_profile", setProfile],
  ["GET messenger_profile", getProfile],
  ["DELETE messenger_profile", deleteProfile],
  ["POST message_templates", createTemplate],
  ["GET message_templates", templates],
  ["DELETE message_templates", deleteTemplate],
  ["POST personas", Personas.create],
  ["GET personas", Personas.list],
  ["GET notification_message_tokens", SeriesTokens.list],
  ["GET thread_owner", threadOwner]
])

/** The edge of a method and name, if there is one here. */
export const edge = (method: string, name: string): Edge | undefined => edges.get(`${method} ${name}`)

/** The answer of `GET /{psid}`: the fields asked for, or the usual ones. */
export const person = (state: PageState, psid: string, request: JsonObject): Answer => {
  const thread = state.threads.get(psid)
  if (thread === undefined) return Refusal.noObject(psid)
  const [first = "", ...rest] = thread.name.split(" ")
  const everything: JsonObject = {
    id: psid,
    name: thread.name,
    first_name: first,
    last_name: rest.join(" "),
    profile_pic: `https://emulator.invalid/${psid}.png`,
    locale: thread.locale,
    timezone: thread.timezone
  }
  const wanted = fieldsOf(request)
  const names = wanted.length === 0 ? ["first_name", "last_name", "profile_pic", "id"] : ["id", ...wanted]
  return Object.fromEntries(
    names.filter((name) => everything[name] !== undefined).map((name) => [name, everything[name]])
  )
}
