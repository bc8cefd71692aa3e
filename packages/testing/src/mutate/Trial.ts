/**
 * Convos as witnesses: which states and ways each one comes by, and whether one of them notices a mistake.
 *
 * @module
 */
import type { BotDefinition, Definition } from "@parley/core"
import * as Effect from "effect/Effect"
import type { Bots, UtilityTemplate } from "../convo/Bots.ts"
import * as Convo from "../convo/Convo.ts"
import type { Script } from "../convo/Script.ts"
import * as Scripts from "../convo/Script.ts"
import * as MachineElements from "../coverage/MachineElements.ts"
import * as Watched from "../coverage/Watched.ts"
import * as Breath from "../explore/Breath.ts"
import * as Functions from "./Functions.ts"
import * as Keeping from "./Keeping.ts"
import { Leash } from "./Leash.ts"
import type { Need } from "./Mutation.ts"
import type { Listed } from "./Mutations.ts"
import * as Traits from "./Traits.ts"

/** A convo, and what it is called in reports. */
export interface Witness {
  readonly name: string
  readonly script: Script
}

/** What convos are played with. */
export interface Ground {
  readonly bots: Bots
  readonly templates?: ReadonlyArray<UtilityTemplate>
}

/** A convo that goes as written, and what it comes by. */
export interface Heard extends Witness {
  readonly bot: string
  readonly touched: ReadonlySet<string>
  readonly steps: number
}

/** Witnesses who were heard. `failed` are those that did not go as written with the bots as they are, and why. */
export interface Hearing {
  readonly ground: Ground
  readonly heard: ReadonlyArray<Heard>
  readonly failed: ReadonlyArray<{ readonly name: string; readonly reason: string }>
  /** The parts that were run, and whether anything was ever kept there. */
  readonly kept: ReadonlyMap<string, boolean>
  /** What was found in what parts put out. */
  readonly met: ReadonlySet<string>
}

// A mistake may make a conversation longer; one that takes this many times the steps goes in circles.
const slack = 20
const least = 500

// Longer than any service of a test needs, in real milliseconds.
const guard = 2_000

const play = ({ templates }: Ground, script: Script, bots: Bots): Effect.Effect<Convo.Outcome> =>
  Convo.run(script, { bots, quiet: true, guard, ...(templates === undefined ? {} : { templates }) })

/** Plays the convos with the bots as they are, and notes what each of them comes by. */
export const hear = (ground: Ground, witnesses: ReadonlyArray<Witness>): Effect.Effect<Hearing> =>
  Effect.gen(function*() {
    const kept = new Map<string, boolean>()
    const met = new Set<string>()
    let touched = new Set<string>()
    const watched = new Map<Definition.Definition, Definition.Definition>()
    const watch = (definition: Definition.Definition): Definition.Definition => {
      const before = watched.get(definition)
      if (before !== undefined) return before
      const observed = Functions.keeping(definition, (after, was, part) => {
        const key = Keeping.keyOf(definition.id, part)
        kept.set(key, kept.get(key) === true || Keeping.isKept(after, was))
        return after
      })
      const listened = Traits.watch(observed, (key) => met.add(key))
      const made = Watched.watch(listened, (id) => touched.add(id))
      watched.set(definition, made)
      return made
    }
    const steps = new Leash(Number.MAX_SAFE_INTEGER)
    const heard: Array<Heard> = []
    const failed: Array<{ readonly name: string; readonly reason: string }> = []
    const breathe = Effect.promise(Breath.make())
    for (const { name, script } of witnesses) {
      yield* breathe
      const called = Scripts.header(script)?.bot ?? ""
      const bot = ground.bots[called]
      touched = new Set()
      // Counted once as it is, and once listened to: a machine that is watched cannot be copied.
      const bots = bot === undefined ? {} : { [called]: { ...bot, dialogues: bot.dialogues.map(watch) } }
      const outcome = yield* play(ground, script, { ...ground.bots, ...bots })
      steps.taken()
      const reason = Convo.explain(outcome)
      if (reason === undefined) heard.push({ name, script, bot: called, touched, steps: script.lines.length })
      else failed.push({ name, reason })
    }
    return { ground, heard, failed, kept, met }
  })

const has = (script: Script, need: Need): boolean =>
  script.lines.some((line) =>
    need._tag === "Act"
      ? line._tag === "Person" && line.act._tag === need.act
      : line._tag === "Trouble" && line.trouble._tag === need.trouble
  )

/** Whether a run can notice a mistake at all: it comes by what is changed, in a bot that has it. */
const isNear = (mutation: Listed, bot: BotDefinition.BotDefinition, { script, touched }: Heard): boolean => {
  const { dialogue, elements, needs, state } = mutation
  if (needs !== undefined && !has(script, needs)) return false
  if (dialogue === "") return true
  if (!bot.dialogues.some(({ id }) => id === dialogue)) return false
  if (elements.length > 0) return elements.some((id) => touched.has(id))
  return state === "" || touched.has(MachineElements.idOf(dialogue, "state", state))
}

/** Those who can notice a mistake, the short ones first. */
const witnesses = ({ ground, heard }: Hearing, mutation: Listed): ReadonlyArray<Heard> => {
  const near = heard.filter((one) => {
    const bot = ground.bots[one.bot]
    return bot !== undefined && isNear(mutation, bot, one)
  })
  return near.toSorted((one, other) => one.steps - other.steps)
}

/** The first witness who notices a mistake, or `undefined` when none does. */
export const notice = (
  hearing: Hearing,
  mutation: Listed
): Effect.Effect<{ readonly by: Heard | undefined; readonly asked: number }> =>
  Effect.gen(function*() {
    const { ground } = hearing
    const near = witnesses(hearing, mutation)
    for (const [index, one] of near.entries()) {
      const bot = ground.bots[one.bot]
      if (bot === undefined) continue
      const leash = new Leash(least + slack * one.steps)
      const outcome = yield* play(ground, one.script, { ...ground.bots, [one.bot]: leash.on(mutation.apply(bot)) })
      if (outcome._tag !== "Passed") return { by: one, asked: index + 1 }
    }
    return { by: undefined, asked: near.length }
  })
