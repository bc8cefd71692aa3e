/**
 * Dialogue coverage: what of a bot its convos and other runs have touched.
 *
 * @module
 */
import type { BotDefinition, Definition, Happening } from "@parley/core"
import type { Element } from "./Element.ts"
import * as MachineElements from "./MachineElements.ts"
import * as Spoken from "./Spoken.ts"
import type * as Tally from "./Tally.ts"
import * as Watched from "./Watched.ts"

/** How coverage is counted. */
export interface Options {
  /** The languages that the bots speak; those that were heard unless given. */
  readonly languages?: ReadonlyArray<string>
}

/** A count in the making. Give `bots` and `watch` to whatever runs convos. */
export interface Coverage<Bots extends { readonly [name: string]: BotDefinition.BotDefinition }> {
  /** The bots, told of by each step. The ones that were given are left as they are. */
  readonly bots: Bots
  /** Hears what a bot does: lanes, languages and notices. */
  readonly watch: Happening.Listener
  /** What was touched so far. */
  readonly tally: () => Tally.Tally
}

/**
 * Begins to count. Two bots with the same dialogue count as one.
 *
 * @example
 * import { Coverage } from "@parley/testing"
 *
 * const coverage = Coverage.of({})
 * coverage.tally().elements // => []
 */
export const of = <const Bots extends { readonly [name: string]: BotDefinition.BotDefinition }>(
  bots: Bots,
  options: Options = {}
): Coverage<Bots> => {
  const elements = new Map<string, Element>()
  const seen = new Map<string, number>()
  const note = (id: string): void => {
    seen.set(id, (seen.get(id) ?? 0) + 1)
  }
  const add = (element: Element): void => {
    elements.set(element.id, element)
  }
  const watched = new Map<Definition.Definition, Definition.Definition>()
  const watch = (dialogue: Definition.Definition): Definition.Definition => {
    const before = watched.get(dialogue)
    if (before !== undefined) return before
    const made = Watched.watch(dialogue, note)
    watched.set(dialogue, made)
    for (const element of MachineElements.of(dialogue).elements) add(element)
    return made
  }
  const named = Object.entries(bots).map(([name, bot]) => {
    for (const element of Spoken.elements(bot, options.languages ?? [])) add(element)
    return [name, { ...bot, dialogues: bot.dialogues.map(watch) }]
  })
  return {
    // The same names, each with a bot that differs in its dialogues alone.
    bots: Object.fromEntries(named),
    watch: Spoken.listener((element) => {
      if (!elements.has(element.id)) add(element)
      note(element.id)
    }),
    tally: () => {
      const known = [...seen].filter(([id]) => elements.has(id))
      return { format: 1, elements: [...elements.values()], seen: Object.fromEntries(known) }
    }
  }
}
