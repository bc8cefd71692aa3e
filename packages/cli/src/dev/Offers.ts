/**
 * What a question offers, before anybody is asked.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import * as Sayings from "../command/Sayings.ts"

/** An option by its key. */
export interface Offer {
  readonly key: string
  readonly title: string
}

/**
 * The options of a state with their titles. One that is made as the dialogue runs is read from what the state says, in English; its key
 * stands for it where the conversation decides.
 */
export const of = (
  definition: Definition.Definition,
  path: string,
  node: Sayings.Node | undefined
): ReadonlyArray<Offer> => {
  const known = definition.states.find((state) => state.path === path)?.options ?? []
  if (node === undefined || known.every(({ title }) => title !== "")) return known
  const said = Sayings.of(definition, node).flatMap(({ quickReplies = [] }) => quickReplies)
  return known.map(({ key, title }, index) => {
    const reply = said.length === known.length ? said[index] : undefined
    const spoken = reply !== undefined && "title" in reply && !reply.title.includes("…") ? reply.title : key
    return { key, title: title === "" ? spoken : title }
  })
}
