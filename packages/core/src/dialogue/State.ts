/**
 * A state of a dialogue before it is compiled: what a word gives.
 *
 * @module
 */
import type { Facts } from "./Facts.ts"
import type { Place } from "./Place.ts"
import type { Node } from "./Plan.ts"

declare const Known: unique symbol

/** A state: for which context it was written (`C`), which states it leads to (`T`), and its facts (`F`). */
export interface State<in C, out T extends string, out F extends Facts> {
  readonly [Known]?: { readonly context: (_: C) => void; readonly targets: T; readonly facts: () => F }
  readonly word: string
  readonly compile: (place: Place) => Node
}

/** A state without its types. */
export type AnyState = Pick<State<never, string, Facts>, "word" | "compile">
