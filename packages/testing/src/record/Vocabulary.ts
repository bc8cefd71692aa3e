/**
 * The words that are a bot's own: what starts its dialogues, its commands, what it offers, and what it says of itself. They are no
 * person's secret, and dialogues go by them.
 *
 * @module
 */
import type { Definition, JournalEntry, Json } from "@parley/core"
import { Message, Payload } from "@parley/core"
import * as Personal from "./Personal.ts"

const letters = /[\p{L}\p{M}]+/gu

// A question that is to be confirmed takes these in any dialogue.
const answers = "yes yeah yep sure ok okay no nope nah sí si vale oui ouais non ja nein sim não nao certo"

/** The words of a text, in small letters. */
export const wordsOf = (text: string): ReadonlyArray<string> => text.toLowerCase().match(letters) ?? []

/** The words that dialogues listen for. */
const listened = ({ commands, starts }: Definition.Definition): ReadonlyArray<string> => [
  ...starts.flatMap((start) =>
    start._tag === "Words"
      ? [start.words]
      : "pattern" in start && start.pattern !== undefined
      ? [start.pattern.source]
      : []
  ),
  ...commands.flatMap(({ name, words }) => [name, ...words.map((one) => typeof one === "string" ? one : one.source)])
]

/** What a message offers to be tapped. */
const offered = ({ content, quickReplies = [] }: Message.Message): ReadonlyArray<string> => {
  const buttons = content._tag === "Text"
    ? content.buttons ?? []
    : content._tag === "Cards"
    ? content.cards.flatMap((card) => [...card.buttons ?? []])
    : []
  return [
    ...quickReplies.map(({ title }) => title),
    ...buttons.flatMap((button) => ("title" in button ? [button.title] : []))
  ]
}

/** What came from outside in an entry: the person's words, and the data that tasks and signals gave. */
const given = ({ inbound: { event } }: JournalEntry.JournalEntry): string => {
  switch (event._tag) {
    case "Said":
      // A number or an address that was asked for comes back as a choice that is no button's.
      return event.choice === undefined || Payload.decode(event.choice) === undefined ? event.text ?? "" : ""
    case "Settled":
    case "TimerFired":
    case "Tapped":
      return ""
    default:
      return JSON.stringify(event)
  }
}

/**
 * The words of a bot, in small letters. Of what it said in the conversations, those count that had not come in before: the
 * others may be the person's. `known` is what the bot knew of each person besides, in the order of the conversations.
 */
export const of = (
  dialogues: ReadonlyArray<Definition.Definition>,
  journals: ReadonlyArray<ReadonlyArray<JournalEntry.JournalEntry>>,
  known: ReadonlyArray<Json.Json> = []
): ReadonlySet<string> => {
  const own = new Set(wordsOf(answers))
  for (const text of dialogues.flatMap(listened)) for (const word of wordsOf(text)) own.add(word)
  for (const [index, journal] of journals.entries()) {
    const theirs = new Set(Personal.texts(known[index] ?? null).flatMap(wordsOf))
    for (const entry of journal) {
      for (const word of wordsOf(given(entry))) theirs.add(word)
      for (const { body } of entry.spoken) {
        if (body._tag === "Control") continue
        for (const title of offered(body.message)) for (const word of wordsOf(title)) own.add(word)
        for (const word of wordsOf(Message.words(body.message))) if (!theirs.has(word)) own.add(word)
      }
    }
  }
  return own
}
