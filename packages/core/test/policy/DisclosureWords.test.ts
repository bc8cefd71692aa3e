import { Disclosure } from "@parley/core"
import { describe, expect, test } from "vitest"
import * as DisclosureWords from "../../src/policy/DisclosureWords.ts"

const name = "La Huerta"

describe("the sentences of the notice", () => {
  test("the four wordings of the seeds stand in English, French and Japanese as Meta's pages have them", () => {
    const four = (locale: string) => [
      Disclosure.text({ wording: "bot", name }, locale),
      ...(["automated", "talking", "chatbot"] as const).map((wording) => Disclosure.text({ wording }, locale))
    ]
    expect(four("en")).toEqual([
      "I'm the La Huerta bot.",
      "You are interacting with an automated experience.",
      "You are talking to a bot.",
      "I am an automated chatbot."
    ])
    expect(four("fr")).toEqual([
      "Je suis le bot de La Huerta.",
      "Vous interagissez avec un service automatisé.",
      "Vous parlez à un bot.",
      "Je suis un bot de discussion automatisé."
    ])
    expect(four("ja")).toEqual([
      "これはLa Huertaのボットです。",
      "ご利用になっているのは自動サービスです。",
      "チャットの相手はボットです。",
      "これは自動チャットボットです。"
    ])
  })

  test("there are eleven languages, and each has every wording with and without a name", () => {
    const languages = new Set(DisclosureWords.locales.map((locale) => locale.slice(0, 2)))
    expect([...languages].sort()).toEqual(["ar", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "tr"])
    for (const locale of DisclosureWords.locales) {
      for (const wording of Disclosure.wordings) {
        const bare = DisclosureWords.sentence(wording, locale)
        const named = DisclosureWords.sentence(wording, locale, name)
        expect(bare).not.toContain("{")
        expect(named).toContain(name)
        expect(named).not.toContain("{")
      }
    }
  })

  test("a locale may be spelled in either way, and falls back to its language, then to English", () => {
    const talking = (locale: string) => Disclosure.text({ wording: "talking" }, locale)
    expect(["pt-BR", "pt_BR", "PT_br"].map(talking)).toEqual(Array(3).fill("Você está falando com um bot."))
    expect(["pt", "pt_PT", "pt-AO"].map(talking)).toEqual(Array(3).fill("Está a falar com um bot."))
    expect(["hu", "", "constructor", "__proto__"].map(talking)).toEqual(Array(4).fill("You are talking to a bot."))
  })

  test("the author's own words by language follow the same ways, then their English, then the first", () => {
    const text = { "pt-BR": "robô", en: "bot", fr: "robot" }
    expect(["pt_BR", "pt", "fr_CA", "hu"].map((locale) => Disclosure.text({ text }, locale)))
      .toEqual(["robô", "robô", "robot", "bot"])
    expect(Disclosure.text({ text: { fr: "robot" } }, "ja")).toBe("robot")
    expect(Disclosure.text({ text: { fr: "robot" } }, "constructor")).toBe("robot")
    expect(Disclosure.text({ text: (locale) => `bot (${locale})` }, "ja")).toBe("bot (ja)")
    expect(Disclosure.text({ text: {} }, "de")).toBe("Hier antwortet ein automatischer Assistent.")
  })

  test("a blank name is none, and one with strange characters stays as it is", () => {
    expect(Disclosure.text({ wording: "bot", name: " \n" }, "en")).toBe("I'm a bot.")
    expect(Disclosure.text({ wording: "bot", name: "A\n$& {name}" }, "en")).toBe("I'm the A $& {name} bot.")
  })
})
