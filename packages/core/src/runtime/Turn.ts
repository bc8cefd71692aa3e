/**
 * One turn: a conversation and one inbound, to everything that changes, as data. It reads no clock, sends nothing, writes
 * nothing; it can be thrown away and taken again.
 *
 * @module
 */
import type * as Types from "effect/Types"
import * as Position from "../dialogue/Position.ts"
import * as Snapshot from "../dialogue/Snapshot.ts"
import type { Active, Conversation, Task, Timer } from "../model/Conversation.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { JournalEntry } from "../model/JournalEntry.ts"
import type { View } from "../policy/PolicyPack.ts"
import type { BotDefinition } from "./BotDefinition.ts"
import type { InboxRow, TurnCommit } from "./ConversationStore.ts"
import type { Dialogues } from "./Dialogues.ts"
import * as Middleware from "./Middleware.ts"
import * as Ownership from "./Ownership.ts"
import * as Seed from "./Seed.ts"
import * as Speech from "./Speech.ts"
import * as Talk from "./Talk.ts"

/** What a turn knows besides the conversation and the inbound. `view` is the rules as they stand at `now`. */
export interface Facts {
  readonly definition: BotDefinition<unknown>
  readonly dialogues: Dialogues
  readonly view: View
  readonly approvals: ReadonlyArray<string>
  readonly now: Instant
}

/** What a turn comes to. `problem` is why a dialogue could not take it, for people who look after the bot. */
export interface Taken {
  readonly commit: TurnCommit
  readonly problem: string | undefined
}

const reasonOf = (cause: unknown): string => cause instanceof Error ? cause.message : String(cause)

/** Where a dialogue stands, for people. */
const placeOf = (active: Active | undefined): string => {
  if (active === undefined) return ""
  const state = Snapshot.state(active.snapshot)
  const at = state === undefined ? " in" : ` in state "${Position.describe(state)}" of`
  return `${at} dialogue "${active.id}" (version ${active.version})`
}

/** The dialogues' part. Whatever an author's function throws becomes a failure of this one turn. */
const talk = (facts: Facts, noted: Ownership.Noted, inbound: Inbound, revision: number): Talk.Talked | Talk.Failure => {
  const { definition, dialogues, now } = facts
  try {
    const talked = Talk.take({
      definition,
      dialogues,
      conversation: noted.conversation,
      inbound,
      released: noted.released,
      revision,
      now
    })
    if ("reason" in talked || definition.middleware.length === 0) return talked
    const locale = talked.conversation.locale ?? definition.locale
    const said = Middleware.apply(definition.middleware, talked.said, {
      conversation: talked.conversation,
      inbound,
      at: now,
      locale
    })
    return { ...talked, said }
  } catch (cause) {
    const where = placeOf(noted.conversation.dialogue)
    return { aside: false, reason: `the turn of ${inbound.event._tag}${where} threw: ${reasonOf(cause)}` }
  }
}

/** Someone waits for an answer: the person themselves, or a task that they were told of. */
const deservesApology = (inbound: Inbound): boolean => {
  const tag = inbound.event._tag
  return tag === "Said" || tag === "Tapped" || tag === "TaskSucceeded" || tag === "TaskFailed"
}

const failed = (facts: Facts, noted: Ownership.Noted, inbound: Inbound): Talk.Talked => {
  const conversation = noted.conversation
  const locale = conversation.locale ?? facts.definition.locale
  const apology = deservesApology(inbound) ? facts.definition.apology : undefined
  return {
    conversation,
    said: apology === undefined ? [] : [{ _tag: "Message", message: apology(locale) }],
    outcome: "recorded",
    state: undefined,
    restarted: undefined
  }
}

const gone = (before: ReadonlyArray<Timer | Task>, after: ReadonlyArray<Timer | Task>): ReadonlyArray<string> =>
  before.length === 0 || before === after ? [] : before.filter((one) => !after.includes(one)).map((one) => one.id)

const fresh = <A extends Timer | Task>(after: ReadonlyArray<A>, revision: number): ReadonlyArray<A> =>
  after.length === 0 ? after : after.filter((one) => one.revision === revision)

const waiting = (conversation: Conversation, inbound: Inbound): Conversation => {
  const event = inbound.event
  return event._tag === "Settled" && event.outcome === "held" && event.waiting !== undefined
    ? { ...conversation, held: [...conversation.held, event.waiting] }
    : conversation
}

const speak = (
  before: Conversation,
  noted: Ownership.Noted,
  talked: Talk.Talked,
  inbound: Inbound,
  facts: Facts
): Speech.Speech => {
  const { definition } = facts
  return Speech.make({
    before,
    conversation: talked.conversation,
    said: talked.said,
    inbound,
    answers: Ownership.isPersons(inbound.event),
    frees: noted.released || (inbound.act !== undefined && inbound.standby !== true),
    disclosure: definition.disclosure,
    locale: talked.conversation.locale ?? definition.locale,
    revision: before.revision + 1,
    approvals: facts.approvals,
    view: facts.view,
    now: facts.now
  })
}

interface Worked {
  readonly talked: Talk.Talked
  readonly speech: Speech.Speech
  readonly failure: Talk.Failure | undefined
}

/** The turn without words, for when not even the apology can be made. */
const silently = (noted: Ownership.Noted, failure: Talk.Failure): Worked => ({
  talked: { conversation: noted.conversation, said: [], outcome: "recorded", state: undefined, restarted: undefined },
  speech: { conversation: noted.conversation, outbox: [], spoken: [], inbounds: [] },
  failure
})

const work = (before: Conversation, noted: Ownership.Noted, inbound: Inbound, facts: Facts): Worked => {
  const outcome = talk(facts, noted, inbound, before.revision + 1)
  let failure = "reason" in outcome ? outcome : undefined
  if (!("reason" in outcome)) {
    try {
      return { talked: outcome, speech: speak(before, noted, outcome, inbound, facts), failure: undefined }
    } catch (cause) {
      failure = { aside: false, reason: `the words of the turn could not be made: ${reasonOf(cause)}` }
    }
  }
  failure ??= { aside: false, reason: "the turn failed" }
  try {
    const talked = failed(facts, noted, inbound)
    return { talked, speech: speak(before, noted, talked, inbound, facts), failure }
  } catch (cause) {
    return silently(noted, { ...failure, reason: `${failure.reason}; and the apology failed: ${reasonOf(cause)}` })
  }
}

/** Takes one turn. Never throws. */
export const take = (before: Conversation, row: InboxRow, facts: Facts): Taken => {
  const { inbound } = row
  const { definition, now } = facts
  const revision = before.revision + 1
  const first = Ownership.note(before, inbound, now, definition.humanFor)
  const waited = waiting(first.conversation, inbound)
  const noted = waited === first.conversation ? first : { ...first, conversation: waited }
  const { failure, speech, talked } = work(before, noted, inbound, facts)
  const conversation: Types.Mutable<Conversation> = { ...speech.conversation }
  conversation.revision = revision
  // A timer or task whose turn failed keeps its row, so that the parked inbound still counts when it is taken again.
  const timersCancelled = gone(before.timers, conversation.timers)
  const tasksStopped = gone(before.tasks, conversation.tasks)
  const timersSet = fresh(conversation.timers, revision)
  const tasksStarted = fresh(conversation.tasks, revision)
  const snapshot = conversation.dialogue?.snapshot
  const error = failure?.reason ?? talked.restarted
  const active = conversation.dialogue
  const journal: Types.Mutable<JournalEntry> = {
    format: 1,
    conversation: conversation.id,
    revision,
    at: now,
    inbound,
    locale: before.locale ?? definition.locale,
    outcome: failure === undefined ? talked.outcome : failure.aside ? "quarantined" : "parked",
    pack: facts.view.name,
    seed: Seed.fromText(inbound.id),
    snapshotHash: snapshot === undefined ? 0 : Seed.fromText(JSON.stringify(snapshot)),
    spoken: speech.spoken,
    timersSet: timersSet.map((timer) => timer.id),
    timersCancelled,
    tasksStarted: tasksStarted.map((task) => task.id),
    tasksStopped
  }
  if (active !== undefined) journal.dialogue = { id: active.id, version: active.version }
  if (talked.state !== undefined) journal.state = talked.state
  if (error !== undefined) journal.error = error
  return {
    problem: failure?.reason,
    commit: {
      conversation,
      expected: before.revision,
      inbox: {
        sequence: row.sequence,
        outcome: failure === undefined ? "done" : failure.aside ? "quarantined" : "parked"
      },
      outbox: speech.outbox,
      settled: noted.settled,
      timersSet,
      timersCancelled,
      tasksStarted,
      tasksStopped,
      inbounds: speech.inbounds,
      journal
    }
  }
}
