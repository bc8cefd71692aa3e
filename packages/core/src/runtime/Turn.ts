/**
 * One turn: a conversation and one inbound, to everything that changes, as data. It reads no clock, sends nothing, writes
 * nothing; it can be thrown away and taken again.
 *
 * @module
 */
import type * as Types from "effect/Types"
import * as Position from "../dialogue/Position.ts"
import * as RequestPayload from "../dialogue/RequestPayload.ts"
import * as Relevance from "../dialogue/Relevance.ts"
import * as Snapshot from "../dialogue/Snapshot.ts"
import type { Active, Conversation, Task, Timer } from "../model/Conversation.ts"
import { type Inbound, isPersons } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { JournalEntry } from "../model/JournalEntry.ts"
import type { Author } from "../model/Outbound.ts"
import type { Capabilities } from "../policy/Capabilities.ts"
import type { View } from "../policy/PolicyPack.ts"
import * as Sentence from "../policy/Sentence.ts"
import type { Declared } from "../policy/Templates.ts"
import type { BotDefinition } from "./BotDefinition.ts"
import type { InboxRow, TurnCommit } from "./ConversationStore.ts"
import type { Dialogues } from "./Dialogues.ts"
import * as Conduct from "./Conduct.ts"
import * as Held from "./Held.ts"
import * as Middleware from "./Middleware.ts"
import * as Ownership from "./Ownership.ts"
import * as Seed from "./Seed.ts"
import * as Speech from "./Speech.ts"
import * as Succession from "./Succession.ts"
import * as Talk from "./Talk.ts"

/**
 * What a turn knows besides the conversation and the inbound. `view` is the rules as they stand at `now`;
 * `capabilities` are what the channel can show.
 */
export interface Facts {
  readonly definition: BotDefinition<unknown>
  readonly dialogues: Dialogues
  readonly view: View
  readonly approvals: ReadonlyArray<string>
  readonly templates: ReadonlyArray<Declared> | undefined
  readonly capabilities: Capabilities
  readonly now: Instant
}

/**
 * What a turn comes to. `problem` is why a dialogue could not take it, and `alerts` what was refused without any dialogue that
 * hears of it: both for people who look after the bot.
 */
export interface Taken {
  readonly commit: TurnCommit
  readonly problem: string | undefined
  readonly alerts: ReadonlyArray<string>
}

const reasonOf = (cause: unknown): string => cause instanceof Error ? cause.message : String(cause)

/** Where a dialogue stands, for people. */
const placeOf = (active: Active | undefined): string => {
  if (active === undefined) return ""
  const state = Snapshot.state(active.snapshot)
  const at = state === undefined ? " in" : ` in state "${Position.describe(state)}" of`
  return `${at} dialogue "${active.id}" (version ${active.version})`
}

/** What is said in a turn, by whom. */
interface Heard extends Talk.Talked {
  readonly author: Author
}

const bot: Author = { _tag: "Bot" }

/** The dialogues' part. Whatever an author's function throws becomes a failure of this one turn. */
const hear = (facts: Facts, noted: Ownership.Noted, inbound: Inbound, revision: number): Heard | Talk.Failure => {
  const { definition, dialogues, now } = facts
  try {
    const { conversation, released } = noted
    const locale = conversation.locale ?? definition.locale
    const done = Conduct.see({ dialogues, conversation, inbound, locale, now, released })
    if (done !== undefined && !released) {
      return { ...done, outcome: "recorded", state: undefined, restarted: undefined }
    }
    const talked = Talk.take({
      definition,
      dialogues,
      conversation: done?.conversation ?? conversation,
      inbound,
      released,
      isSeen: done !== undefined,
      revision,
      now
    })
    if ("reason" in talked) return talked
    const said = definition.middleware.length === 0
      ? talked.said
      : Middleware.apply(definition.middleware, talked.said, {
        conversation: talked.conversation,
        inbound,
        at: now,
        locale: talked.conversation.locale ?? definition.locale
      })
    return {
      conversation: talked.conversation,
      said: done === undefined ? said : [...done.said, ...said],
      outcome: talked.outcome,
      state: talked.state,
      restarted: talked.restarted,
      author: bot
    }
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

const failed = (facts: Facts, noted: Ownership.Noted, inbound: Inbound): Heard => {
  const conversation = noted.conversation
  const locale = conversation.locale ?? facts.definition.locale
  const apology = deservesApology(inbound) ? facts.definition.apology : undefined
  return {
    conversation,
    said: apology === undefined ? [] : [{ _tag: "Message", message: apology(locale) }],
    outcome: "recorded",
    state: undefined,
    restarted: undefined,
    author: bot
  }
}

const gone = (before: ReadonlyArray<Timer | Task>, after: ReadonlyArray<Timer | Task>): ReadonlyArray<string> =>
  before.length === 0 || before === after ? [] : before.filter((one) => !after.includes(one)).map((one) => one.id)

const fresh = <A extends Timer | Task>(after: ReadonlyArray<A>, revision: number): ReadonlyArray<A> =>
  after.length === 0 ? after : after.filter((one) => one.revision === revision)

const waiting = (conversation: Conversation, inbound: Inbound): Conversation => {
  const event = inbound.event
  return event._tag === "Settled" && event.outcome === "held" && event.waiting !== undefined
    ? { ...conversation, held: Held.joined(conversation.held, event.waiting) }
    : conversation
}

/** What was noted, with the words that wait from now on, and with the bot back where the person asked for it. */
const returned = (first: Ownership.Noted, inbound: Inbound, { definition, dialogues, now }: Facts): Ownership.Noted => {
  const conversation = waiting(first.conversation, inbound)
  const noted = conversation === first.conversation ? first : { ...first, conversation }
  if (conversation.owner._tag === "Bot") return noted
  const locale = conversation.locale ?? definition.locale
  return Conduct.givesBack({ dialogues, conversation, inbound, locale, now, released: false })
    ? Ownership.released(conversation)
    : noted
}

/** Why words that waited are not wanted any more, as their own dialogue sees it now. */
const objectionOf = ({ dialogues }: Facts, conversation: Conversation): Held.Objection => (message) => {
  const { dialogue, person } = conversation
  if (message.origin === undefined) return undefined
  const asked = { dialogues: dialogues.list, person, ...(dialogue === undefined ? {} : { active: dialogue }) }
  return Relevance.objection(message.origin, asked)
}

const speak = (
  before: Conversation,
  noted: Ownership.Noted,
  heard: Heard,
  inbound: Inbound,
  facts: Facts
): Speech.Speech => {
  const { definition } = facts
  return Speech.make({
    before,
    conversation: heard.conversation,
    said: heard.said,
    author: heard.author,
    inbound,
    // Whoever writes for the business answers the person.
    answers: isPersons(inbound.event) || inbound.event._tag === "Written",
    frees: noted.released || (inbound.act !== undefined && inbound.standby !== true),
    objection: objectionOf(facts, heard.conversation),
    disclosure: definition.disclosure,
    capabilities: facts.capabilities,
    locale: heard.conversation.locale ?? definition.locale,
    revision: before.revision + 1,
    approvals: facts.approvals,
    templates: facts.templates,
    view: facts.view,
    now: facts.now,
    margin: definition.margin
  })
}

interface Worked {
  readonly heard: Heard
  readonly speech: Speech.Speech
  readonly failure: Talk.Failure | undefined
}

/** The turn without words, for when not even the apology can be made. */
const silently = (noted: Ownership.Noted, failure: Talk.Failure): Worked => ({
  heard: {
    conversation: noted.conversation,
    said: [],
    outcome: "recorded",
    state: undefined,
    restarted: undefined,
    author: bot
  },
  speech: { conversation: noted.conversation, outbox: [], spoken: [], inbounds: [], alerts: [] },
  failure
})

const work = (before: Conversation, noted: Ownership.Noted, inbound: Inbound, facts: Facts): Worked => {
  const outcome = hear(facts, noted, inbound, before.revision + 1)
  let failure = "reason" in outcome ? outcome : undefined
  if (!("reason" in outcome)) {
    try {
      return { heard: outcome, speech: speak(before, noted, outcome, inbound, facts), failure: undefined }
    } catch (cause) {
      failure = { aside: false, reason: `the words of the turn could not be made: ${reasonOf(cause)}` }
    }
  }
  failure ??= { aside: false, reason: "the turn failed" }
  try {
    const heard = failed(facts, noted, inbound)
    return { heard, speech: speak(before, noted, heard, inbound, facts), failure }
  } catch (cause) {
    return silently(noted, { ...failure, reason: `${failure.reason}; and the apology failed: ${reasonOf(cause)}` })
  }
}

/** A refusal that no dialogue listened to. */
const unheard = ({ event }: Inbound, outcome: Heard["outcome"]): ReadonlyArray<string> =>
  event._tag === "Settled" && event.outcome === "refused" && event.refusal !== undefined && outcome !== "transitioned"
    ? [`a message was refused, and no dialogue hears of it: ${Sentence.brief(event.refusal)}`]
    : []

/** A yes to a request of ours names its topic in our own payload; the channel may call it something else. */
const named = (inbound: Inbound): Inbound => {
  const { event } = inbound
  if (event._tag !== "OptedIn" || event.payload === undefined) return inbound
  const topic = RequestPayload.decode(event.payload)?.topic
  return topic === undefined ? inbound : { ...inbound, event: { ...event, topic } }
}

/** What the person did before something that was heard already comes late, however soon it came: other deliveries overtook it. */
const overtaken = (inbound: Inbound, { lastHeardAt }: Conversation): Inbound =>
  lastHeardAt === undefined || inbound.at >= lastHeardAt || inbound.late === true || !isPersons(inbound.event)
    ? inbound
    : { ...inbound, late: true }

/** A turn in which the conversation itself goes on elsewhere, or comes from there: no dialogue hears of it. */
const record = (
  before: Conversation,
  row: InboxRow,
  { definition, now, view }: Facts,
  { conversation: left, inbounds }: Succession.HandedOn
): Taken => {
  const revision = before.revision + 1
  const { inbound, sequence } = row
  const conversation: Conversation = { ...left, revision, seenAt: Math.max(now, inbound.receivedAt) }
  const timersSet = fresh(conversation.timers, revision)
  const timersCancelled = gone(before.timers, conversation.timers)
  const journal: JournalEntry = {
    format: 1,
    conversation: conversation.id,
    revision,
    at: now,
    inbound,
    locale: before.locale ?? definition.locale,
    outcome: "recorded",
    pack: view.name,
    packVersion: view.version,
    seed: Seed.fromText(inbound.id),
    snapshotHash: conversation.dialogue === undefined ? 0 : Seed.fromJson(conversation.dialogue.snapshot),
    spoken: [],
    disclosure: conversation.disclosure._tag,
    timersSet: timersSet.map((timer) => timer.id),
    timersCancelled,
    tasksStarted: [],
    tasksStopped: []
  }
  const commit: TurnCommit = {
    conversation,
    expected: before.revision,
    inbox: { sequence, outcome: "done" },
    outbox: [],
    settled: [],
    timersSet,
    timersCancelled,
    tasksStarted: [],
    tasksStopped: [],
    inbounds,
    journal
  }
  return { problem: undefined, alerts: [], commit }
}

/** Takes one turn. Never throws. */
export const take = (before: Conversation, row: InboxRow, facts: Facts): Taken => {
  const handedOn = Succession.handOn(before, row.inbound, facts.now)
  if (handedOn !== undefined) return record(before, row, facts, handedOn)
  if (row.inbound.event._tag === "Inherited") {
    const conversation = Succession.inherit(before, row.inbound.event, before.revision + 1, facts.view)
    return record(before, row, facts, { conversation, inbounds: [] })
  }
  const inbound = overtaken(named(row.inbound), before)
  const { definition, now } = facts
  const revision = before.revision + 1
  const first = Ownership.note(before, inbound, { view: facts.view, now, humanFor: definition.humanFor })
  const noted = returned(first, inbound, facts)
  const { failure, heard, speech } = work(before, noted, inbound, facts)
  const conversation: Types.Mutable<Conversation> = { ...speech.conversation }
  conversation.revision = revision
  conversation.seenAt = Math.max(now, inbound.receivedAt)
  const resumed = noted.released && conversation.deferred.length > 0 ? Conduct.resumed(conversation, revision) : []
  if (resumed.length > 0) conversation.deferred = []
  // A timer or task whose turn failed keeps its row, so that the parked inbound still counts when it is taken again.
  const timersCancelled = gone(before.timers, conversation.timers)
  const tasksStopped = gone(before.tasks, conversation.tasks)
  const timersSet = fresh(conversation.timers, revision)
  const tasksStarted = fresh(conversation.tasks, revision)
  const snapshot = conversation.dialogue?.snapshot
  const error = failure?.reason ?? heard.restarted
  const active = conversation.dialogue
  const journal: Types.Mutable<JournalEntry> = {
    format: 1,
    conversation: conversation.id,
    revision,
    at: now,
    inbound,
    locale: before.locale ?? definition.locale,
    outcome: failure === undefined ? heard.outcome : failure.aside ? "quarantined" : "parked",
    pack: facts.view.name,
    packVersion: facts.view.version,
    seed: Seed.fromText(inbound.id),
    snapshotHash: snapshot === undefined ? 0 : Seed.fromJson(snapshot),
    spoken: speech.spoken,
    disclosure: conversation.disclosure._tag,
    timersSet: timersSet.map((timer) => timer.id),
    timersCancelled,
    tasksStarted: tasksStarted.map((task) => task.id),
    tasksStopped
  }
  if (active !== undefined) journal.dialogue = { id: active.id, version: active.version }
  if (heard.state !== undefined) journal.state = heard.state
  if (error !== undefined) journal.error = error
  return {
    problem: failure?.reason,
    alerts: inbound.event._tag === "Settled"
      ? [...speech.alerts, ...unheard(inbound, heard.outcome)]
      : speech.alerts,
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
      inbounds: resumed.length === 0 ? speech.inbounds : [...speech.inbounds, ...resumed],
      journal
    }
  }
}
