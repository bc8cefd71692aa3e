/** The items of a body, found without the decoder: what it must make one inbound of each. */

import * as MessagingEvent from "../../src/wire/MessagingEvent.ts"

type Plain = { readonly [key: string]: unknown }

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value)

/** An item, and the list in which it stands; "entry" when the entry is itself one. */
export interface Item {
  readonly list: string
  readonly item: unknown
  readonly entry: unknown
}

const lists = ["messaging", "standby", "changes", "calls"]

const ofEntry = (entry: unknown): ReadonlyArray<Item> => {
  if (!isPlain(entry)) return [{ list: "entry", item: entry, entry }]
  const found: Array<Item> = []
  let hasList = false
  for (const [list, value] of Object.entries(entry)) {
    if (list === "hop_context" || value === null || (!Array.isArray(value) && !lists.includes(list))) continue
    hasList = true
    for (const item of Array.isArray(value) ? value : [value]) found.push({ list, item, entry })
  }
  const isEvent = Object.keys(MessagingEvent.kinds).some((kind) => entry[kind] !== undefined && entry[kind] !== null)
  const isItem = !hasList && (typeof entry["field"] === "string" || entry["recipient"] !== undefined || isEvent)
  return isItem ? [{ list: "entry", item: entry, entry }] : found
}

/** The items of a body; none when it is no webhook of the two channels. */
export const itemsOf = (body: unknown): ReadonlyArray<Item> =>
  (Array.isArray(body) ? body : [body]).filter(isPlain)
    .filter(({ object }) => object === "page" || object === "instagram")
    .flatMap(({ entry }) => entry === undefined || entry === null ? [] : [entry].flat().flatMap(ofEntry))
