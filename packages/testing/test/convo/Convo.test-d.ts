import { Convo } from "@parley/testing"

declare const pizza: {
  readonly Types?: () => { readonly states: "size" | "address"; readonly signals: { shipped: unknown } }
}

Convo.make({ bot: "pizza", dialogue: pizza }, (c) => [
  c.state("size"),
  c.state("address.street"),
  c.signal("shipped", { order: 7 }),
  // @ts-expect-error the dialogue has no such state
  c.state("sise"),
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
