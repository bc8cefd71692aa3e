/**
 * Utility templates in Meta's words: as they are handed in, and as a page lists them ("Send a utility message", 13 March 2026).
 *
 * @module
 */
import type { Json, Templates } from "@parley/core"
import * as Schema from "effect/Schema"
import * as Placeholders from "./Placeholders.ts"
import type { Button, Header, UtilityTemplate } from "./UtilityTemplate.ts"

const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

type Body = { readonly [field: string]: Json.Json }

const exampleOf = (
  kind: "body" | "header",
  text: string,
  format: Placeholders.Format,
  examples: Readonly<Record<string, string>>
): Body => {
  const placed = Placeholders.names(text)
  if (placed.length === 0) return {}
  const value = (name: string): string => examples[kind === "header" ? `header.${name}` : name] ?? ""
  if (format === "named") {
    return { [`${kind}_text_named_params`]: placed.map((name) => ({ param_name: name, example: value(name) })) }
  }
  const values = placed.toSorted((a, b) => Number(a) - Number(b)).map(value)
  return { [`${kind}_text`]: kind === "body" ? [values] : values }
}

const withExample = (component: Body, example: Body): Body =>
  Object.keys(example).length === 0 ? component : { ...component, example }

const headerOf = (
  header: Header,
  format: Placeholders.Format,
  { examples, handle }: { readonly examples: Readonly<Record<string, string>>; readonly handle: string | undefined }
): Body => {
  const text = header.text === undefined ? {} : { text: header.text }
  const example = exampleOf("header", header.text ?? "", format, examples)
  if ("picture" in header) {
    const { picture } = header
    const known = handle ?? (typeof picture === "string" ? picture : undefined)
    const shown = known === undefined ? {} : { header_handle: [known] }
    return withExample({ type: "HEADER", format: "IMAGE", ...text }, { ...shown, ...example })
  }
  return withExample({ type: "HEADER", format: "TEXT", ...text }, example)
}

const buttonOf = (button: Button): Body =>
  "url" in button
    ? {
      type: "URL",
      text: button.title,
      url: button.url,
      ...(button.example === undefined ? {} : { example: { url_suffix_example: button.example } })
    }
    : { type: "POSTBACK", text: button.title, payload: button.payload }

/** What is posted to hand a template in. `handle` is that of its picture, where the template has the file. */
export const encode = (
  { body, buttons = [], examples, header, language, name }: UtilityTemplate,
  handle?: string
): Body => {
  const format = Placeholders.formatOf(Placeholders.names(`${header?.text ?? ""} ${body}`))
  return {
    name,
    language,
    category: "UTILITY",
    ...(format === "named" ? { parameter_format: "NAMED" } : {}),
    components: [
      ...(header === undefined ? [] : [headerOf(header, format, { examples, handle })]),
      withExample({ type: "BODY", text: body }, exampleOf("body", body, format, examples)),
      ...(buttons.length === 0 ? [] : [{ type: "BUTTONS", buttons: buttons.map(buttonOf) }])
    ]
  }
}

const ListedButton = Schema.Struct({
  type: optional(Schema.String),
  text: optional(Schema.String),
  url: optional(Schema.String),
  payload: optional(Schema.String)
})

const ListedComponent = Schema.Struct({
  type: Schema.String,
  format: optional(Schema.String),
  text: optional(Schema.String),
  buttons: optional(Schema.Array(ListedButton))
})

/** A template as it is listed. Templates of Meta's library have `body` instead of `components`, and may have no status. */
export const Listed = Schema.Struct({
  name: Schema.String,
  language: Schema.String,
  id: optional(Schema.Union(Schema.String, Schema.Number)),
  status: optional(Schema.String),
  category: optional(Schema.String),
  rejected_reason: optional(Schema.String),
  body: optional(Schema.String),
  components: optional(Schema.Array(ListedComponent))
})
/** A template as it is listed. */
export type Listed = typeof Listed.Type

/** One answer of the list, and where it goes on. */
export const Page = Schema.Struct({
  data: Schema.Array(Listed),
  paging: optional(Schema.Struct({
    next: optional(Schema.String),
    cursors: optional(Schema.Struct({ after: optional(Schema.String) }))
  }))
})

/** What is answered to a template that was handed in. */
export const Created = Schema.Struct({
  id: Schema.Union(Schema.String, Schema.Number),
  status: optional(Schema.String)
})

const statuses: Readonly<Record<string, Templates.Status>> = {
  APPROVED: "approved",
  PENDING: "pending",
  IN_APPEAL: "pending",
  REJECTED: "rejected",
  PAUSED: "paused",
  DISABLED: "disabled",
  ARCHIVED: "disabled",
  LIMIT_EXCEEDED: "disabled",
  PENDING_DELETION: "disabled",
  DELETED: "disabled"
}

/**
 * What a word of the platform means for sending. A word that is not known counts as pending: nothing is sent on a guess; a
 * template that is listed without one is approved, as those of the library are.
 */
export const statusOf = (word: string | undefined): Templates.Status =>
  word === undefined ? "approved" : statuses[word.toUpperCase()] ?? "pending"

/** A part of a template that both sides have: what it is called, and its content in words. */
export type Parts = ReadonlyMap<"header" | "body" | "buttons", string>

const filled = (entries: ReadonlyArray<readonly ["header" | "body" | "buttons", string]>): Parts =>
  new Map(entries.filter(([, words]) => words !== ""))

/** The parts of a template as code. A picture is one picture, whichever it is: a page does not tell which. */
export const partsOf = ({ body, buttons = [], header }: UtilityTemplate): Parts =>
  filled([
    ["header", header === undefined ? "" : "picture" in header ? `picture ${header.text ?? ""}`.trim() : header.text],
    ["body", body],
    ["buttons", buttons.map((one) => `${one.title} → ${"url" in one ? one.url : one.payload}`).join(", ")]
  ])

/** The parts of a listed template. */
export const partsListed = ({ body, components = [] }: Listed): Parts => {
  const find = (type: string) => components.find((one) => one.type.toUpperCase() === type)
  const header = find("HEADER")
  return filled([
    ["header", header?.format?.toUpperCase() === "IMAGE" ? `picture ${header.text ?? ""}`.trim() : header?.text ?? ""],
    ["body", find("BODY")?.text ?? body ?? ""],
    [
      "buttons",
      (find("BUTTONS")?.buttons ?? []).map((one) => `${one.text ?? ""} → ${one.url ?? one.payload ?? ""}`).join(", ")
    ]
  ])
}
