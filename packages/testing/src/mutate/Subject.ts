/**
 * A dialogue as mutations are made of it: its machine taken apart, and its elements as coverage names them.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import type { Element } from "../coverage/Element.ts"
import * as MachineElements from "../coverage/MachineElements.ts"
import * as Anatomy from "./Anatomy.ts"

/** A dialogue, ready to be changed. */
export interface Subject {
  readonly definition: Definition.Definition
  readonly anatomy: Anatomy.Anatomy
  /** An element by its kind and what names it there. */
  readonly element: (kind: Element["kind"], ...rest: ReadonlyArray<string>) => Element | undefined
  /** The element that a way on is; none for a way that is never taken. */
  readonly way: (lead: Anatomy.Lead) => Element | undefined
  /** The dialogue with one piece of its machine changed; taken out where `change` gives `undefined`. */
  readonly edit: (keys: Anatomy.Keys, change: (piece: unknown) => unknown) => Definition.Definition
}

/** A dialogue, ready to be changed. */
export const of = (definition: Definition.Definition): Subject => {
  const anatomy = Anatomy.of(definition)
  const elements = new Map(MachineElements.of(definition).elements.map((element) => [element.id, element]))
  const element: Subject["element"] = (kind, ...rest) =>
    elements.get(MachineElements.idOf(definition.id, kind, ...rest))
  return {
    definition,
    anatomy,
    element,
    way: ({ eventType, index, state }) => element("transition", state, eventType, String(index)),
    edit: (keys, change) => Anatomy.remake(definition, Anatomy.edit(anatomy.config, keys, change))
  }
}
