/**
 * Whether words that waited are still wanted when they are about to be said late: a question whose state was left is of no
 * use any more, and an author may say what has to be true still (`stillTrue`).
 *
 * @module
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import type { Active } from "../model/Conversation.ts"
import type { Json } from "../model/Json.ts"
import type { Origin } from "../model/Message.ts"
import type { Check, Definition, MachineContext } from "./Definition.ts"
import * as Position from "./Position.ts"
import * as Snapshot from "./Snapshot.ts"
import * as Workings from "./Workings.ts"

/** What is asked: the bot's dialogues, the one that is active now, and what is known of the person beyond dialogues. */
export interface Asked {
  readonly dialogues: ReadonlyArray<Definition>
  readonly active?: Active
  readonly person: { readonly [key: string]: Json }
}

const nothing: { readonly [key: string]: never } = {}

/** The context that a check is asked about: as the dialogue stands now, else as it stood when the words were said. */
const contextOf = (definition: Definition, check: Check, origin: Origin, active: Active | undefined): unknown => {
  const read = active?.id === definition.id ? Snapshot.decode(Workings.of(definition), active.snapshot) : undefined
  if (read !== undefined && Either.isRight(read) && read.right._tag === "Stands") {
    const { data, sys } = read.right.position
    const context: MachineContext = {
      data,
      sys: { ...sys, turn: { at: 0, locale: "en", channel: "none", person: nothing } }
    }
    const now = check.read(context)
    // A dialogue that was called has a context only while the call lasts.
    if (now !== undefined) return now
  }
  if (origin.context === undefined) throw new Error("nothing is known of its context any more")
  return Schema.decodeUnknownSync(check.context)(origin.context)
}

/**
 * Why words that waited are not to be said any more: a sentence, or `undefined` when they are. Words of a dialogue that the bot
 * does not have, or without such a check any more, are said. A check that throws counts as untrue.
 */
export const objection = (origin: Origin, { active, dialogues, person }: Asked): string | undefined => {
  if (origin.question === true) {
    const value = active?.id === origin.dialogue ? Snapshot.state(active.snapshot) : undefined
    if (value === undefined || !Position.isIn(value, origin.state)) {
      return `the dialogue has left the state "${origin.state}", whose question it was`
    }
  }
  const definition = dialogues.find((one) => one.id === origin.dialogue)
  const check = origin.check === undefined ? undefined : definition?.checks?.[origin.check]
  if (definition === undefined || check === undefined) return undefined
  try {
    return check.test(contextOf(definition, check, origin, active), person)
      ? undefined
      : `it is true no more, as stillTrue of the state "${origin.state}" says`
  } catch (error) {
    return `stillTrue of the state "${origin.state}" failed: ${error instanceof Error ? error.message : String(error)}`
  }
}
