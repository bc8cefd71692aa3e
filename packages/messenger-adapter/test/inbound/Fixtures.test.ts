import { Inbound } from "@parley/core"
import { WebhookBody } from "@parley/messenger-adapter"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import * as Decode from "../../src/inbound/Decode.ts"
import * as JsonText from "../../src/inbound/JsonText.ts"

const folder = new URL("../fixtures/webhooks/", import.meta.url)
const receivedAt = 1_763_700_001_000

/** What each fixture must become; a property that is not named is not checked, an act must be named when there is one. */
interface Expected {
  readonly tag: string
  readonly person: string
  readonly act?: string
  readonly standby?: true
  readonly [more: string]: unknown
}

const expected = JSON.parse(readFileSync(new URL("../fixtures/expected.json", import.meta.url), "utf8")) as Record<
  string,
  ReadonlyArray<Expected>
>

const files = readdirSync(folder).toSorted()

const read = (file: string) => JsonText.parse(readFileSync(new URL(file, folder), "utf8"))

const summary = (inbound: Inbound.Inbound, like: Expected | undefined): object => {
  const known: Record<string, unknown> = {
    ...inbound.event,
    id: inbound.id,
    at: inbound.at,
    tag: inbound.event._tag,
    person: inbound.conversation.person
  }
  const shown: Record<string, unknown> = {}
  for (const key of Object.keys(like ?? { tag: "", person: "" })) shown[key] = known[key]
  if (inbound.act === undefined) delete shown.act
  else shown.act = inbound.act
  if (inbound.standby === undefined) delete shown.standby
  else shown.standby = inbound.standby
  return shown
}

/** Shapes that are not Meta's, kept to show that nothing breaks. */
const hostile = ["items-that-are-no-objects.json", "group-feed-in-a-list.json", "long-ids-as-numbers.json"]

describe("every webhook shape we know", () => {
  it("has a fixture, and every fixture says what it becomes", () => {
    expect(files).toEqual(Object.keys(expected).toSorted())
  })

  it.each(files)("%s becomes what it should", (file) => {
    const inbounds = Decode.decode(read(file), { receivedAt }) ?? []
    expect(inbounds.map((inbound, index) => summary(inbound, expected[file]?.[index]))).toEqual(expected[file])
  })

  it.each(files)("%s survives the store: the inbound reads back as it was written", (file) => {
    const inbounds = Decode.decode(read(file), { receivedAt }) ?? []
    for (const inbound of inbounds) {
      const again = Schema.decodeUnknownSync(Inbound.Inbound)(JSON.parse(JSON.stringify(inbound)))
      expect(again).toEqual(inbound)
    }
  })

  it.each(files)("%s has the same identities when it is sent again, later", (file) => {
    const ids = (at: number) => Decode.decode(read(file), { receivedAt: at })?.map(({ id }) => id)
    expect(ids(receivedAt + 60_000)).toEqual(ids(receivedAt))
  })

  it.each(files.filter((file) => !hostile.includes(file)))("%s is what the wire schemas describe", (file) => {
    expect(Either.isRight(Schema.decodeUnknownEither(WebhookBody.WebhookBody)(read(file)))).toBe(true)
  })
})
