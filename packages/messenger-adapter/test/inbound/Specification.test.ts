import type { Inbound } from "@parley/core"
import { describe, expect, it } from "vitest"
import * as Decode from "../../src/inbound/Decode.ts"
import * as JsonText from "../../src/inbound/JsonText.ts"
import * as Raw from "../../src/inbound/Raw.ts"
import * as items from "./items.ts"
import * as mutations from "./mutations.ts"
import * as specification from "./specification/items.ts"
import type { Verdict } from "./specification/values.ts"

const seed = Number(process.env["PARLEY_SEED"] ?? 20_261_121)
const rounds = Number(process.env["PARLEY_FUZZ"] ?? 60_000) / 10
const receivedAt = 1_763_700_001_000

type Plain = { readonly [key: string]: unknown }

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value)

interface Item {
  readonly list: "messaging" | "changes" | "calls"
  readonly item: Plain
  readonly account: string
}

const listOf = ({ item, list }: items.Item): Item["list"] =>
  list === "changes" || list === "calls"
    ? list
    : list === "entry" && isPlain(item) && "field" in item
    ? "changes"
    : "messaging"

/** The items that are objects; those of standby as if they were told to us. */
const itemsOf = (body: unknown): ReadonlyArray<Item> =>
  items.itemsOf(body).flatMap((found) => {
    const id = isPlain(found.entry) ? found.entry["id"] : undefined
    const account = typeof id === "string" && id !== "" && id.length < 500 ? id : "-"
    return isPlain(found.item) ? [{ list: listOf(found), item: found.item, account }] : []
  })

const decoded = ({ account, item, list }: Item, ourApp: string | undefined): Inbound.Inbound => {
  const [inbound, ...rest] = Decode.decode(
    { object: "page", entry: [{ id: account, [list]: [item] }] },
    { receivedAt, appId: () => ourApp }
  ) ?? []
  if (inbound === undefined || rest.length > 0) throw new Error("expected exactly one inbound")
  return inbound
}

const specified = ({ account, item, list }: Item, ourApp: string | undefined): Verdict =>
  list === "messaging"
    ? specification.event(item, account, ourApp)
    : list === "changes"
    ? specification.change(item, account, ourApp)
    : specification.call(item)

/** What both say of an item: the event, what policy counts, and whether the item is kept beside the event. */
const agreed = (item: Item, ourApp: string | undefined) => {
  const { act, event, raw } = decoded(item, ourApp)
  const wanted = specified(item, ourApp)
  const isUnknown = wanted.event === "Unknown"
  return {
    fast: {
      event: event._tag === "Unknown" ? { _tag: event._tag, raw: event.raw } : event,
      act,
      raw
    },
    slow: {
      event: isUnknown ? { _tag: "Unknown", raw: Raw.keep(item.item) } : wanted.event,
      act: wanted.act,
      raw: wanted.whole ? undefined : Raw.keep(item.item)
    }
  }
}

describe(`the decoder and the wire schemas (PARLEY_SEED=${seed})`, () => {
  it.each(mutations.names)("say the same of %s", (name) => {
    const items = itemsOf(JsonText.parse(mutations.text(name)))
    for (const item of items) {
      for (const ourApp of [undefined, "5", "123456789"]) {
        const { fast, slow } = agreed(item, ourApp)
        expect(fast).toEqual(slow)
      }
    }
  })

  it(`say the same of ${rounds} mutated bodies: the event, its fields, and what is kept`, () => {
    const chance = new mutations.Chance(seed)
    const tags = new Map<string, number>()
    for (let round = 0; round < rounds; round++) {
      const text = mutations.body(chance)
      let body: unknown
      try {
        body = JsonText.parse(text)
      } catch {
        continue
      }
      for (const item of itemsOf(body)) {
        const { fast, slow } = agreed(item, chance.pick([undefined, "5", "123456789"]))
        tags.set(fast.event._tag, (tags.get(fast.event._tag) ?? 0) + 1)
        if (JSON.stringify(fast) !== JSON.stringify(slow)) expect({ ...fast, text }).toEqual({ ...slow, text })
      }
    }
    // By chance alone both could say of everything that it is unknown.
    expect(tags.size).toBeGreaterThan(20)
    expect((tags.get("Unknown") ?? 0) / [...tags.values()].reduce((sum, count) => sum + count, 0)).toBeLessThan(0.5)
  }, 60_000 + rounds * 5)
})
