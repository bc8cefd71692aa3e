/**
 * A conversation that is explored: the pure turn of the bot, with a channel that takes all that is sent. Any moment of it can be
 * gone back to.
 *
 * @module
 */
import type {
  BotDefinition,
  Conversation,
  Inbound,
  JournalEntry,
  Message,
  Outbound,
  PolicyPack,
  Transport
} from "@parley/core"
import {
  Conversation as Conversations,
  Dialogues,
  Message as Messages,
  PolicyPack as PolicyPacks,
  Settling,
  Turn
} from "@parley/core"
import { Capabilities, Packs } from "@parley/messenger-adapter"
import type { UtilityTemplate } from "../convo/Bots.ts"
import type { Approval } from "../convo/Script.ts"
import * as Templates from "../simulation/Templates.ts"
import type { Input } from "./Input.ts"

/** What stands around the conversation and does not change. */
export interface Ground {
  readonly definition: BotDefinition.BotDefinition
  readonly dialogues: Dialogues.Dialogues
  readonly pack: PolicyPack.PolicyPack
  readonly capabilities: Transport.Capabilities
  readonly approvals: ReadonlyArray<string>
  readonly templates: ReturnType<typeof Templates.declared> | undefined
}

/** A moment of a conversation. `asked` is the request or survey that the person saw last, `heard` the words that were said last. */
export interface Moment {
  readonly conversation: Conversation.Conversation
  readonly now: number
  readonly asked: Message.Content | undefined
  readonly heard?: string
}

/** One turn that was taken on the way. */
export interface Taken {
  readonly before: Conversation.Conversation
  readonly conversation: Conversation.Conversation
  readonly entry: JournalEntry.JournalEntry
}

/** What came of an input: the next moment and the turns to it, or why the bot could not take it. */
export type Outcome =
  | { readonly _tag: "Next"; readonly moment: Moment; readonly turns: ReadonlyArray<Taken> }
  | { readonly _tag: "Broken"; readonly reason: string }

/** The ground of a bot on Messenger, under the rules of the day. */
export const ground = (
  definition: BotDefinition.BotDefinition,
  templates: ReadonlyArray<UtilityTemplate> | undefined,
  approvals: ReadonlyArray<Approval> = ["humanAgent", "utility"]
): Ground => ({
  definition,
  dialogues: Dialogues.make(definition.dialogues),
  pack: Packs.named("current", "messenger"),
  capabilities: Capabilities.of("messenger"),
  approvals,
  templates: templates === undefined ? undefined : Templates.declared(templates)
})

const id = { channel: "messenger", account: "101010101010101", person: "explorer" }

/** A conversation before its first word. */
export const begin = (now: number): Moment => ({
  conversation: Conversations.empty(id),
  now,
  asked: undefined
})

// A circle of turns that wake each other would never end.
const chain = 64

const shown = ({ body }: Outbound.Outbound): Message.Content | undefined => {
  if (body._tag !== "Message") return undefined
  const { content } = body.message
  return content._tag === "Request" || content._tag === "Survey" ? content : undefined
}

/** Lets an event happen, and all that follows from it at once. */
const happen = (
  given: Ground,
  moment: Moment,
  event: Inbound.Event,
  opens: string | undefined,
  now: number
): Outcome => {
  let { asked, conversation, heard = "" } = moment
  const turns: Array<Taken> = []
  const queue: Array<Inbound.Inbound> = [{
    id: `explored/${conversation.revision}`,
    conversation: id,
    at: now,
    receivedAt: now,
    ...(opens === undefined ? {} : { act: opens }),
    event
  }]
  for (let inbound = queue.shift(), count = 0; inbound !== undefined; inbound = queue.shift(), count++) {
    if (count > chain) return { _tag: "Broken", reason: "turns wake one another without end" }
    const { commit, problem } = Turn.take(conversation, { sequence: conversation.revision, inbound }, {
      definition: given.definition,
      dialogues: given.dialogues,
      view: PolicyPacks.on(given.pack, now),
      approvals: given.approvals,
      templates: given.templates,
      capabilities: given.capabilities,
      now
    })
    if (problem !== undefined) return { _tag: "Broken", reason: problem }
    turns.push({ before: conversation, conversation: commit.conversation, entry: commit.journal })
    conversation = commit.conversation
    queue.push(...commit.inbounds)
    for (const outbound of commit.outbox) {
      asked = shown(outbound) ?? asked
      if (outbound.body._tag === "Message") heard = Messages.words(outbound.body.message)
      queue.push(...Settling.inbounds(outbound, { _tag: "Sent", mid: `mid/${outbound.id}` }, now))
    }
  }
  return { _tag: "Next", moment: { conversation, now, asked, heard }, turns }
}

const routed = (act: "Takes" | "Returns"): Inbound.Event =>
  act === "Takes"
    ? { _tag: "Routed", change: "taken", toUs: false, to: "inbox" }
    : { _tag: "Routed", change: "passed", toUs: true }

/** What comes of an input. */
export const take = (given: Ground, moment: Moment, input: Input): Outcome => {
  // People need a moment; two things at one instant would hide what happens between them.
  const soon = moment.now + 1_000
  switch (input._tag) {
    case "Act":
      return happen(given, moment, input.event, input.opens, soon)
    case "Grants":
      return happen(given, moment, input.event, "optIn", soon)
    case "Signal":
      return happen(given, moment, { _tag: "Signalled", signal: input.signal, payload: input.payload }, undefined, soon)
    case "Timer": {
      const timer = moment.conversation.timers.find((one) => one.id === input.timer)
      if (timer === undefined) return { _tag: "Broken", reason: `no timer ${input.timer} runs` }
      const event = { _tag: "TimerFired" as const, timer: timer.id, revision: timer.revision }
      return happen(given, moment, event, undefined, Math.max(moment.now, timer.due))
    }
    case "Task":
      return happen(given, moment, input.event, undefined, moment.now)
    case "Silence":
      return { _tag: "Next", moment: { ...moment, now: moment.now + input.millis }, turns: [] }
    case "Agent":
      return happen(given, moment, routed(input.act._tag), undefined, soon)
  }
}
