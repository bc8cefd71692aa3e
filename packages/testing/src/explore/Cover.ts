/**
 * A small choice of things that together cover as much as all of them.
 *
 * @module
 */

/** Something that covers, and what it costs. */
export interface Covering {
  readonly covers: ReadonlySet<string>
  readonly cost: number
}

const gain = (covers: ReadonlySet<string>, open: ReadonlySet<string>): number => {
  let count = 0
  for (const id of covers) if (open.has(id)) count++
  return count
}

/** Chooses, each time the one that covers most of what is still open, and among equals the cheaper. */
export const choose = <A extends Covering>(all: ReadonlyArray<A>, wanted: ReadonlySet<string>): ReadonlyArray<A> => {
  const open = new Set(wanted)
  const left = new Set(all)
  const chosen: Array<A> = []
  while (open.size > 0) {
    let best: { readonly one: A; readonly gain: number } | undefined
    for (const one of left) {
      const count = gain(one.covers, open)
      if (count === 0) left.delete(one)
      else if (best === undefined || count > best.gain || (count === best.gain && one.cost < best.one.cost)) {
        best = { one, gain: count }
      }
    }
    if (best === undefined) break
    chosen.push(best.one)
    left.delete(best.one)
    for (const id of best.one.covers) open.delete(id)
  }
  return chosen
}

/** What is left when everything is taken out that the others cover already, the dearest first. */
export const prune = <A extends Covering>(all: ReadonlyArray<A>, wanted: ReadonlySet<string>): ReadonlyArray<A> => {
  const counts = new Map<string, number>()
  for (const { covers } of all) for (const id of covers) counts.set(id, (counts.get(id) ?? 0) + 1)
  const out = new Set<A>()
  for (const one of [...all].sort((first, second) => second.cost - first.cost)) {
    const isNeeded = [...one.covers].some((id) => wanted.has(id) && counts.get(id) === 1)
    if (isNeeded) continue
    out.add(one)
    for (const id of one.covers) counts.set(id, (counts.get(id) ?? 1) - 1)
  }
  return all.filter((one) => !out.has(one))
}
