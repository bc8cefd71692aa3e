import { Inbound } from "@parley/core"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import * as Decode from "../../src/inbound/Decode.ts"
import * as JsonText from "../../src/inbound/JsonText.ts"
import * as ChangeValue from "../../src/wire/ChangeValue.ts"
import * as MessagingEvent from "../../src/wire/MessagingEvent.ts"
import { itemsOf } from "./items.ts"
import * as mutations from "./mutations.ts"

const receivedAt = 1_763_700_001_000

type Plain = { readonly [key: string]: unknown }

/**
 * What each fixture must become. The hash in an identity is written "#", `keeps` stands for an item that is kept beside its event,
 * and foreign JSON inside an event is left out: the test of the schemas compares it.
 */
const expected = JSON.parse(readFileSync(new URL("../fixtures/expected.json", import.meta.url), "utf8")) as Record<
  string,
  ReadonlyArray<Plain>
>

const read = (name: string) => JsonText.parse(mutations.text(name))
const decode = (name: string) => Decode.decode(read(name), { receivedAt }) ?? []

const withoutRaw = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(withoutRaw)
    : typeof value === "object" && value !== null
    ? Object.fromEntries(
      Object.entries(value).filter(([key]) => key !== "raw").map(([key, inner]) => [key, withoutRaw(inner)])
    )
    : value

const summary = ({ conversation, event, id, raw, receivedAt: _, ...rest }: Inbound.Inbound): object => ({
  ...rest,
  id: id.replace(/(?<=\/)[\w-]{32}$/, "#"),
  person: conversation.person,
  account: `${conversation.channel}/${conversation.account}`,
  ...(raw === undefined ? {} : { keeps: true }),
  event: withoutRaw(event)
})

const propertiesOf = (items: ReadonlyArray<{ readonly item: unknown }>): ReadonlyArray<string> =>
  items.flatMap(({ item }) => typeof item === "object" && item !== null ? Object.keys(item) : [])

const allItems = mutations.names.flatMap((name) => itemsOf(read(name)))

describe("every webhook shape we know", () => {
  it("has a fixture, and every fixture says what it becomes", () => {
    expect(mutations.names).toEqual(Object.keys(expected).toSorted())
  })

  it("has a fixture for each kind of event, each topic, and each list", () => {
    const properties = new Set(propertiesOf(allItems))
    const fields = new Set(allItems.map(({ item }) => (item as Plain | null)?.["field"]))
    expect(Object.keys(MessagingEvent.kinds).filter((kind) => !properties.has(kind))).toEqual([])
    expect(Object.keys(ChangeValue.topics).filter((topic) => !fields.has(topic))).toEqual([])
    expect(new Set(allItems.map(({ list }) => list))).toEqual(
      new Set(["messaging", "standby", "changes", "calls", "entry", "novelties"])
    )
  })

  it.each(mutations.names)("%s becomes what it should, field by field", (name) => {
    expect(decode(name).map(summary)).toEqual(expected[name])
  })

  it.each(mutations.names)("%s gives one inbound for each of its items", (name) => {
    expect(decode(name).length).toBe(itemsOf(read(name)).length)
  })

  it.each(mutations.names)("%s survives the store: the inbound reads back as it was written", (name) => {
    for (const inbound of decode(name)) {
      const again = Schema.decodeUnknownSync(Inbound.Inbound, { onExcessProperty: "error" })(
        JSON.parse(JSON.stringify(inbound))
      )
      expect(again).toEqual(inbound)
    }
  })

  it.each(mutations.names)("%s has the same identities when it is sent again, later", (name) => {
    const ids = (at: number) => Decode.decode(read(name), { receivedAt: at })?.map(({ id }) => id)
    expect(ids(receivedAt + 60_000)).toEqual(ids(receivedAt))
  })
})
