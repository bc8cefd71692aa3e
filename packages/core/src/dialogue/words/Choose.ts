/**
 * The words `choose`, `confirm` and `menu`: questions with options.
 *
 * @module
 */
import { chosen, type Heard, type Offer } from "../Answer.ts"
import type { MachineContext, Turn } from "../Definition.ts"
import type * as Literal from "../../model/Literal.ts"
import type * as Facts from "../Facts.ts"
import { patch, type Place, type Way, wording } from "../Place.ts"
import type { Happened } from "../Plan.ts"
import { compile as compileQuestion, tapped } from "../Question.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import type { Text } from "../Text.ts"
import type { AnyTimeout, Length, Timeout } from "../Timeout.ts"
import { type Fields, type Invalid, invalid, type Retries } from "./Ask.ts"
import * as YesNo from "./YesNo.ts"

/** The title of an option: words, or a function of the context and the turn. At most 20 characters. */
export type Title<C> = string | ((context: C, turn: Turn) => string)

/** An option: its title alone, or with a value, and with other words by which a person may mean it. */
export type Option<C> = string | {
  readonly title: Title<C>
  readonly value?: unknown
  readonly words?: ReadonlyArray<string>
  readonly imageUrl?: string
}

/** An option that is made while the dialogue runs. */
export interface Listed<V = unknown> {
  readonly key: string
  readonly title: string
  readonly value?: V
  readonly words?: ReadonlyArray<string>
  readonly imageUrl?: string
}

/** What was chosen: the key of an option, and its value; an option without a value has its key for one. */
export type Chosen<O> = O extends (...given: infer _) => ReadonlyArray<infer L>
  ? { readonly key: string; readonly value: L extends { readonly value: infer V } ? V : string }
  : {
    readonly [Key in keyof O & string]: { readonly key: Key; readonly value: ValueOf<O[Key], Key> }
  }[keyof O & string]

type ValueOf<O, Key> = O extends { readonly value: infer V } ? V : Key

/** What a title that is written out may not be: more than 20 characters. */
type Titled<O> = O extends (...given: infer _) => infer _ ? unknown
  : {
    readonly [Key in keyof O]: O[Key] extends string ? Literal.Within<O[Key], 20>
      : O[Key] extends { readonly title: infer T } ? { readonly title: Literal.WithinIf<T, 20> }
      : unknown
  }

/** A target for each option. */
type Each<C, O, T extends string> = { readonly [Key in keyof O]: To<C, T> }

/** The word `choose`. */
export interface Choose<C, K extends string> {
  /**
   * Asks with options, at most 13, each a quick reply. An answer is a tap, the title typed by hand (case and accents
   * aside), or its number. `options` is a record, or a function that lists them from the context.
   *
   * `to` is one target for all, or a record with a target for each option.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const Order = Schema.Struct({ size: Schema.optionalWith(Schema.Number, { default: () => 0 }) })
   * const d = Dialogue.setup({ id: "sizes", version: 1, context: Order, states: ["size", "done"] })
   * const sizes = d.make({
   *   initial: "size",
   *   states: {
   *     size: d.choose("Which size?", {
   *       options: { s: { title: "Small", value: 26 }, l: { title: "Large", value: 32 } },
   *       save: (choice) => ({ size: choice.value }),
   *       to: "done"
   *     }),
   *     done: d.end()
   *   }
   * })
   * sizes.states[0]?.options?.map((option) => option.title) // => ["Small", "Large"]
   */
  <
    const O extends { readonly [key: string]: Option<C> } | ((context: C, turn: Turn) => ReadonlyArray<Listed>),
    const M extends K | Back,
    S,
    const R extends K | Back = never,
    const D extends Length = "dynamic",
    const T2 extends K | Back = never
  >(
    text: Text<C>,
    options: {
      readonly options: O & Titled<O>
      readonly save?: (choice: Chosen<O>, context: C, turn: Turn) => Fields<C, S>
      readonly invalid?: Invalid<C>
      readonly retries?: Retries<R>
      readonly timeout?: Timeout<C, D, T2>
      readonly to: To<C, M> | Each<C, O, M>
    }
  ): State<C, M | R | NoInfer<T2>, Facts.Plain<Facts.Unproven<D, NoInfer<T2>>>>
}

/** A title whose length is known where it is written out. */
type Label<C, L extends string> = (L & Literal.Within<L, 20>) | ((context: C, turn: Turn) => string)

/** The word `confirm`. */
export interface Confirm<C, K extends string> {
  /**
   * Asks for yes or no. Usual words for either are understood besides the titles.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({ id: "sure", version: 1, context: Schema.Struct({}), states: ["sure", "done", "bye"] })
   * const sure = d.make({
   *   initial: "sure",
   *   states: { sure: d.confirm("Sure?", { yes: "done", no: "bye" }), done: d.end("Done."), bye: d.end("Not done.") }
   * })
   * sure.states[0]?.options?.map((option) => option.key) // => ["yes", "no"]
   */
  <
    const T extends K | Back,
    const D extends Length = "dynamic",
    const T2 extends K | Back = never,
    const Y extends string = "Yes",
    const N extends string = "No"
  >(
    text: Text<C>,
    options: {
      readonly yes: To<C, T>
      readonly no: To<C, T>
      /** The titles; yes and no in the language of the conversation unless given, in English where Parley does not know it. */
      readonly labels?: readonly [yes: Label<C, Y>, no: Label<C, N>]
      readonly invalid?: Invalid<C>
      readonly retries?: Retries<T>
      readonly timeout?: Timeout<C, D, T2>
    }
  ): State<C, T | NoInfer<T2>, Facts.Plain<Facts.Unproven<D, NoInfer<T2>>>>
}

/** The word `menu`. */
export interface Menu<C, K extends string> {
  /**
   * Asks where to go: each entry is a title and a target.
   *
   * @example
   * import { Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const d = Dialogue.setup({ id: "menu", version: 1, context: Schema.Struct({}), states: ["menu", "hours", "bye"] })
   * const menu = d.make({
   *   initial: "menu",
   *   states: {
   *     menu: d.menu("What can I do?", {
   *       hours: { title: "Opening hours", to: "hours" },
   *       bye: { title: "Nothing", to: "bye" }
   *     }),
   *     hours: d.say("From nine to five.", { to: "menu" }),
   *     bye: d.end("Bye!")
   *   }
   * })
   * menu.states[0]?.options?.length // => 2
   */
  <
    const T extends K | Back,
    const E extends { readonly [key: string]: { readonly title: Title<C> } },
    const D extends Length = "dynamic",
    const T2 extends K | Back = never
  >(
    text: Text<C>,
    entries: E & Titled<E> & {
      readonly [key: string]: {
        readonly title: Title<C>
        readonly to: To<C, T>
        readonly words?: ReadonlyArray<string>
      }
    },
    options?: { readonly invalid?: Invalid<C>; readonly retries?: Retries<T>; readonly timeout?: Timeout<C, D, T2> }
  ): State<C, T | NoInfer<T2>, Facts.Plain<Facts.Unproven<D, NoInfer<T2>>>>
}

/** An option without its types; `usual` is what its title is in English, where it is said in the language of the turn. */
type AnyOption = string | (Exclude<Option<never>, string> & { readonly usual?: string })

/** The options of a question without their types. */
export type AnyOptions =
  | { readonly [key: string]: AnyOption }
  | ((context: never, turn: Turn) => ReadonlyArray<Listed>)

/** The options of `choose` without their types. */
export interface AnyChoose {
  readonly options: AnyOptions
  readonly save?: (choice: never, context: never, turn: Turn) => object
  readonly invalid?: Invalid<never>
  readonly retries?: Retries<string>
  readonly timeout?: AnyTimeout
  readonly to: AnyTo | { readonly [key: string]: AnyTo }
}

/** The options of a question as they stand in one context. */
const listed = (place: Place, options: AnyOptions) => (context: MachineContext): ReadonlyArray<Listed> => {
  const data = place.read(context)
  const { turn } = context.sys
  // Options were typed with the context that this place reads.
  if (typeof options === "function") {
    return (options as (data: unknown, turn: Turn) => ReadonlyArray<Listed>)(data, turn)
  }
  return Object.entries(options).map(([key, option]) => {
    if (typeof option === "string") return { key, title: option }
    const title = option.title as Title<unknown>
    return { ...option, key, title: typeof title === "function" ? title(data, turn) : title }
  })
}

/** Which option a message means. */
const pick = (heard: Heard, offers: ReadonlyArray<Offer>): string | undefined => {
  const tap = tapped(heard)
  if (tap !== undefined) return offers.some((offer) => offer.key === tap) ? tap : undefined
  return heard.text === undefined ? undefined : chosen(heard.text, offers)
}

/** The options that are known before anything runs; of titles that are functions only the usual one is, if there is one. */
const fixed = (options: AnyOptions): ReadonlyArray<{ readonly key: string; readonly title: string }> | undefined =>
  typeof options === "function" ? undefined : Object.entries(options).map(([key, option]) => {
    const { title, usual = "" } = typeof option === "string" ? { title: option } : option
    return { key, title: typeof title === "string" ? title : usual }
  })

const isEach = (to: AnyChoose["to"]): to is { readonly [key: string]: AnyTo } =>
  typeof to === "object" && !Array.isArray(to)

/** A question with options, asked by `word`. */
export const asked = (word: string, text: Text<never>, options: AnyChoose): AnyState => ({
  word,
  compile: (place) => {
    const list = listed(place, options.options)
    const readings = new WeakMap<object, Listed | "none">()
    const reading = (context: MachineContext, event: Happened): Listed | undefined => {
      let read = readings.get(event)
      if (read === undefined) {
        const all = list(context)
        // Only messages of a person come to a question's guards.
        const key = pick(event as unknown as Heard, all)
        read = all.find((one) => one.key === key) ?? "none"
        readings.set(event, read)
      }
      return read === "none" ? undefined : read
    }
    const own = options.save as ((choice: unknown, context: unknown, turn: Turn) => object) | undefined
    const save = own === undefined ? undefined : (context: MachineContext, event: Happened): MachineContext => {
      const read = reading(context, event)
      if (read === undefined) return context
      const choice = { key: read.key, value: "value" in read ? read.value : read.key }
      return patch(place, context, own(choice, place.read(context), context.sys.turn))
    }
    const way = (part: string, to: AnyTo, key: string | undefined): Way => ({
      part,
      by: "answer",
      to,
      when: (context, event) => {
        const read = reading(context, event)
        return read !== undefined && (key === undefined || read.key === key)
      },
      ...(save === undefined ? {} : { save })
    })
    const to = options.to
    const keys = typeof options.options === "function" ? undefined : Object.keys(options.options)
    const ways = keys === undefined
      ? [way("option", to as AnyTo, undefined)]
      : keys.map((key) => way(`option:${key}`, isEach(to) ? to[key] as AnyTo : to, key))
    const known = fixed(options.options)
    return compileQuestion(place, {
      word,
      message: wording(place, text),
      offers: list,
      ...(known === undefined ? {} : { options: known }),
      ways,
      invalid: {
        ...invalid(place, options.invalid, (heard) => heard.text === undefined ? {} : { text: heard.text }),
        again: true
      },
      ...(options.retries === undefined ? {} : { retries: options.retries }),
      ...(options.timeout === undefined ? {} : { timeout: options.timeout })
    })
  }
})

/** A question with options. */
export const choose = (text: Text<never>, options: AnyChoose): AnyState => asked("choose", text, options)

/** A question that is answered with yes or no. */
export const confirm = (
  text: Text<never>,
  options: Omit<AnyChoose, "options" | "to" | "save"> & {
    readonly yes: AnyTo
    readonly no: AnyTo
    readonly labels?: readonly [Title<never>, Title<never>]
  }
): AnyState => {
  const { labels, no: toNo, yes: toYes, ...rest } = options
  return asked("confirm", text, {
    ...rest,
    options: {
      yes: { title: labels?.[0] ?? YesNo.labels[0], words: YesNo.yes, usual: YesNo.english[0] },
      no: { title: labels?.[1] ?? YesNo.labels[1], words: YesNo.no, usual: YesNo.english[1] }
    },
    to: { yes: toYes, no: toNo }
  })
}

/** A question about where to go. */
export const menu = (
  text: Text<never>,
  entries: {
    readonly [key: string]: { readonly title: Title<never>; readonly to: AnyTo; readonly words?: ReadonlyArray<string> }
  },
  options: Omit<AnyChoose, "options" | "to" | "save"> = {}
): AnyState =>
  asked("menu", text, {
    ...options,
    options: Object.fromEntries(Object.entries(entries).map(([key, { to: _, ...option }]) => [key, option])),
    to: Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, entry.to]))
  })
