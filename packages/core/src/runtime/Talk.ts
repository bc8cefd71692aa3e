/**
 * What the dialogues make of one inbound: which of them hears it, and one step after another until none has more to do.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type { Definition } from "../dialogue/Definition.ts"
import * as Route from "../dialogue/Route.ts"
import * as Step from "../dialogue/Step.ts"
import type { Active, Conversation, Task, Timer } from "../model/Conversation.ts"
import { type Event, type Inbound, isPersons } from "../model/Inbound.ts"
import type { Instant } from "../model/Instant.ts"
import type { Json } from "../model/Json.ts"
import type { Message } from "../model/Message.ts"
import type { Body } from "../model/Outbound.ts"
import type { BotDefinition } from "./BotDefinition.ts"
import type { Dialogues } from "./Dialogues.ts"
import * as Answering from "./Answering.ts"
import * as LastWords from "./LastWords.ts"

/** A dialogue could not take its event. `aside`: its stored form is unreadable, so that no later event could be taken. */
export interface Failure {
  readonly reason: string
  readonly aside: boolean
}

/** The conversation after the dialogues heard of the inbound, and what they said. */
export interface Talked {
  readonly conversation: Conversation
  readonly said: ReadonlyArray<Body>
  readonly outcome: "transitioned" | "ignored" | "recorded"
  readonly state: Json | undefined
  /** Why a dialogue began anew, when it did. */
  readonly restarted: string | undefined
}

/** What the dialogues are told. `revision` is that of this turn. */
export interface Input {
  readonly definition: BotDefinition<unknown>
  readonly dialogues: Dialogues
  readonly conversation: Conversation
  readonly inbound: Inbound
  readonly released: boolean
  /** The inbound is seen to: no dialogue hears of it, but for the release that it brought. */
  readonly isSeen: boolean
  readonly revision: number
  readonly now: Instant
}

// More than this in one turn is a circle of dialogues that hand over to one another.
const chainLimit = 16

/** The work in the making: a plain record that one turn fills. */
interface Talk {
  readonly input: Input
  active: Active | undefined
  lastWords: Conversation["lastWords"]
  state: Json | undefined
  timers: ReadonlyArray<Timer>
  tasks: ReadonlyArray<Task>
  locale: string
  hasLocale: boolean
  person: Conversation["person"]
  outcome: Talked["outcome"]
  said: Array<Body>
  steps: number
  restarted: string | undefined
}

const except = <A extends { readonly id: string }>(list: ReadonlyArray<A>, ids: ReadonlyArray<string>) =>
  ids.length === 0 || list.length === 0 ? list : list.filter((one) => !ids.includes(one.id))

/** Whether the person waits for what comes of this turn. */
const isAsked = ({ input: { conversation, inbound: { event } } }: Talk): boolean =>
  isPersons(event) || Answering.isOwed({ before: conversation, event })

const keep = (talk: Talk, definition: Definition, result: Step.Result): void => {
  const { now, revision } = talk.input
  const timers = except(talk.timers, result.timersCancelled)
  talk.timers = result.timersSet.length === 0 ? timers : [
    ...except(timers, result.timersSet.map((timer) => timer.id)),
    ...result.timersSet.map(({ after, event, id, meaning }) => ({
      id,
      revision,
      setAt: now,
      after,
      due: now + after,
      meaning,
      event
    }))
  ]
  const tasks = except(talk.tasks, result.tasksStopped)
  talk.tasks = result.tasksStarted.length === 0 ? tasks : [
    ...except(tasks, result.tasksStarted.map((task) => task.id)),
    ...result.tasksStarted.map(({ id, input, name, recovery }) => ({
      id,
      name,
      dialogue: definition.id,
      revision,
      startedAt: now,
      recovery,
      input,
      ...(isAsked(talk) ? { asked: true as const } : {})
    }))
  ]
  talk.active = { id: definition.id, version: definition.version, snapshot: result.snapshot }
  talk.state = result.state
  talk.said.push(...result.said)
  if (result.locale !== undefined) {
    talk.locale = result.locale
    talk.hasLocale = true
  }
  if (result.person !== undefined) talk.person = { ...talk.person, ...result.person }
  if (result.outcome === "transitioned") talk.outcome = "transitioned"
  else if (talk.outcome === "recorded") talk.outcome = "ignored"
}

const leave = (talk: Talk): void => {
  talk.active = undefined
  talk.timers = []
  talk.tasks = []
}

const step = (
  talk: Talk,
  definition: Definition,
  stored: Json | undefined,
  event: Step.DialogueEvent
): Failure | undefined => {
  if (++talk.steps > chainLimit) {
    return {
      aside: false,
      reason: `${chainLimit} steps in one turn, the last in dialogue "${definition.id}": `
        + "dialogues go to one another in a circle; let one of them wait for the person"
    }
  }
  const { conversation, now } = talk.input
  const taken = Step.take(definition, stored, {
    event,
    at: now,
    locale: talk.locale,
    channel: conversation.id.channel,
    person: talk.person
  })
  if (taken._tag === "Left") return { aside: taken.left._tag === "Unreadable", reason: taken.left.message }
  const result = taken.right
  if (result.restarted !== undefined) {
    leave(talk)
    talk.restarted = result.restarted
  }
  keep(talk, definition, result)
  if (result.goto !== undefined) {
    return begin(talk, result.goto.dialogue, { type: "start", ...inputOf(result.goto.input) })
  }
  if (result.status === "done") {
    const { snapshot } = result
    const ended = { id: definition.id, version: definition.version, snapshot }
    talk.lastWords = LastWords.of(definition, ended, talk.said, talk.lastWords)
    leave(talk)
  }
  return undefined
}

const inputOf = (input: Json | undefined): { readonly input?: Json } => input === undefined ? {} : { input }

const begin = (
  talk: Talk,
  dialogue: string,
  event: Step.DialogueEvent,
  first?: Step.DialogueEvent
): Failure | undefined => {
  const definition = talk.input.dialogues.byId.get(dialogue)
  if (definition === undefined) {
    return { aside: false, reason: `there is no dialogue "${dialogue}" in this bot; add it to its dialogues` }
  }
  leave(talk)
  return step(talk, definition, undefined, event) ?? (first === undefined ? undefined : tell(talk, first))
}

/** Gives an event to the dialogue that is active. */
const tell = (talk: Talk, event: Step.DialogueEvent): Failure | undefined => {
  const active = talk.active
  if (active === undefined) return undefined
  const definition = talk.input.dialogues.byId.get(active.id)
  if (definition === undefined) {
    return {
      aside: true,
      reason: `the conversation stands in dialogue "${active.id}", which this bot does not have; `
        + "bring it back, or let its successor migrate it"
    }
  }
  return step(talk, definition, active.snapshot, event)
}

/** Gives the outcome of a message to the dialogue that said it, though it may have ended. */
const settle = (talk: Talk, event: Extract<Event, { readonly _tag: "Settled" }>): Failure | undefined => {
  const { lastWords } = talk
  const told: Step.DialogueEvent | undefined = event.outcome === "refused" && event.refusal !== undefined
    ? { type: "refused", refusal: event.refusal, ...(event.state === undefined ? {} : { state: event.state }) }
    : undefined
  if (lastWords?.awaits.includes(event.outbound) !== true) return told === undefined ? undefined : tell(talk, told)
  talk.lastWords = LastWords.without(lastWords, event.outbound)
  if (told === undefined) return undefined
  const { id, snapshot } = lastWords.dialogue
  // Another dialogue that is active has nothing to do with it.
  if (talk.active !== undefined) return talk.active.id === id ? tell(talk, told) : undefined
  const definition = talk.input.dialogues.byId.get(id)
  return definition === undefined ? undefined : step(talk, definition, snapshot, told)
}

const say = (talk: Talk, message: Message): undefined => {
  talk.said.push({ _tag: "Message", message })
  return undefined
}

const fallback = (talk: Talk): Failure | undefined => {
  const { conversation, definition, dialogues, inbound, now } = talk.input
  if (inbound.event._tag !== "Said" && inbound.event._tag !== "Tapped") return undefined
  talk.outcome = "ignored"
  const wanted = definition.fallback
  if (typeof wanted === "function") return say(talk, wanted(talk.locale))
  if (wanted !== undefined) return begin(talk, wanted.dialogue, { type: "start" })
  const turn = { at: now, locale: talk.locale, channel: conversation.id.channel, person: talk.person }
  const first = dialogues.list[0]
  return first === undefined ? undefined : say(talk, first.repair.notUnderstood(turn))
}

const hear = (talk: Talk): Failure | undefined => {
  const { conversation, dialogues, inbound } = talk.input
  const event = inbound.event
  switch (event._tag) {
    case "TimerFired": {
      const timer = talk.timers.find((one) => one.id === event.timer && one.revision === event.revision)
      if (timer === undefined) return undefined
      talk.timers = talk.timers.filter((one) => one !== timer)
      return tell(talk, { type: "timer", id: timer.id, event: timer.event })
    }
    case "TaskSucceeded":
    case "TaskFailed": {
      const task = talk.tasks.find((one) => one.id === event.task && one.revision === event.revision)
      if (task === undefined) return undefined
      talk.tasks = talk.tasks.filter((one) => one !== task)
      if (event._tag === "TaskSucceeded") {
        return tell(talk, {
          type: "taskSucceeded",
          id: task.id,
          ...(event.output === undefined ? {} : { output: event.output })
        })
      }
      return tell(talk, {
        type: "taskFailed",
        id: task.id,
        error: event.error,
        ...(event.failure === undefined ? {} : { failure: event.failure })
      })
    }
    case "Settled":
      return settle(talk, event)
    case "Written":
    case "HandedBack":
    case "Withdrawn":
    case "Echoed":
    case "Routed":
    case "Read":
    case "Delivered":
    case "Unknown":
      return undefined
    default:
      break
  }
  // What is said to a person of the business is not for the bot; signals and answers to its surveys still reach the dialogue.
  const isOwn = event._tag === "Signalled" || event._tag === "Rated"
  if (!isOwn && (conversation.owner._tag !== "Bot" || inbound.standby === true)) return undefined
  const isBusy = talk.tasks.length > 0
  const asked: Types.Mutable<Route.Input> = { dialogues: dialogues.list, event, locale: talk.locale }
  if (talk.active !== undefined) asked.active = talk.active
  if (isBusy) asked.busy = true
  const failure = follow(talk, Route.route(asked))
  if (failure !== undefined || talk.outcome !== "ignored" || talk.active === undefined || isBusy) return failure
  const again = Route.afresh({ dialogues: dialogues.list, event, locale: talk.locale })
  return again._tag === "Start" ? follow(talk, again) : undefined
}

const follow = (talk: Talk, routed: Route.Routed): Failure | undefined => {
  switch (routed._tag) {
    case "Active":
      return tell(talk, routed.event)
    case "Start":
      return begin(talk, routed.dialogue, routed.event, routed.first)
    case "Fallback":
      return fallback(talk)
    case "NotForDialogue":
      return undefined
  }
}

const without = (conversation: Conversation): Conversation => {
  const { dialogue: _left, ...rest } = conversation
  return rest
}

const finish = (talk: Talk): Conversation => {
  const { conversation } = talk.input
  // Filled in one after the other: properties that follow a spread cost far more, and this is done in every turn.
  const after: Types.Mutable<Conversation> = {
    ...(talk.active === undefined && conversation.dialogue !== undefined ? without(conversation) : conversation)
  }
  if (talk.active !== undefined) after.dialogue = talk.active
  if (talk.lastWords !== undefined) after.lastWords = talk.lastWords
  else delete after.lastWords
  if (talk.hasLocale) after.locale = talk.locale
  after.timers = talk.timers
  after.tasks = talk.tasks
  after.person = talk.person
  return after
}

/** Lets the dialogues hear an inbound. A failure changes nothing: what was said up to it is thrown away. */
export const take = (input: Input): Talked | Failure => {
  const { conversation, definition } = input
  const talk: Talk = {
    input,
    active: conversation.dialogue,
    lastWords: conversation.lastWords,
    state: undefined,
    timers: conversation.timers,
    tasks: conversation.tasks,
    locale: conversation.locale ?? definition.locale,
    hasLocale: conversation.locale !== undefined,
    person: conversation.person,
    outcome: "recorded",
    said: [],
    steps: 0,
    restarted: undefined
  }
  const failure = (input.released ? tell(talk, { type: "released" }) : undefined)
    ?? (input.isSeen ? undefined : hear(talk))
  if (failure !== undefined) return failure
  const { outcome, restarted, said, state } = talk
  return { conversation: finish(talk), said, outcome, state, restarted }
}
