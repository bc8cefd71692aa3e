/**
 * Dead ends, and buttons that nobody takes.
 *
 * @module
 */
import { Payload } from "@parley/core"
import * as Functions from "../../src/mutate/Functions.ts"
import * as Subject from "../../src/mutate/Subject.ts"
import { type BotPlant, changed, mutated } from "./Plant.ts"

/** Ways of a state that lead to another than they did, by the part that leads there. */
const leading = (id: string, ways: { readonly [way: string]: string }) =>
  changed(id, (definition) =>
    Object.entries(ways).reduce((left, [way, to]) => {
      const [state = "", part = ""] = way.split(" ")
      const subject = Subject.of(left)
      const leads = subject.anatomy.leads.filter((lead) =>
        lead.state === state && (lead.guard?.part ?? "else") === part && lead.target !== undefined
      )
      if (leads.length === 0) throw new Error(`no way ${way}`)
      return leads.reduce(
        (one, { keys }) =>
          Subject.of(one).edit(keys, (piece) => ({ ...(piece as object), target: `#${id}.${to}`, reenter: true })),
        left
      )
    }, definition))

const both = (...plants: ReadonlyArray<BotPlant["plant"]>): BotPlant["plant"] => (bot) =>
  plants.reduce((left, plant) => plant(left), bot)

/** Commands that are not heard, and none of the ways in that lead anew to the first question from anywhere. */
const unheard = (id: string, ...commands: ReadonlyArray<string>) =>
  both(
    mutated(...commands.map((command) => `${id}/command-unheard:${command}`)),
    changed(id, (definition) => ({
      ...definition,
      starts: definition.starts.filter(({ _tag }) => _tag === "Pattern" || _tag === "Words")
    }))
  )

const wayOut = "wayOut" as const
const buttons = "buttons" as const

/** Every dead end. */
export const deadEnds: ReadonlyArray<BotPlant> = [
  {
    name: "a question is asked for ever",
    broken: "both answers to the last question of an order lead back to it, and nobody can be asked for",
    bot: "pizza",
    property: wayOut,
    plant: both(unheard("pizza", "agent"), leading("pizza", { "sure option:yes": "sure", "sure option:no": "sure" }))
  },
  {
    name: "no size is enough",
    broken: "both sizes lead back to the question for the size, and nobody can be asked for",
    bot: "pizza",
    property: wayOut,
    plant: both(unheard("pizza", "agent"), leading("pizza", { "size option:s": "size", "size option:l": "size" }))
  },
  {
    name: "no language is understood",
    broken: "both languages lead back to the question for the language, and no command is heard",
    bot: "appointment",
    property: wayOut,
    plant: both(
      unheard("appointment", "agent", "cancel", "change"),
      leading("appointment", { "language option:en": "language", "language option:fr": "language" })
    )
  },
  {
    name: "no day leads to an hour",
    broken: "every day leads back to the question for the day, and no command is heard",
    bot: "appointment",
    property: wayOut,
    plant: both(
      unheard("appointment", "agent", "cancel", "change"),
      leading("appointment", { "day option#0": "day", "day option": "day" })
    )
  },
  {
    name: "small pizzas are offered and not taken",
    broken: "the option Small leads nowhere",
    bot: "pizza",
    property: buttons,
    plant: mutated("pizza/size/option-untaken:s")
  },
  {
    name: "large pizzas are offered and not taken",
    broken: "the option Large leads nowhere",
    bot: "pizza",
    property: buttons,
    plant: mutated("pizza/size/option-untaken:l")
  },
  {
    name: "a yes is not taken",
    broken: "the option Yes leads nowhere",
    bot: "pizza",
    property: buttons,
    plant: mutated("pizza/sure/option-untaken:yes")
  },
  {
    name: "a no is not taken",
    broken: "the option No leads nowhere",
    bot: "pizza",
    property: buttons,
    plant: mutated("pizza/sure/option-untaken:no")
  },
  {
    name: "English is offered and not taken",
    broken: "the option English leads nowhere",
    bot: "appointment",
    property: buttons,
    plant: mutated("appointment/language/option-untaken:en")
  },
  {
    name: "French is offered and not taken",
    broken: "the option Français leads nowhere",
    bot: "appointment",
    property: buttons,
    plant: mutated("appointment/language/option-untaken:fr")
  },
  {
    name: "hours are offered and not taken",
    broken: "an hour is taken where none was said, and none where one was",
    bot: "appointment",
    property: buttons,
    plant: mutated("appointment/time/guard-negated:option")
  },
  {
    name: "buttons are of a version that is not there",
    broken: "the sizes are offered in the name of a version that the dialogue does not have",
    bot: "pizza",
    property: buttons,
    plant: changed(
      "pizza",
      (definition) =>
        Functions.saying(definition, { at: "size", part: "question" }, (message) => ({
          ...message,
          quickReplies: (message.quickReplies ?? []).map((reply) => {
            const choice = reply.payload === undefined ? undefined : Payload.decode(reply.payload)
            return choice === undefined ? reply : { ...reply, payload: Payload.encode({ ...choice, version: 2 }) }
          })
        }))
    )
  }
]
