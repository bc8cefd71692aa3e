/**
 * Walks through a bot, and the same walks through the bot with a mistake in it: where the two part, there is a convo that notices.
 *
 * @module
 */
import type { BotDefinition, Definition } from "@parley/core"
import { Seed } from "@parley/core"
import * as Effect from "effect/Effect"
import type { UtilityTemplate } from "../convo/Bots.ts"
import * as Printer from "../convo/Printer.ts"
import type { Script } from "../convo/Script.ts"
import * as MachineElements from "../coverage/MachineElements.ts"
import * as Spoken from "../coverage/Spoken.ts"
import * as Watched from "../coverage/Watched.ts"
import * as Breath from "../explore/Breath.ts"
import type { Input } from "../explore/Input.ts"
import * as Inputs from "../explore/Inputs.ts"
import * as Model from "../explore/Model.ts"
import { mark } from "../explore/Naming.ts"
import * as Naturals from "../explore/Naturals.ts"
import * as Play from "../explore/Play.ts"
import type { Step } from "../explore/Search.ts"
import * as Standing from "../explore/Standing.ts"
import type { Mutation } from "./Mutation.ts"

type Bot = BotDefinition.BotDefinition

/** What walks go through. `name` is what convos call the bot. */
export interface Options {
  readonly name: string
  readonly bot: Bot
  readonly templates?: ReadonlyArray<UtilityTemplate>
  readonly seed?: number
  /** How long walks are taken, and compared with each mistake, in milliseconds. */
  readonly time: { readonly taking: number; readonly comparing: number }
}

/** A step, and what a person could see of it. */
interface Pace extends Step {
  readonly seen: string
}

/** Walks that were taken once, to be compared with any number of mistakes. */
export interface Walks {
  readonly options: Options
  readonly walks: ReadonlyArray<ReadonlyArray<Pace>>
}

const start = "2026-11-02T09:00Z"
const most = 240
const length = 14

/** What a person, or a convo, can see of a step. */
const seen = (given: Model.Ground, outcome: Model.Outcome): string => {
  if (outcome._tag === "Broken") return outcome.reason
  const said = outcome.turns.flatMap(({ entry }) =>
    entry.spoken.map(({ body, verdict }) =>
      body._tag === "Message"
        ? [verdict, body.message.content, body.message.quickReplies?.map(({ title }) => title)]
        : [verdict, body]
    )
  )
  return JSON.stringify([said, Standing.of(given, outcome.moment)?.paths])
}

/** Takes walks through a bot, each from the first word on, one thing after the other by chance. */
export const take = async (options: Options): Promise<Walks> => {
  const { bot, seed = 1, templates, time } = options
  const began = performance.now()
  let touched = new Set<string>()
  const dialogues = bot.dialogues.map((one: Definition.Definition) => Watched.watch(one, (id) => touched.add(id)))
  const given = Model.ground({ ...bot, dialogues }, templates)
  const naturals = Naturals.make(bot)
  const wishes = { seed, answers: {}, natural: naturals.of }
  const breathe = Breath.make()
  const walks: Array<ReadonlyArray<Pace>> = []
  for (let walk = 0; walk < most && performance.now() - began < time.taking; walk++) {
    await breathe()
    const steps: Array<Pace> = []
    let moment = Model.begin(Date.parse(start))
    while (steps.length < length) {
      const { now, conversation: { tasks } } = moment
      if (tasks.length > 0) await naturals.prepare(tasks, now)
      const inputs = Inputs.of(given, moment, wishes, walk % 3)
      const input: Input | undefined = inputs[Seed.fromText(`${seed}/${walk}/${steps.length}`) % inputs.length]
      if (input === undefined) break
      touched = new Set()
      const outcome = Model.take(given, moment, input)
      if (outcome._tag === "Broken") break
      for (const { before, conversation, entry } of outcome.turns) {
        for (const { id } of Spoken.touched({ conversation, entry }, Spoken.momentOf(before))) touched.add(id)
      }
      steps.push({ input, before: moment, after: outcome.moment, touched, seen: seen(given, outcome) })
      moment = outcome.moment
    }
    walks.push(steps)
  }
  return { options, walks: walks.toSorted((one, other) => one.length - other.length) }
}

const concerns = ({ dialogue, elements, state }: Mutation, { touched }: Step): boolean => {
  if (elements.length > 0) return elements.some((id) => touched.has(id))
  return state === "" || touched.has(MachineElements.idOf(dialogue, "state", state))
}

/** The steps up to where a mistake shows. */
const parting = (
  walk: ReadonlyArray<Pace>,
  mutation: Mutation,
  given: Model.Ground
): ReadonlyArray<Step> | undefined => {
  const first = walk.findIndex((step) => concerns(mutation, step))
  const from = walk[first]
  if (from === undefined) return undefined
  let moment = from.before
  for (let at = first; at < walk.length; at++) {
    const step = walk[at]
    if (step === undefined) break
    const outcome = Model.take(given, moment, step.input)
    if (seen(given, outcome) !== step.seen) return walk.slice(0, at + 1)
    if (outcome._tag === "Broken") return undefined
    moment = outcome.moment
  }
  return undefined
}

/** More ways than this lead to the same end. */
const tries = 3

/** Convos in which a mistake shows, the likeliest first: each was played through the whole simulation with the bot as it is. */
export const convos = async (
  { options, walks }: Walks,
  mutation: Mutation
): Promise<ReadonlyArray<{ readonly script: Script; readonly text: string }>> => {
  const { bot, name, templates, time } = options
  const began = performance.now()
  const given = Model.ground(mutation.apply(bot), templates)
  const header = Play.headerOf(name, start)
  const ways: Array<ReadonlyArray<Step>> = []
  for (const walk of walks) {
    if (ways.length >= tries || performance.now() - began > time.comparing) break
    const steps = parting(walk, mutation, given)
    if (steps !== undefined) ways.push(steps)
  }
  const found: Array<{ readonly script: Script; readonly text: string }> = []
  for (const steps of ways.toSorted((one, other) => one.length - other.length)) {
    const played = await Effect.runPromise(
      Play.play({ steps }, { bot, header, templates, watch: () => undefined })
    )
    if (played._tag === "Astray") continue
    const script: Script = {
      lines: [{ _tag: "Comment", text: `${mark} ${mutation.sentence}` }, header, { _tag: "Blank" }, ...played.lines]
    }
    found.push({ script, text: Printer.print(script) })
  }
  return found
}
