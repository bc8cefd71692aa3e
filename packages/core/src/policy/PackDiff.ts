/**
 * What changed between two packs, between two days, or on one timeline from a day to another, in words.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { Instant, Millis } from "../model/Instant.ts"
import { type Choice, type Dated, type PolicyPack, rules } from "./PolicyRule.ts"

/** Rules that can be compared: a pack, or what `PolicyPack.on` gives of one. */
export type Rulebook =
  & Pick<PolicyPack, "openers" | "lanes" | "permissions" | "limits" | "retired">
  & { readonly disclosure: PolicyPack["disclosure"] | PolicyPack["disclosure"][number] }
  & Partial<Pick<PolicyPack, "choices">>

/** One rule that is new, gone, or not the same any more; `words` is the sentence for people. */
export const Change = Schema.Struct({
  rule: Schema.String,
  change: Schema.Literal("added", "ended", "changed"),
  words: Schema.String
})
/** One rule that is new, gone, or not the same any more; `words` is the sentence for people. */
export interface Change extends Schema.Schema.Type<typeof Change> {}

type Fields = { readonly [field: string]: unknown }

const units: ReadonlyArray<readonly [unit: string, length: Millis]> = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000]
]

/** A length in the largest unit that leaves nothing over, days only from two on: "24 hours", "7 days", "1500 ms". */
const lengthOf = (length: Millis): string => {
  for (const [unit, one] of units) {
    if (length % one !== 0 || length === 0 || (unit === "day" && length === one)) continue
    return `${length / one} ${unit}${length === one ? "" : "s"}`
  }
  return `${length} ms`
}

/** A moment, without the time of day where it is midnight. */
const momentOf = (at: Instant): string =>
  Option.match(DateTime.make(at), {
    onNone: () => `${at}`,
    onSome: (moment) => DateTime.formatIso(moment).replace("T00:00:00.000Z", "")
  })

const lengths = ["lasts", "within", "every", "per", "lapse"]
const moments = ["from", "until"]

/** The names of fields as a reader knows them; the others are called as in the schema. */
const spoken: { readonly [field: string]: string } = {
  from: "begins",
  until: "ends",
  promotional: "takes promotion",
  recurring: "takes what recurs",
  past: "takes past events",
  every: "at most one in",
  wish: "only when asked for",
  most: "at most",
  per: "in"
}

const record = (value: unknown): Fields | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined

const one = (value: unknown): string => {
  const fields = record(value)
  if (fields === undefined) return String(value)
  // The rows of a table: the purpose alone tells one from another.
  if (typeof fields["purpose"] === "string") return fields["purpose"]
  return Object.values(fields).map(String).join(", ")
}

const valueOf = (field: string, value: unknown): string => {
  if (value === undefined) return "none"
  if (typeof value === "boolean") return value ? "yes" : "no"
  if (typeof value === "number" && lengths.includes(field)) return lengthOf(value)
  if (typeof value === "number" && moments.includes(field)) return momentOf(value)
  return Array.isArray(value) ? (value.length === 0 ? "none" : value.map(one).join(", ")) : one(value)
}

const silent = ["id", "source"]

const names = (...all: ReadonlyArray<Fields>): ReadonlyArray<string> =>
  [...new Set(all.flatMap(Object.keys))].filter((field) => !silent.includes(field))

/** A rule with all that it says: `window.message (act message, lasts 24 hours)`. */
const described = (rule: Dated): string => {
  const fields: Fields = { ...rule }
  const all = names(fields)
    .filter((field) => !Array.isArray(fields[field]) || fields[field].length > 0)
    .map((field) => `${spoken[field] ?? field} ${valueOf(field, fields[field])}`)
  return `${rule.id} (${all.join("; ")})`
}

const changedFields = (before: Fields, after: Fields): ReadonlyArray<string> =>
  names(before, after)
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => `${spoken[field] ?? field} ${valueOf(field, before[field])} → ${valueOf(field, after[field])}`)

/** One id may stand for several rules, one after the other: the first of them is matched with the first, and so on. */
const places = (all: ReadonlyArray<Dated>): ReadonlyMap<string, Dated> => {
  const found = new Map<string, Dated>()
  const sorted = [...all].sort((a, b) => (a.from ?? Number.NEGATIVE_INFINITY) - (b.from ?? Number.NEGATIVE_INFINITY))
  for (const rule of sorted) {
    let place = 0
    while (found.has(`${rule.id} ${place}`)) place++
    found.set(`${rule.id} ${place}`, rule)
  }
  return found
}

const ruleChanges = (before: ReadonlyArray<Dated>, after: ReadonlyArray<Dated>): ReadonlyArray<Change> => {
  const old = places(before)
  const young = places(after)
  return [...new Set([...old.keys(), ...young.keys()])].sort().flatMap((place): ReadonlyArray<Change> => {
    const was = old.get(place)
    const is = young.get(place)
    if (was === undefined) {
      return is === undefined
        ? []
        : [{ rule: is.id, change: "added", words: `+ ${described(is)}` }]
    }
    if (is === undefined) return [{ rule: was.id, change: "ended", words: `- ${described(was)}` }]
    const fields = changedFields({ ...was }, { ...is })
    return fields.length === 0
      ? []
      : [{ rule: is.id, change: "changed", words: `~ ${is.id}: ${fields.join("; ")}` }]
  })
}

const choiceChanges = (before: ReadonlyArray<Choice>, after: ReadonlyArray<Choice>): ReadonlyArray<Change> =>
  [...new Set([...before, ...after].map(({ id }) => id))].sort().flatMap((id): ReadonlyArray<Change> => {
    const was = before.find((choice) => choice.id === id)
    const is = after.find((choice) => choice.id === id)
    if (was === undefined) {
      return is === undefined ? [] : [{ rule: id, change: "added", words: `+ ${id}: ${is.question} ${is.chosen}` }]
    }
    if (is === undefined) return [{ rule: id, change: "ended", words: `- ${id}: ${was.question} ${was.chosen}` }]
    return was.chosen === is.chosen
      ? []
      : [{ rule: id, change: "changed", words: `~ ${id}: ${is.question} ${was.chosen} → ${is.chosen}` }]
  })

const isOne = (disclosure: Rulebook["disclosure"]): disclosure is PolicyPack["disclosure"][number] =>
  !Array.isArray(disclosure)

const rulesOf = (book: Rulebook): ReadonlyArray<Dated> =>
  rules({ ...book, disclosure: isOne(book.disclosure) ? [book.disclosure] : book.disclosure })

/**
 * What `after` has that `before` has not, the other way round, and every field that differs, rule by rule in the order of their
 * ids, then the choices between readings. Rules are matched by their ids; their sources are left out.
 *
 * Both are packs, or both are days of a pack: `PolicyPack.diff(PolicyPack.on(pack, then), PolicyPack.on(pack, now))`. A day has the
 * rules that stand, with the openers that ended while a window of theirs may be open, and no choices.
 *
 * @example
 * import { PolicyPack } from "@parley/core"
 *
 * const before = PolicyPack.open("demo")
 * const after = { ...before, disclosure: before.disclosure.map((rule) => ({ ...rule, lapse: 172_800_000 })) }
 * PolicyPack.diff(before, after).map(({ words }) => words)
 * // => ["~ open.disclosure: lapse 24 hours → 2 days"]
 */
export const diff = (before: Rulebook, after: Rulebook): ReadonlyArray<Change> => [
  ...ruleChanges(rulesOf(before), rulesOf(after)),
  ...choiceChanges(before.choices ?? [], after.choices ?? [])
]

/**
 * What begins and what ends on one timeline after `from`, up to `to` and with it, in the order of time.
 *
 * @example
 * import { PolicyPack } from "@parley/core"
 *
 * const open = PolicyPack.open("demo")
 * const until = Date.parse("2026-04-27")
 * const pack = { ...open, lanes: open.lanes.map((lane) => ({ ...lane, until })) }
 * PolicyPack.changes(pack, Date.parse("2026-01-01"), Date.parse("2026-12-31")).map(({ words }) => words)
 * // => ["2026-04-27: open.reply ends"]
 */
export const changes = (pack: PolicyPack, from: Instant, to: Instant): ReadonlyArray<Change> =>
  rules(pack)
    .flatMap((rule) => [
      { at: rule.until, rule: rule.id, change: "ended" as const, words: `${rule.id} ends` },
      { at: rule.from, rule: rule.id, change: "added" as const, words: `${described(rule)} begins` }
    ])
    .flatMap(({ at, ...change }) => at === undefined || at <= from || at > to ? [] : [{ at, ...change }])
    .sort((a, b) => a.at - b.at)
    .map(({ at, change, rule, words }) => ({ rule, change, words: `${momentOf(at)}: ${words}` }))
