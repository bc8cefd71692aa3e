import { Answer, BotDefinition, Dialogue } from "@parley/core"
import { defineConfig } from "@parley/testing"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const signals = { news: Schema.Struct({ number: Schema.Int.pipe(Schema.between(1, 9)) }) }

const setup = <const Id extends string, const K extends string>(id: Id, states: ReadonlyArray<K>) =>
  Dialogue.setup({ id, version: 1, context: Schema.Struct({}), signals, states })

/** Its plain words come after the window: a refusal leads to them. Before that two answers are read by a schema. */
const e = setup("late", ["mail", "count", "tell", "under", "sorry", "done", "over"])
const late = e.make({
  initial: "mail",
  starts: [/^parcels?$/i],
  states: {
    mail: e.ask("Your e-mail?", { answer: Answer.email, to: "count" }),
    count: e.ask("How many, in dozens?", {
      answer: Answer.integer.pipe(Schema.multipleOf(12), Schema.between(13, 100)),
      timeout: { after: "25 hours", to: "tell" },
      to: "done"
    }),
    done: e.say("Thanks.", { to: "under" }),
    under: e.wait({ signal: "news", to: "tell" }),
    tell: e.notify("Your parcel left.", { purpose: "shipping", otherwise: { refused: "sorry" }, to: "over" }),
    sorry: e.end("I could not tell you."),
    over: e.end()
  }
})

/** Its words have a purpose, and no lane takes them once the window is shut. */
const k = setup("kept", ["which", "offer", "under", "done"])
const kept = k.make({
  initial: "which",
  starts: ["offers"],
  states: {
    which: k.menu("Which?", { one: { title: "One [1]", to: "done" } }, { timeout: { after: "25 hours", to: "offer" } }),
    offer: k.notify("Socks are cheap.", { purpose: "promotion", otherwise: "hold", to: "under" }),
    under: k.wait({ signal: "news", to: "offer" }),
    done: k.end("Thanks.")
  }
})

const i = setup("idle", ["hello", "idle", "bye"])
const idle = i.make({
  initial: "hello",
  starts: ["idle"],
  states: { hello: i.say("Hello.", { to: "idle" }), idle: i.wait({ signal: "news", to: "bye" }), bye: i.end() }
})

/** It asks to be told of a refusal, and has left for another dialogue by then. */
const o = setup("over", ["which", "tell", "call", "done", "thanks"])
const over = o.make({
  initial: "which",
  starts: ["over"],
  states: {
    which: o.menu("Which?", { one: { title: "One", to: "thanks" } }, { timeout: { after: "25 hours", to: "tell" } }),
    tell: o.notify("It left.", { purpose: "shipping", otherwise: { refused: "call" }, to: "done" }),
    call: o.handover("inbox", { resume: "thanks", resumeAfter: "2 hours" }),
    done: o.goto(idle),
    thanks: o.end("Thanks.")
  }
})

/** It ends without a word, and looks things up for a minute. */
const m = setup("mute", ["which", "look", "found", "quiet"])
const mute = m.make({
  initial: "which",
  starts: ["mute"],
  states: {
    which: m.menu("Which?", { one: { title: "One", to: "look" }, two: { title: "Two", to: "quiet" } }),
    look: m.run("Look", { run: () => Effect.sleep("1 minute"), success: { to: "found" }, failure: { else: "found" } }),
    found: m.end(["Here", "it is."]),
    quiet: m.end()
  }
})

/** Signals go round, and nothing else leads on. Nothing is repeated, and nobody can leave. */
const c = Dialogue.setup({
  id: "circle",
  version: 1,
  context: Schema.Struct({}),
  signals,
  states: ["hello", "wait", "tell"]
})
const circle = c.make({
  initial: "hello",
  starts: ["circle"],
  commands: { cancel: false, repeat: false },
  states: {
    hello: c.say(["Hello.", "I tell you."], { to: "wait" }),
    wait: c.wait({ signal: "news", to: "tell" }),
    tell: c.notify("News.", { purpose: "shipping", otherwise: "drop", to: "wait" })
  }
})

const h = setup("bye", ["bye"])
const bye = h.make({ initial: "bye", starts: ["bye"], states: { bye: h.end("Bye!") } })

/** Bots that break each promise, and one that shares its dialogues with another. */
export default defineConfig({
  bots: {
    first: BotDefinition.make({ dialogues: [late, kept, over, idle, mute, circle] }),
    second: BotDefinition.make({ dialogues: [kept, bye] }),
    unannounced: BotDefinition.make({ dialogues: [bye], disclosure: false })
  },
  accounts: {
    second: [{ channel: "messenger" }, { channel: "instagram", approvals: [] }]
  }
})
