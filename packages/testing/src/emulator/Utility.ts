/**
 * Utility messages: an approved template and the parameters that fill it.
 *
 * @module
 */
import { arrayAt, isObject, type JsonObject, objectAt, textAt } from "./JsonObject.ts"
import * as Refusal from "./Refusal.ts"
import * as Settings from "./Settings.ts"
import type { PageState } from "./World.ts"

/** A template with its parameters filled in. */
export interface Filled {
  readonly name: string
  readonly text: string
}

const placeholder = /\{\{(\w+)\}\}/g

const ofType = (components: ReadonlyArray<JsonObject>, type: string): JsonObject | undefined =>
  components.find((component) => (textAt(component, "type") ?? "").toLowerCase() === type)

/** A text with its placeholders filled in; the names of those that nothing fills. */
const filled = (
  text: string,
  component: JsonObject | undefined
): { readonly text: string; readonly missing: Array<string> } => {
  const values = new Map<string, string>()
  const parameters = (component === undefined ? [] : arrayAt(component, "parameters") ?? []).filter(isObject)
  parameters.forEach((parameter, index) => {
    values.set(textAt(parameter, "parameter_name") ?? String(index + 1), textAt(parameter, "text") ?? "")
  })
  const missing: Array<string> = []
  const out = text.replace(placeholder, (_, key: string) => {
    const value = values.get(key)
    if (value === undefined || value === "") missing.push(key)
    return value ?? ""
  })
  return { text: out, missing }
}

/** The buttons of a template: a postback's payload and the end of an address come with the send. */
const judgeButtons = (known: JsonObject | undefined, given: JsonObject | undefined): Refusal.Refusal | undefined => {
  const buttons = (known === undefined ? [] : arrayAt(known, "buttons") ?? []).filter(isObject)
  const parameters = (given === undefined ? [] : arrayAt(given, "parameters") ?? []).filter(isObject)
  if (parameters.length > buttons.length) {
    return Refusal.parameter("Number of button parameters does not match the template")
  }
  const short = buttons.findIndex((button, index) =>
    /\{\{\w+\}\}/.test(textAt(button, "url") ?? "") && textAt(parameters[index] ?? {}, "url") === undefined
  )
  return short < 0 ? undefined : Refusal.parameter(`Param buttons[${short}][url] is required by the template`)
}

/**
 * Finds the template of a utility message and fills it in; a refusal when it is unknown, not approved, or a parameter is missing.
 * What the platform answers for one that is not approved is written nowhere: it is refused as one that does not exist.
 */
export const fill = (state: PageState, template: JsonObject): Filled | Refusal.Refusal => {
  const name = textAt(template, "name")
  if (name === undefined) return Refusal.parameter("Param message[template][name] is required.")
  const language = textAt(objectAt(template, "language") ?? {}, "code")
  const known = language === undefined
    ? [...state.templates.values()].find((one) => one.name === name)
    : state.templates.get(Settings.templateKey({ name, language }))
  if (known === undefined || (known.status ?? "approved") !== "approved") {
    return Refusal.parameter(`Template name (${name}) does not exist in ${language ?? "the given language"}`)
  }
  const given = (arrayAt(template, "components") ?? []).filter(isObject)
  const made = known.components ?? []
  const body = filled(known.body, ofType(given, "body"))
  const header = filled(textAt(ofType(made, "header") ?? {}, "text") ?? "", ofType(given, "header"))
  const missing = [...header.missing, ...body.missing]
  if (missing.length > 0) {
    return Refusal.parameter(`Number of parameters does not match the template: missing ${missing.join(", ")}`)
  }
  const refusal = judgeButtons(ofType(made, "buttons"), ofType(given, "buttons"))
  return refusal ?? { name, text: header.text === "" ? body.text : `${header.text}\n${body.text}` }
}
