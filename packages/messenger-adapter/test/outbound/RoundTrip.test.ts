import { type Address, type LaneName, Message, Outbound } from "@parley/core"
import { Limits, Metadata, SendBody } from "@parley/messenger-adapter"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { describe, expect, it } from "vitest"
import * as Prepare from "../../src/outbound/Prepare.ts"
import * as RenderRich from "../../src/outbound/RenderRich.ts"
import * as RichContent from "../../src/outbound/RichContent.ts"
import { carried } from "./carried.ts"
import { addresses, content, messageOf, natives, some, word } from "./messages.ts"
import { type Read, read } from "./reader.ts"

const lane: LaneName.Lane = { lane: "reply", rule: "r", pack: "p" }
const personas = { Lea: "777" }
const message = messageOf(content)

const outbound = (given: Message.Message, address: Address.Address): Outbound.Outbound => ({
  id: "out-1",
  conversation: { channel: "messenger", account: "1", person: "42" },
  order: 1,
  address,
  body: { _tag: "Message", message: given },
  author: { _tag: "Bot" },
  lane,
  cause: "c",
  at: 0
})

const Wire = Schema.Union(SendBody.SendMessage, SendBody.Reaction)
const decode = Schema.decodeUnknownSync(Wire, { onExcessProperty: "error" })
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const kindOf = ({ content }: Message.Message): string => content._tag === "Native" ? content.kind : content._tag

/** Every leaf of a value, by its path; places in lists are as good as one another. */
const paths = (value: unknown, path: string, seen: Set<string>): void => {
  if (typeof value !== "object" || value === null) return void seen.add(path)
  if (Array.isArray(value)) return value.forEach((one) => paths(one, path, seen))
  for (const [name, one] of Object.entries(value)) paths(one, `${path}.${name}`, seen)
}

/** Every leaf that a schema knows, by its path. What is a record, or any JSON, is one leaf. */
const known = (ast: AST.AST, path: string): ReadonlyArray<string> => {
  if (AST.isUnion(ast)) return ast.types.flatMap((one) => known(one, path))
  if (AST.isTupleType(ast)) return ast.rest.flatMap(({ type }) => known(type, path))
  if (AST.isRefinement(ast)) return known(ast.from, path)
  if (!AST.isTypeLiteral(ast) || ast.propertySignatures.length === 0) return [path]
  return ast.propertySignatures.flatMap(({ name, type }) =>
    name === "_tag" ? [] : known(type, `${path}.${String(name)}`)
  )
}

describe("a message there and back", () => {
  const run = (
    check: (
      given: Message.Message,
      to: Address.Address,
      back: Read,
      channel: "messenger" | "instagram"
    ) => void
  ) =>
    fc.assert(
      fc.property(
        message,
        addresses,
        fc.constantFrom("messenger" as const, "instagram" as const),
        (given, to, channel) => {
          const prepared = Prepare.of(outbound(given, to), { channel, personas: () => personas })
          if (Either.isLeft(prepared)) {
            expect(prepared.left.field).not.toBe("")
            expect(prepared.left.cure).not.toBe("")
            return
          }
          const { body } = prepared.right
          expect(decode(json(body))).toEqual(body)
          check(given, to, read(decode(json(body))), channel)
        }
      ),
      { numRuns: 1200, seed: 7 }
    )

  it("whatever it holds: it is refused with its field and a cure, or what is sent is read back as it was, leaf by leaf", () => {
    run((given, to, back, channel) => {
      expect(back.message).toEqual(carried(given, channel, personas))
      expect(back.address).toEqual(to)
    })
  })

  it("of every kind, by its builder, with every field that it can have", () => {
    const sent = new Map<string, number>()
    const seen = new Set<string>()
    run((given) => {
      const kind = kindOf(given)
      sent.set(kind, (sent.get(kind) ?? 0) + 1)
      paths(given.content._tag === "Native" ? given.content.body : given.content, kind, seen)
      paths(given.quickReplies ?? [], "quickReplies", seen)
    })

    const neutral = { Text: Message.Text, Media: Message.Media, Pictures: Message.Pictures, Cards: Message.Cards }
    const asked = { Survey: Message.Survey, Request: Message.Request, Reaction: Message.Reaction }
    const rich = {
      receipt: RichContent.Receipt,
      coupon: RichContent.Coupon,
      product: RichContent.Product,
      media: RichContent.Media,
      image_grid: RichContent.ImageGrid,
      customer_information: RichContent.CustomerInformation,
      instant_form: RichContent.InstantForm,
      sticker: RichContent.Sticker,
      MEDIA_SHARE: RichContent.SharedPost
    }
    const leaves = Object.entries({ ...neutral, ...asked, ...rich, quickReplies: Message.QuickReply })
      .flatMap(([kind, schema]) => known(Schema.typeSchema(schema as Schema.Schema.Any).ast, kind))
    const kinds = [...Object.keys(neutral), ...Object.keys(asked), "Template", ...RenderRich.names]

    expect(kinds.filter((kind) => (sent.get(kind) ?? 0) < 5)).toEqual([])
    // A grid has buttons that open a page or answer, and no others.
    const never = ["image_grid.buttons.phone", "image_grid.buttons.words"]
    expect([...new Set(leaves)].filter((leaf) => !seen.has(leaf))).toEqual(never)
    expect(leaves.length).toBeGreaterThan(100)
  })

  it("keeps the words of its author, the id that is ours, and what stands beside it", () => {
    const digits = fc.nat().map(String)

    fc.assert(
      fc.property(word, some({ metadata: word, replyTo: word, persona: digits }), (text, more) => {
        const prepared = Prepare.of(
          outbound({ content: { _tag: "Text", text }, ...more }, { _tag: "Scoped", id: "42" }),
          { channel: "messenger" }
        )
        const body = decode(json(Either.getOrThrow(prepared).body))
        if ("sender_action" in body) throw new Error("a text became a sender action")
        const metadata = Metadata.decode(body.message.metadata ?? "")

        expect(body.message.text).toBe(text)
        expect(metadata?.outbound).toBe("out-1")
        expect(metadata?.text ?? "").toBe(more.metadata ?? "")
        expect(body.reply_to?.mid).toBe(more.replyTo)
        expect(body.persona_id).toBe(more.persona)
      })
    )
  })

  it("as it waits in a store: an outbound of any content is read back as it was written", () => {
    const load = Schema.decodeUnknownSync(Outbound.Outbound)
    const store = Schema.encodeSync(Outbound.Outbound)

    fc.assert(
      fc.property(message, addresses, (given, to) => {
        const one = outbound(given, to)
        expect(load(json(store(one)))).toEqual(one)
      })
    )
  })

  it("every kind of rich content that a channel has is known here", () => {
    const all = new Set([...Limits.of("messenger").native, ...Limits.of("instagram").native])

    expect([...all].toSorted()).toEqual([...RenderRich.names].toSorted())
    expect(Object.keys(natives).toSorted()).toEqual([...RenderRich.names].toSorted())
  })
})
