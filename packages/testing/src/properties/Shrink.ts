/**
 * The shortest list that still fails: parts are taken out, and what is left is made simpler, until taking out any one makes it pass.
 *
 * @module
 */
import * as Effect from "effect/Effect"

/** How a list is made smaller. */
export interface Options<A> {
  /** Whether a list still fails; the same list always answers the same. */
  readonly fails: (all: ReadonlyArray<A>) => Effect.Effect<boolean>
  /** What might stand in the place of an element, the simplest first; each simpler than the element, so that there is an end. */
  readonly simpler: (one: A) => ReadonlyArray<A>
  /** What might stand in the place of a whole list, the simplest first; each simpler than the list. */
  readonly simplerLists?: (all: ReadonlyArray<A>) => ReadonlyArray<ReadonlyArray<A>>
  /** What tells two lists apart, so that none is tried twice. */
  readonly key: (one: A) => string
  /** How many lists may be tried before only the last law is kept: that no element can go. 1,000 unless given. */
  readonly budget?: number
}

/** What came of it, and how many lists were tried. */
export interface Shrunk<A> {
  readonly list: ReadonlyArray<A>
  readonly tried: number
}

const without = <A>(all: ReadonlyArray<A>, from: number, count: number): ReadonlyArray<A> => [
  ...all.slice(0, from),
  ...all.slice(from + count)
]

/** Makes a list that fails as short and as simple as can be: what is given back fails, and passes without any one of its elements. */
export const shrink = <A>(failing: ReadonlyArray<A>, options: Options<A>): Effect.Effect<Shrunk<A>> =>
  Effect.gen(function*() {
    const { budget = 1_000, key, simpler, simplerLists = () => [] } = options
    const known = new Map<string, boolean>()
    const fails = (all: ReadonlyArray<A>): Effect.Effect<boolean> => {
      const name = JSON.stringify(all.map(key))
      const before = known.get(name)
      if (before !== undefined) return Effect.succeed(before)
      return Effect.tap(options.fails(all), (does) =>
        Effect.sync(() => {
          known.set(name, does)
        }))
    }
    let list = failing

    /** Takes out parts of one size wherever they can go, from the end: what came last depends on nothing. */
    const thin = (size: number): Effect.Effect<boolean> =>
      Effect.gen(function*() {
        let went = false
        for (let from = list.length - size; from > -size; from -= size) {
          const start = Math.max(0, from)
          const rest = without(list, start, Math.min(size, from + size))
          if (!(yield* fails(rest))) continue
          list = rest
          went = true
        }
        return went
      })

    /** Until none can go. */
    const singles: Effect.Effect<void> = Effect.suspend(() =>
      Effect.flatMap(thin(1), (went) => went ? singles : Effect.void)
    )

    const simplify: Effect.Effect<boolean> = Effect.gen(function*() {
      let went = false
      for (const other of simplerLists(list)) {
        if (known.size > budget || !(yield* fails(other))) continue
        list = other
        went = true
        break
      }
      for (let at = 0; at < list.length; at++) {
        const one = list[at]
        if (one === undefined || known.size > budget) break
        for (const other of simpler(one)) {
          const changed = list.with(at, other)
          if (!(yield* fails(changed))) continue
          list = changed
          went = true
          break
        }
      }
      return went
    })

    for (let size = Math.floor(list.length / 2); size > 1 && known.size <= budget; size = Math.floor(size / 2)) {
      yield* thin(size)
    }
    yield* singles
    while (known.size <= budget && (yield* simplify)) yield* singles
    yield* singles
    return { list, tried: known.size }
  })
