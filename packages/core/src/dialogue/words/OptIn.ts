/**
 * The word `optIn`: asks for leave to write later, once or again and again.
 *
 * @module
 */
import type * as Types from "effect/Types"
import type { Refusal } from "../../model/LaneName.ts"
import type * as Literal from "../../model/Literal.ts"
import type { Request } from "../../model/Message.ts"
import { chosen, type Heard } from "../Answer.ts"
import type { MachineContext } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import * as Intent from "../Intent.ts"
import { edges, is, keep, lead, originOf, type Place, say, type Way } from "../Place.ts"
import type { Happened, Node } from "../Plan.ts"
import { arrive, only } from "../Question.ts"
import * as RequestPayload from "../RequestPayload.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import { type AnyTimeout, compile as compileTimeout, heard, type Length, type Timeout } from "../Timeout.ts"
import { yes } from "./YesNo.ts"

/** What only a request for a series may have: the value, or for one message the sentence that refuses it. */
type OfSeries<P extends string, Value, What extends string> = [P] extends ["oneTime"] ?
  Facts.Refused<`a request for one message has no ${What}`> :
  Value

/** The word `optIn`. */
export interface OptIn<C, K extends string> {
  /**
   * Asks for leave to write later about a topic: once (`oneTime`) or again and again (`recurring`), and waits for the tap.
   * A yes leads to `to`; a no, and whatever else the person says, to `declined` (`to` unless given). A yes in words is
   * answered: the channel takes a tap alone. What is written later names the topic: `d.notify(…, { topic })`.
   *
   * A request that may not be shown, because the person was asked too often or the window is shut, leads to `refused`
   * (`declined` unless given), and one for a series that the person has agreed to already leads to `to`.
   *
   * The title has at most 65 characters.
   *
   * `payload` begins the dialogue that starts with it when the yes comes after this one has ended. The channel shows a
   * request only inside the window. Instagram has no leave for one message.
   *
   * A request for a series may have a picture (`imageUrl`, `imageShape`), another word on its button (`button`; "frequency" is
   * Instagram's alone), the time zone in which the person is written to (`timezone`, as in "Europe/Madrid"), and
   * `renews: false`, which keeps the channel from asking anew once the leave has run out.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({
   *   id: "restock",
   *   version: 1,
   *   context: Schema.Struct({}),
   *   signals: { back: Schema.Struct({}) },
   *   states: ["ask", "wait", "tell", "done", "no"]
   * })
   * const restock = d.make({
   *   initial: "ask",
   *   states: {
   *     ask: d.optIn("Tell me when it is back", { permission: "oneTime", topic: "restock", to: "wait", declined: "no" }),
   *     wait: d.wait({ signal: "back", to: "tell" }),
   *     tell: d.notify("It is back.", { purpose: "promotion", topic: "restock", otherwise: "drop", to: "done" }),
   *     done: d.end(),
   *     no: d.end("All right.")
   *   }
   * })
   * restock.states[0]?.word // => "optIn"
   */
  <
    const W extends Intent.Topic<C>,
    const P extends "oneTime" | "recurring",
    const T extends K | Back,
    const T2 extends K | Back = never,
    const D extends Length = "dynamic",
    const T3 extends K | Back = never,
    const T4 extends K | Back = never
  >(
    title: W & Literal.WithinIf<W, 65>,
    options: {
      readonly permission: P
      readonly topic: Intent.Topic<C>
      readonly payload?: string
      readonly imageUrl?: OfSeries<P, string, "picture">
      readonly imageShape?: OfSeries<P, Looks["imageShape"], "picture">
      readonly button?: OfSeries<P, Looks["button"], "button of its own">
      readonly timezone?: OfSeries<P, string, "time zone">
      readonly renews?: OfSeries<P, boolean, "renewal">
      readonly to: To<C, T>
      readonly declined?: To<C, T2>
      readonly refused?: To<C, T4>
      readonly timeout?: Timeout<C, D, T3>
    }
  ): State<
    C,
    T | T2 | NoInfer<T3> | T4,
    Facts.Special<never, P, Facts.Unproven<D, NoInfer<T3>>, never, true>
  >
}

/** How a request for a series looks and lasts. */
type Looks = Required<Pick<typeof Request.Type, "imageUrl" | "imageShape" | "button" | "timezone" | "renews">>

/** The options of `optIn` without their types. */
export interface AnyOptIn extends Partial<Looks> {
  readonly permission: "oneTime" | "recurring"
  readonly topic: Intent.Topic<never>
  readonly payload?: string
  readonly to: AnyTo
  readonly declined?: AnyTo
  readonly refused?: AnyTo
  readonly timeout?: AnyTimeout
}

const meant = (place: Place, options: AnyOptIn): (context: MachineContext, event: Happened) => boolean => {
  const topic = Intent.topic(place, options.topic)
  return (context, event) =>
    event["state"] === undefined
      ? (event["permission"] === undefined || event["permission"] === options.permission) &&
        (event["topic"] === undefined || event["topic"] === topic(context))
      : event["state"] === place.path
}

const requested = (
  place: Place,
  title: Intent.Topic<never>,
  options: AnyOptIn
): (context: MachineContext) => typeof Request.Type => {
  const words = Intent.topic(place, title)
  const topicOf = Intent.topic(place, options.topic)
  const { dialogue, state } = originOf(place)
  const { version } = place.plan
  const { button, imageShape, imageUrl, renews, timezone } = options
  return (context) => {
    const topic = topicOf(context)
    const payload = RequestPayload.encode({
      topic,
      dialogue,
      version,
      state,
      ...(options.payload === undefined ? {} : { payload: options.payload })
    })
    const content: Types.Mutable<typeof Request.Type> = {
      _tag: "Request",
      permission: options.permission,
      topic,
      title: words(context),
      payload
    }
    if (imageUrl !== undefined) content.imageUrl = imageUrl
    if (imageShape !== undefined) content.imageShape = imageShape
    if (button !== undefined) content.button = button
    if (timezone !== undefined) content.timezone = timezone
    if (renews !== undefined) content.renews = renews
    return content
  }
}

/** Whether the refusal of a message is of this state's own request, and cites this rule. */
const isOwn = (place: Place, event: Happened, rule?: string): boolean => {
  // The event comes from Talk, as `Step` types it.
  const { refusal, state } = event as unknown as { readonly refusal: Refusal; readonly state?: string }
  return state === place.path && (rule === undefined || refusal.rule === rule)
}

/** Whether a message is a tap on some other button: an older question's, or not of ours. */
const isOld = (_: MachineContext, event: Happened): boolean => {
  // Only messages of a person come here.
  const { choice, payload, text } = event as unknown as Heard
  return choice !== undefined || (payload !== undefined && text === undefined)
}

const isYes = (_: MachineContext, event: Happened): boolean => {
  const { text } = event as unknown as Heard
  return text !== undefined && chosen(text, [{ key: "yes", title: "Yes", words: yes }]) === "yes"
}

/** A state that asks for leave to write later. */
export const optIn = (title: Intent.Topic<never>, options: AnyOptIn): AnyState => ({
  word: "optIn",
  compile: (place) => {
    const { plan } = place
    const request = requested(place, title, options)
    const isMeant = meant(place, options)
    const quiet = (context: MachineContext): MachineContext => heard(context, place.path)
    const granted: Way = {
      part: "granted",
      by: "answer",
      to: options.to,
      save: quiet,
      when: (context, event) =>
        isMeant(context, event) && (event["change"] === "granted" || event["change"] === "resumed")
    }
    const declined: Way = { part: "declined", by: "answer", to: options.declined ?? options.to, save: quiet }
    const takenBack: Way = { ...declined, part: "taken back", when: isMeant }
    const given: Way = {
      part: "given already",
      by: "refused",
      to: options.to,
      save: quiet,
      when: (_, event) => isOwn(place, event, "request.given")
    }
    const refused: Way = {
      part: "refused",
      by: "refused",
      to: options.refused ?? options.declined ?? options.to,
      save: quiet,
      when: (_, event) => isOwn(place, event)
    }
    const timeout = options.timeout === undefined ? undefined : compileTimeout(place, options.timeout)
    // The channel shows a request once in a week: who comes back is reminded of the button.
    const ask = say(
      place,
      "request",
      (context) =>
        context.sys.returning === true
          ? plan.kit.useButton(context.sys.turn)
          : { content: request(context), otherwise: "refuse" },
      { ...originOf(place), question: true }
    )
    const useButton: Node = {
      actions: [
        keep(place, "heard", quiet),
        say(place, "useButton", (context) => plan.kit.useButton(context.sys.turn))
      ]
    }
    // Who has gone on before their request was refused, stays where they are.
    plan.refusals.push({ guard: is(place, "refused late", (_, event) => isOwn(place, event)) })
    plan.states.push({ path: place.path, word: "optIn", ...(timeout === undefined ? {} : { timer: timeout.timer }) })
    plan.sketches.push({
      path: place.path,
      word: "optIn",
      plain: true,
      ends: false,
      edges: [
        ...edges(place, granted),
        ...edges(place, declined),
        ...edges(place, given),
        ...edges(place, refused),
        ...(timeout?.edges ?? [])
      ]
    })
    return {
      tags: ["awaiting"],
      meta: { word: "optIn", permission: options.permission },
      entry: [ask, arrive(place)],
      on: {
        "in.optedIn": [...lead(place, granted), ...lead(place, takenBack)],
        "in.refused": [...lead(place, given), ...lead(place, refused)],
        "in.message": [
          {
            guard: is(place, "old", isOld),
            actions: [say(place, "oldButton", (context) => plan.kit.oldButton(context.sys.turn))]
          },
          { guard: is(place, "yes", isYes), ...useButton },
          ...lead(place, declined)
        ],
        ...only(plan, {
          repeat: useButton,
          help: useButton,
          agent: { actions: [say(place, "noAgent", (context) => plan.kit.noAgent(context.sys.turn))] }
        })
      },
      ...(timeout === undefined ? {} : { after: timeout.after })
    }
  }
})
