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
  context: Schema.Struct({}),
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

// @ts-expect-error a convo names its bot
Convo.make({ person: "Ana" }, () => [])
