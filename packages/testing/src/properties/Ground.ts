/**
 * What a bot's own pure turn needs, for questions about what could happen next.
 *
 * @module
 */
import { Dialogues } from "@parley/core"
import { Capabilities, Packs } from "@parley/messenger-adapter"
import type * as Inputs from "../explore/Inputs.ts"
import type * as Model from "../explore/Model.ts"
import * as Samples from "../explore/Samples.ts"
import * as Templates from "../simulation/Templates.ts"
import type { Subject } from "./Subject.ts"

/** The ground of a bot in its world. */
export const of = (subject: Subject): Model.Ground => {
  const { approvals = ["humanAgent", "utility"], bot, channel = "messenger", pack = "current", templates } = subject
  return {
    definition: bot,
    dialogues: Dialogues.make(bot.dialogues),
    pack: Packs.named(pack, channel),
    capabilities: Capabilities.of(channel),
    approvals,
    templates: templates === undefined || channel === "instagram" ? undefined : Templates.declared(templates)
  }
}

/** Wishes under which tasks succeed, with a result that is made up. */
export const wishes = (subject: Subject, seed: number, answers: Inputs.Wishes["answers"]): Inputs.Wishes => ({
  seed,
  answers,
  natural: ({ id }) => {
    const task = subject.bot.dialogues.map(({ tasks }) => tasks[id]).find((one) => one !== undefined)
    return { _tag: "Gives", result: task?.result === undefined ? undefined : Samples.json(task.result, seed) }
  }
})
