/**
 * The last words of a dialogue that has ended, while they may still be refused: it asked to be told, and is told all the same.
 *
 * @module
 */
import type { Definition } from "../dialogue/Definition.ts"
import type { Active, LastWords } from "../model/Conversation.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Body, Outbound } from "../model/Outbound.ts"
import * as Lane from "../policy/Lane.ts"

const hears = ({ machine }: Definition): boolean => machine.events.includes("in.refused")

const asks = (body: Body, dialogue: string): boolean =>
  body._tag === "Message" && body.message.origin?.dialogue === dialogue
  && Lane.fallback(body.message).otherwise === "refuse"

/**
 * What is kept of a dialogue that ends in this turn. `said` are the words of the turn, `before` what was kept of one that ended
 * earlier: that is given up for the later one.
 */
export const of = (
  definition: Definition,
  dialogue: Active,
  said: ReadonlyArray<Body>,
  before: LastWords | undefined
): LastWords | undefined => {
  const awaits = before?.dialogue.id === dialogue.id ? before.awaits : []
  const isAsked = awaits.length > 0 || (hears(definition) && said.some((body) => asks(body, dialogue.id)))
  return isAsked ? { dialogue, awaits } : before
}

/** What is left once the outcome of one message is known. */
export const without = ({ awaits, dialogue }: LastWords, outbound: string): LastWords | undefined => {
  const open = awaits.filter((id) => id !== outbound)
  return open.length === 0 ? undefined : { dialogue, awaits: open }
}

const isOf = ({ body }: Outbound, dialogue: string): boolean =>
  body._tag === "Message" && body.message.origin?.dialogue === dialogue

/** What is kept once the words of the turn have their ids: those that go out, and those that were refused at once. */
export const awaiting = (
  { awaits, dialogue }: LastWords,
  outbox: ReadonlyArray<Outbound>,
  inbounds: ReadonlyArray<Inbound>
): LastWords | undefined => {
  const open = [
    ...awaits,
    ...outbox.flatMap((row) => row.reports === true && isOf(row, dialogue.id) ? [row.id] : []),
    ...inbounds.flatMap(({ event }) => event._tag === "Settled" && event.outcome === "refused" ? [event.outbound] : [])
  ]
  return open.length === 0 ? undefined : { dialogue, awaits: open }
}
