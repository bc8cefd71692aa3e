/**
 * The seed of a long run: `PARLEY_SEED`, or another one each time. Put it into the test's name, so that a failure can be repeated.
 *
 * @module
 */
export const seed = Number(process.env["PARLEY_SEED"] ?? Date.now() % 2 ** 31)
