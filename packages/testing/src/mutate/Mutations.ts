/**
 * Every small mistake that can be made in a bot, one at a time.
 *
 * @module
 */
import type { BotDefinition, Definition } from "@parley/core"
import type { SourcePlaces } from "../coverage/SourcePlaces.ts"
import * as Choices from "./Choices.ts"
import * as Clocks from "./Clocks.ts"
import * as Errands from "./Errands.ts"
import * as Keeping from "./Keeping.ts"
import * as Leads from "./Leads.ts"
import { type Change, type Kind, kinds, type Mutation } from "./Mutation.ts"
import * as Speech from "./Speech.ts"
import * as Subject from "./Subject.ts"
import * as Tables from "./Tables.ts"
import * as Traits from "./Traits.ts"

type Bot = BotDefinition.BotDefinition

/** Which mutations are made. */
export interface Options {
  /** The kinds; all unless given. */
  readonly only?: ReadonlyArray<Kind>
  /** Whether what the repair kit does is changed, too: "back", "help", old buttons; it is not unless `true`. */
  readonly kit?: boolean
  /** Finds the lines of states in the author's sources. */
  readonly places?: SourcePlaces
}

/** A mutation, and the name under which runs tell whether what it changes is ever kept. */
export interface Listed extends Mutation {
  readonly key?: string
  /** The name under which a run tells that what it changes is there; it is made only where one does. */
  readonly met?: string
}

type Made = Change & Pick<Listed, "key" | "met">

const makers: ReadonlyArray<(subject: Subject.Subject) => ReadonlyArray<Made>> = [
  Leads.guards,
  Leads.targets,
  Leads.branches,
  Leads.retries,
  Leads.departures,
  Clocks.timers,
  Clocks.repeats,
  Clocks.meanings,
  Keeping.saves,
  Keeping.memories,
  Keeping.outputs,
  Speech.messages,
  Speech.actions,
  Speech.words,
  Choices.options,
  Choices.synonyms,
  Errands.tasks,
  Errands.failures,
  Leads.events,
  Speech.requests,
  Tables.starts,
  Tables.commands,
  Tables.wishes,
  Speech.notices,
  Tables.handovers,
  Traits.losses
]

/** A name that none before it has. */
const unlike = (name: string, known: Set<string>): string => {
  let free = name
  for (let count = 2; known.has(free); count++) free = `${name}~${count}`
  known.add(free)
  return free
}

const inDialogue = (definition: Definition.Definition, change: () => Definition.Definition) => {
  const made = new Map<Definition.Definition, Definition.Definition>()
  return (bot: Bot): Bot => {
    if (!bot.dialogues.includes(definition)) return bot
    const changed = made.get(definition) ?? change()
    made.set(definition, changed)
    return { ...bot, dialogues: bot.dialogues.map((one) => (one === definition ? changed : one)) }
  }
}

const day = 86_400_000
const never = 100 * 365 * day

/** Mistakes in what a bot has besides its dialogues. */
const manners = (
  { disclosure, fallback, humanFor, locale, middleware }: Bot
): ReadonlyArray<Omit<Listed, "name"> & { readonly what: string }> => {
  const known = { kind: "bot" as const, dialogue: "", state: "", by: "author" as const, elements: [] }
  return [
    ...(disclosure === false ? [] : [
      {
        ...known,
        what: "disclosure-off",
        sentence: "the bot does not say that it is one",
        apply: (bot: Bot): Bot => ({ ...bot, disclosure: false })
      },
      {
        ...known,
        what: "disclosure-once",
        sentence: "the bot says once that it is one, and not again after a silence",
        apply: (bot: Bot): Bot =>
          bot.disclosure === false ? bot : { ...bot, disclosure: { ...bot.disclosure, lapse: never } }
      }
    ]),
    ...(fallback === undefined ? [] : [{
      ...known,
      what: "fallback-gone",
      sentence: "the bot says nothing to what no dialogue takes",
      apply: (bot: Bot): Bot => ({ ...bot, fallback: undefined })
    }]),
    ...middleware.map((one, index) => ({
      ...known,
      what: `middleware-gone:${index + 1}`,
      sentence: `what the bot does to all its words is not done${
        middleware.length === 1 ? "" : ` (the ${index + 1}.)`
      }`,
      apply: (bot: Bot): Bot => ({ ...bot, middleware: bot.middleware.filter((other) => other !== one) })
    })),
    ...(locale === "en" ? [] : [{
      ...known,
      what: "locale-other",
      sentence: `the bot speaks English where it was to speak "${locale}" unless another language was chosen`,
      apply: (bot: Bot): Bot => ({ ...bot, locale: "en" })
    }]),
    ...(humanFor === day ? [] : [{
      ...known,
      what: "human-for-longer",
      sentence: "the bot waits twice as long for a person of the business who has said nothing",
      apply: (bot: Bot): Bot => ({ ...bot, humanFor: bot.humanFor * 2 })
    }])
  ]
}

/**
 * The mutations of some bots, by kind. Bots with the same dialogue have them once: `apply` changes it in each of them. What a bot has
 * besides its dialogues is that of the first one.
 */
export const of = (bots: ReadonlyArray<Bot>, options: Options = {}): ReadonlyArray<Listed> => {
  const { kit = false, only = kinds, places } = options
  const names = new Set<string>()
  const dialogues = [...new Set(bots.flatMap((bot) => bot.dialogues))]
  const listed = dialogues.flatMap((definition) => {
    const subject = Subject.of(definition)
    return makers.flatMap((make) => make(subject)).map(({ change, what, ...one }): Listed => {
      const where = places?.of({ dialogue: definition.id, state: one.state })
      return {
        ...one,
        name: unlike([definition.id, ...(one.state === "" ? [] : [one.state]), what].join("/"), names),
        dialogue: definition.id,
        ...(where === undefined ? {} : { where }),
        apply: inDialogue(definition, change)
      }
    })
  })
  const besides = bots.slice(0, 1).flatMap(manners).map(({ what, ...one }): Listed => ({
    ...one,
    name: unlike(`bot/${what}`, names)
  }))
  return [...listed, ...besides]
    .filter(({ by, kind }) => only.includes(kind) && (kit || by === "author"))
    .sort((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind))
}

/** No such mutation. */
export class NoMutation extends Error {
  override readonly name = "NoMutation"
}

/** The bot with the mutation of a name. Throws `NoMutation` with the names of its state when there is none. */
export const planted = (bot: Bot, name: string): Bot => {
  const all = of([bot], { kit: true })
  const found = all.find((one) => one.name === name)
  if (found !== undefined) return found.apply(bot)
  const near = all.filter((one) => one.name.startsWith(name.slice(0, name.lastIndexOf("/") + 1))).map((one) => one.name)
  throw new NoMutation(`There is no mutation ${name}; there is ${near.join(", ") || "none like it"}.`)
}
