/**
 * A fault that is planted in an example bot, or in the packages below it, and the promise that must be seen to break for it.
 *
 * @module
 */
import type { BotDefinition } from "@parley/core"
import { Mutations, type Script } from "@parley/testing"
import type { Property } from "../../src/properties/Property.ts"

export type Bot = BotDefinition.BotDefinition

/** The bots that faults are planted in, or under. */
export type Example = "pizza" | "appointment" | "pizza-slow"

/** What a fault is called, what it breaks, and which promise tells. */
export interface Plant {
  readonly name: string
  readonly broken: string
  readonly bot: Example
  readonly property: Property
  /** What the account was approved for, where it is not all that a bot may need. */
  readonly approvals?: ReadonlyArray<Script.Approval>
}

/** A fault in a bot. */
export interface BotPlant extends Plant {
  readonly plant: (bot: Bot) => Bot
}

/** A fault in the sources: what is replaced where, in one place. Paths are those below `packages`. */
export interface SourcePlant extends Plant {
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** Several mutations of a bot at once, by their names. */
export const mutated = (...names: ReadonlyArray<string>) => (bot: Bot): Bot => {
  // Each mutation knows the dialogue that it was made of: the next is made of what the one before it left.
  return names.reduce((left, name) => Mutations.planted(left, name), bot)
}

/** The bot with one of its dialogues changed. */
export const changed = (id: string, change: (definition: Bot["dialogues"][number]) => Bot["dialogues"][number]) =>
(
  bot: Bot
): Bot => ({ ...bot, dialogues: bot.dialogues.map((one) => (one.id === id ? change(one) : one)) })
