/**
 * How good convos are: each small mistake is made in the bots once, and the convos either notice it or do not.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Bots from "../convo/Bots.ts"
import * as Convo from "../convo/Convo.ts"
import type { SourcePlaces } from "../coverage/SourcePlaces.ts"
import * as Breath from "../explore/Breath.ts"
import * as Explore from "../explore/Explore.ts"
import type { Kind, Mutation } from "./Mutation.ts"
import * as Mutations from "./Mutations.ts"
import * as Trial from "./Trial.ts"
import * as Walks from "./Walks.ts"

/** How far a trial is. */
export interface Progress {
  readonly stage: "trying" | "exploring"
  readonly done: number
  readonly total: number
}

/** What is tried, and how. */
export interface Options extends Trial.Ground {
  /** The convos that are to notice mistakes. */
  readonly convos: ReadonlyArray<Trial.Witness>
  /** The bot whose dialogues are changed; all of `bots` unless given. */
  readonly bot?: string
  /** The kinds of mistakes; all unless given. */
  readonly only?: ReadonlyArray<Kind>
  /** Whether mistakes in the repair kit's answers are tried, too; they are not unless `true`. */
  readonly kit?: boolean
  /** Finds the lines of states in the author's sources. */
  readonly places?: SourcePlaces
  /** How long each bot is explored for convos that would notice what was not, in seconds; 5 unless given, and not at all when 0. */
  readonly seconds?: number
  /** Hears how far the trial is: first each mistake is tried, then convos are looked for that would notice the rest. */
  readonly onProgress?: (progress: Progress) => void
}

/** A mistake, and what became of it. */
export type Verdict =
  /** The first convo that did not go as written. */
  | { readonly _tag: "Noticed"; readonly mutation: Mutation; readonly by: string }
  /** No convo noticed it, and one was found that would. `asked`: how many convos came by. */
  | { readonly _tag: "Missed"; readonly mutation: Mutation; readonly asked: number; readonly convo: Explore.Made }
  /** No convo noticed it, and none was found that would: nobody looked, or it changes nothing that a person can see. */
  | { readonly _tag: "Unseen"; readonly mutation: Mutation; readonly asked: number }

/** What came of a trial. */
export interface Score {
  readonly verdicts: ReadonlyArray<Verdict>
  /** Convos that did not go as written with the bots as they are: they were not asked. */
  readonly failed: Trial.Hearing["failed"]
  /** Noticed mistakes among all, in per cent, rounded down to a tenth: the same each time, however long is explored. */
  readonly percent: number
  /** How many convos were played with a mistake. */
  readonly played: number
  /** How long it took, in milliseconds. */
  readonly millis: number
}

/** The mistakes that were noticed, of all, in per cent. */
export const percentOf = (verdicts: ReadonlyArray<Verdict>): number => {
  const noticed = verdicts.filter(({ _tag }) => _tag === "Noticed").length
  return verdicts.length === 0 ? 100 : Math.floor((noticed * 1000) / verdicts.length) / 10
}

/** The bot of the name, or each with dialogues of its own. */
const chosen = (bots: Trial.Ground["bots"], only: string | undefined) =>
  only === undefined ? Bots.distinct(bots) : Object.entries(bots).filter(([name]) => name === only)

/** Convos that exploration writes, heard like the others, and walks for what they do not notice either. */
const explored = (options: Options) =>
  Effect.gen(function*() {
    const { bots, kit = false, seconds = 5, templates } = options
    const made: Array<Explore.Made> = []
    const walks: Array<Walks.Walks> = []
    for (const [name, bot] of seconds > 0 ? chosen(bots, options.bot) : []) {
      const { convos } = yield* Effect.promise(() =>
        Explore.run(bot, { name, seconds, kit, set: "each", ...(templates === undefined ? {} : { templates }) })
      )
      made.push(...convos)
      const time = { taking: seconds * 300, comparing: seconds * 60 }
      walks.push(
        yield* Effect.promise(() => Walks.take({ name, bot, time, ...(templates === undefined ? {} : { templates }) }))
      )
    }
    const byName = new Map(made.map((one, index) => [`${index}`, one]))
    const witnesses = [...byName].flatMap(([name, { text }]) => {
      const read = Convo.parse(text)
      return read._tag === "Left" ? [] : [{ name, script: read.right }]
    })
    return { byName, walks, hearing: yield* Trial.hear(options, witnesses) }
  })

/** A convo of a walk that notices a mistake. */
const walked = (options: Options, walks: ReadonlyArray<Walks.Walks>, mutation: Mutations.Listed) =>
  Effect.gen(function*() {
    for (const one of walks) {
      for (const { script, text } of yield* Effect.promise(() => Walks.convos(one, mutation))) {
        const hearing = yield* Trial.hear(options, [{ name: mutation.name, script }])
        // What it comes by was found out by walking.
        const { by } = yield* Trial.notice(hearing, { ...mutation, elements: [] })
        if (by !== undefined) return { name: mutation.name.replace(/[^A-Za-z0-9]+/g, "-"), text, covers: [] }
      }
    }
    return undefined
  })

/** Tries every mistake. Never fails; it can be interrupted between any two convos. */
export const run = (options: Options): Effect.Effect<Score> =>
  Effect.gen(function*() {
    const { bots, convos, onProgress } = options
    const began = yield* Clock.currentTimeMillis
    const breathe = Effect.promise(Breath.make())
    const hearing = yield* Trial.hear(options, convos)
    const subjects = chosen(bots, options.bot).map(([, bot]) => bot)
    const { kit, only, places } = options
    const all = Mutations.of(subjects, {
      ...(kit === undefined ? {} : { kit }),
      ...(only === undefined ? {} : { only }),
      ...(places === undefined ? {} : { places })
    })
    const isNothing = ({ key, met }: Mutations.Listed): boolean =>
      (key !== undefined && hearing.kept.get(key) === false) || (met !== undefined && !hearing.met.has(met))
    const tried = all.filter((mutation) => !isNothing(mutation))
    let played = 0
    let done = 0
    const verdicts: Array<Verdict> = []
    const open: Array<{ readonly mutation: Mutations.Listed; readonly asked: number }> = []
    for (const mutation of tried) {
      const { asked, by } = yield* Trial.notice(hearing, mutation)
      played += asked
      if (by === undefined) open.push({ mutation, asked })
      else verdicts.push({ _tag: "Noticed", mutation, by: by.name })
      onProgress?.({ stage: "trying", done: ++done, total: tried.length })
      yield* breathe
    }
    if (open.length > 0) {
      onProgress?.({ stage: "exploring", done: 0, total: open.length })
      yield* Effect.sleep(0)
      const { byName, hearing: further, walks } = yield* explored(options)
      for (const [index, { asked, mutation }] of open.entries()) {
        const { asked: more, by } = yield* Trial.notice(further, mutation)
        played += more
        const convo = by === undefined ? yield* walked(options, walks, mutation) : byName.get(by.name)
        verdicts.push(
          convo === undefined ? { _tag: "Unseen", mutation, asked } : { _tag: "Missed", mutation, asked, convo }
        )
        onProgress?.({ stage: "exploring", done: index + 1, total: open.length })
        yield* breathe
      }
    }
    return {
      verdicts,
      failed: hearing.failed,
      percent: percentOf(verdicts),
      played,
      millis: (yield* Clock.currentTimeMillis) - began
    }
  })
