/** The words by which a person stops messages, has them again, and calls the bot back. */
import { Dialogue, Repair, Step } from "@parley/core"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import { envelope } from "./raw.ts"

const d = Dialogue.setup({ id: "shop", version: 1, context: Schema.Struct({}), states: ["open", "done"] })
const states = { open: d.choose("What now?", { options: { s: "Stop", g: "Go on" }, to: "done" }), done: d.end() }
const shop = d.make({ initial: "open", states })

describe("a person stops messages", () => {
  it("in English whatever the language, and in that of the conversation", () => {
    for (const text of ["stop", "STOP!", "Unsubscribe.", "stop writing to me"]) {
      expect(Repair.asksToStop(shop, text, "ja_JP")).toBe(true)
    }
    expect(Repair.asksToStop(shop, "basta", "es_ES")).toBe(true)
    expect(Repair.asksToStop(shop, "hör auf!", "de-AT")).toBe(true)
    expect(Repair.asksToStop(shop, "Arrêtez", "fr")).toBe(true)
    expect(Repair.asksToStop(shop, "basta", "en_US")).toBe(false)
    expect(Repair.asksToStop(shop, "non-stop", "en_US")).toBe(false)
  })

  it("by a button of one's own, and where no dialogue is active", () => {
    expect(Repair.asksToStop(shop, Repair.payloads.stop, "en")).toBe(true)
    expect(Repair.asksToStop(undefined, "stop", "en")).toBe(true)
    expect(Repair.asksToStop(undefined, "pizza", "en")).toBe(false)
  })

  it("unless the dialogue has a command by that word", () => {
    const own = d.make({ initial: "open", commands: { stop: "done" }, states })

    expect(Repair.asksToStop(own, "stop", "en")).toBe(false)
    expect(Repair.asksToStop(own, "unsubscribe", "en")).toBe(true)
  })

  it("unless the open question offers an option by that word", () => {
    const begun = Either.getOrThrow(Step.take(shop, undefined, envelope({ type: "start" })))
    const ended = Either.getOrThrow(Step.take(shop, begun.snapshot, envelope({ type: "message", text: "stop" })))

    expect(Step.isOffered(shop, begun.snapshot, "stop")).toBe(true)
    expect(Step.isOffered(shop, begun.snapshot, "unsubscribe")).toBe(false)
    expect(Step.isOffered(shop, ended.snapshot, "stop")).toBe(false)
  })

  it("in words of the author's own, for all languages or for each, or not at all", () => {
    const make = (stop: Repair.OwnWords) => d.make({ initial: "open", states, repair: { words: { stop } } })
    const any = make(["enough", /^no more/i])
    const each = make({ it: ["basta così"] })

    expect(Repair.asksToStop(any, "Enough!", "it")).toBe(true)
    expect(Repair.asksToStop(any, "no more hats", "it")).toBe(true)
    expect(Repair.asksToStop(any, "stop", "it")).toBe(false)
    expect(Repair.asksToStop(each, "basta così", "it")).toBe(true)
    expect(Repair.asksToStop(each, "basta così", "en")).toBe(false)
    expect(make(false).repair.stop).toBeUndefined()
    expect(Repair.asksToStop(make(false), "stop", "en")).toBe(false)
    expect(Repair.asksToStop(make(false), Repair.payloads.stop, "en")).toBe(false)
  })
})

it("a person has messages again, and calls the bot back", () => {
  expect(Repair.asksToStart(shop, "Start again", "en")).toBe(true)
  expect(Repair.asksToStart(shop, "stop", "en")).toBe(false)
  expect(Repair.asksForBot(shop, "bot", "de")).toBe(true)
  expect(Repair.asksForBot(shop, "zurück zum Bot", "de")).toBe(true)
  expect(Repair.asksForBot(shop, "human", "de")).toBe(false)
})

it("each wish has its reply, in the person's language or in the author's words", () => {
  const own = d.make({ initial: "open", states, repair: { stopped: ({ locale }) => `Quiet now (${locale}).` } })
  const turn = { at: 0, locale: "es_ES", channel: "messenger", person: {} }

  expect(own.repair.stop?.reply(turn).content).toEqual({ _tag: "Text", text: "Quiet now (es_ES)." })
  expect(own.repair.start?.reply(turn).content).toMatchObject({
    text: "Gracias, te escribiré de nuevo cuando haya algo."
  })
  expect(own.repair.bot?.reply(turn).content).toMatchObject({
    text: "Ya estoy aquí otra vez. ¿Qué puedo hacer por ti?"
  })
})
