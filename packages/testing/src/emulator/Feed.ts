/**
 * What people and pages see, as it happens.
 *
 * @module
 */
import type { Entry } from "./Entry.ts"

/** Something to be seen in one conversation. */
export interface Sight {
  /** Counts up by one from the start of the process. */
  readonly seq: number
  readonly at: number
  readonly page: string
  readonly psid: string
  readonly what:
    | { readonly kind: "message"; readonly entry: Entry }
    /** A message that changed: a reaction, an edit, unsent. */
    | { readonly kind: "changed"; readonly entry: Entry }
    | { readonly kind: "typing"; readonly on: boolean }
    | { readonly kind: "seen" }
    | { readonly kind: "owner"; readonly appId: string | undefined }
}

/** The sights of an emulator. */
export interface Feed {
  readonly show: (at: number, page: string, psid: string, what: Sight["what"]) => void
  /** Calls the listener for each sight from now on; the answer ends it. */
  readonly listen: (listener: (sight: Sight) => void) => () => void
  /** The sights after a sequence number, as far back as they are kept (the last 2000). */
  readonly after: (seq: number) => ReadonlyArray<Sight>
  readonly last: () => number
}

const kept = 2000

/** An empty feed. */
export const make = (): Feed => {
  const sights: Array<Sight> = []
  const listeners = new Set<(sight: Sight) => void>()
  let seq = 0
  return {
    show: (at, page, psid, what) => {
      seq += 1
      const sight: Sight = { seq, at, page, psid, what }
      sights.push(sight)
      // Cut in large steps: a shift for each sight would move the whole array each time.
      if (sights.length > 2 * kept) sights.splice(0, kept)
      for (const listener of listeners) listener(sight)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    after: (after) => sights.filter((sight) => sight.seq > after),
    last: () => seq
  }
}
