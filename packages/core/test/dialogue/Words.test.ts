import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Answer from "../../src/dialogue/Answer.ts"
import * as Dialogue from "../../src/dialogue/Dialogue.ts"
import { begin } from "./talk.ts"

const Order = Schema.Struct({
  size: Schema.optionalWith(Schema.Number, { default: () => 0 }),
  name: Schema.optionalWith(Schema.String, { default: () => "" })
})

const setup = <const K extends string>(...states: ReadonlyArray<K>) =>
  Dialogue.setup({
    id: "order",
    version: 1,
    context: Order,
    signals: { shipped: Schema.Struct({ number: Schema.String }) },
    states
  })

describe("say", () => {
  it("says several texts in order and goes on at once", () => {
    const d = setup("a", "b")
    const dialogue = d.make({
      initial: "a",
      states: { a: d.say(["One.", () => "Two."], { to: "b" }), b: d.end("Three.") }
    })

    const talk = begin(dialogue)

    expect(talk.said).toEqual(["One.", "Two.", "Three."])
    expect(talk.status).toBe("done")
  })

  it("takes the first case that holds, as the context stands after the answer was kept", () => {
    const d = setup("ask", "large", "small")
    const dialogue = d.make({
      initial: "ask",
      states: {
        ask: d.ask("How big?", {
          answer: Answer.integer,
          save: (size) => ({ size }),
          to: [{ when: ({ size }) => size > 30, to: "large", label: "large" }, "small"]
        }),
        large: d.end(({ size }) => `Large: ${size}`),
        small: d.end("Small")
      }
    })

    expect(begin(dialogue).write("32").said).toEqual(["Large: 32"])
    expect(begin(dialogue).write("12").said).toEqual(["Small"])
  })
})

describe("ask", () => {
  const d = setup("name", "human", "nudge", "done")
  const dialogue = d.make({
    initial: "name",
    states: {
      name: d.ask("Name?", {
        answer: Schema.NonEmptyTrimmedString.pipe(Schema.minLength(2)),
        invalid: (problem) => `"${problem.text}" is too short.`,
        save: (name) => ({ name }),
        retries: { max: 3, to: "human" },
        timeout: { after: "10 minutes", to: "nudge" },
        to: "done"
      }),
      nudge: d.say("Still there?", { to: "name" }),
      human: d.end("Let me find somebody."),
      done: d.end(({ name }) => `Hello ${name}!`)
    }
  })

  it("reads words without the space around them", () => {
    expect(begin(dialogue).write("  Ana ").said).toEqual(["Hello Ana!"])
  })

  it("says what was wrong, keeps its place, and gives up after the third wrong answer in a row", () => {
    const first = begin(dialogue).write("A")
    const second = first.write("B")
    const third = second.write("C")

    expect(first.said).toEqual(["\"A\" is too short."])
    expect(first.state).toBe("name")
    expect(second.state).toBe("name")
    expect(third.said).toEqual(["Let me find somebody."])
  })

  it("leaves its timer alone when an answer was wrong", () => {
    expect(begin(dialogue).write("A").timers).toEqual([])
  })

  it("reminds once, then waits in silence until the person writes again", () => {
    const reminded = begin(dialogue).fire()
    const silent = reminded.fire()
    const again = silent.write("A")

    expect(reminded.said).toEqual(["Still there?", "Name?"])
    expect(silent.said).toEqual([])
    expect(silent.state).toBe("name")
    expect(again.sys.retries).toEqual({ name: 1 })
  })

  it("asks again, with its timer anew, when its answer leads back to it", () => {
    const d = setup("more", "late")
    const dialogue = d.make({
      initial: "more",
      states: {
        more: d.ask("More?", { answer: Schema.String, timeout: { after: "5 minutes", to: "late" }, to: "more" }),
        late: d.end("Late.")
      }
    })

    const talk = begin(dialogue).write("yes")

    expect(talk.said).toEqual(["More?"])
    expect(talk.timers.map((timer) => timer[0])).toEqual(["-", "+"])
  })

  it("asks again with the sentence of the schema when the author gave none", () => {
    const e = setup("size", "done")
    const sized = e.make({
      initial: "size",
      states: {
        size: e.ask("How many?", { answer: Answer.integer, save: (size) => ({ size }), to: "done" }),
        done: e.end()
      }
    })

    expect(begin(sized).write("many").said).toEqual(["Please send a whole number.", "How many?"])
    expect(begin(sized).write("2.5").said).toEqual(["Please send a whole number.", "How many?"])
  })

  it("reads places and attachments where the schema does, and words beside them", () => {
    const e = setup("where", "done")
    const place = e.make({
      initial: "where",
      states: {
        where: e.ask("Where?", {
          answer: Schema.Union(Answer.location, Answer.image, Answer.text),
          save: (answer) => ({
            name: typeof answer === "string" ? answer : "latitude" in answer ? "place" : answer.kind
          }),
          to: "done"
        }),
        done: e.end(({ name }) => name)
      }
    })
    const start = begin(place)

    expect(start.event({ type: "in.message", location: { latitude: 1, longitude: 2 } }).said).toEqual(["place"])
    expect(start.event({ type: "in.message", attachments: [{ kind: "image", url: "https://x" }] }).said).toEqual([
      "image"
    ])
    expect(start.event({ type: "in.message", attachments: [{ kind: "audio" }] }).state).toBe("where")
    expect(start.write("Here").said).toEqual(["Here"])
  })
})

describe("choose", () => {
  const d = setup("size", "name", "done")
  const dialogue = d.make({
    initial: "size",
    states: {
      size: d.choose("Which size?", {
        options: { s: { title: "Pequeña", value: 26 }, l: { title: "Large", value: 32, words: ["big"] } },
        save: (choice) => ({ size: choice.value }),
        to: { s: "done", l: "name" }
      }),
      name: d.choose(({ size }) => `${size}: whose?`, {
        options: (order) => [{ key: "k", title: `Anna ${order.size}`, value: "Anna" }],
        save: (choice) => ({ name: choice.value }),
        to: "done"
      }),
      done: d.end(({ name, size }) => `${size} ${name}`)
    }
  })

  it("is answered by a tap, by its title without case and accents, by another word for it, and by number", () => {
    const start = begin(dialogue)

    expect(start.offered.map((one) => one.title)).toEqual(["Pequeña", "Large"])
    expect(start.tap("Pequeña").said).toEqual(["26 "])
    expect(start.write("PEQUENA!").said).toEqual(["26 "])
    expect(start.write("1").said).toEqual(["26 "])
    expect(start.write("Big").said).toEqual(["32: whose?"])
  })

  it("offers and reads options that are made from the context", () => {
    const second = begin(dialogue).tap("Large")

    expect(second.offered.map((one) => one.title)).toEqual(["Anna 32"])
    expect(second.tap("Anna 32").said).toEqual(["32 Anna"])
  })

  it("answers a tap on an old button, asks again, and counts it as no wrong answer", () => {
    const start = begin(dialogue)
    const old = start.offered[1]
    const second = start.tap("Large")

    const tapped = second.event({
      type: "in.message",
      text: "Large",
      choice: { dialogue: "order", version: 1, state: "size", key: "l" }
    })

    expect(old?.payload).toBe("p1|order|1|size|l")
    expect(tapped.said).toEqual(["That button belongs to an earlier question.", "32: whose?"])
    expect(tapped.sys.retries).toEqual({})
  })

  it("answers a tap of another version, and a payload that is not ours", () => {
    const start = begin(dialogue)
    const choice = { dialogue: "order", version: 2, state: "size", key: "l" }

    expect(start.event({ type: "in.message", choice }).said[0]).toBe("That button belongs to an earlier question.")
    expect(start.event({ type: "in.message", payload: "PROMO" }).said[0]).toBe(
      "That button belongs to an earlier question."
    )
  })
})

describe("run", () => {
  class SoldOut extends Schema.TaggedError<SoldOut>()("SoldOut", { left: Schema.Number }) {}
  const d = setup("place", "done", "sorry", "human")
  const dialogue = d.make({
    initial: "place",
    states: {
      place: d.run("PlaceOrder", {
        run: (order) => order.size > 99 ? Effect.fail(new SoldOut({ left: 0 })) : Effect.succeed(order.size + 1),
        success: { to: "done", save: (size) => ({ size }) },
        failure: { SoldOut: { to: "sorry", save: (failure) => ({ size: Number(failure["left"]) }) }, else: "human" }
      }),
      done: d.end(({ size }) => `Done: ${size}`),
      sorry: d.end(({ size }) => `Only ${size} left`),
      human: d.end("Somebody will help you.")
    }
  })

  it("goes on with the result, and with each failure where it belongs", () => {
    const start = begin(dialogue)

    expect(start.finish("place", 7).said).toEqual(["Done: 7"])
    expect(start.fail("place", { failure: "SoldOut", error: { left: 2 } }).said).toEqual(["Only 2 left"])
    expect(start.fail("place", { error: "boom" }).said).toEqual(["Somebody will help you."])
  })

  it("tells a person who writes meanwhile that it is busy, and starts no second task", () => {
    const start = begin(dialogue)

    for (
      const meanwhile of [start.write("well?"), start.command("help"), start.command("back"), start.command("repeat")]
    ) {
      expect(meanwhile.said).toEqual(["One moment please, I am still working on it."])
      expect(meanwhile.state).toBe("place")
    }
  })

  it("is known to the runtime with its name, its recovery, and the failures that it handles", () => {
    const task = dialogue.tasks["place"]

    expect([task?.name, task?.recovery, task?.failures]).toEqual(["PlaceOrder", "fail", ["SoldOut"]])
  })
})

describe("wait, notify and handover", () => {
  const d = setup("wait", "tell", "late", "human", "done")
  const dialogue = d.make({
    initial: "wait",
    commands: { agent: "human" },
    states: {
      wait: d.wait({
        signal: "shipped",
        save: ({ number }) => ({ name: number }),
        timeout: { after: "2 days", to: "late" },
        to: "tell"
      }),
      tell: d.notify(({ name }) => `Parcel ${name} is on its way.`, {
        purpose: "shipping",
        otherwise: { refused: "human" },
        to: "done"
      }),
      late: d.notify("It takes longer.", { purpose: "shipping", otherwise: "drop", holdFor: "1 day", to: "wait" }),
      human: d.handover("inbox", { note: ({ name }) => `About ${name}`, resume: "wait", resumeAfter: "12 hours" }),
      done: d.wait({ signal: "shipped", to: "tell" })
    }
  })

  it("waits for its signal, and keeps what it brings", () => {
    const told = begin(dialogue).signal("shipped", { number: "7" })

    expect(told.said).toEqual(["Parcel 7 is on its way."])
    expect(told.out[0]).toMatchObject({ message: { purpose: "shipping", otherwise: "refuse" } })
  })

  it("goes where a refused message leads, and only for the message that said so", () => {
    const told = begin(dialogue).signal("shipped", { number: "7" })
    const refusal = { rule: "r", reason: "shut", waysOut: [] }

    expect(told.event({ type: "in.refused", refusal }).state).toBe("human")
    expect(begin(dialogue).event({ type: "in.refused", refusal }).state).toBe("wait")
  })

  it("asks the person to be patient while it waits", () => {
    expect(begin(dialogue).write("and?").said).toEqual(["There is no news yet. I will write as soon as there is."])
  })

  it("hands over with a note, is silent, and comes back when it is released", () => {
    const human = begin(dialogue).command("agent")

    expect(human.out).toEqual([{ type: "out.control", control: { _tag: "Pass", to: "inbox", note: "About " } }])
    expect(human.write("hello?").said).toEqual([])
    expect(human.command("cancel").state).toBe("human")
    expect(human.event({ type: "in.released" }).state).toBe("wait")
  })

  it("takes the conversation back when nobody gave it back in time", () => {
    const back = begin(dialogue).command("agent").fire("human")

    expect(back.out).toEqual([{ type: "out.control", control: { _tag: "Take" } }])
    expect(back.state).toBe("wait")
  })
})

describe("remember", () => {
  it("sets the language and facts of the person, and goes on", () => {
    const d = setup("a", "b")
    const dialogue = d.make({
      initial: "a",
      states: {
        a: d.remember({ save: () => ({ name: "Ana" }), locale: () => "es", person: () => ({ vip: true }), to: "b" }),
        b: d.end(({ name }) => name)
      }
    })

    expect(begin(dialogue).out).toMatchObject([
      { type: "out.locale", locale: "es" },
      { type: "out.person", person: { vip: true } },
      { type: "out.message" }
    ])
  })

  it("lets what is said after it in the same turn be in that language, and know those facts", () => {
    const d = setup("before", "keep", "after")
    const dialogue = d.make({
      initial: "before",
      states: {
        before: d.say((_, { locale, person }) => `${locale} ${JSON.stringify(person["city"] ?? null)}`, { to: "keep" }),
        keep: d.remember({
          locale: () => "es",
          person: (_, { locale }) => ({ city: `Madrid (${locale})` }),
          to: "after"
        }),
        after: d.end((_, { locale, person }) => `${locale} ${JSON.stringify(person["city"] ?? null)}`)
      }
    })

    expect(begin(dialogue).said).toEqual(["en null", "es \"Madrid (es)\""])
  })
})
