/**
 * One walk: a bot, its people and the business by chance, or along lines that are given.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import type { Line } from "../convo/Script.ts"
import type { WorldError } from "../convo/World.ts"
import type { Chance } from "./Chance.ts"
import type { Doings } from "./Doings.ts"
import type { Stage } from "./Stage.ts"
import * as Stages from "./Stage.ts"
import type { Step } from "./Step.ts"
import type { Subject } from "./Subject.ts"
import { people } from "./Subject.ts"

/** How the world stood when a walk was over and all was said. */
export interface Ended {
  readonly steps: ReadonlyArray<Step>
  readonly stage: Stage
}

/** Long enough for whatever is still on its way. */
const over = 60_000

/** Lets others have the thread before each walk: a test runner that hears nothing of it for a minute takes it for dead. */
const leave = Effect.async<void>((resume) => {
  setImmediate(() => resume(Effect.void))
})

const onStage = <A>(
  subject: Subject,
  walk: (stage: Stage) => Effect.Effect<A, WorldError>
): Effect.Effect<A, WorldError> => Effect.zipRight(leave, Effect.scoped(Effect.flatMap(Stages.open(subject), walk)))

/** A walk that is left to chance: how many steps, and who takes part. */
export interface Plan {
  readonly chance: Chance
  readonly length: number
  readonly isCrowd: boolean
}

/** Walks by chance. What breaks the world ends the walk. */
export const random = <A>(
  subject: Subject,
  doings: Doings,
  { chance, isCrowd, length }: Plan,
  read: (ended: Ended) => A
): Effect.Effect<A, WorldError> =>
  onStage(subject, (stage) => {
    const [first, second] = people
    return Effect.gen(function*() {
      const steps: Array<Step> = []
      while (steps.length < length) {
        const who = isCrowd && chance.in(1, 2) ? second : first
        const step = yield* stage.play(doings(chance, stage.here(who)))
        steps.push(step)
        if (step.problems.length > 0) break
      }
      yield* stage.advance(over)
      return read({ steps, stage })
    })
  })

/**
 * Walks along lines. `clock`: for each line the moments at which it is to begin and to be over, as far as time has not passed them by;
 * so that two walks can be compared. `isLast`: whether the walk ends at a step.
 */
export const along = <A>(
  subject: Subject,
  lines: ReadonlyArray<Line>,
  read: (ended: Ended) => A,
  clock?: ReadonlyArray<{ readonly from: number; readonly to: number } | undefined>,
  isLast: (step: Step, at: number) => boolean = () => false
): Effect.Effect<A, WorldError> =>
  onStage(subject, (stage) =>
    Effect.gen(function*() {
      const steps: Array<Step> = []
      for (const [index, line] of lines.entries()) {
        const moments = clock?.[index]
        if (moments !== undefined && stage.now() < moments.from) yield* stage.advance(moments.from - stage.now())
        const isMove = moments !== undefined && line._tag === "Time"
        const step = yield* stage.play(
          isMove ? { ...line, move: { _tag: "For", millis: Math.max(0, moments.to - stage.now()) } } : line
        )
        if (moments !== undefined && stage.now() < moments.to) yield* stage.advance(moments.to - stage.now())
        steps.push(step)
        if (step.problems.length > 0 || isLast(step, index)) break
      }
      if (clock !== undefined) yield* stage.advance(over)
      return read({ steps, stage })
    }))
