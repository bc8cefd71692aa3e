/** What `notify` tells policy of its words, and what becomes of them when no lane is open. */
import { Dialogue } from "@parley/core"
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { begin, type Talk } from "./talk.ts"

const day = 86_400_000
const Order = Schema.Struct({
  name: Schema.optionalWith(Schema.String, { default: () => "Ana" }),
  at: Schema.optionalWith(Schema.DateTimeUtc, { default: () => DateTime.unsafeMake(day) })
})
const d = Dialogue.setup({ id: "order", version: 1, context: Order, states: ["tell", "shut", "wait", "gone"] })

const rest = {
  shut: d.say("It could not be told.", { to: "wait" }),
  wait: d.ask("Anything else?", { answer: Schema.String, to: "gone" }),
  gone: d.end()
}

const first = (talk: Talk) => {
  const said = talk.out.flatMap((one) => one.type === "out.message" ? [one.message] : [])[0]
  if (said === undefined) throw new Error("nothing was said")
  return said
}

const mistakesOf = (make: () => unknown): ReadonlyArray<string> => {
  try {
    make()
    return []
  } catch (error) {
    return (error as { readonly mistakes: ReadonlyArray<{ readonly state: string; readonly problem: string }> })
      .mistakes
      .map((one) => `${one.state}: ${one.problem}`)
  }
}

describe("a message with a purpose", () => {
  it("tells policy what it is about, when, and how loudly it may arrive", () => {
    const dialogue = d.make({
      initial: "tell",
      states: {
        ...rest,
        tell: d.notify(({ name }) => `Come, ${name}!`, {
          purpose: "promotion",
          sponsored: true,
          topic: ({ name }) => `sale of ${name}`,
          recurs: true,
          eventAt: ({ at }) => at,
          notification: "silent",
          otherwise: "refuse",
          to: "wait"
        })
      },
      refused: "shut"
    })

    expect(first(begin(dialogue))).toEqual({
      content: { _tag: "Text", text: "Come, Ana!" },
      purpose: "promotion",
      promotional: true,
      sponsored: true,
      topic: "sale of Ana",
      recurs: true,
      eventAt: day,
      notification: "silent",
      otherwise: "refuse",
      origin: { dialogue: "order", state: "tell" }
    })
  })

  it("takes the moment of its event as a number, too", () => {
    const dialogue = d.make({
      initial: "tell",
      states: {
        ...rest,
        shut: d.end(),
        tell: d.notify("Soon.", {
          purpose: "eventReminder",
          eventAt: () => 7,
          otherwise: { refused: "shut" },
          to: "wait"
        })
      }
    })

    expect(first(begin(dialogue)).eventAt).toBe(7)
  })

  it("has a template that says whether it discloses", () => {
    const dialogue = d.make({
      initial: "tell",
      states: {
        ...rest,
        tell: d.notify("It left.", {
          purpose: "shipping",
          utility: { name: "left", language: "en", parameters: ({ name }) => ({ name }), discloses: true },
          otherwise: { refused: "shut" },
          to: "wait"
        })
      }
    })

    expect(first(begin(dialogue)).utility).toEqual({
      _tag: "Template",
      name: "left",
      language: "en",
      parameters: { name: "Ana" },
      discloses: true
    })
  })
})

describe("when no lane is open", () => {
  it("the words wait as long as they are told to, by either name", () => {
    const make = (options: { readonly otherwise: "hold" | { readonly hold: "2 days" }; readonly holdFor?: "3 days" }) =>
      first(begin(d.make({
        initial: "tell",
        states: {
          wait: rest.wait,
          gone: rest.gone,
          shut: d.state({ type: "final" }),
          tell: d.notify("It left.", {
            purpose: "shipping",
            to: [{ when: () => true, to: "wait" }, "shut"],
            ...options
          })
        }
      })))

    expect(make({ otherwise: "hold" }).holdFor).toBeUndefined()
    expect(make({ otherwise: "hold", holdFor: "3 days" })).toMatchObject({ otherwise: "hold", holdFor: 3 * day })
    expect(make({ otherwise: { hold: "2 days" } })).toMatchObject({ otherwise: "hold", holdFor: 2 * day })
  })

  it("other words are tried, each with a purpose of its own, and the last of them decides", () => {
    const dialogue = d.make({
      initial: "tell",
      states: {
        ...rest,
        tell: d.notify("A hat for you.", {
          purpose: "promotion",
          otherwise: {
            instead: {
              text: ({ name }) => `${name}, it left.`,
              purpose: "shipping",
              utility: { name: "left", language: "en", parameters: () => ({}) },
              otherwise: { instead: { text: "Look.", purpose: "orderAction", otherwise: { refused: "shut" } } }
            }
          },
          to: "wait"
        })
      }
    })

    expect(first(begin(dialogue))).toMatchObject({
      purpose: "promotion",
      promotional: true,
      otherwise: "refuse",
      instead: {
        content: { text: "Ana, it left." },
        purpose: "shipping",
        utility: { name: "left" },
        otherwise: "refuse",
        instead: { content: { text: "Look." }, purpose: "orderAction", otherwise: "refuse" }
      }
    })
    expect(first(begin(dialogue)).instead?.promotional).toBeUndefined()
    expect(first(begin(dialogue)).instead?.origin).toBeUndefined()
  })

  it("plain words instead have the same purpose, and wait", () => {
    const dialogue = d.make({
      initial: "tell",
      states: {
        ...rest,
        shut: d.end(),
        tell: d.notify("A.", {
          purpose: "receipt",
          otherwise: { instead: ({ name }) => `B, ${name}.` },
          to: [{ when: () => false, to: "shut" }, "wait"]
        })
      }
    })

    expect(first(begin(dialogue))).toMatchObject({
      otherwise: "hold",
      instead: { content: { text: "B, Ana." }, purpose: "receipt", otherwise: "hold" }
    })
  })
})

describe("a refusal", () => {
  const refusal = { rule: "window.shut", reason: "shut", waysOut: [] }
  const own = Dialogue.setup({
    id: "two",
    version: 1,
    context: Schema.Struct({}),
    states: ["one", "two", "wait", "first", "second", "any"]
  })
  const dialogue = own.make({
    initial: "one",
    refused: "any",
    states: {
      one: own.notify("One.", { purpose: "shipping", otherwise: { refused: "first" }, to: "two" }),
      two: own.notify("Two.", {
        purpose: "receipt",
        otherwise: { instead: { text: "2", purpose: "shipping", otherwise: { refused: "second" } } },
        to: "wait"
      }),
      wait: own.ask("Well?", { answer: Schema.String, to: "wait" }),
      first: own.end("First refused."),
      second: own.end("Second refused."),
      any: own.end("Something was refused.")
    }
  })

  it("leads to the state of the words that were refused, though others were said after them", () => {
    expect(begin(dialogue).event({ type: "in.refused", refusal, state: "one" }).said).toEqual(["First refused."])
    expect(begin(dialogue).event({ type: "in.refused", refusal, state: "two" }).said).toEqual(["Second refused."])
  })

  it("leads to the state of the last words that have one, when nobody says which were refused", () => {
    expect(begin(dialogue).event({ type: "in.refused", refusal }).said).toEqual(["Second refused."])
  })

  it("of words without a state of their own leads to that of the dialogue", () => {
    expect(begin(dialogue).event({ type: "in.refused", refusal, state: "wait" }).said).toEqual([
      "Something was refused."
    ])
  })

  it("that nothing would hear of is a mistake, found when the dialogue is made", () => {
    const make = (refused: object) => () =>
      d.make({
        initial: "tell",
        states: { ...rest, tell: d.notify("It left.", { purpose: "shipping", otherwise: "refuse", to: "wait" }) },
        ...refused
      })

    expect(mistakesOf(make({}))).toEqual([
      "tell: its message is to be refused when no lane is open, and no state hears of it",
      "shut: no state leads here"
    ])
    expect(mistakesOf(make({ refused: "shut" }))).toEqual([])
  })

  it("is a mistake, too, when the words are to wait for no time at all", () => {
    expect(mistakesOf(() =>
      d.make({
        initial: "tell",
        refused: "shut",
        states: { ...rest, tell: d.notify("It left.", { purpose: "shipping", otherwise: { hold: 0 }, to: "wait" }) }
      })
    )).toEqual(["tell: its words are to wait for a time that is none"])
  })
})

describe("words tell where they come from", () => {
  it("a question that it is one, and other words the state that said them", () => {
    const talk = begin(d.make({
      initial: "tell",
      states: { ...rest, shut: d.end(), tell: d.say("Hello.", { to: [{ when: () => false, to: "shut" }, "wait"] }) }
    }))
    const origins = talk.out.flatMap((one) => one.type === "out.message" ? [one.message.origin] : [])

    expect(origins).toEqual([
      { dialogue: "order", state: "tell" },
      { dialogue: "order", state: "wait", question: true }
    ])
  })
})
