/**
 * Utility templates: made, listed, deleted, and reviewed ("Send a utility message", 13 Mar 2026).
 *
 * @module
 */
import * as Fields from "./Fields.ts"
import { arrayAt, isObject, type JsonObject, textAt } from "./JsonObject.ts"
import * as Notices from "./Notices.ts"
import * as Refusal from "./Refusal.ts"
import type { TemplateStatus, UtilityTemplate } from "./Settings.ts"
import { templateKey } from "./Settings.ts"
import * as UploadSessions from "./UploadSessions.ts"
import type { PageState, World } from "./World.ts"
import * as Worlds from "./World.ts"

type Answer = JsonObject | Refusal.Refusal

/** Meta's library of ready templates, in small. Names and words are the emulator's own. */
const library: ReadonlyArray<{ readonly id: string; readonly name: string; readonly body: string }> = [
  { id: "910000000000001", name: "order_shipped", body: "Hello {{1}}, your order {{2}} is on its way to you." },
  { id: "910000000000002", name: "appointment_reminder", body: "We expect you on {{1}} at {{2}}, as you booked." }
]

const placeholder = /\{\{(\w+)\}\}/g

/** More placeholders than words of its own: the platform names the reason and no number, which is the emulator's. */
const isMostlyPlaceholders = (body: string): boolean => {
  const count = body.match(placeholder)?.length ?? 0
  const words = body.replace(placeholder, " ").split(/\s+/).filter((word) => /\w/.test(word)).length
  return count > words
}

const keep = (world: World, state: PageState, template: UtilityTemplate): void => {
  const key = templateKey(template)
  state.templates.set(key, template)
  Worlds.keep(world, state, "template", key, template)
}

const bodyOf = (components: ReadonlyArray<JsonObject>): string =>
  textAt(components.find((one) => textAt(one, "type")?.toUpperCase() === "BODY") ?? {}, "text") ?? ""

const written = (request: JsonObject): ReadonlyArray<JsonObject> | Refusal.Refusal => {
  const from = textAt(request, "library_template_name")
  if (from === undefined) return (arrayAt(request, "components") ?? []).filter(isObject)
  const found = library.find(({ name }) => name === from)
  return found === undefined
    ? Refusal.parameter(`Param library_template_name (${from}) is not in the library`)
    : [{ type: "BODY", text: found.body }]
}

/** `POST message_templates`. */
export const create = (world: World, state: PageState, request: JsonObject): Answer => {
  const name = textAt(request, "name") ?? ""
  const components = written(request)
  if ("code" in components) return components
  const body = bodyOf(components)
  if (name === "" || body === "") return Refusal.parameter("Params name and components with a BODY are required.")
  const picture = UploadSessions.judgePicture(state, components)
  if (picture !== undefined) return picture
  const category = textAt(request, "category")?.toUpperCase()
  if (category !== undefined && category !== "UTILITY") return Refusal.parameter("Param category must be UTILITY")
  if (/^\s*\{\{|\}\}\s*$/.test(body)) return Refusal.parameter("A placeholder may not start or end the text")
  const numbered = textAt(request, "parameter_format")?.toUpperCase() !== "NAMED"
  const names = [...body.matchAll(placeholder)].map(([, key]) => key ?? "")
  if (numbered && names.some((key) => /\D/.test(key)) && request["parameter_format"] !== undefined) {
    return Refusal.parameter("Placeholders must be numbers when parameter_format is POSITIONAL")
  }
  const rejected = isMostlyPlaceholders(body)
  const status: TemplateStatus = rejected
    ? "rejected"
    : world.strict.templateReview === "pending"
    ? "pending"
    : "approved"
  const template: UtilityTemplate = {
    name,
    language: textAt(request, "language") ?? "en",
    body,
    status,
    id: world.ids.digits(16),
    components,
    ...(rejected ? { reason: "PARAMS_TO_WORD_RATIO_EXCEED_LIMIT" } : {})
  }
  keep(world, state, template)
  return { id: template.id, status: status.toUpperCase(), category: "UTILITY" }
}

const shown = ({ body, components, id, language, name, reason, status = "approved" }: UtilityTemplate): JsonObject => ({
  ...(id === undefined ? {} : { id }),
  name,
  language,
  status: status.toUpperCase(),
  category: "UTILITY",
  components: components ?? [{ type: "BODY", text: body }],
  ...(reason === undefined ? {} : { rejected_reason: reason })
})

/** `GET message_templates`, by `name`, `name_or_content`, `content`, `language`, `status`. */
export const list = (_: World, state: PageState, request: JsonObject): Answer => {
  const is = (name: string, value: string) => (textAt(request, name) ?? value).toLowerCase() === value.toLowerCase()
  const holds = (name: string, value: string) => value.includes(textAt(request, name) ?? "")
  const found = [...state.templates.values()].filter((one) =>
    is("name", one.name) && is("language", one.language) && is("status", one.status ?? "approved")
    && holds("content", one.body) && (holds("name_or_content", one.name) || holds("name_or_content", one.body))
  )
  return Fields.paged(found, templateKey, request, shown)
}

/** `DELETE message_templates` by `name`, in every language, or by `template_id`. */
export const remove = (world: World, state: PageState, request: JsonObject): Answer => {
  const name = textAt(request, "name")
  const id = textAt(request, "template_id") ?? textAt(request, "hsm_id")
  const keys = [...state.templates].filter(([, one]) =>
    id === undefined ? one.name === name : one.id === id && (name === undefined || one.name === name)
  ).map(([key]) => key)
  if (keys.length === 0) return Refusal.parameter(`Template name (${name ?? id ?? ""}) does not exist`)
  for (const key of keys) {
    state.templates.delete(key)
    world.disk.remove("template", `${state.page.id}/${key}`)
  }
  return { success: true }
}

/** `GET /message_template_library`. */
export const ofLibrary = (request: JsonObject): JsonObject => {
  const wanted = textAt(request, "name_or_content") ?? ""
  return {
    data: library.filter(({ body, name }) => name.includes(wanted) || body.includes(wanted)).map((one) => ({
      ...one,
      language: textAt(request, "language") ?? "en",
      category: "UTILITY",
      topic: "ORDER_MANAGEMENT",
      usecase: one.name.toUpperCase(),
      industry: ["E_COMMERCE"],
      body_params: [],
      body_param_types: [],
      buttons: []
    }))
  }
}

/** What the platform decides about a template of a page; the app is told. */
export interface Review {
  readonly name: string
  /** Every language of the name when not given. */
  readonly language?: string
  readonly status: TemplateStatus
  /** `INCORRECT_PARAMS`, `TAG_SHOULD_BE_MARKETING` and the like. */
  readonly reason?: string
}

/** Decides about a template; how many languages of it there are. */
export const review = (world: World, state: PageState, { language, name, reason, status }: Review): number => {
  const found = [...state.templates.values()].filter((one) =>
    one.name === name && (language === undefined || one.language === language)
  )
  for (const { reason: _, ...template } of found) {
    keep(world, state, { ...template, status, ...(reason === undefined ? {} : { reason }) })
    Notices.ofPage(world, state, "message_template_status_update", {
      event: status.toUpperCase(),
      message_template_id: template.id ?? "0",
      message_template_name: name,
      message_template_language: template.language,
      reason: reason ?? "NONE"
    })
  }
  world.commit()
  return found.length
}
