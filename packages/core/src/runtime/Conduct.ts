/**
 * What the runtime sees to itself before any dialogue hears of an inbound: words that a person of the business wrote, a
 * conversation that is handed back, people who want no more messages or want the bot again, and what waits while the bot
 * does not have the conversation.
 *
 * @module
 */
import type * as Types from "effect/Types"
import * as Deferral from "../dialogue/Deferral.ts"
import type { Definition, Wish } from "../dialogue/Definition.ts"
import * as Repair from "../dialogue/Repair.ts"
import * as Step from "../dialogue/Step.ts"
import type { Conversation } from "../model/Conversation.ts"
import * as HumanAuthor from "../model/HumanAuthor.ts"
import type { Inbound } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { Author, Body } from "../model/Outbound.ts"
import type { Dialogues } from "./Dialogues.ts"

/** What is known before the dialogues are asked. `conversation` is as the inbound left it. */
export interface Input {
  readonly dialogues: Dialogues
  readonly conversation: Conversation
  readonly inbound: Inbound
  readonly locale: string
  readonly now: Instant
  /** The inbound itself gave the conversation back to the bot. */
  readonly released: boolean
}

/** The inbound is seen to: what changed, and what is said by whom. */
export interface Done {
  readonly conversation: Conversation
  readonly said: ReadonlyArray<Body>
  readonly author: Author
}

const bot: Author = { _tag: "Bot" }

/** The dialogue whose words for stopping and coming back count. */
const kitOf = ({ conversation, dialogues }: Input): Definition | undefined =>
  (conversation.dialogue === undefined ? undefined : dialogues.byId.get(conversation.dialogue.id)) ?? dialogues.list[0]

const reply = (input: Input, wish: Wish | undefined): ReadonlyArray<Body> => {
  const { conversation, locale, now } = input
  if (wish === undefined) return []
  const turn = { at: now, locale, channel: conversation.id.channel, person: conversation.person }
  return [{ _tag: "Message", message: wish.reply(turn) }]
}

/** At most so many events wait for the bot; a conversation that collects more is answered by people for good. */
const deferredLimit = 100

const take: Body = { _tag: "Control", control: { _tag: "Take" } }

const wordsOf = ({ event }: Inbound): string | undefined =>
  event._tag === "Said" ? event.choice ?? event.text : event._tag === "Tapped" ? event.payload : undefined

const stopping = (input: Input, dialogue: Definition, text: string): Done | undefined => {
  const { conversation, inbound, locale, now } = input
  if (conversation.stopped === undefined && Repair.asksToStop(dialogue, text, locale)) {
    const why = inbound.event._tag === "Tapped" ? "button" as const : "word" as const
    const after = { ...conversation, stopped: { at: now, why, revision: conversation.revision + 1 } }
    return { conversation: after, said: reply(input, dialogue.repair.stop), author: bot }
  }
  if (conversation.stopped !== undefined && Repair.asksToStart(dialogue, text, locale)) {
    const after: Types.Mutable<Conversation> = { ...conversation }
    delete after.stopped
    return { conversation: after, said: reply(input, dialogue.repair.start), author: bot }
  }
  return undefined
}

/** Whether the open question offers what the words say: then they answer it, whatever else they could mean. */
const isAnswer = ({ conversation }: Input, dialogue: Definition, text: string): boolean =>
  conversation.dialogue !== undefined && Step.isOffered(dialogue, conversation.dialogue.snapshot, text)

/** Whether a timer or a task is still what the conversation waits for. */
const isAwaited = ({ tasks, timers }: Conversation, event: Deferral.Late): boolean =>
  event._tag === "TimerFired"
    ? timers.some((timer) => timer.id === event.timer && timer.revision === event.revision)
    : tasks.some((task) => task.id === event.task && task.revision === event.revision)

/** Drops a timer: it has come due and is not heard. */
const withoutTimer = (conversation: Conversation, id: string): Conversation => ({
  ...conversation,
  timers: conversation.timers.filter((timer) => timer.id !== id)
})

/** What becomes of an event of our own while others have the conversation; `undefined` when the dialogue hears it now. */
const deferring = (input: Input, dialogue: Definition | undefined): Conversation | undefined => {
  const { conversation, inbound } = input
  const { event } = inbound
  if (conversation.owner._tag === "Bot" || dialogue === undefined) return undefined
  if (event._tag !== "TimerFired" && event._tag !== "TaskSucceeded" && event._tag !== "TaskFailed") return undefined
  if (!isAwaited(conversation, event)) return undefined
  const fate = Deferral.fate(dialogue, event)
  switch (fate._tag) {
    case "Now":
      return undefined
    case "Never":
      return event._tag === "TimerFired" ? withoutTimer(conversation, event.timer) : undefined
    case "Later":
      return conversation.deferred.length >= deferredLimit
        ? undefined
        : { ...conversation, deferred: [...conversation.deferred, { ...inbound, event: fate.event }] }
  }
}

/** Whether these words give the bot a conversation that nobody holds on the channel, so that there is nothing to take. */
export const givesBack = (input: Input): boolean => {
  const { conversation: { owner }, inbound, locale } = input
  if (owner._tag === "Bot" || owner.app !== undefined || inbound.standby === true) return false
  const text = wordsOf(inbound)
  return text !== undefined && Repair.asksForBot(kitOf(input), text, locale)
}

/** Sees to an inbound that is not for the dialogues; `undefined` when it is. */
export const see = (input: Input): Done | undefined => {
  const { conversation, inbound, locale } = input
  const { event } = inbound
  if (event._tag === "Written") {
    return {
      conversation,
      said: [{ _tag: "Message", message: event.message }],
      author: HumanAuthor.sign(event.by)
    }
  }
  const isOthers = conversation.owner._tag !== "Bot"
  if (event._tag === "HandedBack") return isOthers ? { conversation, said: [take], author: bot } : undefined
  const dialogue = kitOf(input)
  const deferred = deferring(input, dialogue)
  if (deferred !== undefined) return { conversation: deferred, said: [], author: bot }
  const text = wordsOf(inbound)
  if (text === undefined || dialogue === undefined) return undefined
  if ((isOthers || input.released) && Repair.asksForBot(dialogue, text, locale)) {
    const said = reply(input, dialogue.repair.bot)
    return { conversation, said: isOthers ? [take, ...said] : said, author: bot }
  }
  if (isOthers) return undefined
  if (inbound.standby === true) return undefined
  const stopped = stopping(input, dialogue, text)
  // Looked up last: what is offered takes reading the snapshot, and hardly anyone says these words.
  return stopped === undefined || isAnswer(input, dialogue, text) ? undefined : stopped
}

/** What waited while others had the conversation comes in again, in its order, under an id of its own. */
export const resumed = (conversation: Conversation, revision: number): ReadonlyArray<Inbound> =>
  conversation.deferred.map((inbound) => ({ ...inbound, id: `deferred/${revision}/${inbound.id}` }))
