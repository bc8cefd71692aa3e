/**
 * An approved utility template with its parameters in Meta's words ("Send a utility message", read 2026-11-21).
 *
 * @module
 */
import type { Message } from "@parley/core"
import type * as SendBody from "../wire/SendBody.ts"

type Template = Extract<Message.Content, { _tag: "Template" }>
type Component = SendBody.UtilityTemplate["components"][number]
type Parameter = Component["parameters"][number]
type Entry = readonly [name: string, text: string]

const header = "header."

/** A parameter of a button: "button.1.payload" is what the first one answers, "button.2.url" ends the address of the second. */
const button = /^button\.([1-9]\d?)\.(payload|url)$/

/** Parameters named "1", "2"… are given by position, in order of the number; others by name. */
const parametersOf = (entries: ReadonlyArray<Entry>): ReadonlyArray<Parameter> =>
  entries.every(([name]) => /^\d+$/.test(name))
    ? entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, text]) => ({ type: "text", text }))
    : entries.map(([name, text]) => ({ type: "text", parameter_name: name, text }))

/** The parameters of the buttons, in order of the buttons; they have no names. */
const ofButtons = (entries: ReadonlyArray<Entry>): ReadonlyArray<Parameter> =>
  entries
    .flatMap(([name, text]) => {
      const [, place, what] = button.exec(name) ?? []
      return place === undefined ? [] : [{ place: Number(place), what, text }]
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ text, what }) => what === "url" ? { type: "URL", url: text } : { type: "POSTBACK", payload: text })

/**
 * The template of a request. A parameter "header.x" is the parameter "x" of the header, "button.1.payload" and "button.1.url" are
 * the first button's; all others are the body's.
 */
export const render = (template: Template): SendBody.UtilityTemplate => {
  const entries = Object.entries(template.parameters)
  const inHeader = entries
    .filter(([name]) => name.startsWith(header))
    .map(([name, text]): Entry => [name.slice(header.length), text])
  const inBody = entries.filter(([name]) => !name.startsWith(header) && !button.test(name))
  const inButtons = ofButtons(entries)
  const components: Array<Component> = []
  if (inHeader.length > 0) components.push({ type: "header", parameters: parametersOf(inHeader) })
  if (inBody.length > 0) components.push({ type: "body", parameters: parametersOf(inBody) })
  if (inButtons.length > 0) components.push({ type: "buttons", parameters: inButtons })
  return { name: template.name, language: { code: template.language }, components }
}
