/**
 * An approved utility template with its parameters in Meta's words ("Send a utility message", read 2026-11-21).
 *
 * @module
 */
import type { Message } from "@parley/core"
import type * as SendBody from "../wire/SendBody.ts"
import type { Unsendable } from "./Unsendable.ts"

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

/** The parameters of one part, each by its name there. */
const partsOf = (
  { parameters }: Template
): { readonly header: ReadonlyArray<Entry>; readonly body: ReadonlyArray<Entry> } => {
  const entries = Object.entries(parameters)
  return {
    header: entries.filter(([name]) => name.startsWith(header)).map((
      [name, text]
    ) => [name.slice(header.length), text]),
    body: entries.filter(([name]) => !name.startsWith(header) && !button.test(name))
  }
}

/** The problem of parameters by place of which one is left out, or `undefined`: those behind it would take its place. */
export const gap = (template: Template): Unsendable | undefined => {
  for (const [part, entries] of Object.entries(partsOf(template))) {
    const names = entries.map(([name]) => name)
    if (!names.every((name) => /^\d+$/.test(name))) continue
    const missing = names.findIndex((_, index) => !names.includes(String(index + 1)))
    if (missing < 0) continue
    const name = `${part === "header" ? header : ""}${missing + 1}`
    return {
      _tag: "Unsendable",
      field: `parameters.${name}`,
      problem: "it is missing, and those behind it would take its place",
      cure: "give every parameter from 1 on, or name them all"
    }
  }
  return undefined
}

/**
 * The template of a request. A parameter "header.x" is the parameter "x" of the header, "button.1.payload" and "button.1.url" are
 * the first button's; all others are the body's.
 */
export const render = (template: Template): SendBody.UtilityTemplate => {
  const entries = Object.entries(template.parameters)
  const { body: inBody, header: inHeader } = partsOf(template)
  const inButtons = ofButtons(entries)
  const components: Array<Component> = []
  if (inHeader.length > 0) components.push({ type: "header", parameters: parametersOf(inHeader) })
  if (inBody.length > 0) components.push({ type: "body", parameters: parametersOf(inBody) })
  if (inButtons.length > 0) components.push({ type: "buttons", parameters: inButtons })
  return { name: template.name, language: { code: template.language }, components }
}
