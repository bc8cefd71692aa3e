/**
 * Where the situations by chance begin: `PARLEY_SEED`, or another number each time. It is printed, so that every run can be
 * repeated.
 *
 * @module
 */
export const seed = Number(process.env["PARLEY_SEED"] ?? Date.now() % 2 ** 31)
process.stdout.write(`PARLEY_SEED=${seed}\n`)
