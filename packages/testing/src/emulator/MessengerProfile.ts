/**
 * What a page shows before and beside its conversations: `messenger_profile`, and the menus of single people under
 * `custom_user_settings` ("Messenger Profile API", 18 Mar 2026, and the pages of its properties).
 *
 * @module
 */
import * as Buttons from "./Buttons.ts"
import * as Fields from "./Fields.ts"
import { arrayAt, isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import { tooLong } from "./Length.ts"
import * as Refusal from "./Refusal.ts"
import { limits } from "./Rules.ts"
import * as TemplateForms from "./TemplateForms.ts"
import type { PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

type Judged = Refusal.Refusal | undefined
type Answer = JsonObject | Refusal.Refusal

const isHttps = (value: unknown): boolean => typeof value === "string" && /^https:\/\/[^\s/]+/i.test(value)

/** One entry for each locale, `default` among them. */
const byLocale = (
  name: string,
  value: unknown,
  judgeOne: (entry: JsonObject, label: string) => Judged
): Judged => {
  if (!Array.isArray(value)) return Refusal.parameter(`Param ${name} must be an array.`)
  const entries = value.filter(isObject)
  // An empty list takes everything away.
  if (entries.length > 0 && !entries.some((entry) => textAt(entry, "locale") === "default")) {
    return Refusal.parameter(`Param ${name} must have an entry with the locale default`)
  }
  return Buttons.first(entries.map((entry, index) => judgeOne(entry, `${name}[${index}]`)))
}

/** A menu shows neither uploads nor products nor forms. */
const nothing = (): undefined => undefined

const menuItems = (entry: JsonObject, name: string, channel: "messenger" | "instagram"): Judged => {
  const items = arrayAt(entry, "call_to_actions") ?? []
  if (items.length > limits.menuItems) {
    return Refusal.parameter(`Array param ${name}[call_to_actions] can have at most ${limits.menuItems} elements`)
  }
  const matter: Buttons.Matter = { channel, domains: [], judgeId: nothing, judgeProduct: nothing, judgeForm: nothing }
  return Buttons.first(items.map((item, index) => {
    const label = `${name}[call_to_actions][${index}]`
    const type = isObject(item) ? textAt(item, "type") : undefined
    return type === "web_url" || type === "postback"
      // Extensions are judged where the domains are known: a menu may be set together with them.
      ? Buttons.judgeOne(isObject(item) ? { ...item, messenger_extensions: false } : item, label, matter, {
        max: limits.menuTitle
      })
      : Refusal.parameter(`Param ${label}[type] must be one of {web_url, postback}`)
  }))
}

const question = (value: unknown, name: string): Judged =>
  isObject(value)
    ? TemplateForms.required(value, "question", undefined, `${name}[question]`)
      ?? TemplateForms.required(value, "payload", limits.payload, `${name}[payload]`)
    : Refusal.parameter(`Param ${name} must be an object.`)

const questions = (list: ReadonlyArray<unknown>, name: string): Judged =>
  list.length > limits.iceBreakers
    ? Refusal.parameter(`Array param ${name} can have at most ${limits.iceBreakers} elements`)
    : Buttons.first(list.map((one, index) => question(one, `${name}[${index}]`)))

/** In one form or the other, never both in one call. */
const iceBreakers = (value: unknown): Judged => {
  if (!Array.isArray(value)) return Refusal.parameter("Param ice_breakers must be an array.")
  const localised = value.filter((one) => isObject(one) && one["call_to_actions"] !== undefined).length
  if (localised === 0) return questions(value, "ice_breakers")
  if (localised < value.length) return Refusal.parameter("Param ice_breakers must have one format per call")
  return byLocale(
    "ice_breakers",
    value,
    (entry, name) => questions(arrayAt(entry, "call_to_actions") ?? [], `${name}[call_to_actions]`)
  )
}

const command = (value: unknown, name: string): Judged => {
  if (!isObject(value)) return Refusal.parameter(`Param ${name} must be an object.`)
  if ((textAt(value, "name") ?? "").includes("/")) return Refusal.parameter(`Param ${name}[name] may not hold a slash`)
  return TemplateForms.required(value, "name", 32, `${name}[name]`)
    ?? TemplateForms.required(value, "description", 64, `${name}[description]`)
}

const commands = (entry: JsonObject, name: string): Judged => {
  const list = arrayAt(entry, "commands") ?? []
  return list.length < 1 || list.length > limits.commands
    ? Refusal.parameter(`Array param ${name}[commands] must have 1 to ${limits.commands} elements`)
    : Buttons.first(list.map((one, index) => command(one, `${name}[commands][${index}]`)))
}

const domains = (value: unknown): Judged =>
  !Array.isArray(value) || value.length > limits.domains
    ? Refusal.parameter(`Param whitelisted_domains must be an array of at most ${limits.domains} domains`)
    : value.every(isHttps)
    ? undefined
    : Refusal.parameter("Param whitelisted_domains must be https URLs of domains")

const properties: ReadonlyMap<string, (value: unknown, state: PageState) => Judged> = new Map<
  string,
  (value: unknown, state: PageState) => Judged
>([
  ["get_started", (value) =>
    isObject(value)
      ? TemplateForms.required(value, "payload", limits.payload, "get_started[payload]")
      : Refusal.parameter("Param get_started must be an object.")],
  [
    "greeting",
    (value) =>
      byLocale(
        "greeting",
        value,
        (entry, name) => TemplateForms.required(entry, "text", limits.greeting, `${name}[text]`)
      )
  ],
  ["ice_breakers", iceBreakers],
  [
    "persistent_menu",
    (value, state) => byLocale("persistent_menu", value, (entry, name) => menuItems(entry, name, state.page.channel))
  ],
  ["whitelisted_domains", domains],
  [
    "account_linking_url",
    (value) => isHttps(value) ? undefined : Refusal.parameter("Param account_linking_url must be an https URL")
  ],
  ["commands", (value) => byLocale("commands", value, commands)],
  ["description", (value) => typeof value === "string" ? tooLong("description", value, limits.text) : undefined],
  // Deprecated, and still taken.
  ["home_url", () => undefined],
  ["target_audience", () => undefined],
  ["payment_settings", () => undefined]
])

/** What Instagram has of it ("Ice breakers", "Persistent menu" of the Instagram pages). */
const onInstagram: ReadonlySet<string> = new Set(["ice_breakers", "persistent_menu", "get_started"])

const given = (request: JsonObject): ReadonlyArray<readonly [string, unknown]> =>
  Object.entries(request).filter(([name]) => properties.has(name))

const judge = (state: PageState, request: JsonObject): Judged => {
  const found = given(request)
  if (found.length === 0) return Refusal.parameter("At least one property of the Messenger profile is required")
  for (const [name, value] of found) {
    if (state.page.channel === "instagram" && !onInstagram.has(name)) {
      return Refusal.parameter(`Param ${name} is not available for Instagram`)
    }
    const refusal = properties.get(name)?.(value, state)
    if (refusal !== undefined) return refusal
  }
  const menu = request["persistent_menu"] !== undefined && state.page.channel === "messenger"
  const started = request["get_started"] ?? state.profile["get_started"]
  return menu && started === undefined
    ? Refusal.parameter("You must set a Get Started button if you also wish to use persistent menu")
    : undefined
}

/** `POST messenger_profile`. */
export const set = (world: World, state: PageState, request: JsonObject): Answer => {
  const refusal = judge(state, request)
  if (refusal !== undefined) return refusal
  state.profile = { ...state.profile, ...Object.fromEntries(given(request)) }
  Worlds.keepPage(world, state)
  return { result: "success" }
}

/** `GET messenger_profile?fields=`. */
export const get = (_: World, state: PageState, request: JsonObject): Answer => {
  const found = Fields.of(request).filter(({ name }) => state.profile[name] !== undefined)
  return {
    data: found.length === 0 ? [] : [Object.fromEntries(found.map(({ name }) => [name, state.profile[name]]))]
  }
}

/** `DELETE messenger_profile` with `fields`. */
export const remove = (world: World, state: PageState, request: JsonObject): Answer => {
  const gone = new Set(Fields.list(request, "fields"))
  if (gone.size === 0) return Refusal.parameter("Param fields is required.")
  const hasMenu = (arrayAt(state.profile, "persistent_menu")?.length ?? 0) > 0
  if (gone.has("get_started") && !gone.has("persistent_menu") && hasMenu) {
    return Refusal.parameter("You must remove the persistent menu before the Get Started button")
  }
  state.profile = Object.fromEntries(Object.entries(state.profile).filter(([name]) => !gone.has(name)))
  Worlds.keepPage(world, state)
  return { result: "success" }
}

const personOf = (state: PageState, request: JsonObject): string | Refusal.Refusal => {
  const psid = textAt(request, "psid")
  return psid === undefined || !state.threads.has(psid) ? Refusal.noPerson : psid
}

/** `POST custom_user_settings`: the menu of one person. */
export const setMenu = (world: World, state: PageState, request: JsonObject): Answer => {
  const psid = personOf(state, request)
  if (typeof psid !== "string") return psid
  const menu = request["persistent_menu"]
  const refusal = properties.get("persistent_menu")?.(menu, state)
  if (refusal !== undefined) return refusal
  state.menus.set(psid, menu)
  Worlds.keepPage(world, state)
  return { result: "success" }
}

/** `GET custom_user_settings?psid=`: the menu of the person, and that of the page. */
export const getMenu = (_: World, state: PageState, request: JsonObject): Answer => {
  const psid = personOf(state, request)
  if (typeof psid !== "string") return psid
  const own = state.menus.get(psid)
  const pages = state.profile["persistent_menu"]
  return {
    data: [
      ...(own === undefined ? [] : [{ user_level_persistent_menu: own }]),
      ...(pages === undefined ? [] : [{ page_level_persistent_menu: pages }])
    ]
  }
}

/** `DELETE custom_user_settings?psid=&params=["persistent_menu"]`. */
export const removeMenu = (world: World, state: PageState, request: JsonObject): Answer => {
  const psid = personOf(state, request)
  if (typeof psid !== "string") return psid
  const params = Fields.list(request, "params")
  if (!params.includes("persistent_menu")) return Refusal.parameter("Param params must hold persistent_menu")
  state.menus.delete(psid)
  Worlds.keepPage(world, state)
  return { result: "success" }
}

/** The menu that a person sees: their own, else the one of the page in their language. */
export const menuOf = (state: PageState, psid: string, locale: string): ReadonlyArray<JsonObject> => {
  const menu = state.menus.get(psid) ?? state.profile["persistent_menu"]
  const entries = (Array.isArray(menu) ? menu : []).filter(isObject)
  const entry = entries.find((one) => textAt(one, "locale") === locale)
    ?? entries.find((one) => textAt(one, "locale") === "default")
  return entry === undefined ? [] : (arrayAt(entry, "call_to_actions") ?? []).filter(isObject)
}

/** The payload of Get Started: what the profile says, else `GET_STARTED`. */
export const getStartedPayload = (state: PageState): string =>
  textAt(objectAt(state.profile, "get_started") ?? {}, "payload") ?? "GET_STARTED"
