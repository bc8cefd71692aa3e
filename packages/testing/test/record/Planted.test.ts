/**
 * Conversations by chance, in which people tell who they are in many ways, and the bot repeats it in many ways: none of it is left in
 * their recordings.
 */
import { ConversationId, type Inbound, type Json } from "@parley/core"
import * as FastCheck from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import * as Recording from "../../src/record/Recording.ts"
import * as Redaction from "../../src/record/Redaction.ts"
import * as Vocabulary from "../../src/record/Vocabulary.ts"
import { seed } from "../policy/seed.ts"
import { turns } from "./turns.ts"

const id = "778899001122"
const conversation = { channel: "messenger", account: "1", person: id }

/** What tells who a person is. Names are of letters that no other word has together. */
interface Person {
  readonly first: string
  readonly last: string
  readonly mail: string
  readonly phone: string
  readonly card: string
  readonly street: string
  readonly city: string
}

const letters = (length: number) =>
  FastCheck.array(FastCheck.constantFrom(..."qxjwyzkvćé"), { minLength: length, maxLength: length })
    .map((list) => list.join(""))
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
const digits = (length: number) =>
  FastCheck.array(FastCheck.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(""))

const persons: FastCheck.Arbitrary<Person> = FastCheck.record({
  first: letters(6).map(capital),
  last: FastCheck.tuple(letters(7), letters(5)).map(([one, other]) => `${capital(one)}-${capital(other)}`),
  mail: FastCheck.tuple(letters(5), letters(4), digits(3)).map(([one, other, number]) =>
    `${one}.${other}${number}@${other}mail.example.org`.replaceAll(/[ćé]/g, "w")
  ),
  phone: FastCheck.tuple(digits(3), digits(3), digits(3), FastCheck.constantFrom(" ", "-", ".", "")).map(
    ([one, two, three, between]) => ["+34", one, two, three].join(between)
  ),
  card: FastCheck.tuple(digits(4), digits(4), digits(4), digits(4), FastCheck.constantFrom(" ", "-", "")).map((
    [one, two, three, four, between]
  ) => [one, two, three, four].join(between)),
  street: FastCheck.tuple(letters(8), digits(3)).map(([name, number]) => `${capital(name)}gasse ${number}`),
  city: FastCheck.tuple(digits(5), letters(7)).map(([code, name]) => `${code} ${capital(name)}`)
})

type Item = keyof Person
const items: ReadonlyArray<Item> = ["first", "last", "mail", "phone", "card", "street", "city"]

/** An event in which some of it is told, in free text or in the fields of the event. */
type Telling = (
  person: Person,
  some: ReadonlyArray<Item>
) => { readonly event: Inbound.Event; readonly told: ReadonlyArray<Item> }

const sentence = (person: Person, some: ReadonlyArray<Item>): string =>
  `hi, ${some.map((item) => person[item]).join(", and then ")}!`

const inText = (make: (text: string) => Inbound.Event): Telling => (person, some) => ({
  event: make(sentence(person, some)),
  told: some
})

const only = (items: ReadonlyArray<Item>, make: (person: Person) => Inbound.Event): Telling => (person) => ({
  event: make(person),
  told: items
})

const succeeded = (output: Json.Json): Inbound.Event => ({ _tag: "TaskSucceeded", task: "find", revision: 1, output })

const tellings: ReadonlyArray<Telling> = [
  inText((text) => ({ _tag: "Said", mid: "m_1", text })),
  inText((text) => ({ _tag: "Said", mid: "m_2", text: text.toUpperCase() })),
  inText((text) => ({
    _tag: "Said",
    mid: "m_3",
    text,
    location: { latitude: 41.389_123, longitude: 2.170_456 },
    attachments: [{ kind: "image", url: `https://cdn.example.org/a.jpg?of=${encodeURIComponent(text)}`, raw: { text } }]
  })),
  inText((text) => ({ _tag: "Echoed", mid: "m_4", app: "9", text })),
  inText((text) => ({ _tag: "Mentioned", text, raw: { by: text } })),
  (person, some) => ({ event: { _tag: "Unknown", kind: "new", raw: { text: sentence(person, some) } }, told: [] }),
  only(["phone"], ({ phone }) => ({ _tag: "Revealed", what: "phone", payload: phone })),
  only(["mail"], ({ mail }) => ({ _tag: "Said", mid: "m_5", text: mail, choice: mail })),
  only(
    ["first", "last", "mail"],
    ({ first, last, mail }) =>
      succeeded({ customer: { name: `${first} ${last}`, contacts: [{ email: mail }] }, status: "free" })
  ),
  only(["mail"], ({ mail }) => succeeded({ note: `write to ${mail}`, status: "free" })),
  only(["street", "city", "phone"], ({ city, phone, street }) => ({
    _tag: "Signalled",
    signal: "moved",
    payload: { address: { line: street, place: city }, phone }
  })),
  only(["card"], ({ card }) => succeeded({ cardNumber: card, status: "free" }))
]

/** How a bot repeats what it was told. */
const repeats: ReadonlyArray<(text: string) => string> = [
  (text) => `Thank you: ${text}.`,
  (text) => `Is it "${text.toUpperCase()}"?`,
  (text) => `We have ${text.toLowerCase()}, right?`,
  (text) => `We noted ${/^[+\d]/.test(text) ? text.replace(/\D/g, "") : text}.`,
  (text) => /^[\d -]{16,}$/.test(text) ? `The card that ends in ${text.slice(-4)}.` : "Noted."
]

const step = FastCheck.record({
  telling: FastCheck.constantFrom(...tellings),
  some: FastCheck.subarray([...items], { minLength: 1 }),
  repeated: FastCheck.nat(),
  repeat: FastCheck.constantFrom(...repeats)
})

/** A conversation, who had it, and what the bot knew of them before. */
interface Made {
  readonly person: Person
  readonly recording: Recording.Recording
  readonly known: Json.Json
}

const conversations: FastCheck.Arbitrary<Made> = FastCheck.record({
  person: persons,
  steps: FastCheck.array(step, { minLength: 1, maxLength: 8 }),
  isKnown: FastCheck.boolean()
}).map(({ isKnown, person, steps }) => {
  // A bot that knows the person says their name before they do.
  const told = new Set<Item>(isKnown ? ["first"] : [])
  const events = steps.map(({ repeat, repeated, some, telling }) => {
    const { event, told: now } = telling(person, some)
    for (const item of now) told.add(item)
    const item = [...told][repeated % Math.max(1, told.size)]
    return [event, item === undefined ? "Hello." : repeat(person[item])] as const
  })
  const data: Json.Json = { context: Object.fromEntries([...told].map((item) => [`its${item}`, `= ${person[item]}`])) }
  const recording: Recording.Recording = {
    head: {
      parley: "recording",
      format: 1,
      bot: "pizza",
      conversation,
      stands: { id: "pizza", version: 1, snapshot: { value: "size", data } }
    },
    turns: turns(events)
  }
  const known: Json.Json = isKnown ? { name: person.first, locale: "en_US" } : {}
  return { person, recording, known }
})

const redacted = ({ known, recording }: Made) =>
  Redaction.redact(recording, { own: Vocabulary.of([], [recording.turns], [known]), salt: "test", known })

/** What must not be left of a person, in small letters. */
const traces = ({ card, city, first, last, mail, phone, street }: Person): ReadonlyArray<string> =>
  [
    first,
    ...last.split("-"),
    ...mail.split("@")[0]?.split(/[.\d]/).filter((part) => part.length > 3) ?? [],
    mail,
    phone,
    phone.replace(/\D/g, ""),
    card,
    card.replace(/\D/g, ""),
    `ends in ${card.slice(-4)}`,
    street,
    street.split(" ")[0] ?? street,
    city,
    city.split(" ")[1] ?? city,
    id
  ].map((trace) => trace.toLowerCase())

const whatever = (hold: (one: Made) => void): void =>
  FastCheck.assert(FastCheck.property(conversations, hold), { seed, numRuns: 50 })

describe(`recordings of conversations by chance (PARLEY_SEED=${seed})`, () => {
  it("hold nothing of names, addresses, numbers and ids of the people, whoever said it and in whatever case", () => {
    whatever((one) => {
      const text = Recording.print(redacted(one)).toLowerCase()

      expect(traces(one.person).filter((trace) => text.includes(trace))).toEqual([])
    })
  })

  it("have one stand-in for the person everywhere: conversations, ids and messages go by it", () => {
    whatever((one) => {
      const { head, turns } = redacted(one)
      const key = ConversationId.key(head.conversation)

      expect(head.conversation.person).toMatch(new RegExp(`^\\d{${id.length}}$`))
      for (const [index, turn] of turns.entries()) {
        expect([turn.conversation, turn.inbound.conversation]).toEqual([head.conversation, head.conversation])
        expect(turn.inbound.id).toBe(`messenger/1/message/${head.conversation.person}/${index}`)
        expect(turn.spoken[0]?.outbound).toBe(`${key}:${index + 1}.1`)
      }
    })
  })

  it("say the same for the same, and can be read again", () => {
    whatever((one) => {
      const text = Recording.print(redacted(one))

      expect(text).toBe(Recording.print(redacted(one)))
      expect(Recording.parse(text)).toMatchObject({ _tag: "Right", right: [redacted(one)] })
    })
  })
})
