import { Disclosure } from "@parley/core"
import { describe, expect, test } from "vitest"
import * as DisclosureWords from "../../src/policy/DisclosureWords.ts"

const say: ReadonlyArray<readonly [string, string]> = [
  ["en", "Hi, I'm the La Huerta bot!"],
  ["en", "You're chatting with our AI assistant."],
  ["en", "You are not talking to a person, but to a bot."],
  ["en", "I'm a bot and not a person."],
  ["en", "I am a bot that never sleeps."],
  ["en", "No worries, you speak with an automated assistant."],
  ["en", "Your messages are answered automatically."],
  ["en_GB", "This is an automated chat."],
  ["en", "Hi!\nChatbot here 🤖"],
  ["fr", "Bonjour, je suis l’IA de La Huerta."],
  ["fr", "Un robot vous répond."],
  ["fr-CA", "Vous n’écrivez pas à une personne, mais à un service automatisé."],
  ["de", "Ich bin Lola, ein Chatbot."],
  ["de", "Hier antwortet eine KI."],
  ["de", "Sie bekommen automatisch Antwort von einem Roboter."],
  ["de", "Ich bin kein Mensch, sondern ein Bot."],
  ["es", "Soy Lola, la inteligencia artificial de La Huerta."],
  ["es", "No soy una persona sino un robot."],
  ["pt", "Oi! Sou o robô da La Huerta."],
  ["pt-BR", "Você está no atendimento automático."],
  ["it", "Ti risponde un sistema automatico."],
  ["it", "Non sono una persona, sono un'intelligenza artificiale."],
  ["nl", "Ik ben een chatbot."],
  ["pl", "Cześć, jestem botem."],
  ["pl", "Odpowiada sztuczna inteligencja."],
  ["tr", "Merhaba, ben bir botum."],
  ["tr", "İnsan değilim, yapay zekâyım."],
  ["ar", "مرحبا، أنا روبوت."],
  ["ja", "こんにちは。私はAIです。"],
  ["ja", "人ではなくボットです。"],
  ["ja", "自動応答でお答えします。"],
  ["ru", "Я бот La Huerta."],
  ["ko", "저는 챗봇입니다."]
]

const hide: ReadonlyArray<readonly [string, string]> = [
  ["en", "Hi, I'm Sara! How can I help?"],
  ["en", "Hi, I'm Sara, your virtual assistant."],
  ["en", "I am not a bot."],
  ["en", "I'm not a bot, I'm an automated miracle."],
  ["en", "I isnt a bot"],
  ["en", "You talk to a human instead of a bot."],
  ["en", "Do you like robots, or a bot?"],
  ["en", "We sell robots and bots of all kinds."],
  ["en", "Your order is confirmed automatically."],
  ["en", "Both of our bottles are here, maid in said wait."],
  ["en", ""],
  ["fr", "Je ne suis pas un bot."],
  ["fr", "Une vraie personne vous répond, sans robot."],
  ["fr", "J’ai une question."],
  ["de", "Ich bin kein Bot."],
  ["de", "Ein Bot bin ich nicht."],
  ["de", "Ihre Bestellung wird automatisch bestätigt."],
  ["es", "No soy un bot."],
  ["es", "¿Hablas con un bot?"],
  ["it", "Non sono un robot."],
  ["pt", "Não sou um robô."],
  ["nl", "Ik ben geen bot."],
  ["nl", "Een bot ben ik niet."],
  ["pl", "Nie jestem botem."],
  ["tr", "Ben bir bot değilim."],
  ["tr", "Siparişiniz otomatik olarak onaylandı."],
  ["ar", "أنا لست روبوت"],
  ["ar", "السؤال التالي"],
  ["ja", "私はボットではありません。"],
  ["ja", "自動応答サービスではございません。"],
  ["ja", "ボットではなく人がお答えします。"],
  ["ja", "当店は自動車を売っています。"],
  ["ja", "ホットコーヒーをどうぞ。"],
  ["ja", "ボットは使っていません。"],
  ["ru", "Здравствуйте!"]
]

describe("the check of an author's own words", () => {
  for (const [locale, text] of say) {
    test(`takes "${text.replaceAll("\n", " ")}" (${locale})`, () => {
      expect(Disclosure.says(text, locale)).toBe(true)
    })
  }

  for (const [locale, text] of hide) {
    test(`does not take "${text}" (${locale})`, () => {
      expect(Disclosure.says(text, locale)).toBe(false)
    })
  }

  test("takes every sentence that comes with Parley, with and without a name", () => {
    const silent = DisclosureWords.locales.flatMap((locale) =>
      Disclosure.wordings.flatMap((wording) =>
        [undefined, "La Huerta"].flatMap((name) => {
          const sentence = DisclosureWords.sentence(wording, locale, name)
          return Disclosure.says(sentence, locale) ? [] : [sentence]
        })
      )
    )
    expect(silent).toEqual([])
  })
})

describe("the problems of a disclosure", () => {
  test("there are none where nothing of the author's own is said", () => {
    expect(Disclosure.problems({}, ["en"])).toEqual([])
    expect(Disclosure.problems({ wording: "bot", name: "La Huerta", lapse: 1, where: "everywhere" }, ["en"])).toEqual(
      []
    )
  })

  test("words that hide the machine are named with the cure", () => {
    expect(Disclosure.problems({ text: "Hi, I'm Sara!" }, ["en"])).toEqual([
      "the disclosure's text for \"en\" (\"Hi, I'm Sara!\") does not say that a machine writes; say it with a word such as "
      + "\"bot\" or \"automated\", for example \"You are talking to a bot.\", or leave `text` out"
    ])
  })

  test("the business's name neither denies it nor says it", () => {
    expect(Disclosure.problems({ text: "I'm the No Limits bot.", name: "No Limits" }, ["en"])).toEqual([])
    expect(Disclosure.problems({ text: "I'm Sara of Botanica Bot.", name: "Botanica Bot" }, ["en"])).toHaveLength(1)
  })

  test("one text for all may be in another language than the bot's", () => {
    expect(Disclosure.problems({ text: "Soy un asistente automático." }, ["en"])).toEqual([])
    expect(Disclosure.problems({ text: "I am not a bot." }, ["en"])).toHaveLength(1)
  })

  test("words by language are judged each in its own, and each bad one is named", () => {
    const text = { en: "I'm Lola.", de: "Ich bin ein Bot.", "es-MX": "Soy Lola.", hu: "Lola vagyok.", fr: " " }
    const problems = Disclosure.problems({ text }, ["en"])
    expect(problems.map((problem) => /for "([^"]*)"/.exec(problem)?.[1])).toEqual(["en", "es-MX", "fr"])
  })

  test("an empty table of words is a problem", () => {
    expect(Disclosure.problems({ text: {} }, ["en"])[0]).toContain("has no words")
  })

  test("a function is asked for each language of the bot, and must not throw", () => {
    const text = (locale: string): string => {
      if (locale === "ja") throw new Error("no Japanese")
      return locale === "de" ? "Ich bin Lola." : "I'm a bot."
    }
    const problems = Disclosure.problems({ text }, ["en", "de", "ja"])
    expect(problems).toHaveLength(2)
    expect(problems[0]).toContain("for \"de\"")
    expect(problems[1]).toContain("throws for \"ja\": no Japanese")
  })

  test("a lapse that is no time and places that are none are problems", () => {
    expect(Disclosure.problems({ lapse: 0 }, ["en"])[0]).toContain("`lapse`")
    expect(Disclosure.problems({ lapse: Number.NaN }, ["en"])).toHaveLength(1)
    expect(Disclosure.problems({ where: { in: ["Germany"], serves: ["CA!"] } }, ["en"])).toEqual([
      "the disclosure's `where` has no place \"Germany\", \"CA!\"; write ISO codes such as \"DE\" and \"US-CA\", or \"EU\""
    ])
    expect(Disclosure.problems({ where: { in: [] } }, ["en"])[0]).toContain("`disclosure: false`")
  })
})
