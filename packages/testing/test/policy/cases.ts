/**
 * The parts that cases are made of.
 *
 * @module
 */
import { type Address, type Message, Outbound, type Permission, type Purpose } from "@parley/core"
import * as Schema from "effect/Schema"
import type { RuleCase } from "./ruleCase.ts"

/** An hour in milliseconds. */
export const hour = 3_600_000
/** A day in milliseconds. */
export const day = 24 * hour

/** The first instant of a day, in UTC. */
export const on = (date: string): number => Date.parse(`${date}T00:00:00Z`)

/** A day on which the pages of the seeds stood, and one on which today's do. */
export const seedsDay = on("2024-03-01")
/** A day of today's rules, after all that is known of them. */
export const today = on("2026-11-01")

/** Words of a purpose. */
export const words = (purpose?: Purpose.Purpose, more: Partial<Message.Message> = {}): Message.Message => ({
  content: { _tag: "Text", text: "Hello." },
  ...(purpose === undefined ? {} : { purpose }),
  ...more
})

/** The approved template that stands in where a template is asked for. */
export const template = { _tag: "Template", name: "order_left", language: "en", parameters: {} } as const

/** The form that asks for feedback. */
export const survey = (purpose?: Purpose.Purpose): Message.Message =>
  words(purpose, {
    content: {
      _tag: "Survey",
      title: "How was it?",
      question: { id: "q1", title: "How was it?", kind: "csat" },
      privacyUrl: "https://example.com/privacy"
    }
  })

/** A person of the business, as a store gives one back: code makes none but in the inbox bridge. */
export const human = Schema.decodeUnknownSync(Outbound.Author)({ _tag: "Human", name: "Eva" })

const addressOf = (kind: Permission.PermissionKind): Address.Address =>
  kind === "privateReply"
    ? { _tag: "Comment", comment: "c1" }
    : kind === "news"
    ? { _tag: "Scoped", id: "2" }
    : { _tag: "Token", kind, token: "t1" }

/** What the person allowed, at a moment since the epoch. */
export const permission = (
  kind: Permission.PermissionKind,
  grantedAt: number,
  more: Partial<Permission.Permission> = {}
): Permission.Permission => ({
  id: kind === "privateReply" ? "c1" : "t1",
  kind,
  address: addressOf(kind),
  grantedAt,
  ...(kind === "oneTime" || kind === "recurring" ? { topic: "restock" } : {}),
  ...more
})

/** What a case says of itself, beyond a bot's plain answer to a message on a day of its pack. */
export type Told =
  & Pick<RuleCase, "name" | "channel" | "pack" | "expected">
  & Partial<Omit<RuleCase, "name" | "channel" | "pack" | "expected">>

/** A case: a bot's plain answer to a message written at its beginning, a day after which it is judged, unless told otherwise. */
export const rule = (told: Told): RuleCase => ({
  at: told.pack === "seeds" ? seedsDay : today,
  bound: day,
  edge: "end",
  acts: [{ act: "message", at: 0 }],
  permissions: [],
  approvals: [],
  message: words(),
  author: { _tag: "Bot" },
  cause: "answer",
  ...told
})
