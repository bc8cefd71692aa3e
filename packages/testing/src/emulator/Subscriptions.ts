/**
 * What an app is told of, and where: `subscribed_apps` of a page, `subscriptions` of the app ("Meta Webhooks for Messenger
 * Platform", 5 May 2026).
 *
 * @module
 */
import * as Fields from "./Fields.ts"
import { type JsonObject, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import type { Field } from "./Settings.ts"
import { everyField, fieldOf } from "./Settings.ts"
import type { PageState, Subscription, World } from "./World.ts"
import * as Worlds from "./World.ts"

type Answer = JsonObject | Refusal.Refusal

const wrongField = (names: ReadonlyArray<string>, label: string): Refusal.Refusal | undefined => {
  const wrong = names.findIndex((name) => fieldOf(name) === undefined)
  return wrong < 0
    ? undefined
    : Refusal.parameter(`Param ${label}[${wrong}] must be one of {${everyField.join(", ")}} - got "${names[wrong]}"`)
}

const known = (names: ReadonlyArray<string>): ReadonlySet<Field> =>
  new Set(names.flatMap((name) => {
    const field = fieldOf(name)
    return field === undefined ? [] : [field]
  }))

/** `POST subscribed_apps`. */
export const install = (world: World, state: PageState, request: JsonObject): Answer => {
  const names = Fields.list(request, "subscribed_fields")
  if (names.length === 0) return Refusal.parameter("The parameter subscribed_fields is required.")
  const wrong = wrongField(names, "subscribed_fields")
  if (wrong !== undefined) return wrong
  state.fields = known(names)
  Worlds.keepPage(world, state)
  return { success: true }
}

/** `DELETE subscribed_apps`. */
export const uninstall = (world: World, state: PageState): Answer => {
  state.fields = new Set()
  Worlds.keepPage(world, state)
  return { success: true }
}

/** `GET subscribed_apps`. */
export const installed = (_: World, state: PageState): Answer => ({
  data: state.fields.size === 0
    ? []
    : [{ id: state.page.appId, name: "App", link: "", subscribed_fields: [...state.fields] }]
})

const objectOf = (state: PageState): string => state.page.channel === "instagram" ? "instagram" : "page"

/** What a `POST /{app}/subscriptions` asks for, before the address has proved itself. */
interface Wanted extends Subscription {
  readonly verifyToken: string
}

/** Reads the call; a refusal when something is missing. */
export const wanted = (request: JsonObject): Wanted | Refusal.Refusal => {
  const object = textAt(request, "object") ?? ""
  const callbackUrl = textAt(request, "callback_url") ?? ""
  const verifyToken = textAt(request, "verify_token") ?? ""
  const fields = Fields.list(request, "fields")
  if (object !== "page" && object !== "instagram") {
    return Refusal.parameter("Param object must be one of {page, instagram}")
  }
  if (!/^https?:\/\//i.test(callbackUrl)) return Refusal.parameter("Param callback_url should be a valid URI")
  if (verifyToken === "") return Refusal.parameter("Param verify_token is required.")
  return wrongField(fields, "fields") ?? { object, callbackUrl, verifyToken, fields }
}

/** Keeps a subscription whose address has proved itself. */
export const subscribe = (
  world: World,
  states: ReadonlyArray<PageState>,
  { callbackUrl, fields, object }: Subscription
): Answer => {
  for (const state of states.filter((one) => objectOf(one) === object)) {
    state.subscription = { object, callbackUrl, fields }
    Worlds.keepPage(world, state)
  }
  return { success: true }
}

/** `GET /{app}/subscriptions`. */
export const list = (states: ReadonlyArray<PageState>): Answer => {
  const found = new Map<string, Subscription>()
  for (const state of states) if (state.subscription !== undefined) found.set(objectOf(state), state.subscription)
  return {
    data: [...found.values()].map(({ callbackUrl, fields, object }) => ({
      object,
      callback_url: callbackUrl,
      active: true,
      fields: fields.map((name) => ({ name, version: "v26.0" }))
    }))
  }
}

/** `DELETE /{app}/subscriptions`, of one `object` or of all. */
export const unsubscribe = (world: World, states: ReadonlyArray<PageState>, request: JsonObject): Answer => {
  const object = textAt(request, "object")
  for (const state of states) {
    if (object !== undefined && objectOf(state) !== object) continue
    state.subscription = undefined
    Worlds.keepPage(world, state)
  }
  return { success: true }
}

/** Whether the app is told of a field: the page's installation names it, and so does the app where it subscribed by itself. */
export const tells = (state: PageState, field: Field): boolean =>
  state.fields.has(field)
  && (state.subscription === undefined || known(state.subscription.fields).has(field))
