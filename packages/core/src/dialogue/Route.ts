/**
 * Which dialogue hears what happened.
 *
 * The order, for what a person does:
 *
 * 1. What says outright where it wants to go: a button, a menu entry, a link or "Get started" that a dialogue names in its
 *    `starts`. It begins that dialogue even in the middle of another one, but never while a task of it runs.
 * 2. The dialogue that is active: an option of the question that is open, then its commands, then whatever was said. Only
 *    the dialogue knows its options as they stand, so a command carries the words and \`Step\` asks the question first. A tap
 *    on a button of any dialogue of ours is heard here, too, so that an old one is answered.
 * 3. The dialogues' `starts`: words, then patterns, then `Start.anything`; among equals, the dialogue that is listed first.
 * 4. The bot's fallback.
 *
 * A yes to a request for leave is heard by the state that asked for it, an answer to a survey by the one that waits for it. A
 * comment, a visitor's post or a survey's answer begins a dialogue only while none is active: nobody loses their place by it.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type { Active } from "../model/Conversation.ts"
import type { Event, Referral } from "../model/Inbound.ts"
import type { Json } from "../model/Json.ts"
import type { Choice, Command, Definition, Start } from "./Definition.ts"
import type { DialogueEvent } from "./Envelope.ts"
import * as Payload from "./Payload.ts"
import * as Position from "./Position.ts"
import * as RequestPayload from "./RequestPayload.ts"
import * as Snapshot from "./Snapshot.ts"
import * as Wording from "./Wording.ts"

export { check, StartsClash } from "./StartsClash.ts"

/**
 * Where something goes: to the active dialogue; to a dialogue that begins, which is given `first` once it has begun; to the
 * bot's fallback; or nowhere, as it is no dialogue's business (`reason` says why a signal was not heard).
 */
export type Routed =
  | { readonly _tag: "Active"; readonly event: DialogueEvent }
  | {
    readonly _tag: "Start"
    readonly dialogue: string
    readonly event: DialogueEvent
    readonly first?: DialogueEvent
  }
  | { readonly _tag: "Fallback" }
  | { readonly _tag: "NotForDialogue"; readonly reason?: string }

/** What routing looks at. `busy`: a task of the active dialogue runs. `timers` give fired timers their events. */
export interface Input {
  readonly dialogues: ReadonlyArray<Definition>
  readonly active?: Active
  readonly event: Event
  readonly locale: string
  readonly busy?: boolean
  readonly timers?: ReadonlyArray<{ readonly id: string; readonly event: Json }>
}

/** The payloads by which channels and their guides name "Get started". */
const getStarted: ReadonlySet<string> = new Set(["GET_STARTED", "GET_STARTED_PAYLOAD", "<GET_STARTED>"])

/** The payload to give a channel's "Get started" button, so that `Start.getStarted` hears it. */
export const getStartedPayload = "GET_STARTED"

const notForDialogue: Routed = { _tag: "NotForDialogue" }
const fallback: Routed = { _tag: "Fallback" }

type Said = Extract<Event, { readonly _tag: "Said" }>

const message = (event: Said): DialogueEvent => {
  const heard: Types.Mutable<Extract<DialogueEvent, { readonly type: "message" }>> = { type: "message" }
  if (event.text !== undefined) heard.text = event.text
  if (event.choice !== undefined) heard.choice = event.choice
  if (event.attachments !== undefined) heard.attachments = event.attachments
  if (event.location !== undefined) heard.location = event.location
  return heard
}

const begins = (dialogue: Definition, referral?: Referral, first?: DialogueEvent): Routed => ({
  _tag: "Start",
  dialogue: dialogue.id,
  event: { type: "start", ...(referral === undefined ? {} : { referral }) },
  ...(first === undefined ? {} : { first })
})

/** The first dialogue with such a start. */
const withStart = (dialogues: ReadonlyArray<Definition>, matches: (start: Start) => boolean): Definition | undefined =>
  dialogues.find((dialogue) => dialogue.starts.some(matches))

// `search` begins at the front whatever a global pattern did last.
const fits = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0

/** What a command is recognised by, its words folded. */
interface Cues {
  readonly words: ReadonlySet<string>
  readonly patterns: ReadonlyArray<RegExp>
}

const cuesOf = ({ words }: Command): Cues => ({
  words: new Set(words.flatMap((word) => typeof word === "string" ? [Wording.fold(word)] : [])),
  patterns: words.filter((word) => typeof word !== "string")
})

// Every message is held against every command. The cues depend on the command alone, so keeping them changes nothing.
const known = new WeakMap<Command, Cues>()

const isCommand = (command: Command, text: string, folded: string): boolean => {
  let cues = known.get(command)
  if (cues === undefined) {
    cues = cuesOf(command)
    known.set(command, cues)
  }
  return cues.words.has(folded) || cues.patterns.some((pattern) => fits(pattern, text))
}

/** What a person's words are to the dialogue that is active. */
const heard = (definition: Definition, event: Said): DialogueEvent => {
  const { choice, text } = event
  if (text !== undefined && choice === undefined) {
    const folded = Wording.fold(text)
    const command = definition.commands.find((one) => isCommand(one, text, folded))
    if (command !== undefined) return { type: "command", name: command.name, text }
  }
  return message(event)
}

/** The dialogue that words begin. */
const begunBy = (dialogues: ReadonlyArray<Definition>, text: string | undefined): Definition | undefined => {
  const anything = () => withStart(dialogues, (start) => start._tag === "Anything")
  if (text === undefined) return anything()
  const folded = Wording.fold(text)
  return withStart(dialogues, (start) => start._tag === "Words" && Wording.fold(start.words) === folded)
    ?? withStart(dialogues, (start) => start._tag === "Pattern" && fits(start.pattern, text))
    ?? anything()
}

/** The dialogue that a link, an ad, a button or a menu entry names. */
const named = (
  dialogues: ReadonlyArray<Definition>,
  payload: string | undefined,
  referral: Referral | undefined
): Definition | undefined => {
  const ref = referral?.ref
  const byRef = (name: string | undefined) =>
    name === undefined ? undefined : withStart(dialogues, (start) => start._tag === "Ref" && start.ref === name)
  // A link may carry a value behind the name ("table=…").
  return byRef(ref) ?? byRef(ref?.split("=")[0])
    ?? (payload === undefined
      ? undefined
      : withStart(dialogues, (start) => start._tag === "Payload" && start.payload === payload))
    ?? (payload !== undefined && getStarted.has(payload)
      ? withStart(dialogues, (start) => start._tag === "GetStarted")
      : undefined)
}

/** A tap on one of our own buttons when no dialogue is active: its dialogue begins, and hears it if it opens with that question. */
const reopened = (dialogues: ReadonlyArray<Definition>, choice: Choice, event: DialogueEvent): Routed | undefined => {
  const dialogue = dialogues.find((one) => one.id === choice.dialogue)
  if (dialogue === undefined) return undefined
  const opening = dialogue.machine.root.initial.target[0]?.path.join(".")
  const isOpening = choice.version === dialogue.version && choice.state === opening
  return begins(dialogue, undefined, isOpening ? event : undefined)
}

const person = (input: Input, event: Said): Routed => {
  const { active, dialogues } = input
  const definition = active === undefined ? undefined : dialogues.find((one) => one.id === active.id)
  const wanted = input.busy === true ? undefined : named(dialogues, event.choice, event.referral)
  if (wanted !== undefined) return begins(wanted, event.referral)
  // A conversation may stand in a dialogue that is gone; the runtime sees to that when it takes the event.
  if (active !== undefined) {
    return { _tag: "Active", event: definition === undefined ? message(event) : heard(definition, event) }
  }
  const choice = event.choice === undefined ? undefined : Payload.decode(event.choice)
  const again = choice === undefined ? undefined : reopened(dialogues, choice, message(event))
  if (again !== undefined) return again
  const begun = begunBy(dialogues, event.text)
  return begun === undefined ? fallback : begins(begun, event.referral)
}

type OptedIn = Extract<Event, { readonly _tag: "OptedIn" }>

/** A yes or no to a request for leave: for the state that waits for one, else for a dialogue that is named by it. */
const optedIn = (input: Input, event: OptedIn): Routed => {
  const { active, dialogues } = input
  const asked = event.payload === undefined ? undefined : RequestPayload.decode(event.payload)
  const definition = active === undefined ? undefined : dialogues.find((one) => one.id === active.id)
  const value = active === undefined ? undefined : Snapshot.state(active.snapshot)
  const isAwaited = definition !== undefined && value !== undefined &&
    definition.states.some((state) => state.word === "optIn" && Position.isIn(value, state.path))
  if (isAwaited) {
    const topic = asked?.topic ?? event.topic
    return {
      _tag: "Active",
      event: {
        type: "optedIn",
        change: event.change ?? "granted",
        ...(event.permission === undefined ? {} : { permission: event.permission }),
        ...(topic === undefined ? {} : { topic }),
        ...(asked === undefined || asked.dialogue !== definition.id ? {} : { state: asked.state })
      }
    }
  }
  const referral = event.ref === undefined ? undefined : { ref: event.ref }
  const payload = asked === undefined ? event.payload : asked.payload
  const wanted = input.busy === true ? undefined : named(dialogues, payload, referral)
  return wanted === undefined ? notForDialogue : begins(wanted, referral)
}

/** What a comment or a post begins: a pattern that fits its words goes before a start that takes any. */
const commented = (input: Input, event: Extract<Event, { readonly _tag: "Commented" }>): Routed => {
  if (input.active !== undefined) return notForDialogue
  const { text = "" } = event
  const tag = event.comment === undefined ? "Post" : "Comment"
  const begun = withStart(
    input.dialogues,
    (start) => start._tag === tag && start.pattern !== undefined && fits(start.pattern, text)
  ) ?? withStart(input.dialogues, (start) => start._tag === tag && start.pattern === undefined)
  if (begun === undefined) return notForDialogue
  const opening = { type: "start" as const, ...(event.text === undefined ? {} : { text: event.text }) }
  return { _tag: "Start", dialogue: begun.id, event: opening }
}

/** An answer to a survey: for the dialogue that waits for one, else for one that begins with it. */
const rated = ({ active, dialogues }: Input, { answers }: Extract<Event, { readonly _tag: "Rated" }>): Routed => {
  if (active !== undefined) return { _tag: "Active", event: { type: "rated", answers } }
  const begun =
    answers.flatMap(({ question }) =>
      withStart(dialogues, (start) => start._tag === "Rated" && start.question === question) ?? []
    )[0] ?? withStart(dialogues, (start) => start._tag === "Rated" && start.question === undefined)
  return begun === undefined
    ? notForDialogue
    : { _tag: "Start", dialogue: begun.id, event: { type: "start", answers } }
}

const signal = (input: Input, event: Extract<Event, { readonly _tag: "Signalled" }>): Routed => {
  const { active, dialogues } = input
  const to = event.dialogue === undefined ? dialogues : dialogues.filter((one) => one.id === event.dialogue)
  const listens = to.find((one) => one.id === active?.id)?.signals[event.signal] !== undefined
  if (listens) return { _tag: "Active", event: { type: "signal", name: event.signal, payload: event.payload } }
  const begun = withStart(to, (start) => start._tag === "Signal" && start.signal === event.signal)
  if (begun === undefined) {
    return { _tag: "NotForDialogue", reason: `no dialogue here listens to the signal "${event.signal}"` }
  }
  if (input.busy === true) return { _tag: "NotForDialogue", reason: "a task of the active dialogue runs" }
  if (begun.input !== undefined) {
    return { _tag: "Start", dialogue: begun.id, event: { type: "start", input: event.payload } }
  }
  // Without an input the payload is for the state that the dialogue opens with.
  const first: DialogueEvent = { type: "signal", name: event.signal, payload: event.payload }
  return begins(begun, undefined, begun.signals[event.signal] === undefined ? undefined : first)
}

/**
 * Which dialogue hears what happened, and as what.
 *
 * A signal goes to the active dialogue if it listens; else it begins a dialogue that starts with it, as its `input`, or if it
 * takes none, as the first thing that it hears. Of a link that a person comes back by, without a word, only the dialogue
 * that names it hears; with no dialogue active, the one that welcomes.
 *
 * @example
 * import { Dialogue, Route } from "@parley/core"
 * import { Schema } from "effect"
 *
 * const d = Dialogue.setup({ id: "hello", version: 1, context: Schema.Struct({}), states: ["name", "bye"] })
 * const hello = d.make({
 *   initial: "name",
 *   starts: [/^(hi|hello)/i],
 *   states: { name: d.ask("Who are you?", { answer: Schema.String, to: "bye" }), bye: d.end("Bye!") }
 * })
 * Route.route({ dialogues: [hello], event: { _tag: "Said", mid: "m1", text: "Hello!" }, locale: "en" })
 * // => { _tag: "Start", dialogue: "hello", event: { type: "start" } }
 */
export const route = (input: Input): Routed => {
  const { active, dialogues, event } = input
  switch (event._tag) {
    case "Said":
      return person(input, event)
    case "Tapped":
      return person(input, {
        _tag: "Said",
        mid: event.mid ?? "",
        choice: event.payload,
        ...(event.title === undefined ? {} : { text: event.title }),
        ...(event.referral === undefined ? {} : { referral: event.referral })
      })
    case "Referred": {
      if (input.busy === true) return notForDialogue
      const wanted = named(dialogues, undefined, event.referral)
        ?? (active === undefined ? withStart(dialogues, (start) => start._tag === "GetStarted") : undefined)
      return wanted === undefined ? notForDialogue : begins(wanted, event.referral)
    }
    case "OptedIn":
      return optedIn(input, event)
    case "Rated":
      return rated(input, event)
    case "Commented":
      return commented(input, event)
    case "Signalled":
      return signal(input, event)
    case "Routed":
      return event.toUs === true && active !== undefined
        ? { _tag: "Active", event: { type: "released" } }
        : notForDialogue
    case "TimerFired": {
      const timer = input.timers?.find((one) => one.id === event.timer)
      return timer === undefined || active === undefined
        ? notForDialogue
        : { _tag: "Active", event: { type: "timer", id: timer.id, event: timer.event } }
    }
    case "TaskSucceeded":
      return active === undefined ? notForDialogue : {
        _tag: "Active",
        event: {
          type: "taskSucceeded",
          id: event.task,
          ...(event.output === undefined ? {} : { output: event.output })
        }
      }
    case "TaskFailed":
      return active === undefined ? notForDialogue : {
        _tag: "Active",
        event: {
          type: "taskFailed",
          id: event.task,
          error: event.error,
          ...(event.failure === undefined ? {} : { failure: event.failure })
        }
      }
    case "Settled":
      return event.outcome === "refused" && event.refusal !== undefined && active !== undefined
        ? { _tag: "Active", event: { type: "refused", refusal: event.refusal } }
        : notForDialogue
    case "Written":
    case "HandedBack":
    case "Withdrawn":
    case "Reacted":
    case "Edited":
    case "Deleted":
    case "Read":
    case "Delivered":
    case "Echoed":
    case "TappedElsewhere":
    case "Judged":
    case "Linked":
    case "Submitted":
    case "Ordered":
    case "Played":
    case "Revealed":
    case "Called":
    case "Mentioned":
    case "Reviewed":
    case "PostChanged":
    case "Enforced":
    case "TemplateChanged":
    case "Labelled":
    case "Reported":
    case "Became":
    case "Inherited":
    case "Unknown":
      return notForDialogue
  }
}

/**
 * Which dialogue begins when the active one ignored what a person did: the order above without the active dialogue, and
 * without `Start.anything`.
 */
export const afresh = (input: Omit<Input, "active" | "busy">): Routed => {
  const { _tag } = input.event
  if (_tag !== "Said" && _tag !== "Tapped" && _tag !== "OptedIn") return notForDialogue
  const dialogues = input.dialogues.map((dialogue) => ({
    ...dialogue,
    starts: dialogue.starts.filter((start) => start._tag !== "Anything")
  }))
  return route({ ...input, dialogues })
}
