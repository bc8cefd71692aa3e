/**
 * A tally in numbers, and what is missing from it.
 *
 * @module
 */
import { type Element, type Kind, kinds } from "./Element.ts"
import type { Tally } from "./Tally.ts"

/** How much of something was touched. */
export interface Share {
  readonly covered: number
  readonly total: number
}

/** The numbers of one dialogue, or of the bot besides its dialogues (`dialogue` is empty then). */
export interface Part {
  readonly dialogue: string
  readonly kinds: ReadonlyArray<Share & { readonly kind: Kind }>
  readonly all: Share
}

/** A tally in numbers. `kit` is what the repair kit answers everywhere; it counts for nothing else here. */
export interface Summary {
  readonly all: Share
  readonly parts: ReadonlyArray<Part>
  readonly missing: ReadonlyArray<Element>
  readonly kit: Share & { readonly missing: ReadonlyArray<Element> }
}

/** A share in per cent, rounded down to a tenth, so that 100 is all. */
export const percent = ({ covered, total }: Share): number =>
  total === 0 ? 100 : Math.floor((covered * 1000) / total) / 10

const isSeen = ({ seen }: Tally, { id }: Element): boolean => (seen[id] ?? 0) > 0

const share = (tally: Tally, elements: ReadonlyArray<Element>): Share => ({
  covered: elements.filter((element) => isSeen(tally, element)).length,
  total: elements.length
})

/** The numbers of a tally. */
export const of = (tally: Tally): Summary => {
  const own = tally.elements.filter(({ by }) => by === "author")
  const kit = tally.elements.filter(({ by }) => by === "kit")
  const parts = [...new Set(own.map(({ dialogue }) => dialogue))].map((dialogue): Part => {
    const mine = own.filter((element) => element.dialogue === dialogue)
    const present = kinds.filter((kind) => mine.some((element) => element.kind === kind))
    return {
      dialogue,
      kinds: present.map((kind) => ({ kind, ...share(tally, mine.filter((element) => element.kind === kind)) })),
      all: share(tally, mine)
    }
  })
  const order = (element: Element): number => kinds.indexOf(element.kind)
  const missing = (elements: ReadonlyArray<Element>): ReadonlyArray<Element> =>
    elements.filter((element) => !isSeen(tally, element)).sort((one, other) => order(one) - order(other))
  return { all: share(tally, own), parts, missing: missing(own), kit: { ...share(tally, kit), missing: missing(kit) } }
}
