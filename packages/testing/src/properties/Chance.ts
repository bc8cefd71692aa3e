/**
 * What is left to chance, by a seed: the same seed, the same choices.
 *
 * @module
 */
import { PCGRandom } from "effect/Utils"

/** A source of choices. */
export interface Chance {
  /** A whole number from 0 up to, not including, `most`. */
  readonly below: (most: number) => number
  /** True in `times` of `of` cases. */
  readonly in: (times: number, of: number) => boolean
  /** One of several; `undefined` when there is none. */
  readonly oneOf: <A>(all: ReadonlyArray<A>) => A | undefined
}

/** A source of its own for a seed. */
export const make = (seed: number): Chance => {
  // Two neighbouring seeds alone would begin alike.
  const random = new PCGRandom(seed, Math.imul(seed, 0x9e3779b1) | 0)
  const below = (most: number): number => Math.floor(random.number() * most)
  return {
    below,
    in: (times, of) => below(of) < times,
    oneOf: (all) => all[below(all.length)]
  }
}
