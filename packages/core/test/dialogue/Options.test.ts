/** What a person types while a question offers options, and options that no message can carry. */
import { type Definition, Dialogue, type Outcome, Route, Step } from "@parley/core"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { envelope, words } from "./raw.ts"

const Trip = Schema.Struct({
  stops: Schema.optionalWith(Schema.Array(Schema.String), { default: () => ["Quit", "Go on"] })
})
const d = Dialogue.setup({ id: "trip", version: 1, context: Trip, states: ["open", "done", "other", "assist"] })
const ends = {
  done: d.end("Done."),
  other: d.end("Other."),
  assist: d.ask("Ask away.", { answer: Schema.String, to: d.back })
}

/** What the dialogue makes of the words, by way of the router, right after its question. */
const typed = (dialogue: Definition.Definition, text: string): Outcome.Result => {
  const begun = Either.getOrThrow(Step.take(dialogue, undefined, envelope({ type: "start" })))
  const routed = Route.route({
    dialogues: [dialogue],
    active: { id: dialogue.id, version: dialogue.version, snapshot: begun.snapshot },
    event: { _tag: "Said", mid: "m", text },
    locale: "en"
  })
  if (routed._tag !== "Active") throw new Error(`routed to ${routed._tag}`)
  return Either.getOrThrow(Step.take(dialogue, begun.snapshot, envelope(routed.event)))
}

describe("an option of the open question goes before a command that is called the same", () => {
  it("when the options are listed by a function", () => {
    const listed = d.make({
      initial: "open",
      states: {
        open: d.choose("Where to?", {
          options: (context) => context.stops.map((title, index) => ({ key: `${index}`, title })),
          to: "done"
        }),
        ...ends
      },
      commands: { help: "assist", other: "other" }
    })

    expect(words(typed(listed, "quit"))).toEqual(["Done."])
    expect(words(typed(listed, "cancel"))).toEqual(["All right, I have cancelled that."])
  })

  it("when its title is a function", () => {
    const titled = d.make({
      initial: "open",
      states: {
        open: d.confirm("Go on?", { labels: [() => "Quit", "Go"], yes: "done", no: "other" }),
        ...ends
      },
      commands: { help: "assist" }
    })

    expect(words(typed(titled, "QUIT!"))).toEqual(["Done."])
  })

  it("when it is one of the option's other words, or its title", () => {
    const worded = d.make({
      initial: "open",
      states: {
        open: d.menu("What now?", {
          finish: { title: "Finish", words: ["quit"], to: "done" },
          help: { title: "Help", to: "other" }
        }),
        ...ends
      },
      commands: { help: "assist" }
    })

    expect(words(typed(worded, "quit"))).toEqual(["Done."])
    expect(words(typed(worded, "help"))).toEqual(["Other."])
    expect(words(typed(worded, "back"))).toEqual(["There is no question before this one.", "What now?"])
  })

  it("when the question stands in a called dialogue", () => {
    const inner = d.make({
      initial: "open",
      states: {
        open: d.choose("Where to?", { options: () => [{ key: "s", title: "Quit" }], to: "done" }),
        ...ends
      },
      commands: { help: "assist", other: "other" }
    })
    const e = Dialogue.setup({ id: "tour", version: 1, context: Schema.Struct({}), states: ["trip", "bye"] })
    const outer = e.make({ initial: "trip", states: { trip: e.call(inner, { to: "bye" }), bye: e.end("Bye.") } })

    expect(words(typed(outer, "quit"))).toEqual(["Done.", "Bye."])
  })

  it("but not when another question is open", () => {
    const later = d.make({
      initial: "assist",
      states: {
        ...ends,
        assist: d.ask("Your name?", { answer: Schema.String, to: "open" }),
        open: d.choose("Where to?", { options: { s: "Quit" }, to: [{ when: () => true, to: "done" }, "other"] })
      }
    })

    expect(words(typed(later, "quit"))).toEqual(["All right, I have cancelled that."])
  })
})

describe("options that no message can carry", () => {
  const listing = (stops: ReadonlyArray<string>) => {
    const many = d.make({
      initial: "open",
      states: {
        open: d.choose("Where to?", {
          options: () => stops.map((title, index) => ({ key: `${index}`, title })),
          to: "done"
        }),
        ...ends
      },
      commands: { help: "assist", other: "other" }
    })
    return Step.take(many, undefined, envelope({ type: "start" }))
  }
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => `Stop ${index}`)

  it("fail the step with the state and the limit when there are more than 13", () => {
    expect(Either.getOrThrow(listing(numbers(13))).said).toHaveLength(1)
    expect(Either.getOrThrow(Either.flip(listing(numbers(14)))).message).toContain(
      "the state \"open\" offers 14 options, and a message can carry 13: list fewer of them"
    )
  })

  it("fail the step with the state and the limit when a title has more than 20 characters", () => {
    expect(Either.getOrThrow(listing(["🚲".repeat(20)])).said).toHaveLength(1)
    expect(Either.getOrThrow(Either.flip(listing(["🚲".repeat(21)]))).message).toContain(
      "of 21 characters, and 20 are shown: shorten it"
    )
  })
})

describe("a question of yes or no without titles of its own", () => {
  const sure = d.make({
    initial: "open",
    states: { open: d.confirm("¿?", { yes: "done", no: "other" }), ...ends },
    commands: { help: "assist" }
  })
  const titles = (locale: string) => {
    const { said } = Either.getOrThrow(Step.take(sure, undefined, { ...envelope({ type: "start" }), locale }))
    const [body] = said
    return body?._tag === "Message" ? body.message.quickReplies?.map(({ title }) => title) : undefined
  }

  it.each([
    ["en_US", ["Yes", "No"]],
    ["es-419", ["Sí", "No"]],
    ["de", ["Ja", "Nein"]],
    ["ja_JP", ["はい", "いいえ"]],
    ["xx", ["Yes", "No"]]
  ])("has them in the language of %s", (locale, expected) => {
    expect(titles(locale)).toEqual(expected)
  })

  it("is drawn and listed with the English ones, which are known before anybody speaks", () => {
    expect(sure.states.find(({ path }) => path === "open")?.options).toEqual([
      { key: "yes", title: "Yes" },
      { key: "no", title: "No" }
    ])
  })

  it("understands every title that it has", () => {
    for (const locale of ["en", "es", "de", "fr", "pt", "it", "nl", "ja", "pl", "tr", "ar"]) {
      const [yes = "", no = ""] = titles(locale) ?? []
      expect([words(typed(sure, yes)), words(typed(sure, no))], locale).toEqual([["Done."], ["Other."]])
    }
  })
})
