/**
 * What a bot is, apart from where it runs: its dialogues, and how it introduces itself, types, apologises and forgets.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import type * as Layer from "effect/Layer"
import type * as Types from "effect/Types"
import type { Definition } from "../dialogue/Definition.ts"
import type * as Dialogue from "../dialogue/Dialogue.ts"
import type { Millis } from "../model/Instant.ts"
import * as Message from "../model/Message.ts"
import * as Disclosure from "../policy/Disclosure.ts"
import type * as Typing from "../policy/Typing.ts"
import * as InboxAccess from "./InboxAccess.ts"
import type { Middleware } from "./Middleware.ts"

/** Words: the same for all, or by the person's language. */
export type Words = string | Message.Message | ((locale: string) => string | Message.Message)

/** The services that the tasks of a dialogue need; none for a definition made by hand. */
export type Services<D> = D extends Dialogue.Any ? Dialogue.Services<D> : never

/** How a bot is described. Only `dialogues` must be given. */
export interface Options<Dialogues extends ReadonlyArray<Definition>> {
  /** What it can talk about. Two with one id, or with equal `starts`, are refused. */
  readonly dialogues: Dialogues
  /** Its name in logs, and in the disclosure unless that has one of its own. */
  readonly name?: string
  /** The language of a conversation that has not chosen one; "en" unless given. */
  readonly locale?: string
  /** The notice that one speaks with a machine; on unless `false`. */
  readonly disclosure?: Disclosure.Input | false
  /** Typing pauses and the sender actions around them; on unless `false`. */
  readonly typing?: Typing.Options | false
  /** What a person is told when a dialogue throws; a short apology in English unless given; nothing when `false`. */
  readonly apology?: Words | false
  /** The answer when no dialogue takes what a person said: words, or the id of a dialogue that begins. */
  readonly fallback?: Words | { readonly dialogue: string }
  /** Changes to what turns say, first to last. */
  readonly middleware?: ReadonlyArray<Middleware>
  /** What becomes of a message whose sending stayed unknown; `atMostOnce` unless given. A message's own word counts more. */
  readonly delivery?: "atMostOnce" | "atLeastOnce"
  /** How long an unknown sending waits for its echo; 20 seconds unless given. */
  readonly echoDeadline?: Duration.DurationInput
  /** After this silence of a person of the business the bot speaks again when the customer writes; 24 hours unless given. */
  readonly humanFor?: Duration.DurationInput
  /** How long before its end a window counts as shut, for clocks that differ from the channel's; a minute unless given. */
  readonly margin?: Duration.DurationInput
  /** The inbox bridge over HTTP, for people who answer in another tool; its functions are there in any case. */
  readonly inbox?: InboxAccess.Options
  /** How often the process notes that it lives, for timers that mean `remaining`; 5 seconds unless given. */
  readonly heartbeat?: Duration.DurationInput | false
  /** How long a shutdown waits for what is under way; 10 seconds unless given. */
  readonly grace?: Duration.DurationInput
  /** Spans for each turn and send; off unless `true`, as they cost more than the turn. */
  readonly tracing?: boolean
  /** The name under which this process leases conversations; `name` unless given. Processes that share a store need one each. */
  readonly worker?: string
}

/** A bot that still needs the services `R`. */
export interface BotDefinition<out R = never> {
  readonly dialogues: ReadonlyArray<Definition>
  readonly name: string
  readonly locale: string
  readonly disclosure: Disclosure.Options | false
  readonly typing: Typing.Options | false
  readonly apology: ((locale: string) => Message.Message) | undefined
  readonly fallback: ((locale: string) => Message.Message) | { readonly dialogue: string } | undefined
  readonly middleware: ReadonlyArray<Middleware>
  readonly delivery: "atMostOnce" | "atLeastOnce"
  readonly echoDeadline: Millis
  readonly humanFor: Millis
  readonly margin: Millis
  readonly inbox: InboxAccess.Options | undefined
  readonly heartbeat: Millis | undefined
  readonly grace: Millis
  readonly tracing: boolean
  readonly worker: string
  readonly services: Layer.Layer<never, unknown> | undefined
  readonly "~services"?: Types.Covariant<R>
}

/** What a bot is, whatever it still needs. */
export type Any = BotDefinition<unknown>

const sorry = "Sorry, something went wrong on our side. Please try again in a moment."

const say = (words: Words): (locale: string) => Message.Message => {
  const asMessage = (one: string | Message.Message) => typeof one === "string" ? Message.text(one) : one
  return typeof words === "function" ? (locale) => asMessage(words(locale)) : () => asMessage(words)
}

const isDialogue = (fallback: Words | { readonly dialogue: string }): fallback is { readonly dialogue: string } =>
  typeof fallback === "object" && "dialogue" in fallback

/**
 * Describes a bot. With `services` it needs nothing more; without them, what its dialogues need is in its type.
 */
export const make: {
  <const Dialogues extends ReadonlyArray<Definition>, E>(
    options: Options<Dialogues> & { readonly services: Layer.Layer<Services<Dialogues[number]>, E> }
  ): BotDefinition
  <const Dialogues extends ReadonlyArray<Definition>>(
    options: Options<Dialogues>
  ): BotDefinition<Services<Dialogues[number]>>
} = (
  options: Options<ReadonlyArray<Definition>> & { readonly services?: Layer.Layer<never, unknown> }
): BotDefinition => {
  const { fallback, heartbeat } = options
  return {
    dialogues: options.dialogues,
    name: options.name ?? "bot",
    locale: options.locale ?? "en",
    disclosure: options.disclosure === false ? false : Disclosure.fromInput(options.disclosure ?? {}, options.name),
    typing: options.typing ?? {},
    apology: options.apology === false ? undefined : say(options.apology ?? sorry),
    fallback: fallback === undefined || isDialogue(fallback) ? fallback : say(fallback),
    middleware: options.middleware ?? [],
    delivery: options.delivery ?? "atMostOnce",
    echoDeadline: Duration.toMillis(options.echoDeadline ?? "20 seconds"),
    humanFor: Duration.toMillis(options.humanFor ?? "24 hours"),
    margin: Duration.toMillis(options.margin ?? "1 minute"),
    inbox: options.inbox === undefined ? undefined : InboxAccess.guarded(options.inbox),
    heartbeat: heartbeat === false ? undefined : Duration.toMillis(heartbeat ?? "5 seconds"),
    grace: Duration.toMillis(options.grace ?? "10 seconds"),
    tracing: options.tracing ?? false,
    worker: options.worker ?? options.name ?? "bot",
    services: options.services
  }
}
