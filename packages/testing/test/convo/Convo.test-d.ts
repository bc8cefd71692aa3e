import { Dialogue } from "@parley/core"
import { Convo } from "@parley/testing"
import * as Schema from "effect/Schema"

const p = Dialogue.setup({
  id: "part",
  version: 1,
  context: Schema.Struct({}),
  states: ["street", "done"]
})
const part = p.make({
  initial: "street",
  states: { street: p.ask("Street?", { answer: Schema.String, to: "done" }), done: p.end() }
})
const d = Dialogue.setup({
  id: "pizza",
  version: 1,
  context: Schema.Struct({ size: Schema.String, guests: Schema.Number, at: Schema.DateTimeUtc }),
  begin: () => {
    throw new Error()
  },
  signals: { shipped: Schema.Struct({ order: Schema.Number }) },
  states: ["size", "address", "way", "done"]
})
const pizza = d.make({
  initial: "size",
  states: {
    size: d.choose("Which size?", { options: { s: "Small", l: "Large" }, to: "address" }),
    address: d.call(part, { to: "way" }),
    way: d.wait({ signal: "shipped", to: "done" }),
    done: d.end()
  }
})

Convo.make({ bot: "pizza", dialogue: pizza }, (c) => [
  c.state("size"),
  c.state("address.street"),
  c.signal("shipped", { order: 7 }),
  c.state("size", { size: "l...", guests: 2, at: "2026-03-02T09:00:00Z" }),
  // @ts-expect-error the context has no such field
  c.state("size", { sise: "l" }),
  // @ts-expect-error the field is a number
  c.state("size", { guests: "two" }),
  // @ts-expect-error the signal has a payload
  c.signal("shipped"),
  // @ts-expect-error the payload is of another shape
  c.signal("shipped", { order: "7" }),
  // @ts-expect-error the dialogue has no such state
  c.state("sise"),
  // @ts-expect-error a path begins with a state of the dialogue
  c.state("adress.street"),
  // @ts-expect-error the dialogue hears no such signal
  c.signal("shiped"),
  // @ts-expect-error a lane is one of the known ones
  c.bot("hi", { lane: "relpy" }),
  // @ts-expect-error a window is open or closed
  c.wait("25 hours", { window: "shut" })
])

Convo.make({ bot: "pizza" }, (c) => [c.state("anything"), c.signal("anything")])

// A renamed state is a compile error where the old name still stands, wherever the line is made.
Convo.make({ bot: "pizza", dialogue: pizza }, (c) => [
  // @ts-expect-error the dialogue has no such state
  c.other("Luis", c.state("sise"))
])

// @ts-expect-error a convo names its bot
Convo.make({ person: "Ana" }, () => [])
