/**
 * What an author says of a message besides its words, so that policy can find a lane for it: what it is for, what it is about,
 * how loudly it may arrive.
 *
 * @module
 */
import type * as DateTime from "effect/DateTime"
import type * as Types from "effect/Types"
import type { Instant } from "../model/Instant.ts"
import type { Message, Template } from "../model/Message.ts"
import type { Purpose } from "../model/Purpose.ts"
import type { MachineContext, Turn } from "./Definition.ts"
import type { Refused } from "./Facts.ts"
import type { Place } from "./Place.ts"

/** News of an order, an account or an appointment: outside the window they travel by a tag or an approved template alone. */
export type Update =
  | "applicationStatus"
  | "suspiciousActivity"
  | "eventReminder"
  | "bookingConfirmation"
  | "travelUpdate"
  | "receipt"
  | "shipping"
  | "orderAction"

/** Purposes that sell. */
export type Selling = "promotion" | "crossSell"

/** Purposes that ask for feedback, each of them in a survey. */
export type Surveying = "purchaseFeedback" | "eventFeedback" | "productReview"

/** Purposes that are neither: inside the window they travel, outside it by a permission or not at all. */
export type Other = Exclude<Purpose, Update | Selling | Surveying | "news" | "reply" | "humanAnswer">

/** A purpose that words may have, or the sentence that says where it belongs. */
export type Notifiable<P> = P extends Surveying ?
  Refused<`${P} is asked for in a survey: use d.survey(…, { purpose: "${P}" })`>
  : P extends "humanAnswer" ? Refused<"only a person of the business answers as one: through the inbox bridge">
  : P extends "reply" ? Refused<"an answer needs no purpose: use d.say">
  : unknown

/** Whether words for this purpose may promote. */
export type Promotional<P> = P extends Update ? Refused<
    `a message for the purpose ${P} travels by a tag or a template, and neither carries promotion: leave promotional out, or choose the purpose promotion`
  >
  : P extends "news" ? Refused<"news carry no promotion: leave promotional out, or choose the purpose promotion">
  : true

/** Whether words for this purpose may travel as an advertisement. */
export type Sponsored<P> = P extends Selling ? true
  : Refused<"only a promotion is sponsored: choose the purpose promotion, or leave sponsored out">

/** The template that may travel in the stead of words for this purpose. */
export type Templated<P, U> = P extends Update ? U
  : Refused<"no template is approved for this purpose: templates carry news of an order, an account or an appointment">

/** A template of the channel. `discloses`: its own words tell the person that they speak with a machine. */
export interface Utility<C, Name extends string = string> {
  readonly name: Name
  /** The code of the language it was approved in ("en", "pt_BR"): fixed, or found when it is sent. */
  readonly language: string | ((context: C, turn: Turn) => string)
  readonly parameters: (context: C, turn: Turn) => { readonly [name: string]: string }
  readonly discloses?: true
}

/** What a message is about: a topic that the person gave leave for, fixed or found when the words are said. */
export type Topic<C> = string | ((context: C, turn: Turn) => string)

/** What may be said of a message whatever its purpose is. */
export interface Intent<C> {
  /** The topic of the permission that it may use: the one that `optIn` asked leave for. */
  readonly topic?: Topic<C>
  /** It comes again and again: a digest, a horoscope. */
  readonly recurs?: true
  /** When the event is that it is about; a message tag takes no reminder of what is past. */
  readonly eventAt?: (context: C, turn: Turn) => DateTime.DateTime | Instant
  /** How it arrives: with sound and light (`regular`, unless given), `silent`, or with no notice at all (`none`). */
  readonly notification?: "regular" | "silent" | "none"
}

/** An intent without its types. */
export interface AnyIntent extends Intent<never> {
  readonly purpose?: Purpose
  readonly promotional?: unknown
  readonly sponsored?: unknown
  readonly utility?: unknown
}

type Given<A> = (context: unknown, turn: Turn) => A

const topicOf = (topic: Topic<never>, context: unknown, turn: Turn): string =>
  // Typed with the context that its place reads.
  typeof topic === "function" ? (topic as Given<string>)(context, turn) : topic

/** The fields of a message that its intent fills. */
export const compile = (
  place: Place,
  intent: AnyIntent
): (context: MachineContext, words: Message) => Types.Mutable<Message> => {
  const { eventAt, notification, purpose, recurs, topic } = intent
  const promotional = intent.promotional === true || purpose === "promotion"
  // The compiler gave it this type, or the sentence that refuses it; parameters were typed with the context of this place.
  const utility = intent.utility as Utility<unknown> | undefined
  return (context, words) => {
    const data = place.read(context)
    const { turn } = context.sys
    const message: Types.Mutable<Message> = { ...words }
    if (purpose !== undefined) message.purpose = purpose
    if (promotional) message.promotional = true
    if (intent.sponsored === true) message.sponsored = true
    if (recurs === true) message.recurs = true
    if (notification !== undefined) message.notification = notification
    if (topic !== undefined) message.topic = topicOf(topic, data, turn)
    if (eventAt !== undefined) {
      const at = (eventAt as Given<DateTime.DateTime | Instant>)(data, turn)
      message.eventAt = typeof at === "number" ? at : at.epochMillis
    }
    if (utility !== undefined) {
      const template: Types.Mutable<typeof Template.Type> = {
        _tag: "Template",
        name: utility.name,
        language: typeof utility.language === "function" ? utility.language(data, turn) : utility.language,
        parameters: utility.parameters(data, turn)
      }
      if (utility.discloses === true) template.discloses = true
      message.utility = template
    }
    return message
  }
}

/** The topic as it stands when the words are said. */
export const topic = (place: Place, given: Topic<never>): (context: MachineContext) => string => (context) =>
  topicOf(given, place.read(context), context.sys.turn)
