import { Conversation } from "@parley/core"
import { describe, expect, it } from "vitest"
import * as Screen from "../src/chat/Screen.ts"

const entry = { mid: "m_1", at: 0, from: "page", kind: "text" } as const

describe("a message on the screen", () => {
  it("shows every line of its words", () => {
    expect(Screen.message({ ...entry, text: "One.\nTwo." })).toEqual(["< One.", "  Two."])
  })

  it("numbers quick replies and buttons in one row", () => {
    const quickReplies = [{ title: "Small", contentType: "text" as const }]
    const buttons = [{ type: "postback", title: "Menu" }]

    expect(Screen.message({ ...entry, text: "Which?", quickReplies, buttons })).toEqual([
      "< Which?",
      "  [1 Small] [2 Menu]"
    ])
    expect(Screen.choices({ ...entry, quickReplies, buttons })).toEqual(["Small", "Menu"])
  })

  it("shows cards, media and templates as what they are", () => {
    const cards = [{ title: "Margherita", subtitle: "8 €", buttons: [{ type: "postback", title: "Take it" }] }]

    expect(Screen.message({ ...entry, kind: "cards", cards })).toEqual(["< Margherita (8 €)", "  [1 Take it]"])
    expect(Screen.message({ ...entry, kind: "media", media: [{ type: "image", url: "https://a.example/b.jpg" }] }))
      .toEqual(["< (image) https://a.example/b.jpg"])
    expect(Screen.message({ ...entry, kind: "template", template: "receipt" })).toEqual(["< (receipt)"])
  })
})

describe("a failure on the screen", () => {
  it("is one line, with the dialogue and the states where there is one", () => {
    const reason = "the turn threw:\n  the pot is empty"

    expect(Screen.failure({ dialogue: "tea", states: ["order", "order.kind"], reason })).toBe(
      "! tea, order, order.kind: the turn threw: the pot is empty"
    )
    expect(Screen.failure({ dialogue: undefined, states: [], reason })).toBe("! the turn threw: the pot is empty")
  })
})

describe("the state on the screen", () => {
  it("says that no dialogue is active", () => {
    const conversation = Conversation.empty({ channel: "messenger", account: "1", person: "2" })
    const standing = {
      dialogue: undefined,
      states: [],
      context: undefined,
      held: 0,
      window: "closed",
      owner: "bot"
    } as const

    expect(Screen.state(standing, conversation, 0)).toEqual(["no dialogue is active", "owner     the bot"])
  })

  it("counts timers down and names tasks", () => {
    const conversation: Conversation.Conversation = {
      ...Conversation.empty({ channel: "messenger", account: "1", person: "2" }),
      timers: [{ id: "t", revision: 1, setAt: 0, after: 600_000, due: 600_000, meaning: "deadline", event: {} }],
      tasks: [{
        id: "place",
        name: "PlaceOrder",
        dialogue: "pizza",
        revision: 1,
        startedAt: 0,
        recovery: "rerun",
        input: {}
      }]
    }
    const standing = {
      dialogue: "pizza",
      states: ["place"],
      context: { size: 32 },
      held: 2,
      window: "open",
      owner: "human"
    } as const

    expect(Screen.state(standing, conversation, 60_000)).toEqual([
      "pizza: place",
      "context   {\"size\":32}",
      "owner     a person of the business",
      "timer     in 9 min",
      "task      PlaceOrder, for 1 min",
      "held      2 messages"
    ])
  })
})

describe("the window on the screen", () => {
  it("says until when it is open, since when it is shut, or that it never opened", () => {
    const hour = 3_600_000

    expect(Screen.window({ open: true, until: 24 * hour }, hour)).toBe("window    open for 23 h")
    expect(Screen.window({ open: false, until: hour }, 51 * hour)).toBe("window    shut since 2.1 days")
    expect(Screen.window({ open: false, until: undefined }, 0)).toBe("window    never opened: you have not written yet")
  })
})
