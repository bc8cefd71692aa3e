/**
 * A picture as the server draws it: Ana orders a pizza, and an agent of hers stands beside her on Instagram.
 *
 * @module
 */
import type {
  ChartPicture,
  EntryPicture,
  LedgerPicture,
  PersonPicture,
  Picture,
  StatePicture,
  TurnPicture,
  WayPicture
} from "../../src/dev/Protocol.ts"

/** The moment at which all pictures are drawn: a Monday morning. */
export const start = Date.UTC(2026, 2, 2, 9, 0)

const minute = 60_000
const hour = 60 * minute

const state = (path: string, word: string, words: ReadonlyArray<string>, line: number): StatePicture => ({
  path,
  word,
  type: word === "end" ? "final" : "atomic",
  by: "author",
  words,
  options: path === "size" ? ["Small", "Large"] : path === "sure" ? ["Yes", "No"] : [],
  ...(path === "place" ? { task: "PlaceOrder" } : {}),
  ...(path === "address" ? { timer: 10 * minute } : {}),
  source: { file: "src/pizza.ts", line }
})

const way = (from: string, to: string, label: string): WayPicture => ({
  id: `${from}>${to}>${label}`,
  from,
  to,
  label,
  by: "author"
})

/** The pizza dialogue. */
export const chart: ChartPicture = {
  dialogue: "pizza",
  version: 1,
  initial: "size",
  states: [
    state("size", "choose", ["Which size?"], 33),
    state("address", "ask", ["Where to?"], 38),
    state("sure", "confirm", ["A pizza of … cm to …?"], 46),
    state("place", "run", [], 47),
    state("nudge", "say", ["Still there?"], 55),
    state("human", "handover", ["One of us will be with you shortly."], 56),
    state("done", "end", ["Your pizza is on its way to …. Enjoy!"], 62),
    state("sorry", "end", ["We are sold out for today. I am sorry!"], 63),
    state("help", "say", ["I take orders for pizza: tell me a size and an address."], 64)
  ],
  ways: [
    way("size", "address", "Small"),
    way("size", "address", "Large"),
    way("address", "sure", "an answer"),
    way("address", "nudge", "after 10 min"),
    way("address", "human", "3 tries"),
    way("nudge", "address", ""),
    way("sure", "place", "Yes"),
    way("sure", "address", "No"),
    way("place", "done", "done"),
    way("place", "sorry", "SoldOut"),
    way("place", "human", "else"),
    way("human", "size", "given back"),
    way("", "help", "help"),
    way("", "human", "agent")
  ],
  source: { file: "src/pizza.ts", line: 27 }
}

const entries: ReadonlyArray<EntryPicture> = [
  { mid: "m1", at: start, from: "person", kind: "text", text: "Hi, I am hungry!" },
  {
    mid: "m2",
    at: start + 1_000,
    from: "bot",
    kind: "text",
    text: "I am the automatic assistant of Casa Pizza.",
    mark: { lane: "reply", discloses: true, turn: 1 },
    read: true
  },
  {
    mid: "m3",
    at: start + 2_000,
    from: "bot",
    kind: "cards",
    cards: [
      {
        title: "Margherita",
        subtitle: "Tomato, mozzarella, basil",
        imageUrl: "https://example.com/margherita.jpg",
        buttons: [{ type: "postback", title: "Order", payload: "margherita" }]
      },
      {
        title: "Quattro formaggi",
        subtitle: "Four cheeses and a little honey",
        imageUrl: "https://example.com/formaggi.jpg",
        buttons: [{ type: "postback", title: "Order", payload: "formaggi" }]
      }
    ],
    mark: { lane: "reply", turn: 1 }
  },
  { mid: "m4", at: start + 20_000, from: "person", kind: "postback", text: "Order" },
  {
    mid: "m5",
    at: start + 21_000,
    from: "bot",
    kind: "text",
    text: "A Margherita, fine. Which size?",
    mark: { lane: "reply", turn: 2 },
    reaction: "👍"
  },
  { mid: "m6", at: start + 30_000, from: "person", kind: "text", text: "Large" },
  {
    mid: "m7",
    at: start + 31_000,
    from: "bot",
    kind: "text",
    text: "Where to?",
    quickReplies: [
      { title: "Home", kind: "text", payload: "home" },
      { title: "", kind: "user_phone_number" }
    ],
    mark: { lane: "reply", turn: 3 }
  }
]

const row = (
  at: number,
  turn: number,
  words: string,
  more: Partial<LedgerPicture> = {}
): LedgerPicture => ({
  at,
  turn,
  author: "bot",
  words,
  purpose: "reply",
  verdict: "sent",
  outcome: "sent",
  lane: "reply",
  rule: "messenger.window.standard",
  act: "message",
  actAt: start,
  until: start + 24 * hour,
  pack: "Messenger 2026-02-10",
  ...more
})

const turn = (number: number, at: number, title: string, more: Partial<TurnPicture> = {}): TurnPicture => ({
  turn: number,
  at,
  kind: "Said",
  title,
  by: "person",
  outcome: "transitioned",
  dialogue: "pizza",
  states: ["size"],
  said: 1,
  ...more
})

/** Ana, who is asked for her address. */
export const ana: PersonPicture = {
  id: "messenger/1/ana",
  name: "Ana",
  locale: "en_US",
  channel: "messenger",
  account: "1",
  conversation: "messenger/1/ana",
  entries,
  typing: false,
  seenAt: start + 31_000,
  menu: [
    { type: "postback", title: "Order a pizza", payload: "menu" },
    { type: "web_url", title: "Our site", url: "https://example.com" }
  ],
  getStarted: true,
  iceBreakers: [],
  commands: [{ name: "help", description: "What the bot can do" }, { name: "agent", description: "Talk to a person" }],
  window: { open: true, until: start + 24 * hour + 30_000, length: 24 * hour },
  owner: { who: "bot" },
  place: {
    dialogue: "pizza",
    version: 1,
    states: ["address"],
    context: { size: 32, address: "" },
    taken: ["size>address>Large"],
    guards: [{ state: "size", guard: "isLarge", to: "address", answer: true, read: ["size 32"] }],
    timers: [{ id: "t1", setAt: start + 31_000, due: start + 31_000 + 10 * minute, state: "address" }],
    tasks: []
  },
  ledger: [
    row(start + 1_000, 1, "I am the automatic assistant of Casa Pizza.", { discloses: true }),
    row(start + 21_000, 2, "A Margherita, fine. Which size?"),
    row(start + 31_000, 3, "Where to?"),
    row(start + 32_000, 3, "Two for one on Tuesdays!", {
      verdict: "held",
      outcome: "held",
      purpose: "promotion",
      reason: "Nothing that sells may go out here before the person has asked for it; it waits until they write again."
    })
  ],
  waiting: 1,
  turns: [
    turn(1, start, "\"Hi, I am hungry!\"", { said: 2 }),
    turn(2, start + 20_000, "[Order]"),
    turn(3, start + 30_000, "\"Large\"", { states: ["address"], said: 2 }),
    turn(4, start + 31_000, "sent", {
      kind: "Settled",
      by: "channel",
      outcome: "recorded",
      states: ["address"],
      said: 0
    })
  ],
  blocked: false,
  stopped: false
}

/** Somebody who has said nothing yet. */
export const ben: PersonPicture = {
  ...ana,
  id: "instagram/1/ben",
  name: "Ben",
  channel: "instagram",
  account: "2",
  conversation: "instagram/1/ben",
  entries: [],
  menu: [],
  getStarted: false,
  iceBreakers: [
    { question: "What is on the menu?", payload: "menu" },
    { question: "Where is my order?", payload: "where" }
  ],
  window: { open: false },
  place: { states: [], taken: [], guards: [], timers: [], tasks: [] },
  ledger: [],
  waiting: 0,
  turns: []
}

/** All of it. */
export const picture: Picture = {
  format: 1,
  seq: 1,
  status: "running",
  accounts: [
    { id: "1", channel: "messenger", name: "Messenger", approvals: ["humanAgent", "utility"], pack: "current" },
    { id: "2", channel: "instagram", name: "Instagram", approvals: ["humanAgent", "utility"], pack: "current" }
  ],
  bots: [{ name: "pizza", chosen: true, signals: ["shipped"] }],
  persons: [ana, ben],
  charts: [chart],
  chartsVersion: 1,
  clock: {
    mode: "paused",
    now: start + 60_000,
    ahead: 0,
    next: { due: start + 631_000, person: ana.id, state: "address" }
  },
  faults: [],
  problems: []
}

/** Everything at once: dots, a task, faults, a person of the business, media, a receipt. */
export const busy: Picture = {
  ...picture,
  faults: [{ channel: "messenger", account: "1", label: "503 for the next message", kind: "waiting" }],
  persons: [{
    ...ana,
    typing: true,
    owner: { who: "human", since: start, why: "asked for a person" },
    entries: [
      ...entries,
      {
        mid: "m8",
        at: start + 2 * hour,
        from: "person",
        kind: "media",
        media: [{ type: "image", url: "https://example.com/cat.jpg" }]
      },
      {
        mid: "m9",
        at: start + 2 * hour + 1_000,
        from: "human",
        kind: "text",
        text: "A lovely cat. This is Eva, how can I help?",
        persona: { name: "Eva" },
        mark: { lane: "humanAgent", tag: "HUMAN_AGENT", turn: 5 }
      },
      {
        mid: "m10",
        at: start + 2 * hour + 2_000,
        from: "bot",
        kind: "template",
        template: "receipt",
        raw: {
          payload: {
            order_number: "1042",
            currency: "EUR",
            elements: [{ title: "Margherita", quantity: 1, price: 9.5 }],
            summary: { total_cost: 9.5 }
          }
        }
      },
      {
        mid: "m11",
        at: start + 2 * hour + 3_000,
        from: "bot",
        kind: "buttons",
        text: "Anything else?",
        buttons: [
          { type: "postback", title: "Another pizza", payload: "again" },
          { type: "web_url", title: "Our site", url: "https://example.com" }
        ]
      }
    ],
    place: { ...ana.place, tasks: [{ id: "k1", name: "PlaceOrder", startedAt: start, state: "place" }] }
  }, ben]
}

/** Ana has not begun, and there are no ice breakers. */
export const unbegun: Picture = { ...picture, persons: [{ ...ana, entries: [] }] }

/** A change of the sources that cannot run. */
export const refused: Picture = {
  ...picture,
  problems: [{ kind: "load", message: "no kettle", source: { file: "src/pizza.ts", line: 3 }, at: start }],
  reload: { number: 1, at: start, files: ["src/pizza.ts"], outcome: "refused", reasons: [{ reason: "no kettle" }] }
}

/** A change after which Ana's conversation cannot go on. */
export const stuck: Picture = {
  ...picture,
  reload: {
    number: 1,
    at: start,
    files: ["src/pizza.ts"],
    outcome: "stuck",
    reasons: [{ person: "Ana", reason: "Ana: nothing leads from version 1 to version 2." }]
  }
}

/** A type error keeps the bot from running. */
export const broken: Picture = {
  ...picture,
  problems: [{
    kind: "types",
    message: "Property 'adress' does not exist on type 'Order'.",
    cure: "Did you mean 'address'?",
    source: { file: "src/pizza.ts", line: 46 },
    at: start
  }]
}

const count = 60

const largeChart: ChartPicture = {
  dialogue: "large",
  version: 1,
  initial: "state0",
  states: Array.from({ length: count }, (_, index) => state(`state${index}`, "ask", [`Question ${index}?`], index)),
  ways: Array.from({ length: count - 1 }, (_, index) => [
    way(`state${index}`, `state${index + 1}`, "an answer"),
    ...(index % 5 === 0 ? [way(`state${index}`, `state${Math.min(count - 1, index + 7)}`, "skip")] : [])
  ]).flat()
}

/** A dialogue of 60 states, which stands in the one of a number. */
export const largeAt = (step: number): Picture => ({
  ...picture,
  seq: step + 1,
  charts: [largeChart],
  chartsVersion: 2,
  persons: [{
    ...ana,
    place: {
      ...ana.place,
      dialogue: "large",
      states: [`state${step}`],
      taken: step === 0 ? [] : [`state${step - 1}>state${step}>an answer`],
      timers: []
    }
  }]
})

/** The same where it begins. */
export const large: Picture = largeAt(0)
