/**
 * What differs between templates as code and what a page has, in words.
 *
 * @module
 */
import type { Templates } from "@parley/core"
import * as TemplateWire from "./TemplateWire.ts"
import * as UtilityTemplate from "./UtilityTemplate.ts"

/**
 * One difference, of a template in a language. `added`: only the code has it; `changed`: their words differ; `unapproved`: they are
 * the same, but it is not approved; `extra`: only the page has it.
 */
export interface Change {
  readonly name: string
  readonly language: string
  readonly change: "added" | "changed" | "unapproved" | "extra"
  /** The id on the page, where it is there. */
  readonly id?: string
  /** What differs, part by part. */
  readonly parts?: ReadonlyArray<{ readonly part: string; readonly before: string; readonly after: string }>
  readonly status?: Templates.Status
  readonly reason?: string
}

const idOf = ({ id }: TemplateWire.Listed): { readonly id?: string } => id === undefined ? {} : { id: String(id) }

const between = (before: TemplateWire.Parts, after: TemplateWire.Parts) =>
  (["header", "body", "buttons"] as const).flatMap((part) => {
    const had = before.get(part) ?? ""
    const wants = after.get(part) ?? ""
    return had === wants ? [] : [{ part, before: had, after: wants }]
  })

const compared = (
  template: UtilityTemplate.UtilityTemplate,
  listed: TemplateWire.Listed | undefined
): ReadonlyArray<Change> => {
  const { language, name } = template
  if (listed === undefined) return [{ name, language, change: "added" }]
  const parts = between(TemplateWire.partsListed(listed), TemplateWire.partsOf(template))
  const status = TemplateWire.statusOf(listed.status)
  const reason = listed.rejected_reason === "NONE" ? undefined : listed.rejected_reason
  const told = { name, language, ...idOf(listed), status, ...(reason === undefined ? {} : { reason }) }
  if (parts.length > 0) return [{ ...told, change: "changed", parts }]
  return status === "approved" ? [] : [{ ...told, change: "unapproved" }]
}

/** What differs, in the order of the code, and then what only the page has. */
export const diff = (
  templates: ReadonlyArray<UtilityTemplate.UtilityTemplate>,
  listed: ReadonlyArray<TemplateWire.Listed>
): ReadonlyArray<Change> => {
  const onPage = new Map(listed.map((one) => [UtilityTemplate.keyOf(one), one]))
  const inCode = new Set(templates.map(UtilityTemplate.keyOf))
  return [
    ...templates.flatMap((template) => compared(template, onPage.get(UtilityTemplate.keyOf(template)))),
    ...listed.filter((one) => !inCode.has(UtilityTemplate.keyOf(one))).map((one): Change => ({
      name: one.name,
      language: one.language,
      change: "extra",
      ...idOf(one),
      status: TemplateWire.statusOf(one.status)
    }))
  ]
}

const cures: Readonly<Record<string, string>> = {
  INCORRECT_PARAMS: "mend its placeholders",
  PARAMS_TO_WORD_RATIO_EXCEED_LIMIT: "say more words around its placeholders, or take some out",
  TAG_SHOULD_BE_MARKETING: "take out what advertises: utility messages may not"
}

/** Why a template was rejected, with the cure where it is known ("Send a utility message", 13 March 2026). */
export const reasonOf = (reason: string): string => cures[reason] === undefined ? reason : `${reason}: ${cures[reason]}`

/** A difference as one line, or a few. */
export const describe = ({ change, language, name, parts = [], reason, status }: Change): string => {
  const what = `${name} (${language})`
  switch (change) {
    case "added":
      return `+ ${what}`
    case "changed":
      return [
        `~ ${what}`,
        ...parts.map(({ after, before, part }) => `    ${part}: ${before || "none"} ⇒ ${after || "none"}`)
      ].join("\n")
    case "unapproved":
      return `! ${what} is ${status ?? "pending"}${reason === undefined ? "" : ` (${reasonOf(reason)})`}`
    case "extra":
      return `- ${what} (only on the page)`
  }
}
