/**
 * Where a run with chance in it begins: `PARLEY_SEED`, or another number each time. It stands in the names of the tests that
 * use it and is printed, so that every run can be repeated.
 *
 * @module
 */
export const seed = Number(process.env["PARLEY_SEED"] ?? Date.now() % 2 ** 31)
process.stdout.write(`PARLEY_SEED=${seed}\n`)
