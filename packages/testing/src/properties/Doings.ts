/**
 * What may happen next on a walk: what the person sees and can tap, what the dialogue's own words let them say, time, signals, services
 * that fail, and a person of the business who takes over.
 *
 * @module
 */
import type { Definition, Json } from "@parley/core"
import type { Act, AgentAct, Line, TaskCourse } from "../convo/Script.ts"
import * as Taps from "../emulator/Taps.ts"
import type { Input } from "../explore/Input.ts"
import * as Inputs from "../explore/Inputs.ts"
import * as Model from "../explore/Model.ts"
import * as Samples from "../explore/Samples.ts"
import type { Chance } from "./Chance.ts"
import type { Here } from "./Stage.ts"
import { people } from "./Subject.ts"

/** Chooses the next line of a walk for one of its people. */
export type Doings = (chance: Chance, here: Here) => Line

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** What a person of the business writes, in the inbox or through the bridge. */
export const colleague = "Hello, this is Eva."

const silences = [second, minute, 3 * hour, 11 * hour, day, 25 * hour, 3 * day, 8 * day]

const agents: ReadonlyArray<AgentAct> = [
  { _tag: "Takes" },
  { _tag: "Takes" },
  { _tag: "Says", text: colleague },
  { _tag: "Says", text: colleague, bridge: true }
]

const returns: ReadonlyArray<AgentAct> = [{ _tag: "Returns" }, { _tag: "Returns" }, { _tag: "Returns", bridge: true }]

const rare: ReadonlyArray<Act> = [
  { _tag: "Reads" },
  { _tag: "Reacts", reaction: "❤" },
  { _tag: "SendsMedia", kind: "image", url: "https://example.com/picture.png" },
  { _tag: "SharesLocation", latitude: 52.52, longitude: 13.405 },
  { _tag: "Says", text: Samples.odd }
]

const by = (who: string, act: Act): Line => {
  const line = { _tag: "Person", act } as const
  return who === people[0] ? line : { _tag: "Other", who, line }
}

const passes = (millis: number): Line => ({ _tag: "Time", move: { _tag: "For", millis } })

/** Up to a timer that runs, and a millisecond before and after. */
const toTimer = (chance: Chance, { conversation, now }: Here): Line | undefined => {
  const due = chance.oneOf(conversation?.timers ?? [])?.due
  if (due === undefined || due <= now) return undefined
  return passes(Math.max(1, due - now + (chance.oneOf([-1, 0, 0, 1]) ?? 0)))
}

const courses = ({ failures, name, result }: Definition.TaskDefinition, seed: number): ReadonlyArray<Line> => {
  const given = result === undefined ? undefined : Samples.json(result, seed)
  const all: ReadonlyArray<TaskCourse> = [
    ...failures.map((failure) => ({ _tag: "Fails" as const, failure })),
    { _tag: "Breaks" },
    { _tag: "Takes", millis: 10 * second },
    ...(given === undefined ? [] : [{ _tag: "Gives" as const, result: given }])
  ]
  return all.map((course) => ({ _tag: "Trouble", trouble: { _tag: "Task", task: name, course } }))
}

const signals = (bot: Model.Ground["definition"], seed: number): ReadonlyArray<Line> =>
  bot.dialogues.flatMap((dialogue) =>
    Object.entries(dialogue.signals).flatMap(([signal, schema]): ReadonlyArray<Line> => {
      const payload: Json.Json | undefined = Samples.json(schema, seed)
      return payload === undefined ? [] : [{ _tag: "Signal", signal, payload }]
    })
  )

const isOwnPayload = (act: Act): boolean => act._tag === "SendsPayload"

/** The doings of a bot's people. What depends on the state alone is worked out once for each. */
export const make = (given: Model.Ground, wishes: Inputs.Wishes): Doings => {
  const { definition: bot } = given
  const { seed } = wishes
  const tasks = bot.dialogues.flatMap((dialogue) =>
    Object.values(dialogue.tasks).flatMap((task) => courses(task, seed))
  )
  const signalled = signals(bot, seed)
  const known = new Map<string, ReadonlyArray<Act>>()

  /** What words of the dialogue let the person do in a state, apart from taps on what is shown. */
  const acts = ({ conversation, now }: Here, round: number): ReadonlyArray<Act> => {
    if (conversation === undefined) return []
    const { dialogue } = conversation
    const value = (dialogue?.snapshot as { readonly value?: unknown } | undefined)?.value
    const name = JSON.stringify([dialogue?.id, value, conversation.tasks.length, round])
    const before = known.get(name)
    if (before !== undefined) return before
    const inputs = Inputs.of(given, { conversation, now, asked: undefined }, wishes, round)
    const found = inputs.flatMap((input: Input) => input._tag === "Act" && input.act._tag !== "Taps" ? [input.act] : [])
    known.set(name, found)
    return found
  }
  const begin = Inputs.of(given, Model.begin(0), wishes, 0).flatMap((input) => input._tag === "Act" ? [input.act] : [])

  const personal = (chance: Chance, here: Here): Act => {
    const { conversation, person } = here
    if (conversation === undefined) return chance.oneOf(begin) ?? { _tag: "GetsStarted" }
    const shown = person.tappable
    if (shown.length > 0 && chance.in(9, 20)) {
      // What was offered last is what most people tap.
      const one = shown[chance.in(3, 4) ? chance.below(Math.min(4, shown.length)) : chance.below(shown.length)]
      if (one !== undefined) return { _tag: "Taps", title: Taps.title(one) }
    }
    if (chance.in(1, 20)) return chance.oneOf(rare) ?? { _tag: "Reads" }
    const last = person.transcript.at(-1)
    if (last?.survey !== undefined && chance.in(1, 2)) {
      return { _tag: "Rates", answer: last.survey.kind.toLowerCase() === "free_form" ? "Good" : "5" }
    }
    const all = conversation.dialogue === undefined && chance.in(3, 5) ? begin : acts(here, chance.below(3))
    const one = chance.oneOf(all)
    // Payloads of buttons that never were are for the bot to bear, and not what people do.
    if (one === undefined || (isOwnPayload(one) && !chance.in(1, 4))) {
      return chance.oneOf(begin) ?? { _tag: "GetsStarted" }
    }
    return one
  }

  return (chance, here) => {
    const { conversation, who } = here
    const isFirst = who === people[0]
    const roll = chance.below(100)
    if (conversation === undefined) return by(who, personal(chance, here))
    if (isFirst && (!here.isOurs || conversation.owner._tag !== "Bot")) {
      if (roll < 35) return { _tag: "Agent", act: chance.oneOf(returns) ?? { _tag: "Returns" } }
      if (roll < 45) return { _tag: "Agent", act: { _tag: "Says", text: colleague } }
      if (roll < 60) return toTimer(chance, here) ?? passes(chance.oneOf(silences) ?? day)
      if (roll < 66) return chance.oneOf(signalled) ?? passes(hour)
      return by(who, personal(chance, here))
    }
    if (roll < 6) return passes(chance.oneOf(silences) ?? day)
    if (roll < 12) return passes(second)
    if (roll < 22) return toTimer(chance, here) ?? by(who, personal(chance, here))
    if (isFirst && roll < 26) return { _tag: "Agent", act: chance.oneOf(agents) ?? { _tag: "Takes" } }
    if (isFirst && roll < 32) return chance.oneOf(signalled) ?? by(who, personal(chance, here))
    if (isFirst && roll < 37) return chance.oneOf(tasks) ?? by(who, personal(chance, here))
    return by(who, personal(chance, here))
  }
}
