/**
 * Places in time, so that no span of a length holds more than its limit. Nothing waits here: each place is a moment.
 *
 * @module
 */

/** How many in a span of how many milliseconds. */
export interface Limit {
  readonly most: number
  readonly per: number
}

/** The places of one limit. */
export interface Bucket {
  /** The first free place from `now` on, which is taken with that. */
  readonly take: (now: number) => number
}

/** A bucket that nothing was taken from. */
export const make = ({ most, per }: Limit): Bucket => {
  const taken = new Float64Array(most).fill(-Infinity)
  let next = 0
  return {
    take: (now) => {
      // The place that was taken `most` places ago, as the list goes round.
      const at = Math.max(now, (taken[next] ?? -Infinity) + per)
      taken[next] = at
      next = next + 1 === most ? 0 : next + 1
      return at
    }
  }
}
