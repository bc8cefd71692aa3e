/**
 * What a judge finds: at which step of a walk a promise was broken, and how.
 *
 * @module
 */
import type { Step } from "./Step.ts"
import type { Subject } from "./Subject.ts"

/** A promise was broken. `at` is the place of the step, `why` a sentence. */
export interface Broken {
  readonly at: number
  readonly why: string
}

/** Looks at a walk; gives the first step at which the promise was broken. */
export type Judge = (steps: ReadonlyArray<Step>, subject: Subject) => Broken | undefined

/** The first step of which something is to be said. */
export const first = (
  steps: ReadonlyArray<Step>,
  look: (step: Step) => string | undefined
): Broken | undefined => {
  for (const [at, step] of steps.entries()) {
    const why = look(step)
    if (why !== undefined) return { at, why }
  }
  return undefined
}
