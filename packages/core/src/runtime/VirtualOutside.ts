/**
 * What a simulation may ask of the real world around it: whether something that it began there (a timer, a socket) is still
 * open, and where it was begun. Without one, virtual time knows only what was declared to it.
 *
 * @module
 */

/** Somebody who watches what leaves virtual time. */
export interface Outside {
  /** Runs a step of the simulation: what is begun in it, and in what follows from it, is the simulation's own. */
  readonly within: <A>(step: () => A) => A
  /** Runs what is not of the simulation, though a step of it called: whoever waits for its end. */
  readonly without: <A>(body: () => A) => A
  /** What was begun and is open, each with its place: "a timer, set in book (src/kitchen.ts:3:5)". */
  readonly open: () => ReadonlyArray<string>
  /** The same for what has just come back, if it is known. */
  readonly returning: () => string | undefined
}
