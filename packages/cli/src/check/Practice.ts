/**
 * Good practice for what a bot says: advice, never a mistake ("Send a Message", best practices, read 2026-11-21). The page
 * gives no numbers; those here are ours, for the screen of a phone.
 *
 * @module
 */
import type { BotDefinition, Definition, Message } from "@parley/core"
import * as Sayings from "../command/Sayings.ts"

/** Advice about what a state says, and what to say instead. */
export interface Advice {
  readonly dialogue: string
  readonly state: string
  readonly advice: string
  readonly instead: string
}

/** A picture that a state shows; `on` is what it stands on. */
export interface Shown {
  readonly dialogue: string
  readonly state: string
  readonly url: string
  readonly on: "card" | "message"
}

/** What states of a dialogue say, in all languages that were asked for. */
interface Said {
  readonly state: string
  readonly messages: ReadonlyArray<Message.Message>
}

/** A text beyond this many characters fills more than a phone's screen beside the keyboard. */
const longText = 320

/** Of several messages in a row, those beyond so many characters count as long. */
const longInRow = 160

/** So many long messages without an answer in between are a lecture. */
const row = 3

const textOf = ({ content }: Message.Message): string => content._tag === "Text" ? content.text : ""

const isRow = (line: string): boolean => /\S\s*\|\s*\S/.test(line) || /\S\t+\S/.test(line) || /\S {3,}\S/.test(line)

/** Two rows or more with cells side by side. */
const isTable = (text: string): boolean => {
  const lines = text.split("\n")
  return lines.some((line, index) => isRow(line) && isRow(lines[index + 1] ?? ""))
}

/** Bars made of blocks. */
const isChart = (text: string): boolean => /[█▇▆▅▄▃▂▁▓▒░■□]{3,}/u.test(text)

const rules: ReadonlyArray<
  { readonly holds: (text: string) => boolean; readonly advice: (text: string) => string; readonly instead: string }
> = [
  {
    holds: isTable,
    advice: () => "its text draws a table, whose columns do not stand in line on a phone",
    instead:
      "show a card for each row, `Show.cards([{ title, subtitle, imageUrl }])`; an order with sums is a `Rich.receipt`"
  },
  {
    holds: isChart,
    advice: () => "its text draws a chart",
    instead: "send a picture of it: `{ content: { _tag: \"Media\", kind: \"image\", url } }`"
  },
  {
    holds: (text) => [...text].length > longText,
    advice: (text) => `its text has ${[...text].length} characters, and ${longText} are easy to read on a phone`,
    instead:
      "say it in several short messages, or show `Show.cards([…])` and let the person open what they want to know"
  }
]

const nodesOf = (node: Sayings.Node): ReadonlyArray<Sayings.Node> => [
  node,
  ...Object.values(node.states as { readonly [key: string]: Sayings.Node }).flatMap(nodesOf)
]

const saidBy = (definition: Definition.Definition, locales: ReadonlyArray<string>): ReadonlyArray<Said> =>
  nodesOf(definition.machine.root).filter(({ path }) => path.length > 0 && !path.join().includes("$")).map((node) => ({
    state: node.path.join("."),
    messages: locales.flatMap((locale) => Sayings.of(definition, node, locale))
  }))

/** Where a state leads by itself, once. */
const next = ({ chart }: Definition.Definition, state: string): string | undefined =>
  chart?.sketches.find(({ path }) => path === state)?.edges.find(({ by }) => by === "auto")?.to

const isLong = ({ messages }: Said): boolean => messages.some((message) => [...textOf(message)].length > longInRow)

/** Long messages one after the other, from the first of them on. */
const rows = (definition: Definition.Definition, said: ReadonlyArray<Said>): ReadonlyArray<Advice> => {
  const byState = new Map(said.map((one) => [one.state, one]))
  const follows = new Set(said.flatMap((one) => isLong(one) ? next(definition, one.state) ?? [] : []))
  return said.flatMap((first): ReadonlyArray<Advice> => {
    if (!isLong(first) || follows.has(first.state)) return []
    const states = [first.state]
    for (let at = next(definition, first.state); at !== undefined && !states.includes(at); at = next(definition, at)) {
      const one = byState.get(at)
      if (one === undefined || !isLong(one)) break
      states.push(at)
    }
    return states.length < row ? [] : [{
      dialogue: definition.id,
      state: first.state,
      advice: `${states.length} long messages come in a row: ${states.join(", ")}`,
      instead: "ask in between what the person wants to know, with `choose`, or show `Show.cards([…])` side by side"
    }]
  })
}

/** All advice for the words of a bot, in the languages given. */
export const of = (
  { dialogues }: Pick<BotDefinition.Any, "dialogues">,
  locales: ReadonlyArray<string>
): ReadonlyArray<Advice> =>
  dialogues.flatMap((definition) => {
    const said = saidBy(definition, locales)
    const texts = said.flatMap(({ messages, state }) => {
      // A language may say the same in as bad a form: each rule is told once.
      const found = rules.flatMap(({ advice, holds, instead }) => {
        const text = messages.map(textOf).find(holds)
        return text === undefined ? [] : [{ dialogue: definition.id, state, advice: advice(text), instead }]
      })
      return found
    })
    return [...texts, ...rows(definition, said)]
  })

const picturesOf = ({ content }: Message.Message): ReadonlyArray<Pick<Shown, "url" | "on">> => {
  switch (content._tag) {
    case "Media":
      return content.kind === "image" ? [{ url: content.url, on: "message" }] : []
    case "Pictures":
      return content.urls.map((url) => ({ url, on: "message" as const }))
    case "Cards":
      return content.cards.flatMap(({ imageUrl }) =>
        imageUrl === undefined ? [] : [{ url: imageUrl, on: "card" as const }]
      )
    default:
      return []
  }
}

/** The pictures that a bot shows by an address which is known beforehand, each once. */
export const pictures = (
  { dialogues }: Pick<BotDefinition.Any, "dialogues">,
  locales: ReadonlyArray<string>
): ReadonlyArray<Shown> => {
  const all = dialogues.flatMap((definition) =>
    saidBy(definition, locales).flatMap(({ messages, state }) =>
      messages.flatMap(picturesOf).map((one): Shown => ({ dialogue: definition.id, state, ...one }))
    )
  )
  return all.filter(({ on, url }, index) =>
    /^https?:\/\//.test(url) && !url.includes("…") &&
    all.findIndex((other) => other.url === url && other.on === on) === index
  )
}
