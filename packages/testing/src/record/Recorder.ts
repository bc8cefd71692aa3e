/**
 * Recordings of what a store keeps, redacted, and what the redaction did to them.
 *
 * @module
 */
import type { Conversation, JournalEntry } from "@parley/core"
import * as Classes from "./Classes.ts"
import type { Fold } from "./Fold.ts"
import type { Recording } from "./Recording.ts"
import * as Redaction from "./Redaction.ts"

/** A conversation as a store keeps it. */
export interface Stored {
  readonly conversation: Conversation.Conversation
  readonly journal: ReadonlyArray<JournalEntry.JournalEntry>
}

/** A recording; `bent` says that without the person's own words the dialogue goes another way, which is then what is recorded. */
export interface Recorded {
  readonly recording: Recording
  readonly bent: boolean
}

const isElsewhere = ({ inbound: { event } }: JournalEntry.JournalEntry): boolean =>
  event._tag === "Became" || event._tag === "Inherited"

/**
 * The recording of a stored conversation with all that is in it. `undefined` where the store no longer keeps its beginning, or
 * where a part of it was had under another id of the person.
 */
export const whole = ({ conversation, journal }: Stored, bot: string): Recording | undefined =>
  journal[0]?.revision !== 1 || journal.some(isElsewhere) ? undefined : {
    head: {
      parley: "recording",
      format: 1,
      bot,
      conversation: conversation.id,
      ...(conversation.dialogue === undefined ? {} : { stands: conversation.dialogue })
    },
    turns: journal
  }

/**
 * The recording of a stored conversation without what tells who the person is. `fold` is the build that runs: where it takes
 * the stand-ins otherwise than the person's own words, its way is recorded, so that other builds are compared with that.
 */
export const record = (recording: Recording, fold: Fold, options: Redaction.Options): Recorded => {
  const redacted = Redaction.redact(recording, options)
  const isOfBuild = Classes.judge(recording, fold).class === "identical"
  if (!isOfBuild || Classes.judge(redacted, fold).class === "identical") return { recording: redacted, bent: false }
  return { recording: { ...redacted, turns: [...fold.turns(redacted)].map(({ is }) => is) }, bent: true }
}
