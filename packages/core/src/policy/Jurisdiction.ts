/**
 * Places by their codes: where a law asks for the notice, and whether it reaches a conversation, through the place where the
 * person is or through a market that the Page serves; and whether one place lies in another.
 *
 * @module
 */
import type { Conversation } from "../model/Conversation.ts"

/**
 * `in`: the places whose law asks for it, by ISO 3166 code ("DE", "US-CA") or "EU"; Meta names California and Germany ("Send a
 * Message", *automated chat*, read 2026-11-21). `serves`: the markets of the Page, named likewise. `of`: where a person is, as far as
 * the author knows; a person whose place is unknown is told.
 */
export interface Where {
  readonly in: ReadonlyArray<string>
  readonly serves?: ReadonlyArray<string>
  readonly of?: (conversation: Conversation) => string | undefined
}

// The member states, and those of their territories that have codes of their own and belong to the union.
const union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK AX GF GP MF MQ RE YT"
  .split(" ")

const otherNames: { readonly [code: string]: string } = { UK: "GB", EL: "GR" }

const shape = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/

/** A place in its one spelling ("us_ca" is "US-CA"), or `undefined` when it is no code. */
export const read = (place: string): string | undefined => {
  const code = place.trim().toUpperCase().replaceAll("_", "-")
  if (!shape.test(code)) return undefined
  const [country = "", part] = code.split("-")
  const known = otherNames[country] ?? country
  return part === undefined ? known : `${known}-${part}`
}

const isIn = (place: string, area: string): boolean =>
  place === area || place.startsWith(`${area}-`) || (area === "EU" && union.includes(place.slice(0, 2)))

/**
 * Whether two places may be one: the same, or one within the other. A part of a member state is in the "EU"; "US" may be
 * "US-CA", as nobody knows which state it is.
 */
export const meet = (one: string, other: string): boolean => isIn(one, other) || isIn(other, one)

/**
 * Whether a place lies in one of the areas: the same place, or a part of it. "DE" lies in the "EU", and the "EU" not in "DE". A word
 * that is no code lies in the same word alone.
 */
export const lies = (place: string, areas: ReadonlyArray<string>): boolean => {
  if (areas.includes(place)) return true
  const known = read(place)
  if (known === undefined) return false
  return areas.some((area) => isIn(known, read(area) ?? area))
}

const personAt = (where: Where, conversation: Conversation): string | undefined => {
  try {
    const place = where.of?.(conversation)
    return typeof place === "string" ? read(place) : undefined
  } catch {
    // A place that cannot be found out is an unknown one, and whoever is there is told.
    return undefined
  }
}

/**
 * Whether the notice is asked for in a conversation: for a person in one of the places or in an unknown one, and for everyone
 * where the Page serves one of their markets. What is no code reads as anywhere.
 *
 * @example
 * import { Conversation, Jurisdiction } from "@parley/core"
 *
 * const ana = Conversation.empty({ channel: "demo", account: "1", person: "2" })
 * const told = [
 *   Jurisdiction.applies({ in: ["EU"], of: () => "FR" }, ana),
 *   Jurisdiction.applies({ in: ["EU"], of: () => "US-CA" }, ana),
 *   Jurisdiction.applies({ in: ["EU"], of: () => "US-CA", serves: ["DE"] }, ana),
 *   Jurisdiction.applies({ in: ["EU"] }, ana)
 * ]
 * told
 * // => [true, false, true, true]
 */
export const applies = (where: Where, conversation: Conversation): boolean => {
  const person = personAt(where, conversation)
  if (person === undefined) return true
  const markets = (where.serves ?? []).map(read)
  return where.in.map(read).some((area) =>
    area === undefined || meet(person, area) || markets.some((market) => market === undefined || meet(market, area))
  )
}

const quoted = (codes: ReadonlyArray<string>): string => codes.map((code) => `"${code}"`).join(", ")

/** What is wrong with the places, each with its cure. */
export const problems = (where: Where): ReadonlyArray<string> => {
  const strange = [...where.in, ...where.serves ?? []].filter((code) => read(code) === undefined)
  return [
    ...(where.in.length === 0
      ? ["the disclosure's `where` names no place; name some in `in`, or switch it off with `disclosure: false`"]
      : []),
    ...(strange.length === 0
      ? []
      : [
        `the disclosure's \`where\` has no place ${quoted(strange)}; write ISO codes such as "DE" and "US-CA", or "EU"`
      ])
  ]
}
