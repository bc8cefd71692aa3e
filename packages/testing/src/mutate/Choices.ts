/**
 * Mistakes in options: one that is not offered, one that is offered and not taken, one that is not known by its other words.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import { Payload, Wording } from "@parley/core"
import * as Anatomy from "./Anatomy.ts"
import * as Functions from "./Functions.ts"
import type { Change } from "./Mutation.ts"
import type { Subject } from "./Subject.ts"

interface Offer {
  readonly key: string
}

/** The dialogue with fewer options offered at a state. */
const offering = (
  subject: Subject,
  state: string,
  isLeft: (key: string, index: number) => boolean
) => {
  const definition = Functions.saying(subject.definition, { at: state, part: "question" }, (message) => {
    const { quickReplies, ...rest } = message
    const left = (quickReplies ?? []).filter(({ payload }, index) =>
      isLeft((payload === undefined ? undefined : Payload.decode(payload))?.key ?? "", index)
    )
    return left.length === 0 ? rest : { ...rest, quickReplies: left }
  })
  const { offers = {} } = definition
  const own = offers[state]
  return {
    ...definition,
    states: definition.states.map((one) =>
      one.path === state && one.options !== undefined
        ? { ...one, options: one.options.filter((offer, index) => isLeft(offer.key, index)) }
        : one
    ),
    ...(own === undefined ? {} : {
      offers: {
        ...offers,
        [state]: (context: Parameters<typeof own>[0]) =>
          own(context).filter((offer: Offer, index) => isLeft(offer.key, index))
      }
    })
  }
}

/** Where nothing is known yet: options that stand in the source need no more. */
const empty: Definition.MachineContext = {
  data: {},
  sys: { turn: { at: 0, locale: "en", channel: "none", person: {} }, retries: {}, drafts: {}, calls: {}, trail: [] }
}

/** The other words of options that stand in the source; none where they, or their titles, are made of what is known. */
const others = ({ definition }: Subject, path: string): ReadonlyMap<string, ReadonlyArray<string>> => {
  try {
    const offered = definition.offers?.[path]?.(empty) ?? []
    return new Map(offered.flatMap(({ key, words = [] }) => (words.length === 0 ? [] : [[key, words] as const])))
  } catch {
    return new Map()
  }
}

/** Options that are not known by their other words. Those of yes and no are the repair kit's. */
export const synonyms = (subject: Subject): ReadonlyArray<Change> =>
  subject.definition.states.flatMap(({ options: known, path, word }): ReadonlyArray<Change> => {
    if (known === undefined) return []
    const named = others(subject, path)
    return known.flatMap(({ key, title }): ReadonlyArray<Change> => {
      const words = named.get(key)
      const part = (guard: string): boolean => guard === `option:${key}` || guard.startsWith(`option:${key}#`)
      const ways = subject.anatomy.leads.filter(({ guard, state }) => state === path && part(guard?.part ?? ""))
      if (words === undefined) return []
      const forgotten = new Set(words.map(Wording.fold))
      return [{
        kind: "option",
        state: path,
        by: word === "confirm" ? "kit" : "author",
        elements: ways.flatMap((one) => subject.way(one)?.id ?? []),
        what: `option-words:${key}`,
        sentence: `${path}: the option ${title === "" ? key : `"${title}"`} is known by its title alone`,
        change: () =>
          Functions.asking(subject.definition, (ask, { event }, guard) => {
            // What the machine is given is one of its own events.
            const { text, type } = event as { readonly type: string; readonly text?: string }
            const isOther = type === "in.message" && text !== undefined && forgotten.has(Wording.fold(text))
            return guard.at === path && part(guard.part) && isOther ? false : ask()
          })
      }]
    })
  })

/** Options that are missing, and options that lead nowhere. */
export const options = (subject: Subject): ReadonlyArray<Change> =>
  subject.definition.states.flatMap(({ options: known, path }): ReadonlyArray<Change> => {
    const asked = subject.element("message", path, "question")
    const offers = subject.definition.offers?.[path]
    if (offers === undefined || asked === undefined) return []
    const told = { kind: "option" as const, state: path, by: "author" as const }
    if (known === undefined) {
      return [{
        ...told,
        elements: [asked.id],
        what: "option-missing:first",
        sentence: `${path}: its first option is not offered`,
        change: () => offering(subject, path, (_, index) => index > 0)
      }]
    }
    return known.flatMap(({ key, title }): ReadonlyArray<Change> => {
      const name = title === "" ? key : `"${title}"`
      const ways = subject.anatomy.leads.filter(({ guard, state }) =>
        state === path && (guard?.part === `option:${key}` || guard?.part.startsWith(`option:${key}#`) === true)
      )
      // The last first, so that the places of the others still stand.
      const untaken = () =>
        ways.toReversed().reduce((left, { keys }) => Anatomy.edit(left, keys, () => undefined), subject.anatomy.config)
      return [
        {
          ...told,
          elements: [asked.id],
          what: `option-missing:${key}`,
          sentence: `${path}: the option ${name} is not offered`,
          change: () => offering(subject, path, (one) => one !== key)
        },
        {
          ...told,
          elements: ways.flatMap((one) => subject.way(one)?.id ?? []),
          what: `option-untaken:${key}`,
          sentence: `${path}: the option ${name} is offered and not taken`,
          change: () => Anatomy.remake(subject.definition, untaken())
        }
      ]
    })
  })
