/**
 * Whether an author's own notice says that one speaks with a machine. It looks for words, not for meaning: a word for a machine
 * in a statement that does not deny it.
 *
 * @module
 */
import * as Language from "./Language.ts"

/**
 * The words of one language as patterns, for text in lower case without accents. `machine`: what says it; plurals and
 * adverbs are left out, as "we sell robots" and "confirmed automatically" say nothing of who writes. `before` and `after` deny it from
 * either side; `breaks` are words at which a clause ends. `runs`: written without spaces or read with its marks.
 */
interface Speech {
  readonly machine: string
  readonly before?: string
  readonly after?: string
  readonly breaks?: string
  readonly runs?: true
}

const bot = "(?:chat[ -]?|voice[ -]?)?(?:ro)?bot"

const speeches: { readonly [language: string]: Speech } = {
  en: {
    machine: `${bot}|automated|automatic|ai|artificial intelligence|computer program|(?:with|to|by|am|is|are) a machine`
      + "|(?:answer|repl|respon|generat)\\w* automatically|automatically (?:answer|repl|respon|generat)\\w*",
    before: "not?|never|nor|neither|without|cannot|\\w+n't|(?:is|are|was|do|does|ca|wo)nt|instead of|rather than",
    breaks: "and|but|because|since|so"
  },
  fr: {
    machine: `${bot}|automati(?:que|see?)|agent conversationnel|ia|intelligence artificielle|programme informatique`
      + "|(?:avec|a|par|suis) une machine",
    before: "ne|n'\\w+|pas|ni|non|jamais|aucun|sans|au lieu",
    breaks: "et|mais|car|parce que"
  },
  de: {
    machine: `${bot}|(?:chat-?)?roboter|automatisiert(?:e[nmrs]?)?|automatische[nmrs]?|ki|ai|kunstlichen? intelligenz`
      + "|computerprogramm|(?:mit|von) einer maschine|(?:bin|ist) eine maschine"
      + "|automatisch (?:ge)?antw\\w*|antw\\w* automatisch",
    before: "kein\\w*|nicht|nie|niemals|ohne|weder|noch|statt|anstatt",
    after: "nicht$",
    breaks: "und|aber|sondern|denn|weil|da"
  },
  es: {
    machine:
      `${bot}|automati(?:co|ca|zado|zada)|ia|inteligencia artificial|programa informatico|(?:con|soy|es) una maquina`,
    before: "no|ni|ningun\\w*|nunca|jamas|sin|tampoco|en (?:lugar|vez) de",
    breaks: "y|e|pero|sino|porque"
  },
  it: {
    machine: `${bot}|automatic[oa]|automatizzat[oa]|ia|intelligenza artificiale|programma informatico`
      + "|(?:con|sono|e) una macchina",
    before: "non|ne|no|nessun\\w*|mai|senza|invece di",
    breaks: "ed|ma|bensi|perche"
  },
  pt: {
    machine: `${bot}|robo|automatic[oa]|automatizad[oa]|ia|inteligencia artificial|(?:com|sou|por) uma maquina`,
    before: "nao|nem|nenhum\\w*|nunca|jamais|sem|em vez de",
    breaks: "mas|porque|senao|pois"
  },
  nl: {
    machine: `${bot}|(?:ge)?automatiseerde?|automatische|automatisch (?:antwoord|bericht)|ai|kunstmatige intelligentie`
      + "|computerprogramma|(?:met|door|ben) een machine",
    before: "geen|niet|nooit|zonder|noch|in plaats van",
    after: "niet$",
    breaks: "en|maar|want|omdat"
  },
  pl: {
    machine: "(?:chat|ro)?bot(?:em|a|owi)?|z?automatyczn\\w+|zautomatyzowan\\w+|ai|sztuczn\\w+ inteligencj\\w+|maszyna",
    before: "nie|zaden\\w*|bez|ani|nigdy|zamiast",
    breaks: "i|a|ale|lecz|bo"
  },
  tr: {
    machine: "(?:chat|ro)?bot(?:um|u|yum|uyum|uyla|la|tur|udur)?|otomatik(?! olarak)|yapay zeka\\w*",
    after: "degil\\w*|olmayan|yok|yerine",
    breaks: "ve|ama|fakat|cunku"
  },
  ar: {
    machine: "روبوت|بوت|آلي|ذكاء اصطناعي|الذكاء الاصطناعي",
    before: "(?:^|\\s)(?:لست|ليس|ليست|لسنا|لا|بدون|دون|غير)(?=\\s)",
    breaks: "\\s(?:ولكن|لكن|بل)\\s",
    runs: true
  },
  ja: {
    machine: "ボット|自動(?!車|販売|的)|ai|人工知能",
    after:
      "^[^はがをもで]{0,12}(?:では|じゃ|で)は?(?:な[いくかけ]|ありま|ございま)|^[^はがをも]{0,12}[はがをも].*(?:ません|ない)$",
    runs: true
  }
}

// Names of machines that travel from language to language, for those that have no list.
const everywhere: Speech = {
  machine: `${bot}|ai|бот|чат-?бот|робот|챗봇|봇|机器人|機器人|自动|人工智能|인공지능`,
  runs: true
}

const speechOf = (locale: string): Speech | undefined => {
  const language = Language.of(locale)
  return Object.hasOwn(speeches, language) ? speeches[language] : undefined
}

/** Whether there are words to judge a notice in this language by. */
export const knows = (locale: string): boolean => speechOf(locale) !== undefined

const languages: ReadonlyArray<string> = Object.keys(speeches)

const fold = (text: string, speech: Speech): string => {
  const plain = text.normalize("NFKC").replaceAll("’", "'").toLowerCase()
  return speech.runs === true ? plain : plain.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("ı", "i")
}

const pattern = (words: string, speech: Speech, flags: string): RegExp =>
  new RegExp(speech.runs === true ? words : `(?<!\\w)(?:${words})(?!\\w)`, flags)

// A question states nothing: "Do you like this robot?"
const statements = (text: string): ReadonlyArray<string> =>
  (text.match(/[^.!?;:…。！？；：\n]+[.!?;:…。！？；：\n]*/gu) ?? []).filter((sentence) => !/[?？]/u.test(sentence))

const clauses = (sentence: string, speech: Speech): ReadonlyArray<string> => {
  const parts = sentence.split(/[,،、，()–—.!;:…。！；：\n]+|\s-\s/u)
  const { breaks } = speech
  return breaks === undefined ? parts : parts.flatMap((part) => part.split(pattern(breaks, speech, "u")))
}

const denies = (clause: string, from: number, to: number, speech: Speech): boolean => {
  const { after, before } = speech
  return (before !== undefined && pattern(before, speech, "u").test(clause.slice(0, from)))
    || (after !== undefined && pattern(after, speech, "u").test(clause.slice(to).trim()))
}

const judge = (text: string, speech: Speech): "says" | "denies" | "silent" => {
  let found: "says" | "silent" = "silent"
  for (const sentence of statements(fold(text, speech))) {
    for (const clause of clauses(sentence, speech)) {
      for (const match of clause.matchAll(pattern(speech.machine, speech, "gu"))) {
        if (denies(clause, match.index, match.index + match[0].length, speech)) return "denies"
        found = "says"
      }
    }
  }
  return found
}

/**
 * Whether a text says, in the language of the locale, that a machine writes: a statement with a word such as bot, robot, automated or
 * AI, and no denial. "Virtual assistant" alone does not say it, as people are called that too.
 *
 * @example
 * import { Disclosure } from "@parley/core"
 *
 * const texts = ["Hi, I'm the La Huerta bot!", "I am not a bot.", "Hi, I'm Sara, your virtual assistant."]
 * texts.map((text) => Disclosure.says(text, "en"))
 * // => [true, false, false]
 */
export const says = (text: string, locale: string): boolean => judge(text, speechOf(locale) ?? everywhere) === "says"

/** Whether a text that serves every language says it in one of them, and does not deny it in the one that is given. */
export const saysAnywhere = (text: string, locale: string): boolean =>
  judge(text, speechOf(locale) ?? everywhere) !== "denies"
  && (says(text, locale) || languages.some((language) => says(text, language)))
