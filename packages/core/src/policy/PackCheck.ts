/**
 * Whether a pack holds together: no two rules for one thing at one moment, none missing, none that never stands.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type { Instant } from "../model/Instant.ts"
import * as Jurisdiction from "./Jurisdiction.ts"
import { type Dated, type LaneRule, PolicyPack, type Retired, rules, stands } from "./PolicyRule.ts"

/** What is wrong with a pack, the ids of the rules that it concerns, and how to mend it. */
export const Problem = Schema.Struct({
  rules: Schema.Array(Schema.String),
  problem: Schema.NonEmptyString,
  cure: Schema.NonEmptyString
})
/** What is wrong with a pack, the ids of the rules that it concerns, and how to mend it. */
export interface Problem extends Schema.Schema.Type<typeof Problem> {}

/** A pack does not load: every problem at once. */
export class PolicyPackError extends Schema.TaggedError<PolicyPackError>()("PolicyPackError", {
  pack: Schema.String,
  problems: Schema.NonEmptyArray(Problem)
}) {
  override get message() {
    const lines = this.problems.map(({ cure, problem, rules }) => `  ${[...rules, problem].join(", ")}: ${cure}`)
    return `The policy pack "${this.pack}" does not load:\n${lines.join("\n")}`
  }
}

/** A stretch of time, the end outside. */
interface Stretch {
  readonly from: Instant
  readonly until: Instant
}

const ever: Stretch = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }

const stretch = ({ from = ever.from, until = ever.until }: Dated): Stretch => ({ from, until })

const common = (a: Stretch, b: Stretch): Stretch | undefined => {
  const both = { from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) }
  return both.from < both.until ? both : undefined
}

const iso = (at: Instant): string =>
  Option.match(DateTime.make(at), { onNone: () => `${at}`, onSome: DateTime.formatIso })

const said = ({ from, until }: Stretch): string => {
  if (from === ever.from) return until === ever.until ? "at all times" : `until ${iso(until)}`
  return until === ever.until ? `from ${iso(from)} on` : `from ${iso(from)} until ${iso(until)}`
}

/** Pairs of rules that say the same `what` and stand at one moment. */
const clashes = <R extends Dated>(
  all: ReadonlyArray<R>,
  what: (rule: R) => string,
  cure: string,
  apart: (a: R, b: R) => boolean = () => false
): ReadonlyArray<Problem> =>
  all.flatMap((one, index) =>
    all.slice(index + 1).flatMap((other) => {
      if (what(one) !== what(other) || apart(one, other)) return []
      const both = common(stretch(one), stretch(other))
      return both === undefined
        ? []
        : [{ rules: [one.id, other.id], problem: `there are two rules for ${what(one)} ${said(both)}`, cure }]
    })
  )

const laneOf = ({ lane, tag }: LaneRule | Retired): string =>
  tag === undefined ? `the lane "${lane}"` : `the lane "${lane}" with the tag ${tag}`

const endOne = "end the one (`until`) where the other begins (`from`), or take one out"

const disjoint = (a: ReadonlyArray<string> | undefined, b: ReadonlyArray<string> | undefined): boolean =>
  a !== undefined && b !== undefined
  && !a.some((one) => Jurisdiction.lies(one, b)) && !b.some((one) => Jurisdiction.lies(one, a))

const overlaps = (pack: PolicyPack): ReadonlyArray<Problem> => [
  ...clashes(rules(pack), ({ id }) => `the id "${id}"`, "give one another id, or end it where the other begins"),
  ...clashes(pack.openers, ({ act }) => `the act "${act}"`, endOne),
  ...clashes(pack.lanes, laneOf, endOne),
  ...clashes(
    pack.permissions,
    ({ kind }) => `the permission "${kind}"`,
    endOne,
    (a, b) => disjoint(a.regions, b.regions)
  ),
  ...clashes(pack.limits, ({ per, what }) => `the limit "${what}" in ${per ?? "all"} ms`, endOne),
  ...clashes(pack.disclosure, () => "the notice", endOne),
  ...clashes(pack.retired, (rule) => `what became of ${laneOf(rule)}`, endOne),
  ...pack.retired.flatMap((old) =>
    pack.lanes.flatMap((lane) => {
      const both = laneOf(old) === laneOf(lane) ? common(stretch(old), stretch(lane)) : undefined
      return both === undefined ? [] : [{
        rules: [old.id, lane.id],
        problem: `${laneOf(lane)} is retired and stands ${said(both)}`,
        cure: "end the lane (`until`) where its retirement begins (`from`)"
      }]
    })
  )
]

const lengths = (rule: Dated & { readonly [field: string]: unknown }): ReadonlyArray<Problem> =>
  ["lasts", "within", "every", "per", "lapse"].flatMap((field) => {
    const length = rule[field]
    return typeof length !== "number" || length > 0
      ? []
      : [{ rules: [rule.id], problem: `${field} is ${length}`, cure: "give a length of one millisecond or more" }]
  })

const spans = (rule: Dated, pack: PolicyPack): ReadonlyArray<Problem> => {
  const { from, until } = rule
  if (from !== undefined && until !== undefined && from >= until) {
    const problem = `it ends (${iso(until)}) before it begins (${iso(from)})`
    return [{ rules: [rule.id], problem, cure: "let `until` lie after `from`" }]
  }
  if (pack.from !== undefined && until !== undefined && until <= pack.from) {
    return [{ rules: [rule.id], problem: "it ends before the pack begins", cure: "take it out, or let it end later" }]
  }
  return []
}

const purposes = ({ forbids, id, purposes }: LaneRule): ReadonlyArray<Problem> => {
  if (purposes === "any") return []
  const both = forbids.filter(({ purpose }) => purposes.includes(purpose)).map(({ purpose }) => `"${purpose}"`)
  return [
    ...(purposes.length > 0
      ? []
      : [{ rules: [id], problem: "it takes no purpose", cure: "name its purposes, or take the lane out" }]),
    ...(both.length === 0 ? [] : [{
      rules: [id],
      problem: `it takes and forbids ${both.join(", ")}`,
      cure: "leave each purpose in one of the two lists"
    }])
  ]
}

const single = (pack: PolicyPack): ReadonlyArray<Problem> => [
  ...rules(pack).flatMap((rule) => [...spans(rule, pack), ...lengths({ ...rule })]),
  ...pack.lanes.flatMap(purposes),
  ...pack.limits.filter(({ most }) => !(most >= 0)).map(({ id, most }) => ({
    rules: [id],
    problem: `most is ${most}`,
    cure: "give 0 or more"
  }))
]

/** The stretches between two moments at which rules begin or end, from the beginning of the pack. */
const stretches = (pack: PolicyPack): ReadonlyArray<Stretch> => {
  const begin = pack.from ?? ever.from
  const cuts = new Set(rules(pack).flatMap(({ from, until }) => [from ?? begin, until ?? begin]))
  const moments = [begin, ...[...cuts].filter((cut) => cut > begin).sort((a, b) => a - b)]
  return moments.map((from, index) => ({ from, until: moments[index + 1] ?? ever.until }))
}

/** Where something is missing: neighbouring stretches as one. */
const gaps = (all: ReadonlyArray<Stretch>, missing: (at: Instant) => boolean): ReadonlyArray<Stretch> => {
  const found: Array<Stretch> = []
  for (const one of all) {
    if (!missing(one.from)) continue
    const before = found.at(-1)
    if (before?.until === one.from) found.splice(-1, 1, { from: before.from, until: one.until })
    else found.push(one)
  }
  return found
}

const missing = (pack: PolicyPack): ReadonlyArray<Problem> => {
  const all = stretches(pack)
  const lacks = (ids: ReadonlyArray<string>, what: string, cure: string, is: (at: Instant) => boolean) =>
    gaps(all, is).map((gap): Problem => ({ rules: ids, problem: `${what} ${said(gap)}`, cure }))
  const none = (of: ReadonlyArray<Dated>, at: Instant): boolean => !of.some((rule) => stands(rule, at))
  const replies = pack.lanes.filter(({ lane }) => lane === "reply")
  return [
    ...lacks(
      replies.map(({ id }) => id),
      "there is no lane \"reply\"",
      "let one stand at every moment",
      (at) => none(replies, at)
    ),
    ...pack.lanes.filter(({ window }) => window === "open").flatMap((lane) =>
      lacks(
        [lane.id],
        "it needs an open window, and no act opens one",
        "add an opener",
        (at) => stands(lane, at) && none(pack.openers, at)
      )
    ),
    ...pack.lanes.flatMap((lane) => {
      const { permission } = lane
      if (permission === undefined) return []
      const granting = pack.permissions.filter(({ kind }) => kind === permission)
      return lacks(
        [lane.id],
        `it uses the permission "${permission}", which no rule describes`,
        `add a permission rule of the kind "${permission}" that stands as long as the lane`,
        (at) => stands(lane, at) && none(granting, at)
      )
    }),
    ...pack.permissions.flatMap((permission) => {
      const using = pack.lanes.filter((lane) => lane.permission === permission.kind)
      return lacks(
        [permission.id],
        "no lane uses it",
        `add a lane with \`permission: "${permission.kind}"\`, or end the rule with its lane`,
        (at) => stands(permission, at) && none(using, at)
      )
    }),
    ...(pack.disclosure.length === 0 ? [] : lacks(
      pack.disclosure.map(({ id }) => id),
      "there is no rule for the notice",
      "let one stand at every moment",
      (at) => none(pack.disclosure, at)
    ))
  ]
}

/**
 * Everything that is wrong with a pack: rules that overlap, rules that are missing at some moment of its span, lanes retired and
 * standing at once, intervals that are empty, lengths that are not positive. None for a pack that holds together.
 */
export const check = (pack: PolicyPack): ReadonlyArray<Problem> => {
  const known = checked.get(pack)
  if (known !== undefined) return known
  const found = [...single(pack), ...overlaps(pack), ...missing(pack)]
  checked.set(pack, found)
  return found
}

// Asked by every bot that starts, in tests thousands of times. A pack does not change, so keeping it saves time alone.
const checked = new WeakMap<PolicyPack, ReadonlyArray<Problem>>()

const decodeShape = Schema.decodeUnknownEither(PolicyPack, { errors: "all", onExcessProperty: "error" })

const shapeProblems = (error: ParseResult.ParseError): ReadonlyArray<Problem> =>
  ParseResult.ArrayFormatter.formatErrorSync(error).map(({ message, path }) => ({
    rules: [],
    problem: `${path.map(String).join(".") || "the pack"}: ${message}`,
    cure: "write it as the schema `PolicyPack.PolicyPack` has it"
  }))

const unreadable: Problem = { rules: [], problem: "it cannot be read", cure: "write it as the schema has it" }

const failure = (pack: string, [first = unreadable, ...rest]: ReadonlyArray<Problem>): PolicyPackError =>
  new PolicyPackError({ pack, problems: [first, ...rest] })

const nameOf = (input: unknown): string =>
  typeof input === "object" && input !== null && "name" in input && typeof input.name === "string" ? input.name : "?"

/**
 * A pack from data. Fails with every problem at once: of its shape first, and once that is right, those that `check` finds.
 *
 * @example
 * import { PolicyPack } from "@parley/core"
 * import { Either } from "effect"
 *
 * const pack = { ...PolicyPack.open("demo"), lanes: [] }
 * const decoded = PolicyPack.decode(pack)
 * Either.isLeft(decoded) ? decoded.left.problems.map(({ problem }) => problem) : []
 * // => ["there is no lane \"reply\" at all times"]
 */
export const decode = (input: unknown): Either.Either<PolicyPack, PolicyPackError> =>
  Either.flatMap(
    Either.mapLeft(decodeShape(input), (error) => failure(nameOf(input), shapeProblems(error))),
    (pack) => {
      const problems = check(pack)
      return problems.length === 0 ? Either.right(pack) : Either.left(failure(pack.name, problems))
    }
  )
