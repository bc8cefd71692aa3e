/**
 * What a convo must not leave behind: inbounds that nobody handled, tasks without an end, dots that nothing closed.
 *
 * @module
 */
import type { Conversation } from "@parley/core"
import { Inbound } from "@parley/core"
import type { Turn } from "./Turns.ts"

const named = ({ event }: Inbound.Inbound): string => {
  switch (event._tag) {
    case "Said":
      return `the message ${JSON.stringify(event.text ?? event.attachments?.[0]?.kind ?? "")}`
    case "Tapped":
      return `the button ${JSON.stringify(event.title ?? event.payload)}`
    case "Signalled":
      return `the signal ${event.signal}`
    default:
      return `the event ${event._tag}`
  }
}

/** The inbounds of some turns that no dialogue took, and to which nothing was said. */
export const unhandled = (turns: ReadonlyArray<Turn>): ReadonlyArray<string> =>
  turns.filter(({ entry }) =>
    entry.outcome === "ignored" && entry.spoken.length === 0
    && (entry.inbound.event._tag === "Signalled" || Inbound.isPersons(entry.inbound.event))
  ).map(({ entry }) => `Nobody handled ${named(entry.inbound)}.`)

/** The tasks of a conversation that run on. */
export const tasks = (conversation: Conversation.Conversation): ReadonlyArray<string> =>
  conversation.tasks.map(({ name }) =>
    `The task ${name} is left without an end: let time pass until it answers, or give the bot a service that does.`
  )

/** Dots that are still shown to a person. */
export const typing = (who: string, shown: boolean): ReadonlyArray<string> =>
  shown ? [`The bubble of dots that ${who} sees is left open: nothing was said after it, and nothing closed it.`] : []
