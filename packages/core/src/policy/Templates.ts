/**
 * The templates that an account has, as it declares them, and whether a message's own is one that would be sent.
 *
 * @module
 */
import type { Message, Template } from "../model/Message.ts"

/** What the channel said of a template; only an approved one is sent. */
export type Status = "approved" | "pending" | "rejected" | "paused" | "disabled"

/**
 * A template of an account: its name, the languages in which it is there, the names of its parameters (every one has to be
 * given; not checked when left out), and its status, `approved` unless given. One that differs by language is declared once for each.
 */
export interface Declared {
  readonly name: string
  readonly languages: ReadonlyArray<string>
  readonly parameters?: ReadonlyArray<string>
  readonly status?: Status
}

type Filled = typeof Template.Type

/** Why a template would not be sent, with what there is instead. */
export type Fault =
  | { readonly _tag: "unknown"; readonly known: ReadonlyArray<string> }
  | { readonly _tag: "language"; readonly known: ReadonlyArray<string> }
  | { readonly _tag: "unapproved"; readonly status: Exclude<Status, "approved"> }
  | { readonly _tag: "parameters"; readonly missing: ReadonlyArray<string>; readonly unknown: ReadonlyArray<string> }

/** The template that a message would travel as, if it has one. */
export const of = ({ content, utility }: Message): Filled | undefined =>
  utility ?? (content._tag === "Template" ? content : undefined)

/** Why a template would not be sent by an account with these, or `undefined` when it would be. */
export const fault = (template: Filled, declared: ReadonlyArray<Declared>): Fault | undefined => {
  const named = declared.filter(({ name }) => name === template.name)
  if (named.length === 0) return { _tag: "unknown", known: [...new Set(declared.map(({ name }) => name))] }
  const found = named.find(({ languages }) => languages.includes(template.language))
  if (found === undefined) return { _tag: "language", known: named.flatMap(({ languages }) => languages) }
  const { parameters, status = "approved" } = found
  if (status !== "approved") return { _tag: "unapproved", status }
  if (parameters === undefined) return undefined
  const missing = parameters.filter((name) => (template.parameters[name] ?? "") === "")
  const unknown = Object.keys(template.parameters).filter((name) => !parameters.includes(name))
  return missing.length + unknown.length === 0 ? undefined : { _tag: "parameters", missing, unknown }
}

const all = (names: ReadonlyArray<string>): string => names.length === 0 ? "none" : names.join(", ")

const mended: { readonly [status in Exclude<Status, "approved">]: string } = {
  pending: "wait until it is approved, and declare it so",
  rejected: "mend it and hand it in again",
  paused: "wait until the channel takes it up again, and declare it so",
  disabled: "use another one"
}

const troubles = (fault: Extract<Fault, { readonly _tag: "parameters" }>): string =>
  [
    ...(fault.missing.length === 0 ? [] : [`gets no value for ${all(fault.missing)}`]),
    ...(fault.unknown.length === 0 ? [] : [`has no parameter ${all(fault.unknown)}`])
  ].join(" and ")

/** Why a template would not be sent, and what to do about it, in words. */
export const describe = (
  { language, name }: Filled,
  fault: Fault
): { readonly reason: string; readonly cure: string } => {
  switch (fault._tag) {
    case "unknown":
      return {
        reason: `the account has no template "${name}"`,
        cure: `name one that it has (${all(fault.known)}), or declare "${name}" among its templates`
      }
    case "language":
      return {
        reason: `the template "${name}" is not there in "${language}"`,
        cure: `say it in ${all(fault.known)}, or declare "${language}" among the languages of "${name}"`
      }
    case "unapproved":
      return {
        reason: `the template "${name}" is ${fault.status}, and only an approved one is sent`,
        cure: mended[fault.status]
      }
    case "parameters":
      return {
        reason: `the template "${name}" ${troubles(fault)}`,
        cure: `give "${name}" a value for each of its parameters, and for no other`
      }
  }
}
