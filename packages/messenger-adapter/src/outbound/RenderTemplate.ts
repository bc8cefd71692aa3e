/**
 * An approved utility template with its parameters in Meta's words ("Send a utility message", read 2026-11-21).
 *
 * @module
 */
import type { Message } from "@parley/core"
import type * as SendBody from "../wire/SendBody.ts"

type Template = Extract<Message.Content, { _tag: "Template" }>
type Component = SendBody.UtilityTemplate["components"][number]

const header = "header."

/** Parameters named "1", "2"… are given by position, in order of the number; others by name. */
const parametersOf = (entries: ReadonlyArray<readonly [string, string]>): Component["parameters"] =>
  entries.every(([name]) => /^\d+$/.test(name))
    ? entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, text]) => ({ type: "text", text }))
    : entries.map(([name, text]) => ({ type: "text", parameter_name: name, text }))

/** The template of a request. A parameter "header.x" is the parameter "x" of the header; all others are the body's. */
export const render = (template: Template): SendBody.UtilityTemplate => {
  const entries = Object.entries(template.parameters)
  const inHeader = entries
    .filter(([name]) => name.startsWith(header))
    .map(([name, text]) => [name.slice(header.length), text] as const)
  const inBody = entries.filter(([name]) => !name.startsWith(header))
  const components: Array<Component> = []
  if (inHeader.length > 0) components.push({ type: "header", parameters: parametersOf(inHeader) })
  if (inBody.length > 0) components.push({ type: "body", parameters: parametersOf(inBody) })
  return { name: template.name, language: { code: template.language }, components }
}
