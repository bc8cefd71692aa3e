/**
 * The sentences by which a bot says what it is, in the languages that Parley brings along.
 *
 * @module
 */
import * as Language from "./Language.ts"

/**
 * Four wordings follow the examples of Meta's page ("Send a Message", *automated chat*, read 2026-11-21): `bot` ("I'm the
 * La Huerta bot"), `automated` ("You are interacting with an automated experience"), `talking` ("You are talking to a bot"),
 * `chatbot` ("I am an automated chatbot"). `assistant` is Parley's own.
 */
export const wordings = ["bot", "automated", "talking", "chatbot", "assistant"] as const
/** One way to say it. */
export type Wording = typeof wordings[number]

/** A sentence without a name, and the one with it. */
type Pair = readonly [bare: string, named: string]

type Sentences = { readonly [wording in Wording]: Pair }

const en: Sentences = {
  bot: ["I'm a bot.", "I'm the {name} bot."],
  automated: [
    "You are interacting with an automated experience.",
    "You are interacting with an automated experience of {name}."
  ],
  talking: ["You are talking to a bot.", "You are talking to the {name} bot."],
  chatbot: ["I am an automated chatbot.", "I am the automated chatbot of {name}."],
  assistant: ["You are talking to an automated assistant.", "I'm the automated assistant of {name}."]
}

const pt: Sentences = {
  bot: ["Sou um bot.", "Sou o bot de {name}."],
  automated: [
    "Está a interagir com um serviço automatizado.",
    "Está a interagir com o serviço automatizado de {name}."
  ],
  talking: ["Está a falar com um bot.", "Está a falar com o bot de {name}."],
  chatbot: ["Sou um chatbot automatizado.", "Sou o chatbot automatizado de {name}."],
  assistant: ["Quem responde é um assistente automático.", "Sou o assistente automático de {name}."]
}

const catalogue: { readonly [locale: string]: Sentences } = {
  en,
  fr: {
    bot: ["Je suis un bot.", "Je suis le bot de {name}."],
    automated: [
      "Vous interagissez avec un service automatisé.",
      "Vous interagissez avec le service automatisé de {name}."
    ],
    talking: ["Vous parlez à un bot.", "Vous parlez au bot de {name}."],
    chatbot: ["Je suis un bot de discussion automatisé.", "Je suis le bot de discussion automatisé de {name}."],
    assistant: ["Un assistant automatique vous répond.", "Je suis l'assistant automatique de {name}."]
  },
  de: {
    bot: ["Ich bin ein Bot.", "Ich bin der Bot von {name}."],
    automated: [
      "Sie nutzen einen automatisierten Dienst.",
      "Sie nutzen den automatisierten Dienst von {name}."
    ],
    talking: ["Sie sprechen mit einem Bot.", "Sie sprechen mit dem Bot von {name}."],
    chatbot: ["Ich bin ein automatisierter Chatbot.", "Ich bin der automatisierte Chatbot von {name}."],
    assistant: ["Hier antwortet ein automatischer Assistent.", "Ich bin der automatische Assistent von {name}."]
  },
  es: {
    bot: ["Soy un bot.", "Soy el bot de {name}."],
    automated: [
      "Está interactuando con un servicio automatizado.",
      "Está interactuando con el servicio automatizado de {name}."
    ],
    talking: ["Está hablando con un bot.", "Está hablando con el bot de {name}."],
    chatbot: ["Soy un chatbot automatizado.", "Soy el chatbot automatizado de {name}."],
    assistant: ["Le atiende un asistente automático.", "Soy el asistente automático de {name}."]
  },
  it: {
    bot: ["Sono un bot.", "Sono il bot di {name}."],
    automated: [
      "Sta interagendo con un servizio automatizzato.",
      "Sta interagendo con il servizio automatizzato di {name}."
    ],
    talking: ["Sta parlando con un bot.", "Sta parlando con il bot di {name}."],
    chatbot: ["Sono un chatbot automatico.", "Sono il chatbot automatico di {name}."],
    assistant: ["Le risponde un assistente automatico.", "Sono l'assistente automatico di {name}."]
  },
  pt,
  "pt-BR": {
    ...pt,
    automated: [
      "Você está interagindo com um serviço automatizado.",
      "Você está interagindo com o serviço automatizado de {name}."
    ],
    talking: ["Você está falando com um bot.", "Você está falando com o bot de {name}."]
  },
  nl: {
    bot: ["Ik ben een bot.", "Ik ben de bot van {name}."],
    automated: [
      "U gebruikt een geautomatiseerde dienst.",
      "U gebruikt de geautomatiseerde dienst van {name}."
    ],
    talking: ["U praat met een bot.", "U praat met de bot van {name}."],
    chatbot: ["Ik ben een geautomatiseerde chatbot.", "Ik ben de geautomatiseerde chatbot van {name}."],
    assistant: ["U spreekt met een automatische assistent.", "Ik ben de automatische assistent van {name}."]
  },
  ja: {
    bot: ["これはボットです。", "これは{name}のボットです。"],
    automated: ["ご利用になっているのは自動サービスです。", "ご利用になっているのは{name}の自動サービスです。"],
    talking: ["チャットの相手はボットです。", "チャットの相手は{name}のボットです。"],
    chatbot: ["これは自動チャットボットです。", "これは{name}の自動チャットボットです。"],
    assistant: ["自動応答アシスタントがお答えしています。", "{name}の自動応答アシスタントです。"]
  },
  pl: {
    bot: ["Jestem botem.", "Jestem botem strony {name}."],
    automated: ["Korzystasz z usługi automatycznej.", "Korzystasz z automatycznej usługi strony {name}."],
    talking: ["Rozmawiasz z botem.", "Rozmawiasz z botem strony {name}."],
    chatbot: ["Jestem automatycznym chatbotem.", "Jestem automatycznym chatbotem strony {name}."],
    assistant: ["Odpowiada automatyczny asystent.", "Jestem automatycznym asystentem strony {name}."]
  },
  tr: {
    bot: ["Ben bir botum.", "Ben {name} sayfasının botuyum."],
    automated: ["Otomatik bir hizmet kullanıyorsunuz.", "{name} sayfasının otomatik hizmetini kullanıyorsunuz."],
    talking: ["Bir botla konuşuyorsunuz.", "{name} sayfasının botuyla konuşuyorsunuz."],
    chatbot: ["Ben otomatik bir sohbet botuyum.", "Ben {name} sayfasının otomatik sohbet botuyum."],
    assistant: ["Size otomatik bir asistan yanıt veriyor.", "Size {name} sayfasının otomatik asistanı yanıt veriyor."]
  },
  ar: {
    bot: ["أنا روبوت.", "أنا روبوت صفحة {name}."],
    automated: ["أنت تستخدم خدمة آلية.", "أنت تستخدم الخدمة الآلية لصفحة {name}."],
    talking: ["أنت تتحدث إلى روبوت.", "أنت تتحدث إلى روبوت صفحة {name}."],
    chatbot: ["أنا روبوت محادثة آلي.", "أنا روبوت المحادثة الآلي لصفحة {name}."],
    assistant: ["يجيبك مساعد آلي.", "أنا المساعد الآلي لصفحة {name}."]
  }
}

/** The locales that have sentences of their own. */
export const locales: ReadonlyArray<string> = Object.keys(catalogue)

/** The sentence in the language of a locale, in English when there is none in it; with the name, unless that is absent or blank. */
export const sentence = (wording: Wording, locale: string, name?: string): string => {
  const sentences = catalogue[Language.fit(locales, locale) ?? "en"] ?? en
  const [bare, named] = sentences[wording]
  const whose = name?.trim().replaceAll(/\s+/g, " ") ?? ""
  return whose === "" ? bare : named.replace("{name}", () => whose)
}
