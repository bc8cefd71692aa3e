/**
 * What was used of late, up to a number of things; the one that was not used for longest goes first.
 *
 * @module
 */

/** A bounded memory. */
export interface Recent<K, V> {
  readonly get: (key: K) => V | undefined
  readonly set: (key: K, value: V) => void
  readonly delete: (key: K) => void
  readonly clear: () => void
}

/** A memory of at most `limit` things. */
export const make = <K, V>(limit: number): Recent<K, V> => {
  // A `Map` keeps the order of insertion: what is used is put in again, and so the oldest use is at the front.
  const things = new Map<K, V>()
  return {
    get: (key) => {
      const value = things.get(key)
      if (value === undefined) return undefined
      things.delete(key)
      things.set(key, value)
      return value
    },
    set: (key, value) => {
      things.delete(key)
      things.set(key, value)
      if (things.size <= limit) return
      const oldest = things.keys().next()
      if (!oldest.done) things.delete(oldest.value)
    },
    delete: (key) => {
      things.delete(key)
    },
    clear: () => things.clear()
  }
}
