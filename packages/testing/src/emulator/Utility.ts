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

/** Finds the template of a utility message and fills it in; a refusal when it is unknown or a parameter is missing. */
export const fill = (state: PageState, template: JsonObject): Filled | Refusal.Refusal => {
  const name = textAt(template, "name")
  if (name === undefined) return Refusal.parameter("Param message[template][name] is required.")
  const language = textAt(objectAt(template, "language") ?? {}, "code")
  const known = language === undefined
    ? [...state.templates.values()].find((one) => one.name === name)
    : state.templates.get(Settings.templateKey({ name, language }))
  if (known === undefined) {
    return Refusal.parameter(`Template name (${name}) does not exist in ${language ?? "the given language"}`)
  }
  const components = (arrayAt(template, "components") ?? []).filter(isObject)
  const body = components.find((component) => (textAt(component, "type") ?? "").toLowerCase() === "body")
  const parameters = (body === undefined ? [] : arrayAt(body, "parameters") ?? []).filter(isObject)
  const values = new Map<string, string>()
  parameters.forEach((parameter, index) => {
    values.set(textAt(parameter, "parameter_name") ?? String(index + 1), textAt(parameter, "text") ?? "")
  })
  const missing: Array<string> = []
  const text = known.body.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values.get(key)
    if (value === undefined || value === "") missing.push(key)
    return value ?? ""
  })
  return missing.length > 0
    ? Refusal.parameter(`Number of parameters does not match the template: missing ${missing.join(", ")}`)
    : { name, text }
}
