/**
 * Many convos on several cores: which files each thread plays. The same files always go to the same thread, so that a run is
 * the run before it.
 *
 * @module
 */
import type { Suite } from "@parley/testing"
import type { Ending } from "../command/Ending.ts"

/** A thread is worth its start from so many files on. */
const worthIt = 100

/** The first thread has loaded everything when the others begin to: it plays three files where they play two. */
const shares = { first: 3, other: 2 }

/** What a thread that helps is told. */
export interface Order {
  readonly files: ReadonlyArray<string>
  readonly rules: Suite.Rules
  readonly colour: boolean
  readonly from: string
  /** Whether the bots log nothing. */
  readonly quiet: boolean
}

/** How one file ended, as a thread that helps tells it: in words, and as data. */
export interface Told {
  readonly words: string
  readonly ending: Ending
}

/** The files of each thread: one list for each, the first for the thread that asks. One list when more would not pay. */
export const split = (files: ReadonlyArray<string>, cores: number): ReadonlyArray<ReadonlyArray<string>> => {
  const others = Math.max(0, Math.min(cores, Math.floor(files.length / worthIt)) - 1)
  const whole = shares.first + others * shares.other
  const first = Math.ceil(files.length * shares.first / whole)
  const rest = files.slice(first)
  const length = Math.ceil(rest.length / Math.max(1, others))
  return [
    files.slice(0, first),
    ...Array.from({ length: others }, (_, index) => rest.slice(index * length, (index + 1) * length))
  ]
}
