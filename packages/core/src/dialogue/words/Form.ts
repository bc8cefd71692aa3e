/**
 * The word `form`: several questions for one thing, each a state of its own.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type { Sendable } from "../Answer.ts"
import type { MachineContext, Turn } from "../Definition.ts"
import type * as Facts from "../Facts.ts"
import { edges, keep, lead, mistake, patch, type Place, type Way } from "../Place.ts"
import { backways } from "../Question.ts"
import type { AnyState, State } from "../State.ts"
import type { AnyTo, Back, To } from "../Target.ts"
import type { Text } from "../Text.ts"
import type { AnyTimeout, Length, Timeout } from "../Timeout.ts"
import { type AnyAsk, ask, type Fields, type Invalid, type Retries } from "./Ask.ts"
import { type AnyChoose, asked, type Chosen, type Listed, type Option } from "./Choose.ts"

/** A slot of a form: a question whose answer a schema reads, or one with options. Values of options must be JSON. */
export type Slot<C> =
  | { readonly text: Text<C>; readonly answer: Schema.Schema.AnyNoContext; readonly invalid?: Invalid<C> }
  | {
    readonly text: Text<C>
    readonly options: { readonly [key: string]: Option<C> } | ((context: C, turn: Turn) => ReadonlyArray<Listed>)
    readonly invalid?: Invalid<C>
  }

/** What a slot gives. */
export type Value<S> = S extends { readonly answer: Schema.Schema<infer A, infer _I> } ? A
  : S extends { readonly options: infer O } ? Chosen<O>["value"]
  : never

/** Refuses a slot whose answer no person can send. */
type OnlySendable<F> = {
  readonly [Key in keyof F]: F[Key] extends { readonly answer: Schema.Schema<infer _A, infer I> }
    ? [I] extends [Sendable] ? unknown
    : Facts.Refused<"a person cannot send what this schema reads: use words, a place or an attachment">
    : unknown
}

/** The word `form`. */
export interface Form<C, K extends string> {
  /**
   * Asks for one slot after the other, and keeps them together at the end. `back` goes to the slot before. `retries`
   * and `timeout` hold for each slot.
   *
   * @example
   * import { Answer, Dialogue } from "@parley/core"
   * import { Schema } from "effect"
   *
   * const Table = Schema.Struct({ text: Schema.optionalWith(Schema.String, { default: () => "" }) })
   * const d = Dialogue.setup({ id: "table", version: 1, context: Table, states: ["details", "done"] })
   * const table = d.make({
   *   initial: "details",
   *   states: {
   *     details: d.form({
   *       name: { text: "Your name?", answer: Answer.text },
   *       guests: { text: "For how many?", answer: Answer.integer },
   *       where: { text: "Where?", options: { in: "Inside", out: "Outside" } }
   *     }, {
   *       save: ({ guests, name, where }) => ({ text: `${name}, ${guests}, ${where}` }),
   *       to: "done"
   *     }),
   *     done: d.end((context) => context.text)
   *   }
   * })
   * const paths = table.states.map((state) => state.path)
   * paths // => ["details", "details.name", "details.guests", "details.where", "done"]
   */
  <
    const F extends { readonly [slot: string]: Slot<C> },
    const T extends K | Back,
    S,
    const D extends Length = "dynamic",
    const T2 extends K | Back = never
  >(
    slots: F & OnlySendable<NoInfer<F>>,
    options: {
      readonly save: (values: { readonly [Key in keyof F]: Value<F[Key]> }, context: C, turn: Turn) => Fields<C, S>
      readonly retries?: Retries<T>
      readonly timeout?: Timeout<C, D, T2>
      readonly to: To<C, T>
    }
  ): State<C, T | NoInfer<T2>, Facts.Plain<Facts.Unproven<D, NoInfer<T2>>>>
}

/** A slot without its types. */
export type AnySlot =
  | { readonly text: Text<never>; readonly answer: AnyAsk["answer"]; readonly invalid?: Invalid<never> }
  | { readonly text: Text<never>; readonly options: AnyChoose["options"]; readonly invalid?: Invalid<never> }

/** The options of `form` without their types. */
export interface AnyForm {
  readonly save: (values: never, context: never, turn: Turn) => object
  readonly retries?: Retries<string>
  readonly timeout?: AnyTimeout
  readonly to: AnyTo
}

const draftOf = (place: Place, context: MachineContext): { readonly [slot: string]: unknown } =>
  context.sys.drafts[place.path] ?? {}

const withDraft = (
  place: Place,
  context: MachineContext,
  draft: { readonly [slot: string]: unknown }
): MachineContext => ({
  ...context,
  sys: { ...context.sys, drafts: { ...context.sys.drafts, [place.path]: draft } }
})

/** The context without a visit to a form: no draft, and of its slots only the first stays in the trail. */
const closed = (place: Place, context: MachineContext, first: string): MachineContext => {
  const { [place.path]: _, ...drafts } = context.sys.drafts
  const opening = `${place.path}.${first}`
  const trail = context.sys.trail.filter((path) => path === opening || !path.startsWith(`${place.path}.`))
  return { ...context, sys: { ...context.sys, drafts, trail } }
}

/** A state of several questions. */
export const form = (slots: { readonly [slot: string]: AnySlot }, options: AnyForm): AnyState => ({
  word: "form",
  compile: (place) => {
    const { plan } = place
    const names = Object.keys(slots)
    const first = names[0]
    if (first === undefined) {
      mistake(place, "the form has no slots", "give it at least one question")
      return { type: "final" }
    }
    // Drafts are stored between turns, so they hold what a person can send, not what the schema makes of it.
    const codecs = new Map(
      Object.entries(slots).map(([name, slot]) => {
        const schema = "answer" in slot ? slot.answer as unknown as Schema.Schema<unknown, unknown> : Schema.Unknown
        return [name, { encode: Schema.encodeSync(schema), decode: Schema.decodeUnknownSync(schema) }] as const
      })
    )
    const own = options.save as (values: object, context: unknown, turn: Turn) => object
    const values = (context: MachineContext): object => {
      const draft = draftOf(place, context)
      return Object.fromEntries([...codecs].map(([name, codec]) => [name, codec.decode(draft[name])]))
    }
    const way: Way = {
      part: "done",
      by: "auto",
      to: options.to,
      save: (context: MachineContext) =>
        closed(place, patch(place, context, own(values(context), place.read(context), context.sys.turn)), first)
    }
    plan.states.push({ path: place.path, word: "form" })
    const opening = { by: "auto" as const, to: `${place.path}.${first}`, label: "form" }
    plan.sketches.push({ path: place.path, word: "form", plain: false, ends: false, edges: [opening] })
    const questions = plan.questions.length
    const states = Object.fromEntries(names.map((name, index) => {
      const slot = slots[name] as AnySlot
      const at: Place = {
        ...place,
        path: `${place.path}.${name}`,
        write: (context, data) => {
          const answer = codecs.get(name)?.encode((data as { readonly $: unknown }).$)
          return withDraft(place, context, { ...draftOf(place, context), [name]: answer })
        }
      }
      const next = { to: `.${names[index + 1] ?? "$done"}` }
      const shared = {
        ...next,
        ...(slot.invalid === undefined ? {} : { invalid: slot.invalid }),
        ...(options.retries === undefined ? {} : { retries: options.retries }),
        ...(options.timeout === undefined ? {} : { timeout: options.timeout })
      }
      const state = "answer" in slot
        ? ask(slot.text, { ...shared, answer: slot.answer, save: ($: unknown) => ({ $ }) })
        : asked("choose", slot.text, {
          ...shared,
          options: slot.options,
          save: (choice: { readonly value: unknown }) => ({ $: choice.value })
        })
      return [name, state.compile(at)]
    }))
    plan.sketches.push({
      path: `${place.path}.$done`,
      word: "form",
      plain: false,
      ends: false,
      edges: edges(place, way)
    })
    const begin = keep(
      place,
      "begin",
      // What was answered at an earlier visit is gone, and so is the way back into the middle of it.
      (context) => context.sys.returning === true ? context : withDraft(place, closed(place, context, first), {})
    )
    // A form that was left in the middle may be entered there again by "back", with what was answered before.
    const opened = states[first] ?? {}
    const entry = Array.isArray(opened["entry"]) ? opened["entry"] : []
    return {
      meta: { word: "form", slots: names },
      initial: first,
      states: { ...states, [first]: { ...opened, entry: [begin, ...entry] }, $done: { type: "final" } },
      on: backways(place, plan.questions.slice(questions)),
      onDone: lead(place, way)
    }
  }
})
