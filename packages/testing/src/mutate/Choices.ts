/**
 * Mistakes in options: one that is not offered, one that is offered and not taken.
 *
 * @module
 */
import { Payload } from "@parley/core"
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
