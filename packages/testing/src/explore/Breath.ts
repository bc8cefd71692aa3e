/**
 * Long work that lets others have a turn: a signal that ends the process, a line that tells how far it is.
 *
 * @module
 */

/** Others get a turn at least this often, in milliseconds. */
const length = 25

/** Begins to count; what is given waits for the others when their turn has come, and costs next to nothing before that. */
export const make = (): () => Promise<void> => {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < length) return
    await new Promise<void>((resolve) => setImmediate(resolve))
    last = performance.now()
  }
}
