/**
 * One person with all that is known of their conversation, now or as it stood after a turn.
 *
 * @module
 */
import type { Conversation, Definition } from "@parley/core"
import { ConversationId, PolicyPack, Window } from "@parley/core"
import { type Emulator, Steps } from "@parley/testing"
import * as Accounts from "../chat/Accounts.ts"
import * as Entries from "./Entries.ts"
import type { Past, Taken } from "./History.ts"
import * as Ledgers from "./Ledgers.ts"
import type { Json, OwnerPicture, PersonPicture, PlacePicture, WindowPicture } from "./Picture.ts"
import * as States from "./States.ts"
import * as Turns from "./Turns.ts"

/** What a picture of a person is made from. */
export interface Sitter {
  readonly person: Emulator.Person
  readonly account: Accounts.Account
  readonly id: ConversationId.ConversationId
  readonly past: Past
  readonly looks: Emulator.PageLooks
  readonly dialogues: ReadonlyArray<Definition.Definition>
  readonly locale: string
  readonly now: number
  readonly raw: (mid: string) => Json | undefined
  /** The ids of the messages that are shown, for a look at the past; all of them unless given. */
  readonly messages?: ReadonlySet<string>
}

const owner = ({ owner }: Conversation.Conversation): OwnerPicture =>
  owner._tag === "Bot"
    ? { who: "bot" }
    : {
      who: owner._tag === "Human" ? "human" : "app",
      since: owner.since,
      ...(owner._tag === "Human" && owner.why !== undefined ? { why: owner.why } : {})
    }

const window = ({ acts }: Conversation.Conversation, account: Accounts.Account, now: number): WindowPicture => {
  const found = Window.state(acts, PolicyPack.on(Accounts.rules(account), now), now)
  if (found._tag === "Never") return { open: false }
  return {
    open: found._tag === "Open",
    ...(found.until === undefined ? {} : { until: found.until, length: found.until - found.act.at })
  }
}

/** The state that a timer of a machine belongs to: XState names it at the end of the event's type. */
const stateOfTimer = (event: unknown, dialogue: Definition.Definition | undefined): string | undefined => {
  const type = typeof event === "object" && event !== null && "type" in event ? event.type : undefined
  if (typeof type !== "string" || dialogue === undefined) return undefined
  const before = `.${dialogue.machine.id}.`
  const at = type.lastIndexOf(before)
  return at < 0 ? undefined : type.slice(at + before.length)
}

const quiet: ReadonlySet<string> = new Set(["Settled", "Echoed", "Delivered", "Read"])

/** How each turn went is worked out once: it does not change. */
const known = new WeakMap<Taken, Steps.Steps>()

const stepsOf = ({ dialogues, locale, past }: Sitter): Steps.Steps => {
  const last = past.turns.findLast(({ entry }) => !quiet.has(entry.inbound.event._tag))
  if (last === undefined) return { guards: [], taken: [] }
  const found = known.get(last) ?? Steps.of({
    dialogues,
    before: last.before,
    after: last.after,
    inbound: last.entry.inbound,
    locale: last.before.locale ?? locale,
    at: last.entry.at
  })
  known.set(last, found)
  return found
}

const place = (sitter: Sitter): PlacePicture => {
  const { dialogues, past: { now: conversation } } = sitter
  const { dialogue: active, tasks, timers } = conversation
  const dialogue = dialogues.find(({ id }) => id === active?.id)
  const context = Ledgers.field(active?.snapshot, "data")
  return {
    ...(active === undefined ? {} : { dialogue: active.id, version: active.version }),
    states: States.of(Ledgers.field(active?.snapshot, "value")),
    ...(context === undefined ? {} : { context }),
    ...stepsOf(sitter),
    timers: timers.map(({ due, event, id, setAt }) => {
      const state = stateOfTimer(event, dialogue)
      return { id, due, setAt, ...(state === undefined ? {} : { state }) }
    }),
    tasks: tasks.map(({ id, name, startedAt }) => ({
      id,
      name,
      startedAt,
      ...(dialogue?.tasks[id] === undefined ? {} : { state: id })
    }))
  }
}

/** How the id of the inbound begins by which a branch came to be. */
export const branchMark = "branch/"

/** Whom a conversation branched from: its first turn tells. */
const branchOf = ({ turns: [first] }: Past): PersonPicture["branchOf"] => {
  if (first === undefined || !first.entry.inbound.id.startsWith(branchMark)) return undefined
  const [, , person = "", turn = ""] = first.entry.inbound.id.split("/")
  return { person, turn: Number(turn) }
}

/** The picture of a person. */
export const of = (sitter: Sitter): PersonPicture => {
  const { account, id, looks, messages, now, past, person } = sitter
  const ledger = Ledgers.of(past)
  const marks = Ledgers.marks(ledger)
  const entries = messages === undefined
    ? person.transcript
    : person.transcript.filter(({ mid }) => messages.has(mid))
  const branch = branchOf(past)
  const greeting = looks.greeting(person.locale)
  const known: Entries.Known = {
    app: account.appId,
    readUntil: person.readUntil,
    persona: looks.persona,
    mark: (mid) => marks.get(mid),
    raw: sitter.raw
  }
  return {
    id: person.psid,
    name: person.name,
    locale: person.locale,
    channel: account.channel,
    account: account.id,
    conversation: ConversationId.key(id),
    ...(branch === undefined ? {} : { branchOf: branch }),
    entries: entries.map((entry) => Entries.of(entry, known)),
    typing: messages === undefined && person.typing,
    ...(person.seen === undefined ? {} : { seenAt: person.seen }),
    menu: person.menu,
    getStarted: looks.getStarted !== undefined,
    iceBreakers: looks.iceBreakers(person.locale),
    commands: looks.commands(person.locale),
    ...(greeting === undefined ? {} : { greeting }),
    window: window(past.now, account, now),
    owner: owner(past.now),
    place: place(sitter),
    ledger,
    waiting: past.now.held.length,
    turns: Turns.last(past.turns),
    blocked: person.blocked,
    stopped: past.now.stopped !== undefined
  }
}
