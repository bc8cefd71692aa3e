/**
 * XState as this package uses it, for the word `state`.
 *
 * @module
 */
export * from "xstate"
