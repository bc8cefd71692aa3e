/**
 * Where a state leads: a name, or cases of which the first that holds is taken.
 *
 * @module
 */

/** The way back from a command: to the question that was open when the person said it. */
export type Back = "$return"

/** A case of a guarded target. `when` sees the context as the answer leaves it; `label` names the case in diagrams. */
export interface When<C, T extends string> {
  readonly when: (context: C) => boolean
  readonly to: T
  readonly label?: string
}

/** A target: the name of a state, or cases with the name of the state that is left over at the end. */
export type To<C, T extends string> = T | readonly [...ReadonlyArray<When<C, T>>, T]

/** The names that a target can reach. */
export type Names<M> = M extends string ? M
  : M extends ReadonlyArray<infer E> ?
    E extends string ? E : E extends { readonly to: infer T extends string } ? T : never
  : never

/** A target without its types. */
export type AnyTo = To<never, string>

/** The cases of a target in order; the last has no guard. */
export const cases = (
  to: AnyTo
): ReadonlyArray<{ readonly to: string; readonly label?: string; readonly when?: (context: never) => boolean }> =>
  typeof to === "string" ? [{ to }] : to.map((one) => (typeof one === "string" ? { to: one } : one))

/** Whether every name is reached under some condition only; then the last case is missing. */
export const isOpen = (to: AnyTo): boolean => cases(to).every((one) => one.when !== undefined)
