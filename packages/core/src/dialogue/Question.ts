/**
 * A question: asked on entry, read when the person answers, asked again when nothing reads the answer.
 *
 * @module
 */
import type { Message } from "../model/Message.ts"
import type { MachineContext, StateInfo } from "./Definition.ts"
import type { Heard } from "./Answer.ts"
import * as Payload from "./Payload.ts"
import { edges, is, keep, lead, mistake, originOf, pathOf, type Place, reference, say, type Way } from "./Place.ts"
import type { Edge, Happened, Node, Plan, Sketch } from "./Plan.ts"
import { optionLimits } from "./Text.ts"
import { type AnyTimeout, compile as compileTimeout, heard } from "./Timeout.ts"

/** An option as it is offered under a question. */
export interface Shown {
  readonly key: string
  readonly title: string
  readonly words?: ReadonlyArray<string>
  readonly imageUrl?: string
}

/** How a question is compiled, whichever word asked it. */
export interface Question {
  readonly word: string
  readonly message: (context: MachineContext) => Message
  readonly offers?: (context: MachineContext) => ReadonlyArray<Shown>
  /** The options that are known before anything runs. */
  readonly options?: StateInfo["options"]
  /** What reads an answer that is no option. */
  readonly answer?: StateInfo["answer"]
  /** The ways on; the first whose `when` holds is taken. */
  readonly ways: ReadonlyArray<Way>
  /** What to say when no way is taken; `again` asks the question after it. */
  readonly invalid: { readonly say: (context: MachineContext, heard: Heard) => Message; readonly again: boolean }
  readonly retries?: { readonly max: number; readonly to: string }
  readonly timeout?: AnyTimeout
}

const limit = 32

/** The trail after a question was asked at `path`. */
const trailed = (trail: ReadonlyArray<string>, path: string, returning: boolean): ReadonlyArray<string> => {
  if (trail.at(-1) === path) return trail
  const last = returning ? trail.lastIndexOf(path) : -1
  return last >= 0 ? trail.slice(0, last + 1) : [...trail, path].slice(-limit)
}

const without = (record: { readonly [key: string]: number }, key: string): { readonly [key: string]: number } => {
  if (record[key] === undefined) return record
  const { [key]: _, ...rest } = record
  return rest
}

/** The bookkeeping of an entry: counters begin anew unless a command came back here; the trail grows. */
export const arrive = (place: Place) =>
  keep(place, "arrive", (context, event) => {
    const { returning, ...sys } = context.sys
    const back = returning === true
    const next = {
      ...context,
      sys: {
        ...sys,
        retries: back ? sys.retries : without(sys.retries, place.path),
        trail: trailed(sys.trail, place.path, back)
      }
    }
    // A reminder's timer counts on through the reminder; anything else that leads here begins anew.
    return back || event.type.startsWith("xstate.after.") ? next : heard(next, place.path)
  })

const choiceOf = (place: Place, key: string): string =>
  Payload.encode({ dialogue: place.plan.id, version: place.plan.version, state: place.path, key })

/**
 * Whether a message is a tap on a button that this question does not offer: another's, an older one, or a foreign one.
 */
const isOld = (place: Place, offers: Question["offers"], context: MachineContext, event: Happened): boolean => {
  // Only messages of a person come to a question's guards.
  const { choice, payload, text } = event as unknown as Heard
  if (choice === undefined) return payload !== undefined && text === undefined
  return choice.dialogue !== place.plan.id || choice.version !== place.plan.version || choice.state !== place.path ||
    (offers !== undefined && !offers(context).some((offer) => offer.key === choice.key))
}

/** The transitions for those commands that are answered in place. */
export const only = (plan: Plan, commands: { readonly [name: string]: Node }): Node =>
  Object.fromEntries(
    Object.entries(commands).filter(([name]) => plan.inPlace.has(name)).map((
      [name, node]
    ) => [`in.command.${name}`, node])
  )

/** The question before the place where the dialogue waits now. */
const before = (context: MachineContext, questions: ReadonlySet<string>): string | undefined =>
  context.sys.trail.slice(0, -1).findLast((path) => questions.has(path))

/**
 * How `back` leads to each of some questions, from a state that holds them all. A question is gone back to when it is
 * the last one before; then it is asked again, and the trail ends with it.
 */
export const backways = (place: Place, questions: ReadonlyArray<string>): Node => {
  if (!place.plan.inPlace.has("back") || questions.length === 0) return {}
  const all = new Set(questions)
  return {
    "in.command.back": questions.map((path) => ({
      target: reference(place, path),
      guard: is(place, `back:${path}`, (context) => before(context, all) === path),
      actions: [
        keep(place, `back:${path}`, (context) => {
          const { trail } = context.sys
          return { ...context, sys: { ...context.sys, trail: trail.slice(0, trail.slice(0, -1).lastIndexOf(path)) } }
        })
      ]
    }))
  }
}

/** The key that a tap on this question's own button carries. */
export const tapped = (event: Heard): string | undefined => event.choice?.key

/** Refuses options that were made as the dialogue ran and that no message can carry. Throws with the state and the limit. */
const checkOffers = (path: string, offers: ReadonlyArray<Shown>): void => {
  const { count, title } = optionLimits
  if (offers.length > count) {
    throw new Error(
      `the state "${path}" offers ${offers.length} options, and a message can carry ${count}: list fewer of them`
    )
  }
  const long = offers.find((offer) => [...offer.title].length > title)
  if (long === undefined) return
  throw new Error(
    `the state "${path}" offers the title "${long.title}" of ${
      [...long.title].length
    } characters, and ${title} are shown: `
      + "shorten it"
  )
}

/** The state of a question. */
export const compile = (place: Place, question: Question): Node => {
  const { plan } = place
  const ask = say(place, "question", (context) => {
    const message = question.message(context)
    const offers = question.offers?.(context) ?? []
    if (offers.length === 0) return message
    checkOffers(place.path, offers)
    const quickReplies = offers.map((offer) => ({
      title: offer.title,
      payload: choiceOf(place, offer.key),
      ...(offer.imageUrl === undefined ? {} : { imageUrl: offer.imageUrl })
    }))
    // No spread: a property that is new behind a leading one is a new class to V8 each time.
    return Object.assign({}, message, { quickReplies })
  }, { ...originOf(place), question: true })
  /** Neither wrong answers nor reminders count any more. */
  const settled = (context: MachineContext): MachineContext => {
    const quiet = heard(context, place.path)
    const retries = without(quiet.sys.retries, place.path)
    return retries === quiet.sys.retries ? quiet : { ...quiet, sys: { ...quiet.sys, retries } }
  }
  const settle = keep(place, "settle", settled)
  const wrong = keep(place, "wrong", (context) => {
    const quiet = heard(context, place.path)
    const retries = { ...quiet.sys.retries, [place.path]: (quiet.sys.retries[place.path] ?? 0) + 1 }
    return { ...quiet, sys: { ...quiet.sys, retries } }
  })
  // Kept in one action with the answer: XState makes a whole snapshot for each.
  const ways = question.ways.map((way) => ({
    ...way,
    save: (context: MachineContext, event: Happened) =>
      settled(way.save === undefined ? context : way.save(context, event))
  }))
  const timeout = question.timeout === undefined ? undefined : compileTimeout(place, question.timeout)
  const { retries } = question
  const giveUp: ReadonlyArray<Node> = retries === undefined ? [] : [{
    guard: is(place, "giveUp", (context) => (context.sys.retries[place.path] ?? 0) + 1 >= retries.max),
    target: reference(place, pathOf(place, retries.to)),
    actions: [settle, ...(retries.to === "$return" ? [{ type: "returning" }] : [])]
  }]
  if (retries !== undefined && !(Number.isSafeInteger(retries.max) && retries.max > 0)) {
    mistake(place, `retries.max is ${retries.max}`, "give a whole number of at least 1")
  }
  const sketched: ReadonlyArray<Edge> = [
    ...ways.flatMap((way) => edges(place, way)),
    ...(retries === undefined ? [] : edges(place, { by: "answer", part: "giveUp", to: retries.to })),
    ...(timeout?.edges ?? [])
  ]
  const sketch: Sketch = { path: place.path, word: question.word, plain: true, ends: false, edges: sketched }
  plan.sketches.push(sketch)
  plan.questions.push(place.path)
  if (question.offers !== undefined) plan.offers.set(place.path, question.offers)
  plan.states.push({
    path: place.path,
    word: question.word,
    ...(question.options === undefined ? {} : { options: question.options }),
    ...(question.answer === undefined ? {} : { answer: question.answer }),
    ...(timeout === undefined ? {} : { timer: timeout.timer })
  })
  return {
    tags: ["awaiting"],
    meta: { word: question.word },
    entry: [arrive(place), ask],
    on: {
      "in.message": [
        {
          guard: is(place, "old", (context, event) => isOld(place, question.offers, context, event)),
          actions: [say(place, "oldButton", (context) => plan.kit.oldButton(context.sys.turn)), ask]
        },
        ...ways.flatMap((way) => lead(place, way)),
        ...giveUp,
        {
          actions: [
            wrong,
            say(place, "invalid", (context, event) => question.invalid.say(context, event as unknown as Heard)),
            ...(question.invalid.again ? [ask] : [])
          ]
        }
      ],
      ...only(plan, {
        repeat: { actions: [ask] },
        help: { actions: [say(place, "help", (context) => plan.kit.help(context.sys.turn)), ask] },
        back: {
          guard: is(place, "first", (context) => context.sys.trail.length < 2),
          actions: [say(place, "noWayBack", (context) => plan.kit.noWayBack(context.sys.turn)), ask]
        },
        agent: { actions: [say(place, "noAgent", (context) => plan.kit.noAgent(context.sys.turn)), ask] }
      })
    },
    ...(timeout === undefined ? {} : { after: timeout.after })
  }
}
