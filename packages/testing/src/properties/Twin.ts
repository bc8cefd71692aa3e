/**
 * A walk beside itself: once as it is, and once with restarts, or with webhooks that come twice, together or the later one first. Whoever
 * talks to the bot sees the same both times, and it stands where it stood.
 *
 * @module
 */
import type { Json } from "@parley/core"
import * as Effect from "effect/Effect"
import type { Line, Trouble } from "../convo/Script.ts"
import type { WorldError } from "../convo/World.ts"
import type { Entry } from "../emulator/Entry.ts"
import type { Broken } from "./Broken.ts"
import type { Chance } from "./Chance.ts"
import type { Step } from "./Step.ts"
import type { Subject } from "./Subject.ts"
import { people } from "./Subject.ts"
import type { Ended } from "./Walk.ts"
import * as Walk from "./Walk.ts"
import * as Words from "./Words.ts"

/** What disturbs a walk. */
export type Disturbance = "restart" | "webhooks"

const restart: Line = { _tag: "Trouble", trouble: { _tag: "Restart" } }
const twice: Line = { _tag: "Trouble", trouble: { _tag: "Duplicate" } }
const together = (how: "Batch" | "Reorder"): Line => ({ _tag: "Trouble", trouble: { _tag: how, count: 2 } })

const troubles: { readonly [disturbance in Disturbance]: ReadonlySet<Trouble["_tag"]> } = {
  restart: new Set(["Restart", "Crash"]),
  webhooks: new Set(["Duplicate", "Batch", "Reorder"])
}

const isDisturbing = (line: Line, what: Disturbance): boolean =>
  line._tag === "Trouble" && troubles[what].has(line.trouble._tag)

/** What stands where nothing is restarted: a process needs a moment to end and to begin. */
const breath: Line = { _tag: "Time", move: { _tag: "For", millis: 1_000 } }

const isBreath = (line: Line): boolean => line._tag === "Time" && line.move._tag === "For" && line.move.millis === 1_000

/** Who writes on a line, if anybody does. */
const writer = (line: Line | undefined): string | undefined => {
  if (line?._tag === "Person") return line.act._tag === "Says" ? people[0] : undefined
  if (line?._tag !== "Other" || line.line._tag !== "Person") return undefined
  return line.line.act._tag === "Says" ? line.who : undefined
}

/** Two who write one after the other: what they write may arrive in any order. */
const isPair = (one: Line | undefined, other: Line | undefined): boolean => {
  const first = writer(one)
  const second = writer(other)
  return first !== undefined && second !== undefined && first !== second
}

/** Puts disturbances into a walk: restarts where somebody takes a breath, the others before what somebody writes. */
export const disturb = (lines: ReadonlyArray<Line>, what: Disturbance, chance: Chance): ReadonlyArray<Line> =>
  lines.flatMap((line, index) => {
    if (what === "restart") return [isBreath(line) && chance.in(4, 5) ? restart : line]
    // Both of a pair are what the disturbance strikes: nothing may stand between them.
    if (writer(line) === undefined || isPair(lines[index - 1], line)) return [line]
    if (isPair(line, lines[index + 1])) {
      return chance.in(3, 4) ? [together(chance.in(1, 2) ? "Batch" : "Reorder"), line] : [line]
    }
    return chance.in(1, 2) ? [twice, line] : [line]
  })

const isTogether = (line: Line | undefined): boolean =>
  line?._tag === "Trouble" && (line.trouble._tag === "Batch" || line.trouble._tag === "Reorder")

const isReordering = (line: Line): boolean => line._tag === "Trouble" && line.trouble._tag === "Reorder"

const isCourse = (line: Line): boolean => line._tag === "Trouble" && line.trouble._tag === "Task"

/**
 * The lines without those that could change what a person does, or that would wait for something else to strike: what comes twice is
 * what somebody writes next, and what comes together or in another order is a pair's. How a task goes is told of its next run,
 * which is another person's when a pair comes in another order. Where tasks work on what people share, the order matters to both.
 */
const sensible = (lines: ReadonlyArray<Line>, { shared = false }: Subject): ReadonlyArray<Line> => {
  const lastPair = lines.findLastIndex(isTogether)
  return lines.filter((line, index) => {
    if (shared && isReordering(line)) return false
    if (isTogether(line)) return isPair(lines[index + 1], lines[index + 2])
    if (isCourse(line)) return index > lastPair
    return line._tag !== "Trouble" || line.trouble._tag !== "Duplicate"
      || (writer(lines[index + 1]) !== undefined && !isTogether(lines[index - 1]))
  })
}

/** What one person saw, and where the bot stands with them. */
interface Sight {
  readonly said: ReadonlyArray<string>
  readonly standing: { readonly [fact: string]: Json.Json | undefined }
}

const shown = (entry: Entry): string => {
  const buttons = [
    ...entry.buttons ?? [],
    ...(entry.cards ?? []).flatMap((card) => card.buttons),
    ...entry.quickReplies ?? []
  ]
  return [Words.of(entry), ...buttons.map(({ title }) => `[${title}]`)].join(" ")
}

/** How a walk ended: its steps, and what each person saw. */
export interface Seen {
  readonly steps: ReadonlyArray<Step>
  readonly sights: { readonly [who: string]: Sight }
}

/** What is kept of a walk to compare it with another. */
export const seen = ({ stage, steps }: Ended): Seen => ({
  steps,
  sights: Object.fromEntries(people.map((who): readonly [string, Sight] => {
    const { conversation, person } = stage.here(who)
    const snapshot = conversation?.dialogue?.snapshot as
      | { readonly value?: Json.Json; readonly data?: Json.Json }
      | undefined
    return [who, {
      said: person.transcript.filter(({ from }) => from === "page").map(shown),
      standing: {
        dialogue: conversation?.dialogue?.id,
        state: snapshot?.value,
        context: snapshot?.data,
        held: conversation?.held.length ?? 0,
        owner: conversation?.owner._tag ?? "Bot"
      }
    }]
  }))
})

const told = (said: string | undefined): string => said === undefined ? "nothing more" : `"${said}"`

/** What a process needs to begin anew may show in moments and in lengths of time, which are large numbers of milliseconds. */
const slack = 60_000
const large = 1_000_000

const isSame = (one: Json.Json | undefined, other: Json.Json | undefined): boolean => {
  if (typeof one === "number" && typeof other === "number") {
    return one === other || (Math.min(one, other) > large && Math.abs(one - other) <= slack)
  }
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other
  const [ours, theirs] = [Object.entries(one), new Map(Object.entries(other))]
  return ours.length === theirs.size && ours.every(([key, value]) => theirs.has(key) && isSame(value, theirs.get(key)))
}

const differs = (plain: Sight, disturbed: Sight, who: string): string | undefined => {
  const count = Math.max(plain.said.length, disturbed.said.length)
  for (let at = 0; at < count; at++) {
    if (plain.said[at] === disturbed.said[at]) continue
    return `${who} is shown ${told(disturbed.said[at])}, where it would be ${told(plain.said[at])}.`
  }
  const fact = Object.keys(plain.standing).find((name) => !isSame(plain.standing[name], disturbed.standing[name]))
  if (fact === undefined) return undefined
  const [is, was] = [disturbed, plain].map(({ standing }) => JSON.stringify(standing[fact] ?? null))
  return `The ${fact} of the conversation with ${who} is ${is}, where it would be ${was}.`
}

/** Whether a task runs when a step begins. */
export const isWorking = ({ sides }: Step): boolean =>
  Object.values(sides).some(({ before }) => (before?.tasks.length ?? 0) > 0)

const isBroken = ({ steps }: Seen): boolean => steps.some(({ problems }) => problems.length > 0)

/** The difference that the disturbances in some lines make, given the walk without them. What breaks by itself is not judged. */
export const against = (
  plain: Seen,
  subject: Subject,
  lines: ReadonlyArray<Line>,
  what: Disturbance
): Effect.Effect<Broken | undefined, WorldError> => {
  if (isBroken(plain)) return Effect.succeed(undefined)
  let index = 0
  const clock = lines.map((line) => what === "webhooks" && isDisturbing(line, what) ? undefined : plain.steps[index++])
  return Effect.map(Walk.along(subject, lines, seen, clock), ({ sights, steps }) => {
    const why = steps.find(({ problems }) => problems.length > 0)?.problems.join(" ")
      ?? people.map((who) => {
        const [one, other] = [plain.sights[who], sights[who]]
        return one === undefined || other === undefined ? undefined : differs(one, other, who)
      }).find((found) => found !== undefined)
    return why === undefined ? undefined : { at: lines.length - 1, why }
  })
}

/**
 * The difference that the disturbances in some lines make, if they make one. After a restart in the middle of a task nothing more is
 * compared: the task begins anew, and all that follows comes later.
 */
export const compare = (
  subject: Subject,
  lines: ReadonlyArray<Line>,
  what: Disturbance
): Effect.Effect<Broken | undefined, WorldError> => {
  const disturbed = sensible(lines, subject)
  if (!disturbed.some((line) => isDisturbing(line, what))) return Effect.succeed(undefined)
  const plain = what === "restart"
    ? disturbed.map((line) => isDisturbing(line, what) ? breath : line)
    : disturbed.filter((line) => !isDisturbing(line, what))
  const isLast = (step: Step, at: number): boolean =>
    what === "restart" && disturbed[at] !== plain[at] && isWorking(step)
  return Effect.flatMap(
    Walk.along(subject, plain, seen, [], isLast),
    (once) => against(once, subject, what === "restart" ? disturbed.slice(0, once.steps.length) : disturbed, what)
  )
}
