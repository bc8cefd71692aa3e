/**
 * A bound on the steps of a dialogue in one conversation, so that a mistake that goes in circles ends, too.
 *
 * @module
 */
import type { BotDefinition, Definition } from "@parley/core"

type Bot = BotDefinition.BotDefinition

/** Counts the steps of bots. */
export class Leash {
  private readonly most: number
  private readonly known = new Map<Definition.Definition, Definition.Definition>()
  private steps = 0

  /** `most`: how many steps a conversation may take. */
  constructor(most: number) {
    this.most = most
  }

  /** How many steps were taken since the last call. */
  taken(): number {
    const { steps } = this
    this.steps = 0
    return steps
  }

  /** The bot, whose dialogues throw when they take too many steps. */
  on(bot: Bot): Bot {
    return { ...bot, dialogues: bot.dialogues.map((dialogue) => this.bounded(dialogue)) }
  }

  private bounded(definition: Definition.Definition): Definition.Definition {
    const before = this.known.get(definition)
    if (before !== undefined) return before
    // A copy: the machine that was given belongs to others, too.
    const machine = definition.machine.provide({})
    const transition = machine.transition.bind(machine)
    machine.transition = (...given) => {
      if (++this.steps > this.most) throw new Error(`${definition.id} goes on without end`)
      return transition(...given)
    }
    const made = { ...definition, machine }
    this.known.set(definition, made)
    return made
  }
}
