/**
 * What Meta reports of an account to those who run it ("messaging_policy_enforcement", "Send a utility message", "leadgen" and
 * "inbox_labels" webhooks, read 2026-11-21).
 *
 * @module
 */
import type { Inbound } from "@parley/core"
import type * as Types from "effect/Types"
import type { Finding } from "./Finding.ts"
import type { Reader } from "./Reader.ts"

type Of<Tag extends Inbound.Event["_tag"]> = Types.Mutable<Extract<Inbound.Event, { _tag: Tag }>>

/** `policy_enforcement`: a warning, a block, or its end. */
export const enforcement = (reader: Reader): Finding | undefined => {
  const action = reader.text("action")
  const reason = reader.text("reason")
  if (action === undefined) return reader.refuse("action", "missing")
  const event: Of<"Enforced"> = { _tag: "Enforced", action }
  if (reason !== undefined) event.reason = reason
  return { kind: "enforcement", event }
}

/** The approval of a template, or its end. */
export const template = (reader: Reader): Finding | undefined => {
  const status = reader.text("event")
  const id = reader.id("message_template_id")
  const name = reader.text("message_template_name")
  const language = reader.text("message_template_language")
  const reason = reader.text("reason")
  if (status === undefined) return reader.refuse("event", "missing")
  const event: Of<"TemplateChanged"> = { _tag: "TemplateChanged", status }
  if (id !== undefined) event.template = id
  if (name !== undefined) event.name = name
  if (language !== undefined) event.language = language
  if (reason !== undefined) event.reason = reason
  return { kind: "template", event }
}

/** A form of an ad was sent: its answers are fetched by `submission`. Nobody of the account's conversations is named. */
export const lead = (reader: Reader): Finding | undefined => {
  const submission = reader.id("leadgen_id")
  const form = reader.id("form_id")
  if (submission === undefined) return reader.refuse("leadgen_id", "missing")
  const event: Of<"Submitted"> = { _tag: "Submitted", kind: "leadAd", submission, answers: [] }
  if (form !== undefined) event.form = form
  return { kind: "lead", unique: submission, event }
}

const changes = { add: "added", remove: "removed" } as const

/** A label was put on a customer, or taken off. */
export const label = (reader: Reader): Finding | undefined => {
  const action = reader.word("action", ["add", "remove"])
  const person = reader.object("user", (user) => user.id("id"))
  const named = reader.object("label", (inner) => ({ id: inner.id("id"), name: inner.text("name") }))
  if (action === undefined || named?.id === undefined) return reader.refuse("action or label", "missing")
  const event: Of<"Labelled"> = { _tag: "Labelled", change: changes[action], label: named.id }
  if (named.name !== undefined) event.name = named.name
  return { kind: "label", ...(person === undefined ? {} : { person }), event }
}
