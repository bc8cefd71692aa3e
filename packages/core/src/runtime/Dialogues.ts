/**
 * The dialogues of a bot, found by id.
 *
 * @module
 */
import type { Definition } from "../dialogue/Definition.ts"

/** The dialogues of a bot, in their order and by id. */
export interface Dialogues {
  readonly list: ReadonlyArray<Definition>
  readonly byId: ReadonlyMap<string, Definition>
}

/** A table of dialogues. */
export const make = (list: ReadonlyArray<Definition>): Dialogues => ({
  list,
  byId: new Map(list.map((definition) => [definition.id, definition]))
})

/** The dialogues that know a signal. */
export const listeningTo = (dialogues: Dialogues, signal: string): ReadonlyArray<Definition> =>
  dialogues.list.filter((definition) => Object.hasOwn(definition.signals, signal))
