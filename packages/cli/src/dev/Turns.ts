/**
 * The turns of the journal as a reader sees them.
 *
 * @module
 */
import { type Inbound, Snapshot } from "@parley/core"
import type { TurnPicture } from "./Picture.ts"
import type { Taken } from "./History.ts"
import * as States from "./States.ts"

type Event = Inbound.Event

/** More turns than anyone steps back through. */
const shown = 300

const titles: { readonly [Tag in Event["_tag"]]?: (event: Extract<Event, { readonly _tag: Tag }>) => string } = {
  Said: ({ attachments, choice, location, text }) =>
    text !== undefined
      ? choice === undefined ? `"${text}"` : `[${text}]`
      : location !== undefined
      ? "a place"
      : attachments?.map(({ kind }) => kind).join(", ") ?? "a message",
  Tapped: ({ payload, title }) => `[${title ?? payload}]`,
  Referred: ({ referral }) => `came by ${referral.ref ?? referral.ad ?? "a link"}`,
  OptedIn: ({ change, permission, topic }) =>
    `${change === undefined || change === "granted" ? "gave leave" : `leave ${change}`}${
      permission === undefined ? "" : ` (${permission === "oneTime" ? "once" : permission})`
    }${topic === undefined ? "" : `: ${topic}`}`,
  Commented: ({ comment, live, text }) =>
    `${comment === undefined ? "posted" : live === true ? "commented live" : "commented"} "${text ?? ""}"`,
  Written: ({ by }) => `${by} wrote`,
  HandedBack: ({ by }) => `${by} gave back`,
  Reacted: ({ action, emoji }) => action === "react" ? `reacted ${emoji ?? ""}`.trim() : "took the reaction back",
  Edited: ({ text }) => `edited: "${text}"`,
  Deleted: () => "took a message back",
  Echoed: ({ by, text }) => by === "inbox" ? `a person wrote "${text ?? ""}"` : "echo",
  Routed: ({ change, toUs }) => toUs === true ? `${change}: the bot has it` : `${change}: the bot has it no more`,
  Signalled: ({ signal }) => `signal ${signal}`,
  TimerFired: () => "timer",
  TaskSucceeded: ({ task }) => `${task} done`,
  TaskFailed: ({ failure, task }) => `${task} failed${failure === undefined ? "" : `: ${failure}`}`,
  Settled: ({ outcome }) => outcome,
  Rated: () => "filled in a survey",
  Inherited: () => "branched"
}

const business: ReadonlySet<string> = new Set(["Written", "HandedBack", "Withdrawn"])
const persons: ReadonlySet<string> = new Set(
  ["Said", "Tapped", "TappedElsewhere", "Referred", "OptedIn", "Commented", "Reacted", "Edited", "Rated"]
)

const byOf = (event: Event): TurnPicture["by"] => {
  const { _tag: tag } = event
  if (persons.has(tag)) return "person"
  if (business.has(tag) || (tag === "Routed" || tag === "Echoed") && event.by === "inbox") return "business"
  if (tag === "TimerFired") return "time"
  if (tag === "TaskSucceeded" || tag === "TaskFailed") return "work"
  return tag === "Signalled" ? "signal" : "channel"
}

/** What came in, for a reader. */
export const titleOf = (event: Event): string => {
  // One entry for each tag, whose function takes the events of that tag.
  const title = titles[event._tag] as ((event: Event) => string) | undefined
  return title === undefined ? event._tag : title(event)
}

/** One turn. */
const of = ({ after, entry }: Pick<Taken, "after" | "entry">): TurnPicture => {
  const { event } = entry.inbound
  return {
    turn: entry.revision,
    at: entry.at,
    kind: event._tag,
    title: titleOf(event),
    by: byOf(event),
    outcome: entry.outcome,
    ...(entry.dialogue === undefined ? {} : { dialogue: entry.dialogue.id }),
    states: States.of(Snapshot.state(after.dialogue?.snapshot ?? null)),
    said: entry.spoken.filter(({ body }) => body._tag === "Message").length,
    ...(entry.error === undefined ? {} : { error: entry.error })
  }
}

/** The last turns, oldest first. */
export const last = (turns: ReadonlyArray<Taken>): ReadonlyArray<TurnPicture> => turns.slice(-shown).map(of)
