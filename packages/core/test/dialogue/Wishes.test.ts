/** The words by which a person stops messages, has them again, and calls the bot back. */
import { Dialogue, Repair, Step, Wording } from "@parley/core"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as DisclosureWords from "../../src/policy/DisclosureWords.ts"
import { no, yes } from "../../src/dialogue/words/YesNo.ts"
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

describe("the words of the wishes", () => {
  const names = ["stop", "start", "bot"] as const
  const all = names.flatMap((name) =>
    Object.entries(Repair.wishes[name]).flatMap(([language, words]) =>
      words.map((word) => ({ name, language, folded: Wording.fold(String(word)) }))
    )
  )
  const languages = new Set(DisclosureWords.locales.map((locale) => locale.split("-")[0] ?? ""))

  it("exist for each wish in every language that the bot says what it is in", () => {
    for (const name of names) expect(new Set(Object.keys(Repair.wishes[name]))).toEqual(languages)
  })

  it("are never an answer of yes or no, in whatever language, nor a command that every dialogue knows", () => {
    const others = new Set([...yes, ...no, ...Object.values(Repair.commands).flat()].map(Wording.fold))

    expect(all.filter(({ folded }) => folded === "" || others.has(folded))).toEqual([])
  })

  it("say one wish each, whatever the language of the one who says them", () => {
    const meanings = new Map<string, Set<string>>()
    for (const { folded, name } of all) meanings.set(folded, (meanings.get(folded) ?? new Set()).add(name))

    expect([...meanings].filter(([_, wished]) => wished.size > 1)).toEqual([])
  })

  it("are heard in their language, with their region, and not in another one", () => {
    expect(Repair.asksToStop(shop, "Não me escreva mais!", "pt_BR")).toBe(true)
    expect(Repair.asksToStop(shop, "Basta", "it_IT")).toBe(true)
    expect(Repair.asksToStop(shop, "配信停止", "ja_JP")).toBe(true)
    expect(Repair.asksToStop(shop, "配信停止", "en_US")).toBe(false)
    expect(Repair.asksToStart(shop, "wznów", "pl_PL")).toBe(true)
    expect(Repair.asksForBot(shop, "BOTA DÖN", "tr_TR")).toBe(true)
    expect(Repair.asksForBot(shop, "العودة إلى الروبوت", "ar_AR")).toBe(true)
  })

  it("are told to the person, in their language, when they stop messages: one of them brings the messages back", () => {
    for (const language of languages) {
      const { content } = shop.repair.stop?.reply({ at: 0, locale: language, channel: "messenger", person: {} }) ?? {}
      const told = content?._tag === "Text" ? Wording.fold(content.text) : ""
      const starts = (Repair.wishes.start[language] ?? []).map((word) => Wording.fold(String(word)))

      expect(starts.filter((word) => told.includes(word)), language).not.toEqual([])
    }
  })
})
