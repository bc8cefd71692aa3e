/**
 * All that a store knows of one conversation, put together for a reader. Moments are milliseconds since 1970.
 *
 * @module
 */
import {
  type Conversation,
  ConversationId,
  type ConversationStore,
  type JournalEntry,
  Message,
  type Outbound,
  PolicyPack,
  Snapshot,
  Window
} from "@parley/core"
import { Packs } from "@parley/messenger-adapter"
import * as States from "../dev/States.ts"
import * as Turns from "../dev/Turns.ts"
import * as Answers from "./Answers.ts"

/** Words that wait for the person to write. */
export interface HeldWords {
  readonly outbound: string
  readonly words: string
  readonly since: number
  readonly until?: number
}

/** What is being sent, or may have been. */
export interface OnItsWay {
  readonly outbound: string
  readonly state: ConversationStore.OutboxState
  readonly attempts: number
  readonly words: string
  readonly reason?: string
}

/** One turn: what came in, what became of it, and where the dialogue stood after it. */
export interface TakenTurn {
  readonly turn: number
  readonly at: number
  readonly kind: string
  readonly title: string
  readonly outcome: JournalEntry.JournalEntry["outcome"]
  readonly states: ReadonlyArray<string>
  /** How many messages it said, with those held back. */
  readonly said: number
  readonly error?: string
}

/** A conversation as it stands. */
export interface Inspection {
  readonly conversation: string
  readonly revision: number
  readonly dialogue?: { readonly id: string; readonly version: number }
  /** The states that are active, outer ones first. */
  readonly states: ReadonlyArray<string>
  readonly window: Window.Window
  /** The rules by which the window was read. */
  readonly pack: string
  readonly owner: Conversation.Owner
  readonly disclosure: Conversation.DisclosureState
  readonly stopped?: Conversation.Stopped
  readonly quarantined: boolean
  readonly locale?: string
  readonly movedTo?: string
  readonly timers: ReadonlyArray<Pick<Conversation.Timer, "id" | "setAt" | "due" | "meaning">>
  readonly tasks: ReadonlyArray<Pick<Conversation.Task, "id" | "name" | "startedAt" | "recovery">>
  readonly held: ReadonlyArray<HeldWords>
  /** Timers and results that wait until the bot has the conversation again. */
  readonly deferred: number
  readonly outbox: ReadonlyArray<OnItsWay>
  readonly answers: Answers.Summary
  /** The last turns, oldest first. */
  readonly turns: ReadonlyArray<TakenTurn>
}

/** What a store has of a conversation. */
export interface Stored {
  readonly conversation: Conversation.Conversation
  readonly quarantined: boolean
  readonly journal: ReadonlyArray<JournalEntry.JournalEntry>
  readonly outbox: ReadonlyArray<ConversationStore.OutboxRow>
}

/** How a conversation is looked at. */
export interface Options {
  readonly now: number
  /** How many of the last turns. */
  readonly turns: number
}

/** The pack of the last turn, or the one of the day where it is a pack of the author's own. */
const packOf = (id: ConversationId.ConversationId, journal: Stored["journal"]): PolicyPack.PolicyPack => {
  const channel = id.channel === "instagram" ? "instagram" : "messenger"
  const packs = Packs.names.map((name) => Packs.named(name, channel))
  const last = journal.at(-1)?.pack
  return packs.find(({ name }) => name === last) ?? Packs.named("current", channel)
}

const wordsOf = ({ body }: Outbound.Outbound): string =>
  body._tag === "Message" ? Message.words(body.message) : `(${body.control._tag})`

const settled: ReadonlySet<ConversationStore.OutboxState> = new Set(["sent"])

const onItsWay = ({ attempts, outbound, receipt, state }: ConversationStore.OutboxRow): OnItsWay => ({
  outbound: outbound.id,
  state,
  attempts,
  words: wordsOf(outbound),
  ...(receipt === undefined || !("reason" in receipt) ? {} : { reason: receipt.reason })
})

const turnOf = (entry: JournalEntry.JournalEntry): TakenTurn => {
  const { at, error, inbound, outcome, revision, spoken, state } = entry
  return {
    turn: revision,
    at,
    kind: inbound.event._tag,
    title: Turns.titleOf(inbound.event),
    outcome,
    states: States.of(state),
    said: spoken.filter(({ body }) => body._tag === "Message").length,
    ...(error === undefined ? {} : { error })
  }
}

/** Puts together what a store has. */
export const of = (stored: Stored, { now, turns }: Options): Inspection => {
  const { conversation, journal, outbox, quarantined } = stored
  const { deferred, dialogue, disclosure, held, id, locale, movedTo, owner, revision, stopped } = conversation
  const pack = packOf(id, journal)
  const at = Window.latest(now, conversation.seenAt)
  return {
    conversation: ConversationId.key(id),
    revision,
    ...(dialogue === undefined ? {} : { dialogue: { id: dialogue.id, version: dialogue.version } }),
    states: dialogue === undefined ? [] : States.of(Snapshot.state(dialogue.snapshot)),
    window: Window.state(conversation.acts, PolicyPack.on(pack, at), at),
    pack: pack.name,
    owner,
    disclosure,
    ...(stopped === undefined ? {} : { stopped }),
    quarantined,
    ...(locale === undefined ? {} : { locale }),
    ...(movedTo === undefined ? {} : { movedTo }),
    timers: conversation.timers.map(({ due, id, meaning, setAt }) => ({ id, setAt, due, meaning })),
    tasks: conversation.tasks.map(({ id, name, recovery, startedAt }) => ({ id, name, startedAt, recovery })),
    held: held.map((one) => ({
      outbound: one.id,
      words: wordsOf(one),
      since: one.at,
      ...(one.expiresAt === undefined ? {} : { until: one.expiresAt })
    })),
    deferred: deferred.length,
    outbox: outbox.filter(({ state }) => !settled.has(state)).map(onItsWay),
    answers: Answers.summary(Answers.of(journal, outbox), now),
    turns: turns > 0 ? journal.slice(-turns).map(turnOf) : []
  }
}
