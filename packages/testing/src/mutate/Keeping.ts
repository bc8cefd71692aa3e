/**
 * Mistakes in what is kept: an answer that is not saved, a result, a fact of the person, the language, what a dialogue gives back.
 *
 * @module
 */
import type { Definition } from "@parley/core"
import * as Anatomy from "./Anatomy.ts"
import * as Functions from "./Functions.ts"
import type { Change } from "./Mutation.ts"
import type { Subject } from "./Subject.ts"

type Context = Definition.MachineContext

/** Bookkeeping of our own, which no author writes. */
const own = /^(arrive|settle|wrong|back:.*|timeout\+1|notified|heard|begin|enter|locale|person)$/

type Kept = { readonly [key: string]: unknown }

const asBefore = (after: Kept, before: Kept): Kept =>
  Object.fromEntries(Object.entries(after).map(([key, value]) => [key, key in before ? before[key] : value]))

/** What the author keeps, as it was before; our own bookkeeping goes on. */
const forgotten = (after: Context, before: Context): Context => ({
  data: before.data,
  sys: {
    ...after.sys,
    calls: asBefore(after.sys.calls, before.sys.calls),
    // XState's contexts are records of records here.
    drafts: asBefore(after.sys.drafts, before.sys.drafts) as Context["sys"]["drafts"]
  }
})

/** Whether anything of the author's was kept. */
export const isKept = (after: Context, before: Context): boolean =>
  after.data !== before.data || after.sys.calls !== before.sys.calls || after.sys.drafts !== before.sys.drafts

/** The name by which runs tell whether a part ever kept anything. */
export const keyOf = (dialogue: string, { at, part }: Anatomy.Part): string => `${dialogue}|${at}|${part}`

/** What is kept on a way on, forgotten. Of a part that keeps nothing this changes nothing: `keyOf` tells it apart in a run. */
export const saves = (subject: Subject): ReadonlyArray<Change & { readonly key?: string }> => {
  const known = new Set<string>()
  return subject.anatomy.deeds.flatMap((deed) => {
    const { part } = deed
    const key = keyOf(subject.definition.id, part)
    if (deed.type !== "keep" || own.test(part.part) || known.has(key)) return []
    known.add(key)
    const same = subject.anatomy.deeds.filter((one) =>
      one.type === "keep" && keyOf(subject.definition.id, one.part) === key
    )
    const ways = same.flatMap(({ lead }) => (lead === undefined ? undefined : subject.way(lead)) ?? [])
    // Where every way is the kit's, so is what is kept on them.
    const isKit = ways.length > 0 && ways.every(({ by }) => by === "kit")
    return [{
      kind: "save" as const,
      state: part.at,
      by: isKit ? "kit" as const : "author" as const,
      elements: ways.map(({ id }) => id),
      what: `save-forgotten:${part.part.replace(/[^A-Za-z0-9]+/g, "-")}`,
      sentence: `${ways[0]?.label ?? part.at}: what is saved is forgotten`,
      key,
      change: () =>
        Functions.keeping(
          subject.definition,
          (after, before, of) => of.at === part.at && of.part === part.part ? forgotten(after, before) : after
        )
    }]
  })
}

const facts: { readonly [part: string]: string } = {
  locale: "the language is not set",
  person: "what is to be known of the person is forgotten"
}

/** What outlives the dialogue, forgotten. */
export const memories = (subject: Subject): ReadonlyArray<Change> => {
  const { anatomy, definition } = subject
  return anatomy.deeds.flatMap((deed): ReadonlyArray<Change> => {
    const { at, part } = deed.part
    const sentence = facts[part]
    if (deed.type !== "put" || sentence === undefined) return []
    // The last first, so that the places of the others still stand.
    const both = anatomy.deeds.filter((one) => one.part.at === at && one.part.part === part).toReversed()
    return [{
      kind: "save",
      state: at,
      by: "author",
      elements: [],
      what: `${part}-forgotten`,
      sentence: `${at}: ${sentence}`,
      change: () => {
        const config = both.reduce((left, { keys }) => Anatomy.edit(left, keys, () => undefined), anatomy.config)
        return Anatomy.remake(definition, config)
      }
    }]
  })
}

/** What a dialogue gives to the one that called it, forgotten. */
export const outputs = (subject: Subject): ReadonlyArray<Change> =>
  [...subject.anatomy.states].flatMap(([state, { keys, piece }]): ReadonlyArray<Change> => {
    // The top's own passes on what the last state gives; nobody hears what a dialogue gives that was not called.
    if (!state.includes(".") || piece["output"] === undefined) return []
    const element = subject.element("state", state)
    return [{
      kind: "save",
      state,
      by: "author",
      elements: element === undefined ? [] : [element.id],
      what: "output-forgotten",
      sentence: `${state}: what it gives to the dialogue that called it is forgotten`,
      change: () => subject.edit([...keys, "output"], () => undefined)
    }]
  })
