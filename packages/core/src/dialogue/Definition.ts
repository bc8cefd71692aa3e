/**
 * A dialogue as the step, the router and the runtime see it: a plain XState machine and tables beside it. The typed words
 * make one of these; nothing that runs a dialogue needs to know its types.
 *
 * The machine keeps these conventions.
 *
 * Context is `{ data, sys }`: the author's context (the decoded side of its schema) and our own bookkeeping (`Sys`).
 *
 * Events in: `in.message`, `in.optedIn`, `in.rated`, `in.command.NAME`, `in.signal.NAME`, `in.released`, `in.refused`, and XState's own
 * `xstate.after.*`, `xstate.done.actor.ID`, `xstate.error.actor.ID`. Nothing listens to `"*"`.
 *
 * Emitted events, in order: `out.message { message }`, `out.control { control }`, `out.goto { dialogue, input }`,
 * `out.locale { locale }`, `out.person { person }`.
 *
 * Tags: `awaiting` (a question is open), `working` (a task runs), `interruptible` (a command may leave while it runs),
 * `human` (a person of the business has the conversation). The return from a command is the event-less transition to the
 * history state `$return` of the root.
 *
 * @module
 */
import type * as Effect from "effect/Effect"
import type * as Schedule from "effect/Schedule"
import type * as Schema from "effect/Schema"
import type { AnyStateMachine } from "xstate"
import type { TaskRecovery, TimerMeaning } from "../model/Conversation.ts"
import type { ConversationId } from "../model/ConversationId.ts"
import type { Attachment, Location, Rating, Referral } from "../model/Inbound.ts"
import type { Instant, Millis } from "../model/Instant.ts"
import type { Json } from "../model/Json.ts"
import type { Refusal } from "../model/LaneName.ts"
import type { PermissionKind } from "../model/Permission.ts"
import type { Body, Control } from "../model/Outbound.ts"
import type { Message } from "../model/Message.ts"
import type { Chart } from "./Chart.ts"

/**
 * What texts, guards and saves may know of the turn besides the context. The step puts it into `sys` before each one.
 * `opening` is there in the turn in which the dialogue begins, when the person's act began it.
 */
export interface Turn {
  readonly at: Instant
  readonly locale: string
  readonly channel: string
  readonly person: { readonly [key: string]: Json }
  readonly opening?: Opening
}

/** What opened a dialogue: the link or ad that the person came by, the words of their comment or post, their answers to a survey. */
export interface Opening {
  readonly referral?: Referral
  readonly text?: string
  readonly answers?: ReadonlyArray<Rating>
}

/**
 * Our own part of a machine's context. Keys are paths of states, joined by dots.
 *
 * `retries`: wrong answers in a row; `drafts`: slots of a form in the making (as stored); `calls`: the contexts of inlined dialogues
 * (decoded side); `trail`: the places where the dialogue waited (questions, tasks, signals), the latest last, at most 32;
 * `returning`: the next entry of a question comes from a command, so its counters stay; `notified`: the last state whose
 * message, if it is refused, leads to a state of its own.
 */
export interface Sys {
  readonly turn: Turn
  readonly retries: { readonly [state: string]: number }
  readonly drafts: { readonly [state: string]: { readonly [slot: string]: unknown } }
  readonly calls: { readonly [state: string]: unknown }
  readonly trail: ReadonlyArray<string>
  readonly returning?: true
  readonly notified?: string
}

/** The context of a compiled machine. */
export interface MachineContext {
  readonly data: unknown
  readonly sys: Sys
}

/** What a machine is given when it starts. `data` is the decoded input, if the dialogue takes one. */
export interface MachineInput {
  readonly turn: Turn
  readonly input?: unknown
}

/** A payload that our own buttons carry: which dialogue, version and state offered which option. */
export interface Choice {
  readonly dialogue: string
  readonly version: number
  readonly state: string
  readonly key: string
}

/** An event as a compiled machine takes it. */
export type MachineEvent =
  | {
    readonly type: "in.message"
    readonly text?: string
    readonly choice?: Choice
    readonly payload?: string
    readonly attachments?: ReadonlyArray<Attachment>
    readonly location?: Location
  }
  | { readonly type: `in.command.${string}` }
  | { readonly type: `in.signal.${string}`; readonly payload: unknown }
  | {
    readonly type: "in.optedIn"
    readonly change: OptInChange
    readonly permission?: PermissionKind
    readonly topic?: string
  }
  | { readonly type: "in.rated"; readonly answers: ReadonlyArray<Rating> }
  | { readonly type: "in.released" }
  | { readonly type: "in.refused"; readonly refusal: Refusal; readonly state?: string }

/** What became of a person's leave to be written to. */
export type OptInChange = "granted" | "declined" | "stopped" | "resumed"

/**
 * What `xstate.error.actor.ID` carries as its `error`: the tag of a declared failure (absent when the task broke in another
 * way), and the error as it was stored. `xstate.done.actor.ID` carries the decoded result as its `output`.
 */
export interface TaskError {
  readonly failure?: string
  readonly error: Json
}

/** An event that a compiled machine emits. */
export type MachineOutput =
  | { readonly type: "out.message"; readonly message: Message }
  | { readonly type: "out.control"; readonly control: Control }
  | { readonly type: "out.goto"; readonly dialogue: string; readonly input?: Json }
  | { readonly type: "out.locale"; readonly locale: string }
  | { readonly type: "out.person"; readonly person: { readonly [key: string]: Json } }

/** How a task is run. An Effect fails with tagged errors; an async function rejects with an `Error`. */
export interface TaskDefinition {
  readonly name: string
  readonly recovery: TaskRecovery
  readonly run: (
    input: unknown,
    info: { readonly signal: AbortSignal; readonly id: string; readonly conversation: ConversationId }
  ) => Effect.Effect<unknown, unknown, unknown> | PromiseLike<unknown>
  readonly retry?: Schedule.Schedule<unknown, unknown>
  readonly timeout?: Millis
  /** How the input (the context when the task starts) and the result are stored; JSON as it is unless given. */
  readonly input: Schema.Schema<unknown, Json>
  readonly result?: Schema.Schema<unknown, Json>
  /** The failures that the dialogue handles by name. */
  readonly failures: ReadonlyArray<string>
}

/**
 * What opens a dialogue: words, a pattern, the channel's "Get started", the ref of a link, a payload, a comment under a post
 * of the business, a visitor's post on its page, an answer to a survey, a signal.
 */
export type Start =
  | { readonly _tag: "Words"; readonly words: string }
  | { readonly _tag: "Pattern"; readonly pattern: RegExp }
  | { readonly _tag: "GetStarted" }
  | { readonly _tag: "Ref"; readonly ref: string }
  | { readonly _tag: "Payload"; readonly payload: string }
  | { readonly _tag: "Comment"; readonly pattern?: RegExp }
  | { readonly _tag: "Post"; readonly pattern?: RegExp }
  | { readonly _tag: "Rated"; readonly question?: string }
  | { readonly _tag: "Signal"; readonly signal: string }
  | { readonly _tag: "Anything" }

/**
 * A word that a person can say anywhere in the dialogue. `words` recognise it (case and accents aside); `leaves` says
 * whether it goes to a state of its own or is answered in place.
 */
export interface Command {
  readonly name: string
  readonly words: ReadonlyArray<string | RegExp>
  readonly leaves: boolean
}

/** One state as coverage, checks and diagrams see it. `path` is the state's path from the root, joined by dots. */
export interface StateInfo {
  readonly path: string
  readonly word: string
  /** The options that a question offers, by key. */
  readonly options?: ReadonlyArray<{ readonly key: string; readonly title: string }>
  /** What reads an answer in words, a place or an attachment. */
  readonly answer?: Schema.Schema<unknown, unknown>
  readonly timer?: { readonly after: Millis | "dynamic"; readonly meaning: TimerMeaning }
  readonly signal?: string
}

/**
 * What becomes of a timer or a task's result that comes while a person of the business, or another app, has the conversation:
 * it waits until the bot has it again, it is dropped, or it acts at once (what takes the conversation back).
 */
export type Deferral = "wait" | "drop" | "act"

/** Asks whether words that waited are still true, given the context as `read` finds it. */
export interface Check {
  readonly context: Schema.Schema<unknown, Json>
  readonly read: (context: MachineContext) => unknown
  readonly test: (context: unknown, person: { readonly [key: string]: Json }) => boolean
}

/** A dialogue without its types. */
export interface Definition {
  readonly id: string
  readonly version: number
  readonly machine: AnyStateMachine
  /** How the context is stored. */
  readonly context: Schema.Schema<unknown, Json>
  /** How the contexts of inlined dialogues are stored, and which version each one has, by the path of their state. */
  readonly calls: {
    readonly [path: string]: {
      readonly dialogue: string
      readonly version: number
      readonly context: Schema.Schema<unknown, Json>
      /** The called dialogue's own migrations; its `value` and `data` are what they rewrite. */
      readonly migrate?: { readonly [version: number]: (stored: Stored) => Stored }
    }
  }
  readonly input?: Schema.Schema<unknown, Json>
  readonly output?: Schema.Schema<unknown, Json>
  readonly signals: { readonly [name: string]: Schema.Schema<unknown, Json> }
  readonly starts: ReadonlyArray<Start>
  readonly commands: ReadonlyArray<Command>
  readonly tasks: { readonly [id: string]: TaskDefinition }
  readonly states: ReadonlyArray<StateInfo>
  /** Its states and the ways between them, for `Paths.explore`; a definition made by hand may have none. */
  readonly chart?: Chart
  /** The options of questions as they stand in a context, by the path of their state: an answer goes before a command. */
  readonly offers?: {
    readonly [path: string]: (context: MachineContext) => ReadonlyArray<{
      readonly key: string
      readonly title: string
      readonly words?: ReadonlyArray<string>
    }>
  }
  /** The checks of words that may be said late (`stillTrue`), by the name that their origin carries. */
  readonly checks?: { readonly [name: string]: Check }
  /** The timers and tasks that do not wait while a person has the conversation, by the path of their state. */
  readonly deferrals?: { readonly [path: string]: Exclude<Deferral, "wait"> }
  /** Turns a stored snapshot of an older version into one of the next: `migrate[1]` reads version 1. */
  readonly migrate: { readonly [version: number]: (stored: Stored) => Stored }
  readonly unmigratable: "restart" | "quarantine"
  /** What to say when nothing reads an answer, when an old button is tapped, and while a task runs. */
  readonly repair: Repair
}

/**
 * The replies of the repair kit. Each is given the turn and may be replaced. `stop`, `start` and `bot` are heard in every state
 * and outside of dialogues; one that is missing is not heard.
 */
export interface Repair {
  readonly notUnderstood: (turn: Turn) => Message
  readonly oldButton: (turn: Turn, title: string | undefined) => Message
  readonly busy: (turn: Turn) => Message
  readonly stop?: Wish
  readonly start?: Wish
  readonly bot?: Wish
}

/**
 * Something a person may wish of the bot at any time, with the words that say it, by language (`*`: in any), and what they are
 * told when it is done.
 */
export interface Wish {
  readonly words: { readonly [language: string]: ReadonlyArray<string | RegExp> }
  readonly reply: (turn: Turn) => Message
}

/** A machine's position in a form that a migration may rewrite. */
export interface Stored {
  readonly format: 1
  readonly dialogue: string
  readonly version: number
  /** XState's state value. */
  readonly value: Json
  readonly data: Json
  readonly [key: string]: Json
}

/** Where a person entered from, given to the router. */
export interface Entry {
  readonly referral?: Referral
  readonly payload?: string
}

/** Something said, before policy has seen it. */
export type Said = Body
