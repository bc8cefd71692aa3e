import { describe, expect, it } from "vitest"
import * as Recording from "../../src/record/Recording.ts"
import * as Redaction from "../../src/record/Redaction.ts"
import * as Vocabulary from "../../src/record/Vocabulary.ts"
import { said, task, turns } from "./turns.ts"

const recording = (...events: Parameters<typeof turns>[0]): Recording.Recording => ({
  head: {
    parley: "recording",
    format: 1,
    bot: "pizza",
    conversation: { channel: "messenger", account: "1", person: "778899001122" }
  },
  turns: turns(events)
})

const redact = (one: Recording.Recording, keep: ReadonlyArray<Recording.Kept> = []) =>
  Redaction.redact(one, { own: Vocabulary.of([], [one.turns]), salt: "test", keep })

const textOf = (one: Recording.Recording, turn: number): string => {
  const event = one.turns[turn]?.inbound.event
  return event?._tag === "Said" ? event.text ?? "" : ""
}
const reply = (one: Recording.Recording, turn: number): string => {
  const body = one.turns[turn]?.spoken[0]?.body
  return body?._tag === "Message" && body.message.content._tag === "Text" ? body.message.content.text : ""
}

describe("a redacted recording", () => {
  it("holds nothing of what tells who the person is", () => {
    const one = recording(
      [said("I am Ana Belén, ana.belen@example.org, +34 600 123 456"), "Thank you, Ana!"],
      [{
        _tag: "Said",
        mid: "m_2",
        location: { latitude: 41.39, longitude: 2.17 },
        attachments: [{ kind: "image", url: "https://cdn.example.org/ana.jpg?oh=1", raw: { id: "778899001122" } }]
      }, "A fine place."],
      [{
        _tag: "Settled",
        outbound: "messenger/1/778899001122:1.1",
        outcome: "held",
        waiting: {
          id: "messenger/1/778899001122:1.1",
          conversation: { channel: "messenger", account: "1", person: "778899001122" },
          address: { _tag: "Scoped", id: "778899001122" },
          order: 1,
          at: 1000,
          author: { _tag: "Bot" },
          cause: "messenger/1/message/778899001122/0",
          body: { _tag: "Message", message: { content: { _tag: "Text", text: "Ana, are you there?" } } }
        }
      }, "Hm."],
      [{ _tag: "Echoed", mid: "m_4", app: "9", text: "Ana, this is Ruiz." }, "Hm."],
      [{ _tag: "Unknown", kind: "new", raw: { text: "Ana" } }, "Hm."],
      [task({ customer: { name: "Ana Belén Ruiz" }, status: "free" }), "Ana Belén Ruiz, it is free."]
    )

    const text = Recording.print(redact(one))

    expect(text).not.toMatch(/Ana|Bel|Ruiz|example\.org|600|123|456|778899001122|41\.39|2\.17|oh=1/)
    expect(text).toMatch(/"status":"free"/)
  })

  it("keeps the shape of words, addresses and numbers, and says the same for the same", () => {
    const redacted = redact(recording([said("Ana, 12345, a@b.co"), "Hello Ana, is it 12345?"]))

    expect(textOf(redacted, 0)).toMatch(/^[A-Z][a-z]{2}, [1-9]\d{4}, a@b\.[a-z]{2}$/)
    const [name, , number] = [/^\w+/, /x/, /\d{5}/].map((form) => form.exec(textOf(redacted, 0))?.[0])
    expect(reply(redacted, 0)).toBe(`Hello ${name}, is it ${number}?`)
  })

  it("leaves the words that are the bot's own, and titles that were tapped", () => {
    const redacted = redact(recording(
      [said("hi"), "Which size? Large or small?"],
      [said("Large please"), "Where to?"],
      [{ _tag: "Said", mid: "m_3", text: "Old Town", choice: "p1|pizza|1|where|old" }, "Fine."]
    ))

    expect(textOf(redacted, 1)).toMatch(/^Large [a-z]{6}$/)
    expect(textOf(redacted, 2)).toBe("Old Town")
  })

  it("never changes what code goes by, whatever people write", () => {
    const one = recording([said("Said size Text pizza transitioned"), "Hm."])

    const redacted = redact(one)

    const { inbound, outcome, spoken, state } = redacted.turns[0] ?? {}
    expect([inbound?.event._tag, outcome, state]).toEqual(["Said", "transitioned", "size"])
    expect(spoken?.[0]?.body).toMatchObject({ _tag: "Message", message: { content: { _tag: "Text" } } })
  })

  it("keeps what it is told to keep, but no secret", () => {
    const one = recording([said("Ana at 41390 with EAAabcdef123456"), "Hm."])

    const redacted = redact(one, ["words", "numbers"])

    expect(textOf(redacted, 0)).toBe("Ana at 41390 with (secret)")
    expect(redacted.head.kept).toEqual(["words", "numbers"])
  })
})

describe("a redacted event", () => {
  it("holds no contact that was asked for, and nothing of what cannot be read without the person's words", () => {
    const one = recording([{ _tag: "Revealed", what: "phone", payload: "+34 600 123 456" }, "Thank you."])
    const asked = recording([{ _tag: "Said", mid: "m_1", text: "+34600123456", choice: "+34600123456" }, "Thank you."])
    const other = recording([{ _tag: "Mentioned", text: "Ana was here", raw: { by: "Ana" } }, "Hm."])

    expect(JSON.stringify(redact(one))).not.toContain("600 123")
    expect(JSON.stringify(redact(asked))).not.toContain("600123")
    expect(JSON.stringify(redact(other))).not.toContain("Ana")
  })
})

describe("a recording as lines", () => {
  it("is read as it was written, many of them from one file", () => {
    const one = recording([said("hi"), "Hello."])

    const read = Recording.parse(Recording.print(one) + Recording.print(one))

    expect(read).toMatchObject({ _tag: "Right", right: [one, one] })
  })

  it("is refused with the line and the reason where it cannot be read", () => {
    const read = Recording.parse("{\n{\"revision\":1}\n{\"parley\":\"recording\",\"format\":2}\n")

    expect(read).toMatchObject({
      _tag: "Left",
      left: [
        { line: 1, message: expect.stringMatching(/^This is not JSON: /) },
        { line: 2, message: expect.stringMatching(/^The turn cannot be read: /) },
        { line: 3, message: expect.stringMatching(/^The head of the recording cannot be read: .*format/) }
      ]
    })
  })
})
